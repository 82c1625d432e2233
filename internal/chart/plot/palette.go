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

// Fill is how a standing looks: colour, pattern, and the ink printed on it.
type Fill struct {
	Colour string
	Border string // outline, Paper where neighbours are kept apart by a gap only
	On     string // text on Colour
	Decal  *Decal // pattern, nil where plain
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
		return Fill{"#14417a", Paper, Surface, nil}
	case segur.DoneModified:
		return Fill{"#2c7150", Paper, Surface, stripes("#bfe3cf", 2, 4, math.Pi/4)}
	case segur.InProgress:
		return Fill{"#7fb0dc", Paper, "#1a2234", nil}
	case segur.Preparing:
		return Fill{"#d5e4f2", Paper, Ink, stripes("#6f9fcb", 1, 6, -math.Pi/4)}
	case segur.NotStarted:
		return Fill{Surface, Axis, Ink, nil}
	case segur.Suspended:
		return Fill{"#f4c15f", Paper, "#1a2232", stripes("#8a5300", 2, 4, math.Pi/2)}
	case segur.Abandoned:
		return Fill{"#a83d22", Paper, Surface, hatch("#f3c3b3")}
	}
	return Fill{Paper, Rule, Muted, dots("#8d8677")}
}

// Classes is how many steps the scale of maps has.
const Classes = 5

// ClassFill returns the look of a class of a map, from 1, the lowest, to Classes. The scale goes by
// lightness, so that it survives greyscale and colour blindness.
func ClassFill(class int) Fill {
	switch class {
	case 1:
		return Fill{"#cddcec", Paper, Ink, nil}
	case 2:
		return Fill{"#a3bfdd", Paper, Ink, nil}
	case 3:
		return Fill{"#719dcb", Paper, Ink, nil}
	case 4:
		return Fill{"#3f6ca4", Paper, Surface, nil}
	}
	return Fill{"#14386b", Paper, Surface, nil}
}

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
