package entry

import (
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/entry/driver"
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

// searchForm notes a search in vain for the state of a year.
type searchForm struct{ year }

// Ask asks what was looked for, where and when.
func (f *searchForm) Ask(r *driver.Request, q *driver.Questions) error {
	f.begin(r, q, "entry.search_title")
	page, words := q.Page, r.Words
	page.Action, q.Vague = paths.Search.Of(f.measure.Number, f.number), fieldQuery
	page.Lede = words.T("entry.search_lede", "year", f.number)
	if assessment(r.Live, f.measure.Number, f.number) != nil {
		page.Caution = words.T("entry.search_documented", "year", f.number)
	}
	page.ElsewhereTitle = words.T("entry.search_found")
	page.Elsewhere = []admin.Crumb{{Label: words.T("entry.search_to_state", "year", f.number), Href: paths.State.Of(f.measure.Number, f.number)}}
	shown, ok := proposed(r, func(c segur.ChangeSet) segur.Changes[segur.Search] { return c.Searches })
	if !ok {
		shown = segur.Search{Corpus: searchCorpus, Date: today(r)}
	}
	q.Ask("search_query", form.Field{Name: fieldQuery, Values: driver.One(shown.Query)})
	q.Ask("search_corpus", form.Field{
		Name: fieldCorpus, Kind: form.Radios, Values: driver.One(shown.Corpus),
		Options: words.Options("entry.corpus.", segur.Allowed(segur.TableSearches, "corpus")),
	})
	q.Ask("searched_on", form.Field{Name: fieldSearchedOn, Width: 20, Values: driver.One(words.TypedDate(shown.Date))})
	q.Hold(driver.Columns{segur.TableSearches: {
		"query": fieldQuery, "corpus": fieldCorpus, "date": fieldSearchedOn, "year": fieldSearchedOn,
	}})
	q.Reason = words.InFrench("entry.search_reason", "year", f.number)
	page.Sections = []driver.Section{{Questions: []string{fieldQuery, fieldCorpus, fieldSearchedOn}}}
	return nil
}

// today is the day of the request, as people of the country count days.
func today(r *driver.Request) segur.Date {
	at := r.Call.Now().In(r.Call.Zone())
	return segur.Date{Year: at.Year(), Month: int(at.Month()), Day: at.Day()}
}

// Read notes the search.
func (f *searchForm) Read(r *driver.Request, a *driver.Answers) (segur.ChangeSet, error) {
	noted := segur.Search{
		Measure: f.measure.Number, Year: f.number, Wording: searchExact, Query: a.Text(fieldQuery),
		Corpus:  a.Word(fieldCorpus, segur.Allowed(segur.TableSearches, "corpus")),
		Date:    a.Date(fieldSearchedOn),
		Outcome: r.Words.InFrench("entry.search_outcome"),
	}
	switch {
	case noted.Date.IsZero():
		if !a.Refused() {
			a.Require(fieldSearchedOn)
		}
	case noted.Date.Day == 0:
		a.Refuse(fieldSearchedOn, "entry.search_whole_day")
	case noted.Date.First().After(today(r).First()):
		a.Refuse(fieldSearchedOn, "entry.search_ahead", "typed", a.Given(fieldSearchedOn))
	case noted.Date.Year < f.number:
		a.Refuse(fieldSearchedOn, "entry.search_before", "typed", a.Given(fieldSearchedOn), "year", f.number)
	}
	if a.Refused() {
		return segur.ChangeSet{}, nil
	}
	return edit.Search(r.Base, noted)
}

// searchWithdrawal takes a search out of the record.
type searchWithdrawal struct {
	year
	noted *segur.Search // nil until it is found by the address
}

// Allow finds the search.
func (f *searchWithdrawal) Allow(r *driver.Request) ([]desk.Target, error) {
	if f.noted == nil {
		key := r.Param(fieldOn)
		f.noted = find(r.Base.Searches, func(n segur.Search) bool {
			return n.RowKey() == key && n.Measure == f.measure.Number && n.Year == f.number
		})
	}
	targets, err := f.year.Allow(r)
	if f.noted == nil {
		err = &segur.Error{Code: segur.CodeNotFound}
	}
	return targets, err
}

// Ask tells what is withdrawn.
func (f *searchWithdrawal) Ask(r *driver.Request, q *driver.Questions) error {
	f.begin(r, q, "entry.withdraw_search_title")
	page, words := q.Page, r.Words
	page.Action, page.Warn = paths.WithdrawSearch.Of(f.measure.Number, f.number), true
	page.Lede = words.T("entry.withdraw_search_lede")
	page.Facts = []driver.Fact{
		{Label: words.T("entry.ask.search_query"), Text: words.Localizer.Text(f.noted.Query)},
		{Label: words.T("entry.ask.search_corpus"), Text: words.Label("entry.corpus.", f.noted.Corpus)},
		{Label: words.T("entry.ask.searched_on"), Text: words.Date(f.noted.Date)},
	}
	q.Hide(fieldOn, f.noted.RowKey())
	return nil
}

// Read takes the search away.
func (f *searchWithdrawal) Read(r *driver.Request, _ *driver.Answers) (segur.ChangeSet, error) {
	return edit.WithdrawSearch(r.Base, *f.noted)
}
