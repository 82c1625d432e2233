package layout

import (
	"math"
	"strconv"
	"strings"

	"github.com/segur-tracker/segur/internal/chart/svg"
)

// element is a node of the picture. Colours are the light ones until it is written.
type element struct {
	name     string
	attrs    []attribute
	children []*element
	text     string
}

type attribute struct{ name, value string }

// build makes an element from its name and pairs of attribute names and values.
func build(name string, pairs ...string) *element {
	e := &element{name: name}
	for i := 0; i+1 < len(pairs); i += 2 {
		e.attrs = append(e.attrs, attribute{pairs[i], pairs[i+1]})
	}
	return e
}

func (e *element) get(name string) string {
	for _, a := range e.attrs {
		if a.name == name {
			return a.value
		}
	}
	return ""
}

func (e *element) number(name string) float64 { return parse(e.get(name)) }

func (e *element) set(name, value string) {
	for i, a := range e.attrs {
		if a.name == name {
			e.attrs[i].value = value
			return
		}
	}
	e.attrs = append(e.attrs, attribute{name, value})
}

func (e *element) drop(name string) {
	kept := e.attrs[:0]
	for _, a := range e.attrs {
		if a.name != name {
			kept = append(kept, a)
		}
	}
	e.attrs = kept
}

// copy returns an element with attributes of its own; children are shared.
func (e *element) copy() *element {
	twin := *e
	twin.attrs = append([]attribute{}, e.attrs...)
	return &twin
}

// write prints the element in the colours of a theme.
func (e *element) write(b *strings.Builder, p paints) {
	b.WriteString("<" + e.name)
	for _, a := range e.attrs {
		value := a.value
		if a.name == "fill" || a.name == "stroke" {
			value = p.of(value, e.name == "text")
		}
		b.WriteString(" " + a.name + `="` + svg.Escape(value) + `"`)
	}
	if e.text == "" && len(e.children) == 0 {
		b.WriteString("/>")
		return
	}
	b.WriteString(">" + svg.Escape(e.text))
	for _, child := range e.children {
		child.write(b, p)
	}
	b.WriteString("</" + e.name + ">")
}

// group shifts and scales elements: moved first to the origin from (x, y), then to a place.
func group(to point, scale float64, children ...*element) *element {
	transform := "translate(" + format(to.x) + " " + format(to.y) + ")"
	if scale != 1 {
		transform += " scale(" + strconv.FormatFloat(math.Round(scale*1e5)/1e5, 'f', -1, 64) + ")"
	}
	return &element{name: "g", attrs: []attribute{{"transform", transform}}, children: children}
}

type point struct{ x, y float64 }

// font is one way of writing.
type font struct {
	size, line float64
	bold       bool
	fill       string
}

// print places one line of text by its baseline; anchor is "" or "end".
func (f font) print(text string, at point, anchor string) *element {
	e := build("text", "x", format(at.x), "y", format(at.y), "font-size", format(f.size), "fill", f.fill)
	if f.bold {
		e.set("font-weight", "700")
	}
	if anchor != "" {
		e.set("text-anchor", anchor)
	}
	e.text = text
	return e
}

// fix gives every text the length that it has in our font, which programs that know it keep in any other.
func fix(elements []*element, w widths) {
	for i, e := range elements {
		fix(e.children, w)
		if e.name != "text" || e.text == "" || len(e.children) > 0 {
			continue
		}
		long := w.of(e.text, font{size: e.number("font-size"), bold: parse(e.get("font-weight")) >= 600})
		twin := e.copy() // a drawing is shared
		twin.set("textLength", format(long))
		twin.set("lengthAdjust", "spacingAndGlyphs")
		elements[i] = twin
	}
}

// block places lines below each other from the top y.
func (f font) block(lines []string, at point) []*element {
	var placed []*element
	for i, text := range lines {
		placed = append(placed, f.print(text, point{at.x, at.y + f.baseline() + float64(i)*f.line}, ""))
	}
	return placed
}

// baseline is how far under the top of its line a text stands: Inter's ascent and descent are
// 0.97 and 0.24 em, and share what the line leaves.
func (f font) baseline() float64 { return (f.line + (0.97-0.24)*f.size) / 2 }

func format(f float64) string {
	rounded := math.Round(f*100) / 100
	if rounded == 0 {
		return "0" // never "-0"
	}
	return strconv.FormatFloat(rounded, 'f', -1, 64)
}

func parse(s string) float64 {
	f, err := strconv.ParseFloat(strings.TrimSuffix(s, "px"), 64)
	if err != nil {
		return 0
	}
	return f
}
