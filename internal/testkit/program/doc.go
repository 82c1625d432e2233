// Package program builds the real program and runs it as a process of its own, for tests and benchmarks
// that use it from outside and read what memory it takes. It must not know what they load it with.
package program
