// Package search is the page where readers look for anything: what a query finds, of every kind, with
// the state or the figure that answers it where there is one. What fits a query is find's to say.
package search
