// Package column says how values that SQL has no type for are kept in a column: dates that
// may be incomplete, moments, references that may be absent, lists. It must not know which
// tables there are.
package column
