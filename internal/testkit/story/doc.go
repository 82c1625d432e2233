// Package story publishes, on top of the seed of a test's site, one change of every kind, so that
// tests of the past, of the news and of histories have something to look at. It must not know how
// any page shows it.
package story
