package review

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit/staff"
)

// TestTheScopeBoundsDecisions: the proposal is about measure 25.
func TestTheScopeBoundsDecisions(t *testing.T) {
	t.Parallel()
	r := open(t)
	p := r.submitted("saisie-07", r.corrected(msp, 3400))
	r.people["hors"] = staff.Join(t, r.site, "hors-perimetre", desk.RoleApprover, desk.Scope{Measures: []int{1, 12}})
	r.people["dans"] = staff.Join(t, r.site, "dans-perimetre", desk.RoleApprover, desk.Scope{Measures: []int{25}})
	out := r.get("hors", path(p))
	out.says("Cette proposition sort de votre périmètre")
	out.has("input[name=decision]", 0)
	if lines := r.get("hors", "/admin/propositions?vue=attente").lines(); len(lines) != 0 {
		t.Errorf("%v waits for somebody out of whose scope it is", lines)
	}
	r.post("hors", path(p)+"/decision", decision(p, "approuver", ""), http.StatusForbidden)
	if lines := r.get("dans", "/admin/propositions?vue=attente").lines(); len(lines) != 1 {
		t.Errorf("%v waits for somebody in whose scope it is", lines)
	}
	r.post("dans", path(p)+"/decision", decision(p, "approuver", ""), http.StatusSeeOther)
}

func TestDecidingTakesTheSecondFactor(t *testing.T) {
	t.Parallel()
	r := open(t)
	p := r.submitted("saisie-07", r.corrected(msp, 3400))
	r.people["sans"] = staff.SignIn(t, r.site, r.as("relecture-01").Account, staff.FactorHidden)
	seen := r.get("sans", path(p))
	seen.says("Décider demande votre second facteur.")
	seen.has("input[name=decision]", 0)
	seen.has("main a[href^='/admin/second-facteur']", 1)
	r.post("sans", path(p)+"/decision", decision(p, "approuver", ""), http.StatusForbidden)
	if r.proposal(p.ID).Status != desk.StatusSubmitted {
		t.Error("approved without the second factor")
	}
}

// TestWhatIsPlannedIsLocked: an approved proposal that a plan holds says so, and offers neither
// withdrawal nor the choices of a conflict.
func TestWhatIsPlannedIsLocked(t *testing.T) {
	t.Parallel()
	r := open(t)
	p := r.approved("saisie-07", r.corrected(msp, 3400))
	due := r.site.Clock.Now().Add(48 * time.Hour)
	_, err := r.site.App.Editorial().Plan(t.Context(), r.as("relecture-01").Actor(), []desk.Ref{{ID: p.ID, Version: p.Version}},
		segur.Text{FR: "Note", EN: "Note"}, due)
	if err != nil {
		t.Fatal(err)
	}
	r.get("lecture-01", "/admin/propositions").says("Programmée")
	mine := r.get("saisie-07", path(p))
	mine.says("Programmée pour le 23 novembre 2026 à 13 h.")
	mine.has("form[action$='/retrait']", 0)
	now := r.proposal(p.ID)
	r.post("saisie-07", path(p)+"/retrait", ref(now), http.StatusConflict)
	r.published("saisie-08", r.corrected(msp, 3100))
	held := r.get("saisie-07", path(p)+"/conflit")
	held.says("annulez la programmation pour résoudre le conflit")
	held.has("main form[method=post]", 0)
}

// TestUndoingIsReviewedLikeTheRest: what undoes a publication says which one, and is not rewritten
// when something else has changed meanwhile.
func TestUndoingIsReviewedLikeTheRest(t *testing.T) {
	t.Parallel()
	r := open(t)
	r.published("saisie-07", r.corrected(msp, 3400))
	undo, err := r.site.App.Editorial().Revert(t.Context(), r.as("relecture-02").Actor(), 2, "Le décompte était celui d'avril.")
	if err != nil {
		t.Fatal(err)
	}
	seen := r.get("relecture-01", path(undo))
	seen.says("Annule la publication nº 2", "Annulation : ")
	if facts := seen.facts(); !strings.HasPrefix(facts["Dernière valeur affichée"], "3 400 (janvier 2026) →devient 3 000") {
		t.Errorf("effects %v", facts)
	}
	seen.has("input[name=decision]", 2)
	seen.has("input[name=decision][value=retourner]", 0)
	returned := r.post("relecture-01", path(undo)+"/decision", decision(undo, "retourner", "À revoir ensemble"), http.StatusUnprocessableEntity)
	returned.has("input[name=decision]", 2)
	returned.says("À revoir ensemble")
	r.published("saisie-08", r.corrected(msp, 3100))
	r.get("relecture-02", path(undo)+"/conflit").says("Une annulation ne se réécrit pas")
	r.post("relecture-02", path(undo)+"/conflit", url.Values{"id": {ref(undo).Get("id")}, "version": {ref(undo).Get("version")}, "vu": {"3"}}, http.StatusUnprocessableEntity)
}
