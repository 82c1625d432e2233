package pages

import (
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/app"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/web/view"
)

// withNames opens a site whose charts had other names.
func withNames(t *testing.T, table view.Renames) *testkit.Site {
	t.Helper()
	return testkit.Open(t, func(o *app.Options) error {
		o.Renamed = table
		return nil
	})
}

// TestRenamedChartsAreFound asks for a chart by names that it had, one of them twice removed.
func TestRenamedChartsAreFound(t *testing.T) {
	s := withNames(t, view.Renames{"indicateur-first": "indicateur-second", "indicateur-second": some, "indicateur-lost": "nowhere"})
	for _, old := range []string{"indicateur-first", "indicateur-second"} {
		for _, address := range []string{
			"/graphiques/OLD", "/en/charts/OLD", "/graphiques/OLD?de=2021&a=2024&vue=tableau&theme=sombre", "/graphiques/OLD?publication=1",
			"/graphiques/OLD.svg", "/graphiques/OLD.png?de=2021&theme=sombre&taille=carre", "/en/charts/OLD.csv?de=2021&publication=1", "/graphiques/OLD.json?a=2024",
			"/embed/OLD", "/embed/OLD?de=2021&theme=clair&lang=en&publication=1", "/en/charts/OLD?a=2024&utm_source=x&de=2021", "/en/charts/OLD.csv?a=2024&de=2021",
		} {
			r := s.Get(strings.Replace(address, "OLD", old, 1))
			want := strings.Replace(address, "OLD", some, 1)
			want = strings.Replace(strings.Replace(want, "&utm_source=x", "", 1), "a=2024&de=2021", "de=2021&a=2024", 1)
			if got := r.Header.Get("Location"); r.Status != 301 || got != want || r.Header.Get("Cache-Control") != "public, max-age=86400" {
				t.Errorf("%s: %d to %q for %q, want %q", r.Path, r.Status, got, r.Header.Get("Cache-Control"), want)
				continue
			}
			if strings.Contains(r.Path, ".") && r.Header.Get("Access-Control-Allow-Origin") != "*" {
				t.Errorf("%s: scripts of other sites cannot follow", r.Path)
			}
			if to := s.Get(want); to.Status != 200 {
				t.Errorf("%s leads to %s, which answers %d", r.Path, want, to.Status)
			}
		}
	}
	for _, address := range []string{"/graphiques/indicateur-lost", "/graphiques/indicateur-lost.csv", "/embed/indicateur-lost", "/graphiques/never.png"} {
		if r := s.Get(address); r.Status != 404 {
			t.Errorf("%s answers %d", address, r.Status)
		}
	}
	for _, name := range []string{some, "avancement"} {
		if r := s.Get("/graphiques/" + name + ".csv"); r.Status != 200 {
			t.Errorf("%s, which keeps its name, answers %d", name, r.Status)
		}
	}
}

// TestACircleIsRefused holds that a table gone wrong does not send browsers round for ever.
func TestACircleIsRefused(t *testing.T) {
	s := withNames(t, view.Renames{"a": "b", "b": "a"})
	for _, address := range []string{"/graphiques/a.csv", "/graphiques/b", "/embed/a"} {
		if r := s.Get(address); r.Status != 404 {
			t.Errorf("%s answers %d to %s", address, r.Status, r.Header.Get("Location"))
		}
	}
}
