package chart

import (
	"math"
	"slices"
	"strconv"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart/plot"
	"github.com/segur-tracker/segur/internal/chart/spec"
	"github.com/segur-tracker/segur/internal/segur"
)

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

// part is what one series of a chart of columns counts: a state, documented for the year or carried
// from an earlier one.
type part struct {
	state   segur.State
	carried bool
}

// parts lists the parts that occur in some year, from the bottom of the columns.
func parts(all []catalog.YearCounts) []part {
	var found []part
	for _, s := range present(all) {
		for _, carried := range []bool{false, true} {
			p := part{s, carried}
			if slices.ContainsFunc(all, func(y catalog.YearCounts) bool { return p.count(y) > 0 }) {
				found = append(found, p)
			}
		}
	}
	return found
}

func (p part) count(y catalog.YearCounts) int {
	if p.carried {
		return y.Carried[p.state]
	}
	return y.Documented(p.state)
}

func (p part) fill() plot.Fill {
	if p.carried {
		return plot.CarriedFillOf(p.state)
	}
	return plot.FillOf(p.state)
}

func (p part) tip(n, total int, v *spec.Voice) string {
	said := v.Say("progress.tip", "count", n, "total", total)
	if p.carried {
		said += "\n" + v.Say("carried")
	}
	return said
}

// stack paints the columns, a series per part under the name of its state, by which a reader may hide both parts. A number
// is printed where its part is at least a line high.
func (g columns) stack(p plot.Plane, all []catalog.YearCounts, v *spec.Voice, textSize float64) {
	for _, one := range parts(all) {
		fill := one.fill()
		items := make([]plot.Item, 0, len(all))
		for _, y := range all {
			n := one.count(y)
			item := plot.Item{}
			if n > 0 {
				item.Value, item.Style = n, fill.Paint()
				item.Tip = one.tip(n, g.total, v)
			}
			if float64(n)*g.unit() >= textSize+3 {
				item.Text, item.Label = v.Number(float64(n), 0), fill.Inside()
			}
			items = append(items, item)
		}
		p.Bars(v.State(one.state), plot.BarStyle{Stack: "all", Width: g.width, Print: plot.Printed("inside", textSize)}, items)
	}
}

// boxes outlines what the columns carry from earlier years, under the name of its state.
func (g columns) boxes(overlay plot.Plane, all []catalog.YearCounts, v *spec.Voice) {
	for i, y := range all {
		base := g.bottom
		for _, one := range parts(all) {
			height := float64(one.count(y)) * g.unit()
			base -= height
			if one.carried && height > 0 {
				overlay.OpenBox(v.State(one.state), plot.Box{X: g.left + float64(i)*g.step, Y: base, W: g.width, H: height}, one.fill())
			}
		}
	}
}

// ground draws the zero line and the years under the columns, the last one in ink when bold.
func (g columns) ground(overlay plot.Plane, all []catalog.YearCounts, v *spec.Voice, textSize float64, last bool) {
	overlay.Line([]plot.Point{{X: g.left, Y: g.bottom + 0.5}, {X: g.right, Y: g.bottom + 0.5}}, plot.Stroke{Colour: plot.Axis, Width: 1})
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
	overlay.Words(words)
}
