package layout

import (
	"encoding/xml"
	"errors"
	"io"
	"math"
	"regexp"
	"strings"
	"testing"
)

// checkDrawing wants every text of one of the drawings offered.
func checkDrawing(t *testing.T, where string, drawn []Drawing, all string) {
	t.Helper()
	var missing []string
	for _, d := range drawn {
		missing = missing[:0]
		for _, found := range regexp.MustCompile(`<text[^>]*>([^<]+)`).FindAllStringSubmatch(string(d.Picture), -1) {
			var said struct {
				Text string `xml:",chardata"`
			}
			if err := xml.Unmarshal([]byte("<t>"+found[1]+"</t>"), &said); err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(all, said.Text) {
				missing = append(missing, said.Text)
			}
		}
		if len(missing) == 0 {
			return
		}
	}
	t.Errorf("%s: texts of the drawing are lost: %q", where, missing)
}

// checkFile holds the file to plain SVG.
func checkFile(t *testing.T, where, file string) {
	t.Helper()
	ids, references := map[string]bool{}, []string{}
	decoder := xml.NewDecoder(strings.NewReader(file))
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%s: %v", where, err)
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		if !strings.Contains(" svg title desc style defs pattern g rect path circle line polyline polygon text tspan ", " "+start.Name.Local+" ") {
			t.Errorf("%s: element %s", where, start.Name.Local)
		}
		for _, a := range start.Attr {
			switch {
			case start.Name.Local == "pattern" && (a.Name.Local == "width" || a.Name.Local == "height") && parse(a.Value) < 2:
				t.Errorf("%s: a pattern %s %s is lost by some editors", where, a.Value, a.Name.Local)
			case a.Name.Local == "style" || a.Name.Local == "class" || a.Name.Local == "href" || strings.HasPrefix(a.Name.Local, "on") ||
				a.Name.Local == "dominant-baseline" || a.Name.Local == "paint-order":
				t.Errorf("%s: attribute %s", where, a.Name.Local)
			case a.Name.Local == "id" && ids[a.Value]:
				t.Errorf("%s: id %s twice", where, a.Value)
			case a.Name.Local == "id":
				ids[a.Value] = true
			case strings.HasPrefix(a.Value, "url(#"):
				references = append(references, strings.TrimSuffix(strings.TrimPrefix(a.Value, "url(#"), ")"))
			case strings.Contains(a.Value, "url("):
				t.Errorf("%s: %s reaches outside", where, a.Value)
			}
		}
	}
	for _, id := range append(references, "titre", "description") {
		if !ids[id] {
			t.Errorf("%s: nothing has the id %s", where, id)
		}
	}
}

type printedText struct {
	text   string
	pixels float64
	box    box
}

// measurePrinted returns the size in pixels and every text with its place, all in pixels.
func measurePrinted(t *testing.T, where, file string) (box, []printedText) {
	t.Helper()
	w := measure(t)
	root, err := parseTree(file)
	if err != nil {
		t.Fatal(err)
	}
	top := root.children[0]
	canvas := numbers(top.get("viewBox"))
	density := top.number("width") / canvas[2]
	var texts []printedText
	walk(top, func(e *element, x, y, scale float64) {
		if e.name == "text" && !strings.HasPrefix(e.get("transform"), "matrix") {
			b := extent(e, w)
			b = box{x + b.x0*scale, y + b.y0*scale, x + b.x1*scale, y + b.y1*scale}
			texts = append(texts, printedText{e.text, e.number("font-size") * scale * density, b})
			if b.x0 < -0.5 || b.y0 < -0.5 || b.x1 > canvas[2]+0.5 || b.y1 > canvas[3]+0.5 {
				t.Errorf("%s: %q stands outside, at %.0f", where, e.text, b)
			}
		}
	})
	checkOverlaps(t, where, top, texts, w)
	return box{0, 0, top.number("width"), top.number("height")}, texts
}

// walk visits every node of a tree with the place and the scale of its coordinates.
func walk(top *element, visit func(e *element, x, y, scale float64)) {
	var down func(e *element, x, y, scale float64)
	down = func(e *element, x, y, scale float64) {
		if e.name == "g" {
			list := numbers(e.get("transform"))
			x, y = x+list[0]*scale, y+list[1]*scale
			if len(list) == 3 {
				scale *= list[2]
			}
		}
		visit(e, x, y, scale)
		for _, child := range e.children {
			down(child, x, y, scale)
		}
	}
	down(top, 0, 0, 1)
}

// checkOverlaps compares the layout's own lines with each other and with the drawing's; those of
// a drawing are its own business.
func checkOverlaps(t *testing.T, where string, top *element, texts []printedText, w widths) {
	t.Helper()
	own := map[string]bool{}
	for _, e := range top.children {
		if e.name == "text" {
			own[e.text] = true
		}
	}
	for i, a := range texts {
		if !own[a.text] {
			continue
		}
		for j, b := range texts {
			across := math.Min(a.box.x1, b.box.x1) - math.Max(a.box.x0, b.box.x0)
			down := math.Min(a.box.y1, b.box.y1) - math.Max(a.box.y0, b.box.y0)
			if i != j && across > 0.5 && down > 0.5 {
				t.Errorf("%s: %q and %q stand over each other", where, a.text, b.text)
			}
		}
	}
}
