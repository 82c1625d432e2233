package layout

import (
	"math"
	"regexp"
	"strings"
)

// box is a rectangle by two corners.
type box struct{ x0, y0, x1, y1 float64 }

func (b box) wide() float64 { return b.x1 - b.x0 }
func (b box) high() float64 { return b.y1 - b.y0 }

func (b box) with(o box) box {
	return box{math.Min(b.x0, o.x0), math.Min(b.y0, o.y0), math.Max(b.x1, o.x1), math.Max(b.y1, o.y1)}
}

// Letters reach from 0.76 em over the baseline, with accents on capitals, to 0.22 em under it.
const over, under = 0.76, 0.22

// extent is the box around an element of a drawing. Lines are taken without their thickness.
func extent(e *element, w widths) box {
	var points []point
	switch e.name {
	case "text":
		points = textCorners(e, w)
	case "rect":
		points = corners(box{e.number("x"), e.number("y"), e.number("x") + e.number("width"), e.number("y") + e.number("height")})
	case "circle":
		x, y, r := e.number("cx"), e.number("cy"), e.number("r")
		points = corners(box{x - r, y - r, x + r, y + r})
	case "line":
		points = []point{{e.number("x1"), e.number("y1")}, {e.number("x2"), e.number("y2")}}
	case "polyline", "polygon":
		points = pairs(numbers(e.get("points")))
	case "path":
		points = pathPoints(e.get("d"))
	case "g":
		for _, child := range e.children {
			points = append(points, corners(extent(child, w))...)
		}
	}
	return around(points, e.get("transform"))
}

func corners(b box) []point {
	return []point{{b.x0, b.y0}, {b.x1, b.y0}, {b.x0, b.y1}, {b.x1, b.y1}}
}

func textCorners(e *element, w widths) []point {
	size := e.number("font-size")
	width := w.of(e.text, font{size: size, bold: parse(e.get("font-weight")) >= 600})
	x, y := e.number("x"), e.number("y")
	switch e.get("text-anchor") {
	case "middle":
		x -= width / 2
	case "end":
		x -= width
	}
	return corners(box{x, y - over*size, x + width, y + under*size})
}

var (
	numberForm  = regexp.MustCompile(`-?\d*\.?\d+(?:e-?\d+)?`)
	commandForm = regexp.MustCompile(`[A-Za-z][^A-Za-z]*`)
)

func numbers(s string) []float64 {
	var list []float64
	for _, found := range numberForm.FindAllString(s, -1) {
		list = append(list, parse(found))
	}
	return list
}

func pairs(list []float64) []point {
	var points []point
	for i := 0; i+1 < len(list); i += 2 {
		points = append(points, point{list[i], list[i+1]})
	}
	return points
}

// pathPoints returns the ends of a path's pieces and the handles of its curves, which lie
// around it; arcs by their ends, which is enough for the rounded corners that drawings have.
func pathPoints(d string) []point {
	var points []point
	at := point{}
	for _, command := range commandForm.FindAllString(strings.ReplaceAll(d, "e-", "E-"), -1) {
		letter, list := command[0], numbers(command[1:])
		relative := letter >= 'a'
		from := point{}
		if relative {
			from = at
		}
		switch letter | 0x20 {
		case 'h':
			for _, x := range list {
				at = point{from.x + x, at.y}
				points = append(points, at)
			}
			continue
		case 'v':
			for _, y := range list {
				at = point{at.x, from.y + y}
				points = append(points, at)
			}
			continue
		case 'a':
			var ends []float64
			for i := 0; i+6 < len(list); i += 7 {
				ends = append(ends, list[i+5], list[i+6])
			}
			list = ends
		}
		step := map[byte]int{'c': 3, 's': 2, 'q': 2}[letter|0x20]
		for i, p := range pairs(list) {
			p = point{from.x + p.x, from.y + p.y}
			points = append(points, p)
			if step == 0 || (i+1)%step == 0 {
				at = p
				if relative {
					from = p
				}
			}
		}
	}
	return points
}

// around returns the box of points after a transform of the kinds that drawings have.
func around(points []point, transform string) box {
	b := box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	m := matrixOf(transform)
	for _, p := range points {
		x, y := m[0]*p.x+m[2]*p.y+m[4], m[1]*p.x+m[3]*p.y+m[5]
		b = b.with(box{x, y, x, y})
	}
	return b
}

func matrixOf(transform string) [6]float64 {
	list := numbers(transform)
	switch {
	case strings.HasPrefix(transform, "matrix") && len(list) == 6:
		return [6]float64(list)
	case strings.HasPrefix(transform, "translate") && len(list) == 2:
		return [6]float64{1, 0, 0, 1, list[0], list[1]}
	}
	return [6]float64{1, 0, 0, 1, 0, 0}
}
