package chart

import (
	"math"
	"strconv"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart/figure"
	"github.com/segur-tracker/segur/internal/chart/plot"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// pillarProgress draws progress once per pillar, to one scale: the largest pillar is the
// tallest, so that a measure has the same height everywhere.
func pillarProgress(c *catalog.Catalog, v *figure.Voice) (Figure, error) {
	f := Figure{
		Title: pillarTitle(c, v), Alt: pillarAlt(c, v), Interactive: true,
		Subtitle: v.Say("pillars.subtitle"), Table: pillarTable(c, v), Legend: stateLegend(c.Tallies(segur.ByYear), v),
	}
	f.Cite(assessmentSources(c)...)
	return f, f.Draw(func(z figure.Size) *plot.Canvas { return pillarCanvas(c, v, z) })
}

// pillarTitle opposes the best and the least documented pillar of the last year.
func pillarTitle(c *catalog.Catalog, v *figure.Voice) locale.Phrase {
	type share struct {
		pillar       *catalog.Pillar
		known, total int
	}
	var best, worst share
	for _, p := range c.Pillars() {
		counts := c.PillarTally(p, segur.ByYear, c.LastYear()).Counts
		s := share{p, counts.Total() - counts[segur.Unknown], counts.Total()}
		if s.total == 0 {
			continue
		}
		if best.pillar == nil || s.known*best.total > best.known*s.total {
			best = s
		}
		if worst.pillar == nil || s.known*worst.total < worst.known*s.total {
			worst = s
		}
	}
	all := c.Counts(c.LastYear())
	if best.pillar == nil || best.known*worst.total == worst.known*best.total {
		return v.Tell("pillars.title_even", "year", c.LastYear(), "count", all.Total()-all[segur.Unknown],
			"known", v.Count(all.Total()-all[segur.Unknown]), "total", v.Count(all.Total()))
	}
	return v.Tell("pillars.title", "count", best.known, "year", c.LastYear(), "best", best.pillar.Number, "worst", worst.pillar.Number,
		"known", v.Count(best.known), "of", v.Count(best.total), "less", v.Count(worst.known), "out", v.Count(worst.total))
}

func pillarAlt(c *catalog.Catalog, v *figure.Voice) locale.Phrase {
	var parts []locale.Phrase
	for _, p := range c.Pillars() {
		if len(p.Measures) == 0 {
			continue
		}
		id := "pillars.part"
		if c.FirstYear() == c.LastYear() {
			id = "pillars.part_year"
		}
		parts = append(parts, v.Tell(id, "number", p.Number,
			"first", partsInWords(c.PillarTally(p, segur.ByYear, c.FirstYear()).Counts, v), "last", partsInWords(c.PillarTally(p, segur.ByYear, c.LastYear()).Counts, v),
			"from", c.FirstYear(), "to", c.LastYear()))
	}
	return v.Tell("pillars.alt", "parts", locale.Join(". ", parts...))
}

func pillarTable(c *catalog.Catalog, v *figure.Voice) Table {
	t := countsTable(v.Say("pillars.caption"), nil, v)
	t.Columns[0].Label = v.Say("column.pillar_year")
	for _, p := range c.Pillars() {
		for _, row := range countsTable("", c.PillarTallies(p, segur.ByYear), v).Rows {
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

func pillarCanvas(c *catalog.Catalog, v *figure.Voice, z figure.Size) *plot.Canvas {
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
		p.draw(canvas, c.PillarTallies(p.pillar, segur.ByYear), v, z)
	}
	canvas.Legend(stateNames(present(c.Tallies(segur.ByYear)), v)...)
	return canvas
}

func largest(pillars []*catalog.Pillar) int {
	n := 1
	for _, p := range pillars {
		n = max(n, len(p.Measures))
	}
	return n
}

func titleLines(pillars []*catalog.Pillar, width float64, v *figure.Voice, z figure.Size) int {
	n := 1
	for _, p := range pillars {
		n = max(n, len(titleOf(p, width, v, z)))
	}
	return n
}

func titleOf(p *catalog.Pillar, width float64, v *figure.Voice, z figure.Size) []string {
	return plot.Wrap(strconv.Itoa(p.Number)+". "+v.In(p.Title), width, z.Text, true, 3)
}

// panel is the chart of one pillar; rows is the height of its tallest neighbour, in measures.
type panel struct {
	pillar *catalog.Pillar
	box    plot.Box
	head   float64 // of the titles in its row of panels
	rows   int
}

func (p panel) draw(canvas *plot.Canvas, all []catalog.YearCounts, v *figure.Voice, z figure.Size) {
	b, total := p.box, len(p.pillar.Measures)
	unit := (b.H - p.head - panelFoot) / float64(p.rows)
	bottom := b.Y + b.H - panelFoot
	g := newColumns(b.X, b.X+b.W, bottom-unit*float64(max(total, 1)), bottom, len(all), total, 0.76)
	g.stack(g.frame(canvas, all), all, v, 12)
	sheet := canvas.Sheet()
	g.ground(sheet, all, v, z.Small, false)
	sheet.Words(panelTitle(p.pillar, b, v, z))
}

func panelTitle(p *catalog.Pillar, at plot.Box, v *figure.Voice, z figure.Size) []plot.Word {
	var words []plot.Word
	for i, line := range titleOf(p, at.W, v, z) {
		y := at.Y + 9 + float64(i)*panelLine
		words = append(words, plot.Word{Text: line, At: plot.Point{X: at.X, Y: y}, Align: "left", Size: z.Text, Bold: true, Colour: plot.PillarColour(p.Number)})
	}
	return words
}
