package browser

import (
	"context"
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"github.com/segur-tracker/segur/internal/chart"
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

// testLetters holds that the letters of drawings are no larger than those of the text around them and never too small to
// read, also where a page is magnified twice.
func testLetters(t *testing.T, s *suite) {
	var jobs []job
	for i, path := range []string{
		view.Links{Lang: locale.FR}.Home(), view.Links{Lang: locale.FR}.Section("charts"), view.Links{Lang: locale.FR}.Measure(busiest(s.site)),
		view.Links{Lang: locale.FR}.Chart("matrice", chart.View{}, view.Style{}), view.Links{Lang: locale.FR}.Chart("indicateur-cpts-active", chart.View{}, view.Style{}),
	} {
		for _, width := range []int64{390, 619, 640, 768, 1280} {
			if i > 1 && width == 619 {
				continue
			}
			jobs = append(jobs, job{path: path, where: fmt.Sprint(width, " px"), run: func(b *tab) {
				var sizes []float64
				if !b.Size(width) || !b.Visit(path) || !b.Eval(letterSizes, &sizes) {
					return
				}
				if len(sizes) == 0 {
					b.Fault("no drawing has a letter")
				}
				for _, size := range sizes {
					if size > 17 || size < 10 {
						b.Fault("letters of %.1f px in a drawing", size)
					}
				}
			}})
		}
	}
	s.do(t, s.origin, nil, jobs)
}

// letterSizes are the sizes in pixels that the texts of drawings have on the screen.
const letterSizes = `[...new Set([...document.querySelectorAll('.seg-chart__box text')].filter((e) => e.textContent.trim() && e.getBoundingClientRect().width > 0)
  .map((e) => Math.round(10 * parseFloat(getComputedStyle(e).fontSize) * Math.hypot(e.getScreenCTM().a, e.getScreenCTM().b)) / 10))]`
