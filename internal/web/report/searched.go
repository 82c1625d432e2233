package report

import (
	"slices"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/doubt"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// Searched is what was looked for in vain about the subject: nobody needs to send it again.
type Searched struct {
	Count   locale.Phrase
	Queries []string // French
}

// searched sums up the searches about a measure, or one of its years, that found nothing; nil for
// none.
func (c *call) searched(about doubt.Subject) *Searched {
	m := c.Measure(about.Measure)
	if m == nil {
		return nil
	}
	searches := m.Searches
	if about.Year > 0 {
		searches = m.SearchesOf(about.Year, about.Year)
	}
	vain := catalog.Look(slices.DeleteFunc(slices.Clone(searches), func(s segur.Search) bool { return s.Found }))
	if len(vain.Queries) == 0 {
		return nil
	}
	key, first, last := "report.searched", vain.First, vain.Last
	if first != last {
		key = "report.searched_between"
	}
	phrase := c.words.Phrase(key, "count", len(vain.Queries), "n", c.page.Count(len(vain.Queries)),
		"first", c.words.Date(first.Year, first.Month, first.Day), "last", c.words.Date(last.Year, last.Month, last.Day))
	s := &Searched{Count: phrase}
	for _, query := range vain.Queries {
		s.Queries = append(s.Queries, locale.Typography(locale.FR, query))
	}
	return s
}
