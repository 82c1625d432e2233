package browser

import (
	"fmt"
	"slices"
	"testing"

	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/testkit/browser"
	"github.com/segur-tracker/segur/internal/testkit/story"
	"github.com/segur-tracker/segur/internal/web/view"
)

// testPast looks at what publications leave behind: news of every kind of change, histories,
// pages as they were under their banner and the message of the site, loaded and resized like all
// others, and what axe says of them.
func testPast(t *testing.T, s *suite) {
	site := testkit.Open(t)
	if err := story.Tell(t.Context(), site); err != nil {
		t.Fatal(err)
	}
	origin, check := site.Serve(t), browser.Checker(t)
	var jobs []job
	for _, lang := range locale.Langs() {
		widths := []int64{390, 1280}
		if lang == locale.EN {
			slices.Reverse(widths)
		}
		for i, path := range told(site, view.Links{Lang: lang}) {
			jobs = append(jobs, job{path: path, where: "after the story", run: func(b *tab) { look(b, path, widths) }})
			if lang == locale.FR || i%2 == 0 {
				jobs = append(jobs, job{path: path, where: "after the story, axe", run: func(b *tab) { axePage(b, path, 200, widths, check) }})
			}
		}
	}
	s.do(t, origin, nil, jobs)
}

// told are pages that the story changed, now and then, with its banner and without.
func told(site *testkit.Site, to view.Links) []string {
	last := site.Catalog().Version()
	measure := to.Measure(site.Catalog().Measure(12))
	return []string{
		to.Section("news"), to.News(last), to.News(4), to.News(1), measure, to.Indicator("msp-count"),
		to.Home() + fmt.Sprintf("?publication=%d", last-1), measure + "?au=2026-11-26", to.Indicator("msp-count") + "?publication=1",
		to.Section("timeline") + "?au=2026-12-02", to.Section("news") + "?publication=3",
	}
}
