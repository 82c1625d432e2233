package review

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/segur"
)

// settle is a form that chooses the same for every row of a conflict page.
func (p page) settle(what string) url.Values {
	p.Helper()
	form := url.Values{"id": {p.value("id")}, "version": {p.value("version")}, "vu": {p.value("vu")}}
	radios := p.Doc(p.T).Find("input[value='" + what + "']")
	for i := range radios.Nodes {
		form.Set(radios.Eq(i).AttrOr("name", ""), what)
	}
	return form
}

// rows returns the cells of the conflict table, by the label of their line.
func (p page) rows() map[string][]string {
	p.Helper()
	rows := map[string][]string{}
	lines := p.Doc(p.T).Find(".seg-versions tbody tr")
	for i := range lines.Nodes {
		var cells []string
		tds := lines.Eq(i).Find("td")
		for j := range tds.Nodes {
			cells = append(cells, thin(strings.TrimSpace(tds.Eq(j).Text())))
		}
		rows[thin(strings.TrimSpace(lines.Eq(i).Find("th").Contents().First().Text()))] = cells
	}
	return rows
}

// contested has 3 000 health houses published as 3 100 while a proposal makes them 3 400.
func contested(r *room) desk.Proposal {
	r.Helper()
	mine := r.submitted("saisie-07", r.corrected(msp, 3400))
	r.published("saisie-08", r.corrected(msp, 3100))
	return mine
}

func TestAConflictShowsThreeVersions(t *testing.T) {
	t.Parallel()
	r := open(t)
	mine := contested(r)
	r.get("lecture-01", "/admin/propositions").says("Conflit")
	seen := r.get("relecture-01", path(mine))
	seen.says("Ce qui est publié a changé depuis la rédaction, sur une ligne.", "Les effets ne peuvent pas être calculés tant que le conflit n'est pas résolu.")
	seen.has("input[name=decision][value=approuver]", 0)
	seen.has("input[name=decision]", 2)
	r.post("relecture-01", path(mine)+"/decision", decision(mine, "approuver", ""), http.StatusConflict)

	read := r.get("relecture-01", path(mine)+"/conflit")
	read.says("Seul le compte saisie-07 peut choisir")
	read.has("main form[method=post]", 0)
	page := r.get("saisie-07", path(mine)+"/conflit")
	if got := page.rows()["Valeur"]; !slices.Equal(got, []string{"3 000", "3 100", "3 400"}) {
		t.Errorf("versions %v", page.rows())
	}
	none := page.settle("rien")
	if faults := r.post("saisie-07", path(mine)+"/conflit", none, http.StatusUnprocessableEntity).faults(); len(faults) != 1 {
		t.Errorf("%v", faults)
	}
	r.post("relecture-01", path(mine)+"/conflit", page.settle("garder"), http.StatusForbidden)
	if now := r.proposal(mine.ID); now.Version != mine.Version {
		t.Error("somebody else resolved the conflict")
	}
}

func TestKeepingMine(t *testing.T) {
	t.Parallel()
	r := open(t)
	mine := contested(r)
	page := r.get("saisie-07", path(mine)+"/conflit")
	r.post("saisie-07", path(mine)+"/conflit", page.settle("garder"), http.StatusSeeOther)
	now := r.proposal(mine.ID)
	if now.Status != desk.StatusSubmitted || now.Base != 2 || now.Changes.Values.Replace[0].Old.Number != segur.Int(3100) ||
		now.Changes.Values.Replace[0].New.Number != segur.Int(3400) {
		t.Errorf("%+v", now)
	}
	seen := r.get("relecture-01", path(mine))
	seen.says("Conflit résolu par saisie-07")
	if facts := seen.facts(); !strings.HasPrefix(facts["Dernière valeur affichée"], "3 100 (janvier 2026) →devient 3 400") {
		t.Errorf("effects %v", facts)
	}
}

func TestTakingTheirs(t *testing.T) {
	t.Parallel()
	r := open(t)
	mine := contested(r)
	page := r.get("saisie-07", path(mine)+"/conflit")
	r.post("saisie-07", path(mine)+"/conflit", page.settle("reprendre"), http.StatusSeeOther)
	if now := r.proposal(mine.ID); now.Status != desk.StatusWithdrawn {
		t.Errorf("the proposal is %s", now.Status)
	}
	r.read(r.as("saisie-07").Get(path(mine)+"/conflit"), http.StatusSeeOther)
}

// TestTakingTheirsForOneRowOnly: of two figures of a proposal one is contested, and the new
// document that only this one cites leaves with it.
func TestTakingTheirsForOneRowOnly(t *testing.T) {
	t.Parallel()
	r := open(t)
	source := r.live().Sources[0]
	source.ID, source.URL = "bilan-de-novembre", "https://example.org/bilan"
	first := r.value(msp)
	first.Number, first.Source = segur.Int(3400), source.ID
	a, err := edit.Value(r.live(), edit.ValueIntent{Action: edit.ValueReplace, New: first})
	if err != nil {
		t.Fatal(err)
	}
	a.Sources.Add = []segur.Source{source}
	both, err := edit.Merge(a, r.corrected("msp-count actual 2025-01 FR", 2760))
	if err != nil {
		t.Fatal(err)
	}
	mine := r.submitted("saisie-07", both)
	r.published("saisie-08", r.corrected(msp, 3100))
	page := r.get("saisie-07", path(mine)+"/conflit")
	page.has(".seg-versions", 1)
	r.post("saisie-07", path(mine)+"/conflit", page.settle("reprendre"), http.StatusSeeOther)
	now := r.proposal(mine.ID)
	changes := edit.List(now.Changes)
	if now.Status != desk.StatusSubmitted || len(changes) != 1 || changes[0].New.(segur.Value).Number != segur.Int(2760) {
		t.Errorf("%s: %+v", now.Status, now.Changes)
	}
}

// TestWhatWasSeenMayHaveChanged: yet another publication comes out between page and choice.
func TestWhatWasSeenMayHaveChanged(t *testing.T) {
	t.Parallel()
	r := open(t)
	mine := contested(r)
	choices := r.get("saisie-07", path(mine)+"/conflit").settle("garder")
	r.published("saisie-08", r.corrected(msp, 3200))
	again := r.post("saisie-07", path(mine)+"/conflit", choices, http.StatusUnprocessableEntity)
	again.says("Une publication est encore sortie entre-temps")
	again.has("input[value=garder][checked]", 1)
	if got := again.rows()["Valeur"]; !slices.Equal(got, []string{"3 000", "3 200", "3 400"}) {
		t.Errorf("versions %v", got)
	}
	r.post("saisie-07", path(mine)+"/conflit", again.settle("garder"), http.StatusSeeOther)
}

// TestKeepingMineMayNeedAConfirmation: 3 400 was no large change of 3 000; it is one of 1 700.
func TestKeepingMineMayNeedAConfirmation(t *testing.T) {
	t.Parallel()
	r := open(t)
	mine := r.submitted("saisie-07", r.corrected(msp, 3400))
	r.published("saisie-08", r.corrected(msp, 1700))
	choices := r.get("saisie-07", path(mine)+"/conflit").settle("garder")
	asked := r.post("saisie-07", path(mine)+"/conflit", choices, http.StatusUnprocessableEntity)
	boxes := asked.Doc(t).Find("input[name=confirme]")
	if boxes.Length() == 0 || len(asked.faults()) != 1 {
		t.Fatalf("nothing to confirm: %s", asked.words)
	}
	asked.has("input[value=garder][checked]", 1)
	for i := range boxes.Nodes {
		choices.Add("confirme", boxes.Eq(i).AttrOr("value", ""))
	}
	r.post("saisie-07", path(mine)+"/conflit", choices, http.StatusSeeOther)
	if now := r.proposal(mine.ID); now.Base != 3 && now.Base != 2 || now.Status != desk.StatusSubmitted {
		t.Errorf("%+v", now)
	}
}

func TestRivalsKnowOfEachOther(t *testing.T) {
	t.Parallel()
	r := open(t)
	first := r.submitted("saisie-07", r.corrected(msp, 3400))
	second := r.submitted("saisie-08", r.corrected(msp, 3100))
	r.get("relecture-01", path(second)).says("La proposition nº 1 de saisie-07 touche la même donnée.")
	r.get("relecture-01", path(first)).says("La proposition nº 2 de saisie-08 touche la même donnée.")
}
