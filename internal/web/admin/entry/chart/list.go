package chart

import (
	"slices"
	"strings"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/effect"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/entry/sheet"
	"github.com/segur-tracker/segur/internal/web/form"
)

// List shows every chart with what staff wrote of it.
type List struct {
	admin.Frame
	Lede   string
	Search form.Field
	Looked string // what the search found, "" when nothing was looked for
	Groups []Group
}

// Group is some charts under a title; what staff wrote of comes first.
type Group struct {
	Title  string
	Pillar int // 0 for none
	Lines  []Line
}

// Line is one chart.
type Line struct {
	Label    string
	Text     string // what staff wrote to stand in for the picture, "" for nothing
	Meta     string // since when, "" without Text
	Gone     string // since when and why it is withdrawn, "" while it is shown
	Outdated bool   // the figures are no longer those of the text
	Alt      sheet.Action
	Withdraw sheet.Action
}

func (p *Pages) list(c *admin.Call) (admin.Answer, error) {
	s, err := p.course.Open(c, desk.KindText)
	if err != nil {
		return admin.Answer{}, err
	}
	if err := s.Allow(target()); err != nil {
		return admin.Answer{}, err
	}
	page := List{Lede: s.T("entry.charts_lede")}
	if page.Frame, err = s.Begin("entry", "entry.charts_title"); err != nil {
		return admin.Answer{}, err
	}
	page.Crumbs = []admin.Crumb{{Label: s.T("desk.nav_entry"), Href: sheet.Root}, {Label: page.Title}}
	text := strings.TrimSpace(c.Query.Get("q"))
	page.Search = form.Field{Name: "q", Label: s.T("entry.ask.chart_search"), Values: sheet.One(text), Width: 20}
	outdated, err := p.outdated(s)
	if err != nil {
		return admin.Answer{}, err
	}
	var found int
	page.Groups, found = groups(s, catalog.Fold(text), outdated)
	if text != "" {
		page.Looked = s.T("entry.charts_found", "count", found)
	}
	return admin.Page("admin/entry-charts", page), s.Failed()
}

// groups lists the charts whose name holds a folded text, and counts them.
func groups(s *sheet.Sheet, text string, outdated []effect.Outdated) (groups []Group, found int) {
	written, whole := Group{Title: s.T("entry.charts_written")}, Group{Title: s.T("entry.charts_whole")}
	var pillars []Group
	for _, pillar := range s.Catalog.Pillars() {
		pillars = append(pillars, Group{Title: s.Text(pillar.Title), Pillar: pillar.Number})
	}
	for _, name := range chart.Names(s.Catalog) {
		line := lineOf(s, name)
		if !strings.Contains(catalog.Fold(line.Label+" "+name), text) {
			continue
		}
		found++
		line.Outdated = slices.ContainsFunc(outdated, func(o effect.Outdated) bool { return o.Chart == name })
		into := &whole
		if n := pillarOf(s.Catalog, name); line.Text != "" || line.Gone != "" {
			into = &written
		} else if n > 0 {
			into = &pillars[slices.IndexFunc(pillars, func(g Group) bool { return g.Pillar == n })]
		}
		into.Lines = append(into.Lines, line)
	}
	return slices.DeleteFunc(append([]Group{written, whole}, pillars...), func(g Group) bool { return len(g.Lines) == 0 }), found
}

// pillarOf returns the pillar that a chart is listed under, 0 for one of the whole plan.
func pillarOf(c *catalog.Catalog, name string) int {
	code, _ := segur.ChartIndicator(name)
	if ind := c.Indicator(code); ind != nil && len(ind.Of) > 0 {
		return ind.Of[0].In.Number
	}
	return 0
}

func lineOf(s *sheet.Sheet, name string) Line {
	label, err := sentence.Chart(s.Catalog, s.Words, name)
	if err != nil {
		s.Keep(err)
	}
	line := Line{
		Label:    label,
		Alt:      sheet.Action{Label: s.T("entry.alt_write"), Of: label, Href: Path(name)},
		Withdraw: sheet.Action{Label: s.T("entry.chart_withdraw"), Of: label, Href: withdrawalPath(name)},
	}
	if since, ok := s.Catalog.TextSince(segur.TextAlt(name)); ok {
		text, _ := s.Catalog.Text(segur.TextAlt(name))
		line.Meta, line.Text = s.T("entry.alt_since", "date", s.Day(since.PublishedAt), "number", since.Number), s.Text(text)
		line.Alt.Label = s.T("entry.alt_change")
	}
	if gone, ok := s.Catalog.Withdrawal(name); ok {
		since := s.T("entry.chart_withdrawn_since", "date", s.Day(gone.On.PublishedAt), "number", gone.On.Number)
		line.Gone = s.T("entry.chart_withdrawn_because", "since", since, "reason", gone.Reason.In(string(s.Words.Lang())))
		line.Withdraw.Label = s.T("entry.chart_bring_back")
	}
	return line
}
