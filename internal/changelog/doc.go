// Package changelog tells a change set in words: which row was added, replaced or taken away, what
// each of its fields said before and says now, in French or in English. The public news, the
// histories of measures and indicators and the review of proposals all read their words here, so
// that a change is announced as it was approved. It must not know who proposed a change, where
// it is stored, nor HTML.
package changelog
