// Package strategy holds the forms in which the orientations of a region's investment strategy, and
// the rules by which it selects projects, are entered, corrected and withdrawn. It must not know how a
// proposal is decided.
package strategy
