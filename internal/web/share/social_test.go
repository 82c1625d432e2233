package share_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/web/view"
)

// TestPagesStandForTheirChart holds that a link to a page shows the very picture of its chart, with
// its size and its words, and that programs are told how to show the chart of a page that has one.
func TestPagesStandForTheirChart(t *testing.T) {
	s := testkit.Open(t, withBase())
	to := view.Links{Lang: locale.FR}
	common := to.File("avancement", "png", view.Usual(s.Catalog(), "avancement"), view.Style{})
	for path, c := range map[string]struct {
		image  string
		oembed bool
	}{
		"/":                                    {common, false},
		"/sources":                             {common, false},
		"/nope":                                {common, false},
		"/indicateurs/msp-count":               {"/graphiques/indicateur-msp-count.png", true},
		"/indicateurs/seg-laws":                {"/graphiques/indicateur-seg-laws.png", true}, // its picture holds words only
		"/indicateurs/msp-count?publication=1": {"/graphiques/indicateur-msp-count.png?publication=1", true},
		"/mesures/12-lits-a-la-demande":        {"/graphiques/indicateur-lad-beds.png", true},
		"/en/charts/matrice?de=2021&a=2023&theme=sombre": {"/en/charts/matrice.png?de=2021&a=2023&theme=sombre", true},
		"/graphiques/indicateur-msp-count?taille=carre":  {"/graphiques/indicateur-msp-count.png", true},
	} {
		doc := s.Get(path).Doc(t)
		if image := meta(doc, "og:image"); image != base+c.image {
			t.Errorf("%s shows %s instead of %s", path, image, c.image)
		}
		if meta(doc, "og:image:width") != "1200" || meta(doc, "og:image:height") != "630" || meta(doc, "twitter:card") != "summary_large_image" || meta(doc, "og:image:alt") == "" {
			t.Errorf("%s: its picture has no size or words", path)
		}
		for _, format := range []string{"json", "xml"} {
			kind := map[string]string{"json": "application/json+oembed", "xml": "text/xml+oembed"}[format]
			link := doc.Find(`link[rel="alternate"][type="` + kind + `"]`)
			if !c.oembed {
				if link.Length() > 0 {
					t.Errorf("%s has no chart to ask for", path)
				}
				continue
			}
			asked, err := url.Parse(link.AttrOr("href", ""))
			if err != nil || !strings.HasPrefix(asked.String(), base+"/oembed?") || asked.Query().Get("url") != base+path && path != "/graphiques/indicateur-msp-count?taille=carre" || asked.Query().Get("format") != format {
				t.Errorf("%s asks %s", path, link.AttrOr("href", ""))
			}
		}
	}
}

// TestEveryFigureLeadsToItsPage holds that below each chart of the site a link leads to the page
// that gives it away.
func TestEveryFigureLeadsToItsPage(t *testing.T) {
	for _, path := range []string{"/", "/indicateurs", "/mesures", "/indicateurs/msp-count", "/mesures/25-exercice-coordonne", "/en/measures/12-lits-a-la-demande"} {
		doc := site.Get(path).Doc(t)
		figures := doc.Find("figure[data-chart]")
		if figures.Length() == 0 {
			t.Errorf("%s has no figure", path)
		}
		for i := range figures.Length() {
			name := figures.Eq(i).AttrOr("data-chart", "")
			link := figures.Eq(i).Find("figcaption > a").Last().AttrOr("href", "")
			if bare, _, _ := strings.Cut(link, "?"); !strings.HasSuffix(bare, "/"+name) || site.Get(link).Status != 200 {
				t.Errorf("%s: %s leads to %q", path, name, link)
			}
		}
	}
}

// TestGhostUsersAreToldOfTheHTMLCard: Ghost (6.65) makes bookmarks of addresses outside of its list, whatever oEmbed answers. Who pastes the
// address of a chart or of its frame there gets a card with its own picture and sentence, and our texts say how to show the chart.
func TestGhostUsersAreToldOfTheHTMLCard(t *testing.T) {
	s := testkit.Open(t, withBase())
	for path, card := range map[string]string{
		"/integrer": "carte HTML", "/en/embedding": "HTML card", "/graphiques/avancement": "carte HTML", "/en/charts/avancement": "HTML card",
	} {
		if words := testkit.Words(s.Get(path).Doc(t).Find("main")); !strings.Contains(words, "Ghost") || !strings.Contains(words, card) {
			t.Errorf("%s does not tell Ghost's users of its %s", path, card)
		}
	}
	for _, view := range []string{"", "?a=2024", "?publication=1"} {
		page, frame := s.Get("/graphiques/indicateur-cpts-active"+view).Doc(t), s.Get("/embed/indicateur-cpts-active"+view).Doc(t)
		sentence := page.Find("#t-sentence").Text()
		for _, doc := range []*goquery.Document{page, frame} {
			if meta(doc, "og:image") != base+"/graphiques/indicateur-cpts-active.png"+view || meta(doc, "og:description") != sentence || sentence == "" || meta(doc, "og:title") == "" {
				t.Errorf("a card of the view %q shows %s and says %q", view, meta(doc, "og:image"), meta(doc, "og:description"))
			}
		}
	}
}
