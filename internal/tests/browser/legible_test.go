package browser

import (
	_ "embed"
	"testing"

	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/testkit/browser"
	"github.com/segur-tracker/segur/internal/web/view"
)

//go:embed script/legible.js
var legible string

// kinds are pages of every kind in a language: those that say most of each.
func (s *suite) kinds(lang locale.Lang) []string {
	to := view.Links{Lang: lang}
	paths := []string{
		to.Home(), to.Measures(view.Filter{}), to.Indicator("msp-count"), to.Indicator("ifsi-new"), to.Indicator("invr-envelope"),
		to.Chart("avancement-par-pilier", chart.View{}, view.Style{}), to.Chart("indicateur-cpts-active", chart.View{Kind: chart.KindTable}, view.Style{}),
		to.News(1),
	}
	for _, section := range []string{"indicators", "charts", "integrate", "timeline", "news", "sources", "method", "data", "legal", "privacy", "accessibility", "sitemap"} {
		paths = append(paths, to.Section(section))
	}
	for _, number := range []int{10, 12, 25} {
		for _, m := range s.site.Catalog().Measures() {
			if m.Number == number {
				paths = append(paths, to.Measure(m))
			}
		}
	}
	return paths
}

// framed are frames of every kind, whose texts stand in the columns of others.
func (s *suite) framed(lang locale.Lang) []string {
	to := view.Links{Lang: lang}
	return []string{
		to.Embed("avancement", chart.View{}, view.Style{}), to.Embed("matrice", chart.View{}, view.Style{}),
		to.Embed("indicateur-cpts-active", chart.View{}, view.Style{}), to.Embed("indicateur-pay-net-month", chart.View{}, view.Style{}),
		to.Embed("indicateur-cpts-active", chart.View{Kind: chart.KindTable}, view.Style{}),
	}
}

// each does the same on pages, each in a tab that has the script of this package.
func (s *suite) each(t *testing.T, where string, paths []string, run func(b *browser.Tab, path string)) {
	t.Helper()
	var jobs []browser.Job
	for _, path := range paths {
		jobs = append(jobs, browser.Job{Path: path, Where: where, Run: func(b *browser.Tab) { run(b, path) }})
	}
	s.browser.Do(t, browser.Options{Origin: s.origin}, jobs)
}
