// Package engine knows the kinds of databases that the product can be kept in, and all in which they
// differ: how one is found, taken and opened, how a writer locks, what its errors mean and what it
// calls its types and triggers. It must not know what is kept.
package engine
