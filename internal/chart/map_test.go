package chart_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/chart/plot"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// mapped lists the charts of the seed that have a map.
func mapped(t *testing.T, c *catalog.Catalog) []string {
	t.Helper()
	var names []string
	for _, name := range chart.Names(c) {
		choices, err := chart.ChoicesOf(c, name)
		if err != nil {
			t.Fatal(err)
		}
		if slices.Contains(choices.Kinds, chart.KindMap) {
			names = append(names, name)
		}
	}
	return names
}

// TestMapsJoinEveryRegion demands all eighteen regions in every map, each painted as the legend says,
// with every figure of the table in words, and draws it.
func TestMapsJoinEveryRegion(t *testing.T) {
	t.Parallel()
	c, r := seedCatalog(t), renderer(t)
	names := mapped(t, c)
	if len(names) < 6 || !slices.Contains(names, "indicateur-invr-envelope") {
		t.Fatalf("maps: %v", names)
	}
	for i, name := range names {
		for _, lang := range locale.Langs() {
			f, err := chart.MakeView(c, name, chart.View{Kind: chart.KindMap}, words(t, lang))
			if err != nil {
				t.Fatal(err)
			}
			if f.Interactive || len(f.Sources) == 0 || !strings.Contains(f.Subtitle, "Natural Earth") {
				t.Errorf("%s: interactive %v, sources %v, %s", name, f.Interactive, f.Sources, f.Subtitle)
			}
			for _, row := range f.Table.Rows {
				said := func(c chart.Cell) bool {
					return c.Text != "" && strings.Contains(f.Alt.String(), row.Header+" "+c.Text+c.After)
				}
				if !said(row.Cells[0]) && !said(row.Cells[1]) {
					t.Errorf("%s: %s %s is not in %q", name, row.Header, row.Cells[0].Text, f.Alt)
				}
			}
			for size, d := range drawings(f) {
				checkMap(t, name+" "+size, f, d.Option)
				checkOption(t, name, d.Option)
				checkTexts(t, fmt.Sprint(name, " ", lang, " ", size), d)
				if (i+len(lang))%len(names) > 2 && name != "indicateur-invr-envelope" {
					continue // the maps share their code; a few are drawn
				}
				p, err := r.Picture(context.Background(), request(f, size, d))
				if err != nil {
					t.Fatal(err)
				}
				checkPicture(t, name+" "+size, p)
				if n := strings.Count(string(p), "<path") + strings.Count(string(p), "<rect"); n < 18 {
					t.Errorf("%s %s: %d outlines in the picture", name, size, n)
				}
			}
		}
	}
}

// drawn is what tests read of an option: regions by code and colour, and texts by place.
type drawn struct {
	Series []struct {
		Type, Map string
		Data      []datum
	}
}

type datum struct {
	Name, Text string
	ItemStyle  struct {
		Color, AreaColor string
		Decal            any
	}
	Label struct {
		Align      string
		FontSize   float64
		FontWeight int
	}
	Value any
}

func (d *datum) UnmarshalJSON(b []byte) error {
	type plain datum
	if len(b) > 0 && b[0] != '{' {
		return nil // points of a line have no text
	}
	return json.Unmarshal(b, (*plain)(d))
}

func read(t *testing.T, option json.RawMessage) drawn {
	t.Helper()
	var d drawn
	if err := json.Unmarshal(option, &d); err != nil {
		t.Fatal(err)
	}
	return d
}

// checkMap demands eighteen regions, outlines or squares, each painted in a way that the legend explains.
func checkMap(t *testing.T, where string, f chart.Chart, option json.RawMessage) {
	t.Helper()
	looks, codes, squares := map[string]bool{}, map[string]bool{}, 0
	for _, s := range read(t, option).Series {
		for _, region := range s.Data {
			switch s.Type {
			case "map":
				codes[region.Name] = true
			case "bar":
				squares++
			default:
				continue
			}
			looks[region.ItemStyle.AreaColor+region.ItemStyle.Color+fmt.Sprint(region.ItemStyle.Decal)] = true
		}
	}
	if len(codes)+squares != 18 {
		t.Errorf("%s: %d regions and %d squares", where, len(codes), squares)
	}
	if len(looks) != len(f.Legend) {
		t.Errorf("%s: %d looks for a legend of %d", where, len(looks), len(f.Legend))
	}
}

// checkTexts demands that no text written on the drawing covers another one or leaves the drawing.
func checkTexts(t *testing.T, where string, d chart.Drawing) {
	t.Helper()
	type placed struct {
		plot.Box
		text string
	}
	var all []placed
	for _, s := range read(t, d.Option).Series {
		for _, item := range s.Data {
			at, ok := item.Value.([]any)
			if s.Type != "scatter" || item.Text == "" || !ok {
				continue
			}
			x, y := at[0].(float64), at[1].(float64)
			w, h := plot.Width(item.Text, item.Label.FontSize, item.Label.FontWeight >= 600), item.Label.FontSize*0.9
			x -= map[string]float64{"center": w / 2, "right": w}[item.Label.Align]
			p := placed{plot.Box{X: x, Y: y - h/2, W: w, H: h}, item.Text}
			if p.X < -0.5 || p.Y < -0.5 || p.X+p.W > float64(d.Width)+0.5 || p.Y+p.H > float64(d.Height)+0.5 {
				t.Errorf("%s: %q leaves the drawing: %+v", where, p.text, p.Box)
			}
			for _, o := range all {
				if math.Min(p.X+p.W, o.X+o.W)-math.Max(p.X, o.X) > 0.5 && math.Min(p.Y+p.H, o.Y+o.H)-math.Max(p.Y, o.Y) > 0.5 {
					t.Errorf("%s: %q covers %q", where, p.text, o.text)
				}
			}
			all = append(all, p)
		}
	}
	if len(all) == 0 {
		t.Errorf("%s: no text", where)
	}
}

// TestHostileNamesStayTextOnMaps gives regions names that no map has room for.
func TestHostileNamesStayTextOnMaps(t *testing.T) {
	t.Parallel()
	r := renderer(t)
	for name, text := range map[string]string{
		"script": `</script><script>alert(1)</script>`, "style": "{a|b}{b}ƒ:evil&lt;'\"", "direction": "abc\u202e\u2066def\u200f", "control": "a\x00b\nc\td",
		"long": strings.Repeat("anticonstitutionnellement ", 40), "word": strings.Repeat("W", 300), "hyphens": strings.Repeat("-", 90), "wide": "日本語の長い見出しです地方",
	} {
		d := seedData(t)
		for i := range d.Territories {
			d.Territories[i].Name = both(text)
		}
		f, err := chart.MakeView(build(t, d), "indicateur-invr-envelope", chart.View{Kind: chart.KindMap}, words(t, locale.FR))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for size, drawing := range drawings(f) {
			checkMap(t, name+" "+size, f, drawing.Option)
			checkTexts(t, name+" "+size, drawing)
			checkOption(t, name, drawing.Option)
			if size == "narrow" {
				continue // the sizes share their code
			}
			p, err := r.Picture(context.Background(), request(f, size, drawing))
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			checkPicture(t, name, p)
			if strings.ContainsAny(string(p), "\u202e\u2066\u200f\x00") {
				t.Errorf("%s: direction or control characters in the picture", name)
			}
		}
	}
}

// TestMapOfAnyFigures draws maps of figures that break layouts: huge, negative, all the same, and for
// few regions or for all.
func TestMapOfAnyFigures(t *testing.T) {
	t.Parallel()
	for name, number := range map[string]func(i int) string{
		"huge": func(i int) string { return fmt.Sprint(999_999_999_999 - i) }, "negative": func(i int) string { return fmt.Sprint(-1000 + 130*i) },
		"same": func(int) string { return "5" }, "nought": func(int) string { return "0" }, "fine": func(i int) string { return fmt.Sprintf("0.%03d", i) },
	} {
		for _, regions := range []int{8, 18} {
			d := seedData(t)
			d.Values = slices.DeleteFunc(d.Values, func(v segur.Value) bool { return v.Indicator == "pop" })
			count := 0
			for _, place := range d.Territories {
				if place.Level == "region" && count < regions {
					v := in(place.Code, value(segur.KindActual, "2021", number(count)))
					v.Indicator, v.Source = "pop", d.Sources[0].ID
					d.Values = append(d.Values, v)
					count++
				}
			}
			f, err := chart.MakeView(build(t, d), "indicateur-pop", chart.View{Kind: chart.KindMap}, words(t, locale.FR))
			if err != nil {
				t.Fatalf("%s of %d: %v", name, regions, err)
			}
			if none := slices.ContainsFunc(f.Legend, func(i chart.LegendItem) bool { return i.Kind == "none" }); none != (regions < 18) {
				t.Errorf("%s of %d: the legend is %v", name, regions, f.Legend)
			}
			for size, drawing := range drawings(f) {
				checkMap(t, fmt.Sprint(name, regions, size), f, drawing.Option)
				checkTexts(t, fmt.Sprint(name, regions, size), drawing)
			}
		}
	}
}
