package grid

import (
	"net/http"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/entry/driver"
	"github.com/segur-tracker/segur/internal/web/admin/entry/figure"
	"github.com/segur-tracker/segur/internal/web/form"
)

// Pages answers for the grid.
type Pages struct{ driver *driver.Driver }

// New returns the pages.
func New(d *driver.Driver) *Pages { return &Pages{d} }

// Routes declares the pages.
func (p *Pages) Routes() []admin.Route {
	answer := p.driver.Handle(desk.KindValue, asked)
	return []admin.Route{
		{Method: http.MethodGet, Path: string(paths.Grid), Need: desk.ProposeValue, Handle: answer},
		{Method: http.MethodPost, Path: string(paths.Grid), Need: desk.ProposeValue, Handle: answer},
	}
}

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

// asked returns the grid of the address.
func asked(c *admin.Call) (driver.Form, error) {
	if ind := c.Catalog.Indicator(c.Params["code"]); ind != nil {
		return &grid{ind: ind}, nil
	}
	return nil, &segur.Error{Code: segur.CodeNotFound}
}

// Reopened returns the grid of what a proposal changes, nil when that does not fit a grid.
func Reopened(r *driver.Request) driver.Form {
	values := proposed(r.Proposal)
	if len(values) == 0 {
		return nil
	}
	ind := r.Call.Catalog.Indicator(values[0].Indicator)
	for _, v := range values {
		if ind == nil || v.Indicator != ind.Code || !fits(v) {
			return nil
		}
	}
	return &grid{ind: ind}
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

// grid is the form of one indicator.
type grid struct {
	ind    *catalog.Indicator
	years  []int
	pasted pastedTable
}

// Allow refuses a grid of which the person may fill in no cell.
func (g *grid) Allow(r *driver.Request) ([]desk.Target, error) {
	return figure.Targets(r, g.ind.Indicator), nil
}

// Ask puts a question a cell, then those that all cells share.
func (g *grid) Ask(r *driver.Request, q *driver.Questions) error {
	g.years = g.chosenYears(r)
	g.paste(r)
	page, words := q.Page, r.Words
	page.Title = words.T("entry.grid_title", "label", g.ind.Label.In(string(words.Localizer.Lang())))
	page.Action, page.Kicker = paths.Grid.Of(g.ind.Code), words.AboutIndicator(g.ind)
	page.Kicker.Text = "" // the title says it
	page.Lede = words.T("entry.grid_lede") + " " + figure.NumberHint(words, g.ind.Indicator)
	page.Crumbs = append(page.Crumbs, admin.Crumb{Label: words.Text(g.ind.Label), Href: paths.Figures.Of(g.ind.Code)})
	page.Sections = []driver.Section{
		{Grid: true},
		{Title: words.T("entry.section_paste"), Questions: []string{fieldTable}, Button: &driver.Button{Do: doPlace, Label: words.T("entry.place_table"), To: page.Action + gridPart}},
		{Title: words.T("entry.section_all_cells"), Questions: []string{fieldFlag, fieldConfidence, fieldNote}},
		{Title: words.T("entry.section_source"), Documents: true},
	}
	page.Grid = g.table(r)
	q.Start, q.At = page.Action, cellOf
	q.Hide(fieldYears, joinYears(g.years))
	g.askCells(r, q)
	g.askYears(q)
	q.Ask("table", form.Field{Name: fieldTable, Kind: form.Area, Rows: 6})
	first := segur.Value{Flag: "final", Confidence: "high"}
	if r.Proposal != nil {
		for _, v := range append(news(r.Proposal), r.Proposal.Changes.Values.Add...) {
			first = v
		}
	}
	q.Ask("flag", form.Field{
		Name: fieldFlag, Kind: form.Select, Values: driver.One(first.Flag),
		Options: words.Options("entry.flag.", segur.Allowed(segur.TableValues, "flag")),
	})
	q.Ask("confidence", form.Field{
		Name: fieldConfidence, Kind: form.Radios, Values: driver.One(first.Confidence),
		Options: words.Options("entry.confidence.", segur.Allowed(segur.TableValues, "confidence")),
	})
	q.Ask("note", form.Field{Name: fieldNote, Kind: form.Area, Rows: 2, Values: driver.One(first.Note), Lang: "fr"})
	q.Hold(figure.Columns())
	q.Documents = &driver.Documents{Chosen: driver.One(first.Source), Near: figure.Near(g.ind)}
	return nil
}

func news(p *desk.Proposal) []segur.Value {
	var values []segur.Value
	for _, r := range p.Changes.Values.Replace {
		values = append(values, r.New)
	}
	return values
}
