package browser

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
)

// tabs is how many pages are looked at at a time: more would only wait for each other.
const tabs = 2

// Job is a page to look at and what to do there.
type Job struct {
	Path  string
	Where string // said beside the path: "390 px, dark"
	Run   func(*Tab)
}

// Do runs jobs in tabs of their own and reports each fault once with the pages that have it.
func (b *Browser) Do(t testing.TB, o Options, jobs []Job) {
	t.Helper()
	todo, faults := make(chan Job), newLedger()
	var group sync.WaitGroup
	for range min(tabs, len(jobs)) {
		group.Go(func() {
			tab, err := b.Open(o)
			if err != nil {
				faults.add("open a tab: "+err.Error(), "")
			}
			for j := range todo {
				if err == nil {
					faults.addAll(tab.Work(j.Run), strings.TrimSpace(j.Path+" "+j.Where))
				}
			}
			if err == nil {
				tab.Close()
			}
		})
	}
	for _, j := range jobs {
		todo <- j
	}
	close(todo)
	group.Wait()
	faults.report(t)
}

// ledger gathers faults by what they say.
type ledger struct {
	mu    sync.Mutex
	where map[string][]string
}

func newLedger() *ledger { return &ledger{where: map[string][]string{}} }

func (l *ledger) add(fault, where string) { l.addAll([]string{fault}, where) }

func (l *ledger) addAll(faults []string, where string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, fault := range faults {
		if !slices.Contains(l.where[fault], where) {
			l.where[fault] = append(l.where[fault], where)
		}
	}
}

const mostReported = 40

func (l *ledger) report(t testing.TB) {
	t.Helper()
	for i, fault := range slices.Sorted(maps.Keys(l.where)) {
		if i == mostReported {
			t.Errorf("and %d other faults", len(l.where)-i)
			return
		}
		pages := l.where[fault]
		t.Errorf("%s\n\ton %d pages: %s", fault, len(pages), strings.Join(pages[:min(4, len(pages))], " · "))
	}
}
