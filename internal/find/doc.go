// Package find answers what readers type into the search: an index of everything that a publication
// holds in one language, and the entries that a query finds in it, best first. It must not know pages:
// it returns what was found, not how it looks.
package find
