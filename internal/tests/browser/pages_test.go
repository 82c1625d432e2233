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
// a desk: nothing in the console, nothing refused by the policy, no request that fails
// or leaves, no cookie, no sideways scroll, charts that come to life and move nothing. French
// pages load narrow and grow, English ones load wide and shrink, so that each page is seen
// loaded and resized; but for those of an indicator, a year or a filter, which only load.
func testPages(t *testing.T, s *suite) {
	var jobs []job
	english := view.Links{Lang: locale.EN}
	for _, path := range testkit.Paths(s.site) {
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

func look(b *tab, path string, widths []int64) {
	for i, width := range widths {
		if !b.Size(width) || (i == 0 && !b.Visit(path)) {
			return
		}
		b.Ask("testing.tour()")
		b.Ask("testing.sideways()")
	}
	b.Ask("testing.misdeeds()")
	var moved []string
	if b.Eval("testing.moved()", &moved) && len(moved) > 0 && b.Size(widths[0]) && b.Visit(path) {
		// On a busy machine a font may come between two frames; a page that moves by itself moves again.
		b.Ask("testing.tour()")
		b.Ask("testing.moved()")
	}
	b.noCookies()
}

// The greatest heights on a phone, in CSS pixels: some fifteen screens for a list, twenty for a page.
const (
	longest     = 12_000
	longestFull = 17_000 // of home and of measures, which hold charts beside their lists
)

// testLength holds that the long lists stay within a walk of the thumb on a phone, that the columns
// of their tables stand under each other at a desk, and that an address of before the pages of
// documents still lands, without scripts.
func testLength(t *testing.T, s *suite) {
	var jobs []job
	for _, lang := range locale.Langs() {
		to := view.Links{Lang: lang}
		limits := map[string]int{
			to.Section("indicators"): longest, to.Section("sources"): longest, to.Section("measures"): longest,
			to.Sources(view.SourceFilter{Page: 5}): longest, to.Section("indicators") + "?filtre=retard": longest, to.Home(): longestFull,
			to.Section("concertation"): longestFull,
		}
		for _, m := range s.site.Catalog().Measures() {
			limits[to.Measure(m)] = longestFull
		}
		for path, limit := range limits {
			jobs = append(jobs, job{path: path, where: "length", run: func(b *tab) {
				var high int
				if b.Size(390) && b.Visit(path) && b.Eval("document.documentElement.scrollHeight", &high) && high > limit {
					b.Fault("is %d px high", high)
				}
			}})
		}
		jobs = append(jobs, job{path: to.Section("indicators"), where: "columns", run: func(b *tab) {
			var widths int
			if b.Size(1280) && b.Visit(to.Section("indicators")) && b.Eval(columns, &widths) && widths != 1 {
				b.Fault("its tables have %d sets of columns", widths)
			}
		}})
	}
	sources := s.site.Catalog().Sources()
	last, to := sources[len(sources)-1].ID, view.Links{}
	jobs = append(jobs, job{path: to.Section("sources") + "#" + last, where: "landing", run: func(b *tab) {
		var href string
		if b.Visit(to.Section("sources")+"#"+last) && b.Eval(landing, &href) && href != to.Source(last) {
			b.Fault("lands on %q", href)
		}
	}})
	s.do(t, s.origin, withoutScripts, jobs)
}

// columns counts the different sets of columns of the tables of indicators, all unfolded.
const columns = `(() => {
	document.querySelectorAll('details').forEach((d) => { d.open = true; });
	const sets = [...document.querySelectorAll('table.seg-lines')].map((t) => [...t.rows[0].cells].map((c) => Math.round(c.getBoundingClientRect().left)).join(' '));
	return new Set(sets).size;
})()`

// landing is the link of the place that the address points to, "" where it cannot be seen.
const landing = `(() => {
	const place = document.querySelector(':target');
	return place && place.getBoundingClientRect().height > 0 ? place.querySelector('a').getAttribute('href') : '';
})()`
