package grid

import (
	"slices"
	"strings"

	"github.com/segur-tracker/segur/internal/web/admin/entry/typed"
)

// pastedTable is the table sent along with the form.
type pastedTable struct {
	typed.Table
	given bool
}

// paste reads the table that was sent, if any, and adds its years to the columns. Reading it
// never submits anything: what it brings is to be looked at first.
func (g *grid) paste() bool {
	text := g.Call.Form.Get(fieldTable)
	if !g.Answering() || (strings.TrimSpace(text) == "" && g.Does() != doPlace) || g.Call.Form.Has("conflit") {
		return false
	}
	g.pasted = pastedTable{typed.ReadTable(text, g.Catalog.Territories()), true}
	for _, year := range g.pasted.Years {
		g.years = addYear(g.years, year)
	}
	slices.Sort(g.years)
	return true
}

// place puts the cells of the table into the grid and refuses what has no place there. The table
// goes once all of it is placed. It says how many cells were taken over, and which lines were not.
func (g *grid) place() string {
	placed := 0
	for _, fault := range g.pasted.Faults {
		g.Mistyped(fieldTable, fault)
	}
	for _, pasted := range g.pasted.Cells {
		c := cell{pasted.Territory, pasted.Year}
		switch f := g.Asked.Field(c.field()); {
		case !slices.Contains(g.years, c.year):
			g.Refuse(fieldTable, "entry.paste_no_year", "cell", g.label(c))
		case f != nil:
			f.Values = []string{pasted.Text}
			placed++
		case !g.repeats(c, pasted.Text):
			g.Refuse(fieldTable, "entry.paste_closed", "cell", g.label(c), "typed", pasted.Text)
		}
	}
	if !g.Asked.Refused() {
		g.Asked.Field(fieldTable).Values = nil
	}
	said := g.T("entry.pasted", "count", placed)
	if sums := g.pasted.Sums; len(sums) > 0 {
		said += " " + g.T("entry.paste_sums", "count", len(sums), "list", g.Words.List(sums))
	}
	return said
}

// repeats reports whether a cell that is closed to the person says what is published.
func (g *grid) repeats(c cell, text string) bool {
	n, err := typed.Number(text, g.ind.Indicator)
	published := g.reference(g.Base, c)
	return err == nil && published != nil && published.Number == n
}
