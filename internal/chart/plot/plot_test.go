package plot

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

func TestScaleCoversItsValues(t *testing.T) {
	t.Parallel()
	dice := rand.New(rand.NewPCG(3, 4))
	for range 2000 {
		decimals := dice.IntN(4)
		high := math.Round(math.Pow(10, dice.Float64()*9-2)*1000) / 1000
		low := -high * dice.Float64() * float64(dice.IntN(2))
		s := NewScale(decimals, high, low)
		ticks := s.Ticks()
		if s.Min > low || s.Max < high || s.Min > 0 || len(ticks) < 2 || len(ticks) > maxHairlines+3 {
			t.Fatalf("%v…%v: %+v, ticks %v", low, high, s, ticks)
		}
		if x := s.Step * math.Pow10(decimals); math.Abs(x-math.Round(x)) > 1e-6 {
			t.Fatalf("step %v is finer than %d decimals", s.Step, decimals)
		}
	}
}

func TestScaleOfNothing(t *testing.T) {
	t.Parallel()
	if s := NewScale(0); s.Min != 0 || s.Max != 1 || s.Step != 1 {
		t.Errorf("%+v", s)
	}
}

func TestKnownScales(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ high, max, step float64 }{{3000, 3000, 1000}, {724, 800, 200}, {33, 40, 10}, {4, 4, 1}, {3, 3, 1}, {100, 100, 20}, {468400, 500000, 100000}} {
		if s := NewScale(0, c.high); s.Max != c.max || s.Step != c.step {
			t.Errorf("%v: %+v, want %v by %v", c.high, s, c.max, c.step)
		}
	}
}

func TestCutAndWrapStayInside(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "court", "Définir une nouvelle politique d’investissement", strings.Repeat("x", 500), strings.Repeat("mot ", 200), "日本語の長い見出しです"} {
		if got := Cut(text, 90, 13, true); Width(got, 13, true) > 90 {
			t.Errorf("%q is %v wide", got, Width(got, 13, true))
		}
		lines := Wrap(text, 120, 13, false, 3)
		if len(lines) > 3 {
			t.Errorf("%d lines of %q", len(lines), text)
		}
		for _, line := range lines {
			if Width(line, 13, false) > 120 {
				t.Errorf("line %q is %v wide", line, Width(line, 13, false))
			}
		}
	}
	if got := strings.Join(Wrap("Un titre qui tient", 500, 13, false, 2), "|"); got != "Un titre qui tient" {
		t.Errorf("a short title was broken: %s", got)
	}
}

func TestCuttingKeepsWordsWhole(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Transformer les métiers et revaloriser ceux qui soignent":        "Transformer les métiers et revaloriser ceux qui…",
		"Maisons de santé (MSP) ouvertes":                                 "Maisons de santé (MSP) ouvertes",
		"Anticonstitutionnellement écrit sans une seule espace insécable": "Anticonstitutionnellement écrit sans une…",
	} {
		room := Width(want, 13, true) + 12
		if got := Cut(text, room, 13, true); got != want {
			t.Errorf("%q in %.0f: %q", text, room, got)
		}
	}
	if got := Cut("Anticonstitutionnellement", 90, 13, true); got == Ellipsis || len(got) < 8 {
		t.Errorf("a long word alone: %q", got)
	}
}

func TestOneLineTakesOutWhatTurnsText(t *testing.T) {
	t.Parallel()
	if got := OneLine(" a\nb\t\u202ec\x00\u2066d "); got != "a b cd" {
		t.Errorf("%q", got)
	}
}

// TestLabelsDoNotOverlap places labels around random points: those that are placed without a
// must cover neither each other nor a point.
func TestLabelsDoNotOverlap(t *testing.T) {
	t.Parallel()
	dice := rand.New(rand.NewPCG(5, 6))
	for range 200 {
		p := NewPlacer(Box{0, 0, 600, 300})
		var points []Point
		for range 15 {
			at := Point{dice.Float64() * 600, dice.Float64() * 300}
			points = append(points, at)
			p.BlockDot(at, 5)
		}
		p.Trace(points...)
		var placed []Box
		for _, at := range points {
			w, ok := p.Place(Ask{Word: Word{Text: "1 234", Size: 13}, Near: at, Gap: 6})
			if !ok {
				continue
			}
			b := p.words[len(p.words)-1]
			if b.X < 0 || b.Y < 0 || b.X+b.W > 600 || b.Y+b.H > 300 {
				t.Fatalf("label %v outside", w)
			}
			for _, other := range placed {
				if b.X < other.X+other.W && other.X < b.X+b.W && b.Y < other.Y+other.H && other.Y < b.Y+b.H {
					t.Fatalf("labels %v and %v overlap", b, other)
				}
			}
			placed = append(placed, b)
		}
		if len(placed) < 5 {
			t.Fatalf("only %d labels of 15 found a place", len(placed))
		}
	}
}

func TestOptionIsPureData(t *testing.T) {
	t.Parallel()
	c := NewCanvas(100, 50)
	c.Overlay().Words([]Word{{Text: `</script><b>"{a|b}`, Align: "left", Size: 13, Colour: Ink}})
	option, err := Option(c)
	if err != nil || !json.Valid(option) || strings.ContainsAny(string(option), "<>") || strings.Contains(string(option), "null") {
		t.Errorf("%v: %s", err, option)
	}
}

// TestLabelsStandNearestTheirOwnMark puts marks so close that one label must go, and holds that the
// last one, which must stay, is beside its mark and crosses a line rather than hang far over it.
func TestLabelsStandNearestTheirOwnMark(t *testing.T) {
	t.Parallel()
	p := NewPlacer(Box{0, 0, 300, 200})
	marks := []Point{{100, 100}, {103, 97}, {106, 94}, {109, 91}, {112, 88}}
	for _, at := range marks {
		p.BlockDot(at, 4)
	}
	p.Trace(Point{60, 160}, marks[0], marks[4], Point{200, 20})
	printed := 0
	for i, at := range marks {
		w, ok := p.Place(Ask{Word: Word{Text: "1 889", Size: 12}, Near: at, Gap: 7})
		if !ok {
			continue
		}
		printed++
		wide, high := Width(w.Text, w.Size, false)+2, w.Size*1.2
		box := Box{w.At.X, w.At.Y - high/2, wide, high}
		switch w.Align {
		case "center":
			box.X -= wide / 2
		case "right":
			box.X -= wide
		}
		for j, other := range marks {
			if j != i && box.distance(other) < box.distance(at)-0.5 {
				t.Errorf("the label of mark %d stands nearer to mark %d", i, j)
			}
		}
	}
	if printed == 0 || printed == len(marks) {
		t.Errorf("%d labels are printed", printed)
	}
	last, ok := p.Place(Ask{Word: Word{Text: "3 000", Size: 14}, Near: Point{200, 20}, Gap: 8, Must: true})
	if !ok || last.At.Y < 0 || last.At.Y > 45 {
		t.Errorf("the last label stands at %v", last.At)
	}
}
