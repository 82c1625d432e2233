package cache

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
)

// counted makes the square of a key and counts how often.
type counted struct{ made atomic.Int64 }

func (m *counted) get(t *testing.T, c *Cache[int, int], key int) {
	t.Helper()
	got, err := c.Get(t.Context(), key, func(context.Context) (int, error) {
		m.made.Add(1)
		return key * key, nil
	})
	if err != nil || got != key*key {
		t.Errorf("%d: %d, %v", key, got, err)
	}
}

func TestWhatIsKeptIsNotMadeAgain(t *testing.T) {
	t.Parallel()
	c, m := New(Options[int, int]{Most: 10}), counted{}
	for range 3 {
		for key := range 10 {
			m.get(t, c, key)
		}
	}
	if m.made.Load() != 10 || c.Len() != 10 {
		t.Errorf("%d made, %d kept", m.made.Load(), c.Len())
	}
}

// TestEntriesAreMadeOnce lets a crowd ask for few keys while nothing gets done; run with -race.
func TestEntriesAreMadeOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const keys, readers = 4, 200
		c, release := New(Options[int, int]{Most: 10}), make(chan struct{})
		var made atomic.Int64
		var all sync.WaitGroup
		for i := range readers {
			all.Go(func() {
				got, err := c.Get(t.Context(), i%keys, func(context.Context) (int, error) {
					made.Add(1)
					<-release
					return i % keys, nil
				})
				if err != nil || got != i%keys {
					t.Errorf("%d: %d, %v", i, got, err)
				}
			})
		}
		synctest.Wait()
		if made.Load() != keys {
			t.Errorf("%d makings began", made.Load())
		}
		close(release)
		all.Wait()
		if made.Load() != keys || c.Len() != keys {
			t.Errorf("%d made, %d kept", made.Load(), c.Len())
		}
	})
}

func TestWhoLeavesStopsNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, release := New(Options[string, string]{Most: 1}), make(chan struct{})
		ask := func(ctx context.Context) error {
			got, err := c.Get(ctx, "key", func(ctx context.Context) (string, error) {
				<-release
				return "made", ctx.Err()
			})
			if err == nil && got != "made" {
				t.Errorf("got %q", got)
			}
			return err
		}
		leaving, leave := context.WithCancel(t.Context())
		var all sync.WaitGroup
		all.Go(func() {
			if err := ask(leaving); !errors.Is(err, context.Canceled) {
				t.Errorf("who left was told %v", err)
			}
		})
		synctest.Wait()
		leave()
		all.Wait()
		all.Go(func() {
			if err := ask(t.Context()); err != nil {
				t.Errorf("who stayed was told %v", err)
			}
		})
		synctest.Wait()
		close(release)
		all.Wait()
		if err := ask(leaving); err != nil {
			t.Errorf("somebody gone asks for what is kept: %v", err)
		}
		if _, err := c.Get(leaving, "other", nil); !errors.Is(err, context.Canceled) {
			t.Errorf("somebody gone asks for what is not: %v", err)
		}
	})
}

func TestFailuresAreNotKept(t *testing.T) {
	t.Parallel()
	broken := errors.New("broken")
	for name, fault := range map[string]func() (string, error){
		"error":   func() (string, error) { return "half", broken },
		"panic":   func() (string, error) { panic(broken) },
		"exit":    func() (string, error) { runtime.Goexit(); return "", nil },
		"context": func() (string, error) { return "", context.Canceled },
	} {
		c := New(Options[string, string]{Most: 1})
		got, err := c.Get(t.Context(), "key", func(context.Context) (string, error) { return fault() })
		if err == nil || got != "" || c.Len() != 0 {
			t.Errorf("%s: %q, %v", name, got, err)
		}
		if name == "panic" && !strings.Contains(err.Error(), "broken") {
			t.Errorf("the panic is not named: %v", err)
		}
		if name == "error" && !errors.Is(err, broken) {
			t.Errorf("another error: %v", err)
		}
		got, err = c.Get(t.Context(), "key", func(context.Context) (string, error) { return "made", nil })
		if err != nil || got != "made" {
			t.Errorf("%s: after it, %q, %v", name, got, err)
		}
	}
}

func TestAllWhoWaitAreToldTheFailure(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for name, fault := range map[string]func(){"panic": func() { panic("broken") }, "exit": runtime.Goexit} {
			c, release := New(Options[int, int]{Most: 1}), make(chan struct{})
			var made atomic.Int64
			var all sync.WaitGroup
			for range 20 {
				all.Go(func() {
					_, err := c.Get(t.Context(), 1, func(context.Context) (int, error) {
						made.Add(1)
						<-release
						fault()
						return 0, nil
					})
					if err == nil {
						t.Errorf("%s: no error", name)
					}
				})
			}
			synctest.Wait()
			close(release)
			all.Wait()
			if made.Load() != 1 {
				t.Errorf("%s: made %d times", name, made.Load())
			}
		}
	})
}

// TestTheWeightIsBounded has many goroutines bring entries of many sizes; run with -race.
func TestTheWeightIsBounded(t *testing.T) {
	t.Parallel()
	c := New(Options[int, []byte]{Most: 10_000, Weigh: func(_ int, file []byte) int { return len(file) }})
	var all sync.WaitGroup
	for worker := range 8 {
		all.Go(func() {
			for i := range 1000 {
				weight := 1 + (i*37+worker)%500
				file, err := c.Get(t.Context(), worker*1000+i, func(context.Context) ([]byte, error) { return make([]byte, weight), nil })
				if err != nil || len(file) != weight {
					t.Errorf("%d bytes, %v", len(file), err)
				}
			}
		})
	}
	all.Wait()
	if held := c.Weight(); held > 10_000 || held < 9_000 {
		t.Errorf("%d bytes kept", held)
	}
}

func TestTheNumberIsBounded(t *testing.T) {
	t.Parallel()
	c, m := New(Options[int, int]{Most: 6}), counted{}
	for key := range 100 {
		m.get(t, c, key)
		if c.Len() > 6 {
			t.Fatalf("%d kept", c.Len())
		}
	}
	if c.Len() != 6 {
		t.Errorf("%d kept", c.Len())
	}
}

// TestPassersByDoNotDisplaceRegulars has one reader walk through ten times what there is room for,
// while others keep asking for the same few.
func TestPassersByDoNotDisplaceRegulars(t *testing.T) {
	t.Parallel()
	const room, regulars = 1000, 500
	c, m := New(Options[int, int]{Most: room}), counted{}
	for range 3 {
		for key := range regulars {
			m.get(t, c, key)
		}
	}
	for key := range 10 * room {
		m.get(t, c, regulars+key)
	}
	before := m.made.Load()
	for key := range regulars {
		m.get(t, c, key)
	}
	if again := m.made.Load() - before; again > regulars/10 {
		t.Errorf("%d of %d regulars made again", again, regulars)
	}
}

func TestTooHeavyIsMadeForAllAndNotKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := New(Options[string, int]{Most: 100, Weigh: func(_ string, weight int) int { return weight }})
		made := map[string]int{}
		get := func(key string, weight int) {
			got, err := c.Get(t.Context(), key, func(context.Context) (int, error) { made[key]++; return weight, nil })
			if err != nil || got != weight {
				t.Errorf("%s: %d, %v", key, got, err)
			}
		}
		for range 2 {
			get("small", 60)
			get("exact", 40)
			get("heavy", 101)
		}
		if want := map[string]int{"small": 1, "exact": 1, "heavy": 2}; fmt.Sprint(made) != fmt.Sprint(want) || c.Weight() != 100 {
			t.Errorf("made %v, %d kept", made, c.Weight())
		}
		release := make(chan struct{})
		var all sync.WaitGroup
		var times atomic.Int64
		for range 10 {
			all.Go(func() {
				got, err := c.Get(t.Context(), "shared", func(context.Context) (int, error) { times.Add(1); <-release; return 200, nil })
				if err != nil || got != 200 {
					t.Errorf("%d, %v", got, err)
				}
			})
		}
		synctest.Wait()
		close(release)
		all.Wait()
		if times.Load() != 1 || c.Len() != 2 {
			t.Errorf("made %d times, %d kept", times.Load(), c.Len())
		}
	})
}

func TestValuesMayBeDeclined(t *testing.T) {
	t.Parallel()
	c, m := New(Options[int, int]{Most: 10, Keep: func(v int) bool { return v != 9 }}), counted{}
	for range 3 {
		m.get(t, c, 2)
		m.get(t, c, 3)
	}
	if m.made.Load() != 4 || c.Len() != 1 {
		t.Errorf("%d made, %d kept", m.made.Load(), c.Len())
	}
}

// TestCloseWaitsForWhatIsUnderWay closes the cache while an entry is made for somebody who left.
func TestCloseWaitsForWhatIsUnderWay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, release := New(Options[string, string]{Most: 10}), make(chan struct{})
		if _, err := c.Get(t.Context(), "kept", func(context.Context) (string, error) { return "kept", nil }); err != nil {
			t.Fatal(err)
		}
		leaving, leave := context.WithCancel(t.Context())
		var told, ended atomic.Bool
		go func() {
			_, _ = c.Get(leaving, "slow", func(ctx context.Context) (string, error) {
				<-ctx.Done()
				told.Store(true)
				<-release
				ended.Store(true)
				return "", ctx.Err()
			})
		}()
		synctest.Wait()
		leave()
		synctest.Wait()
		if told.Load() {
			t.Error("who left ended the making")
		}
		closed := make(chan struct{})
		go func() { c.Close(); close(closed) }()
		synctest.Wait()
		select {
		case <-closed:
			t.Error("closed while an entry was being made")
		default:
		}
		if !told.Load() {
			t.Error("the making was not told to end")
		}
		if _, err := c.Get(t.Context(), "late", nil); !errors.Is(err, ErrClosed) {
			t.Errorf("a making after the end: %v", err)
		}
		close(release)
		<-closed
		if !ended.Load() {
			t.Error("closed before the making ended")
		}
		if got, err := c.Get(t.Context(), "kept", nil); err != nil || got != "kept" {
			t.Errorf("what was kept: %q, %v", got, err)
		}
		c.Close()
	})
}
