package layout

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/segur-tracker/segur/internal/chart/svg"
)

// Drawing is a chart at one of its sizes.
type Drawing struct {
	Picture    svg.Picture
	Wide, High int  // units
	NamesParts bool // needs no legend
}

// middle is how far under the middle of its letters a baseline stands, in em of Inter.
const middle = 0.364

// sketch is a drawing taken apart.
type sketch struct {
	elements []*element
	defs     []*element
	bounds   box
	smallest float64 // size of its smallest text, in units; 0 without text
	named    bool
}

var shift = regexp.MustCompile(`^translate\((-?[\d.]+)[ ,](-?[\d.]+)\)$`)

// parseTree reads an SVG file; the nodes of the file are the children of what it returns.
func parseTree(file string) (*element, error) {
	decoder := xml.NewDecoder(strings.NewReader(file))
	root := &element{}
	open := []*element{root}
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return root, nil
		}
		if err != nil {
			return nil, fmt.Errorf("read drawing: %w", err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			e := &element{name: t.Name.Local}
			for _, a := range t.Attr {
				e.attrs = append(e.attrs, attribute{a.Name.Local, a.Value})
			}
			above := open[len(open)-1]
			above.children = append(above.children, e)
			open = append(open, e)
		case xml.CharData:
			if e := open[len(open)-1]; e.name == "text" || e.name == "tspan" {
				e.text += string(t)
			}
		case xml.EndElement:
			open = open[:len(open)-1]
		}
	}
}

// read takes a drawing apart. It keeps no name: the layout has its own.
func read(d Drawing, w widths) (sketch, error) {
	root, err := parseTree(string(d.Picture))
	if err != nil {
		return sketch{}, err
	}
	s := sketch{named: d.NamesParts, bounds: box{0, 0, float64(d.Wide), float64(d.High)}}
	for _, top := range root.children {
		s.take(top.children, w)
	}
	return s, nil
}

func (s *sketch) take(elements []*element, w widths) {
	for _, e := range elements {
		switch e.name {
		case "title", "desc":
		case "defs":
			for _, pattern := range e.children {
				widen(pattern)
			}
			s.defs = append(s.defs, e.children...)
		default:
			for _, plain := range plainText(e) {
				s.elements = append(s.elements, plain)
				if b := extent(plain, w); plain.name == "text" {
					s.bounds = s.bounds.with(b)
				}
			}
			if size := e.number("font-size"); e.name == "text" && (s.smallest == 0 || size < s.smallest) {
				s.smallest = size
			}
		}
	}
}

// widen makes the tile of a stripe longer: one of a single unit is lost by some editors, which
// draw tiles to whole pixels.
func widen(pattern *element) {
	const longer = 24
	if pattern.number("width") != 1 {
		return
	}
	for _, e := range pattern.children {
		if e.name != "rect" || e.number("x") != 0 || e.number("width") != 1 {
			return
		}
	}
	pattern.set("width", format(longer))
	for _, e := range pattern.children {
		e.set("width", format(longer))
	}
}

// plainText rewrites a text for editors that know neither vertical alignment nor the order of
// painting: its baseline is computed, and its halo is a text of its own behind it.
func plainText(e *element) []*element {
	if e.name != "text" {
		return []*element{e}
	}
	y := e.number("y")
	if e.get("dominant-baseline") == "central" {
		y += middle * e.number("font-size")
	}
	x := e.number("x")
	if m := shift.FindStringSubmatch(e.get("transform")); m != nil {
		x, y = x+parse(m[1]), y+parse(m[2])
		e.drop("transform")
	}
	e.drop("dominant-baseline")
	e.set("x", format(x))
	e.set("y", format(y))
	if e.get("paint-order") == "" {
		return []*element{e}
	}
	e.drop("paint-order")
	halo := e.copy()
	halo.set("fill", halo.get("stroke"))
	halo.set("stroke-linejoin", "round")
	for _, name := range []string{"stroke", "stroke-width", "stroke-linejoin"} {
		e.drop(name)
	}
	return []*element{halo, e}
}
