package exports_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/chart/exports"
	"github.com/segur-tracker/segur/internal/chart/layout"
	engine "github.com/segur-tracker/segur/internal/chart/png"
	"github.com/segur-tracker/segur/internal/chart/svg"
	"github.com/segur-tracker/segur/internal/ingest"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit/golden"
	"github.com/segur-tracker/segur/seed"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// shop is everything that makes real pictures, as the server has it.
type shop struct {
	catalog       *catalog.Catalog
	words         *locale.Localizer
	chartRenderer *svg.Renderer
	rasteriser    *engine.Renderer
	fonts         layout.Fonts
}

var open = sync.OnceValues(func() (shop, error) {
	data, _, err := ingest.ReadSeed(seed.Files)
	if err != nil {
		return shop{}, err
	}
	data.Publication = segur.Publication{Number: 1, PublishedAt: time.Date(2026, time.March, 2, 9, 0, 0, 0, time.UTC)}
	var s shop
	if s.catalog, err = catalog.Build(data); err != nil {
		return s, err
	}
	bundle, err := locale.Load(os.DirFS("../../../assets/locales"))
	if err != nil {
		return s, err
	}
	s.words = bundle.For(locale.FR)
	var files [][]byte
	for _, name := range []string{"charts.js", "Inter-Regular.ttf", "Inter-Bold.ttf", "resvg.wasm", "inter-regular.woff2", "inter-bold.woff2"} {
		file, err := os.ReadFile("../../../assets/dist/server/" + name)
		if err != nil {
			return s, fmt.Errorf("%w: build the assets first", err)
		}
		files = append(files, file)
	}
	var err1, err2 error
	s.chartRenderer, err1 = svg.New(files[0], files[1], files[2], 2)
	s.rasteriser, err2 = engine.New(files[3], files[1], files[2])
	if err := errors.Join(err1, err2); err != nil {
		return s, err
	}
	s.fonts = layout.Fonts{Measurer: s.chartRenderer.Measurer(), Regular: files[4], Bold: files[5]}
	return s, nil
})

func real(t testing.TB) (shop, *exports.Exports) {
	t.Helper()
	s, err := open()
	if err != nil {
		t.Fatal(err)
	}
	return s, exports.New(s.chartRenderer, s.rasteriser, s.fonts, exports.Limits{Makers: 1, Queue: 100, Patience: time.Minute})
}

func (s shop) order(t testing.TB, name string, v chart.View, size layout.Size, theme layout.Theme) exports.Order {
	t.Helper()
	f, err := chart.MakeView(s.catalog, name, v, s.words)
	if err != nil {
		t.Fatal(err)
	}
	return exports.Order{Chart: f, Size: size, Theme: theme, Text: layout.Text{
		Title: f.Title.String(), Subtitle: f.Subtitle, Alt: f.Alt.String(),
		Source: "Sources : Concours pluripro, Assurance maladie, NosDéputés.fr", Date: "Données du 2 mars 2026", Licence: "Licence Ouverte 2.0",
		Address: "segur.example.test/graphiques/" + name, Lang: "fr",
	}}
}

func decode(t testing.TB, file []byte) image.Image {
	t.Helper()
	picture, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	return picture
}

const block = 3 // pixels of a side of what one golden pixel averages

// Two pictures are alike when no more than a few blocks differ by more than a twentieth of the
// range. The same version of the engine gives the same bytes, so this is room for another one; one
// accent in a title is about ten blocks.
const (
	tolerance  = 12
	mostBlocks = 4
)

func differing(a, b *image.Gray) int { return golden.Differing(a, b, tolerance) }

// TestPicturesLookAsTheyDid decodes PNG files of real charts and compares them with goldens.
func TestPicturesLookAsTheyDid(t *testing.T) {
	t.Parallel()
	s, p := real(t)
	for _, c := range []struct {
		chart string
		view  chart.View
		size  layout.Size
		theme layout.Theme
	}{
		{"avancement", chart.View{}, layout.Social, layout.Light},
		{"matrice", chart.View{}, layout.Social, layout.Dark},
		{"indicateur-msp-count", chart.View{}, layout.Square, layout.Light},
		{"indicateur-tlc-all", chart.View{}, layout.Social, layout.Dark},
		{"investissement", chart.View{}, layout.Large, layout.Light},
		{"indicateur-invr-envelope", chart.View{Kind: chart.KindMap}, layout.Square, layout.Dark},
	} {
		name := fmt.Sprintf("%s.%s.%s.png", c.chart, c.size, c.theme)
		file, err := p.PNG(context.Background(), s.order(t, c.chart, c.view, c.size, c.theme))
		if err != nil {
			t.Fatal(err)
		}
		picture := decode(t, file)
		wide, high := c.size.Pixels()
		if size := picture.Bounds().Size(); size.X != wide || high > 0 && size.Y != high || size.Y < 400 {
			t.Errorf("%s is %v", name, size)
		}
		small := golden.Shrink(picture, block)
		path := filepath.Join("testdata", name)
		if *update {
			if err := golden.Keep(path, small); err != nil {
				t.Fatal(err)
			}
			continue
		}
		kept, err := golden.Read(path)
		if err != nil {
			t.Fatal(err)
		}
		if n := differing(small, kept); n > mostBlocks {
			t.Errorf("%s differs from testdata in %d blocks; look at the picture, then run go test ./internal/chart/exports -update", name, n)
		}
	}
}

// TestTheComparisonSees makes sure that the tolerance lets through no digit, no accent and no
// missing narrow space, and that the same order gives the same bytes.
func TestTheComparisonSees(t *testing.T) {
	t.Parallel()
	s, p := real(t)
	o := s.order(t, "indicateur-msp-count", chart.View{}, layout.Social, layout.Light)
	o.Text.Title = "De 1\u202f500 à 3\u202f000 maisons, écœurés → 60 % du chemin, 19 M€"
	make := func(q *exports.Exports, o exports.Order) (*image.Gray, string) {
		file, err := q.PNG(context.Background(), o)
		if err != nil {
			t.Fatal(err)
		}
		return golden.Shrink(decode(t, file), block), string(file)
	}
	first, bytes := make(p, o)
	if _, again := make(exports.New(s.chartRenderer, s.rasteriser, s.fonts, exports.Limits{}), o); again != bytes {
		t.Error("the same order gave other bytes")
	}
	for from, to := range map[string]string{"3\u202f000": "3\u202f600", "\u202f": "", "œ": "oe", "→": "-", "€": "$", "écœurés": "ecœurés", "à": "a"} {
		other := o
		other.Text.Title = strings.ReplaceAll(o.Text.Title, from, to)
		if picture, _ := make(p, other); differing(first, picture) <= mostBlocks {
			t.Errorf("%q for %q passes for the same: %d blocks", to, from, differing(first, picture))
		}
	}
}

// TestEveryChartHasItsPictures sets every chart of the seed at every size, as SVG.
func TestChartsHaveTheirPictures(t *testing.T) {
	t.Parallel()
	s, p := real(t)
	for i, name := range chart.Names(s.catalog) {
		if i > 8 && i%8 != 0 {
			continue
		}
		for _, size := range []layout.Size{layout.Natural, layout.Social, layout.Square} {
			file, err := p.SVG(context.Background(), s.order(t, name, chart.View{}, size, layout.Dark))
			if err != nil || len(file) < 70_000 || len(file) > 300_000 {
				t.Errorf("%s %q: %d bytes, %v", name, size, len(file), err)
			}
			for light := range strings.SplitSeq(`"#faf7f1" "#1a2233" "#555b66"`, " ") {
				if bytes.Contains(file, []byte("fill="+light)) {
					t.Errorf("%s %q: %s in a dark picture", name, size, light)
				}
			}
		}
	}
}

func BenchmarkFiles(b *testing.B) {
	s, _ := real(b)
	if err := s.rasteriser.Prepare(); err != nil {
		b.Fatal(err)
	}
	for _, name := range []string{"avancement", "matrice", "indicateur-msp-count", "indicateur-tlc-all", "investissement"} {
		o := s.order(b, name, chart.View{}, layout.Social, layout.Light)
		for _, kind := range []string{"svg", "png"} {
			for _, cold := range []bool{true, false} {
				state := map[bool]string{true: "cold", false: "kept"}[cold]
				b.Run(name+"/"+kind+"/"+state, func(b *testing.B) {
					b.ReportAllocs()
					p := exports.New(s.chartRenderer, s.rasteriser, s.fonts, exports.Limits{})
					file := p.PNG
					if kind == "svg" {
						file = p.SVG
					}
					if _, err := file(context.Background(), o); err != nil {
						b.Fatal(err)
					}
					for i := 0; b.Loop(); i++ {
						asked := o
						if cold {
							asked.Chart.Name = fmt.Sprintf("%s-%s-%d", name, kind, i) // drawn anew as well
						}
						if _, err := file(context.Background(), asked); err != nil {
							b.Fatal(err)
						}
					}
				})
			}
		}
	}
}
