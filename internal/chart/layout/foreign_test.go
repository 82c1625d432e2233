package layout

import (
	"errors"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/chart/spec"
	"github.com/segur-tracker/segur/internal/locale"
)

// wideFont are the widths of the letters of a wide font, in em: regular, then bold.
type wideFont map[rune][2]float64

func readWideFont(t *testing.T) wideFont {
	t.Helper()
	f := wideFont{}
	for line := range strings.Lines(string(built(t, "testdata/wide.tsv"))) {
		cells := strings.Split(strings.TrimSpace(line), "\t")
		if len(cells) != 3 {
			continue
		}
		code, err := strconv.ParseInt(cells[0], 16, 32)
		regular, err1 := strconv.ParseFloat(cells[1], 64)
		bold, err2 := strconv.ParseFloat(cells[2], 64)
		if err := errors.Join(err, err1, err2); err != nil {
			t.Fatal(err)
		}
		f[rune(code)] = [2]float64{regular / 1000, bold / 1000}
	}
	if len(f) < 200 {
		t.Fatalf("only %d letters are known", len(f))
	}
	return f
}

func (f wideFont) of(t *testing.T, text string, bold bool) (em float64) {
	t.Helper()
	side := 0
	if bold {
		side = 1
	}
	for _, r := range text {
		if _, known := f[r]; !known {
			t.Fatalf("the width of %q is not known", r)
		}
		em += f[r][side]
	}
	return em
}

// spread is a text as a program without our font prints it.
type spread struct {
	text          string
	size          float64
	x0, x1, y, w0 float64
}

// spreadOut returns the texts of a picture in the wide font, for a program that knows no textLength, and its width.
func spreadOut(t *testing.T, file string) (texts []spread, wide float64) {
	t.Helper()
	letters := readWideFont(t)
	root, err := parseTree(file)
	if err != nil {
		t.Fatal(err)
	}
	top := root.children[0]
	walk(top, func(e *element, x, y, scale float64) {
		if e.name != "text" || strings.HasPrefix(e.get("transform"), "matrix") || strings.TrimSpace(e.text) == "" {
			return
		}
		if e.get("textLength") == "" || e.get("lengthAdjust") != "spacingAndGlyphs" {
			t.Errorf("%q has no length of its own", e.text)
		}
		size := e.number("font-size") * scale
		long := letters.of(t, e.text, parse(e.get("font-weight")) >= 600) * size
		at := x + e.number("x")*scale
		switch e.get("text-anchor") {
		case "middle":
			at -= long / 2
		case "end":
			at -= long
		}
		texts = append(texts, spread{e.text, size, at, at + long, y + e.number("y")*scale, long})
	})
	return texts, numbers(top.get("viewBox"))[2]
}

// TestNoTextRunsOffInAnotherFont sets each picture in a font a tenth wider than ours, and more in bold: what programs take
// that know neither our font nor the length of a text.
func TestNoTextRunsOffInAnotherFont(t *testing.T) {
	t.Parallel()
	for _, name := range charts() {
		texts, wide := spreadOut(t, compose(t, drawings(t, name, "wide"), text(t, name), Natural, Light))
		if len(texts) < 8 {
			t.Errorf("%s has %d texts", name, len(texts))
		}
		for _, one := range texts {
			if one.x0 < -0.5 || one.x1 > wide+0.5 {
				t.Errorf("%s: %q reaches from %.0f to %.0f of %.0f", name, one.text, one.x0, one.x1, wide)
			}
		}
	}
}

// TestANumberKeepsClearOfItsUnit prints a number alone in that font: its unit stands behind it, and not in it.
func TestANumberKeepsClearOfItsUnit(t *testing.T) {
	t.Parallel()
	said := text(t, "indicateur-lad-beds")
	said.Lone = &spec.Lone{Cell: spec.Cell{Text: "183", After: "\u00a0€"}, When: "en 2021, valeur", Also: locale.Plain("Par mois.")}
	said.Legend = nil
	texts, wide := spreadOut(t, compose(t, nil, said, Natural, Light))
	for i, one := range texts {
		if one.text != "183" {
			continue
		}
		unit := texts[i+1]
		if unit.text != "€" || unit.x0 < one.x1 || math.Abs(unit.y-one.y) > 0.5 || unit.x1 > wide {
			t.Errorf("%q ends at %.0f, %q stands at %.0f", one.text, one.x1, unit.text, unit.x0)
		}
		return
	}
	t.Error("the number is not printed")
}
