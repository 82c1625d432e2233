// Package counter lets writers take identifiers that follow each other, on any engine: the counter of a
// table is a row that its writer holds until the transaction ends. It must not know what is numbered.
package counter
