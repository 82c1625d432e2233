package browser

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"

	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/testkit/browser"
	"github.com/segur-tracker/segur/internal/web/view"
)

func testAxe(t *testing.T, s *suite) {
	check := browser.Checker(t)
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
func axePage(b *tab, path string, status int64, widths []int64, check func(*browser.Tab, browser.Rules)) {
	b.Expect(status)
	english := strings.HasPrefix(path, "/en")
	for i, width := range widths {
		first, second := "light", "dark"
		if english && i == 0 {
			first, second = second, first
		}
		if !b.Media("", "prefers-color-scheme", first) || !b.Size(width) || (i == 0 && !b.Visit(path)) {
			return
		}
		b.Ask("testing.tour()")
		b.Ask("testing.sideways()")
		b.Eval("document.querySelectorAll('details').forEach((d) => { d.open = true; }); true", nil)
		check(b.Tab, browser.AllRules)
		if !english {
			b.Media("", "prefers-color-scheme", second)
			check(b.Tab, browser.Contrast)
		}
	}
	b.Media("")
}

// testAxeBeforeCharts checks the server's pictures, which stay for readers who save data.
func testAxeBeforeCharts(t *testing.T, s *suite) {
	check := browser.Checker(t)
	var jobs []job
	for _, lang := range locale.Langs() {
		for i, path := range charted(s.site, lang) {
			if i%2 == 1 == (lang == locale.FR) {
				continue // each in one language: their pictures differ by words only
			}
			width, scheme := int64(390), "light"
			if lang == locale.EN {
				width, scheme = 1280, "dark"
			}
			jobs = append(jobs, job{path: path, run: func(b *tab) {
				if !b.Media("", "prefers-color-scheme", scheme) || !b.Size(width) || !b.Visit(path) {
					return
				}
				b.Ask("testing.figures().filter((f) => f.querySelector('.seg-chart__live') || !testing.boxOf(f).querySelector('svg')).map((f) => f.id + ' came to life')")
				b.Ask("'SegurCharts' in window ? ['the chart script was loaded'] : []")
				check(b.Tab, browser.AllRules)
			}})
		}
	}
	s.do(t, s.origin, func(b *tab) { b.Run("save data", emulation.SetDataSaverOverride().WithDataSaverEnabled(true)) }, jobs)
}
