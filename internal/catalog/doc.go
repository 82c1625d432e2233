// Package catalog is the immutable in-memory image of one publication and every question
// that the public side asks of it: measures by pillar, state, year or words; counts that
// always sum to the number of measures; series with their trajectory; where a source is
// used; what earlier publications changed. It knows nothing of databases, languages of screens or HTTP. A Catalog is safe for
// concurrent use because nothing in it changes after Build; callers must not write to the
// slices it returns.
package catalog
