package plot

import "math"

// Gauge is one figure on the way to its targets: a track as long as the farthest, a bar as long
// as the figure, a tick for each target.
type Gauge struct {
	Width       int
	Text, Small float64
	Value, Max  float64
	Label       string // over the bar's end
	Series      string
	Name, Tip   string
	Targets     []GaugeTarget
}

// GaugeTarget is a tick and what stands under it.
type GaugeTarget struct {
	Value float64
	Label string
}

// Draw lays the gauge out: the figure above, the targets below.
func (g Gauge) Draw() *Canvas {
	c := NewCanvas(g.Width, 88)
	track := Box{0, 34, c.W - 2, 18}
	x := func(v float64) float64 { return math.Max(v, 0) / g.Max * track.W }
	p := c.Frame(track, Side{Scale: Scale{Max: g.Max, Step: g.Max}, Hide: true}, Side{Bands: []string{g.Name}, Hide: true})
	p.series("bar", "", []Item{{Value: g.Max, Style: &Style{Colour: Rule, Radius: 2, Opacity: 1}}}, map[string]any{"barWidth": track.H, "barGap": "-100%", "silent": true})
	p.Bars(g.Series, BarStyle{Stack: "value", Width: track.H}, []Item{{Value: g.Value, Tip: g.Tip, Style: &Style{Colour: Brand, Radius: 2, Opacity: 1}}})
	sheet := c.Sheet()
	words := []Word{g.over(x(g.Value), c.W), {Text: "0", At: Point{0, 76}, Align: "left", Size: g.Small, Colour: Muted}}
	placer := NewPlacer(Box{14, 0, c.W - 14, c.H})
	for i := len(g.Targets) - 1; i >= 0; i-- {
		t := g.Targets[i]
		tick := math.Min(x(t.Value), c.W-1.5)
		sheet.Line([]Point{{tick, 28}, {tick, 62}}, Stroke{Red, 2.5, nil})
		w := Word{Text: Cut(t.Label, c.W-20, g.Text, true), Size: g.Text, Bold: true, Colour: Red}
		if placed, ok := placer.Place(Ask{Word: w, Near: Point{tick, 62}, Gap: 5, Below: true, Must: i == len(g.Targets)-1}); ok && placed.At.Y > 62 {
			words = append(words, placed)
		}
	}
	sheet.Words(words)
	return c
}

// over puts the figure above the end of its bar, within the drawing.
func (g Gauge) over(end, width float64) Word {
	w := Word{Text: g.Label, At: Point{end, 16}, Align: "right", Size: g.Text + 1, Bold: true, Colour: Ink}
	if long := Width(g.Label, w.Size, true); long > end {
		w.Align, w.At.X = "left", math.Max(0, math.Min(end-long/2, width-long))
	}
	return w
}
