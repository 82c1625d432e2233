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
	"github.com/segur-tracker/segur/seed"
)

// index is that of the real dataset.
func index(t testing.TB, lang locale.Lang) *find.Index {
	t.Helper()
	d, findings, err := ingest.ReadSeed(seed.Files)
	if err != nil || len(findings) > 0 {
		t.Fatal(err, findings)
	}
	d.Publication.Number = 1
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
	x, err := find.New(find.Options{
		Catalog: c, Words: words.For(lang), Glossary: g, RegionWords: "région region",
		Sections: []find.Section{{Name: "method", Title: "Méthode", Text: "Comment nous comptons", Also: "fiable certitude"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return x
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

func TestWordsThatNothingHoldsAreSaidNear(t *testing.T) {
	t.Parallel()
	x := index(t, locale.FR)
	for text, want := range map[string]string{"infirmeires": "infirmières", "telconsultation": "téléconsultation", "hopitl": "hôpital"} {
		r := x.Search(find.Ask(text))
		if r.Total() != 0 || len(r.Near) == 0 || fold.Text(r.Near[0].Word)[:5] != fold.Text(want)[:5] {
			t.Errorf("%q: %d found, near %v", text, r.Total(), r.Near)
			continue
		}
		if again := x.Search(find.Ask(r.Near[0].Text)); again.Total() == 0 {
			t.Errorf("%q is offered and finds nothing", r.Near[0].Text)
		}
	}
	for _, text := range []string{"", "?!", "de la", "zzzz", "qqqqqqqqq"} {
		if r := x.Search(find.Ask(text)); r.Total() != 0 || len(r.Near) != 0 {
			t.Errorf("%q finds %d, near %v", text, r.Total(), r.Near)
		}
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

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		index(b, locale.FR)
	}
}

func BenchmarkSearch(b *testing.B) {
	x := index(b, locale.FR)
	for b.Loop() {
		x.Search(find.Ask("communautés professionnelles territoriales de santé et lits à la demande zzzzz"))
	}
}
