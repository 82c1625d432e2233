package layout

import (
	"encoding/base64"
	"errors"
	"math"
	"slices"
	"strings"

	"github.com/segur-tracker/segur/internal/chart/plot"
	"github.com/segur-tracker/segur/internal/chart/spec"
	"github.com/segur-tracker/segur/internal/chart/svg"
)

// Text is everything a picture says beside its drawing, already worded.
type Text struct {
	Title, Subtitle, Alt string
	Legend               []spec.LegendItem
	Lone                 *spec.Lone // the number that stands for a drawing, nil to print Alt
	Source               string     // "Sources : ministère, Assurance maladie"
	Date                 string     // "Dernier chiffre : mai 2025. Publication nº 1 du 21 novembre 2026"
	Licence              string     // "Licence Ouverte 2.0"
	Address              string     // where the chart lives, as a reader types it
	Lang                 string     // "fr" or "en"
}

// thin is the text with the spaces of pictures.
func (t Text) thin() Text {
	for _, text := range []*string{&t.Title, &t.Subtitle, &t.Alt, &t.Source, &t.Date, &t.Licence} {
		*text = plot.Thin(*text)
	}
	t.Legend = slices.Clone(t.Legend)
	for i := range t.Legend {
		t.Legend[i].Label = plot.Thin(t.Legend[i].Label)
	}
	if t.Lone != nil {
		t.Lone = thinLone(*t.Lone)
	}
	return t
}

func thinLone(n spec.Lone) *spec.Lone {
	n.Text, n.After, n.When = plot.Thin(n.Text), plot.Thin(n.After), plot.Thin(n.When)
	n.Also = slices.Clone(n.Also)
	for i := range n.Also {
		n.Also[i].Text = plot.Thin(n.Also[i].Text)
	}
	return &n
}

// Fonts measure the text and, where files are given, stand inside the picture.
type Fonts struct {
	Measurer      *svg.Measurer
	Regular, Bold []byte // WOFF2; nil to carry none
}

// fontFamily is what the whole picture is printed in.
const fontFamily = "Inter, Helvetica, Arial, sans-serif"

var errFonts = errors.New("a picture cannot be laid out without a measurer of text")

// Compose returns the SVG file of a chart at a size, in a theme. Of several drawings it takes the
// one that can be read best; without any it prints the number that stands alone, else Alt. Nothing is
// cut but texts that no size holds, and these show an ellipsis.
func Compose(drawings []Drawing, t Text, size Size, theme Theme, f Fonts) ([]byte, error) {
	if f.Measurer == nil {
		return nil, errFonts
	}
	t = t.thin()
	// Programs that paint an SVG file may take another font in the place of ours: no line may run past the edge then. PNG files
	// are painted here.
	w := widths{m: f.Measurer, kept: map[measured]float64{}, foreign: size == Natural}
	var sketches []sketch
	for _, d := range drawings {
		s, err := read(d, w)
		if err != nil {
			return nil, err
		}
		sketches = append(sketches, s)
	}
	format := size.format()
	if w.foreign {
		for _, s := range sketches {
			format.wide = math.Max(format.wide, math.Ceil(s.bounds.wide()+2*format.margin))
		}
	}
	composed := layOut(format, sketches, t, w)
	if w.foreign {
		fix(composed.elements, widths{m: f.Measurer, kept: map[measured]float64{}})
	}
	return composed.write(t, theme, f), nil
}

// composition is a picture laid out, in its own units.
type composition struct {
	wide, high float64
	density    float64 // pixels of a unit
	elements   []*element
	defs       []*element
}

func (s composition) write(t Text, theme Theme, f Fonts) []byte {
	var b strings.Builder
	paints := theme.paints()
	root := build("svg", "xmlns", "http://www.w3.org/2000/svg", "role", "img", "aria-labelledby", "titre", "aria-describedby", "description",
		"lang", t.Lang, "viewBox", "0 0 "+format(s.wide)+" "+format(s.high),
		"width", format(s.wide*s.density), "height", format(s.high*s.density), "font-family", fontFamily)
	title, description := build("title", "id", "titre"), build("desc", "id", "description")
	title.text, description.text = oneText(t.Title), oneText(t.Alt)
	root.children = append(root.children, title, description)
	if len(f.Regular) > 0 && len(f.Bold) > 0 {
		style := build("style")
		style.text = face(f.Regular, "400") + face(f.Bold, "700")
		root.children = append(root.children, style)
	}
	if len(s.defs) > 0 {
		defs := build("defs")
		defs.children = s.defs
		root.children = append(root.children, defs)
	}
	root.children = append(root.children, build("rect", "width", format(s.wide), "height", format(s.high), "fill", paper))
	root.children = append(root.children, s.elements...)
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n")
	root.write(&b, paints)
	b.WriteString("\n")
	return []byte(b.String())
}

// oneText makes of nothing a name that is no empty one.
func oneText(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == '\n' || r == ' ' }), " ")
}

// face is written without quotation marks, which XML would have to escape.
func face(file []byte, weight string) string {
	return "@font-face{font-family:Inter;font-weight:" + weight + ";src:url(data:font/woff2;base64," + base64.StdEncoding.EncodeToString(file) + ") format(woff2)}"
}

// Pixels returns the width of the PNG file of a size, and its height, 0 for as high as needed.
func (s Size) Pixels() (wide, high int) {
	f := s.format()
	return int(math.Round(f.wide * f.density)), int(math.Round(f.high * f.density))
}
