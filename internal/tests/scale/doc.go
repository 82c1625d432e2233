// Package scale measures what a dataset hundreds of times as large as the seed costs readers and the program. It
// holds benchmarks, whose figures a machine decides, and tests of what pages show of it, which it does not.
package scale
