package chart

import (
	"math"
	"strconv"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart/plot"
	"github.com/segur-tracker/segur/internal/chart/spec"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// pillarProgress draws progress once per pillar, to one scale: the largest pillar is the
// tallest, so that a measure has the same height everywhere.
func pillarProgress(r record, v *spec.Voice) (Chart, error) {
	f := Chart{
		Title: pillarTitle(r, v), Alt: pillarAlt(r, v), Interactive: true,
		Subtitle: r.dated(r.under("pillars.subtitle"), v), Table: pillarTable(r, v), Legend: stateLegend(r.tallies(), v),
	}
	f.Cite(assessmentSources(r.Catalog)...)
	return f, f.Draw(func(z spec.Size) *plot.Canvas { return pillarCanvas(r, v, z) })
}

// share is how many measures of a pillar a title is about.
type share struct {
	pillar   *catalog.Pillar
	n, total int
}

// pillarTitle opposes two pillars in the last year: by year the best and the least documented, by
// last known state the one that has realised the most and the one that has the least.
func pillarTitle(r record, v *spec.Voice) locale.Phrase {
	count := func(c segur.Counts) int {
		if r.known() {
			return c[segur.Done] + c[segur.DoneModified]
		}
		return c.Total() - c[segur.Unknown]
	}
	var best, worst share
	for _, p := range r.Pillars() {
		counts := r.PillarTally(p, r.reading, r.LastYear()).Counts
		s := share{p, count(counts), counts.Total()}
		if s.total == 0 {
			continue
		}
		if best.pillar == nil || s.n*best.total > best.n*s.total {
			best = s
		}
		if worst.pillar == nil || s.n*worst.total < worst.n*s.total {
			worst = s
		}
	}
	all := r.Tally(r.reading, r.LastYear()).Counts
	when := v.InYear(r.Catalog, r.LastYear())
	if best.pillar == nil || best.n*worst.total == worst.n*best.total {
		return v.Tell(r.under("pillars.title_even"), "when", when, "count", count(all), "known", v.Count(count(all)), "total", v.Count(all.Total()))
	}
	return v.Tell(r.under("pillars.title"), "count", best.n, "when", when, "best", best.pillar.Number, "worst", worst.pillar.Number,
		"known", v.Count(best.n), "of", v.Count(best.total), "less", v.Count(worst.n), "out", v.Count(worst.total))
}

func pillarAlt(r record, v *spec.Voice) locale.Phrase {
	var parts []locale.Phrase
	for _, p := range r.Pillars() {
		if len(p.Measures) == 0 {
			continue
		}
		id := "pillars.part"
		if r.FirstYear() == r.LastYear() {
			id = "pillars.part_year"
		}
		parts = append(parts, v.Tell(id, "number", p.Number,
			"first", partsInWords(r.PillarTally(p, r.reading, r.FirstYear()).Counts, v),
			"last", partsInWords(r.PillarTally(p, r.reading, r.LastYear()).Counts, v),
			"from", r.FirstYear(), "to", r.LastYear()))
	}
	return v.Tell(r.under("pillars.alt"), "parts", locale.Join(". ", parts...))
}

func pillarTable(r record, v *spec.Voice) Table {
	t := countsTable(r, v.Say(r.under("pillars.caption")), nil, v)
	t.Columns[0].Label = v.Say("column.pillar_year")
	for _, p := range r.Pillars() {
		for _, row := range countsTable(r, "", r.ofPillar(p), v).Rows {
			row.Header = v.Say("pillars.row", "number", p.Number, "year", row.Header)
			t.Rows = append(t.Rows, row)
		}
	}
	return t
}

const (
	panelLine = 17.0 // of the title
	panelFoot = 26.0 // years
	panelGap  = 32.0
)

func pillarCanvas(c record, v *spec.Voice, z spec.Size) *plot.Canvas {
	across := int(z.Pick(2, 1))
	width := (float64(z.Width) - panelGap*float64(across-1)) / float64(across)
	var panels []panel
	y := 0.0
	for i := 0; i < len(c.Pillars()); i += across {
		row := c.Pillars()[i:min(i+across, len(c.Pillars()))]
		head := 12 + panelLine*float64(titleLines(row, width, v, z))
		height := head + z.Pick(13, 12)*float64(largest(row)) + panelFoot
		for k, p := range row {
			panels = append(panels, panel{p, plot.Box{X: float64(k) * (width + panelGap), Y: y, W: width, H: height}, head, largest(row)})
		}
		y += height + z.Pick(18, 14)
	}
	canvas := plot.NewCanvas(z.Width, int(math.Max(y-14, 1)))
	for _, p := range panels {
		p.draw(canvas, c.ofPillar(p.pillar), v, z)
	}
	canvas.Legend(stateNames(c.tallies(), v)...)
	return canvas
}

func largest(pillars []*catalog.Pillar) int {
	n := 1
	for _, p := range pillars {
		n = max(n, len(p.Measures))
	}
	return n
}

func titleLines(pillars []*catalog.Pillar, width float64, v *spec.Voice, z spec.Size) int {
	n := 1
	for _, p := range pillars {
		n = max(n, len(titleOf(p, width, v, z)))
	}
	return n
}

func titleOf(p *catalog.Pillar, width float64, v *spec.Voice, z spec.Size) []string {
	return plot.Wrap(strconv.Itoa(p.Number)+". "+v.In(p.Title), width, z.Text, true, 3)
}

// panel is the chart of one pillar; rows is the height of its tallest neighbour, in measures.
type panel struct {
	pillar *catalog.Pillar
	box    plot.Box
	head   float64 // of the titles in its row of panels
	rows   int
}

func (p panel) draw(canvas *plot.Canvas, all []catalog.YearCounts, v *spec.Voice, z spec.Size) {
	b, total := p.box, len(p.pillar.Measures)
	unit := (b.H - p.head - panelFoot) / float64(p.rows)
	bottom := b.Y + b.H - panelFoot
	g := newColumns(b.X, b.X+b.W, bottom-unit*float64(max(total, 1)), bottom, len(all), total, 0.76)
	g.stack(g.frame(canvas, all), all, v, 12)
	overlay := canvas.Overlay()
	g.boxes(overlay, all, v)
	g.ground(overlay, all, v, z.Small, false)
	overlay.Words(panelTitle(p.pillar, b, v, z))
}

func panelTitle(p *catalog.Pillar, at plot.Box, v *spec.Voice, z spec.Size) []plot.Word {
	var words []plot.Word
	for i, line := range titleOf(p, at.W, v, z) {
		y := at.Y + 9 + float64(i)*panelLine
		words = append(words, plot.Word{Text: line, At: plot.Point{X: at.X, Y: y}, Align: "left", Size: z.Text, Bold: true, Colour: plot.PillarColour(p.Number)})
	}
	return words
}
