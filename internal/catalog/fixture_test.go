package catalog_test

import (
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/ingest"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/seed"
)

// dataset reads the real seed, published on 1 March 2026.
func dataset(t testing.TB) segur.Dataset {
	t.Helper()
	d, findings, err := ingest.ReadSeed(seed.Files)
	if err != nil || len(findings) > 0 {
		t.Fatal(err, findings)
	}
	d.Publication = segur.Publication{Number: 1, PublishedAt: time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)}
	return d
}

func build(t testing.TB, d segur.Dataset) *catalog.Catalog {
	t.Helper()
	c, err := catalog.Build(d)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func text(s string) segur.Text { return segur.Text{FR: s, EN: s} }

// small is the least dataset that makes a catalog: one pillar, two measures, one indicator.
func small() segur.Dataset {
	return segur.Dataset{
		Publication: segur.Publication{Number: 3, PublishedAt: time.Date(2024, 6, 1, 0, 0, 0, 0, time.UTC)},
		Sources:     []segur.Source{{ID: "s1", Title: "Bilan", Publisher: "Ministère"}},
		Territories: []segur.Territory{{Code: "FR", Level: "country", Name: text("France")}, {Code: "01", Level: "region", Name: text("Guadeloupe")}},
		Pillars:     []segur.Pillar{{Number: 1, Slug: "un", Title: text("Un")}},
		Measures: []segur.Measure{
			{Number: 2, Pillar: 1, Slug: "coeur", Title: segur.Text{FR: "Soigner le cœur de l’Île", EN: "Heart care"}, ShortTitle: text("Cœur"), Summary: text("Œuvre"), Sources: []string{"s1"}},
			{Number: 1, Pillar: 1, Slug: "lits", Title: segur.Text{FR: "Ouvrir des lits à l'Hôpital", EN: "Open hospital beds"}, ShortTitle: text("Lits"), Summary: text("Été"), Sources: []string{"s1"}},
		},
		Assessments: []segur.Assessment{
			{Measure: 1, Year: 2022, State: segur.Done, Basis: segur.BasisInferred, EffectiveOn: segur.Date{Year: 2022, Month: 3}, Sources: []string{"s1"}},
			{Measure: 1, Year: 2024, State: segur.Suspended, Basis: segur.BasisOfficial, Sources: []string{"s1"}},
		},
		Indicators: []segur.Indicator{{Code: "lits", Label: text("Lits ouverts"), Nature: segur.NatureStock, Direction: segur.DirectionUp, Measures: []int{1}, HeadlineRank: 1}},
		Values:     []segur.Value{{Indicator: "lits", Kind: segur.KindActual, Period: year(2023), Territory: "FR", Number: segur.Int(5), Reference: true, Source: "s1"}},
	}
}

func year(y int) segur.Period {
	return segur.Period{From: segur.Date{Year: y}, To: segur.Date{Year: y}}
}
