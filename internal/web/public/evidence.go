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
func (c *call) surety(m *catalog.Measure) (Surety, error) {
	var s Surety
	for _, part := range []struct{ table, code string }{{"number_basis.", m.NumberBasis}, {"title_basis.", m.TitleBasis}} {
		if part.code == "official" {
			continue
		}
		badge, err := c.words.T(part.table + part.code)
		if err != nil {
			return Surety{}, err
		}
		line, err := c.words.T("settle." + part.table + part.code)
		if err != nil {
			return Surety{}, err
		}
		s.Badges, s.Lines = append(s.Badges, badge), append(s.Lines, line)
	}
	if len(s.Lines) == 0 {
		return s, nil
	}
	by, err := c.words.T("settle.by", "count", len(c.Measures()))
	s.Lines = append(s.Lines, by)
	return s, err
}

// measureSearches tells what was searched for each year: in vain, or on the way to its document.
func (c *call) measureSearches(page *Measure, m *catalog.Measure) error {
	for i, entry := range page.Timeline {
		looked, err := c.looked(m.SearchesOf(entry.From, entry.To), entry.Basis != "")
		if err != nil {
			return err
		}
		page.Timeline[i].Looked = looked
	}
	return nil
}

// looked words searches; nil when none was made. Where a document was found in the end, they are counted
// without a word on what they found: the state says it.
func (c *call) looked(searches []segur.Search, documented bool) (*Looked, error) {
	sum := catalog.Look(searches)
	if len(sum.Queries) == 0 {
		return nil, nil
	}
	key := "looked.one_day"
	if sum.First != sum.Last {
		key = "looked.several_days"
	}
	if documented || slices.ContainsFunc(searches, func(s segur.Search) bool { return s.Found }) {
		key += "_made"
	}
	said, err := c.words.Phrase(key, "count", len(sum.Queries), "n", sentence.Count(c.words, len(sum.Queries)),
		"first", sentence.Date(c.words, sum.First), "last", sentence.Date(c.words, sum.Last))
	if err != nil {
		return nil, err
	}
	l := &Looked{Said: said}
	for _, words := range sum.Queries {
		query, err := c.query(words, searches)
		if err != nil {
			return nil, err
		}
		l.Queries = append(l.Queries, query)
	}
	return l, nil
}

func (c *call) query(words string, searches []segur.Search) (Query, error) {
	var years []string
	wording := ""
	for _, s := range searches {
		if s.Query == words {
			years, wording = append(years, strconv.Itoa(s.Year)), s.Wording
		}
	}
	slices.Sort(years)
	note, err := c.words.T("looked."+wording, "years", c.words.List(slices.Compact(years)))
	if err != nil {
		return Query{}, err
	}
	quoted, err := c.words.T("looked.quoted", "words", locale.Typography(locale.FR, words))
	return Query{Words: quoted, Note: note}, err
}

// answer says where the measure stands today, and what says so.
func (c *call) answer(m *catalog.Measure) (Answer, error) {
	standing, err := view.NewStanding(c.Catalog, c.words, m.Standing, c.LastYear())
	a := Answer{Standing: standing}
	if err != nil || m.Standing.State == segur.Unknown {
		return a, err
	}
	if a.Age, err = c.age(standing, m.Standing); err != nil {
		return a, err
	}
	entry, err := c.timelineYear(m.Cell(standing.Year))
	a.BasisLine, a.Justification, a.EffectiveOn, a.Citations = entry.Basis, entry.Justification, entry.EffectiveOn, entry.Citations
	return a, err
}

// age says how old a state is, and counts the years of one that is without news.
func (c *call) age(told view.Standing, s segur.Standing) (string, error) {
	if s.Silent() {
		return c.words.T("answer.silent", "year", s.Year, "count", s.Quiet)
	}
	if told.Final && told.Carried {
		return c.words.T("answer.final", "year", s.Year)
	}
	return told.Say, nil
}
