package series

import (
	"math"
	"strings"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart/plot"
	"github.com/segur-tracker/segur/internal/chart/spec"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// Size of the picture in a key-figure tile.
const (
	sparkWidth  = 240
	sparkHeight = 54
)

// Spark is the small picture of a tile and its text alternative: a line through the observed
// figures; or a bar towards the target for a single figure and for running totals without a
// starting point; zero when there is nothing to draw.
func Spark(s *catalog.Series, l *locale.Localizer) (spec.Drawing, string, error) {
	v := spec.Speak(l)
	var canvas *plot.Canvas
	target, hasTarget := s.Goal()
	_, hasBase := s.Baseline()
	last, observed := s.Last()
	switch {
	case observed && hasTarget && target.Number > 0 && last.Number >= 0 && s.Indicator.Direction != segur.DirectionDown &&
		(len(s.Observed) == 1 || s.Indicator.Nature == segur.NatureCumulative && !hasBase):
		canvas = sparkBar(last, target, s, v)
	case len(s.Observed) > 1:
		canvas = sparkLine(s, v)
	default:
		return spec.Drawing{}, "", nil
	}
	option, err := plot.Option(canvas)
	if err == nil {
		err = v.Err()
	}
	return spec.Drawing{Width: sparkWidth, Height: sparkHeight, Option: option}, sparkAlt(s, v), err
}

// sparkAlt says the first and the last figure, the target, and whether the count changed.
func sparkAlt(s *catalog.Series, v *spec.Voice) string {
	var parts []string
	say := func(o catalog.Observation) {
		parts = append(parts, v.Tell("series.point", "value", v.Figure(o.Value, s), "at", v.Span(o.Value, s)).String())
	}
	last, _ := s.Last()
	from, _ := Ends(s)
	if len(s.Observed) > 1 {
		say(from)
	}
	say(last)
	if target, ok := s.Goal(); ok {
		id := "spark.target"
		if spec.Money(s) {
			id = "spark.target_envelope"
		}
		parts = append(parts, v.Say(id, "count", target.Number.Float(), "value", v.Amount(target.Value, s).String(),
			"deadline", v.Deadline(target.Value, s), "when", v.Span(target.Value, s)))
	}
	if Redefined(s, from) {
		parts = append(parts, v.Say("changed"))
	}
	return strings.Join(parts, ", ")
}

const (
	sparkTop   = 8.0
	sparkZero  = 38.0
	sparkEdge  = 6.0  // room for the marks
	sparkText  = 10.5 // tiles draw the picture up to a fifth larger
	sparkYears = 47.0 // middle of the line of years
)

func sparkLine(s *catalog.Series, v *spec.Voice) *plot.Canvas {
	canvas := plot.NewCanvas(sparkWidth, sparkHeight)
	from, _ := Ends(s)
	var shown []catalog.Observation
	for _, o := range s.Observed {
		if !o.Drawn.Before(from.Drawn) {
			shown = append(shown, o)
		}
	}
	target, hasTarget := s.Goal()
	low, high := 0.0, 0.0
	for _, o := range shown {
		low, high = math.Min(low, o.Number.Float()), math.Max(high, o.Number.Float())
	}
	if hasTarget {
		low, high = math.Min(low, target.Number.Float()), math.Max(high, target.Number.Float())
	}
	if low == high {
		high = 1
	}
	start, end := decimalYear(shown[0].Drawn), decimalYear(shown[len(shown)-1].Drawn)
	at := func(o catalog.Observation) plot.Point {
		x := sparkWidth - sparkEdge
		if end > start {
			x = sparkEdge + (decimalYear(o.Drawn)-start)/(end-start)*(sparkWidth-2*sparkEdge)
		}
		return plot.Point{X: x, Y: sparkHigh(o.Number.Float(), low, high)}
	}
	overlay := canvas.Overlay()
	zero := sparkHigh(0, low, high)
	overlay.Line([]plot.Point{{X: 0, Y: zero}, {X: sparkWidth, Y: zero}}, plot.Stroke{Colour: plot.Rule, Width: 1})
	if hasTarget {
		y := sparkHigh(target.Number.Float(), low, high)
		overlay.Line([]plot.Point{{X: 0, Y: y}, {X: sparkWidth, Y: y}}, plot.Stroke{Colour: plot.Red, Width: 1.25, Dash: []float64{4, 3}})
	}
	overlay.Marks("", sparkPath(overlay, shown, at))
	overlay.Words([]plot.Word{
		{Text: v.Year(shown[0].Period.From.Year), At: plot.Point{X: 0, Y: sparkYears}, Align: "left", Size: sparkText, Colour: plot.Muted},
		{Text: v.Year(shown[len(shown)-1].Period.To.Year), At: plot.Point{X: sparkWidth, Y: sparkYears}, Align: "right", Size: sparkText, Colour: plot.Muted},
	})
	return canvas
}

func sparkHigh(value, low, high float64) float64 {
	return sparkZero - (value-low)/(high-low)*(sparkZero-sparkTop)
}

// sparkPath draws the line part by part, dotted over a break, and returns the marks.
func sparkPath(overlay plot.Plane, shown []catalog.Observation, at func(catalog.Observation) plot.Point) []plot.Item {
	var dots []plot.Item
	for i, o := range shown {
		radius := 2.75
		if i == len(shown)-1 {
			radius = 4.5
		}
		if i > 0 {
			stroke := plot.Stroke{Colour: plot.Brand, Width: 2.25}
			if o.Break {
				stroke = plot.Stroke{Colour: plot.Brand, Width: 1.5, Dash: []float64{2, 3}}
			}
			overlay.Line([]plot.Point{at(shown[i-1]), at(o)}, stroke)
		}
		p := at(o)
		dots = append(dots, plot.Item{Value: [2]float64{plot.Round(p.X), plot.Round(p.Y)}, Symbol: "circle", Size: 2 * radius, Style: plot.Solid(plot.Brand)})
	}
	return dots
}

func sparkBar(last, target catalog.Observation, s *catalog.Series, v *spec.Voice) *plot.Canvas {
	canvas := plot.NewCanvas(sparkWidth, sparkHeight)
	longest := math.Max(last.Number.Float(), target.Number.Float())
	x := func(o catalog.Observation) float64 { return o.Number.Float() / longest * sparkWidth }
	overlay := canvas.Overlay()
	const middle, thick = 25, 14
	bar := func(to float64, colour string) {
		overlay.Line([]plot.Point{{X: 0, Y: middle}, {X: to, Y: middle}}, plot.Stroke{Colour: colour, Width: thick})
	}
	bar(sparkWidth, plot.Rule)
	bar(x(last), plot.Brand)
	tick := math.Min(x(target), sparkWidth-1)
	overlay.Line([]plot.Point{{X: tick, Y: 12}, {X: tick, Y: 38}}, plot.Stroke{Colour: plot.Red, Width: 2})
	id := "spark.goal"
	if spec.Money(s) {
		id = "spark.goal_envelope"
	}
	goal := plot.Word{Text: v.Say(id, "count", target.Number.Float(), "value", v.Short(target.Value, s)), At: plot.Point{X: sparkWidth, Y: sparkYears}, Align: "right", Size: sparkText, Colour: plot.Red}
	overlay.Words([]plot.Word{{Text: "0", At: plot.Point{X: 0, Y: sparkYears}, Align: "left", Size: sparkText, Colour: plot.Muted}, goal})
	return canvas
}
