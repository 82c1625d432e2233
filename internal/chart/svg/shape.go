package svg

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// What the engine writes for its commonest shapes.
var (
	circle   = regexp.MustCompile(`^M(-?[\d.]+) (-?[\d.]+)A([\d.]+) ([\d.]+) 0 1 1 (-?[\d.]+) (-?[\d.]+)(?:A[^A]*)?Z?$`)
	box      = regexp.MustCompile(`^M(-?[\d.]+) (-?[\d.]+)l(-?[\d.]+) 0l0 (-?[\d.]+)l-?[\d.]+ 0Z$`)
	scaling  = regexp.MustCompile(`^matrix\((-?[\d.e-]+),0,0,(-?[\d.e-]+),(-?[\d.e-]+),(-?[\d.e-]+)\)$`)
	shifting = regexp.MustCompile(`^translate\((-?[\d.e-]+) (-?[\d.e-]+)\)$`)
	decimal  = regexp.MustCompile(`-?\d*\.\d+(?:e-?\d+)?`)
)

// simplify turns paths into circles and rectangles where they are, drops what cannot be seen
// and rounds the rest: pictures stand in pages, so their bytes count.
func simplify(nodes []*node) []*node {
	var kept []*node
	for _, n := range nodes {
		n.children = simplify(n.children)
		if n.name == "path" {
			n.asCircle()
			n.asBox()
		}
		n.round()
		if n.name == "pattern" {
			n.prune()
		}
		if !n.invisible() {
			kept = append(kept, n)
		}
	}
	return kept
}

func (n *node) invisible() bool {
	switch n.name {
	case "path", "rect", "circle", "line", "polyline", "polygon":
		fill, stroke := n.get("fill"), n.get("stroke")
		return (fill == "none" || fill == "transparent") && (stroke == "" || stroke == "none" || stroke == "transparent")
	case "text":
		return strings.TrimSpace(n.text) == "" && len(n.children) == 0
	case "g", "defs":
		return len(n.children) == 0
	}
	return false
}

// nearly is how far from its start a full turn may end: the engine rounds to a tenth.
const nearly = 0.11

// asCircle rewrites a full turn, scaled or not; a scaled outline is scaled with it.
func (n *node) asCircle() {
	c := circle.FindStringSubmatch(n.get("d"))
	if c == nil || c[3] != c[4] || math.Abs(number(c[1])-number(c[5])) > nearly || math.Abs(number(c[2])-number(c[6])) > nearly {
		return
	}
	r := number(c[3])
	x, y, scale := number(c[1])-r, number(c[2]), 1.0
	if transform := n.get("transform"); transform != "" {
		m := scaling.FindStringSubmatch(transform)
		if m == nil || m[1] != m[2] {
			return
		}
		scale = number(m[1])
		x, y = x*scale+number(m[3]), y*scale+number(m[4])
		n.unscale(scale)
	}
	n.name = "circle"
	n.drop("d", "transform")
	n.set("cx", text(x))
	n.set("cy", text(y))
	n.set("r", text(r*scale))
}

// asBox rewrites a rectangle, scaled or not. A scaled outline must scale evenly.
func (n *node) asBox() {
	b := box.FindStringSubmatch(n.get("d"))
	if b == nil {
		return
	}
	x, y, w, h := number(b[1]), number(b[2]), number(b[3]), number(b[4])
	if transform := n.get("transform"); transform != "" {
		m := scaling.FindStringSubmatch(transform)
		if s := shifting.FindStringSubmatch(transform); s != nil {
			m = []string{"", "1", "1", s[1], s[2]}
		}
		if m == nil || (m[1] != m[2] && n.get("stroke") != "") {
			return
		}
		sx, sy := number(m[1]), number(m[2])
		x, y, w, h = x*sx+number(m[3]), y*sy+number(m[4]), w*sx, h*sy
		n.unscale(sx)
	}
	n.name = "rect"
	n.drop("d", "transform")
	n.set("x", text(math.Min(x, x+w)))
	n.set("y", text(math.Min(y, y+h)))
	n.set("width", text(math.Abs(w)))
	n.set("height", text(math.Abs(h)))
}

// prune drops what a pattern draws outside its tile.
func (n *node) prune() {
	width, height := number(n.get("width")), number(n.get("height"))
	var inside func(list []*node) []*node
	inside = func(list []*node) []*node {
		var kept []*node
		for _, c := range list {
			c.children = inside(c.children)
			x, y, w, h := number(c.get("x")), number(c.get("y")), number(c.get("width")), number(c.get("height"))
			if r := number(c.get("r")); c.name == "circle" {
				x, y, w, h = number(c.get("cx"))-r, number(c.get("cy"))-r, 2*r, 2*r
			}
			if (c.name != "rect" && c.name != "circle") || (x < width && y < height && x+w > 0 && y+h > 0) {
				kept = append(kept, c)
			}
		}
		return kept
	}
	n.children = inside(n.children)
}

func (n *node) unscale(factor float64) {
	if width := n.get("stroke-width"); width != "" {
		n.set("stroke-width", text(math.Round(number(width)*factor*100)/100))
	} else if stroke := n.get("stroke"); stroke != "" && stroke != "none" && factor != 1 {
		n.set("stroke-width", text(factor))
	}
}

// round keeps one decimal, more where a scaling transform multiplies what is left.
func (n *node) round() {
	places := 1
	if strings.HasPrefix(n.get("transform"), "matrix") {
		places = 3
	}
	for i, a := range n.attrs {
		switch a.name {
		case "d", "points", "transform", "x", "y", "x1", "x2", "y1", "y2", "width", "height", "patternTransform":
			n.attrs[i].value = rounded(a.value, places)
		case "cx", "cy", "r", "stroke-dasharray":
			n.attrs[i].value = rounded(a.value, 2)
		case "stroke-width", "font-size":
			n.attrs[i].value = rounded(a.value, 2)
		}
	}
	if n.get("y") == "0" && n.name == "text" {
		n.drop("y")
	}
}

func rounded(value string, places int) string {
	return decimal.ReplaceAllStringFunc(value, func(s string) string {
		scale := math.Pow10(places)
		return text(math.Round(number(s)*scale) / scale)
	})
}

func number(s string) float64 {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return 0
	}
	return f
}

func text(f float64) string {
	if f == 0 {
		return "0" // never "-0"
	}
	return strconv.FormatFloat(math.Round(f*1e4)/1e4, 'f', -1, 64)
}

// flat takes bare groups apart, and drops the definitions that have become empty.
func flat(nodes []*node) []*node {
	var kept []*node
	for _, n := range nodes {
		n.children = flat(n.children)
		switch {
		case n.name == "g" && len(n.attrs) == 0:
			kept = append(kept, n.children...)
		case n.name == "defs" && len(n.children) == 0:
		default:
			kept = append(kept, n)
		}
	}
	return kept
}

// names gives every id the picture's prefix and a number of its own: the engine counts its ids
// over its whole life, and two pictures of a page must not share one. References to ids that do
// not exist are dropped.
func names(root *node, prefix string) {
	renamed := map[string]string{}
	root.walk(func(n *node) {
		if id := n.get("id"); id != "" {
			renamed[id] = fmt.Sprintf("%s-%d", prefix, len(renamed)+1)
			n.set("id", renamed[id])
		}
	})
	root.walk(func(n *node) {
		var dangling []string
		for i, a := range n.attrs {
			id, ok := strings.CutPrefix(a.value, "url(#")
			if !ok {
				continue
			}
			if to := renamed[strings.TrimSuffix(id, ")")]; to != "" {
				n.attrs[i].value = "url(#" + to + ")"
			} else {
				dangling = append(dangling, a.name)
			}
		}
		n.drop(dangling...)
	})
}

func (n *node) walk(visit func(*node)) {
	visit(n)
	for _, child := range n.children {
		child.walk(visit)
	}
}
