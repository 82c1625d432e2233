// Package editorial is the only package that changes published data. Every change, the first
// seed included, goes through here: somebody proposes it, a second person approves it, a
// publication carries it, chained to the one before, and the journal keeps who did what. Each
// use case checks the rights of its actor itself, whoever calls it. It must not know how data
// is stored or shown, how people sign in, nor which form or file a change came from.
package editorial
