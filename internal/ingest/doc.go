// Package ingest turns bytes from outside into rows of the domain, or into findings that
// say in plain words what is wrong and where. It never guesses and never repairs. It must
// not know where rows are stored, who sent them or how they get published.
package ingest
