// Package board is the first page of the desk: what waits for the person who looks at it, and
// what is missing or late in the published figures, each with the way to the form that mends it.
// It must not change anything.
package board
