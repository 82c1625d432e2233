package oembed

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/web/view"
)

// testFrames holds that every frame is whole by itself: what it shows, of where and when, in a
// picture, in words and in figures, from where, under which licence, and where there is more.
func testFrames(t *testing.T, s *suite) {
	for _, name := range chart.Names(s.site.Catalog()) {
		if name == retired {
			continue
		}
		for _, lang := range locale.Langs() {
			to := view.Links{Lang: lang}
			made, err := chart.Make(s.site.Catalog(), name, s.site.Words.For(lang))
			if err != nil {
				t.Fatal(err)
			}
			path := to.Embed(name, chart.View{}, view.Style{})
			doc := s.frame(t, path, lang)
			if got := testkit.Words(doc.Find("h1")); got != made.Title.String() {
				t.Errorf("%s is headed %q", path, got)
			}
			if got := testkit.Words(doc.Find(".seg-figure__sub")); got != made.Subtitle {
				t.Errorf("%s: %q", path, got)
			}
			pictures := 0
			if made.Wide.Option != nil {
				pictures = 2
			}
			if got := doc.Find(".seg-chart__box svg[role=img]").Length(); got != pictures {
				t.Errorf("%s has %d pictures", path, got)
			}
			if rows := doc.Find("details tbody tr").Length(); rows != len(made.Table.Rows) || !strings.Contains(testkit.Words(doc.Find("details")), made.Alt.String()) {
				t.Errorf("%s: %d rows, words %q", path, rows, testkit.Words(doc.Find("details p")))
			}
			foot := testkit.Words(doc.Find(".seg-frame__source"))
			if !strings.Contains(foot, "Licence Ouverte 2.0") || !strings.Contains(foot, s.day(lang, 2026, 11, 25)) || doc.Find(".seg-frame__newer").Length() > 0 {
				t.Errorf("%s: %q", path, foot)
			}
			for _, want := range []string{to.Chart(name, chart.View{}, view.Style{}), to.Chart(name, chart.View{Kind: chart.KindTable}, view.Style{})} {
				if doc.Find(`.seg-frame__links a[href="`+want+`"]`).Length() != 1 {
					t.Errorf("%s does not lead to %s", path, want)
				}
			}
		}
	}
	for theme, want := range map[string]string{"": "", "auto": "", "clair": "light", "sombre": "dark"} {
		doc := s.frame(t, "/embed/avancement?theme="+theme, locale.FR)
		if got := doc.Find("html").AttrOr("data-theme", ""); got != want {
			t.Errorf("theme=%s is %q", theme, got)
		}
	}
	table := s.frame(t, "/embed/avancement?vue=tableau&lang=en", locale.EN)
	if table.Find("details, .seg-chart__box").Length() > 0 || table.Find("figure table").Length() != 1 {
		t.Error("a table does not stand in the place of the picture")
	}
}

// frame reads a frame and holds what all have in common.
func (s *suite) frame(t *testing.T, path string, lang locale.Lang) *goquery.Document {
	t.Helper()
	r := s.site.Get(path)
	if r.Status != 200 || r.Header.Get("Set-Cookie") != "" || !r.MayBeFramed() {
		t.Fatalf("%s: %d %v", path, r.Status, r.Header)
	}
	doc := r.Doc(t)
	if doc.Find("html").AttrOr("lang", "") != string(lang) || doc.Find(`meta[name=robots][content=noindex]`).Length() != 1 || doc.Find("h1").Length() != 1 || doc.Find("main").Length() != 1 {
		t.Errorf("%s lacks its language, its title or its place", path)
	}
	if doc.Find("header, nav, footer, form, iframe, img").Length() > 0 || doc.Find(`base[target="_blank"]`).Length() != 1 {
		t.Errorf("%s holds more than a figure", path)
	}
	doc.Find("[src], link[href]").Each(func(_ int, e *goquery.Selection) {
		if address := e.AttrOr("src", e.AttrOr("href", "")); !strings.HasPrefix(address, "/assets/") && e.AttrOr("rel", "") != "canonical" {
			t.Errorf("%s loads %s", path, address)
		}
	})
	return doc
}

func (s *suite) day(lang locale.Lang, year, month, day int) string {
	return s.site.Words.For(lang).Date(year, month, day)
}

// testFrozen holds that a frame with figures of a publication says so, knows newer ones and leads
// to them.
func testFrozen(t *testing.T, s *suite) {
	for number, late := range map[string]bool{"1": true, "2": false} {
		for _, lang := range locale.Langs() {
			path := view.Links{Lang: lang}.Embed(some, chart.View{}, view.Style{Theme: view.ThemeDark})
			frozen := strings.Replace(path+"&publication="+number, "?&", "?", 1)
			doc := s.frame(t, frozen, lang)
			published := map[string]string{"1": s.day(lang, 2026, 11, 21), "2": s.day(lang, 2026, 11, 25)}[number]
			if said := testkit.Words(doc.Find(".seg-frame__source strong")); !strings.Contains(said, published) {
				t.Errorf("%s says %q", frozen, said)
			}
			note := doc.Find(".seg-frame__newer[data-after='" + number + "']")
			_, hidden := note.Attr("hidden")
			if note.Length() != 1 || hidden == late || note.Find("a[target=_self]").AttrOr("href", "") != path {
				t.Errorf("%s: %d notes, hidden %v, lead to %s", frozen, note.Length(), hidden, note.Find("a").AttrOr("href", ""))
			}
			doc.Find(".seg-frame__links a").Each(func(_ int, a *goquery.Selection) {
				if href := a.AttrOr("href", ""); !strings.HasSuffix(href, "publication="+number) {
					t.Errorf("%s leads to the figures of another day: %s", frozen, href)
				}
			})
			if got := s.site.Get(frozen).Header.Get("Cache-Control"); got != "public, max-age=31536000, immutable" {
				t.Errorf("%s is kept %s", frozen, got)
			}
		}
	}
	const live = "public, max-age=60, stale-while-revalidate=86400"
	for path, want := range map[string]string{"/embed/" + some: live, "/embed/" + some + "?au=2026-11-22": live, "/embed/" + some + "?publication=": live} {
		r := s.site.Get(path)
		if got := r.Header.Get("Cache-Control"); r.Status != 200 || got != want {
			t.Errorf("%s (%d) is kept %s", path, r.Status, got)
		}
	}
	if day := s.frame(t, "/embed/"+some+"?au=2026-11-22", locale.FR); day.Find(".seg-frame__newer[data-after='1']").Length() != 1 {
		t.Error("a frame of a day does not know its publication")
	}
	r := s.site.Get("/embed/derniere.json")
	var last struct {
		Publication int
		Date        string
	}
	if err := json.Unmarshal(r.Body, &last); err != nil || last.Publication != 2 || last.Date != "2026-11-25" || r.Header.Get("Access-Control-Allow-Origin") != "*" {
		t.Errorf("%s, %v: %s", r.Header, err, r.Body)
	}
	if caching := r.Header.Get("Cache-Control"); !strings.HasPrefix(caching, "public, max-age=60") {
		t.Errorf("the number of the last publication is kept %s", caching)
	}
}

// testGone holds that a withdrawn chart leaves words where it stood, and its last version.
func testGone(t *testing.T, s *suite) {
	for lang, want := range map[locale.Lang]struct{ path, reason, last string }{
		locale.FR: {"/embed/" + retired + "?theme=sombre", "démenti par son éditeur", "/embed/" + retired + "?theme=sombre&publication=1"},
		locale.EN: {"/embed/" + retired + "?lang=en", "disowns it", "/embed/" + retired + "?lang=en&publication=1"},
	} {
		doc := s.frame(t, want.path, lang)
		said := testkit.Words(doc.Find("main"))
		if !strings.Contains(said, want.reason) || !strings.Contains(said, s.day(lang, 2026, 11, 25)) || doc.Find(`a[target=_self]`).AttrOr("href", "") != want.last {
			t.Errorf("%s: %s", want.path, said)
		}
		if doc := s.frame(t, want.last, lang); doc.Find("figure svg[role=img]").Length() != 2 {
			t.Errorf("%s does not show the last version", want.last)
		}
	}
}

// testFaults holds that what cannot be shown says so inside the frame, in its language.
func testFaults(t *testing.T, s *suite) {
	for path, want := range map[string]struct {
		status int
		lang   locale.Lang
	}{
		"/embed/zzzz": {404, "fr"}, "/embed/zzzz?lang=en": {404, "en"}, "/embed/" + some + "?de=hier": {400, "fr"}, "/embed/" + some + "?vue=camembert&lang=en": {400, "en"},
		"/embed/" + some + "?lang=de": {400, "fr"}, "/embed/" + some + "?publication=99&lang=en": {404, "en"}, "/embed/" + some + "?theme=rose": {400, "fr"}, "/embed/a/b": {404, "fr"},
		"/embed/" + some + "?publication=x&lang=en": {400, "en"}, "/embed/" + some + "?au=1999-01-01&lang=en": {404, "en"}, "/embed/" + some + "?au=x": {400, "fr"},
	} {
		r := s.site.Get(path)
		doc := r.Doc(t)
		if r.Status != want.status || doc.Find("html").AttrOr("lang", "") != string(want.lang) || doc.Find("h1").Length() != 1 || doc.Find("header, footer, nav").Length() > 0 {
			t.Errorf("%s: %d, %s", path, r.Status, testkit.Words(doc.Find("body")))
		}
		if !r.MayBeFramed() || r.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %v", path, r.Header)
		}
		if english := regexp.MustCompile(`\b(the|cannot|is)\b`).MatchString(testkit.Words(doc.Find("main"))); english != (want.lang == locale.EN) {
			t.Errorf("%s speaks the wrong language: %s", path, testkit.Words(doc.Find("main")))
		}
	}
}

// testScript holds what pages that nobody will change count on.
func testScript(t *testing.T, s *suite) {
	r := s.site.Get("/embed.js")
	for name, want := range map[string]string{
		"Content-Type": "text/javascript; charset=utf-8", "Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin",
		"Cache-Control": "public, max-age=60, stale-while-revalidate=86400", "X-Content-Type-Options": "nosniff",
	} {
		if got := r.Header.Get(name); got != want {
			t.Errorf("%s is %q instead of %q", name, got, want)
		}
	}
	const most = 2000
	if r.Status != 200 || len(r.Body) == 0 || len(r.Body) > most || strings.Contains(string(r.Body), s.origin) {
		t.Errorf("%d with %d bytes", r.Status, len(r.Body))
	}
}
