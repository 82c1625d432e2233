package admin

import (
	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/changelog"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/segur"
)

// Subject says in one line what a proposal is about: its kind and its first row, and how many
// more there are; where measures get other numbers, which ones.
func (c *Call) Subject(p desk.Proposal) string { return c.SubjectIn(c.Catalog, p) }

// MovedSince returns which measures have got other numbers since a proposal was written, or since
// it was published: what it says is told of the measures that it was about.
func (c *Call) MovedSince(p desk.Proposal) segur.Moves {
	return c.Catalog.MovedSince(max(p.Base, p.PublishedIn))
}

// SubjectIn does the same with names taken from a catalog in which the change is made.
func (c *Call) SubjectIn(after *catalog.Catalog, p desk.Proposal) string {
	kind := c.Words.T("kind_of." + string(p.Kind))
	items := changelog.Describer{After: after, Before: c.Catalog, Words: c.Words, Moved: c.MovedSince(p)}.Describe(p.Changes)
	switch {
	case len(items) == 0:
		return kind
	case len(p.Changes.Moves()) > 0: // the sentence says what it is
		return items[0].Subject
	case len(items) == 1:
		return c.Words.T("desk.subject", "kind", kind, "subject", items[0].Subject)
	}
	return c.Words.T("desk.subject_more", "kind", kind, "subject", items[0].Subject, "count", len(items)-1)
}
