// Package figure holds the pages where the figures of one indicator are entered: the list of
// what is published with what may be done to each figure, and the form of one figure. The grid
// of a whole indicator is package grid. It must not know how a change is judged or kept.
package figure
