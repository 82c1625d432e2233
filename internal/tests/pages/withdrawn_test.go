package pages

import (
	"strings"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit"
)

// withdrawAt publishes that a chart is gone.
func withdrawAt(t *testing.T, s *testkit.Site, name string) {
	t.Helper()
	s.Clock.Set(time.Date(2026, time.December, 3, 9, 0, 0, 0, time.UTC))
	if err := s.Withdraw(t.Context(), name); err != nil {
		t.Fatal(err)
	}
}

// bringBack publishes that a chart is shown again.
func bringBack(t *testing.T, s *testkit.Site, name string) {
	t.Helper()
	s.Clock.Set(time.Date(2026, time.December, 9, 9, 0, 0, 0, time.UTC))
	text, ok := s.Catalog().Text(segur.TextWithdrawn(name))
	if !ok {
		t.Fatalf("%s is not withdrawn", name)
	}
	c := testkit.Revision{Note: segur.Text{FR: "Un graphique de retour", EN: "A chart back"}}
	c.Changes.Texts.Remove = []segur.SiteText{{ID: segur.TextWithdrawn(name), Text: text}}
	if _, err := s.Publish(t.Context(), c); err != nil {
		t.Fatal(err)
	}
}

// spaced puts ordinary spaces in the place of those that keep words together.
func spaced(text string) string {
	return strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(text)
}

// TestWithdrawnFilesSayWhy withdraws a chart in a publication and brings it back in the next.
func TestWithdrawnFilesSayWhy(t *testing.T) {
	s := testkit.Open(t)
	withdrawAt(t, s, some)
	shape := map[string]string{"svg": "image/svg+xml", "png": "image/png", "csv": "application/problem+json", "json": "application/problem+json"}
	for ending := range types {
		for address, words := range map[string][]string{
			"/graphiques/" + some + "." + ending: {
				"retiré le 3 décembre 2026", "démenti par son éditeur", "/graphiques/" + some + "." + ending + "?publication=1",
			},
			"/en/charts/" + some + "." + ending + "?theme=sombre": {
				"withdrawn on 3 December 2026", "disowns it", "/en/charts/" + some + "." + ending,
			},
			"/graphiques/" + some + "." + ending + "?publication=2": {"retiré le"},
		} {
			r := s.Get(address)
			if r.Status != 410 || r.Header.Get("Content-Type") != shape[ending] || r.Header.Get("Access-Control-Allow-Origin") != "*" || r.Header.Get("Cache-Control") != "no-store" {
				t.Errorf("%s: %d, %v", address, r.Status, r.Header)
			}
			for _, word := range words {
				if ending != "png" && !strings.Contains(spaced(string(r.Body)), word) {
					t.Errorf("%s does not say %q: %s", address, word, r.Body)
				}
			}
			if head := s.Do("HEAD", address); head.Status != 410 || len(head.Body) > 0 {
				t.Errorf("HEAD %s: %d", address, head.Status)
			}
		}
		last := "/graphiques/" + some + "." + ending + "?publication=1"
		if r := s.Get(last); r.Status != 200 || r.Header.Get("Cache-Control") != frozen {
			t.Errorf("%s: %d for %q", last, r.Status, r.Header.Get("Cache-Control"))
		}
		if r := s.Get("/graphiques/avancement." + ending); r.Status != 200 {
			t.Errorf("another chart in %s answers %d", ending, r.Status)
		}
	}
	if r := s.Get("/graphiques/" + some); r.Status != 410 {
		t.Errorf("its page answers %d", r.Status)
	}
	if r := s.Get("/embed/" + some); r.Status != 200 {
		t.Errorf("its frame answers %d", r.Status)
	}
	bringBack(t, s, some)
	for _, told := range []string{"/nouveautes/2", "/nouveautes/3", "/en/whats-new/2"} {
		if r := s.Get(told); r.Status != 200 || !strings.Contains(string(r.Body), "/"+some+`"`) {
			t.Errorf("%s (%d) does not lead to the chart", told, r.Status)
		}
	}
	for address, want := range map[string]int{
		"/graphiques/" + some + ".csv": 200, "/graphiques/" + some: 200, "/graphiques/" + some + ".csv?publication=3": 200,
		"/graphiques/" + some + ".csv?publication=2": 410, "/graphiques/" + some + ".csv?publication=1": 200,
	} {
		if r := s.Get(address); r.Status != want {
			t.Errorf("brought back, %s answers %d instead of %d", address, r.Status, want)
		}
	}
}
