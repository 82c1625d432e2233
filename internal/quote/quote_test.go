package quote_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/segur-tracker/segur/assets"
	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/ingest"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/quote"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/seed"
)

// visible writes the spaces so that a text can be read: ~ is U+00A0, _ would be U+202F.
func visible(s string) string {
	return strings.NewReplacer("\u00a0", "~", "\u202f", "_").Replace(s)
}

// world is the seed, published on 1 March 2026, with both languages.
type world struct {
	*catalog.Catalog
	words []*locale.Localizer
}

func open(t *testing.T) world {
	t.Helper()
	d, findings, err := ingest.ReadSeed(seed.Files)
	if err != nil || len(findings) > 0 {
		t.Fatal(err, findings)
	}
	d.Publication = segur.Publication{Number: 1, PublishedAt: time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)}
	c, err := catalog.Build(d)
	if err != nil {
		t.Fatal(err)
	}
	b, err := locale.Load(assets.Locales)
	if err != nil {
		t.Fatal(err)
	}
	return world{c, []*locale.Localizer{b.For(locale.FR), b.For(locale.EN)}}
}

const address = "https://segur.example/graphiques/x?a=2021"

func (w world) quote(t *testing.T, name string, v chart.View, l *locale.Localizer) (quote.Quote, chart.Chart) {
	t.Helper()
	f, err := chart.MakeView(w.Catalog, name, v, l)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	q := quote.Of(quote.Subject{
		Catalog: w.Catalog, Words: l, Chart: f, View: v, Address: address, Date: l.Date(2026, 3, 1),
	})
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return q, f
}

// TestProducersComeFirst holds, for every chart in both languages, that a citation begins with
// those who published the figures and ends with what the site adds.
func TestProducersComeFirst(t *testing.T) {
	t.Parallel()
	w := open(t)
	sizes := map[int]int{}
	for _, name := range chart.Names(w.Catalog) {
		for _, l := range w.words {
			q, f := w.quote(t, name, chart.View{}, l)
			var publishers []string
			seen := map[string]bool{}
			for _, id := range f.Sources {
				if p := l.Text(w.Source(id).Publisher); !seen[p] {
					seen[p] = true
					publishers = append(publishers, p)
				}
			}
			sizes[min(len(publishers), 4)]++
			first := l.List(publishers)
			if len(publishers) > 3 {
				first = publishers[0] + ", " + publishers[1] + map[locale.Lang]string{locale.FR: " et ", locale.EN: " and "}[l.Lang()] + l.Number(float64(len(publishers)-2), 0)
			}
			site := l.T("site.name")
			for which, text := range map[string]string{"short": q.Short, "long": q.Long} {
				at := strings.Index(text, site)
				if !strings.HasPrefix(text, first) || at < len(first) || !strings.Contains(text[at:], "1") || !strings.Contains(text[at:], l.Date(2026, 3, 1)) {
					t.Errorf("%s in %s, %s: %q instead of %q first", name, l.Lang(), which, text, first)
				}
			}
			if !strings.Contains(q.Long, f.Title.String()) || !strings.Contains(q.Long, address) || !strings.Contains(q.Long, "Licence Ouverte 2.0") {
				t.Errorf("%s in %s lacks title, address or licence: %q", name, l.Lang(), q.Long)
			}
			if q.Alt.String() != f.Alt.String() || q.Alt.String() == "" {
				t.Errorf("%s in %s: alternative text %q", name, l.Lang(), q.Alt)
			}
		}
	}
	for n := 1; n <= 4; n++ {
		if sizes[n] == 0 {
			t.Errorf("no chart has %d publishers", n)
		}
	}
}

// TestTheProducerOfTheFigureComesFirst: the sentence is about the latest figure, so its producer
// opens the citation, before those of older figures.
func TestTheProducerOfTheFigureComesFirst(t *testing.T) {
	w := open(t)
	for _, ind := range w.Indicators() {
		series := ind.Main()
		last, ok := series.Last()
		if !ok || ind.Regional() {
			continue
		}
		q, _ := w.quote(t, chart.Of(ind), chart.View{}, w.words[0])
		if name := w.words[0].Text(w.Source(last.Source).Publisher); !strings.HasPrefix(q.Short, name) {
			t.Errorf("%s: %q does not open with %q", ind.Code, q.Short, name)
		}
	}
}

// TestFiguresAreThoseOfTheChart holds that a sentence says nothing that the chart does not show: each
// figure stands in its table or in its title, or is the change between two that do.
func TestFiguresAreThoseOfTheChart(t *testing.T) {
	t.Parallel()
	w := open(t)
	for _, name := range chart.Names(w.Catalog) {
		for _, l := range w.words {
			q, f := w.quote(t, name, chart.View{}, l)
			shown := map[string]bool{}
			for _, row := range f.Table.Rows {
				for _, cell := range row.Cells {
					shown[cell.Of+"="+cell.Value] = true
				}
			}
			for _, part := range f.Title {
				shown[part.Of+"="+part.Value] = true
			}
			var told []float64
			for _, part := range q.Sentence {
				if part.Value == "" {
					continue
				}
				n, _, err := segur.ParseNumber(part.Value)
				if err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				if !shown[part.Of+"="+part.Value] && !change(told, n.Float()) {
					t.Errorf("%s in %s: %s of %q is not in the chart: %q", name, l.Lang(), part.Text, part.Of, q.Sentence)
				}
				told = append(told, n.Float())
			}
			if len(told) == 0 {
				t.Errorf("%s in %s states no figure: %q", name, l.Lang(), q.Sentence)
			}
		}
	}
}

// change reports whether a number is what lies between the two told before it: a relative change to a thousandth, a factor,
// or a difference.
func change(told []float64, n float64) bool {
	if len(told) != 2 {
		return false
	}
	last, start := told[0], told[1]
	return math.Abs(n-(last/start-1)) <= 0.0005 || math.Abs(n-last/start) <= 0.5 || math.Abs(n-(last-start)) < 1e-9
}

func TestSentencesReadWell(t *testing.T) {
	t.Parallel()
	w := open(t)
	for _, c := range []struct {
		name            string
		view            chart.View
		french, english string
	}{
		{"indicateur-cpts-active", chart.View{},
			"En mai~2025, on comptait 724 CPTS en fonctionnement, contre 73 en 2020~; entre-temps, le comptage a changé.",
			"In May~2025, there were 724 territorial health communities (CPTS) in operation, compared with 73 in 2020; who counts, or what is counted, changed in between."},
		{"indicateur-cpts-active", chart.View{To: 2021},
			"En juillet~2021, on comptait 172 CPTS en fonctionnement, contre 73 en 2020 (+~136~%).",
			"In July~2021, there were 172 territorial health communities (CPTS) in operation, compared with 73 in 2020 (+136%)."},
	} {
		for i, want := range []string{c.french, c.english} {
			if q, _ := w.quote(t, c.name, c.view, w.words[i]); visible(q.Sentence.String()) != want {
				t.Errorf("%s %+v:\n got %q\nwant %q", c.name, c.view, visible(q.Sentence.String()), want)
			}
		}
	}
}

// TestTheyAreTypeset holds that no text has a plain space where printers put another.
func TestTheyAreTypeset(t *testing.T) {
	t.Parallel()
	w := open(t)
	for _, name := range chart.Names(w.Catalog) {
		for _, l := range w.words {
			q, _ := w.quote(t, name, chart.View{}, l)
			for _, text := range []string{q.Short, q.Long, q.Sentence.String(), q.Alt.String()} {
				without := strings.ReplaceAll(text, address, "@")
				if set := locale.Typography(l.Lang(), without); set != without {
					t.Errorf("%s in %s: %q instead of %q", name, l.Lang(), visible(without), visible(set))
				}
				for _, bad := range []string{"{{", "<no value>", "  ", "..", " ,", " .", ",,"} {
					if strings.Contains(without, bad) {
						t.Errorf("%s in %s holds %q: %q", name, l.Lang(), bad, text)
					}
				}
			}
			if !strings.Contains(q.Long, " "+address+" ") {
				t.Errorf("%s in %s: the address cannot be clicked in %q", name, l.Lang(), q.Long)
			}
			if dump {
				t.Logf("%s | %s", name, visible(q.Sentence.String()))
			}
		}
	}
}

const dump = false
