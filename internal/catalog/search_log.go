package catalog

import (
	"slices"
	"time"

	"github.com/segur-tracker/segur/internal/segur"
)

// Searches returns what was searched to document the measures, in the order of the dataset.
func (c *Catalog) Searches() []segur.Search { return c.data.Searches }

// SearchesOf returns the searches made for a measure in the years from the first to the last one
// given, both included.
func (m *Measure) SearchesOf(from, to int) []segur.Search {
	var found []segur.Search
	for _, s := range m.Searches {
		if s.Year >= from && s.Year <= to {
			found = append(found, s)
		}
	}
	return found
}

// Looked sums up searches for one place: a search for several years counts once.
type Looked struct {
	Queries []string   // distinct words, in the order of the searches
	First   segur.Date // day of the earliest search
	Last    segur.Date // day of the latest search
}

// Look sums up searches; the zero value means that there are none.
func Look(searches []segur.Search) Looked {
	var l Looked
	for _, s := range searches {
		if !slices.Contains(l.Queries, s.Query) {
			l.Queries = append(l.Queries, s.Query)
		}
		if l.First.IsZero() || s.Date.First().Before(l.First.First()) {
			l.First = s.Date
		}
		if l.Last.IsZero() || s.Date.Last().After(l.Last.Last()) {
			l.Last = s.Date
		}
	}
	return l
}

// searchedLately reports whether somebody looked for a document on a measure in a year less than a
// year before a day: until then nobody is asked to look again.
func (m *Measure) searchedLately(year int, now time.Time) bool {
	return slices.ContainsFunc(m.SearchesOf(year, year), func(s segur.Search) bool {
		return now.Before(s.Date.Last().AddDate(1, 0, 0))
	})
}
