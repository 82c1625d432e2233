// Package regions holds what readers find of their region: each of the 18 has a page with all that is published on
// it and all that is not, and nothing on it compares what does not compare.
package regions
