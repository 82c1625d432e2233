package grid

import (
	"slices"
	"strconv"
	"strings"

	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin/entry/driver"
	"github.com/segur-tracker/segur/internal/web/admin/entry/figure"
	"github.com/segur-tracker/segur/internal/web/form"
)

// What a grid shows.
const (
	usualYears = 6  // columns when nobody chose
	mostYears  = 12 // columns at most
	firstYear  = 1990
	lastYear   = 2035
)

// cell names one cell of the grid.
type cell struct {
	territory string
	year      int
}

func (c cell) field() string { return "c-" + c.territory + "-" + strconv.Itoa(c.year) }

func (c cell) period() segur.Period {
	d := segur.Date{Year: c.year}
	return segur.Period{From: d, To: d}
}

// chosenYears returns the columns: those asked for, or those of the form that was sent, or the
// latest ones; with those of the proposal being worked on.
func (g *grid) chosenYears(r *driver.Request) []int {
	var years []int
	from, to := atoi(r.Param(fieldFrom)), atoi(r.Param(fieldTo))
	switch asked := firstYear <= from && from <= to && to <= lastYear; {
	case asked && (!r.Answering || r.Button == doShow):
		for year := from; year <= to; year++ {
			years = addYear(years, year)
		}
		years = g.keepTouched(r, years)
	case r.Answering:
		words := strings.Fields(r.Call.Form.Get(fieldYears))
		for _, word := range words[:min(len(words), mostYears)] {
			years = addYear(years, atoi(word))
		}
	}
	if len(years) == 0 {
		last := r.Call.Now().UTC().Year()
		for year := last - usualYears + 1; year <= last; year++ {
			years = addYear(years, year)
		}
	}
	for _, v := range proposed(r.Proposal) {
		years = addYear(years, v.Period.From.Year)
	}
	slices.Sort(years)
	return years
}

// keepTouched adds the columns in which something was typed: choosing others must lose nothing.
func (g *grid) keepTouched(r *driver.Request, years []int) []int {
	words := strings.Fields(r.Call.Form.Get(fieldYears))
	for _, word := range words[:min(len(words), mostYears)] {
		for _, t := range r.Call.Catalog.Territories() {
			c := cell{t.Code, atoi(word)}
			if r.Call.Form.Has(c.field()) && r.Call.Form.Get(c.field()) != g.typed(r, r.Base, c) {
				years = addYear(years, c.year)
			}
		}
	}
	return years
}

func addYear(years []int, year int) []int {
	if year < firstYear || year > lastYear || slices.Contains(years, year) || len(years) >= mostYears {
		return years
	}
	return append(years, year)
}

func atoi(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0
	}
	return n
}

func joinYears(years []int) string {
	words := make([]string, len(years))
	for i, year := range years {
		words[i] = strconv.Itoa(year)
	}
	return strings.Join(words, " ")
}

// reference returns the published figure of a cell, nil when there is none.
func (g *grid) reference(d segur.Dataset, c cell) *segur.Value {
	for i, v := range d.Values {
		if v.Indicator == g.ind.Code && v.Territory == c.territory && v.Reference && fits(v) && v.Period.From.Year == c.year {
			return &d.Values[i]
		}
	}
	return nil
}

// typed is what stands in a cell while nobody has typed into it.
func (g *grid) typed(r *driver.Request, d segur.Dataset, c cell) string {
	if v := g.reference(d, c); v != nil {
		return r.Words.TypedNumber(v.Number)
	}
	return ""
}

func (g *grid) open(r *driver.Request, territory string) bool {
	return figure.Open(r.Call.Actor, g.ind.Indicator, territory)
}

// places lists the territories, those that the person may fill in first.
func (g *grid) places(r *driver.Request) []segur.Territory {
	places := slices.Clone(r.Call.Catalog.Territories())
	slices.SortStableFunc(places, func(a, b segur.Territory) int { return g.rank(r, a) - g.rank(r, b) })
	return places
}

func (g *grid) rank(r *driver.Request, t segur.Territory) int {
	if g.open(r, t.Code) {
		return 0
	}
	return 1
}

// cells lists every cell of the grid.
func (g *grid) cells(r *driver.Request) []cell {
	var cells []cell
	for _, t := range g.places(r) {
		for _, year := range g.years {
			cells = append(cells, cell{t.Code, year})
		}
	}
	return cells
}

// askCells adds a question a cell, filled with what the person saw when the form was opened, or
// with the proposal being worked on.
func (g *grid) askCells(r *driver.Request, q *driver.Questions) {
	changed := map[cell]string{}
	if r.Proposal != nil {
		for _, v := range r.Proposal.Changes.Values.Remove {
			changed[cell{v.Territory, v.Period.From.Year}] = ""
		}
		for _, v := range append(news(r.Proposal), r.Proposal.Changes.Values.Add...) {
			if v.Reference {
				changed[cell{v.Territory, v.Period.From.Year}] = r.Words.TypedNumber(v.Number)
			}
		}
	}
	for _, c := range g.cells(r) {
		if !g.open(r, c.territory) {
			continue
		}
		text, ok := changed[c]
		if !ok {
			text = g.typed(r, r.Base, c)
		}
		q.Ask("", form.Field{Name: c.field(), Label: label(r, c), Values: driver.One(text)})
	}
}

// askYears asks which columns to show.
func (g *grid) askYears(q *driver.Questions) {
	for _, end := range []struct {
		name string
		year int
	}{{fieldFrom, g.years[0]}, {fieldTo, g.years[len(g.years)-1]}} {
		q.Ask("year_"+end.name, form.Field{Name: end.name, Width: 4, Mode: "numeric", Values: driver.One(strconv.Itoa(end.year))})
	}
}

func label(r *driver.Request, c cell) string {
	return r.Words.Territory(c.territory) + ", " + strconv.Itoa(c.year)
}

// table lays the cells out.
func (g *grid) table(r *driver.Request) *driver.Grid {
	t := &driver.Grid{
		Caption: r.Words.T("entry.grid_caption", "label", r.Words.Text(g.ind.Label)), Area: r.Words.T("entry.territory"),
		Years: []string{fieldFrom, fieldTo}, Show: driver.Button{Do: doShow, Label: r.Words.T("entry.show_years"), To: paths.Grid.Of(g.ind.Code) + gridPart},
	}
	for _, year := range g.years {
		t.Columns = append(t.Columns, strconv.Itoa(year))
	}
	for i, place := range g.places(r) {
		row := driver.GridRow{Head: r.Words.Text(place.Name), Open: g.open(r, place.Code)}
		for j, year := range g.years {
			c := cell{place.Code, year}
			shown := driver.GridCell{Name: c.field(), Label: label(r, c), Row: i, Column: j}
			if v := g.reference(r.Live, c); v != nil {
				shown.Now = r.Words.Localizer.Number(v.Number.Float(), g.ind.Decimals)
			}
			row.Cells = append(row.Cells, shown)
		}
		t.Rows = append(t.Rows, row)
	}
	if other := g.elsewhere(r.Live); other > 0 {
		t.Other = r.Words.T("entry.grid_other", "count", other)
	}
	return t
}

// elsewhere counts the published figures that have no place in this grid.
func (g *grid) elsewhere(live segur.Dataset) int {
	count := 0
	for _, v := range live.Values {
		if v.Indicator == g.ind.Code && (!fits(v) || !slices.Contains(g.years, v.Period.From.Year)) {
			count++
		}
	}
	return count
}
