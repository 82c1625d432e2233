package chart_test

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/chart/svg"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func named() []string {
	return []string{"avancement", "avancement-par-pilier", "matrice", "objectifs", "investissement"}
}

func typical() []string {
	return append(named(), "indicateur-msp-count", "indicateur-cpts-active", "indicateur-tlc-all",
		"indicateur-lad-beds", "indicateur-sas-sites", "indicateur-invr-envelope")
}

// goldenMap is held beside the typical charts.
const goldenMap = "indicateur-invr-envelope.carte"

func drawings(f chart.Chart) map[string]chart.Drawing {
	all := map[string]chart.Drawing{}
	for name, d := range map[string]chart.Drawing{"wide": f.Wide, "narrow": f.Narrow} {
		if d.Option != nil {
			all[name] = d
		}
	}
	return all
}

func request(f chart.Chart, name string, d chart.Drawing) svg.Request {
	return svg.Request{
		Option: d.Option, Width: d.Width, Height: d.Height, ID: "g-" + f.Name + "-" + name, Class: "seg-" + name,
		Title: f.Title.String(), Description: f.Alt.String(), Lang: string(f.Lang),
	}
}

// TestEveryChartDraws makes every chart of the seed in both languages and at both sizes, and
// checks what must hold for all of them.
func TestEveryChartDraws(t *testing.T) {
	t.Parallel()
	c, r := seedCatalog(t), renderer(t)
	type job struct {
		chart chart.Chart
		size  string
		chart.Drawing
	}
	jobs := make(chan job)
	var workers sync.WaitGroup
	for range 2 {
		workers.Go(func() {
			for j := range jobs {
				p, err := r.Picture(context.Background(), request(j.chart, j.size, j.Drawing))
				if err != nil {
					t.Errorf("%s %s: %v", j.chart.Name, j.size, err)
					continue
				}
				checkPicture(t, j.chart.Name+" "+j.size, p)
			}
		})
	}
	for _, lang := range locale.Langs() {
		l := words(t, lang)
		for _, name := range chart.Names(c) {
			f, err := chart.Make(c, name, l)
			if err != nil {
				t.Errorf("%s %s: %v", lang, name, err)
				continue
			}
			checkFigure(t, f)
			for size, d := range drawings(f) {
				checkOption(t, name, d.Option)
				jobs <- job{f, size, d}
			}
		}
	}
	close(jobs)
	workers.Wait()
}

func checkFigure(t *testing.T, f chart.Chart) {
	t.Helper()
	if f.Title.String() == "" || f.Alt.String() == "" || f.Subtitle == "" || len(f.Table.Rows) == 0 {
		t.Errorf("%s %s: words or table missing", f.Lang, f.Name)
	}
	if (f.Wide.Option == nil) != (f.Narrow.Option == nil) || f.Wide.Option != nil && len(f.Sources) == 0 {
		t.Errorf("%s %s: one size only, or no source", f.Lang, f.Name)
	}
	if (f.Wide.Option == nil) != (f.Lone != nil) {
		t.Errorf("%s %s: %v stands for a drawing", f.Lang, f.Name, f.Lone)
	}
	told := f.Latest == "" || f.Name == "objectifs" // which tells no periods
	for _, row := range f.Table.Rows {
		told = told || row.Header == f.Latest || slices.ContainsFunc(row.Cells, func(c chart.Cell) bool { return c.Text == f.Latest })
	}
	if !told {
		t.Errorf("%s %s: the latest figure is said to be of %q", f.Lang, f.Name, f.Latest)
	}
	for _, row := range f.Table.Rows {
		if len(row.Cells)+1 != len(f.Table.Columns) {
			t.Errorf("%s %s: row %q has %d cells for %d columns", f.Lang, f.Name, row.Header, len(row.Cells), len(f.Table.Columns))
		}
		for _, cell := range row.Cells {
			if _, _, err := segur.ParseNumber(cell.Value); cell.Value != "" && err != nil {
				t.Errorf("%s: value %q of a cell is no number", f.Name, cell.Value)
			}
		}
	}
	for _, part := range append(f.Title, f.Alt...) {
		if _, _, err := segur.ParseNumber(part.Value); part.Value != "" && err != nil {
			t.Errorf("%s: value %q of a sentence is no number", f.Name, part.Value)
		}
	}
}

// formatters are the names that the chart bundle knows.
var formatters = regexp.MustCompile(`^(number:(fr|en):[0-6]:[a-z_]+|year|period:(fr|en)|text|tip)$`)

func checkOption(t *testing.T, name string, option json.RawMessage) {
	t.Helper()
	if bytes.Contains(option, []byte("__f__")) {
		t.Errorf("%s: the option carries code", name)
	}
	if bytes.ContainsAny(option, "<>") {
		t.Errorf("%s: the option carries markup", name)
	}
	for _, found := range regexp.MustCompile(`"ƒ:([^"]*)"`).FindAllSubmatch(option, -1) {
		if !formatters.Match(found[1]) {
			t.Errorf("%s: unknown formatter %s", name, found[1])
		}
	}
}

// colours are the light values of the design tokens that charts may use.
const colours = `#faf7f1 #ffffff #1a2233 #1a2234 #1a2232 #555b66 #ddd5c6 #857d6e #14315c #b3261e
	#a8244e #7a5a00 #0e6e78 #5a3fb0 #0d5238 #2c7150 #bfe3cf #7fb0dc #d5e4f2 #6f9fcb #f4c15f #8a5300 #a83d22 #f3c3b3 #8d8677
	#2f6ea8 #4f80ad #8a5301 #d5e2eb #e8eef2 #f8e7c5 #cddcec #a3bfdd #719dcb #3f6ca4 #14386b`

func checkPicture(t *testing.T, name string, p svg.Picture) {
	t.Helper()
	ids, decoder := map[string]bool{}, xml.NewDecoder(strings.NewReader(string(p)))
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
			return
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		if start.Name.Local == "script" || start.Name.Local == "style" {
			t.Errorf("%s: element %s", name, start.Name.Local)
		}
		for _, a := range start.Attr {
			switch {
			case a.Name.Local == "id" && ids[a.Value]:
				t.Errorf("%s: id %s twice", name, a.Value)
			case a.Name.Local == "id":
				ids[a.Value] = true
			case strings.HasPrefix(a.Name.Local, "on") || a.Name.Local == "style" || a.Name.Local == "href":
				t.Errorf("%s: attribute %s", name, a.Name.Local)
			case (a.Name.Local == "fill" || a.Name.Local == "stroke") && !strings.HasPrefix(a.Value, "url(#g-") && a.Value != "none" && !strings.Contains(colours, a.Value):
				t.Errorf("%s: colour %s is no token", name, a.Value)
			}
		}
	}
}

// TestGolden compares words, options and pictures of the typical charts with the files in testdata.
func TestGolden(t *testing.T) {
	t.Parallel()
	c, r := seedCatalog(t), renderer(t)
	for _, lang := range locale.Langs() {
		l := words(t, lang)
		for _, name := range append(typical(), goldenMap) {
			f, err := chart.Make(c, name, l)
			if name == goldenMap {
				f, err = chart.MakeView(c, strings.TrimSuffix(name, ".carte"), chart.View{Kind: chart.KindMap}, l)
			}
			if err != nil {
				t.Fatal(err)
			}
			said, err := json.MarshalIndent(map[string]any{
				"title": f.Title.String(), "subtitle": f.Subtitle, "alt": f.Alt.String(), "legend": f.Legend, "sources": f.Sources, "option": f.Wide.Option,
			}, "", " ")
			if err != nil {
				t.Fatal(err)
			}
			golden(t, fmt.Sprintf("%s.%s.json", name, lang), said)
			for size, d := range drawings(f) {
				p, err := r.Picture(context.Background(), request(f, size, d))
				if err != nil {
					t.Fatal(err)
				}
				golden(t, fmt.Sprintf("%s.%s.%s.svg", name, lang, size), []byte(strings.ReplaceAll(string(p), "><", ">\n<")))
			}
		}
	}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs from testdata; look at the change, then run go test ./internal/chart -update", name)
	}
}

func TestUnknownChartIsNotFound(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"", "avancemen", "indicateur-", "indicateur-nothing", "indicateur-../x"} {
		if _, err := chart.Make(seedCatalog(t), name, words(t, locale.FR)); segur.ErrorCode(err) != segur.CodeNotFound {
			t.Errorf("chart %q: error %v, want not_found", name, err)
		}
	}
}

func BenchmarkPicture(b *testing.B) {
	c, l := seedCatalog(b), words(b, locale.FR)
	r, err := renderer(b).Engine()
	if err != nil {
		b.Fatal(err)
	}
	for _, name := range typical() {
		f, err := chart.Make(c, name, l)
		if err != nil {
			b.Fatal(err)
		}
		for _, cached := range []bool{false, true} {
			b.Run(fmt.Sprintf("%s/cached=%v", name, cached), func(b *testing.B) {
				q := request(f, "wide", f.Wide)
				if _, err := r.Picture(context.Background(), q); err != nil {
					b.Fatal(err)
				}
				for i := 0; b.Loop(); i++ {
					if !cached {
						q.Title = fmt.Sprint(i) // another key, the same work
					}
					if _, err := r.Picture(context.Background(), q); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
