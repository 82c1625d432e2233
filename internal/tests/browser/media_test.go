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
		if !b.media("print") || !b.size(paper) || !b.visit(path) || !b.inject("media.js") {
			return
		}
		b.ask("testing.sideways()")
		b.ask("media.words()")
		b.ask("(() => { dispatchEvent(new Event('beforeprint')); return media.folded(0); })()")
		b.ask("(() => { const open = document.querySelectorAll('details[open]').length; dispatchEvent(new Event('afterprint')); return media.folded(open); })()")
		if path != (view.Links{}).Measure(busiest(s.site)) {
			b.media("")
			return // one page on real paper: it takes seconds
		}
		b.run("print", chromedp.ActionFunc(func(ctx context.Context) error {
			sheet, _, err := page.PrintToPDF().WithPrintBackground(true).WithPaperWidth(8.27).WithPaperHeight(11.69).Do(ctx)
			if err == nil && len(sheet) < 10_000 {
				b.fault("the printed page is %d bytes", len(sheet))
			}
			return err
		}))
		b.media("")
	})
}

// testForcedColours holds that states keep their words and an outline when the reader's system
// decides the colours.
func testForcedColours(t *testing.T, s *suite) {
	s.eachMain(t, locale.Langs(), "forced colours", func(b *tab, path string) {
		if !b.media("", "forced-colors", "active") || !b.alive(path, 390) || !b.inject("media.js") {
			return
		}
		b.ask("testing.sideways()")
		b.ask("media.words()")
		b.ask("media.outlines()")
		b.media("")
	})
}

// testSchemes holds that the dark page is dark, the light one light, and that the texts of
// charts stand out from what is behind them, before and after scripts take over. Charts have
// the same colours in both languages.
func testSchemes(t *testing.T, s *suite) {
	for lang, scheme := range map[locale.Lang]string{locale.EN: "light", locale.FR: "dark"} {
		s.eachMain(t, []locale.Lang{lang}, scheme, func(b *tab, path string) {
			if !b.media("", "prefers-color-scheme", scheme) || !b.size(1280) || !b.visit(path) || !b.inject("media.js") {
				return
			}
			b.ask("media.ground('" + scheme + "')")
			b.ask("media.contrast('picture')")
			b.ask("testing.tour()")
			b.ask("media.contrast('chart')")
			b.size(390)
			b.ask("testing.tour()")
			b.ask("media.contrast('narrow chart')")
			b.media("")
		})
	}
}
