package grid

import (
	"slices"
	"strconv"
	"strings"

	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin/entry/figure"
	"github.com/segur-tracker/segur/internal/web/admin/entry/sheet"
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
func (g *grid) chosenYears() []int {
	var years []int
	from, to := atoi(g.Param(fieldFrom)), atoi(g.Param(fieldTo))
	switch asked := firstYear <= from && from <= to && to <= lastYear; {
	case asked && (!g.Answering() || g.Does() == doShow):
		for year := from; year <= to; year++ {
			years = addYear(years, year)
		}
		years = g.keepTouched(years)
	case g.Answering():
		words := strings.Fields(g.Call.Form.Get(fieldYears))
		for _, word := range words[:min(len(words), mostYears)] {
			years = addYear(years, atoi(word))
		}
	}
	if len(years) == 0 {
		last := g.Now().UTC().Year()
		for year := last - usualYears + 1; year <= last; year++ {
			years = addYear(years, year)
		}
	}
	for _, v := range proposed(g.Proposal) {
		years = addYear(years, v.Period.From.Year)
	}
	slices.Sort(years)
	return years
}

// keepTouched adds the columns in which something was typed: choosing others must lose nothing.
func (g *grid) keepTouched(years []int) []int {
	words := strings.Fields(g.Call.Form.Get(fieldYears))
	for _, word := range words[:min(len(words), mostYears)] {
		for _, t := range g.Catalog.Territories() {
			c := cell{t.Code, atoi(word)}
			if g.Call.Form.Has(c.field()) && g.Call.Form.Get(c.field()) != g.typed(g.Base, c) {
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
func (g *grid) typed(d segur.Dataset, c cell) string {
	if v := g.reference(d, c); v != nil {
		return g.TypedNumber(v.Number)
	}
	return ""
}

func (g *grid) open(territory string) bool {
	return figure.Open(g.Actor, g.ind.Indicator, territory)
}

// places lists the territories, those that the person may fill in first.
func (g *grid) places() []segur.Territory {
	places := slices.Clone(g.Catalog.Territories())
	slices.SortStableFunc(places, func(a, b segur.Territory) int { return g.rank(a) - g.rank(b) })
	return places
}

func (g *grid) rank(t segur.Territory) int {
	if g.open(t.Code) {
		return 0
	}
	return 1
}

// cells lists every cell of the grid.
func (g *grid) cells() []cell {
	var cells []cell
	for _, t := range g.places() {
		for _, year := range g.years {
			cells = append(cells, cell{t.Code, year})
		}
	}
	return cells
}

// askCells adds a question a cell, filled with what the person saw when the form was opened, or
// with the proposal being worked on.
func (g *grid) askCells() {
	changed := map[cell]string{}
	if g.Proposal != nil {
		for _, v := range g.Proposal.Changes.Values.Remove {
			changed[cell{v.Territory, v.Period.From.Year}] = ""
		}
		for _, v := range append(news(g.Proposal), g.Proposal.Changes.Values.Add...) {
			if v.Reference {
				changed[cell{v.Territory, v.Period.From.Year}] = g.TypedNumber(v.Number)
			}
		}
	}
	for _, c := range g.cells() {
		if !g.open(c.territory) {
			continue
		}
		text, ok := changed[c]
		if !ok {
			text = g.typed(g.Base, c)
		}
		g.Asked.Fields = append(g.Asked.Fields, form.Field{Name: c.field(), Label: g.label(c), Values: sheet.One(text)})
	}
}

// askYears asks which columns to show.
func (g *grid) askYears() {
	for _, end := range []struct {
		name string
		year int
	}{{fieldFrom, g.years[0]}, {fieldTo, g.years[len(g.years)-1]}} {
		g.Ask("year_"+end.name, form.Field{Name: end.name, Width: 4, Mode: "numeric", Values: sheet.One(strconv.Itoa(end.year))})
	}
}

func (g *grid) label(c cell) string { return g.Territory(c.territory) + ", " + strconv.Itoa(c.year) }

// table lays the cells out.
func (g *grid) table() *sheet.Grid {
	t := &sheet.Grid{
		Caption: g.T("entry.grid_caption", "label", g.Text(g.ind.Label)), Corner: g.T("entry.territory"),
		Years: []string{fieldFrom, fieldTo}, Show: sheet.Button{Do: doShow, Label: g.T("entry.show_years"), To: Path(g.ind.Code) + gridPart},
	}
	for _, year := range g.years {
		t.Columns = append(t.Columns, strconv.Itoa(year))
	}
	for i, place := range g.places() {
		row := sheet.GridRow{Head: g.Text(place.Name), Open: g.open(place.Code)}
		for j, year := range g.years {
			c := cell{place.Code, year}
			shown := sheet.GridCell{Name: c.field(), Label: g.label(c), Row: i, Column: j}
			if v := g.reference(g.Live, c); v != nil {
				shown.Now = g.Words.Number(v.Number.Float(), g.ind.Decimals)
			}
			row.Cells = append(row.Cells, shown)
		}
		t.Rows = append(t.Rows, row)
	}
	if other := g.elsewhere(); other > 0 {
		t.Other = g.T("entry.grid_other", "count", other)
	}
	return t
}

// elsewhere counts the published figures that have no place in this grid.
func (g *grid) elsewhere() int {
	count := 0
	for _, v := range g.Live.Values {
		if v.Indicator == g.ind.Code && (!fits(v) || !slices.Contains(g.years, v.Period.From.Year)) {
			count++
		}
	}
	return count
}
