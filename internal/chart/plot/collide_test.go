package plot

import (
	"fmt"
	"testing"
)

// wordBox is what a label covers.
func wordBox(w Word) Box {
	width, height := Width(w.Text, w.Size, w.Bold), w.Size*1.1
	b := Box{w.At.X, w.At.Y - height/2, width, height}
	switch w.Align {
	case "center":
		b.X -= width / 2
	case "right":
		b.X -= width
	}
	return b
}

// around are values at a mark, just above and just below it, and a little further off.
func around(mark float64) []float64 {
	list := []float64{mark}
	for _, step := range []float64{0.001, 0.01, 0.03, 0.08, 0.2} {
		list = append(list, mark*(1+step), mark*(1-step))
	}
	return list
}

// TestLastFigureIsReadable draws lines that end at each of their marks, just above and just below it, on a page, on a phone and in a
// picture: the last value is printed, no label covers another, and the target is named beside it.
func TestLastFigureIsReadable(t *testing.T) {
	t.Parallel()
	drawn, unnamed := 0, 0
	for _, size := range []struct {
		wide, high  int
		text, small float64
		target      string
	}{{760, 390, 13, 12, "Objectif : 1 000, fin 2027"}, {360, 340, 13, 12, "Objectif : 1 000"}, {300, 340, 14, 13, "Objectif : 1 000"}} {
		for _, start := range []float64{73, 900, 1000} {
			for _, before := range append(around(1000), 400) {
				for _, last := range append(around(1000), around(start)...) {
					for _, when := range []float64{2026.4, 2026.8, 2027.99} {
						base := Instant{Year: 2020.99, Value: start, Label: "Départ : " + fmt.Sprint(start), Baseline: true}
						line := []Instant{base, {Year: 2023.5, Value: (start + before) / 2, Label: "500"}, {Year: when - 0.35, Value: before, Label: "999"}, {Year: when, Value: last, Label: "1 000"}}
						d := &timeline{Timeline: Timeline{
							Width: size.wide, Height: size.high, Text: size.text, Small: size.small, Format: "number:fr:0:count", Observed: line,
							Alternatives: []Instant{{Year: when - 0.1, Value: last * 0.98, Label: "980"}},
							Targets:      []Instant{{Year: 2024.99, Value: 600, Label: "600"}, {Year: 2027.99, Value: 1000, Label: size.target}},
							Pace:         []Point{{2020.99, start}, {2027.99, 1000}}, Moment: &Moment{2020.55, []string{"21 juillet 2020", "annonce du Ségur"}},
						}, canvas: NewCanvas(size.wide, size.high)}
						d.measure()
						d.lines(d.frame(), d.canvas.Overlay())
						d.marks(d.canvas.Overlay())
						d.labels()
						drawn++
						where := fmt.Sprintf("%d px, %v, %v then %v at %v", size.wide, start, before, last, when)
						if d.words[0].Text != "1 000" || d.words[0].Size != size.text+3 {
							t.Fatalf("%s: the first label is %+v", where, d.words[0])
						}
						named := false
						for i, w := range d.words {
							named = named || w.Text == size.target
							if b := wordBox(w); b.X < -1 || b.Y < -1 || b.X+b.W > float64(size.wide)+1 || b.Y+b.H > float64(size.high)+1 {
								t.Fatalf("%s: %q stands outside: %+v", where, w.Text, b)
							}
							for _, other := range d.words[:i] {
								if wordBox(w).meets(wordBox(other)) {
									t.Fatalf("%s: %q covers %q", where, w.Text, other.Text)
								}
							}
						}
						if !named {
							unnamed++
						}
					}
				}
			}
		}
	}
	t.Logf("%d lines, %d without the words of their target", drawn, unnamed)
	if unnamed > 0 {
		t.Errorf("%d of %d drawings do not name their target", unnamed, drawn)
	}
}
