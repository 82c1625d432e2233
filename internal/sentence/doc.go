// Package sentence says in words what the figures of a catalog say: the headline of a year,
// the change since the start, the reason why nothing can be judged. Each sentence is
// computed, in either language, and keeps its figures apart from its words. It must not
// know how sentences are laid out, nor hold a figure of its own.
package sentence
