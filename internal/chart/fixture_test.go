package chart_test

import (
	"os"
	"sync"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/ingest"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit/pictures"
	"github.com/segur-tracker/segur/seed"
)

// publishedAt is the day on which the test publication judges trajectories.
func publishedAt() time.Time { return time.Date(2026, time.March, 2, 9, 0, 0, 0, time.UTC) }

func seedData(t testing.TB) segur.Dataset {
	t.Helper()
	data, findings, err := ingest.ReadSeed(seed.Files)
	if err != nil || len(findings) > 0 {
		t.Fatalf("read seed: %v %v", err, findings)
	}
	data.Publication = segur.Publication{Number: 1, PublishedAt: publishedAt()}
	return data
}

func seedCatalog(t testing.TB) *catalog.Catalog { return build(t, seedData(t)) }

func build(t testing.TB, data segur.Dataset) *catalog.Catalog {
	t.Helper()
	c, err := catalog.Build(data)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func words(t testing.TB, lang locale.Lang) *locale.Localizer {
	t.Helper()
	bundle, err := loadWords()
	if err != nil {
		t.Fatal(err)
	}
	return bundle.For(lang)
}

var loadWords = sync.OnceValues(func() (*locale.Bundle, error) {
	return locale.Load(os.DirFS("../../assets/locales"))
})

// renderer draws with the bundle that the build made; tests need it, as the server does. All tests share one.
func renderer(t testing.TB) *pictures.ChartRenderer {
	t.Helper()
	r, err := startRenderer()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

var startRenderer = sync.OnceValues(func() (*pictures.ChartRenderer, error) {
	chartRenderer, _, _, err := pictures.Engines(os.DirFS("../../assets/dist"))
	return chartRenderer, err
})
