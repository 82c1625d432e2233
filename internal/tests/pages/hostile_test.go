package pages

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/PuerkitoBio/goquery"

	"github.com/segur-tracker/segur/internal/ingest"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/web/view"
	"github.com/segur-tracker/segur/seed"
)

func TestHostileTextsStayTexts(t *testing.T) {
	s := testkit.Open(t, testkit.WithHostileTexts(t))
	for _, lang := range locale.Langs() {
		to, l := view.Links{Lang: lang}, s.Words.For(lang)
		measure, indicator := s.Catalog().Measure(25), s.Catalog().Indicator("msp-count")
		title, label := l.Text(measure.Title.In(string(lang))), l.Text(indicator.Label.In(string(lang)))
		for path, shown := range map[string]string{
			to.Home():                    title,
			to.Measures(view.Filter{}):   title,
			to.Section("indicators"):     label,
			to.Section("timeline"):       l.Text(testkit.HostileIn(segur.TableEvents, "title_"+string(lang))),
			to.Section("concertation"):   l.Text(testkit.HostileIn(segur.TableConsultation, "summary_"+string(lang))),
			to.Section("sources"):        "mot title",
			to.Section("sitemap"):        title,
			to.Section("data"):           l.Text(measure.ShortTitle.In(string(lang))),
			to.Section("method"):         "",
			to.Measure(measure):          title,
			to.Indicator(indicator.Code): label,
			to.Measures(view.Filter{Text: testkit.Hostile("")[:90]}): testkit.Hostile("")[:90],
		} {
			checkHostile(t, s, path, shown)
		}
	}
}

// checkHostile holds that a page shows a hostile text and does not act on it.
func checkHostile(t *testing.T, s *testkit.Site, path, shown string) {
	t.Helper()
	r := s.Get(path)
	if r.Status != 200 {
		t.Errorf("%s answers %d: %s", path, r.Status, s.Log.Cause(r))
		return
	}
	mustNotContain(t, path, r.Body)
	doc := r.Doc(t)
	for _, fault := range s.CheckHTML(r.Body) {
		t.Errorf("%s: %s", path, fault)
	}
	if n := doc.Find("img, script:not([src]):not([type='application/json'])").Length(); n > 0 {
		t.Errorf("%s: %d elements came from a text", path, n)
	}
	text := doc.Text() + values(doc)
	if !strings.Contains(text, shown) {
		t.Errorf("%s does not show %.60q…", path, shown)
	}
	doc.Find("svg").Each(func(_ int, picture *goquery.Selection) {
		if picture.Find("a, style, foreignObject, image, script").Length() > 0 {
			t.Errorf("%s: a picture holds foreign elements", path)
		}
	})
}

// values returns what stands in the fields of a page.
func values(doc *goquery.Document) string {
	var all strings.Builder
	doc.Find("input").Each(func(_ int, s *goquery.Selection) { all.WriteString(s.AttrOr("value", "")) })
	return all.String()
}

var endOfScript = regexp.MustCompile(`(?i)</script[^>]*>`)

// mustNotContain looks at the bytes, before any parser is kind to them.
func mustNotContain(t *testing.T, path string, body []byte) {
	t.Helper()
	for _, trace := range []string{"<script>", "<img", `"><`, "--><!--", "]]>"} {
		at := bytes.Index(body, []byte(trace))
		if trace == `"><` && at >= 0 {
			continue // markup of our own ends attributes so; the tree is what tells
		}
		if at >= 0 {
			t.Errorf("%s: %q in …%s…", path, trace, body[max(0, at-80):min(len(body), at+80)])
		}
	}
	opened, closed := bytes.Count(body, []byte("<script")), len(endOfScript.FindAll(body, -1))
	if opened != closed {
		t.Errorf("%s: %d scripts are opened and %d closed", path, opened, closed)
	}
}

// TestHostileErrorsStayTexts sends the same through addresses that are refused.
func TestHostileErrorsStayTexts(t *testing.T) {
	for _, path := range []string{
		"/%3Cscript%3Ealert(1)%3C/script%3E", "/en/%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E", "/mesures?etat=%3Cscript%3Ealert(1)%3C/script%3E",
		"/?annee=%22%3E%3Cimg%20src=x%3E", "/indicateurs/%3Cscript%3Ealert(1)%3C%2Fscript%3E", "/mesures?q=" + strings.Repeat("%3Cscript%3E", 13),
	} {
		r := site.Get(path)
		if r.Status != 404 && r.Status != 400 {
			t.Errorf("%s answers %d", path, r.Status)
		}
		mustNotContain(t, path, r.Body)
		if bytes.Contains(r.Body, []byte("alert(1)")) {
			t.Errorf("%s: the page repeats what was asked", path)
		}
	}
}

// TestScriptAddressesAreRefused holds that only web addresses may become links.
func TestScriptAddressesAreRefused(t *testing.T) {
	for _, address := range []string{
		"javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,<script>alert(1)</script>", "//evil.example/", "ftp://example.org/", "/etc/passwd", "https://",
	} {
		files := map[string][]byte{}
		entries, err := seed.Files.ReadDir(".")
		if err != nil {
			t.Fatal(err)
		}
		for _, entry := range entries {
			if files[entry.Name()], err = seed.Files.ReadFile(entry.Name()); err != nil {
				t.Fatal(err)
			}
		}
		testkit.EditRows(t, files, "sources.csv", func(row map[string]string) {
			if row["id"] == "concours-pluripro-2021-chiffres" {
				row["url"] = address
			}
		})
		copied := fstest.MapFS{}
		for name, body := range files {
			copied[name] = &fstest.MapFile{Data: body}
		}
		_, findings, err := ingest.ReadSeed(copied)
		if err != nil || len(findings) != 1 || findings[0].File != "sources.csv" || findings[0].ColumnName != "url" {
			t.Errorf("%s: findings %v, %v", address, findings, err)
		}
	}
}
