// Package queue lets a few callers work at a time and a few more wait for their turn, and sends the
// others away at once. It must not know what the work is.
package queue
