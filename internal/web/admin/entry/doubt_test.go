package entry_test

import (
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/testkit/staff"
)

const toCheck = "À vérifier avant de soumettre"

// TestTheSummaryTellsEveryDoubt: what looks like a slip is told on top, under a title of its own,
// and leads to the box that confirms it.
func TestTheSummaryTellsEveryDoubt(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "doute-01", desk.RoleEditor, desk.Scope{})
	r := counted(open(t, who, "/admin/saisir/valeur/cds-count/ajouter")).put("periode", "2026", "valeur", "280 000").refused("soumettre")
	open := doubts(t, r)
	if boxes := r.Doc(t).Find("input[name=confirme]").Length(); len(open) < 2 || len(open) != boxes || !strings.Contains(strings.Join(open, " "), "la période n’est pas terminée") {
		t.Errorf("%d boxes, told %q", boxes, open)
	}
	top := r.Doc(t).Find(".govuk-error-summary")
	if title := testkit.Words(top.Find("h2")); title != toCheck || !top.HasClass("seg-summary--doubts") {
		t.Errorf("titled %q", title)
	}
	sound(t, site, r)
	// What is confirmed already is told no more.
	f := confirmed(t, who, r)
	f.values["confirme"] = f.values["confirme"][:1]
	if left := doubts(t, f.refused("soumettre")); len(left) != len(open)-1 {
		t.Errorf("told again %q of %q", left, open)
	}
}

// TestErrorsComeBeforeDoubts: both are told, each under its title.
func TestErrorsComeBeforeDoubts(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "doute-02", desk.RoleEditor, desk.Scope{})
	back := func() *form {
		return open(t, who, "/admin/saisir/etat/25/2023").put("etat", "preparing", "motif", reason)
	}
	back().put("explication", "L'accord n'est pas un acte du plan.").accepted(site, "soumettre")
	r := back().refused("soumettre")
	if found := faults(t, r); found["explication"] == "" || found["confirme"] == "" {
		t.Errorf("faults %q", found)
	}
	titles := r.Doc(t).Find(".govuk-error-summary h2")
	if got := testkit.Words(titles.First()) + ", " + testkit.Words(titles.Last()); got != "Il reste un point à corriger, "+toCheck || len(doubts(t, r)) != 1 {
		t.Errorf("titles %q, doubts %q", got, doubts(t, r))
	}
	sound(t, site, r)
}
