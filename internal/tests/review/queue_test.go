package review

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/segur"
)

// lines returns the numbers of the listed proposals, without the person's own drafts.
func (p page) lines() []string {
	p.Helper()
	var numbers []string
	links := p.Doc(p.T).Find("section:last-of-type .seg-queue__subject")
	for i := range links.Nodes {
		numbers = append(numbers, strings.TrimPrefix(links.Eq(i).AttrOr("href", ""), "/admin/propositions/"))
	}
	return numbers
}

func TestFilters(t *testing.T) {
	t.Parallel()
	r := open(t)
	one := r.submitted("saisie-07", r.corrected(msp, 3400))                                // 1: indicator msp-count, measure 25, France
	two := r.submitted("saisie-08", r.assessed("12/2021", segur.Done))                     // 2: measure 12
	region := r.value("msp-count actual 2018 84")                                          // 3: indicator msp-count, Auvergne
	three := r.submitted("region-84", r.corrected(region.RowKey(), 180))                   //
	four := r.approved("saisie-07", r.corrected("msp-count actual 2023-03 FR", 2301))      // 4: approved
	five := r.submitted("relecture-01", r.corrected("cpts-active actual 2021-07 FR", 175)) // 5: cpts-active, measure 25
	r.post("relecture-01", path(two)+"/decision", decision(two, "retourner", "Donnez la page du rapport"), http.StatusSeeOther)
	if one.ID != 1 || three.ID != 3 || four.ID != 4 || five.ID != 5 {
		t.Fatal("the proposals are not numbered as expected")
	}
	for query, want := range map[string][]string{
		"":                                {"5", "4", "3", "2", "1"},
		"?statut=a-relire":                {"5", "3", "1"},
		"?statut=approuvees":              {"4"},
		"?statut=a-corriger":              {"2"},
		"?statut=publiees":                {},
		"?statut=toutes":                  {"5", "4", "3", "2", "1"},
		"?statut=autre":                   {"5", "4", "3", "2", "1"},
		"?nature=state":                   {"2"},
		"?nature=value&statut=approuvees": {"4"},
		"?mesure=25":                      {"5", "4", "3", "1"},
		"?mesure=12":                      {"2"},
		"?indicateur=msp-count":           {"4", "3", "1"},
		"?indicateur=Maisons+de+sante":    {"4", "3", "1"},
		"?indicateur=zzz":                 {},
		"?region=84":                      {"3"},
		"?region=FR&mesure=25":            {"5", "4", "1"},
		"?vue=attente":                    {"3", "1"}, // not one's own, nor what is settled
		"?vue=moi":                        {"5"},
		"?avant=3":                        {"2", "1"},
		"?avant=x&mesure=x":               {"5", "4", "3", "2", "1"},
	} {
		if got := r.get("relecture-01", "/admin/propositions"+query).lines(); !slices.Equal(got, want) && len(got)+len(want) > 0 {
			t.Errorf("%s lists %v, not %v", query, got, want)
		}
	}
	if got := r.get("saisie-08", "/admin/propositions?vue=attente").lines(); !slices.Equal(got, []string{"2"}) {
		t.Errorf("what waits for an author: %v", got)
	}
	filtered := r.get("relecture-01", "/admin/propositions?mesure=25&indicateur=%3Cscript%3E")
	if filtered.value("indicateur") != "<script>" || filtered.Doc(t).Find("select[name=mesure] option[selected]").AttrOr("value", "") != "25" {
		t.Error("the filter is not filled in")
	}
	next := r.get("relecture-01", path(three)).Doc(t).Find("a:contains('Passer à la suivante')").AttrOr("href", "")
	if next != "/admin/propositions/1" {
		t.Errorf("the next one is %s", next)
	}
}

func TestPagesOfTheQueue(t *testing.T) {
	t.Parallel()
	r := open(t)
	for range 23 {
		r.submitted("saisie-07", r.corrected(msp, 3400))
	}
	first := r.get("relecture-01", "/admin/propositions?mesure=25")
	if n := len(first.lines()); n != 20 {
		t.Errorf("%d lines", n)
	}
	older := first.Doc(t).Find("a[rel=next]").AttrOr("href", "")
	second := r.get("relecture-01", older)
	if got := second.lines(); !slices.Equal(got, []string{"3", "2", "1"}) {
		t.Errorf("%s lists %v", older, got)
	}
	second.has("a[rel=next]", 0)
	second.has("a[href='/admin/propositions?mesure=25']", 1)
}

// TestDraftsGoTogether: one reason for several, and what looks like a slip is confirmed on the
// way. Ten times more health houses is asked about.
func TestDraftsGoTogether(t *testing.T) {
	t.Parallel()
	r := open(t)
	odd := r.drafted("saisie-07", r.corrected(msp, 30000))
	plain := r.drafted("saisie-07", r.corrected("msp-count actual 2025-01 FR", 2760))
	form := url.Values{"brouillon": {refOf(odd), refOf(plain)}, "motif": {"Recomptés par la Fédération en novembre."}}
	asked := r.post("saisie-07", "/admin/propositions/soumettre", form, http.StatusUnprocessableEntity)
	asked.says("30 000, c'est environ 11 fois plus que 2 758")
	asked.has("input[name=brouillon][checked]", 2)
	if asked.value("motif") != "Recomptés par la Fédération en novembre." || len(asked.faults()) != 1 {
		t.Errorf("%q, %v", asked.value("motif"), asked.faults())
	}
	boxes := asked.Doc(t).Find("input[name=confirme]")
	for i := range boxes.Nodes {
		form.Add("confirme", boxes.Eq(i).AttrOr("value", ""))
	}
	r.post("saisie-07", "/admin/propositions/soumettre", form, http.StatusSeeOther)
	for _, p := range []desk.Proposal{odd, plain} {
		now := r.proposal(p.ID)
		if now.Status != desk.StatusSubmitted || now.Submission != odd.ID || now.Reason != "Recomptés par la Fédération en novembre." {
			t.Errorf("%+v", now)
		}
	}
	r.get("relecture-01", path(odd)).says("La personne qui propose l'a confirmé.")
}

func TestTogetherAllOrNone(t *testing.T) {
	t.Parallel()
	r := open(t)
	good := r.drafted("saisie-07", r.corrected("msp-count actual 2025-01 FR", 2760))
	bad := r.assessed("12/2021", segur.Done)
	bad.Assessments.Replace[0].New.Sources = nil
	sourceless := r.drafted("saisie-07", bad)
	form := url.Values{"brouillon": {refOf(good), refOf(sourceless)}, "motif": {"Relevé de novembre"}}
	refused := r.post("saisie-07", "/admin/propositions/soumettre", form, http.StatusUnprocessableEntity)
	if faults := refused.faults(); len(faults) != 1 || !strings.HasPrefix(faults[0], "Brouillon nº 2 : Ajoutez au moins une source") {
		t.Errorf("%v", faults)
	}
	if r.proposal(good.ID).Status != desk.StatusDraft {
		t.Error("one went without the other")
	}
	r.get("saisie-07", path(sourceless)).says("Une ligne ne cite aucune source.")
	none := r.post("saisie-07", "/admin/propositions/soumettre", url.Values{"motif": {"Relevé de novembre"}}, http.StatusUnprocessableEntity)
	if len(none.faults()) != 1 {
		t.Errorf("%v", none.faults())
	}
	foreign := r.post("saisie-08", "/admin/propositions/soumettre", url.Values{"brouillon": {refOf(good)}}, http.StatusNotFound)
	foreign.silent("janvier 2025")
	r.post("saisie-07", "/admin/propositions/soumettre", url.Values{"brouillon": {"x"}}, http.StatusBadRequest)
}
