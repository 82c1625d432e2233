package pages

import (
	"net/http"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/testkit/program"
	"github.com/segur-tracker/segur/internal/web/view"
)

const (
	measured  = 8 * time.Second // each part of the measure
	warm      = 8               // pictures that prepare what the first ones need
	times     = 10              // how many times what the program can draw is asked for
	readEvery = 20 * time.Millisecond
	// bound is what pictures may take on top of the program that serves pages, in MiB.
	bound = 512
)

// BenchmarkOverload asks the real program for ten times the new pictures that it can draw, while
// a reader goes on asking for the home page. It is run by hand:
// go test -run '^$' -bench Overload ./internal/tests/travel
func BenchmarkOverload(b *testing.B) {
	p := target{program.Start(b, "--log-level", "error")}
	p.Settle()
	fresh := pictures()
	for range warm {
		p.ask(<-fresh)
	}
	for b.Loop() {
		idle, _ := p.during(func() { time.Sleep(measured) })
		capacity := p.capacity(b, fresh)
		before := p.Memory("VmRSS")
		p.ForgetPeak()
		var all *tally
		busy, strange := p.during(func() { all = p.flood(fresh, times*capacity) })
		peak := p.Memory("VmHWM")
		served, refused := all.count(http.StatusOK), all.count(http.StatusServiceUnavailable)
		for name, figure := range map[string]float64{
			"drawn/s": capacity, "asked/s": float64(all.total()) / measured.Seconds(), "served-share": float64(served) / float64(all.total()),
			"refused-share": float64(refused) / float64(all.total()), "ms-served-p50": millis(all.served, 0.5), "ms-served-p99": millis(all.served, 0.99),
			"ms-refused-p50": millis(all.refused, 0.5), "ms-refused-p99": millis(all.refused, 0.99),
			"ms-home-idle-p50": millis(idle, 0.5), "ms-home-idle-p99": millis(idle, 0.99), "ms-home-p50": millis(busy, 0.5), "ms-home-p99": millis(busy, 0.99),
			"MiB-before": float64(before), "MiB-peak": float64(peak),
		} {
			b.ReportMetric(figure, name)
		}
		if served == 0 || served+refused != all.total() || all.mute > 0 || strange > 0 {
			b.Errorf("answers are %v; %d refusals do not say when to come back; %d readers were not served", all.statuses, all.mute, strange)
		}
		if peak-before > bound {
			b.Errorf("pictures take %d MiB more, want at most %d", peak-before, bound)
		}
		if status := p.ask(<-fresh).status; status != http.StatusOK {
			b.Errorf("once the flood is over, a picture is answered %d", status)
		}
	}
}

// pictures yields addresses of pictures that are all different, charts changing at each.
func pictures() <-chan string {
	out := make(chan string)
	go func() {
		for from := range 12 {
			for _, theme := range []string{"", view.ThemeDark} {
				for _, size := range []string{"", view.SizeSquare, view.SizeLarge} {
					for _, lang := range locale.Langs() {
						eachView(from, func(name string, v chart.View) {
							out <- view.Links{Lang: lang}.File(name, "png", v, view.Style{Theme: theme, Size: size})
						})
					}
				}
			}
		}
		close(out)
	}()
	return out
}

// eachView visits the charts that can begin so many years after their first.
func eachView(later int, visit func(name string, v chart.View)) {
	for _, name := range chart.Names(site.Catalog()) {
		choices, err := chart.ChoicesOf(site.Catalog(), name)
		switch {
		case err != nil || later > 0 && later >= len(choices.Years)-1:
		case later == 0:
			visit(name, chart.View{})
		default:
			visit(name, chart.View{From: choices.Years[later]})
		}
	}
}

// capacity is how many new pictures the program draws in a second.
func (p target) capacity(b *testing.B, fresh <-chan string) float64 {
	b.Helper()
	var all sync.WaitGroup
	done := newTally()
	began := time.Now()
	for range runtime.GOMAXPROCS(0) {
		all.Go(func() {
			for time.Since(began) < measured {
				done.add(p.ask(<-fresh))
			}
		})
	}
	all.Wait()
	if done.count(http.StatusOK) != done.total() {
		b.Fatalf("without haste, pictures are answered %v", done.statuses)
	}
	return float64(done.total()) / time.Since(began).Seconds()
}

// flood asks for so many new pictures a second, whatever becomes of those under way.
func (p target) flood(fresh <-chan string, rate float64) *tally {
	all, done := sync.WaitGroup{}, newTally()
	tick := time.NewTicker(time.Duration(float64(time.Second) / rate))
	defer tick.Stop()
	for end := time.Now().Add(measured); time.Now().Before(end); <-tick.C {
		address, more := <-fresh
		if !more {
			break
		}
		all.Go(func() { done.add(p.ask(address)) })
	}
	all.Wait()
	return done
}

// during reads the home page at a steady pace while something else happens, and returns how long
// each answer took and how many were none.
func (p target) during(happens func()) (took []time.Duration, strange int) {
	over := make(chan struct{})
	done := newTally()
	var all sync.WaitGroup
	all.Go(func() {
		tick := time.NewTicker(readEvery)
		defer tick.Stop()
		for {
			select {
			case <-over:
				return
			case <-tick.C:
				all.Go(func() { done.add(p.ask("/")) })
			}
		}
	})
	happens()
	close(over)
	all.Wait()
	return done.served, done.total() - done.count(http.StatusOK)
}

// tally counts answers.
type tally struct {
	mu              sync.Mutex
	statuses        map[int]int
	served, refused []time.Duration
	mute            int // refusals that do not say when to come back
}

func newTally() *tally { return &tally{statuses: map[int]int{}} }

func (t *tally) add(a answer) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.statuses[a.status]++
	switch a.status {
	case http.StatusOK:
		t.served = append(t.served, a.took)
	case http.StatusServiceUnavailable:
		t.refused = append(t.refused, a.took)
		if a.retry == "" {
			t.mute++
		}
	}
}

func (t *tally) count(status int) int { return t.statuses[status] }

func (t *tally) total() int {
	n := 0
	for _, count := range t.statuses {
		n += count
	}
	return n
}

// millis returns a quantile of durations in milliseconds, 0 for none.
func millis(took []time.Duration, quantile float64) float64 {
	if len(took) == 0 {
		return 0
	}
	slices.Sort(took)
	return float64(took[int(float64(len(took)-1)*quantile)].Microseconds()) / 1000
}
