package share_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/segur-tracker/segur/internal/app"
	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/config"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/web/view"
)

// site is shared by the tests of this package that only read from it.
var site *testkit.Site

func TestMain(m *testing.M) { testkit.Main(m, &site) }

const base = "https://segur.example"

func withBase() testkit.Option {
	return testkit.WithConfig(func(c *config.Config) { c.BaseURL = base })
}

func links() []view.Links { return []view.Links{{Lang: locale.FR}, {Lang: locale.EN}} }

func meta(doc *goquery.Document, property string) string {
	return doc.Find(`meta[property="`+property+`"], meta[name="`+property+`"]`).AttrOr("content", "")
}

// TestEveryChartHasItsPage holds that the page of each chart, in both languages, has what it takes
// to show the chart elsewhere.
func TestEveryChartHasItsPage(t *testing.T) {
	for _, to := range links() {
		for _, name := range chart.Names(site.Catalog()) {
			path := to.Chart(name, chart.View{}, view.Style{})
			r := site.Get(path)
			if r.Status != http.StatusOK {
				t.Errorf("%s answers %d: %s", path, r.Status, site.Log.Cause(r))
				continue
			}
			for _, fault := range site.CheckHTML(r.Body) {
				t.Errorf("%s: %s", path, fault)
			}
			doc := r.Doc(t)
			made, err := chart.Make(site.Catalog(), name, site.Words.For(to.Lang))
			if err != nil {
				t.Fatal(err)
			}
			if h1 := testkit.Words(doc.Find("h1")); h1 != made.Title.String() {
				t.Errorf("%s is headed %q instead of %q", path, h1, made.Title)
			}
			if src := doc.Find("iframe").AttrOr("src", ""); src != to.Embed(name, chart.View{}, view.Style{}) {
				t.Errorf("%s previews %q", path, src)
			}
			checkPastes(t, path, doc)
			checkFiles(t, path, doc, to, name)
		}
	}
}

// checkPastes holds that each text can be reached by its label and copied.
func checkPastes(t *testing.T, path string, doc *goquery.Document) {
	t.Helper()
	texts := doc.Find("textarea[readonly]")
	if texts.Length() != 12 {
		t.Errorf("%s has %d texts to copy", path, texts.Length())
	}
	texts.Each(func(_ int, s *goquery.Selection) {
		id := s.AttrOr("id", "")
		button := doc.Find(`button[data-copies="` + id + `"]`)
		_, hidden := button.Attr("hidden")
		if strings.TrimSpace(s.Text()) == "" || doc.Find(`label[for="`+id+`"]`).Length() != 1 || button.Length() != 1 || !hidden {
			t.Errorf("%s: text %s has no words, label or button, or the button shows without a script", path, id)
		}
	})
	if doc.Find(`#copie[role="status"]`).Length() != 1 {
		t.Errorf("%s does not say what was copied", path)
	}
}

func checkFiles(t *testing.T, path string, doc *goquery.Document, to view.Links, name string) {
	t.Helper()
	want := []string{
		to.File(name, "svg", chart.View{}, view.Style{}), to.File(name, "png", chart.View{}, view.Style{}),
		to.File(name, "png", chart.View{}, view.Style{Size: view.SizeSquare}), to.File(name, "png", chart.View{}, view.Style{Size: view.SizeLarge}),
		to.File(name, "csv", chart.View{}, view.Style{}), to.File(name, "json", chart.View{}, view.Style{}),
	}
	var got []string
	doc.Find(".seg-files a").Each(func(_ int, s *goquery.Selection) { got = append(got, s.AttrOr("href", "")) })
	if strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("%s offers %v instead of %v", path, got, want)
	}
}

// submit sends the form of a page with one answer changed and returns where it leads.
func submit(t *testing.T, s *testkit.Site, doc *goquery.Document, field, value string) testkit.Response {
	t.Helper()
	form := doc.Find("form.seg-options")
	query := url.Values{}
	form.Find("select").Each(func(_ int, one *goquery.Selection) {
		query.Set(one.AttrOr("name", ""), one.Find("option[selected]").AttrOr("value", ""))
	})
	query.Set(field, value)
	action, _, _ := strings.Cut(form.AttrOr("action", ""), "#")
	r := s.Get(action + "?" + query.Encode())
	if r.Status == http.StatusMovedPermanently {
		return s.Get(r.Header.Get("Location"))
	}
	return r
}

// TestTheFormComesBackToItsView submits every choice of some charts without a script: each leads to
// the page whose form has it chosen, and whose codes, files and preview show that very view.
func TestTheFormComesBackToItsView(t *testing.T) {
	for _, to := range links() {
		for _, name := range []string{"avancement", "objectifs", "indicateur-cpts-active", "indicateur-invr-envelope", "indicateur-seg-laws"} {
			doc := site.Get(to.Chart(name, chart.View{}, view.Style{})).Doc(t)
			asked := 0
			doc.Find("form.seg-options option").Each(func(_ int, option *goquery.Selection) {
				asked++
				field, value := option.Parent().AttrOr("name", ""), option.AttrOr("value", "")
				r := submit(t, site, doc, field, value)
				if r.Status != http.StatusOK {
					t.Errorf("%s: %s=%s answers %d", name, field, value, r.Status)
					return
				}
				shown := r.Doc(t)
				if got := shown.Find(`select[name="`+field+`"] option[selected]`).AttrOr("value", ""); got != value {
					t.Errorf("%s: %s=%s comes back as %q", name, field, value, got)
				}
				_, query, _ := strings.Cut(r.Path, "?")
				byDefault := value == "" || option.Parent().Find("option").First().AttrOr("value", "") == value
				if byDefault != (query == "") {
					t.Errorf("%s: %s=%s leads to %s", name, field, value, r.Path)
				}
				if !byDefault {
					checkView(t, shown, r.Path, field, value)
				}
			})
			if asked < 8 {
				t.Errorf("%s has %d choices", name, asked)
			}
		}
	}
}

// checkView holds that what is given away shows what was chosen.
func checkView(t *testing.T, doc *goquery.Document, path, field, value string) {
	t.Helper()
	part := field + "=" + value
	if src := doc.Find("iframe").AttrOr("src", ""); strings.Contains(src, part) != (field != "taille" && field != "colonne") {
		t.Errorf("%s previews %s", path, src)
	}
	for _, id := range []string{"script", "iframe"} {
		if code := doc.Find("#t-" + id).Text(); strings.Contains(code, part) != (field != "taille" && field != "colonne") {
			t.Errorf("%s: code %s is %s", path, id, code)
		}
	}
	if field == "colonne" {
		checkColumn(t, doc, value)
	}
	if code := doc.Find("#t-image").Text(); strings.Contains(code, part) != (field != "colonne") {
		t.Errorf("%s: the image is %s", path, code)
	}
	data := doc.Find(`.seg-files a[href*=".csv"]`).AttrOr("href", "")
	if strings.Contains(data, part) != (field != "theme" && field != "taille" && field != "colonne") {
		t.Errorf("%s: data at %s", path, data)
	}
}

// checkColumn holds that the codes and the preview are made for the column that was chosen.
func checkColumn(t *testing.T, doc *goquery.Document, column string) {
	t.Helper()
	width, err := strconv.Atoi(column)
	if err != nil {
		t.Fatal(err)
	}
	window := fmt.Sprintf("%dpx", width+40)
	if code := doc.Find("#t-iframe").Text(); strings.Contains(code, "clamp(") && !strings.Contains(code, window) {
		t.Errorf("the code for %s px: %s", column, code)
	}
	if doc.Find("iframe.seg-embed--"+column).Length() != 1 {
		t.Errorf("the preview is not %s px wide", column)
	}
}

// TestOneViewHasOneAddress holds that defaults and disorder lead to the canonical address.
func TestOneViewHasOneAddress(t *testing.T) {
	for asked, want := range map[string]string{
		"/graphiques/avancement?vue=graphique&theme=auto&taille=social&de=2020": "/graphiques/avancement",
		"/graphiques/indicateur-cpts-active?region=FR&a=2021":                   "/graphiques/indicateur-cpts-active?a=2021",
		"/graphiques/avancement?de=2021&theme=auto&publication=1":               "/graphiques/avancement?de=2021&publication=1",
		"/en/charts/indicateur-invr-envelope?vue=carte&region=84&taille=social": "/en/charts/indicateur-invr-envelope?vue=carte",
		"/graphiques/indicateur-msp-count?vue=tableau&region=FR&publication=1":  "/graphiques/indicateur-msp-count?vue=tableau&publication=1",
	} {
		r := site.Get(asked)
		if r.Status != http.StatusMovedPermanently || r.Header.Get("Location") != want {
			t.Errorf("%s: %d to %s instead of %s", asked, r.Status, r.Header.Get("Location"), want)
		}
		if r := site.Get(want); r.Status != http.StatusOK {
			t.Errorf("%s answers %d", want, r.Status)
		}
	}
	for path, status := range map[string]int{
		"/graphiques/nope": 404, "/en/charts/indicateur-nope": 404, "/graphiques/avancement?region=84": 400, "/graphiques/avancement?de=hier": 400,
		"/graphiques/avancement?vue=carte": 400, "/en/charts/avancement?theme=rose": 400, "/graphiques/avancement?taille=9000": 400,
		"/graphiques/avancement?de=2024&a=2021": 400,
	} {
		r := site.Get(path)
		if doc := r.Doc(t); r.Status != status || testkit.Words(doc.Find("main p").First()) == "" {
			t.Errorf("%s answers %d instead of %d", path, r.Status, status)
		}
	}
}

// TestFrozenMeansThatPublication holds that everything on a frozen page stays with its publication,
// and that the other answer leaves it.
func TestFrozenMeansThatPublication(t *testing.T) {
	doc := site.Get("/graphiques/indicateur-msp-count?publication=1").Doc(t)
	doc.Find(".seg-files a, iframe").Each(func(_ int, s *goquery.Selection) {
		if address := s.AttrOr("href", s.AttrOr("src", "")); !strings.Contains(address, "publication=1") {
			t.Errorf("%s is not frozen", address)
		}
	})
	for _, id := range []string{"script", "iframe", "image", "link"} {
		if code := doc.Find("#t-" + id).Text(); !strings.Contains(code, "publication=1") {
			t.Errorf("code %s is not frozen: %s", id, code)
		}
	}
	if long := doc.Find("#t-long").Text(); !strings.Contains(long, "publication=1") {
		t.Errorf("the citation is of another view: %s", long)
	}
	live := submit(t, site, doc, "publication", "")
	if live.Path != "/graphiques/indicateur-msp-count" {
		t.Errorf("live is %s", live.Path)
	}
}

// TestThePictureOfTheMatrixIsDescribedAsItIs: social networks show the card, not the drawing of the page.
func TestThePictureOfTheMatrixIsDescribedAsItIs(t *testing.T) {
	for _, to := range links() {
		usual := view.Usual(site.Catalog(), "matrice")
		card, stands, err := chart.Card(site.Catalog(), "matrice", usual, site.Words.For(to.Lang))
		if err != nil || !stands {
			t.Fatal(stands, err)
		}
		page := to.Chart("matrice", usual, view.Style{})
		if alt := site.Get(page).Doc(t).Find(`meta[property="og:image:alt"]`).AttrOr("content", ""); alt != card.Alt.String() {
			t.Errorf("%s: the picture is said to be %q, it is %q", page, alt, card.Alt)
		}
	}
}

// TestTheGalleryHasEveryChart holds that it leads to each page once in its list, pictures first.
func TestTheGalleryHasEveryChart(t *testing.T) {
	for _, to := range links() {
		doc := site.Get(to.Section("charts")).Doc(t)
		found := map[string]bool{}
		doc.Find(".seg-exhibit p a, .seg-charts a").Not(".seg-term__link").Each(func(_ int, s *goquery.Selection) { found[s.AttrOr("href", "")] = true })
		names := chart.Names(site.Catalog())
		for _, name := range names {
			if !found[to.Chart(name, view.Usual(site.Catalog(), name), view.Style{})] {
				t.Errorf("%s: no link to %s", to.Lang, name)
			}
		}
		if len(found) != len(names) || doc.Find("figure[data-chart]").Length() != 5 || doc.Find("figure svg.seg-wide, figure .seg-wide svg").Length() < 5 {
			t.Errorf("%s: %d links, %d figures", to.Lang, len(found), doc.Find("figure[data-chart]").Length())
		}
	}
}

// TestOnlyPagesThatShowFramesMayFrame holds the policy of pages with a preview, and of the others.
func TestOnlyPagesThatShowFramesMayFrame(t *testing.T) {
	for path, frames := range map[string]bool{
		"/graphiques/avancement": true, "/integrer": true, "/en/embedding": true, "/graphiques": false, "/": false, "/indicateurs/msp-count": false,
	} {
		r := site.Get(path)
		policy := r.Header.Get("Content-Security-Policy")
		if strings.Contains(policy, "frame-src 'self'") != frames || !strings.Contains(policy, "frame-ancestors 'none'") {
			t.Errorf("%s: %s", path, policy)
		}
		if r.Doc(t).Find("iframe").Length() > 0 != frames {
			t.Errorf("%s: frames without need, or need without frames", path)
		}
	}
}

// TestARenamedChartRedirects keeps what was chosen.
func TestARenamedChartRedirects(t *testing.T) {
	s := testkit.Open(t, func(o *app.Options) error {
		o.Renamed = view.Renames{"indicateur-vieux": "indicateur-ancien", "indicateur-ancien": "indicateur-msp-count"}
		return nil
	})
	for asked, want := range map[string]string{
		"/graphiques/indicateur-vieux":                           "/graphiques/indicateur-msp-count",
		"/en/charts/indicateur-ancien?a=2022&theme=sombre":       "/en/charts/indicateur-msp-count?a=2022&theme=sombre",
		"/graphiques/indicateur-vieux?vue=tableau&publication=1": "/graphiques/indicateur-msp-count?vue=tableau&publication=1",
	} {
		r := s.Get(asked)
		if r.Status != http.StatusMovedPermanently || r.Header.Get("Location") != want || r.Header.Get("Cache-Control") != "public, max-age=86400" {
			t.Errorf("%s: %d to %s, %s", asked, r.Status, r.Header.Get("Location"), r.Header.Get("Cache-Control"))
		}
	}
}

// TestAWithdrawnChartSaysSo withdraws the chart of an indicator: its page says when and why and
// leads to the last version; nothing gives it away any more; the indicator keeps it.
func TestAWithdrawnChartSaysSo(t *testing.T) {
	s := testkit.Open(t, withBase())
	reason := segur.Text{FR: "Le décompte mélange deux définitions.", EN: "The count mixes two definitions."}
	var change testkit.Revision
	change.Changes.Texts.Add = []segur.SiteText{{ID: segur.TextWithdrawn("indicateur-msp-count"), Text: reason}}
	if _, err := s.Publish(t.Context(), change); err != nil {
		t.Fatal(err)
	}
	for lang, why := range map[locale.Lang]string{locale.FR: reason.FR, locale.EN: reason.EN} {
		to := view.Links{Lang: lang}
		path := to.Chart("indicateur-msp-count", chart.View{To: 2022}, view.Style{})
		r := s.Get(path)
		doc := r.Doc(t)
		if r.Status != http.StatusGone || !strings.Contains(testkit.Words(doc.Find("main")), s.Words.For(lang).Text(why)) {
			t.Errorf("%s answers %d: %s", path, r.Status, testkit.Words(doc.Find("main")))
		}
		for _, fault := range s.CheckHTML(r.Body) {
			t.Errorf("%s: %s", path, fault)
		}
		last := to.At(1).Chart("indicateur-msp-count", chart.View{To: 2022}, view.Style{})
		if doc.Find(`main a[href="`+last+`"]`).Length() != 1 || s.Get(last).Status != http.StatusOK {
			t.Errorf("%s does not lead to %s", path, last)
		}
		if s.Get(to.Section("charts")).Doc(t).Find(`a[href*="indicateur-msp-count"]`).Length() > 0 {
			t.Errorf("the gallery in %s still gives it away", lang)
		}
		kept := s.Get(to.Indicator("msp-count")).Doc(t)
		if kept.Find(`figure[data-chart="indicateur-msp-count"] svg`).Length() == 0 || kept.Find(`figure a[href*="indicateur-msp-count"]`).Length() > 0 ||
			strings.Contains(meta(kept, "og:image"), "msp-count") {
			t.Errorf("the indicator in %s lost its chart, or gives it away: %s", lang, meta(kept, "og:image"))
		}
		if r := s.Get(to.Section("integrate")); r.Status != http.StatusOK || strings.Contains(string(r.Body), "/embed/indicateur-msp-count") {
			t.Errorf("the guide in %s answers %d, or shows it", lang, r.Status)
		}
	}
}
