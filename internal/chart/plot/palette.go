package plot

import (
	"math"

	"github.com/segur-tracker/segur/internal/segur"
)

// Colours are the light values of the design tokens, exactly: the style sheet finds each role
// again by its value, so that the page's scheme wins over the file's colours.
const (
	Paper   = "#faf7f1"
	Surface = "#ffffff"
	Ink     = "#1a2233"
	Muted   = "#555b66" // ink-2
	Rule    = "#ddd5c6"
	Axis    = "#857d6e" // rule-2
	Brand   = "#14315c"
	Red     = "#b3261e" // error: targets
)

// none is no paint at all; marks that only carry a label use it.
const none = "none"

// PillarColour returns the accent of a pillar, ink for a pillar beyond the four.
func PillarColour(number int) string {
	switch number {
	case 1:
		return "#a8244e"
	case 2:
		return "#7a5a00"
	case 3:
		return "#0e6e78"
	case 4:
		return "#5a3fb0"
	}
	return Ink
}

// Fill is how a standing looks: colour, pattern, outline, and the ink printed on it.
type Fill struct {
	Colour string
	Border string // outline, Paper where neighbours are kept apart by a gap only
	On     string // text on Colour
	Decal  *Decal // pattern, nil where plain
	Open   string // colour of the box around that is open at the bottom, "" where there is none
}

// Decal is a pattern laid over a fill, in the words of ECharts; lengths are whole units.
type Decal struct {
	Symbol     string  `json:"symbol,omitempty"`     // "rect" by default
	SymbolSize float64 `json:"symbolSize,omitempty"` // share of a dash, 1 by default
	Colour     string  `json:"color"`
	DashX      any     `json:"dashArrayX"`
	DashY      any     `json:"dashArrayY"`
	Rotation   float64 `json:"rotation,omitempty"` // radians
}

// FillOf returns the look of a standing: colour and pattern together, so that it survives
// greyscale and colour blindness. « Non renseigné » is dots on paper and never a state's fill.
func FillOf(s segur.State) Fill {
	switch s {
	case segur.Done:
		return Fill{Colour: "#0d5238", Border: Paper, On: Surface}
	case segur.DoneModified:
		return Fill{Colour: "#2c7150", Border: Paper, On: Surface, Decal: stripes("#bfe3cf", 2, 4, math.Pi/4)}
	case segur.InProgress:
		return Fill{Colour: "#7fb0dc", Border: EdgeOf(s), On: "#1a2234"}
	case segur.Preparing:
		return Fill{Colour: "#d5e4f2", Border: EdgeOf(s), On: Ink, Decal: stripes("#6f9fcb", 1, 6, -math.Pi/4)}
	case segur.NotStarted:
		return Fill{Colour: Surface, Border: EdgeOf(s), On: Ink}
	case segur.Suspended:
		return Fill{Colour: "#f4c15f", Border: EdgeOf(s), On: "#1a2232", Decal: stripes("#8a5300", 2, 4, math.Pi/2)}
	case segur.Abandoned:
		return Fill{Colour: "#a83d22", Border: Paper, On: Surface, Decal: hatch("#f3c3b3")}
	}
	return Fill{Colour: Paper, Border: Rule, On: Muted, Decal: dots("#8d8677")}
}

// EdgeOf returns the outline of a standing, at least 3:1 on paper. Only a fill that paper does not show by itself is
// outlined; a box around a carried state is drawn in this colour for every state.
func EdgeOf(s segur.State) string {
	switch s {
	case segur.Done:
		return "#0d5238"
	case segur.DoneModified:
		return "#2c7150"
	case segur.InProgress:
		return "#2f6ea8"
	case segur.Preparing:
		return "#4f80ad"
	case segur.Suspended:
		return "#8a5301"
	case segur.Abandoned:
		return "#a83d22"
	}
	return Axis
}

// CarriedFillOf returns the look of a state that stands from an earlier year: in a box open at the bottom. A finished state
// keeps its fill, set off from its box by paper; one that may have lapsed is pale, its pattern thin. « Non renseigné » is
// never carried and looks as ever.
func CarriedFillOf(s segur.State) Fill {
	f := FillOf(s)
	switch s {
	case segur.Done, segur.DoneModified, segur.Abandoned:
		f.Open = EdgeOf(s)
	case segur.InProgress:
		f = Fill{Colour: "#d5e2eb", Border: none, On: Ink, Open: EdgeOf(s)}
	case segur.Preparing:
		f = Fill{Colour: "#e8eef2", Border: none, On: Ink, Decal: stripes(EdgeOf(s), 1, 6, -math.Pi/4), Open: EdgeOf(s)}
	case segur.NotStarted:
		f = Fill{Colour: Surface, Border: none, On: Ink, Open: EdgeOf(s)}
	case segur.Suspended:
		f = Fill{Colour: "#f8e7c5", Border: none, On: Ink, Decal: stripes(EdgeOf(s), 1, 5, math.Pi/2), Open: EdgeOf(s)}
	}
	return f
}

// Classes is how many steps the scale of maps has.
const Classes = 5

// ClassFill returns the look of a class of a map, from 1, the lowest, to Classes. The scale goes by
// lightness, so that it survives greyscale and colour blindness.
func ClassFill(class int) Fill {
	switch class {
	case 1:
		return Fill{Colour: "#cddcec", Border: Paper, On: Ink}
	case 2:
		return Fill{Colour: "#a3bfdd", Border: Paper, On: Ink}
	case 3:
		return Fill{Colour: "#719dcb", Border: Paper, On: Ink}
	case 4:
		return Fill{Colour: "#3f6ca4", Border: Paper, On: Surface}
	}
	return Fill{Colour: "#14386b", Border: Paper, On: Surface}
}

// ZeroFill is the look of a figure of 0, which is no low figure among others.
func ZeroFill() Fill { return Fill{Colour: Surface, Border: Axis, On: Ink} }

// ApartFill is the look of what does not compare: an outline without a colour of the scale.
func ApartFill() Fill { return Fill{Colour: Paper, Border: Axis, On: Ink} }

// BarredFill is the look of what a comparison does not apply to.
func BarredFill() Fill { return Fill{Colour: Paper, Border: Axis, On: Ink, Decal: hatch(Rule)} }

func stripes(colour string, line, gap int, rotation float64) *Decal {
	return &Decal{Colour: colour, DashX: []int{1, 0}, DashY: []int{line, gap}, Rotation: math.Round(rotation*1e5) / 1e5}
}

// dots stand six units apart, each row in line with the one before.
func dots(colour string) *Decal {
	return &Decal{Symbol: "circle", SymbolSize: 0.9, Colour: colour, DashX: []any{[]int{2, 4}}, DashY: []int{2, 4}}
}

// hatch is a square net: the symbol draws two sides of each mesh.
func hatch(colour string) *Decal {
	return &Decal{
		Symbol: "path://M0,0L6,0L6,1L1,1L1,6L0,6Z", Colour: colour,
		DashX: []any{[]int{6, 0}}, DashY: []int{6, 0}, Rotation: 0.7854,
	}
}
