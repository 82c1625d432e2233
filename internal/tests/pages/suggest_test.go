package pages

import (
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/find"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/web/view"
)

// suggestions are what programs read of an answer.
type suggestions struct {
	Said   string
	Note   string
	Groups []struct {
		Kind, Label string
		Items       []struct {
			Title []struct {
				Text string
				Hit  bool
			}
			Place, Href string
		}
	}
}

func suggested(t *testing.T, lang locale.Lang, query string) suggestions {
	t.Helper()
	path := view.Links{Lang: lang}.Action("search") + "/suggestions?" + query
	r := site.Get(path)
	var s suggestions
	if err := json.Unmarshal(r.Body, &s); r.Status != 200 || err != nil || r.Header.Get("Content-Type") != "application/json" {
		t.Fatalf("%s answers %d: %v", path, r.Status, err)
	}
	return s
}

// TestSuggestionsAreTheFirstAnswers compares them with the page of the same text, and follows each.
func TestSuggestionsAreTheFirstAnswers(t *testing.T) {
	for _, lang := range locale.Langs() {
		for _, text := range []string{"lits", "infirm", "ARS", "mulhouse", "guadelouqe", "2021", "projet", "zzzz", ""} {
			s := suggested(t, lang, "q="+url.QueryEscape(text))
			page := results(t, lang, text, "")
			n, kinds := 0, map[string]bool{}
			for _, g := range s.Groups {
				listed := page.Find(`.seg-found[aria-labelledby="genre-` + g.Kind + `"] .seg-found__title`)
				if kinds[g.Kind] || !slices.Contains(find.Kinds(), find.Kind(g.Kind)) || g.Label != site.Words.For(lang).T("search.kind."+g.Kind) {
					t.Errorf("%q: group %s, %q", text, g.Kind, g.Label)
				}
				kinds[g.Kind] = true
				for i, item := range g.Items {
					title, n1 := "", n
					for _, part := range item.Title {
						title += part.Text
					}
					if want := listed.Eq(i).Text(); i < listed.Length() && title != want {
						t.Errorf("%q: suggests %q, the page lists %q", text, title, want)
					}
					if n = n1 + 1; !strings.HasPrefix(item.Href, "/") || site.Get(strings.Split(item.Href, "#")[0]).Status != 200 {
						t.Errorf("%q: %q leads to %s", text, title, item.Href)
					}
				}
			}
			if all := page.Find(".seg-found").Length(); n > 8 || (n == 0) != (all == 0) || !strings.HasPrefix(s.Said, strconv.Itoa(n)+" ") {
				t.Errorf("%q: %d suggestions, %q, the page has %d groups", text, n, s.Said, all)
			}
			if (s.Note != "") != (text == "guadelouqe") {
				t.Errorf("%q: %q", text, s.Note)
			}
		}
	}
}

// TestSuggestionsStayInTheirPublication and refuse what the page refuses, as data do.
func TestSuggestionsStayInTheirPublication(t *testing.T) {
	for _, g := range suggested(t, locale.FR, "q=lits&publication=1").Groups {
		for _, item := range g.Items {
			if !strings.Contains(item.Href, "publication=1") {
				t.Errorf("%s leaves the publication", item.Href)
			}
		}
	}
	for _, query := range []string{"q=" + strings.Repeat("a", 101), "q=%ff", "q=lits&w=1", "q=%zz"} {
		if r := site.Get("/recherche/suggestions?" + query); r.Status != 400 || r.Header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s answers %d, %s", query, r.Status, r.Header.Get("Content-Type"))
		}
	}
	r := site.Get("/recherche/suggestions?q=%3Cimg+src%3Dx%3E")
	if strings.Contains(string(r.Body), "<img") || !strings.HasPrefix(r.Header.Get("Content-Security-Policy"), "default-src 'none'") {
		t.Errorf("repeats markup: %s", r.Body)
	}
}

// TestManyAnswersAreCountedAndListed asks for what a thousand projects hold: the count is exact, the page shows the best hundred and
// leads to the list that has them all.
func TestManyAnswersAreCountedAndListed(t *testing.T) {
	s := testkit.Open(t, many(1234))
	doc := s.Get("/recherche?q=r%C3%A9novation&type=projets").Doc(t)
	list := doc.Find(`.seg-found a[href^="/projets?"]`).AttrOr("href", "")
	shown, counted := doc.Find(".seg-found__item").Length(), doc.Find(".seg-found__count data").AttrOr("value", "")
	there := s.Get(list).Doc(t).Find("#resultat data").First().AttrOr("value", "")
	if n, err := strconv.Atoi(counted); err != nil || n < 1149 || shown != 100 || there != counted {
		t.Errorf("%s counted, %d shown, %s in the list at %s", counted, shown, there, list)
	}
	first := doc.Find(".seg-found__item a").First().AttrOr("href", "")
	if status := s.Get(first).Status; status != 200 {
		t.Errorf("%s answers %d", first, status)
	}
}

// BenchmarkFound makes the page of the search and its suggestions anew, from the seed and from 50,000 projects.
func BenchmarkFound(b *testing.B) {
	for _, size := range []int{85, 50_000} {
		s := testkit.Open(b, many(size))
		for name, path := range map[string]string{
			"rare": "/recherche?q=mulhouse", "all": "/recherche?q=renovation", "sentence": "/recherche?q=lits+a+la+demande+renovation+zzzz",
			"typo": "/recherche?q=infirmeires", "suggestions": "/recherche/suggestions?q=renovation",
		} {
			s.Get(path) // makes the index; what is asked with words is never kept
			b.Run(strconv.Itoa(size)+"/"+name, func(b *testing.B) {
				for b.Loop() {
					if r := s.Get(path); r.Status != 200 {
						b.Fatal(r.Status)
					}
				}
			})
		}
	}
}
