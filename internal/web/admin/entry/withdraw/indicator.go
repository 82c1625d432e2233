package withdraw

import (
	"slices"
	"strconv"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/entry/driver"
	"github.com/segur-tracker/segur/internal/web/form"
)

// fieldSuccessor is the indicator that takes the rank of a headline indicator.
const fieldSuccessor = "remplacant"

// indicatorForm withdraws an indicator with all that belongs to it.
type indicatorForm struct {
	code  string
	known *catalog.Indicator
}

// Allow finds the indicator.
func (f *indicatorForm) Allow(r *driver.Request) ([]desk.Target, error) {
	if f.known = r.Call.Catalog.Indicator(f.code); f.known == nil {
		return nil, missing()
	}
	return leaving(r, f.known), nil
}

// Ask tells what leaves, and asks who takes the rank of a headline indicator.
func (f *indicatorForm) Ask(r *driver.Request, q *driver.Questions) error {
	page, words := q.Page, r.Words
	page.Title, page.Lede = words.T("withdraw.indicator_title"), words.T("withdraw.indicator_lede")
	page.Action, page.Kicker, page.Warn = paths.WithdrawIndicator.Of(f.code), words.AboutIndicator(f.known), true
	q.Start = paths.Figures.Of(f.code)
	page.Crumbs = append(page.Crumbs, admin.Crumb{Label: words.Text(f.known.Label), Href: paths.Figures.Of(f.code)})
	page.Facts = facts(r, f.known)
	if page.Elsewhere = orphans(r, f.code); len(page.Elsewhere) > 0 {
		page.ElsewhereTitle = words.T("withdraw.orphans")
	}
	if f.known.HeadlineRank > 0 {
		askSuccessor(r, q, f.known)
		page.Sections = []driver.Section{{Title: words.T("withdraw.section_rank"), Questions: []string{fieldSuccessor}}}
	}
	return nil
}

// Read takes the indicator away and gives its rank on.
func (f *indicatorForm) Read(r *driver.Request, a *driver.Answers) (segur.ChangeSet, error) {
	successor := ""
	if f.known.HeadlineRank > 0 {
		if successor = a.Given(fieldSuccessor); successor == "" {
			a.Require(fieldSuccessor)
			return segur.ChangeSet{}, nil
		}
	}
	return edit.WithdrawIndicator(r.Base, f.code, successor)
}

// leaving returns what a withdrawal touches, whoever takes the rank.
func leaving(r *driver.Request, known *catalog.Indicator) []desk.Target {
	c := segur.ChangeSet{Indicators: segur.Changes[segur.Indicator]{Remove: []segur.Indicator{known.Indicator}}}
	for _, v := range r.Live.Values {
		if v.Indicator == known.Code {
			c.Values.Remove = append(c.Values.Remove, v)
		}
	}
	return edit.Targets(r.Live, c)
}

// facts tells what leaves with an indicator.
func facts(r *driver.Request, known *catalog.Indicator) []driver.Fact {
	values, texts := 0, 0
	for _, v := range r.Live.Values {
		if v.Indicator == known.Code {
			values++
		}
	}
	for _, t := range r.Live.Texts {
		name, _ := t.Chart()
		if code, ok := segur.ChartIndicator(name); ok && code == known.Code {
			texts++
		}
	}
	list := []driver.Fact{
		{Label: r.Words.T("entry.ask.code"), Text: known.Code},
		{Label: r.Words.T("withdraw.values"), Text: r.Words.T("withdraw.values_of", "count", values, "territories", len(known.AllSeries()))},
	}
	if texts > 0 {
		list = append(list, driver.Fact{Label: r.Words.T("withdraw.texts"), Text: strconv.Itoa(texts)})
	}
	for _, m := range known.Of {
		list = append(list, driver.Fact{Label: r.Words.T("measure.number", "number", m.Number), Text: r.Words.Text(m.ShortTitle)})
	}
	return list
}

// orphans links to the documents that nothing would cite any more.
func orphans(r *driver.Request, code string) []admin.Crumb {
	uses := map[string]int{}
	for _, v := range r.Live.Values {
		if v.Indicator == code {
			uses[v.Source]++
		}
	}
	var links []admin.Crumb
	for _, source := range r.Call.Catalog.Sources() {
		if n := uses[source.ID]; n > 0 && len(edit.Citing(r.Live, source.ID)) == n {
			links = append(links, admin.Crumb{Label: r.Words.Localizer.Text(source.Title), Href: paths.WithdrawSource.Of(source.ID)})
		}
	}
	return links
}

// askSuccessor asks which indicator takes the rank: those that have none can.
func askSuccessor(r *driver.Request, q *driver.Questions, known *catalog.Indicator) {
	f := form.Field{
		Name: fieldSuccessor, Kind: form.Select, Label: r.Words.T("withdraw.ask_successor", "rank", known.HeadlineRank), Hint: r.Words.T("withdraw.hint_successor"),
	}
	if r.Proposal != nil {
		for _, heir := range r.Proposal.Changes.Indicators.Replace {
			f.Values = []string{heir.New.Code}
		}
	}
	for _, ind := range r.Call.Catalog.Indicators() {
		if ind.HeadlineRank == 0 {
			f.Options = append(f.Options, form.Option{Value: ind.Code, Label: r.Words.Text(ind.Label)})
		}
	}
	slices.SortStableFunc(f.Options, func(a, b form.Option) int { return nearness(r, known, b.Value) - nearness(r, known, a.Value) })
	f.Options = r.Words.Choose(f.Options)
	q.Ask("", f)
}

// nearness puts the indicators of the same measures first.
func nearness(r *driver.Request, known *catalog.Indicator, code string) int {
	shared := 0
	for _, m := range r.Call.Catalog.Indicator(code).Measures {
		if slices.Contains(known.Measures, m) {
			shared = 1
		}
	}
	return shared
}
