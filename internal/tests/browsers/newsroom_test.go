package browsers

import (
	"encoding/json"
	"html"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/microcosm-cc/bluemonday"

	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/web/view"
)

// codes are all that we offer to paste for a chart, and what tools are answered that ask.
func (w *world) codes(t *testing.T, to view.Links, name string) map[string]string {
	t.Helper()
	page := to.Chart(name, chart.View{}, view.Style{})
	doc := w.site.Get(page).Doc(t)
	codes := map[string]string{}
	for _, kind := range []string{"script", "iframe", "image"} {
		codes[kind] = doc.Find("#t-" + kind).Text()
	}
	var said struct{ HTML string }
	if r := w.site.Get("/oembed?url=" + url.QueryEscape(w.origin+page)); json.Unmarshal(r.Body, &said) != nil {
		t.Fatalf("%s", r.Body)
	}
	codes["oembed"] = said.HTML
	return codes
}

// TestWordsSurviveFeedsAndNewsletters takes every code through a sanitiser that leaves what readers of feeds and newsletters are shown:
// the sentence stays, leads to the chart, and names its source. Where all markup goes, the words stay.
func TestWordsSurviveFeedsAndNewsletters(t *testing.T) {
	w := open(t)
	feed, bare := bluemonday.UGCPolicy(), bluemonday.StrictPolicy()
	for _, lang := range locale.Langs() {
		to, source := view.Links{Lang: lang}, map[locale.Lang]string{locale.FR: "Source\u00a0:", locale.EN: "Source:"}[lang]
		for _, name := range []string{some, high, "avancement", "indicateur-invr-envelope"} {
			for kind, code := range w.codes(t, to, name) {
				left := feed.Sanitize(code)
				doc, err := goquery.NewDocumentFromReader(strings.NewReader(left))
				if err != nil {
					t.Fatal(err)
				}
				link := doc.Find("a[href='" + w.origin + to.Chart(name, chart.View{}, view.Style{}) + "']")
				sentence := strings.TrimSpace(link.Last().Text())
				if doc.Find("iframe, script").Length() > 0 || len(sentence) < 30 || !strings.HasSuffix(sentence, ".") || !strings.Contains(doc.Text(), source) {
					t.Errorf("%s, code %q leaves %s", name, kind, left)
				}
				if kind == "image" && doc.Find("a > img[src]").Length() != 1 {
					t.Errorf("%s: the picture does not lead to its chart: %s", name, left)
				}
				if text := bare.Sanitize(code); !strings.Contains(html.UnescapeString(text), sentence) {
					t.Errorf("%s, code %q leaves the words %q", name, kind, text)
				}
			}
		}
	}
}

// TestNewsroomsKeepAllOrLess shows one article as four publishing tools keep it, and the words where frames go, to be looked at: all that is
// kept is in the column.
func TestNewsroomsKeepAllOrLess(t *testing.T) {
	w := open(t)
	code := w.code(t, some, "script")
	kept := map[string]string{"all": code, "no-script": withoutScript(code), "sandbox": sandboxed(code), "no-frame": bluemonday.UGCPolicy().Sanitize(code)}
	// words reports how many lines of words show, and whether something sticks out of the column.
	const words = `async () => {
  const article = document.querySelector('article');
  await Promise.all([...document.fonts].map((f) => f.loaded)).catch(() => {});
  return article.scrollWidth <= article.clientWidth && [...article.querySelectorAll('p a')].filter((a) => a.checkVisibility()).length === WANT;
}`
	for _, e := range engines(t) {
		t.Run(e.name, func(t *testing.T) {
			var jobs []job
			for name, body := range kept {
				want := map[string]string{"all": "0", "sandbox": "0", "no-script": "1", "no-frame": "1"}[name]
				jobs = append(jobs, job{Name: "newsroom-" + name, URL: w.put("newsroom-"+name, article(680, body)), Wait: strings.Replace(words, "WANT", want, 1)})
			}
			e.look(t, jobs)
		})
	}
}
