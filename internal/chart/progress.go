package chart

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart/plot"
	"github.com/segur-tracker/segur/internal/chart/spec"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// progress stacks the measures by state, a column per year.
func progress(r record, v *spec.Voice) (Chart, error) {
	all := r.tallies()
	f := Chart{
		Title: progressTitle(r, all, v), Alt: yearsInWords(r, all, v), Interactive: true,
		Subtitle: r.dated(r.under("progress.subtitle"), v), Table: countsTable(r, v.Say(r.under("progress.caption")), all, v),
		Legend: stateLegend(all, v), NamesParts: !r.known(),
	}
	f.Cite(assessmentSources(r.Catalog)...)
	return f, f.Draw(func(z spec.Size) *plot.Canvas { return progressCanvas(all, v, z) })
}

// progressTitle tells where the measures stand. By year it tells the peak and the silence after it
// where the figures of years that are over show them.
func progressTitle(r record, all []catalog.YearCounts, v *spec.Voice) locale.Phrase {
	last := all[len(all)-1]
	if r.known() || last.UnderWay {
		return v.Headline(r.Catalog, r.reading, last.Year)
	}
	peak := all[0]
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
func partsInWords(counts segur.Counts, v *spec.Voice) locale.Phrase {
	var parts []locale.Phrase
	for _, s := range segur.Standings() {
		if n := counts[s]; n > 0 {
			parts = append(parts, v.Tell("part."+strings.ReplaceAll(s.Slug(), "-", "_"), "count", n, "n", v.Count(n)))
		}
	}
	return v.And(parts)
}

func yearsInWords(r record, all []catalog.YearCounts, v *spec.Voice) locale.Phrase {
	var years []locale.Phrase
	for _, y := range all {
		said := v.Tell("progress.year", "year", y.Year, "parts", partsInWords(y.Counts, v))
		if older := y.Carried.Total(); older > 0 {
			said = append(said, v.Tell("progress.of_which_older", "count", older, "n", v.Count(older))...)
		}
		years = append(years, said)
	}
	total := all[0].Counts.Total()
	return v.Tell(r.under("progress.alt"), "count", total, "total", v.Count(total), "years", locale.Join(v.Say("then"), years...))
}

// countsTable has a column per state. Last known states also say how many of all are older than the
// year, and how many of these are without news.
func countsTable(r record, caption string, all []catalog.YearCounts, v *spec.Voice) Table {
	t := Table{Caption: caption, Columns: []Column{{Label: v.Say("column.year")}}}
	for _, s := range segur.Standings() {
		t.Columns = append(t.Columns, Column{Label: v.State(s), Numeric: true})
	}
	t.Columns = append(t.Columns, Column{Label: v.Say("column.total"), Numeric: true})
	if r.known() {
		t.Columns = append(t.Columns, Column{Label: v.Say("column.older"), Numeric: true}, Column{Label: v.Say("column.silent"), Numeric: true})
	}
	for _, y := range all {
		row := Row{Header: v.Year(y.Year)}
		for _, s := range segur.Standings() {
			row.Cells = append(row.Cells, v.CountCell(y.Counts[s]))
		}
		row.Cells = append(row.Cells, v.CountCell(y.Counts.Total()))
		if r.known() {
			row.Cells = append(row.Cells, v.CountCell(y.Carried.Total()), v.CountCell(y.Silent.Total()))
		}
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

func stateLegend(all []catalog.YearCounts, v *spec.Voice) []LegendItem {
	var items []LegendItem
	for _, s := range present(all) {
		items = append(items, LegendItem{Kind: "state", State: s, Label: v.State(s)})
	}
	if s, carried := firstCarried(all); carried {
		items = append(items, LegendItem{Kind: "carried", State: s, Label: v.Say("carried")})
	}
	return items
}

// firstCarried returns a state that stands from an earlier year in some year, to show how that looks;
// one that can lapse where there is one.
func firstCarried(all []catalog.YearCounts) (found segur.State, carried bool) {
	for _, s := range present(all) {
		for _, y := range all {
			if y.Carried[s] > 0 && (!carried || found.Final() && !s.Final()) {
				found, carried = s, true
			}
		}
	}
	return found, carried
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

func progressCanvas(all []catalog.YearCounts, v *spec.Voice, z spec.Size) *plot.Canvas {
	last := all[len(all)-1]
	labels := z.Pick(labelColumn(all, v, z), 0)
	canvas := plot.NewCanvas(z.Width, int(z.Pick(380, 330)))
	g := newColumns(0, float64(z.Width)-labels, 27, canvas.H-26, len(all), last.Counts.Total(), z.Pick(0.72, 0.8))
	g.stack(g.frame(canvas, all), all, v, 14)
	overlay := canvas.Overlay()
	g.boxes(overlay, all, v)
	g.ground(overlay, all, v, z.Text, true)
	overlay.Words([]plot.Word{{
		Text: v.Say("progress.measures", "count", g.total), At: plot.Point{X: 0, Y: 10}, Align: "left", Size: z.Small, Colour: plot.Muted,
	}})
	if !z.Narrow {
		nameColumn(canvas, overlay, g, all, v, z)
	}
	canvas.Legend(stateNames(all, v)...)
	return canvas
}

func stateNames(all []catalog.YearCounts, v *spec.Voice) []string {
	var list []string
	for _, s := range present(all) {
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
func labelColumn(all []catalog.YearCounts, v *spec.Voice, z spec.Size) float64 {
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
func nameColumn(canvas *plot.Canvas, overlay plot.Plane, g columns, all []catalog.YearCounts, v *spec.Voice, z spec.Size) {
	last := all[len(all)-1]
	free := []float64{g.top - nameStep/2} // heights taken, top first
	var words []plot.Word
	for _, n := range nameHeights(g, last) {
		at := plot.Point{X: g.right + leader, Y: n.label}
		overlay.Line([]plot.Point{{X: g.right + 3, Y: n.middle}, {X: g.right + 9, Y: n.label}}, plot.Stroke{Colour: plot.Axis, Width: 1})
		words = append(words, plot.Word{Text: v.State(n.state), At: at, Align: "left", Size: z.Text, Bold: true, Colour: plot.Ink})
		free = append(free, n.label)
	}
	free = append(free, g.bottom+nameStep/2)
	overlay.Words(append(words, otherYears(canvas, g, free, all, v, z)...))
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
func otherYears(canvas *plot.Canvas, g columns, free []float64, all []catalog.YearCounts, v *spec.Voice, z spec.Size) []plot.Word {
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
