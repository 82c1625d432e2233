package plot

import (
	"reflect"
	"slices"
	"strconv"

	"github.com/go-echarts/go-echarts/v2/types"
)

// Point is a place on a plane.
type Point struct{ X, Y float64 }

// Item is one datum of a series. Name, Tip are the tooltip's two lines.
type Item struct {
	Value  any    `json:"value"`
	Name   string `json:"name,omitempty"`
	Tip    string `json:"tip,omitempty"`
	Text   string `json:"text,omitempty"` // what the label prints, always as plain text
	Symbol string `json:"symbol,omitempty"`
	Size   any    `json:"symbolSize,omitempty"`
	Turn   int    `json:"symbolRotate,omitempty"`
	Style  *Style `json:"itemStyle,omitempty"`
	Label  *Label `json:"label,omitempty"`
}

// Style is the paint of an item.
type Style struct {
	Colour  string  `json:"color"`
	Border  string  `json:"borderColor,omitempty"`
	Width   float64 `json:"borderWidth,omitempty"`
	Radius  any     `json:"borderRadius,omitempty"`
	Decal   *Decal  `json:"decal,omitempty"`
	Opacity int     `json:"opacity,omitempty"` // 1 for points, which are translucent by default
}

// Label is the text of an item.
type Label struct {
	Show      bool          `json:"show,omitempty"`
	Formatter types.FuncStr `json:"formatter,omitempty"`
	Position  any           `json:"position,omitempty"`
	Distance  *float64      `json:"distance,omitempty"`
	Align     string        `json:"align,omitempty"`
	VAlign    string        `json:"verticalAlign,omitempty"`
	Size      float64       `json:"fontSize,omitempty"`
	Weight    int           `json:"fontWeight,omitempty"`
	Colour    string        `json:"color,omitempty"`
	Halo      string        `json:"textBorderColor,omitempty"`
	HaloWidth float64       `json:"textBorderWidth,omitempty"`
	Plate     string        `json:"backgroundColor,omitempty"`
	Padding   any           `json:"padding,omitempty"`
	Radius    float64       `json:"borderRadius,omitempty"`
	Line      float64       `json:"lineHeight,omitempty"`
}

const (
	ring      = 1.5  // paper around a mark
	gap       = 0.75 // paper on each side of a part: ECharts draws outlines inside
	thickest  = 6    // a line beyond is a bar: its ends are square
	haloWidth = 4
	bold      = 600
	hairline  = 0.6
	openLine  = 1.75 // the box of a carried state
	openGap   = 3.5  // paper between that box, which covers half of it, and a full fill
)

// Paint returns the style of a standing's area: fill, pattern and the gap or outline around.
func (f Fill) Paint() *Style {
	s := &Style{Colour: f.Colour, Border: f.Border, Width: gap, Decal: f.Decal}
	switch {
	case f.Border == none:
		s.Border, s.Width = "", 0
	case f.Border != Paper:
		s.Width = 1
	case f.Open != "":
		s.Width = openGap
	}
	return s
}

// OpenBox draws the box of a carried state around its area, open at the bottom; nothing for a fill without one. The plane
// is an overlay: the box is in units. It goes with the series of its name.
func (p Plane) OpenBox(name string, b Box, f Fill) {
	if f.Open == "" {
		return
	}
	left, right, top, bottom := b.X+openLine/2, b.X+b.W-openLine/2, b.Y+openLine/2, b.Y+b.H
	p.line(name, []Point{{left, bottom}, {left, top}, {right, top}, {right, bottom}}, Stroke{f.Open, openLine, nil})
}

// Solid returns a plain paint with no outline.
func Solid(colour string) *Style { return &Style{Colour: colour, Opacity: 1} }

// Inside returns what a label on the fill needs beyond its series' own: the ink, and a plate of
// the plain colour where a pattern would run through the text.
func (f Fill) Inside() *Label {
	l := &Label{Colour: f.On}
	if f.Decal != nil {
		l.Plate, l.Padding, l.Radius = f.Colour, []int{2, 4}, 2
	}
	return l
}

// Printed is the label of the parts of a series; parts without a text print nothing.
func Printed(position string, size float64) *Label {
	return &Label{Show: true, Formatter: Format("text"), Position: position, Size: size, Weight: 700}
}

// BarStyle is what all bars of a series share.
type BarStyle struct {
	Stack string
	Width float64 // in units
	Print *Label  // nil for bars without a text
}

// Bars adds a stacked bar series. Bars of planes with horizontal bands stand, of planes with
// vertical bands lie; tooltips name the band.
func (p Plane) Bars(name string, s BarStyle, items []Item) {
	// ECharts stacks by name across plot areas: the plane's number keeps them apart.
	more := map[string]any{"stack": s.Stack + strconv.Itoa(p.index), "barWidth": Round(s.Width), "barGap": "-100%", "cursor": "default"}
	if s.Print != nil {
		more["label"] = s.Print
	}
	p.series(types.ChartBar, name, items, more)
}

// Stroke is the look of a line; Dash is nil for a solid one.
type Stroke struct {
	Colour string
	Width  float64
	Dash   []float64
}

// Line adds a line through points; it carries no mark and does not answer to the pointer.
func (p Plane) Line(points []Point, s Stroke) { p.line("", points, s) }

func (p Plane) line(name string, points []Point, s Stroke) {
	data := make([][2]float64, 0, len(points))
	for _, q := range points {
		data = append(data, [2]float64{Round4(q.X), Round4(q.Y)})
	}
	style := map[string]any{"color": s.Colour, "width": s.Width, "cap": "round", "join": "round"}
	if s.Dash != nil {
		style["type"] = s.Dash
	}
	if s.Dash != nil || s.Width > thickest {
		style["cap"] = "butt"
	}
	p.series(types.ChartLine, name, data, map[string]any{"lineStyle": style, "symbol": none, "silent": true, "z": 3})
}

// Marks adds points with symbols. Marks without a name and a tip do not answer to the pointer.
func (p Plane) Marks(name string, items []Item) {
	more := map[string]any{"z": 5}
	if name == "" {
		more["silent"] = true
	} else {
		more["cursor"] = "default"
	}
	if len(items) > Many {
		items = alike(items, more)
	}
	p.series(types.ChartScatter, name, items, more)
}

// Many is from where on figures of one kind are too many for each to have its own look and label.
const Many = 20

// alike says once, for the series, how its items look: as the first one does. Those that look otherwise still say so.
func alike(items []Item, series map[string]any) []Item {
	first := items[0]
	series["symbol"], series["symbolSize"], series["itemStyle"] = first.Symbol, first.Size, first.Style
	items = slices.Clone(items)
	for i := range items {
		if one := &items[i]; one.Symbol == first.Symbol && reflect.DeepEqual(one.Size, first.Size) && reflect.DeepEqual(one.Style, first.Style) {
			one.Symbol, one.Size, one.Style = "", nil, nil
		}
	}
	return items
}

// Word is a text at a place of an overlay: X is its start, middle or end by Align, Y its middle.
type Word struct {
	Text   string
	At     Point
	Align  string // "left", "center" or "right"
	Size   float64
	Bold   bool
	Colour string
	Halo   bool // keeps lines off the letters
}

// Words adds texts that belong to no mark: labels of marks too small to see, each standing on
// the very centre of its own.
func (p Plane) Words(words []Word) {
	if len(words) == 0 {
		return
	}
	items := make([]Item, 0, len(words))
	for _, w := range words {
		l := &Label{Align: w.Align, Size: w.Size, Colour: w.Colour}
		if w.Bold {
			l.Weight = bold
		}
		if w.Halo {
			l.Halo, l.HaloWidth = Paper, haloWidth
		}
		items = append(items, Item{Value: [2]float64{Round(w.At.X), Round(w.At.Y)}, Text: w.Text, Label: l})
	}
	p.series(types.ChartScatter, "", items, map[string]any{
		"z": 6, "silent": true, "symbol": "circle", "symbolSize": 0.01, "itemStyle": Solid(none),
		"label": Label{Show: true, Formatter: Format("text"), Position: []int{0, 0}, VAlign: "middle"},
	})
}

// Round4 keeps decimal years exact to the hour.
func Round4(x float64) float64 { return Round(x*100) / 100 }

// Swatch paints a small square of a standing, as in a key. Only bars take patterns.
func (c *Canvas) Swatch(x, y, side float64, f Fill) { c.Block(Box{x, y, side, side}, f) }

// Block paints an area of a standing.
func (c *Canvas) Block(b Box, f Fill) {
	one := Scale{Max: 1, Step: 1}
	p := c.Frame(b, Side{Bands: []string{""}, Hide: true}, Side{Scale: one, Hide: true})
	style := f.Paint()
	if f.Border == Paper && f.Open == "" {
		style.Width = 0
	}
	p.series(types.ChartBar, "", []Item{{Value: 1, Style: style}}, map[string]any{"barWidth": b.W, "silent": true})
	if f.Open != "" {
		c.Overlay().OpenBox("", b, f)
	}
}

// Shape is a region of a map with its look.
type Shape struct {
	Code string // INSEE code of the outline
	Fill Fill
}

// Regions paints outlines that the bundle holds under a name, stretched to a box. It answers to no
// pointer: every figure is printed or in the table.
func (c *Canvas) Regions(outlines string, at Box, shapes []Shape) {
	data := make([]map[string]any, 0, len(shapes))
	for _, s := range shapes {
		style := map[string]any{"areaColor": s.Fill.Colour, "borderColor": s.Fill.Border, "borderWidth": 1}
		if s.Fill.Border != Paper {
			style["borderWidth"] = hairline
		}
		if s.Fill.Decal != nil {
			style["decal"] = s.Fill.Decal
		}
		data = append(data, map[string]any{"name": s.Code, "value": 0, "itemStyle": style})
	}
	overlay := Plane{canvas: c}
	overlay.series(types.ChartMap, "", data, map[string]any{
		"map": outlines, "nameProperty": "code", "aspectScale": 1, "left": Round(at.X), "top": Round(at.Y), "width": Round(at.W), "height": Round(at.H),
		"silent": true, "selectedMode": false, "showLegendSymbol": false, "label": Label{}, "itemStyle": map[string]any{"areaColor": Paper},
	})
}
