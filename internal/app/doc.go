// Package app is the composition root: the only place that knows every part of the program
// and joins them. It holds the clock and the current catalog, and decides in which order
// things start and stop. It must not decide anything else.
package app
