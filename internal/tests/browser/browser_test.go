package browser

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/segur-tracker/segur/internal/testkit"
)

// tabs is how many pages are looked at at a time: more would only wait for each other.
const tabs = 2

// suite is what the tests share: one site that they only read, one browser.
type suite struct {
	site   *testkit.Site
	origin string // "http://127.0.0.1:40123"
	ctx    context.Context
}

// TestInBrowser is one test so that its parts share a browser, which closes at the end.
func TestInBrowser(t *testing.T) {
	s := &suite{site: testkit.Open(t), ctx: launch(t)}
	s.origin = s.site.Serve(t)
	for _, part := range []struct {
		name string
		run  func(*testing.T, *suite)
	}{
		{"Pages", testPages}, {"Axe", testAxe}, {"AxeBeforeCharts", testAxeBeforeCharts},
		{"NoScript", testNoScript}, {"NoScriptForm", testNoScriptForm},
		{"Tooltips", testTooltips}, {"Legends", testLegends}, {"Keyboard", testKeyboard},
		{"Hostile", testHostile}, {"Print", testPrint}, {"ForcedColours", testForcedColours}, {"Schemes", testSchemes}, {"Watch", testWatch},
	} {
		t.Run(part.name, func(t *testing.T) { part.run(t, s) })
	}
}

// program finds the browser: the one that CHROME names, or the first on the PATH.
func program() (string, error) {
	if named := os.Getenv("CHROME"); named != "" {
		return exec.LookPath(named)
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", errors.New("no chromium, chromium-browser or google-chrome on the PATH")
}

func launch(t *testing.T) context.Context {
	t.Helper()
	path, err := program()
	if err != nil {
		t.Fatalf("the browser tests need Chromium or Chrome: install it, or set CHROME to its path: %v", err)
	}
	options := []chromedp.ExecAllocatorOption{
		chromedp.ExecPath(path), chromedp.NoFirstRun, chromedp.NoDefaultBrowserCheck, chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.WSURLReadTimeout(time.Minute), chromedp.Flag("headless", "new"), chromedp.Flag("force-color-profile", "srgb"),
	}
	for _, flag := range []string{
		"disable-quic", "disable-background-networking", "disable-component-update", "disable-sync", "hide-scrollbars",
		"disable-dev-shm-usage", "disable-extensions", "disable-background-timer-throttling",
		"disable-backgrounding-occluded-windows", "disable-renderer-backgrounding",
	} {
		options = append(options, chromedp.Flag(flag, true))
	}
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(allocator, chromedp.WithErrorf(unreadable))
	t.Cleanup(cancel)
	if err := chromedp.Run(ctx); err != nil {
		t.Fatalf("start %s: %v", path, err)
	}
	return ctx
}

// unreadable reports what the browser says and this version of the protocol's library cannot
// read. Words that are newer than the library are no fault of a page. It may be called when
// the test is over, so it does not use the test's log.
func unreadable(format string, args ...any) {
	message := fmt.Sprintf(format, args...)
	if !strings.Contains(message, "unknown") && !strings.Contains(message, "could not unmarshal event") {
		fmt.Fprintln(os.Stderr, "browser:", message)
	}
}

// job is a page to look at and what to do there.
type job struct {
	path  string
	where string // said beside the path: "390 px, dark"
	run   func(*tab)
}

// do runs jobs in tabs of their own, which prepare gets ready, and reports each fault once
// with the pages that have it.
func (s *suite) do(t *testing.T, origin string, prepare func(*tab), jobs []job) {
	t.Helper()
	todo, faults := make(chan job), newLedger()
	var group sync.WaitGroup
	for range min(tabs, len(jobs)) {
		group.Go(func() {
			b, err := s.open(origin, prepare)
			if err != nil {
				faults.add("open a tab: "+err.Error(), "")
			}
			for j := range todo {
				if err == nil {
					faults.addAll(b.work(j), strings.TrimSpace(j.path+" "+j.where))
				}
			}
			if err == nil {
				b.close()
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

func (l *ledger) report(t *testing.T) {
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
