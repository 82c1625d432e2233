package scale

import (
	"fmt"
	"maps"
	"net/http"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/segur-tracker/segur/internal/testkit"
)

// walk follows the links to the next page from a path and hands each page over.
func walk(t *testing.T, s *testkit.Site, path string, visit func(doc *goquery.Document)) {
	t.Helper()
	for path != "" {
		r := s.Get(path)
		if r.Status != http.StatusOK {
			t.Fatalf("%s answers %d", path, r.Status)
		}
		for _, fault := range s.CheckHTML(r.Body) {
			t.Errorf("%s: %s", path, fault)
		}
		doc := r.Doc(t)
		visit(doc)
		path, _, _ = strings.Cut(doc.Find(`.seg-pages a[rel="next"]`).AttrOr("href", ""), "#")
	}
}

// TestManyValuesArePaged finds each figure of each territory of an indicator once, by links alone, and each indicator
// of a region once on the pages of the region.
func TestManyValuesArePaged(t *testing.T) {
	s := testkit.Open(t, testkit.WithRows(0, 60_000))
	for _, lang := range []string{"/indicateurs/", "/en/indicators/"} {
		seen := map[string]int{}
		for _, link := range s.Get(lang + "invr-envelope").Doc(t).Find("#valeurs ~ table th a").EachIter() {
			path, _, _ := strings.Cut(link.AttrOr("href", ""), "#")
			walk(t, s, path, func(doc *goquery.Document) {
				for _, figure := range doc.Find(".seg-values tbody tr > td:nth-child(2) data").EachIter() {
					if figure.Closest("section").Find("#valeurs").Length() == 1 {
						seen[figure.AttrOr("data-of", "")]++
					}
				}
			})
		}
		want := map[string]int{} // figures that compete with each other share their name
		for _, series := range s.Catalog().Indicator("invr-envelope").AllSeries() {
			for _, v := range series.Values {
				want[v.FigureID()]++
			}
		}
		if !maps.Equal(seen, want) {
			t.Errorf("%sinvr-envelope: %d figures are shown, want %d, each once", lang, len(seen), len(want))
		}
	}
	labels := map[string]int{}
	walk(t, s, "/regions/84-auvergne-rhone-alpes", func(doc *goquery.Document) {
		for _, link := range doc.Find("#chiffres ~ table th a, #chiffres ~ .seg-alone li > span:first-child a").EachIter() {
			labels[link.AttrOr("href", "")]++
		}
	})
	r, _ := s.Catalog().Region("84")
	for _, series := range r.Series {
		if n := labels["/indicateurs/"+series.Indicator.Code]; n != 1 {
			t.Errorf("%s comes %d times on the pages of the region", series.Indicator.Code, n)
		}
	}
	for _, path := range []string{"/regions/84-auvergne-rhone-alpes?page=99", "/indicateurs/invr-envelope?page=99"} {
		if got := s.Get(path).Status; got != http.StatusNotFound {
			t.Errorf("%s answers %d", path, got)
		}
	}
}

// TestLongPagesStayLight: what grows with the dataset is bounded on each page, and says how much there is.
func TestLongPagesStayLight(t *testing.T) {
	s := testkit.Open(t, testkit.WithRows(5_000, 60_000))
	for path, most := range map[string]int{
		"/regions/84-auvergne-rhone-alpes": 200_000, "/regions": 200_000, "/projets?region=84": 150_000, "/investissement": 250_000,
		"/indicateurs/cpts-active": 200_000, "/indicateurs/invr-envelope": 200_000,
	} {
		if n := len(s.Get(path).Body); n > most {
			t.Errorf("%s has %d bytes", path, n)
		}
	}
}

// TestLongTablesHaveTheirOwnPage: beside the picture of a series of five years of months stands a link to its table,
// which is whole.
func TestLongTablesHaveTheirOwnPage(t *testing.T) {
	const months = 60
	s := testkit.Open(t, testkit.WithSeed(func(files map[string][]byte) {
		for month := range months {
			files["values.csv"] = fmt.Appendf(files["values.csv"], "cpts-active,actual,%d-%02d,FR,%d,,final,true,concours-pluripro-2021-chiffres,high,\n",
				2010+month/12, 1+month%12, 1+month)
		}
	}))
	beside := s.Get("/indicateurs/cpts-active").Doc(t).Find("#g-indicateur-cpts-active details")
	if beside.Find("table").Length() > 0 {
		t.Error("the long table stands beside the picture")
	}
	doc := s.Get(beside.Find("a").AttrOr("href", "/")).Doc(t)
	if n := doc.Find("figure table tbody tr").Length(); n < months {
		t.Errorf("the page of the chart lists %d figures", n)
	}
}

// TestEnvelopesWithoutScopeAreShown: nobody may have noted what an envelope includes.
func TestEnvelopesWithoutScopeAreShown(t *testing.T) {
	s := testkit.Open(t, testkit.WithRows(0, 8_000))
	for _, path := range []string{"/regions/84-auvergne-rhone-alpes", "/en/regions/06-mayotte"} {
		if got := s.Get(path).Status; got != http.StatusOK {
			t.Errorf("%s answers %d", path, got)
		}
	}
}

// TestManyIndicatorsSideBySideAreBounded: what is left out is counted, and nothing of the seed is.
func TestManyIndicatorsSideBySideAreBounded(t *testing.T) {
	const path = "/regions?avec=11,84,93"
	full, plain := testkit.Open(t, testkit.WithRows(0, 60_000)), testkit.Open(t)
	doc := full.Get(path).Doc(t)
	compared := 0
	for _, i := range full.Catalog().Indicators() {
		n := 0
		for _, code := range []string{"11", "84", "93"} {
			if _, compares := i.Compare(0, 0).Of(code); compares {
				n++
			}
		}
		if n > 1 {
			compared++
		}
	}
	const lines = ".seg-beside:not(.seg-regions) tbody tr"
	shown := doc.Find(lines).Length()
	if shown >= compared || !strings.Contains(testkit.Words(doc.Find("main")), fmt.Sprintf("%d autres indicateurs se comparent", compared-shown)) {
		t.Errorf("%d lines for %d indicators: %s", shown, compared, testkit.Words(doc.Find("main")))
	}
	if said := testkit.Words(plain.Get(path).Doc(t).Find("main")); strings.Contains(said, "se comparent : ils sont") {
		t.Errorf("the seed is cut: %s", said)
	}
}
