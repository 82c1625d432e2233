// Package rights asks every route of the desk as every kind of person and holds the answers
// against a table written here, apart from the program's own. It has no code of its own.
package rights
