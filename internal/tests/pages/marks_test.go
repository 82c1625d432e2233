package pages

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/segur-tracker/segur/internal/glossary"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/web/view"
)

// added is what marking puts into a page: the link around a term with what it stands for, and the
// list of terms.
var added = regexp.MustCompile(`<span class="seg-term"><a class="seg-term__link" href="[^"]*"><abbr>([^<]*)</abbr></a>(?:<span class="seg-term__say">[^<]*</span>)?</span>|(?s:<aside class="seg-terms".*?</aside>)`)

// TestMarkingAddsAndChangesNothingElse compares each page with that of a site that marks nothing.
func TestMarkingAddsAndChangesNothingElse(t *testing.T) {
	bare := testkit.Open(t, testkit.WithTemplates(func(files map[string][]byte) {
		files["terms/mark.html"] = []byte(`{{define "page"}}{{.Abbr}}{{end}}`)
		files["terms/box.html"] = []byte(`{{define "page"}}{{if false}}{{.Href}}{{end}}{{end}}`)
	}))
	marked := 0
	for _, path := range testkit.Paths(site) {
		page, plain := site.Get(path).Body, bare.Get(path).Body
		marked += len(added.FindAll(page, -1))
		if got := added.ReplaceAll(page, []byte("$1")); !bytes.Equal(got, plain) {
			t.Errorf("%s: more has changed than marking adds", path)
		}
		if bytes.Contains(plain, []byte("data-terms")) {
			t.Errorf("%s: the place for the list of terms stays empty", path)
		}
	}
	if marked < 200 {
		t.Errorf("%d marks in all: the pages are not marked", marked)
	}
}

// TestATermIsExplainedOnceWhereItCanBeRead holds what readers meet on each page.
func TestATermIsExplainedOnceWhereItCanBeRead(t *testing.T) {
	for _, path := range testkit.Paths(site) {
		doc := docAt(t, path)
		said, linked := map[string]int{}, map[string]int{}
		doc.Find(".seg-term").Each(func(_ int, s *goquery.Selection) {
			href := s.Find("a").AttrOr("href", "")
			linked[href]++
			if s.Find(".seg-term__say").Length() > 0 {
				said[href]++
			}
			if bad := s.ParentsFiltered("a, button, label, th, nav, svg, select, summary, [aria-hidden=true], .govuk-visually-hidden"); bad.Length() > 0 {
				t.Errorf("%s: %s is marked inside %s", path, s.Text(), goquery.NodeName(bad.First()))
			}
			if s.Find(".seg-term__say").Length() > 0 && s.Closest("h1, h2, h3, h4, td").Length() > 0 {
				t.Errorf("%s: %s is explained in a title or a cell", path, s.Text())
			}
			if other := s.Closest("[lang]").AttrOr("lang", ""); other != doc.Find("html").AttrOr("lang", "") {
				t.Errorf("%s: %s is marked in a text in %s", path, s.Text(), other)
			}
		})
		for href, n := range linked {
			if said[href] > 1 || n > 2 {
				t.Errorf("%s: %s is linked %d times, explained %d times", path, href, n, said[href])
			}
		}
	}
}

// TestTheListOfAPageHasItsTerms holds the list beside a measure and an indicator.
func TestTheListOfAPageHasItsTerms(t *testing.T) {
	for _, lang := range locale.Langs() {
		to := view.Links{Lang: lang}
		boxes := 0
		for _, m := range site.Catalog().Measures() {
			path := to.Measure(m)
			doc := docAt(t, path)
			list := doc.Find(".seg-terms")
			boxes += list.Length()
			doc.Find(".seg-term a").Each(func(_ int, s *goquery.Selection) {
				if list.Find(`dt a[href="`+s.AttrOr("href", "")+`"]`).Length() != 1 {
					t.Errorf("%s: %s is not in the list", path, s.Text())
				}
			})
			list.Find("dt").Each(func(_ int, s *goquery.Selection) {
				if strings.TrimSpace(s.Next().Text()) == "" {
					t.Errorf("%s: %s stands for nothing", path, s.Text())
				}
			})
		}
		if boxes < 15 {
			t.Errorf("%s: %d measures list their terms", lang, boxes)
		}
	}
	if n := docAt(t, "/indicateurs/cpts-active").Find(".seg-terms dt").Length(); n == 0 {
		t.Error("an indicator does not list its terms")
	}
}

// TestFramesAndTheDeskAreNotMarked holds that what stands elsewhere stays as it is.
func TestFramesAndTheDeskAreNotMarked(t *testing.T) {
	for _, path := range []string{"/embed/indicateur-cpts-active", "/admin/connexion", "/glossaire", "/recherche?q=CPTS"} {
		if r := site.Get(path); bytes.Contains(r.Body, []byte("seg-term__link")) {
			t.Errorf("%s marks terms", path)
		}
	}
}

// TestThePastLeadsToItsOwnGlossary holds that no link of a page of the past leaves it.
func TestThePastLeadsToItsOwnGlossary(t *testing.T) {
	m := site.Catalog().Measure(12)
	href := docAt(t, view.Links{Publication: 1}.Measure(m)).Find(".seg-term a").AttrOr("href", "")
	if href != "/glossaire?publication=1#ars" {
		t.Errorf("the term leads to %q", href)
	}
}

// words of the dataset in capitals that are no abbreviation of the field, or that everybody knows.
var known = strings.Fields("GP EU II IV VIII CGT CFDT FO UNSA RTL BFM TF1 AP HP HM M1 M2 CH GHU LGBT JO IA")

// TestTheGlossaryHasEveryAbbreviationOfTheDataset reads what pages print of the dataset.
func TestTheGlossaryHasEveryAbbreviationOfTheDataset(t *testing.T) {
	g, err := glossary.New(site.Words)
	if err != nil {
		t.Fatal(err)
	}
	var texts []segur.Text
	c := site.Catalog()
	for _, m := range c.Measures() {
		texts = append(texts, m.Title, m.ShortTitle, m.Summary)
		for _, cell := range m.Cells {
			if cell.Assessment != nil {
				texts = append(texts, cell.Assessment.Justification)
			}
		}
	}
	for _, i := range c.Indicators() {
		texts = append(texts, i.Label, i.Description)
	}
	for _, e := range c.Events() {
		texts = append(texts, e.Title)
	}
	for _, p := range c.Priorities() {
		texts = append(texts, p.Title, p.Summary)
	}
	capitals, missing := regexp.MustCompile(`\b[A-Z][A-Z0-9]+\b`), map[string]string{}
	for _, text := range texts {
		for _, said := range []string{text.FR, text.EN} {
			for _, word := range capitals.FindAllString(said, -1) {
				if len(g.Find(word)) == 0 && !slices.Contains(known, word) {
					missing[word] = said
				}
			}
		}
	}
	for word, said := range missing {
		t.Errorf("%s is explained nowhere: %s", word, said)
	}
}

// TestTheGlossaryListsEachTermOnce holds the page in both languages.
func TestTheGlossaryListsEachTermOnce(t *testing.T) {
	for _, lang := range locale.Langs() {
		doc := docAt(t, view.Links{Lang: lang}.Section("glossary"))
		for _, slug := range glossary.Slugs() {
			entry := doc.Find(`[id="` + slug + `"]`)
			if entry.Length() != 1 || testkit.Words(entry.Find(".seg-entry__long")) == "" || testkit.Words(entry.Find(".govuk-body")) == "" {
				t.Errorf("%s: %s has %d entries", lang, slug, entry.Length())
			}
			if foreign := entry.Find(`.seg-entry__long [lang="fr"]`).Length(); (foreign > 0) != (lang == locale.EN) {
				t.Errorf("%s: %s tells its French long form %d times", lang, slug, foreign)
			}
		}
		if uses := doc.Find(`#cpts a[href*="25-"]`).Length(); uses != 1 {
			t.Errorf("%s: CPTS leads %d times to the measure that is about it", lang, uses)
		}
		doc.Find(".seg-letters a").Each(func(_ int, s *goquery.Selection) {
			if doc.Find(`h2[id="`+s.AttrOr("href", "#")[1:]+`"]`).Length() != 1 {
				t.Errorf("%s: the letter %s leads nowhere", lang, s.Text())
			}
		})
	}
}
