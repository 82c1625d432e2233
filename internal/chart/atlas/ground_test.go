package atlas

import (
	"encoding/json"
	"math"
	"os"
	"slices"
	"testing"

	"github.com/segur-tracker/segur/internal/chart/plot"
	"github.com/segur-tracker/segur/internal/chart/spec"
)

// outline is a region of the file that the chart bundle carries.
type outline struct {
	Properties struct{ Code string }
	Geometry   struct {
		Type        string
		Coordinates json.RawMessage
	}
}

func outlines(t *testing.T) map[string][][][2]float64 {
	t.Helper()
	b, err := os.ReadFile("../../../assets/geo/regions.geojson")
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Features []outline }
	if err := json.Unmarshal(b, &file); err != nil {
		t.Fatal(err)
	}
	rings := map[string][][][2]float64{}
	for _, f := range file.Features {
		var many [][][][2]float64
		if f.Geometry.Type == "Polygon" {
			many = make([][][][2]float64, 1)
			err = json.Unmarshal(f.Geometry.Coordinates, &many[0])
		} else {
			err = json.Unmarshal(f.Geometry.Coordinates, &many)
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, polygon := range many {
			rings[f.Properties.Code] = append(rings[f.Properties.Code], polygon...)
		}
	}
	return rings
}

func bounds(rings [][][2]float64) plot.Box {
	low, high := [2]float64{math.Inf(1), math.Inf(1)}, [2]float64{math.Inf(-1), math.Inf(-1)}
	for _, ring := range rings {
		for _, p := range ring {
			for i := range p {
				low[i], high[i] = math.Min(low[i], p[i]), math.Max(high[i], p[i])
			}
		}
	}
	return plot.Box{X: low[0], Y: low[1], W: high[0] - low[0], H: high[1] - low[1]}
}

// holds reports whether a point lies within rings, by the crossings of a ray.
func holds(rings [][][2]float64, x, y float64) bool {
	in := false
	for _, ring := range rings {
		for i, a := range ring {
			b := ring[(i+len(ring)-1)%len(ring)]
			if (a[1] > y) != (b[1] > y) && x < (b[0]-a[0])*(y-a[1])/(b[1]-a[1])+a[0] {
				in = !in
			}
		}
	}
	return in
}

// TestGroundsAreThoseOfTheOutlines joins the table of regions with the file by code, and demands that
// boxes for text lie within their region.
func TestGroundsAreThoseOfTheOutlines(t *testing.T) {
	t.Parallel()
	rings := outlines(t)
	var inland [][][2]float64
	seen := map[string]bool{}
	for _, g := range grounds() {
		shape := rings[g.code]
		if shape == nil || seen[g.code] {
			t.Fatalf("region %s: no outline, or twice", g.code)
		}
		seen[g.code] = true
		b := bounds(shape)
		if g.overseas {
			if g.width != b.W || g.height != b.H {
				t.Errorf("region %s is %v × %v, drawn as %v × %v", g.code, b.W, b.H, g.width, g.height)
			}
			continue
		}
		inland = append(inland, shape...)
		for _, room := range g.rooms {
			for _, at := range []plot.Point{{X: 0, Y: 0}, {X: 1, Y: 0}, {X: 0, Y: 1}, {X: 1, Y: 1}, {X: 0.5, Y: 0}, {X: 0.5, Y: 1}, {X: 0, Y: 0.5}, {X: 1, Y: 0.5}, {X: 0.5, Y: 0.5}} {
				if x, y := room.X+at.X*room.W, room.Y+at.Y*room.H; g.aside == (plot.Point{}) && !near(shape, x, y) {
					t.Errorf("region %s: %v, %v of the room %v lies outside", g.code, x, y, room)
				}
			}
		}
		for _, p := range []plot.Point{g.aside, g.sea} {
			for code, other := range rings {
				if p != (plot.Point{}) && holds(other, p.X, p.Y) {
					t.Errorf("words of region %s stand on region %s", g.code, code)
				}
			}
		}
	}
	if len(seen) != 18 || len(rings) != 18 {
		t.Errorf("%d regions in the table, %d outlines, want 18", len(seen), len(rings))
	}
	if b := bounds(inland); b != mainland() {
		t.Errorf("the mainland fills %v, not %v", b, mainland())
	}
}

// near is holds but for the width of a pen.
func near(rings [][][2]float64, x, y float64) bool {
	for _, d := range [][2]float64{{0, 0}, {16, 0}, {-16, 0}, {0, 16}, {0, -16}, {12, 12}, {-12, 12}, {12, -12}, {-12, -12}} {
		if holds(rings, x+d[0], y+d[1]) {
			return true
		}
	}
	return false
}

func TestNamesBreakWhereTheyMay(t *testing.T) {
	t.Parallel()
	for name, want := range map[string][]string{
		"Bretagne":                   {"Bretagne"},
		"Centre-Val de Loire":        {"Centre-Val", "de Loire"},
		"Provence-Alpes-Côte d’Azur": {"Provence-", "Alpes-Côte", "d’Azur"},
		"Anticonstitutionnellement":  nil,
		"a b c d e f g h i j k l m n o p q r s t u v w x y z aa bb cc": nil,
		"": nil,
	} {
		if got := broken(name, 72, 12, 3); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
	if z := spec.Wide(); z.Width != 720 {
		t.Errorf("the places of words are made for a drawing of 720, not of %d", z.Width)
	}
}
