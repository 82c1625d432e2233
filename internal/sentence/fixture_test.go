package sentence_test

import (
	"strings"
	"testing"
	"time"

	"github.com/segur-tracker/segur/assets"
	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/ingest"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/seed"
)

// visible writes the spaces so that a sentence can be read: ~ is U+00A0, _ would be U+202F.
func visible(p locale.Phrase) string {
	return strings.NewReplacer("\u00a0", "~", "\u202f", "_").Replace(p.String())
}

func words(t testing.TB) (fr, en *locale.Localizer) {
	t.Helper()
	b, err := locale.Load(assets.Locales)
	if err != nil {
		t.Fatal(err)
	}
	return b.For(locale.FR), b.For(locale.EN)
}

// realCatalog is the seed, published on 30 November 2026.
func realCatalog(t testing.TB) *catalog.Catalog {
	t.Helper()
	d, findings, err := ingest.ReadSeed(seed.Files)
	if err != nil || len(findings) > 0 {
		t.Fatal(err, findings)
	}
	d.Publication = segur.Publication{Number: 1, PublishedAt: time.Date(2026, 11, 30, 0, 0, 0, 0, time.UTC)}
	return build(t, d)
}

func build(t testing.TB, d segur.Dataset) *catalog.Catalog {
	t.Helper()
	c, err := catalog.Build(d)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// standing makes a catalog whose measures stand as counted in 2024; 2023 has one known
// state so that a year without any can be shown.
func standing(t testing.TB, counts segur.Counts) *catalog.Catalog {
	t.Helper()
	d := segur.Dataset{
		Publication: segur.Publication{Number: 1, PublishedAt: time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)},
		Pillars:     []segur.Pillar{{Number: 1}},
		Assessments: []segur.Assessment{{Measure: 1, Year: 2023, State: segur.Done}, {Measure: 1, Year: 2025, State: segur.Done}},
	}
	for _, s := range segur.Standings() {
		for range counts[s] {
			n := len(d.Measures) + 1
			d.Measures = append(d.Measures, segur.Measure{Number: n, Pillar: 1})
			if s != segur.Unknown {
				d.Assessments = append(d.Assessments, segur.Assessment{Measure: n, Year: 2024, State: s})
			}
		}
	}
	return build(t, d)
}

// one makes the series of a single indicator for France.
func one(t testing.TB, ind segur.Indicator, values ...segur.Value) *catalog.Series {
	t.Helper()
	ind.Code, ind.Label = "x", segur.Text{FR: "Lits d'aval", EN: "Beds"}
	d := segur.Dataset{
		Publication: segur.Publication{PublishedAt: time.Date(2023, 6, 1, 0, 0, 0, 0, time.UTC)},
		Sources:     []segur.Source{{ID: "s"}, {ID: "m"}},
		Territories: []segur.Territory{{Code: segur.France}},
		Pillars:     []segur.Pillar{{Number: 1}},
		Measures:    []segur.Measure{{Number: 1, Pillar: 1, Sources: []string{"m"}}},
		Assessments: []segur.Assessment{{Measure: 1, Year: 2020, State: segur.Done}},
		Indicators:  []segur.Indicator{ind},
		Values:      values,
	}
	return build(t, d).Indicator("x").Main()
}

func value(t testing.TB, kind segur.Kind, period, number string) segur.Value {
	t.Helper()
	p, err := segur.ParsePeriod(period)
	if err != nil {
		t.Fatal(err)
	}
	n, _, err := segur.ParseNumber(number)
	if err != nil {
		t.Fatal(err)
	}
	return segur.Value{Indicator: "x", Kind: kind, Period: p, Territory: segur.France, Number: n, Reference: true, Source: "s"}
}
