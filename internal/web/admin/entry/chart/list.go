package chart

import (
	"slices"
	"strings"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/effect"
	"github.com/segur-tracker/segur/internal/fold"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/entry/driver"
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
	Alt      driver.Action
	Withdraw driver.Action
}

func (p *Pages) list(c *admin.Call) (admin.Answer, error) {
	r, err := p.driver.Open(c, desk.KindText)
	if err != nil {
		return admin.Answer{}, err
	}
	if err := p.driver.Allow(r, target()); err != nil {
		return admin.Answer{}, err
	}
	page := List{Lede: r.Words.T("entry.charts_lede")}
	if page.Frame, err = c.Begin("entry", "entry.charts_title"); err != nil {
		return admin.Answer{}, err
	}
	page.Crumbs = []admin.Crumb{{Label: r.Words.T("desk.nav_entry"), Href: paths.Entry}, {Label: page.Title}}
	text := strings.TrimSpace(c.Query.Get("q"))
	page.Search = form.Field{Name: "q", Label: r.Words.T("entry.ask.chart_search"), Values: driver.One(text), Width: 20}
	outdated, err := p.outdated(r)
	if err != nil {
		return admin.Answer{}, err
	}
	var found int
	page.Groups, found = groups(r, fold.Text(text), outdated)
	if text != "" {
		page.Looked = r.Words.T("entry.charts_found", "count", found)
	}
	return admin.Page("admin/entry-charts", page), nil
}

// groups lists the charts whose name holds a folded text, and counts them.
func groups(r *driver.Request, text string, outdated []effect.Outdated) (groups []Group, found int) {
	written, whole := Group{Title: r.Words.T("entry.charts_written")}, Group{Title: r.Words.T("entry.charts_whole")}
	var pillars []Group
	for _, pillar := range r.Call.Catalog.Pillars() {
		pillars = append(pillars, Group{Title: r.Words.Text(pillar.Title), Pillar: pillar.Number})
	}
	for _, name := range chart.Names(r.Call.Catalog) {
		line := lineOf(r, name)
		if !strings.Contains(fold.Text(line.Label+" "+name), text) {
			continue
		}
		found++
		line.Outdated = slices.ContainsFunc(outdated, func(o effect.Outdated) bool { return o.Chart == name })
		into := &whole
		if n := pillarOf(r.Call.Catalog, name); line.Text != "" || line.Gone != "" {
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

func lineOf(r *driver.Request, name string) Line {
	label := sentence.Chart(r.Call.Catalog, r.Words.Localizer, name)
	line := Line{
		Label:    label,
		Alt:      driver.Action{Label: r.Words.T("entry.alt_write"), Of: label, Href: paths.Chart.Of(name)},
		Withdraw: driver.Action{Label: r.Words.T("entry.chart_withdraw"), Of: label, Href: paths.WithdrawChart.Of(name)},
	}
	if since, ok := r.Call.Catalog.TextSince(segur.TextAlt(name)); ok {
		text, _ := r.Call.Catalog.Text(segur.TextAlt(name))
		line.Meta, line.Text = r.Words.T("entry.alt_since", "date", r.Words.Day(since.PublishedAt), "number", since.Number), r.Words.Text(text)
		line.Alt.Label = r.Words.T("entry.alt_change")
	}
	if gone, ok := r.Call.Catalog.Withdrawal(name); ok {
		since := r.Words.T("entry.chart_withdrawn_since", "date", r.Words.Day(gone.On.PublishedAt), "number", gone.On.Number)
		line.Gone = r.Words.T("entry.chart_withdrawn_because", "since", since, "reason", gone.Reason.In(string(r.Words.Localizer.Lang())))
		line.Withdraw.Label = r.Words.T("entry.chart_bring_back")
	}
	return line
}
