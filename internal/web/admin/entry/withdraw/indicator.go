package withdraw

import (
	"slices"
	"strconv"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/entry/figure"
	"github.com/segur-tracker/segur/internal/web/admin/entry/sheet"
	"github.com/segur-tracker/segur/internal/web/form"
)

// fieldSuccessor is the indicator that takes the rank of a headline indicator.
const fieldSuccessor = "remplacant"

// indicator answers the form that withdraws an indicator with all that belongs to it.
func (p *Pages) indicator(s *sheet.Sheet, code string) (admin.Answer, error) {
	known := s.Catalog.Indicator(code)
	if known == nil {
		return admin.Answer{}, missing()
	}
	if err := s.Allow(leaving(s, known)...); err != nil {
		return admin.Answer{}, err
	}
	page, err := s.Start("withdraw.indicator_title")
	if err != nil {
		return admin.Answer{}, err
	}
	page.Action, page.Kicker, page.Warn = IndicatorPath(code), s.AboutIndicator(known), true
	page.Lede = s.T("withdraw.indicator_lede")
	page.Crumbs = append(page.Crumbs, admin.Crumb{Label: s.Text(known.Label), Href: figure.Path(code)})
	page.Facts = facts(s, known)
	if page.Elsewhere = orphans(s, code); len(page.Elsewhere) > 0 {
		page.ElsewhereTitle = s.T("withdraw.orphans")
	}
	if known.HeadlineRank > 0 {
		askSuccessor(s, known)
		page.Sections = []sheet.Section{{Title: s.T("withdraw.section_rank"), Questions: []string{fieldSuccessor}}}
	}
	s.AskReason()
	return s.Finish(page, figure.Path(code), func() (o sheet.Outcome) {
		successor := ""
		if known.HeadlineRank > 0 {
			if successor = s.Given(fieldSuccessor); successor == "" {
				s.Require(fieldSuccessor)
				return o
			}
		}
		o.Changes, o.Err = edit.WithdrawIndicator(s.Base, code, successor)
		return o
	})
}

// leaving returns what a withdrawal touches, whoever takes the rank.
func leaving(s *sheet.Sheet, known *catalog.Indicator) []desk.Target {
	c := segur.ChangeSet{Indicators: segur.Changes[segur.Indicator]{Remove: []segur.Indicator{known.Indicator}}}
	for _, v := range s.Live.Values {
		if v.Indicator == known.Code {
			c.Values.Remove = append(c.Values.Remove, v)
		}
	}
	return edit.Targets(s.Live, c)
}

// facts tells what leaves with an indicator.
func facts(s *sheet.Sheet, known *catalog.Indicator) []sheet.Fact {
	values, texts := 0, 0
	for _, v := range s.Live.Values {
		if v.Indicator == known.Code {
			values++
		}
	}
	for _, t := range s.Live.Texts {
		name, _ := t.Chart()
		if code, ok := segur.ChartIndicator(name); ok && code == known.Code {
			texts++
		}
	}
	list := []sheet.Fact{
		{Label: s.T("entry.ask.code"), Text: known.Code},
		{Label: s.T("withdraw.values"), Text: s.T("withdraw.values_of", "count", values, "territories", len(known.AllSeries()))},
	}
	if texts > 0 {
		list = append(list, sheet.Fact{Label: s.T("withdraw.texts"), Text: strconv.Itoa(texts)})
	}
	for _, m := range known.Of {
		list = append(list, sheet.Fact{Label: s.T("measure.number", "number", m.Number), Text: s.Text(m.ShortTitle)})
	}
	return list
}

// orphans links to the documents that nothing would cite any more.
func orphans(s *sheet.Sheet, code string) []admin.Crumb {
	uses := map[string]int{}
	for _, v := range s.Live.Values {
		if v.Indicator == code {
			uses[v.Source]++
		}
	}
	var links []admin.Crumb
	for _, source := range s.Catalog.Sources() {
		if n := uses[source.ID]; n > 0 && len(edit.Citing(s.Live, source.ID)) == n {
			links = append(links, admin.Crumb{Label: s.Words.Text(source.Title), Href: SourcePath(source.ID)})
		}
	}
	return links
}

// askSuccessor asks which indicator takes the rank: those that have none can.
func askSuccessor(s *sheet.Sheet, known *catalog.Indicator) {
	f := form.Field{
		Name: fieldSuccessor, Kind: form.Select, Label: s.T("withdraw.ask_successor", "rank", known.HeadlineRank), Hint: s.T("withdraw.hint_successor"),
	}
	if s.Proposal != nil {
		for _, r := range s.Proposal.Changes.Indicators.Replace {
			f.Values = []string{r.New.Code}
		}
	}
	for _, ind := range s.Catalog.Indicators() {
		if ind.HeadlineRank == 0 {
			f.Options = append(f.Options, form.Option{Value: ind.Code, Label: s.Text(ind.Label)})
		}
	}
	slices.SortStableFunc(f.Options, func(a, b form.Option) int { return nearness(s, known, b.Value) - nearness(s, known, a.Value) })
	f.Options = s.Choose(f.Options)
	s.Ask("", f)
}

// nearness puts the indicators of the same measures first.
func nearness(s *sheet.Sheet, known *catalog.Indicator, code string) int {
	shared := 0
	for _, m := range s.Catalog.Indicator(code).Measures {
		if slices.Contains(known.Measures, m) {
			shared = 1
		}
	}
	return shared
}
