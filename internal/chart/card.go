package chart

import (
	"cmp"
	"math"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart/plot"
	"github.com/segur-tracker/segur/internal/chart/spec"
	"github.com/segur-tracker/segur/internal/segur"
)

func card(c *catalog.Catalog, r segur.Reading, v *spec.Voice) (Chart, error) {
	r = cmp.Or(r, segur.ByYear)
	tally, suffix := c.Tally(r, c.LastYear()), ""
	if r == segur.ByYear {
		suffix = "_year"
	}
	total := tally.Counts.Total()
	args := []any{"count", total, "total", v.Count(total), "year", tally.Year, "when", v.InYear(c, tally.Year), "parts", partsInWords(tally.Counts, v)}
	f := Chart{
		Title: v.Tell("card.title"+suffix, args...), Subtitle: v.Say("card.subtitle"+suffix, args...), Alt: v.Tell("card.alt"+suffix, args...),
	}
	f.Cite(assessmentSources(c)...)
	return f, f.Draw(func(z spec.Size) *plot.Canvas { return cardCanvas(tally, v, z) })
}

// cardCanvas draws a bar per state under its name: what is documented for the year, then what stands from earlier ones.
func cardCanvas(tally catalog.YearCounts, v *spec.Voice, z spec.Size) *plot.Canvas {
	states, most := present([]catalog.YearCounts{tally}), 1
	for _, s := range states {
		most = max(most, tally.Counts[s])
	}
	// A card is filled: few states have thick bars.
	text := z.Pick(15, 12)
	step := math.Max(text*3.4, z.Pick(0.36, 0.72)*float64(z.Width)/float64(len(states)))
	canvas := plot.NewCanvas(z.Width, int(step*float64(len(states))))
	unit, top, bar := (canvas.W-2*text-8)/float64(most), text*1.5, step-text*2.2
	var words []plot.Word
	for i, s := range states {
		y := step * float64(i)
		x := 0.0
		for _, part := range []struct {
			count int
			fill  plot.Fill
		}{{tally.Documented(s), plot.FillOf(s)}, {tally.Carried[s], plot.CarriedFillOf(s)}} {
			if part.count > 0 {
				canvas.Block(plot.Box{X: x, Y: y + top, W: float64(part.count) * unit, H: bar}, part.fill)
				x += float64(part.count) * unit
			}
		}
		words = append(words,
			plot.Word{Text: v.State(s), At: plot.Point{X: 0, Y: y + text*0.7}, Align: "left", Size: text, Colour: plot.Ink},
			plot.Word{Text: v.Number(float64(tally.Counts[s]), 0), At: plot.Point{X: x + 7, Y: y + top + bar/2}, Align: "left", Size: text * 1.2, Bold: true, Colour: plot.Ink})
	}
	canvas.Overlay().Words(words)
	return canvas
}
