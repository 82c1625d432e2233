package chart

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart/figure"
	"github.com/segur-tracker/segur/internal/chart/plot"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// progress stacks the measures by standing, a column per year.
func progress(c *catalog.Catalog, v *figure.Voice) (Figure, error) {
	all := c.Tallies(segur.ByYear)
	f := Figure{
		Title: progressTitle(all, v), Alt: yearsInWords(all, v), Interactive: true,
		Subtitle: v.Say("progress.subtitle"), Table: countsTable(v.Say("progress.caption"), all, v),
		Legend: stateLegend(all, v), NamesParts: true,
	}
	f.Cite(assessmentSources(c)...)
	return f, f.Draw(func(z figure.Size) *plot.Canvas { return progressCanvas(all, v, z) })
}

// progressTitle tells the peak and the silence after it where the figures show them, and
// otherwise says where the last year stands.
func progressTitle(all []catalog.YearCounts, v *figure.Voice) locale.Phrase {
	peak, last := all[0], all[len(all)-1]
	for _, y := range all {
		if y.Counts[segur.InProgress] > peak.Counts[segur.InProgress] {
			peak = y
		}
	}
	silent, total := last.Counts[segur.Unknown], last.Counts.Total()
	switch {
	case total == silent && peak.Counts[segur.InProgress] == 0:
		return v.Tell("progress.title_nothing", "year", last.Year, "total", v.Count(total))
	case peak.Year < last.Year && peak.Counts[segur.InProgress] > last.Counts[segur.InProgress] && silent > peak.Counts[segur.Unknown]:
		return v.Tell("progress.title_peak", "peak", v.Count(peak.Counts[segur.InProgress]), "year", peak.Year,
			"last", last.Year, "count", silent, "unknown", v.Count(silent), "total", v.Count(total))
	}
	return v.Tell("progress.title_last", "year", last.Year, "parts", partsInWords(last.Counts, v))
}

// partsInWords lists the parts that are not empty: « 13 en cours de déploiement et 19 non renseignées ».
func partsInWords(counts segur.Counts, v *figure.Voice) locale.Phrase {
	var parts []locale.Phrase
	for _, s := range segur.Standings() {
		if n := counts[s]; n > 0 {
			parts = append(parts, v.Tell("part."+strings.ReplaceAll(s.Slug(), "-", "_"), "count", n, "n", v.Count(n)))
		}
	}
	return v.And(parts)
}

func yearsInWords(all []catalog.YearCounts, v *figure.Voice) locale.Phrase {
	var years []locale.Phrase
	for _, y := range all {
		years = append(years, v.Tell("progress.year", "year", y.Year, "parts", partsInWords(y.Counts, v)))
	}
	return v.Tell("progress.alt", "count", all[0].Counts.Total(), "total", v.Count(all[0].Counts.Total()), "years", locale.Join(v.Say("then"), years...))
}

func countsTable(caption string, all []catalog.YearCounts, v *figure.Voice) Table {
	t := Table{Caption: caption, Columns: []Column{{Label: v.Say("column.year")}}}
	for _, s := range segur.Standings() {
		t.Columns = append(t.Columns, Column{Label: v.State(s), Numeric: true})
	}
	t.Columns = append(t.Columns, Column{Label: v.Say("column.total"), Numeric: true})
	for _, y := range all {
		row := Row{Header: v.Year(y.Year)}
		for _, s := range segur.Standings() {
			row.Cells = append(row.Cells, v.CountCell(y.Counts[s]))
		}
		row.Cells = append(row.Cells, v.CountCell(y.Counts.Total()))
		t.Rows = append(t.Rows, row)
	}
	return t
}

// present lists the standings that occur in some year, in display order.
func present(all []catalog.YearCounts) []segur.State {
	var found []segur.State
	for _, s := range segur.Standings() {
		for _, y := range all {
			if y.Counts[s] > 0 {
				found = append(found, s)
				break
			}
		}
	}
	return found
}

func stateLegend(all []catalog.YearCounts, v *figure.Voice) []LegendItem {
	var items []LegendItem
	for _, s := range present(all) {
		items = append(items, LegendItem{Kind: "state", State: s, Label: v.State(s)})
	}
	return items
}

// assessmentSources are the documents that the states rest on: those of who documents the most come
// first, since a line that cannot name all names these.
func assessmentSources(c *catalog.Catalog) []string {
	var ids []string
	uses := map[string]int{}
	publisher := func(id string) string {
		if s := c.Source(id); s != nil {
			return s.Publisher
		}
		return ""
	}
	for _, m := range c.Measures() {
		for _, cell := range m.Cells {
			if cell.Assessment == nil {
				continue
			}
			for _, id := range cell.Assessment.Sources {
				ids = append(ids, id)
				uses[publisher(id)]++
			}
		}
	}
	slices.SortStableFunc(ids, func(a, b string) int { return cmp.Compare(uses[publisher(b)], uses[publisher(a)]) })
	return ids
}

// columns is the geometry of a row of stacked columns: the first begins at left, the last ends
// at right.
type columns struct {
	left, right, top, bottom float64
	step, width              float64
	total                    int
}

const widestStep = 120

func newColumns(left, right, top, bottom float64, years, total int, share float64) columns {
	step := math.Min((right-left)/(float64(years)-1+share), widestStep)
	return columns{left, left + step*(float64(years)-1+share), top, bottom, step, step * share, total}
}

// middle is the centre of a column.
func (g columns) middle(i int) float64 { return g.left + g.width/2 + float64(i)*g.step }

func (g columns) unit() float64 { return (g.bottom - g.top) / float64(max(g.total, 1)) }

// frame adds the plot area whose bands are the columns.
func (g columns) frame(canvas *plot.Canvas, all []catalog.YearCounts) plot.Plane {
	years := make([]string, 0, len(all))
	for _, y := range all {
		years = append(years, strconv.Itoa(y.Year))
	}
	area := plot.Box{X: g.left - (g.step-g.width)/2, Y: g.top, W: g.step * float64(len(all)), H: g.bottom - g.top}
	scale := plot.Scale{Max: float64(max(g.total, 1)), Step: float64(max(g.total, 1))}
	return canvas.Frame(area, plot.Side{Bands: years, Hide: true}, plot.Side{Scale: scale, Hide: true})
}

// stack paints the columns, a series per standing so that a reader may hide one. A number is
// printed where its part is at least a line high.
func (g columns) stack(p plot.Plane, all []catalog.YearCounts, v *figure.Voice, textSize float64) {
	for _, s := range present(all) {
		fill := plot.FillOf(s)
		items := make([]plot.Item, 0, len(all))
		for _, y := range all {
			n := y.Counts[s]
			item := plot.Item{}
			if n > 0 {
				item.Value, item.Style = n, fill.Paint()
				item.Tip = v.Say("progress.tip", "count", n, "total", g.total)
			}
			if float64(n)*g.unit() >= textSize+3 {
				item.Text, item.Label = v.Number(float64(n), 0), fill.Inside()
			}
			items = append(items, item)
		}
		p.Bars(v.State(s), plot.BarStyle{Stack: "all", Width: g.width, Print: plot.Printed("inside", textSize)}, items)
	}
}

// ground draws the zero line and the years under the columns, the last one in ink when bold.
func (g columns) ground(sheet plot.Plane, all []catalog.YearCounts, v *figure.Voice, textSize float64, last bool) {
	sheet.Line([]plot.Point{{X: g.left, Y: g.bottom + 0.5}, {X: g.right, Y: g.bottom + 0.5}}, plot.Stroke{Colour: plot.Axis, Width: 1})
	var words []plot.Word
	every := 1
	for plot.Width("2020", textSize, false)+6 > g.step*float64(every) {
		every++
	}
	for i, y := range all {
		if (len(all)-1-i)%every != 0 {
			continue
		}
		w := plot.Word{Text: v.Year(y.Year), At: plot.Point{X: g.middle(i), Y: g.bottom + 5 + textSize}, Align: "center", Size: textSize, Colour: plot.Muted}
		if last && i == len(all)-1 {
			w.Bold, w.Colour = true, plot.Ink
		}
		words = append(words, w)
	}
	sheet.Words(words)
}

func progressCanvas(all []catalog.YearCounts, v *figure.Voice, z figure.Size) *plot.Canvas {
	last := all[len(all)-1]
	labels := z.Pick(labelColumn(all, v, z), 0)
	canvas := plot.NewCanvas(z.Width, int(z.Pick(380, 330)))
	g := newColumns(0, float64(z.Width)-labels, 27, canvas.H-26, len(all), last.Counts.Total(), z.Pick(0.72, 0.8))
	g.stack(g.frame(canvas, all), all, v, 14)
	sheet := canvas.Sheet()
	g.ground(sheet, all, v, z.Text, true)
	sheet.Words([]plot.Word{{
		Text: v.Say("progress.measures", "count", g.total), At: plot.Point{X: 0, Y: 10}, Align: "left", Size: z.Small, Colour: plot.Muted,
	}})
	if !z.Narrow {
		nameColumn(canvas, sheet, g, all, v, z)
	}
	canvas.Legend(stateNames(present(all), v)...)
	return canvas
}

func stateNames(states []segur.State, v *figure.Voice) []string {
	var list []string
	for _, s := range states {
		list = append(list, v.State(s))
	}
	return list
}

const (
	leader   = 13.0 // from the last column to its names
	nameStep = 18.0 // between two names
	keyStep  = 21.0
	swatch   = 14.0
)

// labelColumn is as wide as what stands beside the last column: names of its standings in bold, and
// those of other years with their swatch.
func labelColumn(all []catalog.YearCounts, v *figure.Voice, z figure.Size) float64 {
	widest := 120.0
	for _, s := range present(all) {
		if all[len(all)-1].Counts[s] > 0 {
			widest = math.Max(widest, plot.Width(v.State(s), z.Text, true))
		} else {
			widest = math.Max(widest, keyStep+plot.Width(v.State(s), z.Small, false))
		}
	}
	return math.Min(widest+leader+2, 300)
}

// nameColumn writes each standing of the last year at its height instead of a legend, and the
// standings of other years in a small key where there is most room.
func nameColumn(canvas *plot.Canvas, sheet plot.Plane, g columns, all []catalog.YearCounts, v *figure.Voice, z figure.Size) {
	last := all[len(all)-1]
	free := []float64{g.top - nameStep/2} // heights taken, top first
	var words []plot.Word
	for _, n := range nameHeights(g, last) {
		at := plot.Point{X: g.right + leader, Y: n.label}
		sheet.Line([]plot.Point{{X: g.right + 3, Y: n.middle}, {X: g.right + 9, Y: n.label}}, plot.Stroke{Colour: plot.Axis, Width: 1})
		words = append(words, plot.Word{Text: v.State(n.state), At: at, Align: "left", Size: z.Text, Bold: true, Colour: plot.Ink})
		free = append(free, n.label)
	}
	free = append(free, g.bottom+nameStep/2)
	sheet.Words(append(words, otherYears(canvas, g, free, all, v, z)...))
}

type nameHeight struct {
	state         segur.State
	middle, label float64
}

// nameHeights returns the standings of a year from the top, their names pushed apart upwards.
func nameHeights(g columns, y catalog.YearCounts) []nameHeight {
	var heights []nameHeight
	base, lowest := g.bottom, math.Inf(1)
	for _, s := range segur.Standings() {
		n := y.Counts[s]
		if n == 0 {
			continue
		}
		middle := base - float64(n)*g.unit()/2
		label := math.Min(middle, lowest-nameStep)
		heights = append([]nameHeight{{s, middle, label}}, heights...)
		base, lowest = base-float64(n)*g.unit(), label
	}
	return heights
}

// otherYears returns the words of the key of standings that the last year lacks, and paints its
// swatches; nothing when no gap is high enough.
func otherYears(canvas *plot.Canvas, g columns, free []float64, all []catalog.YearCounts, v *figure.Voice, z figure.Size) []plot.Word {
	var states []segur.State
	for _, s := range present(all) {
		if all[len(all)-1].Counts[s] == 0 {
			states = append(states, s)
		}
	}
	top, room := 0.0, 0.0
	for i := 1; i < len(free); i++ {
		if gap := free[i] - free[i-1]; gap > room {
			top, room = free[i-1], gap
		}
	}
	if len(states) == 0 || room < nameStep*2+keyStep*float64(len(states)+1) {
		return nil
	}
	x, y := g.right+leader, top+nameStep*1.6
	words := []plot.Word{{Text: v.Say("progress.other_years"), At: plot.Point{X: x, Y: y}, Align: "left", Size: z.Small, Colour: plot.Muted}}
	for _, s := range states {
		y += keyStep
		canvas.Swatch(x, y-swatch/2, swatch, plot.FillOf(s))
		words = append(words, plot.Word{Text: v.State(s), At: plot.Point{X: x + keyStep, Y: y}, Align: "left", Size: z.Small, Colour: plot.Muted})
	}
	return words
}
