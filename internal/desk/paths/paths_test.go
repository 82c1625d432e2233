package paths_test

import (
	"testing"

	"github.com/segur-tracker/segur/internal/desk/paths"
)

func TestPatternsAreFilledIn(t *testing.T) {
	t.Parallel()
	for got, want := range map[string]string{
		paths.Proposal.Of(12):                   "/admin/propositions/12",
		paths.Conflict.Of(12):                   "/admin/propositions/12/conflit",
		paths.CancelPlan.Of(3):                  "/admin/publications/planifiees/3/annuler",
		paths.UndoPublication.Of(4):             "/admin/publications/4/annuler",
		paths.WithdrawSearch.Of(25, 2024):       "/admin/saisir/etat/25/2024/recherche/retirer",
		paths.Figure.Of("msp-count", "ajouter"): "/admin/saisir/valeur/msp-count/ajouter",
		paths.WithdrawSource.Of("a/b c?:é"):     "/admin/saisir/source/a%2Fb%20c%3F:%C3%A9/retirer",
	} {
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

func TestInside(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]bool{"/admin": true, "/admin/": true, "/admin/saisir": true, "/administration": false, "/": false, "": false, "admin": false} {
		if paths.Inside(path) != want {
			t.Errorf("%q: %t", path, !want)
		}
	}
}
