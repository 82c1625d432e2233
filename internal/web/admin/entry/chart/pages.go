package chart

import (
	"net/http"
	"slices"
	"strings"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/effect"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/entry/sheet"
)

// Pages answers for the texts of charts.
type Pages struct{ course *sheet.Course }

// New returns the pages.
func New(course *sheet.Course) *Pages { return &Pages{course} }

// Routes declares the pages. The right is the one that the message of the site asks for: a chart
// goes to the pages of others, and what is said of it there speaks for the whole site, often for
// several measures and every region. Who may write of a few measures only may not.
func (p *Pages) Routes() []admin.Route {
	routes := []admin.Route{{Method: http.MethodGet, Path: "/saisir/graphiques", Need: desk.ProposeText, Handle: p.list}}
	for _, method := range []string{http.MethodGet, http.MethodPost} {
		routes = append(routes,
			admin.Route{Method: method, Path: "/saisir/graphique/:chart", Need: desk.ProposeText, Handle: p.form(p.alt)},
			admin.Route{Method: method, Path: "/saisir/graphique/:chart/retrait", Need: desk.ProposeText, Handle: p.form(p.withdrawal)})
	}
	return routes
}

const listPath = sheet.Root + "/graphiques"

// Path is the form of a chart's text alternative.
func Path(name string) string { return sheet.Root + "/graphique/" + name }

func withdrawalPath(name string) string { return Path(name) + "/retrait" }

// target is what these texts touch: none of them is about a measure or a region alone.
func target() desk.Target { return desk.Target{Territories: []string{segur.France}} }

// form opens a form about the chart of the address.
func (p *Pages) form(answer func(*sheet.Sheet, string) (admin.Answer, error)) admin.Handler {
	return func(c *admin.Call) (admin.Answer, error) {
		s, err := p.course.Open(c, desk.KindText)
		if err != nil {
			return admin.Answer{}, err
		}
		return answer(s, c.Params["chart"])
	}
}

// Reopen shows the form that a proposal about a chart came from; ok is false for any other text.
func (p *Pages) Reopen(s *sheet.Sheet) (answer admin.Answer, ok bool, err error) {
	text, ok := proposed(s)
	if !ok {
		return admin.Answer{}, false, nil
	}
	if name, ok := text.AltOf(); ok {
		answer, err = p.alt(s, name)
		return answer, true, err
	}
	if name, ok := text.WithdrawalOf(); ok {
		answer, err = p.withdrawal(s, name)
		return answer, true, err
	}
	return admin.Answer{}, false, nil
}

// proposed returns the text that the proposal being worked on brings, with both languages empty
// where it takes one away; ok is false without a proposal about one text.
func proposed(s *sheet.Sheet) (text segur.SiteText, ok bool) {
	if s.Proposal == nil {
		return segur.SiteText{}, false
	}
	switch c := s.Proposal.Changes.Texts; {
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

// about finds a chart and the text of it that a form changes; CodeNotFound for no chart.
func about(s *sheet.Sheet, name, id string) (subject, error) {
	if !slices.Contains(chart.Names(s.Catalog), name) {
		return subject{}, &segur.Error{Code: segur.CodeNotFound, Message: "no chart " + name, Field: "chart"}
	}
	if err := s.Allow(target()); err != nil {
		return subject{}, err
	}
	label, err := sentence.Chart(s.Catalog, s.Words, name)
	if err != nil {
		return subject{}, err
	}
	of := subject{name: name, label: label, id: id}
	i := slices.IndexFunc(s.Live.Texts, func(t segur.SiteText) bool { return t.ID == id })
	if i >= 0 {
		of.live = s.Live.Texts[i].Text
	}
	of.shown = of.live
	if text, ok := proposed(s); ok {
		of.shown = text.Text
	}
	of.gone, of.isGone = s.Catalog.Withdrawal(name)
	return of, nil
}

// published is what stands beside the questions, nil for nothing.
func (of subject) published() *segur.Text {
	if of.live == (segur.Text{}) {
		return nil
	}
	return &of.live
}

// start begins the page of a form.
func (of subject) start(s *sheet.Sheet, title string) (*sheet.Page, error) {
	page, err := s.Start(title)
	if err != nil {
		return nil, err
	}
	page.Kicker = &sheet.Kicker{Text: of.label}
	if code, ok := segur.ChartIndicator(of.name); ok {
		page.Kicker = s.AboutIndicator(s.Catalog.Indicator(code))
	}
	page.Crumbs = append(page.Crumbs,
		admin.Crumb{Label: s.T("entry.charts_title"), Href: listPath}, admin.Crumb{Label: of.label})
	page.ElsewhereTitle = s.T("entry.elsewhere")
	return page, nil
}

// read reads a text of the form in both languages, on one line each: it is said, not shown.
func read(s *sheet.Sheet, field string, longest int) segur.Text {
	line := func(lang locale.Lang) string {
		text := strings.Join(strings.FieldsFunc(s.ReadOptional(field+"_"+string(lang)), func(r rune) bool { return r == '\n' || r == '\t' }), " ")
		if len([]rune(text)) > longest {
			s.RefuseOnce(field+"_"+string(lang), "entry.too_long", "count", longest)
		}
		return text
	}
	return segur.Text{FR: line(locale.FR), EN: line(locale.EN)}
}

// bothOrNone refuses, on submission, a text in one language only.
func bothOrNone(s *sheet.Sheet, field string, text segur.Text, key string) {
	for _, lang := range locale.Langs() {
		if text.In(string(lang)) == "" && text != (segur.Text{}) && s.Submitting() {
			s.RefuseOnce(field+"_"+string(lang), key)
		}
	}
}

// fieldsOf places the rules about a text in its form.
func fieldsOf(field string) sheet.Columns {
	return sheet.Columns{segur.TableTexts: {"text_fr": field + "_fr", "text_en": field + "_en"}}
}

// outdated returns the charts whose written text is older than their figures.
func (p *Pages) outdated(s *sheet.Sheet) ([]effect.Outdated, error) {
	return effect.OutdatedTexts(s.Catalog, func(n int) (*catalog.Catalog, error) { return p.course.Past.At(s, n) }, s.Words)
}
