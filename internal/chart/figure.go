package chart

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart/plot"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// Figure is a chart with everything that says the same in words.
type Figure struct {
	Name        string // "avancement", "indicateur-msp-count"
	Lang        locale.Lang
	Title       locale.Phrase // what it shows, a computed sentence with figures
	Subtitle    string        // what is counted, unit, territory, dates
	Alt         locale.Phrase // complete enough to replace the picture
	Wide        Drawing       // zero when a picture would add nothing to the number
	Narrow      Drawing
	Legend      []LegendItem // may be empty
	NamesParts  bool         // the wide drawing names its own parts: only the narrow one needs Legend
	Table       Table
	Sources     []string // ids of the documents that the picture rests on, in order of first use
	Interactive bool     // false when hydrating adds nothing
}

// Drawing is one drawn size: units of the viewBox, and the ECharts option, which is pure data.
type Drawing struct {
	Width, Height int
	Option        json.RawMessage
}

// LegendItem explains one sign of the picture. Kind is "state" (State says which), "line",
// "gap", "alternative", "baseline", "target", "pace" or "expected".
type LegendItem struct {
	Kind  string
	State segur.State
	Label string
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
}

// indicatorPrefix begins the name of an indicator's chart.
const indicatorPrefix = "indicateur-"

// Names lists every chart of the catalog.
func Names(c *catalog.Catalog) []string {
	names := []string{"avancement", "avancement-par-pilier", "matrice", "objectifs", "investissement"}
	for _, i := range c.Indicators() {
		names = append(names, indicatorPrefix+i.Code)
	}
	return names
}

// Make builds a chart by name, for a page headed by what it shows; an unknown name is a
// segur.Error of CodeNotFound.
func Make(c *catalog.Catalog, name string, l *locale.Localizer) (Figure, error) {
	build := map[string]func(*catalog.Catalog, *voice) (Figure, error){
		"avancement": progress, "avancement-par-pilier": pillarProgress, "matrice": matrix,
		"objectifs": objectives, "investissement": investment,
	}[name]
	if code, ok := strings.CutPrefix(name, indicatorPrefix); ok && c.Indicator(code) != nil {
		build = func(c *catalog.Catalog, v *voice) (Figure, error) {
			v.headed = true
			return indicator(c.Indicator(code), v)
		}
	}
	if build == nil {
		return Figure{}, &segur.Error{Code: segur.CodeNotFound, Message: "no chart " + name, Field: "chart"}
	}
	return finish(name, l, func(v *voice) (Figure, error) { return build(c, v) })
}

// MakeSeries builds the chart of an indicator in one territory, among others: its title always
// names the indicator.
func MakeSeries(s *catalog.Series, l *locale.Localizer) (Figure, error) {
	return finish(indicatorPrefix+s.Indicator.Code, l, func(v *voice) (Figure, error) { return series(s, v) })
}

func finish(name string, l *locale.Localizer, build func(*voice) (Figure, error)) (Figure, error) {
	v := &voice{Localizer: l}
	f, err := build(v)
	if err == nil {
		err = v.err
	}
	if err != nil {
		return Figure{}, fmt.Errorf("chart %s in %s: %w", name, l.Lang(), err)
	}
	f.Name, f.Lang = name, l.Lang()
	return f, nil
}

// size is one of the two sizes every chart is drawn for, with its text sizes.
type size struct {
	width       int
	narrow      bool
	text, small float64
}

func wide() size   { return size{width: 720, text: 14, small: 13} }
func narrow() size { return size{width: 350, narrow: true, text: 13, small: 12} }

// pick returns one value per size.
func (z size) pick(wide, narrow float64) float64 {
	if z.narrow {
		return narrow
	}
	return wide
}

// draw makes both drawings with the same code.
func (f *Figure) draw(build func(size) *plot.Canvas) error {
	for _, z := range []size{wide(), narrow()} {
		canvas := build(z)
		option, err := plot.Option(canvas)
		if err != nil {
			return err
		}
		drawing := Drawing{int(canvas.W), int(canvas.H), option}
		if z.narrow {
			f.Narrow = drawing
		} else {
			f.Wide = drawing
		}
	}
	return nil
}

// cite adds documents, each once.
func (f *Figure) cite(ids ...string) {
	for _, id := range ids {
		if id != "" && !slices.Contains(f.Sources, id) {
			f.Sources = append(f.Sources, id)
		}
	}
}
