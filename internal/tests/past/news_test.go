package past

import (
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/web/view"
)

// plain reads a part of a page with ordinary spaces.
func plain(s *goquery.Selection) string {
	return strings.NewReplacer("\u00a0", " ", "\u202f", " ", "’", "'").Replace(testkit.Words(s))
}

// told is what a reader must find of one publication: in the news and on its own page.
func told() map[int]map[locale.Lang][]string {
	return map[int]map[locale.Lang][]string{
		1: {
			locale.FR: {"21 novembre 2026", "Le relevé commence ici", "33 mesures", "185 états", "597 valeurs"},
			locale.EN: {"21 November 2026", "The record begins here", "33 measures", "185 statuses", "597 values"},
		},
		2: {
			locale.FR: {
				"26 novembre 2026", "0 h 30", "4 modifications, dont 1 correction", "Correction", "2 251 au lieu de 2 250", "définitif au lieu de arrondi",
				"Révision", "731 au lieu de 724", "Nouveau chiffre", "3 120", "provisoire", "Nouvelle source",
				"Pourquoi : La réponse ministérielle écrit « plus de 2 250 » ; le décompte exact est 2 251.", "NosDéputés",
			},
			locale.EN: {"0:30", "4 changes", "Correction", "2,251 instead of 2,250", "Revision", "731 instead of 724", "Why: La réponse"},
		},
		3: {
			locale.FR: {
				"23 h 59", "Annulée par la publication nº 5", "Nouvel état", "En préparation au lieu de En cours de déploiement",
				"Pourquoi l'état recule : L'état de 2022 reposait sur un accord conventionnel",
			},
			locale.EN: {"Undone by publication no. 5", "New status", "Why the status goes back: L'état de 2022"},
		},
		4: {
			locale.FR: {"27 novembre 2026", "Texte modifié", "Lits ouverts à la demande au lieu de Lits à la demande", "Définition modifiée", "Nouvelle date", "Nouveau message", "<b>Merci</b>"},
			locale.EN: {"Wording changed", "Beds opened on demand instead of", "Definition changed", "New date", "New message", "<b>Thank you</b>"},
		},
		5: {locale.FR: {"Annule la publication nº 3", "État retiré"}, locale.EN: {"Undoes publication no. 3", "Status withdrawn"}},
		6: {
			locale.FR: {"23 modifications", "Nouvel indicateur", "Antennes de maisons de santé, janvier 2025", "Guadeloupe 40", "Corse 91", "Chiffre retiré", "Chiffre concurrent ajouté", "Source modifiée", "Message modifié"},
			locale.EN: {"23 changes", "New indicator", "Branches of health houses, January 2025", "Corsica 91", "Figure withdrawn", "Competing figure added"},
		},
		7: {locale.FR: {"9 h 05", "Suspendue", "Objectif modifié", "fin 2028 au lieu de fin 2027"}, locale.EN: {"9:05", "Suspended", "Target changed"}},
	}
}

func TestTheNewsTellEveryChange(t *testing.T) {
	for publication, languages := range told() {
		for _, to := range links(0) {
			column := open(t, to.NewsPage(1)).Find("#p" + strconv.Itoa(publication))
			own := open(t, to.News(publication))
			for _, want := range languages[to.Lang] {
				for where, part := range map[string]*goquery.Selection{"the column": column, "its page": own.Find("main")} {
					if said := plain(part); !strings.Contains(said, want) {
						t.Errorf("%s: publication %d: %s does not say %q: %s", to.Lang, publication, where, want, said)
					}
				}
			}
			if then := column.Find("a[rel=nofollow]").AttrOr("href", ""); then != to.At(publication).Home() {
				t.Errorf("%s: publication %d leads back to %s", to.Lang, publication, then)
			}
			if lang := column.Find(".seg-changed__why span").First().AttrOr("lang", "fr"); lang != "fr" {
				t.Errorf("%s: a reason in %q", to.Lang, lang)
			}
		}
	}
}

func TestTheNewsAreNewestFirstAndLeadToTheirSubjects(t *testing.T) {
	for _, to := range links(0) {
		doc := open(t, to.Section("news"))
		var order []string
		doc.Find("article").Each(func(_ int, s *goquery.Selection) { order = append(order, s.AttrOr("id", "")) })
		if got := strings.Join(order, " "); got != "p7 p6 p5 p4 p3 p2 p1" {
			t.Errorf("%s", got)
		}
		for article, want := range map[string]string{
			"#p7": to.Measure(site.Catalog().Measure(12)), "#p6": to.Indicator("essai-antennes"), "#p2": to.Indicator("msp-count"), "#p5": to.News(3), "#p3": to.News(5),
		} {
			if doc.Find(article+` a[href="`+want+`"]`).Length() == 0 {
				t.Errorf("%s: %s does not lead to %s", to.Lang, article, want)
			}
		}
		if doc.Find(`#p1 dl, #p1 del, #p1 ins`).Length() > 0 {
			t.Errorf("%s: the seed is listed row by row", to.Lang)
		}
		if doc.Find(`#p2 a[rel=external]`).Length() < 3 {
			t.Errorf("%s: sources are not linked", to.Lang)
		}
	}
	if lang := open(t, "/en/whats-new").Find("#p2 .seg-changed__why span").First().AttrOr("lang", ""); lang != "fr" {
		t.Errorf("French reasons are marked %q", lang)
	}
	if href := open(t, "/methode").Find(`footer a[href="/nouveautes"]`); href.Length() != 1 {
		t.Error("no way to the news from the foot of a page")
	}
}

// TestAnOldColumnKnowsNothingOfTheFuture looks at the news as of publication 4.
func TestAnOldColumnKnowsNothingOfTheFuture(t *testing.T) {
	for _, to := range links(4) {
		doc := open(t, to.NewsPage(1))
		if n := doc.Find("article").Length(); n != 4 || doc.Find(`#p3 a[href*="whats-new/5"], #p3 a[href*="nouveautes/5"]`).Length() > 0 {
			t.Errorf("%s: %d publications", to.NewsPage(1), n)
		}
	}
}

func TestManyPublicationsTakeSeveralPages(t *testing.T) {
	s := testkit.Open(t)
	for range 24 {
		if _, err := s.Publish(t.Context(), testkit.Revision{}); err != nil {
			t.Fatal(err)
		}
	}
	to := view.Links{Lang: locale.FR}
	first, second := s.Get(to.NewsPage(1)).Doc(t), s.Get(to.NewsPage(2)).Doc(t)
	if first.Find("article").Length() != 20 || second.Find("article").Length() != 5 || second.Find("#p1").Length() != 1 {
		t.Errorf("%d and %d publications", first.Find("article").Length(), second.Find("article").Length())
	}
	if first.Find(`a[rel=next]`).AttrOr("href", "") != to.NewsPage(2) || second.Find(`a[rel=prev]`).AttrOr("href", "") != to.NewsPage(1) ||
		first.Find("a[rel=prev]").Length()+second.Find("a[rel=next]").Length() > 0 {
		t.Error("the pages do not lead to each other")
	}
	for path, want := range map[string]string{to.NewsPage(1) + "?page=1": s.URL() + to.NewsPage(1), to.NewsPage(2): s.URL() + to.NewsPage(2)} {
		if got := s.Get(path).Doc(t).Find(`link[rel="canonical"]`).AttrOr("href", ""); got != want {
			t.Errorf("%s is known as %s", path, got)
		}
	}
	if r := s.Get(to.Section("news") + "?page=3"); r.Status != 404 {
		t.Errorf("a third page answers %d", r.Status)
	}
	old := s.Get(to.At(22).NewsPage(2)).Doc(t)
	if old.Find("article").Length() != 2 || old.Find("a[rel=prev]").AttrOr("href", "") != to.At(22).NewsPage(1) {
		t.Error("the second page as of publication 22")
	}
}

func TestHistories(t *testing.T) {
	for _, to := range links(0) {
		for path, want := range map[string]struct {
			publications []int
			says         map[locale.Lang][]string
		}{
			to.Indicator("msp-count"): {[]int{7, 6, 4, 2}, map[locale.Lang][]string{
				locale.FR: {"Correction", "2 251 au lieu de 2 250", "Pourquoi : La réponse", "NosDéputés", "Définition modifiée", "Chiffre retiré"},
				locale.EN: {"Correction", "2,251 instead of 2,250", "Why: La réponse", "Definition changed", "Figure withdrawn"},
			}},
			to.Measure(site.Catalog().Measure(25)): {[]int{5, 4, 3}, map[locale.Lang][]string{
				locale.FR: {"Annule la publication nº 3", "Nouvelle date", "En préparation au lieu de En cours de déploiement", "Pourquoi l'état recule"},
				locale.EN: {"Undoes publication no. 3", "New date", "Why the status goes back"},
			}},
			to.Measure(site.Catalog().Measure(12)): {[]int{7, 4}, map[locale.Lang][]string{locale.FR: {"Suspendue", "Texte modifié"}, locale.EN: {"Suspended", "Wording changed"}}},
			to.Measure(site.Catalog().Measure(1)):  {nil, map[locale.Lang][]string{locale.FR: {"Aucune modification depuis la première publication, le 21 novembre 2026."}, locale.EN: {"No change since the first publication, on 21 November 2026."}}},
			to.Indicator("inv-total"):              {nil, map[locale.Lang][]string{locale.FR: {"Aucune modification"}, locale.EN: {"No change"}}},
		} {
			section := open(t, path).Find(`section[aria-labelledby="historique"]`)
			checkHistory(t, section, want.publications, to, path)
			for _, words := range want.says[to.Lang] {
				if said := plain(section); !strings.Contains(said, words) {
					t.Errorf("%s does not say %q: %s", path, words, said)
				}
			}
		}
	}
}

// checkHistory holds that each entry leads to its publication and to the page as it was then.
func checkHistory(t *testing.T, section *goquery.Selection, publications []int, to view.Links, path string) {
	t.Helper()
	entries := section.Find(".seg-history__entry")
	if entries.Length() != len(publications) {
		t.Errorf("%s: %d entries instead of %v", path, entries.Length(), publications)
		return
	}
	for i, n := range publications {
		entry := entries.Eq(i)
		if got := entry.Find(".seg-history__date a").AttrOr("href", ""); got != to.News(n) {
			t.Errorf("%s: entry %d leads to %s", path, i, got)
		}
		then := entry.Find("a[rel=nofollow]").AttrOr("href", "")
		if then != path+"?publication="+strconv.Itoa(n) || site.Get(then).Status != 200 {
			t.Errorf("%s: entry %d leads back to %s", path, i, then)
		}
		if entry.Find(`a[href="`+path+`"]`).Length() > 0 {
			t.Errorf("%s leads to itself", path)
		}
	}
}

// TestAnOldHistoryEndsThere looks at an indicator as of publication 3.
func TestAnOldHistoryEndsThere(t *testing.T) {
	for _, to := range links(3) {
		if n := open(t, to.Indicator("msp-count")).Find(".seg-history__entry").Length(); n != 1 {
			t.Errorf("%d entries as of publication 3", n)
		}
	}
}

// TestHistoriesAreOfTheCatalog holds that what the pages tell is all that the chain holds.
func TestHistoriesAreOfTheCatalog(t *testing.T) {
	c := site.Catalog()
	for _, n := range []int{2, 12, 25} {
		checkLength(t, view.Links{}.Measure(c.Measure(n)), c.MeasureHistory(n))
	}
	for _, code := range []string{"msp-count", "cpts-active", "essai-antennes"} {
		checkLength(t, view.Links{}.Indicator(code), c.IndicatorHistory(code))
	}
}

func checkLength(t *testing.T, path string, entries []catalog.Entry) {
	t.Helper()
	if n := open(t, path).Find(".seg-history__entry").Length(); n != len(entries) || n == 0 {
		t.Errorf("%s: %d entries of %d", path, n, len(entries))
	}
}
