package embedded

import (
	"context"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/config"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/testkit/browser"
	"github.com/segur-tracker/segur/internal/testkit/story"
	"github.com/segur-tracker/segur/internal/web/view"
)

// suite is what the tests share: our site, another one on a port of its own, one browser.
type suite struct {
	site    *testkit.Site
	origin  string // of our site
	hosts   *hosts
	browser *browser.Browser
	frames  sync.Map // *browser.Tab → *frames
}

// Charts that the tests show.
const (
	some    = "indicateur-msp-count"
	wide    = "matrice"
	retired = "indicateur-cpts-active"
)

// TestEmbedded is one test so that its parts share a browser, which closes at the end.
func TestEmbedded(t *testing.T) {
	s := &suite{hosts: newHosts(t), browser: browser.Launch(t)}
	s.openSite(t)
	for _, part := range []struct {
		name string
		run  func(*testing.T, *suite)
	}{
		{"Hosts", testHosts}, {"EveryChartAlone", testEveryChartAlone}, {"Moves", testMoves}, {"Forgery", testForgery},
		{"OtherSite", testOtherSite}, {"Low", testLow}, {"Axe", testAxe}, {"Keyboard", testKeyboard}, {"Watch", testWatch},
	} {
		t.Run(part.name, func(t *testing.T) { part.run(t, s) })
	}
}

// openSite serves our site under the address that its snippets give, with publications after the
// first and a chart withdrawn.
func (s *suite) openSite(t *testing.T) {
	t.Helper()
	server := httptest.NewUnstartedServer(nil)
	s.origin = "http://" + server.Listener.Addr().String()
	s.site = testkit.Open(t, testkit.WithConfig(func(c *config.Config) { c.BaseURL = s.origin }))
	if err := story.Tell(context.Background(), s.site); err != nil {
		t.Fatal(err)
	}
	s.site.Clock.Set(time.Date(2026, time.December, 11, 9, 0, 0, 0, time.UTC))
	if err := s.site.Withdraw(context.Background(), retired); err != nil {
		t.Fatal(err)
	}
	server.Config.Handler = s.site.App.Site()
	server.Start()
	t.Cleanup(server.Close)
}

// code returns what the page of a chart offers to copy: "script", "iframe" or "image".
func (s *suite) code(t testing.TB, kind, chartName string, v chart.View, d view.Style) string {
	t.Helper()
	return s.codeOf(t, kind, view.Links{}.Chart(chartName, v, d))
}

func (s *suite) codeOf(t testing.TB, kind, page string) string {
	t.Helper()
	code := s.site.Get(page).Doc(t).Find("#t-" + kind).Text()
	if !strings.Contains(code, "<iframe ") {
		t.Fatalf("%s offers no code %q: %q", page, kind, code)
	}
	return code
}

// do runs jobs on pages of the other site, in which ours may be asked for files, and nobody else.
func (s *suite) do(t *testing.T, jobs []browser.Job) {
	t.Helper()
	s.browser.Do(t, browser.Options{Origin: s.hosts.origin, Also: []string{s.origin}, Prepare: s.listen}, jobs)
}
