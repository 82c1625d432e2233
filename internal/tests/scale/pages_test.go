package scale

import (
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/testkit"
)

// size is a dataset that is measured.
type size struct {
	name             string
	projects, values int
}

func sizes() []size {
	return []size{{"seed", 0, 0}, {"half", 25_000, 150_000}, {"full", 50_000, 300_000}}
}

// measuredPages are those that rows of regions, projects and values are behind.
func measuredPages() []string {
	return []string{
		"/", "/regions", "/regions/84-auvergne-rhone-alpes", "/regions/06-mayotte", "/regions?avec=11,84,93", "/projets",
		"/projets?region=84", "/projets?page=2", "/investissement", "/indicateurs", "/indicateurs/invr-envelope", "/indicateurs/cpts-active", "/mesures", "/donnees",
	}
}

// BenchmarkPages makes pages anew from the seed, from half of the large dataset and from the whole of it, in turn, so
// that a noisy machine disturbs all alike. It reports medians, for each size, of milliseconds, and of the ratios to
// the seed of the same round; allocated and sent bytes.
func BenchmarkPages(b *testing.B) {
	sites := make([]*testkit.Site, len(sizes()))
	for i, size := range sizes() {
		sites[i] = testkit.Open(b, testkit.WithRows(size.projects, size.values), testkit.Uncached())
	}
	for _, path := range measuredPages() {
		b.Run(name(path), func(b *testing.B) {
			for _, s := range sites { // makes what the first request makes
				ask(b, s, path)
			}
			took := make([][]time.Duration, len(sites))
			for round := 0; b.Loop(); round++ {
				for k := range sites {
					i := (k + round) % len(sites)
					start := time.Now()
					ask(b, sites[i], path)
					took[i] = append(took[i], time.Since(start))
				}
			}
			for i, size := range sizes() {
				b.ReportMetric(median(took[i])*1000, "ms-"+size.name)
				if i > 0 {
					b.ReportMetric(ratio(took[i], took[0]), "x-"+size.name)
				}
				allocated, sent := weigh(b, sites[i], path)
				b.ReportMetric(allocated/1000, "kB-alloc-"+size.name)
				b.ReportMetric(float64(sent)/1000, "kB-sent-"+size.name)
			}
		})
	}
}

// name is a path without the strokes that the patterns of benchmarks are cut at.
func name(path string) string {
	if path == "/" {
		return "home"
	}
	return strings.ReplaceAll(path[1:], "/", ".")
}

func ask(b *testing.B, s *testkit.Site, path string) testkit.Response {
	b.Helper()
	r := s.Get(path)
	if r.Status != 200 {
		b.Fatalf("%s answers %d: %s", path, r.Status, s.Log)
	}
	return r
}

// weigh tells what an answer allocates and how long it is, in bytes.
func weigh(b *testing.B, s *testkit.Site, path string) (allocated float64, sent int) {
	const times = 4
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for range times {
		sent = len(ask(b, s, path).Body)
	}
	runtime.ReadMemStats(&after)
	return float64(after.TotalAlloc-before.TotalAlloc) / times, sent
}

func median(took []time.Duration) float64 {
	sorted := slices.Sorted(slices.Values(took))
	return sorted[len(sorted)/2].Seconds()
}

// ratio is the median of the ratios of what was measured in the same rounds.
func ratio(took, base []time.Duration) float64 {
	ratios := make([]float64, len(took))
	for i := range took {
		ratios[i] = float64(took[i]) / float64(base[i])
	}
	slices.Sort(ratios)
	return ratios[len(ratios)/2]
}
