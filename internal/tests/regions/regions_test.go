package regions

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/segur-tracker/segur/assets"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/web/view"
)

var site *testkit.Site

func TestMain(m *testing.M) { testkit.Main(m, &site) }

// page opens a page that must be there and be sound.
func page(t *testing.T, s *testkit.Site, path string) *goquery.Document {
	t.Helper()
	r := s.Get(path)
	if r.Status != http.StatusOK {
		t.Fatalf("%s answers %d", path, r.Status)
	}
	for _, fault := range s.CheckHTML(r.Body) {
		t.Errorf("%s: %s", path, fault)
	}
	return r.Doc(t)
}

// says demands a text of the dataset on a page, as it is typeset.
func says(t *testing.T, where, shown string, l *locale.Localizer, texts ...segur.Text) {
	t.Helper()
	for _, text := range texts {
		if in := strings.Join(strings.Fields(l.Text(text.In(string(l.Lang())))), " "); !strings.Contains(shown, in) {
			t.Errorf("%s does not say %q", where, in)
		}
	}
}

// words returns a text without the explanations of its abbreviations, on one line.
func words(doc *goquery.Document) string {
	doc.Find("main .seg-term__say").Remove()
	return strings.Join(strings.Fields(doc.Find("main").Text()), " ")
}

// TestEachRegionHasAllThatIsPublished opens the 18 pages in both languages and finds every figure, orientation,
// rule, project, strand and event of the region, and the name of every indicator that lacks there.
func TestEachRegionHasAllThatIsPublished(t *testing.T) {
	t.Parallel()
	bundle, err := locale.Load(assets.Locales)
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range locale.Langs() {
		to, l := view.Links{Lang: lang}, bundle.For(lang)
		for _, territory := range site.Catalog().Regions() {
			r, _ := site.Catalog().Region(territory.Code)
			path := to.Region(territory)
			doc := page(t, site, path)
			shown := words(doc)
			says(t, path, shown, l, r.Name)
			for _, s := range append(slices.Clone(r.Series), r.Parts...) {
				says(t, path, shown, l, s.Indicator.Label)
				figure := s.Shown()
				if doc.Find(fmt.Sprintf("main data[value=%q][data-of=%q]", figure.Number, figure.FigureID())).Length() == 0 {
					t.Errorf("%s: %s %s is not a figure of the page", path, s.Indicator.Code, figure.Number)
				}
			}
			if r.Envelope != nil {
				for _, v := range r.Envelope.Values {
					if doc.Find(fmt.Sprintf("#enveloppe ~ * data[value=%q], .seg-cols data[value=%q]", v.Number, v.Number)).Length() == 0 {
						t.Errorf("%s: the envelope of %s is not there", path, v.Number)
					}
				}
			}
			for _, o := range r.Strategies {
				says(t, path, shown, l, o.Orientation)
			}
			for _, rule := range r.Rules {
				says(t, path, shown, l, rule.Text)
			}
			for _, p := range r.Projects {
				says(t, path, shown, l, p.Title)
			}
			for _, s := range r.Strands {
				says(t, path, shown, l, s.Title)
			}
			for _, e := range r.Events {
				says(t, path, shown, l, e.Title)
			}
			missing := doc.Find(".seg-missing").Text()
			for _, i := range r.Lacking {
				if i.Code != segur.EnvelopeIndicator {
					says(t, path+" (missing)", strings.Join(strings.Fields(missing), " "), l, i.Label)
				}
			}
			if gaps := doc.Find(".seg-missing li").Length(); gaps == 0 {
				t.Errorf("%s lacks nothing", path)
			}
			if frame := site.Get(to.Embed(segur.RegionChart+r.Code, view.Usual(site.Catalog(), segur.RegionChart+r.Code), view.Style{})); frame.Status != http.StatusOK {
				t.Errorf("%s: its frame answers %d", path, frame.Status)
			}
		}
	}
}

// TestOnlyRegionsThatCompareAreRanked: what a region has per inhabitant is told where its envelope is of the scope
// of the comparison, and nowhere else.
func TestOnlyRegionsThatCompareAreRanked(t *testing.T) {
	t.Parallel()
	all := site.Catalog().Comparable(segur.EnvelopeIndicator)
	ranked := 0
	for _, territory := range site.Catalog().Regions() {
		doc := page(t, site, view.Links{Lang: locale.FR}.Region(territory))
		head := strings.Join(strings.Fields(doc.Find(".seg-region").Text()), " ")
		_, compares := all.Of(territory.Code)
		if said := strings.Contains(head, "€ par habitant"); said != compares {
			t.Errorf("%s compares: %v, and its page says %q", territory.Code, compares, head)
		}
		if compares {
			ranked++
		}
		if islands := strings.Contains(head, "Saint-Barthélemy"); islands != (territory.Code == "01") {
			t.Errorf("%s: the islands are named: %v", territory.Code, islands)
		}
	}
	if ranked != 8 {
		t.Errorf("%d regions are ranked", ranked)
	}
}

// TestRegionsSideBySide compares what compares, and says what is left out.
func TestRegionsSideBySide(t *testing.T) {
	t.Parallel()
	doc := page(t, site, "/regions?avec=04,84,93")
	rows := doc.Find(".seg-abreast tbody tr")
	if rows.Length() < 5 {
		t.Fatalf("%d indicators compare", rows.Length())
	}
	rows.Each(func(_ int, row *goquery.Selection) {
		if cells := row.Find("td[data-label]"); cells.Length() != 4 {
			t.Errorf("%d cells: %s", cells.Length(), row.Text())
		}
		if row.Find("td:not(:last-child) data").Length() < 2 {
			t.Errorf("nothing is compared: %s", testkit.Words(row))
		}
	})
	envelope := doc.Find(`.seg-abreast tr:has(a[href="/indicateurs/invr-envelope"])`)
	if text := testkit.Words(envelope); !strings.Contains(text, "ne se compare pas") || strings.Contains(text, "1 511") {
		t.Errorf("an envelope with other money stands beside the others: %s", text)
	}
	for path, status := range map[string]int{
		"/regions?avec=84,93,11,53": 200, "/regions?avec=84,93,11,53,44": 400, "/regions?avec=99": 400, "/regions?avec=FR": 400, "/regions?avec=84,84": 200,
		"/graphiques/classement-invr-envelope?avec=84,93": 200, "/graphiques/region-84?avec=84": 400, "/graphiques/region-99": 404, "/graphiques/classement-cpts-active": 404,
		"/embed/region-84?avec=04,11": 200, "/regions/99-nulle-part": 404, "/regions/FR-france": 404,
	} {
		if r := site.Get(path); r.Status != status {
			t.Errorf("%s answers %d, want %d", path, r.Status, status)
		}
	}
	refused := site.Get("/regions?avec=84,93,11,53,44").Doc(t)
	if first := refused.Find(`main li a[href^="/regions?avec="]`).First(); first.AttrOr("href", "") != "/regions?avec=11,53,84,93" || !strings.Contains(testkit.Words(refused.Find("main")), "quatre régions au plus") {
		t.Errorf("a fifth region loses the four: %s", testkit.Words(refused.Find("main")))
	}
	for path, want := range map[string]string{"/regions/84": "/regions/84-auvergne-rhone-alpes", "/en/regions/04-reunion": "/en/regions/04-la-reunion"} {
		if r := site.Get(path); r.Status != http.StatusMovedPermanently || r.Header.Get("Location") != want {
			t.Errorf("%s leads to %q (%d)", path, r.Header.Get("Location"), r.Status)
		}
	}
}

// TestADatasetOfBeforeHasRegionsToo: without projects, strategies and envelopes every page says so.
func TestADatasetOfBeforeHasRegionsToo(t *testing.T) {
	t.Parallel()
	s := testkit.Open(t, testkit.WithSeed(func(files map[string][]byte) {
		for _, name := range []string{"projects.csv", "strategies.csv", "strategy_rules.csv"} {
			head, _, _ := strings.Cut(string(files[name]), "\n")
			files[name] = []byte(head + "\n")
		}
		drop(files, "values.csv", "invr-")
		drop(files, "indicators.csv", "invr-")
		cited := map[string]bool{}
		for word := range strings.FieldsFuncSeq(string(slices.Concat(files["values.csv"], files["measures.csv"], files["assessments.csv"], files["events.csv"], files["consultation.csv"],
			files["searches.csv"], files["priorities.csv"], files["pillar_wordings.csv"], files["review_groups.csv"], files["guide_themes.csv"], files["guide_steps.csv"])), func(r rune) bool { return strings.ContainsRune(",|\"\n", r) }) {
			cited[word] = true
		}
		keep(files, "sources.csv", func(line string) bool {
			id, _, _ := strings.Cut(line, ",")
			return cited[id]
		})
	}))
	for _, path := range []string{"/regions", "/en/regions/84-auvergne-rhone-alpes", "/regions/01-guadeloupe", "/regions?avec=84,93", "/graphiques/region-84"} {
		page(t, s, path)
	}
	if text := testkit.Words(page(t, s, "/regions/84-auvergne-rhone-alpes").Find(".seg-region")); !strings.Contains(text, "Aucune enveloppe") {
		t.Errorf("the page says %q", text)
	}
}

func drop(files map[string][]byte, name, prefix string) {
	keep(files, name, func(line string) bool { return !strings.HasPrefix(line, prefix) })
}

func keep(files map[string][]byte, name string, wanted func(line string) bool) {
	lines := strings.SplitAfter(string(files[name]), "\n")
	files[name] = []byte(lines[0] + strings.Join(slices.DeleteFunc(lines[1:], func(line string) bool { return line != "" && !wanted(line) }), ""))
}
