package plot

import (
	"math"
	"strconv"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/go-echarts/go-echarts/v2/types"
)

type (
	xAxis = opts.XAxis
	yAxis = opts.YAxis
)

// Canvas is one drawing under construction, in units of its own size. It holds frames with
// axes for the data and, over all of them, an overlay whose coordinates are the units themselves.
type Canvas struct {
	*charts.Bar
	W, H   float64
	more   []map[string]any // per series, what go-echarts has no field for
	legend []string
	planes int
}

// Plane is a place for series: a frame or the overlay. Points are in its axes' values.
type Plane struct {
	canvas *Canvas
	index  int
}

// Box is a rectangle in units, from its top left corner.
type Box struct{ X, Y, W, H float64 }

// NewCanvas starts a drawing of a size in units.
func NewCanvas(width, height int) *Canvas {
	c := &Canvas{Bar: charts.NewBar(), W: float64(width), H: float64(height)}
	c.GridList, c.XAxisList, c.YAxisList = nil, nil, nil
	return c
}

// Validate prepares the go-echarts chart; its own Validate would empty the first axis.
func (c *Canvas) Validate() {
	if len(c.XAxisList) > 0 {
		c.SetXAxis(c.XAxisList[0].Data)
	}
	c.Bar.Validate()
}

// Legend names the series that a reader may switch on and off.
func (c *Canvas) Legend(names ...string) { c.legend = names }

// Side is one axis of a frame. The zero value is a hidden value axis from 0 to 0.
type Side struct {
	Bands   []string // names of the bands; nil for an axis of values
	Scale   Scale    // of a value axis
	Format  string   // formatter of a value axis' labels; "" hides them
	Lines   bool     // hairlines at every step
	Inverse bool     // first band or lowest value on top
	Size    float64  // of the labels
	Ticks   bool     // marks between the bands
	Base    bool     // draws the axis line
	Hide    bool     // no label at all
}

// Frame adds a plot area with its two axes.
func (c *Canvas) Frame(b Box, x, y Side) Plane {
	c.GridList = append(c.GridList, opts.Grid{
		Left: units(b.X), Top: units(b.Y), Width: units(b.W), Height: units(b.H), ContainLabel: opts.Bool(false),
	})
	across := x.axis()
	across.GridIndex, across.Position = c.planes, "bottom"
	c.XAxisList = append(c.XAxisList, across)
	a := y.axis() // opts.YAxis lacks the ticks: house.VisitYAxis hides them all
	c.YAxisList = append(c.YAxisList, opts.YAxis{
		GridIndex: c.planes, Type: a.Type, Position: "left", Data: a.Data, Min: a.Min, Max: a.Max, Inverse: a.Inverse,
		Show: a.Show, MinInterval: a.MinInterval, MaxInterval: a.MaxInterval, AxisLabel: a.AxisLabel, AxisLine: a.AxisLine, SplitLine: a.SplitLine,
	})
	c.planes++
	return Plane{c, c.planes - 1}
}

// Overlay adds a plane whose coordinates are the drawing's units, from the top left corner.
func (c *Canvas) Overlay() Plane {
	return c.Frame(Box{0, 0, c.W, c.H}, Side{Scale: Scale{Max: c.W, Step: c.W}, Hide: true}, Side{Scale: Scale{Max: c.H, Step: c.H}, Inverse: true, Hide: true})
}

func (s Side) axis() xAxis {
	a := opts.XAxis{Type: "value", Inverse: opts.Bool(s.Inverse)}
	if s.Bands != nil {
		a.Type, a.Data = "category", s.Bands
	} else {
		a.Min, a.Max, a.MinInterval, a.MaxInterval = s.Scale.Min, s.Scale.Max, s.Scale.Step, s.Scale.Step
	}
	named := !s.Hide && (s.Format != "" || s.Bands != nil)
	if !named && !s.Lines && !s.Base && !s.Ticks {
		a.Show = opts.Bool(false)
		return a
	}
	a.AxisLine = &opts.AxisLine{Show: opts.Bool(s.Base), OnZero: opts.Bool(true), LineStyle: &opts.LineStyle{Color: Axis, Width: 1}}
	a.AxisTick = &opts.AxisTick{Show: opts.Bool(s.Ticks), LineStyle: &opts.LineStyle{Color: Axis, Width: 1}}
	a.SplitLine = &opts.SplitLine{Show: opts.Bool(s.Lines), LineStyle: &opts.LineStyle{Color: Rule, Width: 1}}
	a.AxisLabel = &opts.AxisLabel{Show: opts.Bool(named), Color: Muted, FontSize: int(math.Max(s.Size, 1)), Margin: 8}
	if s.Format != "" {
		a.AxisLabel.Formatter = Format(s.Format)
	}
	if s.Bands != nil {
		a.AxisLabel.Interval, a.AxisTick.Interval = "0", "0"
	}
	return a
}

func units(x float64) string { return strconv.FormatFloat(Round(x), 'f', -1, 64) }

// Round keeps the hundredths that a drawing can show.
func Round(x float64) float64 { return math.Round(x*100) / 100 }

// series adds a series of a type to the plane. Lines and marks are not clipped to their frame:
// labels and rings may stand out.
func (p Plane) series(kind, name string, data any, more map[string]any) {
	c := p.canvas
	c.MultiSeries = append(c.MultiSeries, charts.SingleSeries{
		Name: name, Type: kind, XAxisIndex: p.index, YAxisIndex: p.index, Data: data,
		Animation: opts.Bool(false),
	})
	if kind != types.ChartBar {
		more["clip"] = false
	}
	c.more = append(c.more, more)
}
