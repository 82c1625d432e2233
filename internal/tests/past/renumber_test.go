package past

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit"
)

// renumbered is a site on which measure 20 has become measure 9 of pillar 1, and got a state since;
// back is a fourth publication that takes it back to its number.
func renumbered(t *testing.T) (s *testkit.Site, back func()) {
	t.Helper()
	s = testkit.Open(t)
	publish := func(reason string, make func(segur.Dataset) (segur.ChangeSet, error)) {
		t.Helper()
		d, err := s.App.Editorial().Live(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		c, err := make(d)
		if err != nil {
			t.Fatal(err)
		}
		motive := segur.Motive{Proposal: 1, Reason: reason, Rows: edit.Rows(c)}
		if _, err := s.Publish(t.Context(), testkit.Revision{Changes: c, Motives: []segur.Motive{motive}, Note: segur.Text{FR: reason, EN: reason}}); err != nil {
			t.Fatal(err)
		}
	}
	state := func(number, year int) func(segur.Dataset) (segur.ChangeSet, error) {
		return func(d segur.Dataset) (segur.ChangeSet, error) {
			return edit.State(d, segur.Assessment{
				Measure: number, Year: year, State: segur.Suspended, EffectiveOn: segur.Date{Year: year, Month: 2}, Basis: segur.BasisOfficial,
				Justification: segur.Text{FR: "Suspendue par décret", EN: "Suspended by decree"}, Sources: []string{d.Sources[0].ID},
			})
		}
	}
	move := func(slug string, pillar, place int) func(segur.Dataset) (segur.ChangeSet, error) {
		return func(d segur.Dataset) (segur.ChangeSet, error) {
			i := slices.IndexFunc(d.Measures, func(m segur.Measure) bool { return m.Slug == slug })
			return edit.Move(d, d.Measures[i], pillar, place)
		}
	}
	publish("Un état avant", state(20, 2020))
	publish("La liste officielle est retrouvée", move("interim-medical", 1, 9))
	publish("Un état après", state(9, 2021))
	return s, func() { publish("La liste était un projet", move("interim-medical", 3, 5)) }
}

// TestOldAddressesLeadToTheMeasure holds that words find a measure whatever number it had, that a
// number alone is that of the publication, and that nobody keeps a redirection that may turn back.
func TestOldAddressesLeadToTheMeasure(t *testing.T) {
	t.Parallel()
	s, back := renumbered(t)
	leads(t, s, map[string]string{
		"/mesures/20-interim-medical": "/mesures/9-interim-medical", "/en/measures/20-interim-medical": "/en/measures/9-interim-medical",
		"/mesures/9-plan-19-milliards": "/mesures/10-plan-19-milliards", "/mesures/99-interim-medical": "/mesures/9-interim-medical",
		"/mesures/20": "/mesures/20-ght-medicalises", "/mesures/9": "/mesures/9-interim-medical", "/mesures/20-autre": "/mesures/20-ght-medicalises",
		"/mesures/9-interim-medical?publication=2": "/mesures/20-interim-medical?publication=2",
		"/mesures/20?publication=2":                "/mesures/20-interim-medical?publication=2",
	})
	for path, want := range map[string]string{
		"/mesures/9-interim-medical": "Mesure 9", "/en/measures/9-interim-medical": "Measure 9",
		"/mesures/20-interim-medical?publication=2": "Mesure 20", "/mesures/20-ght-medicalises": "Mesure 20",
	} {
		if r := s.Get(path); r.Status != http.StatusOK || !strings.Contains(testkit.Words(r.Doc(t).Find("main")), want) {
			t.Errorf("%s answers %d without %q", path, r.Status, want)
		}
	}
	if r := s.Get("/oembed?format=json&url=" + s.URL() + "/mesures/20-interim-medical"); r.Status != http.StatusOK {
		t.Errorf("oEmbed of the old address answers %d", r.Status)
	}
	back()
	leads(t, s, map[string]string{
		"/mesures/9-interim-medical": "/mesures/20-interim-medical", "/mesures/20": "/mesures/20-interim-medical",
		"/mesures/20-interim-medical?publication=3": "/mesures/9-interim-medical?publication=3",
	})
}

// leads holds where addresses lead; "" is one that answers no redirection.
func leads(t *testing.T, s *testkit.Site, to map[string]string) {
	t.Helper()
	for from, want := range to {
		r := s.Get(from)
		if got := r.Header.Get("Location"); got != want || (want != "") != (r.Status == http.StatusMovedPermanently) {
			t.Errorf("%s: %d to %q, want %q", from, r.Status, got, want)
		}
		kept := strings.Contains(r.Header.Get("Cache-Control"), "max-age")
		if want != "" && kept != strings.Contains(from, "publication=") {
			t.Errorf("%s leads on with %q", from, r.Header.Get("Cache-Control"))
		}
	}
}

// spaced writes a text with the spaces of a keyboard.
func spaced(text string) string {
	return strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(text)
}

// TestHistoryStaysWithItsMeasure reads the histories of the measures that moved, the news, and the
// order of measures before and after.
func TestHistoryStaysWithItsMeasure(t *testing.T) {
	t.Parallel()
	s, back := renumbered(t)
	const sentence = "La mesure 20 (Intérim médical) devient la mesure 9, dans le pilier 1 ; les mesures 9 à 19 prennent le numéro suivant"
	told := func(path string, wanted, unwanted []string) {
		t.Helper()
		text := spaced(testkit.Words(s.Get(path).Doc(t).Find("main")))
		for _, want := range wanted {
			if !strings.Contains(text, want) {
				t.Errorf("%s does not say %q: %s", path, want, text)
			}
		}
		for _, other := range unwanted {
			if strings.Contains(text, other) {
				t.Errorf("%s says %q: %s", path, other, text)
			}
		}
	}
	title := s.Catalog().MeasureNamed("interim-medical").ShortTitle.FR
	moved := strings.ReplaceAll(sentence, "Intérim médical", title)
	told("/mesures/9-interim-medical", []string{moved, "Suspendue"}, nil)
	told("/mesures/10-plan-19-milliards", []string{moved}, []string{"Suspendue"})
	told("/mesures/20-ght-medicalises", []string{moved}, []string{"Suspendue"})
	told("/mesures/8-carrieres-medicales", nil, []string{moved, "Suspendue"})
	told("/nouveautes/3", []string{moved, "1 modification"}, []string{"2 modifications"})
	if got := testkit.Words(s.Get("/nouveautes/2").Doc(t).Find(".seg-change__subject")); !strings.Contains(got, "Mesure 20") || !strings.Contains(got, title) {
		t.Errorf("the state of before is said to be about %q", got)
	}
	if href := s.Get("/nouveautes/2").Doc(t).Find(".seg-change__subject a").AttrOr("href", ""); href != "/mesures/9-interim-medical" {
		t.Errorf("the state of before leads to %q", href)
	}
	order := func(path string) []string {
		var slugs []string
		for _, a := range s.Get(path).Doc(t).Find("main a[href^='/mesures/']").EachIter() {
			slug, _, _ := strings.Cut(strings.TrimPrefix(a.AttrOr("href", ""), "/mesures/"), "?")
			if slug != "" && !slices.Contains(slugs, slug) {
				slugs = append(slugs, slug)
			}
		}
		return slugs
	}
	if now, then := order("/mesures"), order("/mesures?publication=2"); len(now) < 33 || slices.Index(now, "9-interim-medical") != 8 || slices.Index(then, "20-interim-medical") != 19 {
		t.Errorf("today %v, then %v", now, then)
	}
	back()
	told("/mesures/20-interim-medical", []string{moved, "La mesure 9 (" + title + ") devient la mesure 20, dans le pilier 3 ; les mesures 10 à 20 prennent le numéro précédent", "Suspendue"}, nil)
	told("/nouveautes/3", []string{moved}, nil)
	if got := testkit.Words(s.Get("/nouveautes/4").Doc(t).Find(".seg-change__subject")); !strings.Contains(got, "Mesure 9") || !strings.Contains(got, title) {
		t.Errorf("the state of between is said to be about %q", got)
	}
}
