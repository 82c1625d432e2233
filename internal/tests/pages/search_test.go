package pages

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/segur-tracker/segur/internal/find"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/web/view"
)

func results(t *testing.T, lang locale.Lang, text, kind string) *goquery.Document {
	t.Helper()
	path := view.Links{Lang: lang}.Search(text, kind)
	r := site.Get(path)
	if r.Status != 200 {
		t.Fatalf("%s answers %d: %s", path, r.Status, site.Log.Cause(r))
	}
	for _, fault := range site.CheckHTML(r.Body) {
		t.Errorf("%s: %s", path, fault)
	}
	return r.Doc(t)
}

// TestTheHeaderOfEveryPageSearchesEverything follows the form as browsers do; addresses of before
// keep their meaning.
func TestTheHeaderOfEveryPageSearchesEverything(t *testing.T) {
	for _, lang := range locale.Langs() {
		to := view.Links{Lang: lang}
		for _, path := range []string{to.Home(), to.Section("sources"), to.Measure(site.Catalog().Measure(12))} {
			form := docAt(t, path).Find("header form[role=search]")
			if form.AttrOr("action", "") != to.Section("search") || form.Find("input[name=q]").Length() != 1 {
				t.Errorf("%s searches at %q", path, form.AttrOr("action", ""))
			}
		}
		if n := docAt(t, to.Measures(view.Filter{Text: "lits"})).Find(".seg-list__item").Length(); n == 0 {
			t.Error("the list of measures under a word is empty")
		}
	}
}

func TestAMeasureIsAnsweredWithItsStateAndItsFigure(t *testing.T) {
	m := site.Catalog().Measure(12)
	first := results(t, locale.FR, "que sont devenus les lits à la demande ?", "").Find(".seg-found__item").First()
	state := view.NewState(site.Words.For(locale.FR), m.Standing.State)
	if href := first.Find("h3 a").AttrOr("href", ""); href != (view.Links{}).Measure(m) {
		t.Errorf("the first answer is %s", href)
	}
	said := testkit.Words(first.Find(".seg-found__state"))
	if !strings.Contains(said, state.Word) || !strings.Contains(said, strconv.Itoa(m.Standing.Year)) {
		t.Errorf("the state is said as %q", said)
	}
	figure := first.Find(".seg-found__figures data")
	if figure.AttrOr("value", "") != "2686" || !strings.HasPrefix(figure.AttrOr("data-of", ""), "lad-beds/") {
		t.Errorf("the figure is %s of %s", figure.AttrOr("value", ""), figure.AttrOr("data-of", ""))
	}
	if first.Find(".seg-found__figures a.seg-source").Length() != 1 {
		t.Error("the figure has no source")
	}
	if marked := first.Find("h3 mark"); marked.Length() != 2 || marked.First().Text() != "lits" {
		t.Errorf("%d words of the title are highlighted", marked.Length())
	}
}

// TestARegionIsAnsweredWithItsFigures opens each figure of two regions on its chart.
func TestARegionIsAnsweredWithItsFigures(t *testing.T) {
	for text, code := range map[string]string{"La Réunion": "04", "guadeloupe": "01", "Corse": "94", "PACA": "93"} {
		first := results(t, locale.FR, text, "").Find(".seg-found__item").First()
		n := 0
		for _, ind := range site.Catalog().Indicators() {
			if s := ind.Series(code); s != nil {
				n++
				if first.Find(`data[data-of="`+s.Shown().FigureID()+`"]`).Length() != 1 {
					t.Errorf("%s: the figure of %s is not shown", text, ind.Code)
				}
			}
		}
		if said := first.Find(".seg-found__count-line data").AttrOr("value", ""); said != strconv.Itoa(n) || n == 0 {
			t.Errorf("%s: %s figures are announced, there are %d", text, said, n)
		}
		first.Find(".seg-found__figure a").Each(func(_ int, s *goquery.Selection) {
			href := s.AttrOr("href", "")
			if status := site.Get(href).Status; status != 200 {
				t.Errorf("%s: %s answers %d", text, href, status)
			}
		})
	}
	if n := results(t, locale.FR, "ma région", "regions").Find(".seg-found__item h3 a").Length(); n != len(site.Catalog().Territories())-1 {
		t.Errorf("%d regions for « ma région »", n)
	}
}

func TestAStateIsAnsweredWithItsCount(t *testing.T) {
	for _, s := range segur.States() {
		state := view.NewState(site.Words.For(locale.FR), s)
		first := results(t, locale.FR, state.Word, "etats").Find(".seg-found__item").First()
		want := strconv.Itoa(site.Catalog().Tally(segur.LastKnown, site.Catalog().LastYear()).Counts[s])
		if got := first.Find(".seg-found__count-line data").AttrOr("value", ""); got != want || testkit.Words(first.Find("h3")) != state.Word {
			t.Errorf("%s: %s measures instead of %s, under %q", state.Word, got, want, testkit.Words(first.Find("h3")))
		}
	}
}

// TestTheQuestionsOfACitizenLeadToTheirAnswers follows each question of the empty page.
func TestTheQuestionsOfACitizenLeadToTheirAnswers(t *testing.T) {
	for _, lang := range locale.Langs() {
		doc := docAt(t, view.Links{Lang: lang}.Section("search"))
		links := doc.Find(".seg-questions a")
		if links.Length() != 10 || doc.Find(`meta[name="robots"]`).Length() > 0 {
			t.Errorf("%s: %d questions", lang, links.Length())
		}
		links.Each(func(_ int, s *goquery.Selection) {
			r := site.Get(s.AttrOr("href", ""))
			if r.Status != 200 || strings.Contains(r.Path, "q=") && r.Doc(t).Find(".seg-found__item").Length() == 0 {
				t.Errorf("%s: %q leads to %s, which answers %d", lang, s.Text(), r.Path, r.Status)
			}
			if strings.Contains(r.Path, "annee=") && r.Doc(t).Find(".seg-list__item").Length() == 0 {
				t.Errorf("%s: %q leads to %s, which lists no measure", lang, s.Text(), r.Path)
			}
		})
	}
	if when := results(t, locale.FR, "Mulhouse", "").Find(".seg-found__kicker").First().Text(); !strings.Contains(when, "25 mars 2020") && !strings.Contains(when, "25\u00a0mars\u00a02020") {
		t.Errorf("Mulhouse is of %q", when)
	}
}

// TestEachKindIsCountedAndListed holds that what a page announces is what its list has.
func TestEachKindIsCountedAndListed(t *testing.T) {
	for _, text := range []string{"santé", "infirmières", "ARS"} {
		doc := results(t, locale.FR, text, "")
		total := 0
		doc.Find(".seg-found").Each(func(_ int, s *goquery.Selection) {
			n, _ := strconv.Atoi(s.Find(".seg-found__count data").AttrOr("value", ""))
			total += n
			kind := strings.TrimPrefix(s.Find("h2").AttrOr("id", ""), "genre-")
			listed := results(t, locale.FR, text, kind).Find(".seg-found__item").Length()
			if shown := s.Find(".seg-found__item").Length(); shown > 5 || shown > n || listed != min(n, 100) {
				t.Errorf("%s: %d %s counted, %d shown, %d listed", text, n, kind, shown, listed)
			}
			if all := s.Find(`p > a[href*="type=` + kind + `"]`).Length(); (all == 1) != (n > 5) {
				t.Errorf("%s: the list of all %d %s is linked %d times", text, n, kind, all)
			}
		})
		if said := doc.Find("#resultat data").AttrOr("value", ""); said != strconv.Itoa(total) || total == 0 {
			t.Errorf("%s: %s answers announced, %d counted", text, said, total)
		}
	}
}

// TestATypingErrorIsForgivenAndSaid holds that the page says how it read what was asked, and goes on from there.
func TestATypingErrorIsForgivenAndSaid(t *testing.T) {
	for lang, want := range map[locale.Lang][4]string{
		locale.FR: {"lits infirmeires", "lits infirmières", "Aucun résultat pour « infirmeires » : voici ceux pour « lits infirmières ».", "infirmi"},
		locale.EN: {"nrsing hosptal", "nursing hospital", "No results for “nrsing” and “hosptal”: here are those for “nursing hospital”.", "nurs"},
	} {
		asked, meant := results(t, lang, want[0], ""), results(t, lang, want[1], "")
		if said := spaced(testkit.Words(asked.Find("main .govuk-inset-text").First())); said != want[2] {
			t.Errorf("%q says %q", want[0], said)
		}
		if got := asked.Find("#q").AttrOr("value", ""); got != want[0] {
			t.Errorf("the field holds %q", got)
		}
		if a, b := testkit.Words(asked.Find(".seg-found")), testkit.Words(meant.Find(".seg-found")); a != b || a == "" {
			t.Errorf("%q finds other things than %q", want[0], want[1])
		}
		if marked := strings.ToLower(testkit.Words(asked.Find(".seg-found mark"))); !strings.Contains(marked, want[3]) {
			t.Errorf("%q highlights %q", want[0], marked)
		}
		if href := asked.Find(".seg-chips a").First().AttrOr("href", ""); !strings.HasPrefix(href, view.Links{Lang: lang}.Search(want[1], "")) {
			t.Errorf("the kinds of %q lead to %s", want[0], href)
		}
		if meant.Find("main .govuk-inset-text").Length() > 0 {
			t.Errorf("%q is said to be read as something else", want[1])
		}
	}
}

// TestNothingFoundSaysWhatThereIs follows what an empty answer says of near words: each count is that of the list it leads to.
func TestNothingFoundSaysWhatThereIs(t *testing.T) {
	for lang, text := range map[locale.Lang]string{locale.FR: "infrmeires", locale.EN: "tleconsultaton zzzz qqqq"} {
		doc := results(t, lang, text, "")
		says := doc.Find(".seg-says li")
		if doc.Find(".seg-found").Length() > 0 || says.Length() == 0 || says.Length() > 4 {
			t.Errorf("%q: %d near words", text, says.Length())
		}
		says.Find("a").Each(func(_ int, a *goquery.Selection) {
			said := a.Find("data").AttrOr("value", "")
			there := docAt(t, a.AttrOr("href", "")).Find(".seg-found__count data").AttrOr("value", "")
			if said != there || said == "" {
				t.Errorf("%q: %s are said, %s are there", text, testkit.Words(a), there)
			}
		})
	}
	doc := results(t, locale.FR, "téléconsultation zzzz yyyy", "")
	if said := spaced(testkit.Words(doc.Find(".seg-says li").First())); !strings.HasSuffix(said, "disent « téléconsultation ».") || !strings.Contains(said, " et ") {
		t.Errorf("of a word among others it says %q", said)
	}
	said := testkit.Words(results(t, locale.FR, "zzzz", "").Find("main"))
	for _, kind := range find.Kinds() {
		word := site.Words.For(locale.FR).T("search.among." + string(kind))
		if !strings.Contains(said, word) {
			t.Errorf("does not say that it looked through %s", word)
		}
	}
}

// TestWhatIsTypedDoesNoHarm sends what the search must refuse or hold as text.
func TestWhatIsTypedDoesNoHarm(t *testing.T) {
	for _, text := range []string{
		`</script><script>alert(1)</script>"><img src=x onerror=alert(1)>`, `lits' OR 1=1 --`, "{{.}} %s %d ${1} &copy;", "\u202eéti\u00adl \u0627",
		strings.Repeat("é", 100), "a b c d e f g h i j k l m n o p q r s t u v lits x", "***", "\"lits\"",
	} {
		doc := results(t, locale.FR, text, "")
		if doc.Find(`meta[name="robots"][content="noindex"]`).Length() != 1 {
			t.Errorf("%q: search engines may list it", text)
		}
	}
	for _, query := range []string{"?q=" + strings.Repeat("a", 101), "?q=%ff", "?q=lits&type=tout", "?q=%zz"} {
		if status := site.Get("/recherche" + query).Status; status != 400 {
			t.Errorf("%s answers %d", query, status)
		}
	}
	refused := testkit.Words(docAt(t, "/recherche?q=lits&type=tout").Find("main"))
	if !slices.ContainsFunc(find.Kinds(), func(k find.Kind) bool { return strings.Contains(refused, string(k)) }) {
		t.Errorf("the fault names no kind: %s", refused)
	}
}

// TestThePastIsSearchedInItself holds that links of an answer stay in the publication asked for.
func TestThePastIsSearchedInItself(t *testing.T) {
	doc := docAt(t, "/recherche?q="+url.QueryEscape("lits à la demande")+"&publication=1")
	if href := doc.Find(".seg-found__item h3 a").AttrOr("href", ""); !strings.HasSuffix(href, "publication=1") {
		t.Errorf("the answer leads to %s", href)
	}
}
