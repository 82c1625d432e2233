package find_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/segur-tracker/segur/assets"
	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/find"
	"github.com/segur-tracker/segur/internal/fold"
	"github.com/segur-tracker/segur/internal/glossary"
	"github.com/segur-tracker/segur/internal/ingest"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/seed"
)

// index is that of the real dataset.
func index(t testing.TB, lang locale.Lang) *find.Index {
	t.Helper()
	return find.New(options(t, lang, dataset(t)))
}

func dataset(t testing.TB) segur.Dataset {
	t.Helper()
	d, findings, err := ingest.ReadSeed(seed.Files)
	if err != nil || len(findings) > 0 {
		t.Fatal(err, findings)
	}
	d.Publication.Number = 1
	return d
}

func options(t testing.TB, lang locale.Lang, d segur.Dataset) find.Options {
	t.Helper()
	c, err := catalog.Build(d)
	if err != nil {
		t.Fatal(err)
	}
	words, err := locale.Load(assets.Locales)
	if err != nil {
		t.Fatal(err)
	}
	g, err := glossary.New(words)
	if err != nil {
		t.Fatal(err)
	}
	return find.Options{
		Catalog: c, Words: words.For(lang), Glossary: g, RegionWords: "région region",
		Sections: []find.Section{{Name: "method", Title: "Méthode", Text: "Comment nous comptons", Also: "fiable certitude"}},
	}
}

func titles(r find.Result, k find.Kind) []string {
	var list []string
	for _, h := range r.Group(k).Hits {
		list = append(list, h.Title)
	}
	return list
}

func TestTheBestAnswerComesFirst(t *testing.T) {
	t.Parallel()
	for lang, queries := range map[locale.Lang]map[string]string{
		locale.FR: {
			"lits à la demande": "mesures: Financer 4\u202f000 lits", "LITS A LA DEMANDE": "mesures: Financer 4\u202f000 lits",
			"où en sont les lits à la demande ?": "mesures: Financer 4\u202f000 lits",
			"Mulhouse":                           "dates: Discours", "la réunion": "regions: La Réunion", "PACA": "regions: Provence", "ma région": "regions: ",
			"abandonnées": "etats: Abandonnée", "réalisée autrement": "etats: Réalisée autrement", "IGAS": "sigles: IGAS",
			"certitude": "pages: Méthode", "places IFSI": "mesures: Augmenter",
		},
		locale.EN: {"on-demand beds": "mesures: ", "abandoned": "etats: Abandoned", "Guadeloupe": "regions: Guadeloupe", "Mulhouse": "dates: "},
	} {
		x := index(t, lang)
		for text, want := range queries {
			r := x.Search(find.Ask(text))
			if len(r.Groups) == 0 {
				t.Errorf("%q finds nothing", text)
				continue
			}
			kind, title, _ := strings.Cut(want, ": ")
			first := r.Groups[0].Hits[0]
			if first.Kind != find.Kind(kind) || !strings.HasPrefix(strings.ReplaceAll(first.Title, "\u00a0", "\u202f"), title) || r.Partial {
				t.Errorf("%q finds first %s: %s", text, first.Kind, first.Title)
			}
		}
	}
}

func TestFormsAccentsAndTermsFindTheSame(t *testing.T) {
	t.Parallel()
	x := index(t, locale.FR)
	for _, same := range [][]string{
		{"infirmières", "infirmière", "INFIRMIERE"}, {"hôpitaux", "hopital"}, {"l'hôpital", "hôpital"},
	} {
		want := titles(x.Search(find.Ask(same[0])), find.Measures)
		for _, text := range same[1:] {
			if got := titles(x.Search(find.Ask(text)), find.Measures); len(got) == 0 || !slices.Equal(got, want) {
				t.Errorf("%q finds %q, %q finds %q", same[0], want, text, got)
			}
		}
	}
	for abbr, long := range map[string]string{"CPTS": "communauté professionnelle territoriale de santé", "ARS": "agences régionales de santé"} {
		short, spelled := x.Search(find.Ask(abbr)), x.Search(find.Ask(long))
		for _, kind := range []find.Kind{find.Measures, find.Indicators} {
			a, b := titles(short, kind), titles(spelled, kind)
			slices.Sort(a)
			slices.Sort(b)
			if len(a) == 0 || !slices.Equal(a, b) {
				t.Errorf("%s finds %d %s, %q finds %d", abbr, len(a), kind, long, len(b))
			}
		}
	}
}

// TestOneTypingErrorIsForgiven adds, drops, changes and swaps a letter.
func TestOneTypingErrorIsForgiven(t *testing.T) {
	t.Parallel()
	for lang, queries := range map[locale.Lang]map[string]string{
		locale.FR: {
			"infirmeires": "infirmières", "telconsultation": "téléconsultation", "hopitl": "hôpital", "Mullhouse": "mulhouse", "guadelouqe": "guadeloupe",
			"lits infirmeires": "lits infirmières", "hopitl infirmeires": "hôpital infirmières", "l’infirmeire": "l’infirmière", "picrdie": "picardie",
		},
		locale.EN: {"nrsing places": "nursing places", "depratment": "department", "Guadelope": "guadeloupe"},
	} {
		x := index(t, lang)
		for text, want := range queries {
			r, exact := x.Search(find.Ask(text)), x.Search(find.Ask(want))
			if r.Total() == 0 || len(r.Mended) == 0 || len(exact.Mended) > 0 || !slices.EqualFunc(r.Groups, exact.Groups, sameGroup) {
				t.Errorf("%q: %d found, %q mended; %q finds %d", text, r.Total(), r.Mended, want, exact.Total())
			}
			if fold.Text(r.Query.Text()) != fold.Text(want) {
				t.Errorf("%q is read as %q", text, r.Query.Text())
			}
			for _, word := range r.Mended {
				if !strings.Contains(text, word) {
					t.Errorf("%q was not asked in %q", word, text)
				}
			}
		}
	}
}

func sameGroup(a, b find.Group) bool {
	return a.Kind == b.Kind && a.Total == b.Total && slices.EqualFunc(a.Hits, b.Hits, func(a, b find.Hit) bool {
		return a.Title == b.Title && a.Score == b.Score
	})
}

// TestOtherWordsStayAsTheyAre asks for short words, numbers and words that something holds, one letter away from others.
func TestOtherWordsStayAsTheyAre(t *testing.T) {
	t.Parallel()
	x := index(t, locale.FR)
	for _, text := range []string{"", "?!", "de la", "zzzz", "qqqqqqqqq", "litz", "lotz", "20211", "20199"} {
		if r := x.Search(find.Ask(text)); r.Total() != 0 || len(r.Near) != 0 || len(r.Mended) != 0 {
			t.Errorf("%q finds %d, near %v, mended %v", text, r.Total(), r.Near, r.Mended)
		}
	}
	for _, text := range []string{"infirmier", "infirmières", "place", "nurses", "Picardie", "hôpitaux"} {
		if r := x.Search(find.Ask(text)); r.Total() == 0 || len(r.Mended) != 0 || r.Query.Text() != text {
			t.Errorf("%q finds %d, mended %v", text, r.Total(), r.Mended)
		}
	}
}

func TestWordsTwoLettersAwayAreSaidNear(t *testing.T) {
	t.Parallel()
	x := index(t, locale.FR)
	for text, want := range map[string]string{"infrmeires": "infirmi", "telconsltation": "teleconsultation"} {
		r := x.Search(find.Ask(text))
		if r.Total() != 0 || len(r.Mended) != 0 || len(r.Near) == 0 || !strings.HasPrefix(fold.Text(r.Near[0].Word), want) {
			t.Errorf("%q: %d found, mended %v, near %v", text, r.Total(), r.Mended, r.Near)
			continue
		}
		again := x.Search(find.Ask(r.Near[0].Text))
		tallied := slices.EqualFunc(r.Near[0].Kinds, again.Groups, func(a find.Tally, b find.Group) bool { return a.Kind == b.Kind && a.Total == b.Total })
		if again.Total() == 0 || !tallied {
			t.Errorf("%q is offered with %v, and finds %d", r.Near[0].Text, r.Near[0].Kinds, again.Total())
		}
	}
	var words []string
	for _, n := range x.Search(find.Ask("téléconsultation zzzz yyyy infrmeires")).Near {
		words = append(words, n.Word)
		if len(n.Kinds) == 0 || n.Text != n.Word {
			t.Errorf("%s stands for %q in %v", n.Word, n.Text, n.Kinds)
		}
	}
	if len(words) < 2 || words[0] != "téléconsultation" || !strings.HasPrefix(words[1], "infirmi") {
		t.Errorf("where nothing is found, %q is near", words)
	}
}

func TestSomeOfTheWordsAreBetterThanNothing(t *testing.T) {
	t.Parallel()
	x := index(t, locale.FR)
	r := x.Search(find.Ask("téléconsultation zzzz"))
	if !r.Partial || !slices.ContainsFunc(titles(r, find.Measures), func(s string) bool { return strings.Contains(s, "télésanté") }) {
		t.Errorf("partial %v: %v", r.Partial, titles(r, find.Measures))
	}
	if r := x.Search(find.Ask("téléconsultation zzzz yyyy")); r.Total() != 0 {
		t.Errorf("one word of three finds %d", r.Total())
	}
}

func TestWordsAskedForAreToldApart(t *testing.T) {
	t.Parallel()
	q := find.Ask("Infirmières, hôpital")
	var hits []string
	text := "L’infirmier de l’Hôpital, hospitalier"
	joined := ""
	for _, p := range q.Parts(text) {
		joined += p.Text
		if p.Hit {
			hits = append(hits, p.Text)
		}
	}
	if joined != text || !slices.Equal(hits, []string{"infirmier", "Hôpital"}) {
		t.Errorf("%q: %q", joined, hits)
	}
	rapid.Check(t, func(t *rapid.T) {
		text, joined := rapid.String().Draw(t, "text"), ""
		for _, p := range find.Ask(rapid.String().Draw(t, "query")).Parts(text) {
			joined += p.Text
		}
		if joined != text {
			t.Fatalf("%q became %q", text, joined)
		}
	})
}
