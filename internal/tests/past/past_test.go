package past

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/testkit/story"
	"github.com/segur-tracker/segur/internal/web/view"
)

// site has seven publications and is shared by the tests of this package, which only read.
var site *testkit.Site

func TestMain(m *testing.M) {
	testkit.Main(m, &site, func(s *testkit.Site) error { return story.Tell(context.Background(), s) })
}

// at returns the catalog of a publication.
func at(t *testing.T, number int) *catalog.Catalog {
	t.Helper()
	c, err := site.App.Catalogs().At(t.Context(), number)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// links returns the links of both languages in the view of a publication.
func links(publication int) []view.Links {
	var both []view.Links
	for _, lang := range locale.Langs() {
		both = append(both, view.Links{Lang: lang, Publication: publication})
	}
	return both
}

// open answers a page that must be there and sound.
func open(t *testing.T, path string) *goquery.Document {
	t.Helper()
	r := site.Get(path)
	if r.Status != 200 {
		t.Fatalf("%s answers %d: %s", path, r.Status, site.Log.Cause(r))
	}
	for _, fault := range site.CheckHTML(r.Body) {
		t.Errorf("%s: %s", path, fault)
	}
	if r.Header.Get("Set-Cookie") != "" {
		t.Errorf("%s sets a cookie", path)
	}
	return r.Doc(t)
}

// kinds returns one page of every kind in a view of the figures.
func kinds(to view.Links, c *catalog.Catalog) []string {
	paths := []string{
		to.Year(2022), to.Measures(view.Filter{Pillar: 2, Year: 2021, Text: "lits"}), to.Measures(view.Filter{State: "in-progress"}),
		to.Measure(c.Measure(12)), to.Measure(c.Measure(25)), to.Indicator("msp-count"), to.Indicator("inv-total"), to.News(1), to.NewsPage(1),
	}
	for _, name := range slices.Sorted(maps.Keys(view.Sections())) {
		paths = append(paths, to.Section(name))
	}
	return paths
}

// published is the moment at which a publication went out, in Paris.
func published(t *testing.T, number int) time.Time {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	return at(t, number).Publication().PublishedAt.In(zone)
}

func date(l *locale.Localizer, at time.Time) string {
	return l.Date(at.Year(), int(at.Month()), at.Day())
}

// figure returns what a page shows of a figure, "" when it does not.
func figure(doc *goquery.Document, of string) string {
	return doc.Find(`table.seg-values data[data-of="`+of+`"]`).AttrOr("value", "")
}

func TestAnOldPageShowsWhatWasPublished(t *testing.T) {
	const corrected, added = "msp-count/FR/actual/2022-12", "msp-count/FR/actual/2026-06"
	for publication, want := range map[int][2]string{1: {"2250", ""}, 2: {"2251", "3120"}, 5: {"2251", "3120"}, 6: {"2251", ""}, 7: {"2251", ""}, 0: {"2251", ""}} {
		for _, to := range links(publication) {
			doc := open(t, to.Indicator("msp-count"))
			if got := [2]string{figure(doc, corrected), figure(doc, added)}; got != want {
				t.Errorf("%s shows %v instead of %v", to.Indicator("msp-count"), got, want)
			}
			chart := doc.Find(`figure[data-chart="indicateur-msp-count"]`).Find("svg, table").Text()
			words := site.Words.For(to.Lang)
			if shown := words.Number(3120, 0); strings.Contains(chart, shown) != (want[1] != "") {
				t.Errorf("%s: the chart and the table disagree on %s", to.Indicator("msp-count"), shown)
			}
		}
	}
	empty := site.Catalog().Counts(2026)[segur.Unknown] // publication 3 fills a cell, 5 empties it and 7 fills another
	for publication, more := range map[int]int{1: 1, 3: 0, 5: 1, 7: 0} {
		home := open(t, view.Links{Publication: publication}.Year(2026))
		if n := home.Find(".seg-rows__cells .seg-s--unknown").Length(); n != empty+more {
			t.Errorf("publication %d lacks %d states of 2026 instead of %d", publication, n, empty+more)
		}
	}
}

func TestAnOldPageSaysSoAndStaysInItsPast(t *testing.T) {
	for _, to := range links(3) {
		words, now := site.Words.For(to.Lang), to.At(0)
		today := kinds(now, at(t, 3))
		for i, path := range kinds(to, at(t, 3)) {
			doc := open(t, path)
			strip := doc.Find(".seg-past")
			said := words.T("past.shown", "date", date(words, published(t, 3)), "number", 3)
			if !strings.HasPrefix(testkit.Words(strip), said) || strip.AttrOr("role", "") != "region" || strip.AttrOr("aria-label", "") == "" {
				t.Errorf("%s: the strip says %q instead of %q", path, testkit.Words(strip), said)
			}
			if got := strip.Find("a").First().AttrOr("href", ""); got != today[i] && !(strings.Contains(path, "q=") && got != "") {
				t.Errorf("%s: today's page is %s instead of %s", path, got, today[i])
			}
			if got := strings.TrimPrefix(doc.Find(`link[rel="canonical"]`).AttrOr("href", ""), site.URL()); got != today[i] && !strings.Contains(path, "q=") {
				t.Errorf("%s has the canonical address %s", path, got)
			}
			checkKept(t, path, doc)
		}
	}
}

// checkKept holds that search engines stay out and that every way on leads into the same past.
func checkKept(t *testing.T, path string, doc *goquery.Document) {
	t.Helper()
	if doc.Find(`meta[name="robots"][content="noindex"]`).Length() != 1 || doc.Find(`link[hreflang]`).Length() > 0 {
		t.Errorf("%s is open to search engines", path)
	}
	if robots := site.Get(path).Header.Get("X-Robots-Tag"); robots != "noindex" {
		t.Errorf("%s: X-Robots-Tag is %q", path, robots)
	}
	doc.Find(`a[href^="/"]`).Not(".seg-past a").Not("a[rel=nofollow]").Each(func(_ int, s *goquery.Selection) {
		if href := s.AttrOr("href", ""); strings.Count(href, "publication=3") != 1 {
			t.Errorf("%s leads out of its past to %s", path, href)
		}
	})
	doc.Find("form").Each(func(_ int, s *goquery.Selection) {
		if s.Find(`input[type=hidden][name=publication][value="3"]`).Length() != 1 || strings.Contains(s.AttrOr("action", ""), "?") {
			t.Errorf("%s: a form leads out of its past", path)
		}
	})
	if other := doc.Find(`a[rel="alternate"]`).AttrOr("href", ""); !strings.Contains(other, "publication=3") || site.Get(other).Status != 200 {
		t.Errorf("%s: the other language is %s", path, other)
	}
}

func TestTodaysPagesAreUntouched(t *testing.T) {
	for _, to := range links(0) {
		for _, path := range kinds(to, site.Catalog()) {
			doc, r := open(t, path), site.Get(path)
			if doc.Find(".seg-past, input[name=publication]").Length() > 0 || r.Header.Get("X-Robots-Tag") != "" {
				t.Errorf("%s looks like a page of the past", path)
			}
			doc.Find(`a[href*="publication="]`).Not("a[rel=nofollow]").Each(func(_ int, s *goquery.Selection) {
				t.Errorf("%s leads into the past: %s", path, s.AttrOr("href", ""))
			})
		}
	}
}

// TestTheLinksOfThePastLeadSomewhere follows every link of some old pages.
func TestTheLinksOfThePastLeadSomewhere(t *testing.T) {
	seen := map[string]bool{}
	for _, to := range links(4) {
		for _, path := range []string{to.Home(), to.Section("timeline"), to.NewsPage(1), to.Measure(at(t, 4).Measure(12))} {
			open(t, path).Find(`a[href^="/"]`).Each(func(_ int, s *goquery.Selection) {
				href, _, _ := strings.Cut(s.AttrOr("href", ""), "#")
				if seen[href] {
					return
				}
				seen[href] = true
				if r := site.Do("HEAD", href); r.Status != 200 && r.Status != 301 {
					t.Errorf("%s leads to %s, which answers %d", path, href, r.Status)
				}
			})
		}
	}
	if len(seen) < 100 {
		t.Errorf("%d links followed", len(seen))
	}
}

func TestTheBannerIsOnEveryPageAsPlainText(t *testing.T) {
	for publication, want := range map[int]string{1: "", 4: "15 janvier", 5: "15 janvier", 6: "22 janvier", 0: "22 janvier"} {
		for _, to := range links(publication) {
			for _, path := range []string{to.Home(), to.Section("legal"), to.Indicator("msp-count"), to.NewsPage(1)} {
				checkBanner(t, open(t, path), path, want)
			}
		}
	}
	checkBanner(t, site.Get("/nope").Doc(t), "/nope", "22 janvier")
}

func checkBanner(t *testing.T, doc *goquery.Document, path, want string) {
	t.Helper()
	banner := doc.Find(".seg-banner")
	if want == "" && banner.Length() == 0 {
		return
	}
	if doc.Find("html").AttrOr("lang", "") == "en" {
		want = strings.Replace(want, "janvier", "January", 1)
	}
	said := strings.ReplaceAll(testkit.Words(banner), "\u00a0", " ")
	if !strings.Contains(said, want) || want == "" || banner.AttrOr("role", "") != "region" || banner.AttrOr("aria-label", "") == "" {
		t.Errorf("%s: the banner says %q, not %q", path, said, want)
	}
	if strings.HasPrefix(want, "15") && (banner.Find("b").Length() > 0 || banner.Find("p").Length() != 2 || !strings.Contains(said, "<b>")) {
		t.Errorf("%s: the banner is not plain text: %s", path, fmt.Sprint(banner.Html()))
	}
}
