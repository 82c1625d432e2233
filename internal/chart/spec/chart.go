package spec

import (
	"encoding/json"
	"slices"
	"time"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart/plot"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// Chart is what is drawn, with everything that says the same in words.
type Chart struct {
	Name        string // "avancement", "indicateur-msp-count"
	Lang        locale.Lang
	Title       locale.Phrase // what it shows, a computed sentence with figures
	Subtitle    string        // what is counted, unit, territory, dates
	Alt         locale.Phrase // complete enough to replace the picture
	Wide        Drawing       // zero when a picture would add nothing to the number
	Lone        *Lone         // that number, nil beside a drawing and where there is none
	Narrow      Drawing
	Legend      []LegendItem // may be empty
	NamesParts  bool         // the wide drawing names its own parts: only the narrow one needs Legend
	Table       Table
	Places      []Place  // of a map, by which its regions are pointed at; nil for any other chart
	Sources     []string // ids of the documents that the picture rests on, in order of first use
	Latest      string   // the time of the newest counted figure of the picture, "" where it holds promises or states alone
	Interactive bool     // false when hydrating adds nothing
	newest      time.Time
}

// Lone is the number that stands where a chart has nothing to draw.
type Lone struct {
	Cell
	When string        // its time and nature: "décembre 2020, valeur"
	Also locale.Phrase // competing figures, targets and warnings, nil for none
}

// Drawing is one drawn size: units of the viewBox, and the ECharts option, which is pure data.
type Drawing struct {
	Width, Height int
	Option        json.RawMessage
}

// LegendItem explains one sign of the picture. Kind is "state" (State says which), "carried" (the
// same, from an earlier year), "stands" and "lapses" (lines of years without
// a document), "line", "gap", "alternative", "baseline", "target", "pace", "expected", or on maps "class" (Class says
// which), "zero", "apart" and "barred", regions whose figure does not compare or cannot be compared, and "none", the
// regions without a figure.
type LegendItem struct {
	Kind  string
	State segur.State
	Class int `json:",omitempty"` // from 1, the lowest, to plot.Classes
	Label string
}

// Place is where a region lies on both drawings of a map, and what is said of it. A box without an extent is a
// point inside the outline; a box with one holds all outlines of the region, and no other.
type Place struct {
	Region string `json:"region"` // INSEE code
	Name   string `json:"name"`
	Says   string `json:"says"`
	Wide   [4]int `json:"wide"` // left, top, width, height, in units of the drawing
	Narrow [4]int `json:"narrow"`
}

// Table holds the figures of a picture. The header of each row is its first column.
type Table struct {
	Caption string
	Columns []Column // the row header's column included
	Rows    []Row
}

// Column heads a column; Numeric ones align right.
type Column struct {
	Label   string
	Numeric bool
}

// Row is a line of a table; Cells are those after the header.
type Row struct {
	Header string
	Cells  []Cell
}

// Cell is text, or a figure when Value holds its dataset form. A unit that stands in front of
// the number ("€") is part of Text.
type Cell struct {
	Text   string
	Value  string // "1889"; "" for text
	After  string // unit behind it, with its space
	Source string // id of the document, "" where several stand behind the figure
	Of     string // what it is a figure of, as in locale.Figure
	// Standing is the state that the cell says, the zero Standing for any other cell.
	Standing segur.Standing
}

// Size is one of the two sizes every chart is drawn for, with its text sizes.
type Size struct {
	Width       int
	Narrow      bool
	Text, Small float64
}

// Wide is the size for columns of a page, Narrow the one for phones.
func Wide() Size { return Size{Width: 720, Text: 14, Small: 13} }

// Narrow is the size for phones.
func Narrow() Size { return Size{Width: 350, Narrow: true, Text: 13, Small: 12} }

// Pick returns one value per size.
func (z Size) Pick(wide, narrow float64) float64 {
	if z.Narrow {
		return narrow
	}
	return wide
}

// Draw makes both drawings with the same code.
func (f *Chart) Draw(build func(Size) *plot.Canvas) error {
	for _, z := range []Size{Wide(), Narrow()} {
		canvas := build(z)
		option, err := plot.Option(canvas)
		if err != nil {
			return err
		}
		drawing := Drawing{int(canvas.W), int(canvas.H), option}
		if z.Narrow {
			f.Narrow = drawing
		} else {
			f.Wide = drawing
		}
	}
	return nil
}

// Counts notes a counted figure that the picture shows: Latest tells the newest of them.
func (f *Chart) Counts(value segur.Value, s *catalog.Series, v *Voice) {
	if end := value.Period.End(); f.Latest == "" || end.After(f.newest) {
		f.Latest, f.newest = v.Period(value, s), end
	}
}

// Cite adds documents, each once.
func (f *Chart) Cite(ids ...string) {
	for _, id := range ids {
		if id != "" && !slices.Contains(f.Sources, id) {
			f.Sources = append(f.Sources, id)
		}
	}
}
