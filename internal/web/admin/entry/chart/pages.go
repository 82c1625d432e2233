package chart

import (
	"net/http"
	"slices"
	"strings"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/effect"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/entry/driver"
)

// Pages answers for the texts of charts.
type Pages struct{ driver *driver.Driver }

// New returns the pages.
func New(d *driver.Driver) *Pages { return &Pages{d} }

// Routes declares the pages. The right is the one that the message of the site asks for: a chart
// goes to the pages of others, and what is said of it there speaks for the whole site, often for
// several measures and every region. Who may write of a few measures only may not.
func (p *Pages) Routes() []admin.Route {
	alt := p.driver.Handle(desk.KindText, func(c *admin.Call) (driver.Form, error) { return p.altOf(c.Params["chart"]), nil })
	withdrawal := p.driver.Handle(desk.KindText, func(c *admin.Call) (driver.Form, error) { return withdrawalOf(c.Params["chart"]), nil })
	routes := []admin.Route{{Method: http.MethodGet, Path: paths.Charts, Need: desk.ProposeText, Handle: p.list}}
	for _, method := range []string{http.MethodGet, http.MethodPost} {
		routes = append(routes,
			admin.Route{Method: method, Path: string(paths.Chart), Need: desk.ProposeText, Handle: alt},
			admin.Route{Method: method, Path: string(paths.WithdrawChart), Need: desk.ProposeText, Handle: withdrawal})
	}
	return routes
}

// target is what these texts touch: none of them is about a measure or a region alone.
func target() desk.Target { return desk.Target{Territories: []string{segur.France}} }

// Reopened returns the form that a proposal about a chart came from, nil for any other text.
func (p *Pages) Reopened(r *driver.Request) driver.Form {
	text, ok := proposed(r)
	if !ok {
		return nil
	}
	if name, ok := text.AltOf(); ok {
		return p.altOf(name)
	}
	if name, ok := text.WithdrawalOf(); ok {
		return withdrawalOf(name)
	}
	return nil
}

// proposed returns the text that the proposal being worked on brings, with both languages empty
// where it takes one away; ok is false without a proposal about one text.
func proposed(r *driver.Request) (text segur.SiteText, ok bool) {
	if r.Proposal == nil {
		return segur.SiteText{}, false
	}
	switch c := r.Proposal.Changes.Texts; {
	case len(c.Add)+len(c.Replace)+len(c.Remove) != 1:
		return segur.SiteText{}, false
	case len(c.Add) == 1:
		return c.Add[0], true
	case len(c.Replace) == 1:
		return c.Replace[0].New, true
	default:
		return segur.SiteText{ID: c.Remove[0].ID}, true
	}
}

// subject is a chart that a form is about, with one of its texts.
type subject struct {
	name   string // in addresses
	label  string // in words
	id     string // of the text
	live   segur.Text
	shown  segur.Text // what the form begins with
	gone   catalog.Withdrawal
	isGone bool
}

// Allow finds the chart, and the text of it that the form changes.
func (of *subject) Allow(r *driver.Request) ([]desk.Target, error) {
	if !slices.Contains(chart.Names(r.Call.Catalog), of.name) {
		return nil, &segur.Error{Code: segur.CodeNotFound, Message: "no chart " + of.name, Field: "chart"}
	}
	of.label = sentence.Chart(r.Call.Catalog, r.Words.Localizer, of.name)
	i := slices.IndexFunc(r.Live.Texts, func(t segur.SiteText) bool { return t.ID == of.id })
	if i >= 0 {
		of.live = r.Live.Texts[i].Text
	}
	of.shown = of.live
	if text, ok := proposed(r); ok {
		of.shown = text.Text
	}
	of.gone, of.isGone = r.Call.Catalog.Withdrawal(of.name)
	return []desk.Target{target()}, nil
}

// published is what stands beside the questions, nil for nothing.
func (of *subject) published() *segur.Text {
	if of.live == (segur.Text{}) {
		return nil
	}
	return &of.live
}

// begin says on the page which chart it is about, and places the rules of its text in the field.
func (of *subject) begin(r *driver.Request, q *driver.Questions, title, field string) {
	page, words := q.Page, r.Words
	page.Title = words.T(title)
	page.Kicker = &driver.Kicker{Text: of.label}
	if code, ok := segur.ChartIndicator(of.name); ok {
		page.Kicker = words.AboutIndicator(r.Call.Catalog.Indicator(code))
	}
	page.Crumbs = append(page.Crumbs,
		admin.Crumb{Label: words.T("entry.charts_title"), Href: paths.Charts}, admin.Crumb{Label: of.label})
	page.ElsewhereTitle = words.T("entry.elsewhere")
	q.Hold(driver.Columns{segur.TableTexts: {"text_fr": field + "_fr", "text_en": field + "_en"}})
}

// read reads a text of the form in both languages, on one line each: it is said, not shown.
func read(a *driver.Answers, field string, longest int) segur.Text {
	line := func(lang locale.Lang) string {
		text := strings.Join(strings.FieldsFunc(a.Optional(field+"_"+string(lang)), func(r rune) bool { return r == '\n' || r == '\t' }), " ")
		if len([]rune(text)) > longest {
			a.RefuseOnce(field+"_"+string(lang), "entry.too_long", "count", longest)
		}
		return text
	}
	return segur.Text{FR: line(locale.FR), EN: line(locale.EN)}
}

// bothOrNone refuses, on submission, a text in one language only.
func bothOrNone(r *driver.Request, a *driver.Answers, field string, text segur.Text, key string) {
	for _, lang := range locale.Langs() {
		if text.In(string(lang)) == "" && text != (segur.Text{}) && r.Submitting {
			a.RefuseOnce(field+"_"+string(lang), key)
		}
	}
}

// outdated returns the charts whose written text is older than their figures.
func (p *Pages) outdated(r *driver.Request) ([]effect.Outdated, error) {
	return effect.OutdatedTexts(r.Call.Catalog, func(n int) (*catalog.Catalog, error) { return p.driver.Past.At(r.Call.Request.Context(), n) }, r.Words.Localizer)
}
