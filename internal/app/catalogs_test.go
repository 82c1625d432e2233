package app

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/ingest"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/seed"
)

// countingStore is an archive in memory: every publication says the same, at another moment.
type countingStore struct {
	dataset segur.Dataset
	last    atomic.Int64
	loads   atomic.Int64
	busy    atomic.Int64
	crowded atomic.Bool
	failing atomic.Bool
}

func newShelved(t *testing.T) *countingStore {
	t.Helper()
	d, findings, err := ingest.ReadSeed(seed.Files)
	if err != nil || len(findings) > 0 {
		t.Fatal(err, findings)
	}
	// Building is what these tests count, not what they are about: one indicator is enough.
	d.Indicators, d.Events, d.Consultations, d.Priorities = d.Indicators[:1], nil, nil, nil
	d.Values = slices.DeleteFunc(d.Values, func(v segur.Value) bool { return v.Indicator != d.Indicators[0].Code })
	return &countingStore{dataset: d}
}

func publication(n int) segur.Publication {
	return segur.Publication{Number: n, PublishedAt: time.Date(2026, time.November, n, 9, 0, 0, 0, time.UTC)}
}

func (s *countingStore) Load(_ context.Context, n int) (segur.Dataset, error) {
	if s.failing.Load() {
		return segur.Dataset{}, fmt.Errorf("no disk")
	}
	s.loads.Add(1)
	if s.busy.Add(1) > 1 {
		s.crowded.Store(true)
	}
	defer s.busy.Add(-1)
	d := s.dataset
	d.Publication = publication(n)
	return d, nil
}

func (s *countingStore) Releases(_ context.Context, after int) ([]segur.Release, error) {
	var all []segur.Release
	for n := after + 1; n <= int(s.last.Load()); n++ {
		all = append(all, segur.Release{Base: n - 1, Publication: publication(n)})
	}
	return all, nil
}

func catalogsOf(t *testing.T, publications int) (*catalogs, *countingStore) {
	t.Helper()
	s := newShelved(t)
	s.last.Store(int64(publications))
	c := newCatalogs(s)
	if err := c.refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	return c, s
}

func TestAFewCatalogsAreHeld(t *testing.T) {
	t.Parallel()
	c, _ := catalogsOf(t, 20)
	for range 2 {
		for n := 1; n <= 20; n++ {
			found, err := c.At(t.Context(), n)
			if err != nil || found.Version() != n || len(found.Publications()) != n {
				t.Fatalf("publication %d: %v", n, err)
			}
			if held := c.past.Len(); held > keptCatalogs {
				t.Fatalf("%d catalogs held", held)
			}
		}
	}
	if held := c.past.Len(); held != keptCatalogs {
		t.Errorf("%d catalogs held", held)
	}
}

// TestAStrollTakesNoCatalogFromOthers walks through all publications while one of them is
// asked for again and again.
func TestAStrollTakesNoCatalogFromOthers(t *testing.T) {
	t.Parallel()
	c, s := catalogsOf(t, 20)
	ask := func(n int) {
		if found, err := c.At(t.Context(), n); err != nil || found.Version() != n {
			t.Fatalf("publication %d: %v", n, err)
		}
	}
	const compared = 7
	ask(compared)
	for n := 1; n <= 20; n++ {
		ask(n)
		before := s.loads.Load()
		ask(compared)
		if s.loads.Load() != before {
			t.Errorf("publication %d is built again after %d", compared, n)
		}
	}
}

func TestCatalogsAreBuiltOneAtATimeAndOnce(t *testing.T) {
	t.Parallel()
	c, s := catalogsOf(t, 5)
	before := s.loads.Load()
	var readers sync.WaitGroup
	for i := range 40 {
		readers.Go(func() {
			if _, err := c.At(t.Context(), 1+i%4); err != nil {
				t.Error(err)
			}
		})
	}
	readers.Wait()
	if built := s.loads.Load() - before; built != 4 || s.crowded.Load() {
		t.Errorf("%d catalogs built for 4 publications, at the same time: %v", built, s.crowded.Load())
	}
}

func TestOnlyPublicationsAreFound(t *testing.T) {
	t.Parallel()
	c, s := catalogsOf(t, 2)
	for _, n := range []int{-1, 0, 3, 1 << 40} {
		if _, err := c.At(t.Context(), n); segur.ErrorCode(err) != segur.CodeNotFound {
			t.Errorf("publication %d: %v", n, err)
		}
	}
	s.failing.Store(true)
	s.last.Store(3)
	if err := c.refresh(t.Context()); err == nil || c.Current().Version() != 2 {
		t.Errorf("a failed refresh shows publication %d: %v", c.Current().Version(), err)
	}
	if _, err := c.At(t.Context(), 1); err == nil {
		t.Error("found what cannot be read")
	}
	s.failing.Store(false)
	if err := c.refresh(t.Context()); err != nil || c.Current().Version() != 3 {
		t.Errorf("the next refresh shows publication %d: %v", c.Current().Version(), err)
	}
	if found, err := c.At(t.Context(), 1); err != nil || found.Version() != 1 {
		t.Errorf("an error was kept: %v", err)
	}
}

// TestRefreshesNeverGoBack publishes while others refresh; run with -race.
func TestRefreshesNeverGoBack(t *testing.T) {
	t.Parallel()
	c, s := catalogsOf(t, 1)
	var publishers sync.WaitGroup
	for range 8 {
		publishers.Go(func() {
			n := s.last.Add(1)
			if err := c.refresh(t.Context()); err != nil {
				t.Error(err)
			}
			if shown := c.Current(); shown.Version() < int(n) || len(shown.Publications()) != shown.Version() {
				t.Errorf("publication %d is out and %d is shown", n, shown.Version())
			}
		})
	}
	publishers.Wait()
	if c.Current().Version() != 9 {
		t.Errorf("publication %d is shown", c.Current().Version())
	}
}
