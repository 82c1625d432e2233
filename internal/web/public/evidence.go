package public

import (
	"slices"
	"strconv"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
	"github.com/segur-tracker/segur/internal/web/view"
)

// surety says nothing where title and number are both official.
func (c *call) surety(m *catalog.Measure) Surety {
	var s Surety
	for _, part := range []struct{ table, code string }{{"number_basis.", m.NumberBasis}, {"title_basis.", m.TitleBasis}} {
		if part.code == "official" {
			continue
		}
		badge := c.words.T(part.table + part.code)
		line := c.words.T("settle." + part.table + part.code)
		s.Badges, s.Lines = append(s.Badges, badge), append(s.Lines, line)
	}
	if len(s.Lines) == 0 {
		return s
	}
	by := c.words.T("settle.by", "count", len(c.Measures()))
	s.Lines = append(s.Lines, by)
	return s
}

// measureSearches tells what was searched for each year: in vain, or on the way to its document.
func (c *call) measureSearches(page *Measure, m *catalog.Measure) {
	for i, entry := range page.Timeline {
		looked := c.looked(m.SearchesOf(entry.From, entry.To), entry.Basis != "")
		page.Timeline[i].Looked = looked
	}
}

// looked words searches; nil when none was made. Where a document was found in the end, they are counted
// without a word on what they found: the state says it.
func (c *call) looked(searches []segur.Search, documented bool) *Looked {
	sum := catalog.Look(searches)
	if len(sum.Queries) == 0 {
		return nil
	}
	key := "looked.one_day"
	if sum.First != sum.Last {
		key = "looked.several_days"
	}
	if documented || slices.ContainsFunc(searches, func(s segur.Search) bool { return s.Found }) {
		key += "_made"
	}
	said := c.words.Phrase(key, "count", len(sum.Queries), "n", sentence.Count(c.words, len(sum.Queries)),
		"first", sentence.Date(c.words, sum.First), "last", sentence.Date(c.words, sum.Last))
	l := &Looked{Said: said}
	for _, words := range sum.Queries {
		query := c.query(words, searches)
		l.Queries = append(l.Queries, query)
	}
	return l
}

func (c *call) query(words string, searches []segur.Search) Query {
	var years []string
	wording := ""
	for _, s := range searches {
		if s.Query == words {
			years, wording = append(years, strconv.Itoa(s.Year)), s.Wording
		}
	}
	slices.Sort(years)
	note := c.words.T("looked."+wording, "years", c.words.List(slices.Compact(years)))
	quoted := c.words.T("looked.quoted", "words", locale.Typography(locale.FR, words))
	return Query{Words: quoted, Note: note}
}

// answer says where the measure stands today, and what says so.
func (c *call) answer(m *catalog.Measure) Answer {
	standing := view.NewStanding(c.Catalog, c.words, m.Standing, c.LastYear())
	a := Answer{Standing: standing}
	if m.Standing.State == segur.Unknown {
		return a
	}
	a.Age = c.age(standing, m.Standing)
	entry := c.timelineYear(m.Cell(standing.Year))
	a.BasisLine, a.Justification, a.EffectiveOn, a.Citations = entry.Basis, entry.Justification, entry.EffectiveOn, entry.Citations
	return a
}

// age says how old a state is, and counts the years of one that is without news.
func (c *call) age(told view.Standing, s segur.Standing) string {
	if s.Silent() {
		return c.words.T("answer.silent", "year", s.Year, "count", s.Quiet)
	}
	if told.Final && told.Carried {
		return c.words.T("answer.final", "year", s.Year)
	}
	return told.Say
}
