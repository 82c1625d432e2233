package grid

import (
	"slices"
	"strings"

	"github.com/segur-tracker/segur/internal/input"
	"github.com/segur-tracker/segur/internal/web/admin/entry/driver"
)

// pastedTable is the table sent along with the form.
type pastedTable struct {
	input.Table
	given bool
}

// paste reads the table that was sent, if any, and adds its years to the columns. Reading it
// never submits anything: what it brings is to be looked at first.
func (g *grid) paste(r *driver.Request) {
	text := r.Call.Form.Get(fieldTable)
	if !r.Answering || (strings.TrimSpace(text) == "" && r.Button != doPlace) || r.Choosing() {
		return
	}
	g.pasted = pastedTable{input.ReadTable(text, r.Call.Catalog.Territories()), true}
	for _, year := range g.pasted.Years {
		g.years = addYear(g.years, year)
	}
	slices.Sort(g.years)
}

// Fill puts the cells of the table into the grid and refuses what has no place there. The table
// goes once all of it is placed. It says how many cells were taken over, and which lines were not.
func (g *grid) Fill(r *driver.Request, a *driver.Answers) (notice string, ok bool) {
	if !g.pasted.given {
		return "", false
	}
	placed := 0
	for _, err := range g.pasted.Errors {
		a.Mistyped(fieldTable, err)
	}
	for _, pasted := range g.pasted.Cells {
		c := cell{pasted.Territory, pasted.Year}
		switch f := a.Field(c.field()); {
		case !slices.Contains(g.years, c.year):
			a.Refuse(fieldTable, "entry.paste_no_year", "cell", label(r, c), "typed", pasted.Text)
		case f != nil:
			f.Values = []string{pasted.Text}
			placed++
		case !g.repeats(r, c, pasted.Text):
			a.Refuse(fieldTable, "entry.paste_closed", "cell", label(r, c), "typed", pasted.Text)
		}
	}
	if !a.Refused() {
		a.Field(fieldTable).Values = nil
	}
	said := r.Words.T("entry.pasted", "count", placed)
	if sums := g.pasted.Sums; len(sums) > 0 {
		said += " " + r.Words.T("entry.paste_sums", "count", len(sums), "list", r.Words.Localizer.List(sums))
	}
	g.changes(r, a) // names the cells that cannot be read
	return said, true
}

// repeats reports whether a cell that is closed to the person says what is published.
func (g *grid) repeats(r *driver.Request, c cell, text string) bool {
	n, err := input.Number(text, g.ind.Indicator)
	published := g.reference(r.Base, c)
	return err == nil && published != nil && published.Number == n
}
