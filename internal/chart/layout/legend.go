package layout

import (
	"strconv"

	"github.com/segur-tracker/segur/internal/chart/plot"
	"github.com/segur-tracker/segur/internal/chart/spec"
	"github.com/segur-tracker/segur/internal/segur"
)

// Marks are drawn in the page's sizes and scaled with the text beside them.
const (
	markWide   = 26.0
	markHigh   = 14.0
	swatch     = 18.0
	markGap    = 8.0
	itemGap    = 20.0
	pageText   = 14.0 // size of the page's legend
	labelLines = 2
)

// key is the legend set in a width.
type key struct {
	elements []*element // from the origin
	defs     []*element
	height   float64
	short    bool // something did not fit
}

// legend sets the items one after the other, or below each other where listed; those that the
// room does not hold are left out.
func legend(items []spec.LegendItem, f font, room point, listed bool, w widths) key {
	var k key
	scale := f.size / pageText
	x, y, rowHigh := 0.0, 0.0, 0.0
	for i, item := range items {
		mark, markWidth, defs := mark(item, "k"+strconv.Itoa(i+1))
		indent := (markWidth + markGap) * scale
		lines, _ := w.wrap(item.Label, f, room.x-indent, labelLines)
		long := 0.0
		for _, line := range lines {
			long = max(long, w.of(line, f))
		}
		if x > 0 && (listed || x+indent+long > room.x) {
			x, y, rowHigh = 0, y+rowHigh+0.35*f.size, 0
		}
		high := float64(len(lines)) * f.line
		if y+high > room.y {
			k.short = true
			break
		}
		k.defs = append(k.defs, defs...)
		middleY := y + f.line/2
		k.elements = append(k.elements, group(point{x, middleY - markBox(item)/2*scale}, scale, mark...))
		k.elements = append(k.elements, f.block(lines, point{x + indent, y})...)
		x, rowHigh = x+indent+long+itemGap*scale, max(rowHigh, high)
	}
	k.height = y + rowHigh
	return k
}

func isSwatch(item spec.LegendItem) bool {
	switch item.Kind {
	case "state", "carried", "class", "none", "zero", "apart", "barred":
		return true
	}
	return false
}

func markBox(item spec.LegendItem) float64 {
	if isSwatch(item) {
		return swatch
	}
	return markHigh
}

// mark draws the sign of an item as the page does, from the origin.
func mark(item spec.LegendItem, id string) (elements []*element, wide float64, defs []*element) {
	if isSwatch(item) {
		fill := plot.FillOf("")
		switch item.Kind {
		case "state":
			fill = plot.FillOf(item.State)
		case "carried":
			fill = plot.CarriedFillOf(item.State)
		case "class":
			fill = plot.ClassFill(item.Class)
		case "zero":
			fill = plot.ZeroFill()
		case "apart":
			fill = plot.ApartFill()
		case "barred":
			fill = plot.BarredFill()
		}
		elements, defs = filled(fill, item.Kind == "state" && item.State == segur.State(""), id)
		return elements, swatch, defs
	}
	stroke := func(d, colour string, width float64, dashes string) *element {
		e := build("path", "d", d, "fill", "none", "stroke", colour, "stroke-width", format(width))
		if dashes != "" {
			e.set("stroke-dasharray", dashes)
		}
		return e
	}
	dot := func(r float64, fill, line string, width float64) *element {
		return build("circle", "cx", "13", "cy", "7", "r", format(r), "fill", fill, "stroke", line, "stroke-width", format(width))
	}
	switch item.Kind {
	case "stands":
		elements = []*element{stroke("M0 7H26", plot.EdgeOf(item.State), 3, "")}
	case "lapses":
		elements = []*element{stroke("M0 7H26", plot.EdgeOf(item.State), 2, "4 3")}
	case "line":
		elements = []*element{stroke("M0 7H26", brand, 2.5, ""), dot(4, brand, paper, 1.5)}
	case "gap":
		elements = []*element{stroke("M0 7H26", brand, 1.5, "2 4")}
	case "alternative":
		elements = []*element{dot(4.5, paper, brand, 1.75)}
	case "baseline":
		elements = []*element{build("path", "d", "M13 1L19 7L13 13L7 7Z", "fill", ink)}
	case "target":
		elements = []*element{stroke("M4 7H22", target, 3, "")}
	case "expected":
		elements = []*element{stroke("M13 1V13", axis, 2, "")}
	case "pace":
		elements = []*element{stroke("M0 7H26", target, 1.25, "5 4")}
	default:
		elements = []*element{stroke("M0 7H26", axis, 1, "")}
	}
	return elements, markWide, nil
}

// filled draws the swatch of a fill: its colour, its pattern and the outline that the page gives.
func filled(f plot.Fill, dashed bool, id string) (elements, defs []*element) {
	inset := 0.0
	if f.Open != "" && f.Border == paper {
		inset = 4
	}
	square := func(fill string) *element {
		return build("rect", "x", format(inset), "y", format(inset), "width", format(swatch-2*inset), "height", format(swatch-inset), "rx", "2", "fill", fill)
	}
	elements = []*element{square(f.Colour)}
	if f.Decal != nil {
		defs = []*element{pattern(f, id)}
		elements = append(elements, square("url(#"+id+")"))
	}
	if f.Open != "" {
		return append(elements, build("path", "d", "M1 18V1H17V18", "fill", "none", "stroke", f.Open, "stroke-width", "2")), defs
	}
	if f.Border != paper {
		outline := build("rect", "x", "0.5", "y", "0.5", "width", format(swatch-1), "height", format(swatch-1), "rx", "1.5", "fill", "none", "stroke", f.Border)
		if dashed {
			outline.set("stroke", f.Decal.Colour)
			outline.set("stroke-dasharray", "3 3")
		}
		elements = append(elements, outline)
	}
	return elements, defs
}

// pattern is the page's sign of a state, which a swatch of 18 units shows better than a cut-out
// of the drawing's.
func pattern(f plot.Fill, id string) *element {
	tile := func(size float64, turn string, shapes ...*element) *element {
		e := build("pattern", "id", id, "width", format(size), "height", format(size), "patternUnits", "userSpaceOnUse")
		if turn != "" {
			e.set("patternTransform", turn)
		}
		e.children = shapes
		return e
	}
	bar := func(thick, long float64) *element {
		return build("rect", "x", "0", "y", "0", "width", format(thick), "height", format(long), "fill", f.Decal.Colour)
	}
	switch f.Colour {
	case plot.FillOf(segur.DoneModified).Colour:
		return tile(6, "rotate(-45)", bar(2, 6))
	case plot.FillOf(segur.Preparing).Colour, plot.CarriedFillOf(segur.Preparing).Colour:
		return tile(6.2, "rotate(45)", bar(1.2, 6.2))
	case plot.FillOf(segur.Suspended).Colour:
		return tile(6, "translate(4 0)", bar(2, 6))
	case plot.CarriedFillOf(segur.Suspended).Colour:
		return tile(6, "translate(5 0)", bar(1, 6))
	case plot.BarredFill().Colour:
		if f.Decal.Colour == plot.BarredFill().Decal.Colour {
			return tile(5, "rotate(45)", bar(1.5, 5))
		}
	case plot.FillOf(segur.Abandoned).Colour:
		return tile(5, "rotate(45)", bar(1, 5), build("rect", "x", "0", "y", "0", "width", "5", "height", "1", "fill", f.Decal.Colour))
	}
	return tile(6, "", build("circle", "cx", "3", "cy", "3", "r", "0.95", "fill", f.Decal.Colour))
}
