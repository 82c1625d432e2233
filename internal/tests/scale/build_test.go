package scale

import (
	"runtime"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit"
)

// BenchmarkBuild builds the catalog of each dataset in turn. It reports medians of milliseconds and of microseconds
// for each value, the ratio of the large dataset to half of it, which is 2 where the work is linear, and what a
// catalog holds in memory beside its dataset.
func BenchmarkBuild(b *testing.B) {
	datasets := make([]segur.Dataset, len(sizes()))
	for i, size := range sizes() {
		s := testkit.Open(b, testkit.WithRows(size.projects, size.values))
		var err error
		if datasets[i], err = s.App.Store().Load(b.Context(), 1); err != nil {
			b.Fatal(err)
		}
	}
	took := make([][]time.Duration, len(datasets))
	for round := 0; b.Loop(); round++ {
		for k := range datasets {
			i := (k + round) % len(datasets)
			runtime.GC() // what the one before left behind is not paid for by this one
			start := time.Now()
			build(b, datasets[i])
			took[i] = append(took[i], time.Since(start))
		}
	}
	for i, size := range sizes() {
		b.ReportMetric(median(took[i])*1000, "ms-"+size.name)
		b.ReportMetric(median(took[i])*1e6/float64(len(datasets[i].Values)), "us/value-"+size.name)
		b.ReportMetric(held(b, datasets[i]), "MB-held-"+size.name)
	}
	b.ReportMetric(ratio(took[2], took[1]), "x-full-of-half")
}

func build(b *testing.B, d segur.Dataset) *catalog.Catalog {
	b.Helper()
	c, err := catalog.Build(d)
	if err != nil {
		b.Fatal(err)
	}
	return c
}

// held is what a catalog takes in memory beside its dataset, in megabytes.
func held(b *testing.B, d segur.Dataset) float64 {
	b.Helper()
	before := heap()
	c := build(b, d)
	after := heap()
	runtime.KeepAlive(c)
	return (after - before) / 1e6
}

func heap() float64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc)
}
