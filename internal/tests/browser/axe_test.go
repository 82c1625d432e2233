package browser

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"

	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/web/view"
)

// axeFile is where npm puts the accessibility checker.
const axeFile = "../../../assets/node_modules/axe-core/axe.min.js"

// Calls of axe: all its rules, or the one that colours decide.
const (
	allRules = "undefined"
	contrast = "['color-contrast']"
)

// runAxe lists what axe finds under the rules named, at most three elements a rule.
const runAxe = `axe.run(document, {resultTypes: ['violations'], runOnly: %s}).then((found) => found.violations.flatMap((v) =>
  v.nodes.slice(0, 3).map((n) => 'axe ' + v.id + ' (' + v.nodes.length + '): ' + n.target.join(' ') + ': ' + n.failureSummary.replace(/\s+/g, ' '))))`

// checker returns what runs axe on the page that a tab shows.
func checker(t *testing.T) func(b *tab, rules string) {
	t.Helper()
	body, err := os.ReadFile(filepath.FromSlash(axeFile))
	if err != nil {
		t.Fatalf("axe-core is missing, run make assets: %v", err)
	}
	return func(b *tab, rules string) {
		var loaded bool
		if b.eval("'axe' in window", &loaded) && (loaded || b.eval(string(body)+";true", nil)) {
			b.ask(fmt.Sprintf(runAxe, rules))
		}
	}
}

func testAxe(t *testing.T, s *suite) {
	check := checker(t)
	var jobs []job
	for _, lang := range locale.Langs() {
		to := view.Links{Lang: lang}
		tiny := []string{to.Home(), to.Measure(busiest(s.site)), to.Indicator(s.site.Catalog().Headline()[0].Code)}
		for i, path := range append(tiny, append(charted(s.site, lang), plain(s.site, lang)...)...) {
			widths := []int64{390, 1280}
			if i < len(tiny) {
				widths = []int64{320}
			}
			jobs = append(jobs, job{path: path, run: func(b *tab) { axePage(b, path, 200, widths, check) }})
		}
		for path, status := range map[string]int64{
			to.Section("measures") + "/999-x": 404, to.Section("measures") + "?annee=deux-mille": 400,
		} {
			jobs = append(jobs, job{path: path, run: func(b *tab) { axePage(b, path, status, []int64{390, 1280}, check) }})
		}
	}
	t.Logf("%d pages in two schemes", len(jobs))
	s.do(t, s.origin, nil, jobs)
}

// axePage checks a page whose charts live and whose tables are unfolded, at each width, in both
// schemes: the scheme changes nothing but colours, so that only French pages, which share all
// but their words with English ones, are checked twice.
func axePage(b *tab, path string, status int64, widths []int64, check func(*tab, string)) {
	b.expect(status)
	english := strings.HasPrefix(path, "/en")
	for i, width := range widths {
		first, second := "light", "dark"
		if english && i == 0 {
			first, second = second, first
		}
		if !b.media("", "prefers-color-scheme", first) || !b.size(width) || (i == 0 && !b.visit(path)) {
			return
		}
		b.ask("testing.tour()")
		b.ask("testing.sideways()")
		b.eval("document.querySelectorAll('details').forEach((d) => { d.open = true; }); true", nil)
		check(b, allRules)
		if !english {
			b.media("", "prefers-color-scheme", second)
			check(b, contrast)
		}
	}
	b.media("")
}

// testAxeBeforeCharts checks the server's pictures, which stay for readers who save data.
func testAxeBeforeCharts(t *testing.T, s *suite) {
	check := checker(t)
	var jobs []job
	for _, lang := range locale.Langs() {
		for _, path := range charted(s.site, lang) {
			width, scheme := int64(390), "light"
			if lang == locale.EN {
				width, scheme = 1280, "dark"
			}
			jobs = append(jobs, job{path: path, run: func(b *tab) {
				if !b.media("", "prefers-color-scheme", scheme) || !b.size(width) || !b.visit(path) {
					return
				}
				b.ask("testing.figures().filter((f) => f.querySelector('.seg-chart__live') || !testing.boxOf(f).querySelector('svg')).map((f) => f.id + ' came to life')")
				b.ask("'SegurCharts' in window ? ['the chart script was loaded'] : []")
				check(b, allRules)
			}})
		}
	}
	s.do(t, s.origin, func(b *tab) { b.run("save data", emulation.SetDataSaverOverride().WithDataSaverEnabled(true)) }, jobs)
}
