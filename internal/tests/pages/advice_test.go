package pages

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/web/view"
)

// refused are values that no chart has, by the parameter that they are given to; some are real elsewhere.
func refused() map[string][]string {
	return map[string][]string{
		"region": {"84", "999", "11"}, "de": {"hier", "20211"}, "a": {"demain", "0000"}, "vue": {"camembert", "carte"},
		"theme": {"rose"}, "lecture": {"hier"}, "taille": {"enorme"}, "colonne": {"7"}, "publication": {"x", "99"}, "au": {"1999-01-01", "hier"},
	}
}

// TestErrorsAdviseWhatIsThere gives every chart values that it refuses, alone and with a second fault beside them: each error
// names what the chart has instead, never the value just refused, and what it links answers.
func TestErrorsAdviseWhatIsThere(t *testing.T) {
	site := testkit.Open(t)
	to := view.Links{Lang: locale.FR}
	followed := map[string]bool{}
	for i, name := range chart.Names(site.Catalog()) {
		for param, values := range refused() {
			for _, value := range values {
				for _, beside := range []string{"", "&vue=ronde", "&theme=sombre"} {
					page := to.Chart(name, chart.View{}, view.Style{})
					if i > 1 {
						page = to.File(name, "csv", chart.View{}, view.Style{}) // read alike, and made at once
					}
					path := page + "?" + param + "=" + url.QueryEscape(value) + beside
					if param == "vue" && beside == "&vue=ronde" {
						continue
					}
					if r := site.Get(path); r.Status >= http.StatusBadRequest {
						checkAdvice(t, site, r, followed)
					} else if beside == "" && r.Status >= http.StatusInternalServerError {
						t.Errorf("%s answers %d", path, r.Status)
					}
				}
			}
		}
	}
	for _, path := range []string{"/?annee=1999", "/mesures?pilier=9", "/mesures?etat=foo", "/en/measures?annee=2099", "/?lecture=x", "/mesures?fondement=x", "/?publication=99"} {
		checkAdvice(t, site, site.Get(path), followed)
	}
	if len(followed) < 60 {
		t.Errorf("only %d addresses are advised", len(followed))
	}
	checkAdviceElsewhere(t, site)
}

// checkAdvice follows the addresses that an error names.
func checkAdvice(t *testing.T, site *testkit.Site, r testkit.Response, followed map[string]bool) {
	t.Helper()
	hrefs := advised(t, r)
	if len(hrefs) == 0 {
		t.Errorf("%s names nothing that is there", r.Path)
	}
	_, asked, _ := strings.Cut(r.Path, "?")
	first, _, _ := strings.Cut(asked, "&")
	for _, href := range hrefs {
		if _, query, _ := strings.Cut(href, "?"); query == asked || strings.Contains("&"+query+"&", "&"+first+"&") && len(hrefs) == 1 {
			t.Errorf("%s advises %s", r.Path, href)
		}
		if followed[href] {
			continue
		}
		followed[href] = true
		if got := site.Get(href); got.Status != http.StatusOK {
			t.Errorf("%s advises %s, which answers %d", r.Path, href, got.Status)
		}
	}
}

// advised lists the addresses that a page or the problem details of data name.
func advised(t *testing.T, r testkit.Response) (hrefs []string) {
	t.Helper()
	if r.Header.Get("Content-Type") != "application/problem+json" {
		for _, link := range r.Doc(t).Find("main h2 + ul a").EachIter() {
			hrefs = append(hrefs, link.AttrOr("href", ""))
		}
		return hrefs
	}
	var said struct{ Instead []struct{ Href string } }
	if err := json.Unmarshal(r.Body, &said); err != nil {
		t.Fatalf("%s: %v", r.Path, err)
	}
	for _, one := range said.Instead {
		hrefs = append(hrefs, one.Href)
	}
	return hrefs
}

// checkAdviceElsewhere holds that frames and what programs ask name the same as text.
func checkAdviceElsewhere(t *testing.T, site *testkit.Site) {
	t.Helper()
	frame := site.Get("/embed/indicateur-invr-envelope?region=999")
	if words := testkit.Words(frame.Doc(t).Find("main")); frame.Status != http.StatusBadRequest || !strings.Contains(words, "region=11") {
		t.Errorf("a frame says: %s", words)
	}
	file := site.Get("/graphiques/indicateur-invr-envelope.csv?vue=ronde")
	if file.Status != http.StatusBadRequest || !strings.Contains(string(file.Body), `"value":"vue=carte"`) {
		t.Errorf("a file says: %s", file.Body)
	}
	whole := site.Get("/graphiques/objectifs?region=84")
	if words := testkit.Words(whole.Doc(t).Find("main")); strings.Contains(words, "region=") {
		t.Errorf("a chart without territories advises one: %s", words)
	}
}
