package chart

import (
	"slices"
	"strconv"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart/plot"
	"github.com/segur-tracker/segur/internal/chart/spec"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// matrix shows every measure in every year.
func matrix(r record, v *spec.Voice) (Chart, error) {
	f := Chart{
		Title: matrixTitle(r, v), Alt: matrixAlt(r, v), Interactive: true, Subtitle: matrixSubtitle(r, v),
		Table: matrixTable(r, v), Legend: matrixLegend(r, v),
	}
	f.Cite(assessmentSources(r.Catalog)...)
	return f, f.Draw(func(z spec.Size) *plot.Canvas { return newGrid(r, z).draw(r, v) })
}

// matrixFacts counts the cells.
func matrixFacts(r record, v *spec.Voice) []any {
	counts, done := segur.Counts{}, 0
	for _, m := range r.Measures() {
		for _, cell := range m.Cells {
			counts[cell.In(r.reading)]++
		}
		if m.EverDone() {
			done++
		}
	}
	known := counts.Total() - counts[segur.Unknown]
	return []any{
		"from", r.FirstYear(), "to", r.LastYear(), "measures", v.Count(len(r.Measures())), "known", v.Count(known),
		"cells", v.Count(counts.Total()), "count", done, "done", v.Count(done), "parts", cellsInWords(counts, v),
	}
}

func (r record) ofOneYear() bool { return r.FirstYear() == r.LastYear() }

func matrixTitle(r record, v *spec.Voice) locale.Phrase {
	if r.known() {
		return v.Headline(r.Catalog, r.reading, r.LastYear())
	}
	if r.ofOneYear() {
		return v.Tell("matrix.title_year", matrixFacts(r, v)...)
	}
	return v.Tell("matrix.title", matrixFacts(r, v)...)
}

func matrixAlt(r record, v *spec.Voice) locale.Phrase {
	if r.ofOneYear() {
		return v.Tell(r.under("matrix.alt_year"), matrixFacts(r, v)...)
	}
	return v.Tell(r.under("matrix.alt"), matrixFacts(r, v)...)
}

func matrixSubtitle(r record, v *spec.Voice) string {
	id := "matrix.subtitle"
	if r.ofOneYear() {
		id = "matrix.subtitle_year"
	}
	return r.dated(r.under(id), v, "from", r.FirstYear(), "to", r.LastYear())
}

// matrixLegend explains the lines of years without a document.
func matrixLegend(r record, v *spec.Voice) []LegendItem {
	items := stateLegend(r.Tallies(segur.ByYear), v)
	if !r.known() {
		return items
	}
	items = slices.DeleteFunc(items, func(i LegendItem) bool { return i.State == segur.Unknown })
	return append(items, LegendItem{Kind: "stands", State: segur.Done, Label: v.Say("matrix.key_final")},
		LegendItem{Kind: "lapses", State: segur.InProgress, Label: v.Say("matrix.key_carried")})
}

func cellsInWords(counts segur.Counts, v *spec.Voice) locale.Phrase {
	var parts []locale.Phrase
	for _, s := range segur.Standings() {
		if n := counts[s]; n > 0 {
			parts = append(parts, v.Tell("matrix.part", "n", v.Count(n), "state", v.State(s)))
		}
	}
	return v.And(parts)
}

func matrixTable(r record, v *spec.Voice) Table {
	t := Table{Caption: v.Say(r.under("matrix.caption")), Columns: []Column{{Label: v.Say("column.measure")}}}
	for _, y := range r.Years() {
		t.Columns = append(t.Columns, Column{Label: v.Year(y)})
	}
	for _, m := range r.Measures() {
		row := Row{Header: v.Say("matrix.row", "number", m.Number, "title", v.In(m.ShortTitle))}
		for _, cell := range m.Cells {
			entry := Cell{Text: r.cell(cell, v)}
			if cell.In(r.reading) != segur.Unknown {
				entry.Standing = cell.Standing
			}
			if cell.Assessment != nil && len(cell.Assessment.Sources) > 0 {
				entry.Source = cell.Assessment.Sources[0]
			}
			row.Cells = append(row.Cells, entry)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// cell says a state, and the year that it is carried from.
func (r record) cell(c catalog.Cell, v *spec.Voice) string {
	state := v.State(c.In(r.reading))
	switch {
	case c.Carried(r.reading) && c.Standing.State.Final():
		return v.Say("matrix.since", "state", state, "year", c.Standing.Year)
	case c.Carried(r.reading):
		return v.Say("matrix.from", "state", state, "year", c.Standing.Year)
	}
	return state
}

// grid is the geometry of the matrix: a block of rows per pillar under its title.
type grid struct {
	spec.Size
	label, top, row, head float64
	column                float64
}

func newGrid(c record, z spec.Size) grid {
	g := grid{Size: z, label: z.Pick(280, 146), top: 26, row: z.Pick(24, 32), head: z.Pick(38, 40)}
	g.column = (float64(z.Width) - g.label) / float64(len(c.Years()))
	return g
}

func (g grid) draw(c record, v *spec.Voice) *plot.Canvas {
	height := g.top
	for _, p := range c.Pillars() {
		height += g.head + g.row*float64(len(p.Measures))
	}
	canvas := plot.NewCanvas(g.Width, int(height)+4)
	y := g.top
	var words []plot.Word
	for i, year := range c.Years() {
		at := plot.Point{X: g.label + (float64(i)+0.5)*g.column, Y: 10}
		words = append(words, plot.Word{Text: g.year(year, i, v), At: at, Align: "center", Size: g.Small, Bold: !g.Narrow, Colour: plot.Muted})
	}
	for _, p := range c.Pillars() {
		words = append(words, g.title(p, y, v))
		words = append(words, g.rows(canvas, c, p, y+g.head, v)...)
		y += g.head + g.row*float64(len(p.Measures))
	}
	overlay := canvas.Overlay()
	y = g.top
	for _, p := range c.Pillars() {
		rule := y + g.head - 5
		overlay.Line([]plot.Point{{X: 0, Y: rule}, {X: canvas.W, Y: rule}}, plot.Stroke{Colour: plot.PillarColour(p.Number), Width: 1.5})
		y += g.head + g.row*float64(len(p.Measures))
	}
	overlay.Words(words)
	return canvas
}

// year is the head of a column: 2020, then 21, 22… where columns are too narrow for whole years.
func (g grid) year(year, i int, v *spec.Voice) string {
	whole := v.Year(year)
	if i == 0 || plot.Width(whole, g.Small, !g.Narrow)+8 <= g.column {
		return whole
	}
	return whole[len(whole)-2:]
}

func (g grid) title(p *catalog.Pillar, y float64, v *spec.Voice) plot.Word {
	text := plot.Cut(strconv.Itoa(p.Number)+". "+v.In(p.Title), float64(g.Width), g.Text, true)
	return plot.Word{Text: text, At: plot.Point{X: 0, Y: y + g.head - 17}, Align: "left", Size: g.Text, Bold: true, Colour: plot.PillarColour(p.Number)}
}

// rows paints the cells of a pillar as bars of one unit per year, and returns its row labels
// and the words printed on the first cell of each run of equal states.
func (g grid) rows(canvas *plot.Canvas, r record, p *catalog.Pillar, y float64, v *spec.Voice) []plot.Word {
	if len(p.Measures) == 0 {
		return nil
	}
	var names []string
	var words []plot.Word
	for i, m := range p.Measures {
		names = append(names, v.Say("matrix.row", "number", m.Number, "title", plot.OneLine(v.In(m.ShortTitle))))
		middle := y + (float64(i)+0.5)*g.row
		words = append(words, plot.Word{
			Text: strconv.Itoa(m.Number), At: plot.Point{X: g.Pick(20, 16), Y: middle}, Align: "right", Size: g.Small, Bold: true, Colour: plot.PillarColour(p.Number),
		})
		words = append(words, g.name(m, middle, v)...)
	}
	years := len(p.Measures[0].Cells)
	scale := plot.Scale{Max: float64(years), Step: float64(years)}
	area := plot.Box{X: g.label, Y: y, W: g.column * float64(years), H: g.row * float64(len(p.Measures))}
	plane := canvas.Frame(area, plot.Side{Scale: scale, Hide: true}, plot.Side{Bands: names, Inverse: true, Hide: true})
	for i := range years {
		plane.Bars(strconv.Itoa(p.Measures[0].Cells[i].Year), plot.BarStyle{Stack: "all", Width: g.Pick(19, 22), Print: plot.Printed("insideLeft", 12)}, g.cells(r, p, i, v))
	}
	if r.known() {
		g.lines(canvas.Overlay(), p, y)
	}
	return words
}

// lines draws the years without a document: a line for what is finished, dashes for what may have
// lapsed.
func (g grid) lines(overlay plot.Plane, p *catalog.Pillar, y float64) {
	for k, m := range p.Measures {
		middle := y + (float64(k)+0.5)*g.row
		for i, cell := range m.Cells {
			if !cell.Carried(segur.LastKnown) {
				continue
			}
			left := g.label + float64(i)*g.column
			stroke := plot.Stroke{Colour: plot.EdgeOf(cell.Standing.State), Width: 2, Dash: []float64{4, 3}}
			if cell.Standing.State.Final() {
				stroke.Width, stroke.Dash = 3, nil
			}
			overlay.Line([]plot.Point{{X: left, Y: middle}, {X: left + g.column, Y: middle}}, stroke)
		}
	}
}

func (g grid) cells(r record, p *catalog.Pillar, i int, v *spec.Voice) []plot.Item {
	items := make([]plot.Item, 0, len(p.Measures))
	for _, m := range p.Measures {
		state := m.Cells[i].State()
		fill := plot.FillOf(state)
		item := plot.Item{Value: 1, Style: fill.Paint(), Tip: r.cell(m.Cells[i], v)}
		if r.known() && state == segur.Unknown {
			item.Style = plot.Solid(plot.Paper)
			items = append(items, item)
			continue
		}
		if word := g.runWord(m.Cells, i, v); word != "" {
			item.Text, item.Label = word, fill.Inside()
		}
		items = append(items, item)
	}
	return items
}

// name writes a short title, on two lines where the column is narrow.
func (g grid) name(m *catalog.Measure, middle float64, v *spec.Voice) []plot.Word {
	left := g.Pick(28, 22)
	lines := plot.Wrap(v.In(m.ShortTitle), g.label-left-8, g.Small, false, int(g.Pick(1, 2)))
	var words []plot.Word
	for i, line := range lines {
		y := middle + (float64(i)-float64(len(lines)-1)/2)*14
		words = append(words, plot.Word{Text: line, At: plot.Point{X: left, Y: y}, Align: "left", Size: g.Small, Colour: plot.Ink})
	}
	return words
}

// runWord is the word printed on the first cell of a run of equal states, in the longest form
// that the run has room for; "" elsewhere, and where cells are too narrow for words.
func (g grid) runWord(cells []catalog.Cell, i int, v *spec.Voice) string {
	state := cells[i].State()
	if g.Narrow || i > 0 && cells[i-1].State() == state {
		return ""
	}
	length := 1
	for i+length < len(cells) && cells[i+length].State() == state {
		length++
	}
	for _, form := range []string{"state_medium.", "state_short."} {
		word := v.Word(form + state.Slug())
		if plot.Width(word, 12, true)+wordMargin(state) <= float64(length)*g.column {
			return word
		}
	}
	return ""
}

// wordMargin is the room around a word, with its plate where it stands on a pattern.
func wordMargin(s segur.State) float64 {
	if plot.FillOf(s).Decal != nil {
		return 18
	}
	return 9
}
