package browser

import (
	"slices"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/web/view"
)

// testPages looks at the public pages of the site, in both languages, at the width of a phone and of
// a desk, of indicators at one in eight, another one in each language, of English measures, years and
// filters at one in three: nothing in the console, nothing refused by the policy, no request that fails
// or leaves, no cookie, no sideways scroll, charts that come to life and move nothing. French
// pages load narrow and grow, English ones load wide and shrink, so that each page is seen
// loaded and resized; but for those of an indicator, a year or a filter, which only load.
func testPages(t *testing.T, s *suite) {
	var jobs []job
	english := view.Links{Lang: locale.EN}
	for i, path := range testkit.Paths(s.site) {
		if ofIndicator(path) && i%8 != 0 || strings.HasPrefix(path, "/en/measures") && i%3 != 0 {
			continue
		}
		widths := []int64{390, 1280}
		if strings.HasPrefix(path, "/en") {
			slices.Reverse(widths)
		}
		if strings.HasPrefix(path, english.Section("indicators")+"/") || strings.HasPrefix(path, "/en") && strings.Contains(path, "?") {
			widths = widths[:1] // the French page has the same drawings at both
		}
		jobs = append(jobs, job{path: path, run: func(b *tab) { look(b, path, widths) }})
	}
	t.Logf("%d pages", len(jobs))
	s.do(t, s.origin, nil, jobs)
}

func ofIndicator(path string) bool {
	return slices.ContainsFunc(locale.Langs(), func(lang locale.Lang) bool {
		return strings.HasPrefix(path, view.Links{Lang: lang}.Section("indicators")+"/")
	})
}

func look(b *tab, path string, widths []int64) {
	for i, width := range widths {
		if !b.Size(width) || (i == 0 && !b.Visit(path)) {
			return
		}
		b.Ask("testing.tour()")
		b.Ask("testing.sideways()")
	}
	b.Ask("testing.misdeeds()")
	b.Ask("testing.moved()")
	b.noCookies()
}
