package browser

import (
	"context"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/web/view"
)

// mainPages are the addresses whose look in each medium counts most.
func mainPages(s *suite, lang locale.Lang) []string {
	to := view.Links{Lang: lang}
	return []string{to.Home(), to.Measures(view.Filter{}), to.Measure(busiest(s.site)), to.Indicator("msp-count"), to.Section("method")}
}

// eachMain does the same on the main pages of some languages.
func (s *suite) eachMain(t *testing.T, langs []locale.Lang, where string, run func(b *tab, path string)) {
	t.Helper()
	var jobs []job
	for _, lang := range langs {
		for _, path := range mainPages(s, lang) {
			jobs = append(jobs, job{path: path, where: where, run: func(b *tab) { run(b, path) }})
		}
	}
	s.do(t, s.origin, nil, jobs)
}

// paper is the width of a printed A4 page between its margins, in CSS pixels.
const paper = 718

// testPrint prints: nothing sticks out, states keep their words, tables are unfolded for paper
// and folded again.
func testPrint(t *testing.T, s *suite) {
	s.eachMain(t, locale.Langs(), "on paper", func(b *tab, path string) {
		if !b.Media("print") || !b.Size(paper) || !b.Visit(path) || !b.inject("media.js") {
			return
		}
		b.Ask("testing.sideways()")
		b.Ask("media.words()")
		b.Ask("(() => { dispatchEvent(new Event('beforeprint')); return media.folded(0); })()")
		b.Ask("(() => { const open = document.querySelectorAll('details[open]').length; dispatchEvent(new Event('afterprint')); return media.folded(open); })()")
		if path != (view.Links{}).Measure(busiest(s.site)) {
			b.Media("")
			return // one page on real paper: it takes seconds
		}
		b.Run("print", chromedp.ActionFunc(func(ctx context.Context) error {
			sheet, _, err := page.PrintToPDF().WithPrintBackground(true).WithPaperWidth(8.27).WithPaperHeight(11.69).Do(ctx)
			if err == nil && len(sheet) < 10_000 {
				b.Fault("the printed page is %d bytes", len(sheet))
			}
			return err
		}))
		b.Media("")
	})
}

// testForcedColours holds that states keep their words and an outline when the reader's system
// decides the colours.
func testForcedColours(t *testing.T, s *suite) {
	s.eachMain(t, locale.Langs(), "forced colours", func(b *tab, path string) {
		if !b.Media("", "forced-colors", "active") || !b.alive(path, 390) || !b.inject("media.js") {
			return
		}
		b.Ask("testing.sideways()")
		b.Ask("media.words()")
		b.Ask("media.outlines()")
		b.Media("")
	})
}

// testSchemes holds that the dark page is dark, the light one light, and that the texts of
// charts stand out from what is behind them, before and after scripts take over. Charts have
// the same colours in both languages.
func testSchemes(t *testing.T, s *suite) {
	for lang, scheme := range map[locale.Lang]string{locale.EN: "light", locale.FR: "dark"} {
		s.eachMain(t, []locale.Lang{lang}, scheme, func(b *tab, path string) {
			if !b.Media("", "prefers-color-scheme", scheme) || !b.Size(1280) || !b.Visit(path) || !b.inject("media.js") {
				return
			}
			b.Ask("media.ground('" + scheme + "')")
			b.Ask("media.contrast('picture')")
			b.Ask("testing.tour()")
			b.Ask("media.contrast('chart')")
			b.Size(390)
			b.Ask("testing.tour()")
			b.Ask("media.contrast('narrow chart')")
			b.Media("")
		})
	}
}
