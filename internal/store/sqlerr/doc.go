// Package sqlerr turns errors of GORM, database/sql and the engine into those of the
// product. It must not know which operations there are.
package sqlerr
