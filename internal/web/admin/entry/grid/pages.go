package grid

import (
	"net/http"
	"net/url"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/entry/figure"
	"github.com/segur-tracker/segur/internal/web/admin/entry/sheet"
	"github.com/segur-tracker/segur/internal/web/form"
)

// Pages answers for the grid.
type Pages struct{ course *sheet.Course }

// New returns the pages.
func New(course *sheet.Course) *Pages { return &Pages{course} }

// Routes declares the pages.
func (p *Pages) Routes() []admin.Route {
	return []admin.Route{
		{Method: http.MethodGet, Path: "/saisir/grille/:code", Need: desk.ProposeValue, Handle: p.form},
		{Method: http.MethodPost, Path: "/saisir/grille/:code", Need: desk.ProposeValue, Handle: p.form},
	}
}

// Path is the grid of an indicator.
func Path(code string) string { return sheet.Root + "/grille/" + url.PathEscape(code) }

// The fields of the grid beside its cells.
const (
	fieldYears      = "annees"
	fieldFrom       = "de"
	fieldTo         = "a"
	fieldTable      = "tableau"
	fieldFlag       = "precision"
	fieldConfidence = "confiance"
	fieldNote       = "note"
	doPlace         = "coller"
	doShow          = "annees"
	gridPart        = "#grille"
)

func (p *Pages) form(c *admin.Call) (admin.Answer, error) {
	ind := c.Catalog.Indicator(c.Params["code"])
	if ind == nil {
		return admin.Answer{}, &segur.Error{Code: segur.CodeNotFound}
	}
	s, err := p.course.Open(c, desk.KindValue)
	if err != nil {
		return admin.Answer{}, err
	}
	g := &grid{Sheet: s, ind: ind}
	g.years = g.chosenYears()
	return g.answer()
}

// Reopen shows the grid filled with what a proposal changes; ok is false when that does not fit
// a grid.
func (p *Pages) Reopen(s *sheet.Sheet) (answer admin.Answer, ok bool, err error) {
	values := proposed(s.Proposal)
	if len(values) == 0 {
		return admin.Answer{}, false, nil
	}
	ind := s.Catalog.Indicator(values[0].Indicator)
	for _, v := range values {
		if ind == nil || v.Indicator != ind.Code || !fits(v) {
			return admin.Answer{}, false, nil
		}
	}
	g := &grid{Sheet: s, ind: ind}
	g.years = g.chosenYears()
	answer, err = g.answer()
	return answer, true, err
}

// fits reports whether a value has a place in a grid: it was observed for one whole year.
func fits(v segur.Value) bool {
	return v.Kind == segur.KindActual && !v.Period.IsRange() && v.Period.From.Month == 0
}

// proposed lists the values that a proposal brings or takes away; none for no proposal.
func proposed(p *desk.Proposal) []segur.Value {
	if p == nil {
		return nil
	}
	var values []segur.Value
	for _, r := range p.Changes.Values.Replace {
		values = append(values, r.New)
	}
	return append(append(values, p.Changes.Values.Add...), p.Changes.Values.Remove...)
}

func (g *grid) answer() (admin.Answer, error) {
	if err := figure.Allow(g.Sheet, g.ind.Indicator); err != nil {
		return admin.Answer{}, err
	}
	pasted := g.paste()
	page, err := g.Start("entry.grid_title", "label", g.ind.Label.In(string(g.Words.Lang())))
	if err != nil {
		return admin.Answer{}, err
	}
	page.Action, page.Kicker = Path(g.ind.Code), g.AboutIndicator(g.ind)
	page.Kicker.Text = "" // the title says it
	page.Lede = g.T("entry.grid_lede") + " " + figure.NumberHint(g.Sheet, g.ind.Indicator)
	page.Crumbs = append(page.Crumbs, admin.Crumb{Label: g.Text(g.ind.Label), Href: figure.Path(g.ind.Code)})
	g.ask()
	page.Sections = []sheet.Section{
		{Grid: true},
		{Title: g.T("entry.section_paste"), Questions: []string{fieldTable}, Button: &sheet.Button{Do: doPlace, Label: g.T("entry.place_table"), To: page.Action + gridPart}},
		{Title: g.T("entry.section_all_cells"), Questions: []string{fieldFlag, fieldConfidence, fieldNote}},
		{Title: g.T("entry.section_source"), Documents: true},
	}
	g.Carry(fieldYears, joinYears(g.years))
	if !g.Answering() {
		page.Grid = g.table()
		return g.Show(page)
	}
	g.Type()
	if g.Call.Form.Get("conflit") == "reprendre" {
		page.Notice = g.takeTheirs()
		page.Grid = g.table()
		return g.Again(page)
	}
	page.Grid = g.table()
	if answer, ok, err := g.Conflicted(page, page.Action); ok {
		return answer, err
	}
	if pasted {
		page.Notice = g.place()
		g.changes() // names the cells that cannot be read
		return g.Again(page)
	}
	return g.Settle(page, g.read)
}

// ask adds every question: the cells first.
func (g *grid) ask() {
	g.askCells()
	g.askYears()
	g.Ask("table", form.Field{Name: fieldTable, Kind: form.Area, Rows: 6})
	first := segur.Value{Flag: "final", Confidence: "high"}
	if g.Proposal != nil {
		for _, v := range append(news(g.Proposal), g.Proposal.Changes.Values.Add...) {
			first = v
		}
	}
	g.Ask("flag", form.Field{
		Name: fieldFlag, Kind: form.Select, Values: sheet.One(first.Flag),
		Options: g.Options("entry.flag.", segur.Allowed(segur.TableValues, "flag")),
	})
	g.Ask("confidence", form.Field{
		Name: fieldConfidence, Kind: form.Radios, Values: sheet.One(first.Confidence),
		Options: g.Options("entry.confidence.", segur.Allowed(segur.TableValues, "confidence")),
	})
	g.Ask("note", form.Field{Name: fieldNote, Kind: form.Area, Rows: 2, Values: sheet.One(first.Note), Lang: "fr"})
	g.Bound(figure.Columns())
	g.AskDocuments(sheet.Documents{Chosen: sheet.One(first.Source), Near: figure.Near(g.ind)})
	g.AskReason()
}

func news(p *desk.Proposal) []segur.Value {
	var values []segur.Value
	for _, r := range p.Changes.Values.Replace {
		values = append(values, r.New)
	}
	return values
}

// grid is the form of one indicator.
type grid struct {
	*sheet.Sheet
	ind    *catalog.Indicator
	years  []int
	pasted pastedTable
}
