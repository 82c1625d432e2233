// Package cli holds tests of the program as an operator meets it: the built binary, its
// arguments, variables, messages, exit codes and signals. It has no code of its own.
package cli
