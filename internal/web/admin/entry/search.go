package entry

import (
	"time"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/entry/sheet"
	"github.com/segur-tracker/segur/internal/web/form"
)

// The fields of a search that found nothing.
const (
	fieldQuery      = "mots"
	fieldCorpus     = "ou"
	fieldSearchedOn = "jour"
)

// What staff note is the very words typed, and a search that finds is a state to enter.
const (
	searchExact  = "exact"
	searchCorpus = "web"
)

// searchPath is the form that notes a search in vain for a measure and a year.
func searchPath(number, year int) string { return statePath(number, year) + "/recherche" }

// withdrawSearch takes the search that the address names out of the record.
func (p *Pages) withdrawSearch(s *sheet.Sheet, m *catalog.Measure, year int) (admin.Answer, error) {
	key := s.Param(fieldOn)
	noted := find(s.Base.Searches, func(n segur.Search) bool { return n.RowKey() == key && n.Measure == m.Number && n.Year == year })
	if noted == nil {
		return admin.Answer{}, &segur.Error{Code: segur.CodeNotFound}
	}
	return p.answerSearchWithdrawal(s, m, *noted)
}

// reopenSearch leads a proposal about one search back into its form.
func (p *Pages) reopenSearch(s *sheet.Sheet, c segur.Changes[segur.Search]) (answer admin.Answer, ok bool, err error) {
	row, withdrawn, ok := single(c)
	m := s.Catalog.Measure(row.Measure)
	switch {
	case m == nil || !ok:
		return admin.Answer{}, false, nil
	case withdrawn:
		answer, err = p.answerSearchWithdrawal(s, m, row)
	default:
		answer, err = p.answerSearch(s, m, row.Year)
	}
	return answer, true, err
}

func (p *Pages) answerSearch(s *sheet.Sheet, m *catalog.Measure, year int) (admin.Answer, error) {
	page, err := p.startState(s, m, year, "entry.search_title")
	if err != nil {
		return admin.Answer{}, err
	}
	page.Action = searchPath(m.Number, year)
	page.Lede = s.T("entry.search_lede", "year", year)
	if assessment(s.Live, m.Number, year) != nil {
		page.Caution = s.T("entry.search_documented", "year", year)
	}
	page.ElsewhereTitle = s.T("entry.search_found")
	page.Elsewhere = []admin.Crumb{{Label: s.T("entry.search_to_state", "year", year), Href: statePath(m.Number, year)}}
	today := s.Now().In(s.Zone())
	shown, ok := proposed(s, func(c segur.ChangeSet) segur.Changes[segur.Search] { return c.Searches })
	if !ok {
		shown = segur.Search{Corpus: searchCorpus, Date: dayOf(today)}
	}
	s.Ask("search_query", form.Field{Name: fieldQuery, Values: sheet.One(shown.Query)})
	s.Ask("search_corpus", form.Field{
		Name: fieldCorpus, Kind: form.Radios, Values: sheet.One(shown.Corpus),
		Options: s.Options("entry.corpus.", segur.Allowed(segur.TableSearches, "corpus")),
	})
	s.Ask("searched_on", form.Field{Name: fieldSearchedOn, Width: 20, Values: sheet.One(s.TypedDate(shown.Date))})
	s.Bound(searchFields())
	s.AskReason()
	s.SuggestReason("entry.search_reason", "year", year)
	page.Sections = []sheet.Section{{Questions: []string{fieldQuery, fieldCorpus, fieldSearchedOn}}}
	return s.Finish(page, measurePath(m.Number), func() sheet.Outcome { return readSearch(s, m.Number, year, today) })
}

func dayOf(at time.Time) segur.Date {
	return segur.Date{Year: at.Year(), Month: int(at.Month()), Day: at.Day()}
}

func searchFields() sheet.Columns {
	return columns(segur.TableSearches, map[string]string{"query": fieldQuery, "corpus": fieldCorpus, "date": fieldSearchedOn, "year": fieldSearchedOn})
}

func readSearch(s *sheet.Sheet, measure, year int, today time.Time) sheet.Outcome {
	o := sheet.Outcome{Vague: fieldQuery, Fields: searchFields()}
	noted := segur.Search{
		Measure: measure, Year: year, Wording: searchExact, Query: s.ReadText(fieldQuery),
		Corpus:  s.ReadWord(fieldCorpus, segur.Allowed(segur.TableSearches, "corpus")),
		Date:    s.ReadDate(fieldSearchedOn),
		Outcome: s.InFrench("entry.search_outcome"),
	}
	switch {
	case noted.Date.IsZero():
		if !s.Asked.Refused() {
			s.Require(fieldSearchedOn)
		}
	case noted.Date.Day == 0:
		s.Refuse(fieldSearchedOn, "entry.search_whole_day")
	case noted.Date.First().After(dayOf(today).First()):
		s.Refuse(fieldSearchedOn, "entry.search_ahead", "typed", s.Given(fieldSearchedOn))
	case noted.Date.Year < year:
		s.Refuse(fieldSearchedOn, "entry.search_before", "typed", s.Given(fieldSearchedOn), "year", year)
	}
	if s.Asked.Refused() {
		return o
	}
	o.Changes, o.Err = edit.Search(s.Base, noted)
	return o
}

func (p *Pages) answerSearchWithdrawal(s *sheet.Sheet, m *catalog.Measure, noted segur.Search) (admin.Answer, error) {
	page, err := p.startState(s, m, noted.Year, "entry.withdraw_search_title")
	if err != nil {
		return admin.Answer{}, err
	}
	page.Action, page.Warn = searchPath(m.Number, noted.Year)+"/retirer", true
	page.Lede = s.T("entry.withdraw_search_lede")
	page.Facts = []sheet.Fact{
		{Label: s.T("entry.ask.search_query"), Text: s.Words.Text(noted.Query)},
		{Label: s.T("entry.ask.search_corpus"), Text: s.Label("entry.corpus.", noted.Corpus)},
		{Label: s.T("entry.ask.searched_on"), Text: s.Date(noted.Date)},
	}
	s.Carry(fieldOn, noted.RowKey())
	s.AskReason()
	return s.Finish(page, measurePath(m.Number), func() (o sheet.Outcome) {
		o.Changes, o.Err = edit.WithdrawSearch(s.Base, noted)
		return o
	})
}
