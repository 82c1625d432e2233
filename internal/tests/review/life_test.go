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

// TestWholeLife takes a figure from a draft to the public. On 31 January 2026 72.7 % of the way
// from 1 500 to 4 000 health houses is expected: 3 000 is 60 % of it, slightly late, and 3 400 is
// 76 %, on track.
func TestWholeLife(t *testing.T) {
	t.Parallel()
	r := open(t)
	p := r.drafted("saisie-07", r.corrected(msp, 3400))
	r.get("saisie-07", "/admin/propositions").says("Vos brouillons", "Maisons de santé pluriprofessionnelles (MSP) ouvertes, France, janvier 2026", "Brouillon")
	r.get("saisie-08", "/admin/propositions").silent("Vos brouillons", "janvier 2026")
	r.read(r.as("saisie-08").Get(path(p)), http.StatusNotFound)
	form := url.Values{"brouillon": {refOf(p)}, "motif": {"Décompte de janvier publié par la Fédération."}}
	r.post("saisie-07", "/admin/propositions/soumettre", form, http.StatusSeeOther)
	r.get("saisie-07", "/admin/propositions").says("Votre proposition est soumise à la relecture.", "À relire")

	p = r.proposal(p.ID)
	seen := r.get("relecture-01", path(p))
	seen.says("Valeur : Maisons de santé pluriprofessionnelles (MSP) ouvertes, France, janvier 2026", "déposée par saisie-07 le 21 novembre 2026 à 13 h",
		"Décompte de janvier publié par la Fédération.", "ConformeUnité et nombre de décimales", "Source présente, adresse donnée, document daté")
	if old, now := seen.Doc(t).Find(".seg-diff__old del").Text(), seen.Doc(t).Find(".seg-diff__new ins").Text(); thin(old) != "3 000" || thin(now) != "3 400" {
		t.Errorf("before %q, after %q", old, now)
	}
	facts := seen.facts()
	for label, want := range map[string]string{
		"Dernière valeur affichée": "3 000 (janvier 2026) →devient 3 400 (janvier 2026)",
		"Trajectoire":              "Léger retard →devient Dans les temps",
	} {
		if facts[label] != want {
			t.Errorf("%s: %q, not %q", label, facts[label], want)
		}
	}
	if !strings.Contains(facts["Pages touchées"], "accueil") || !strings.Contains(facts["Pages touchées"], "mesure 25") || facts["Graphiques refaits"] == "0" {
		t.Errorf("effects %v", facts)
	}
	if drawn := thin(seen.Doc(t).Find("#g-indicateur-msp-count svg").Text()); !strings.Contains(drawn, "3 400") {
		t.Errorf("the chart does not show the new figure: %s", drawn)
	}

	r.post("relecture-01", path(p)+"/decision", decision(p, "approuver", ""), http.StatusSeeOther)
	r.get("relecture-01", path(p)).says("Proposition nº 1 approuvée", "Approuvée par relecture-01")
	p = r.proposal(p.ID)
	note := segur.Text{FR: "Décompte de janvier corrigé", EN: "The count of January is corrected"}
	approver := r.as("relecture-01").Actor()
	if _, err := r.site.App.Editorial().Publish(t.Context(), approver, []desk.Ref{{ID: p.ID, Version: p.Version}}, note); err != nil {
		t.Fatal(err)
	}
	if now := r.read(r.site.Get("/indicateurs/msp-count"), http.StatusOK); !strings.Contains(now.words, "3 400") {
		t.Error("the public page does not show the new figure")
	}
	if then := r.read(r.site.Get("/indicateurs/msp-count?publication=1"), http.StatusOK); strings.Contains(then.words, "3 400") {
		t.Error("the past has changed")
	}
	r.get("lecture-01", path(p)).says("Publiée", "Publiée dans la publication nº 2.", "Déposée par saisie-07", "Approuvée par relecture-01", "Publiée par relecture-01")
}

func refOf(p desk.Proposal) string {
	form := ref(p)
	return form.Get("id") + ":" + form.Get("version")
}

func decision(p desk.Proposal, what, comment string) url.Values {
	form := ref(p)
	form.Set("decision", what)
	form.Set("commentaire", comment)
	return form
}

// TestAStateMovesCountsAndSentence: in 2021 one measure is done and 28 are in progress, among
// them measure 12.
func TestAStateMovesCountsAndSentence(t *testing.T) {
	t.Parallel()
	r := open(t)
	p := r.submitted("saisie-07", r.assessed("12/2021", segur.Done))
	seen := r.get("relecture-01", path(p))
	facts := seen.facts()
	if facts["Mesures réalisées en 2021"] != "1 →devient 2" || facts["Mesures en cours de déploiement en 2021"] != "28 →devient 27" {
		t.Errorf("effects %v", facts)
	}
	seen.says("Aujourd'hui 6 mesures sur 33 sont réalisées", "Ensuite 7 mesures sur 33 sont réalisées", "Phrase de l'accueil pour 2021", "Aujourd'hui En 2021, 28 mesures sont en cours de déploiement, 3 sont en préparation, 1 est réalisée",
		"Ensuite En 2021, 27 mesures sont en cours de déploiement, 3 sont en préparation, 2 sont réalisées")
	seen.has("#g-avancement", 1)
	seen.has("#g-avancement-par-pilier", 1)
	if facts["Graphiques refaits"] != "3" {
		t.Errorf("%s charts", facts["Graphiques refaits"])
	}
}

func TestNobodyDecidesOnTheirOwn(t *testing.T) {
	t.Parallel()
	r := open(t)
	p := r.submitted("relecture-01", r.corrected(msp, 3400))
	own := r.get("relecture-01", path(p))
	own.says("On ne décide jamais de son propre travail")
	own.has("input[name=decision]", 0)
	refused := r.post("relecture-01", path(p)+"/decision", decision(p, "approuver", "Vu et revu"), http.StatusForbidden)
	if faults := refused.faults(); len(faults) != 1 || !strings.Contains(faults[0], "On ne décide jamais de sa propre proposition") {
		t.Errorf("%v", faults)
	}
	if now := r.proposal(p.ID); now.Status != desk.StatusSubmitted || now.Version != p.Version {
		t.Errorf("the proposal is %+v", now)
	}
	r.post("relecture-02", path(p)+"/decision", decision(p, "approuver", ""), http.StatusSeeOther)
	if r.proposal(p.ID).Status != desk.StatusApproved {
		t.Error("somebody else could not approve")
	}
}

func TestRefusingNeedsAReason(t *testing.T) {
	t.Parallel()
	r := open(t)
	p := r.submitted("saisie-07", r.corrected(msp, 3400))
	none := r.post("relecture-01", path(p)+"/decision", decision(p, "", "Un mot"), http.StatusUnprocessableEntity)
	if faults := none.faults(); !slices.Equal(faults, []string{"Choisissez une décision."}) || none.value("commentaire") != "Un mot" {
		t.Errorf("%v, %q", faults, none.value("commentaire"))
	}
	for what, status := range map[string]desk.Status{"rejeter": desk.StatusRejected, "retourner": desk.StatusReturned} {
		p := r.submitted("saisie-07", r.corrected("msp-count actual 2025-01 FR", 2760+len(what)))
		short := r.post("relecture-01", path(p)+"/decision", decision(p, what, "Non."), http.StatusUnprocessableEntity)
		if faults := short.faults(); !slices.Equal(faults, []string{"Dites pourquoi, en 10 lettres ou chiffres au moins."}) {
			t.Errorf("%s: %v", what, faults)
		}
		short.has("input[name=decision][value="+what+"][checked]", 1)
		r.post("relecture-01", path(p)+"/decision", decision(p, what, "La source <b>ne dit pas</b> cela."), http.StatusSeeOther)
		if now := r.proposal(p.ID); now.Status != status {
			t.Errorf("%s: the proposal is %s", what, now.Status)
		}
		r.get("saisie-07", path(p)).says("La source <b>ne dit pas</b> cela.")
	}
	mine := r.get("saisie-07", "/admin/propositions")
	mine.says("Vos brouillons et propositions à corriger 1", "À corriger")
	mine.has("a[href$='/modifier']", 2) // among one's own and among all
}

// TestSomebodyWasFaster: the page of a reviewer is overtaken by the author, who withdraws.
func TestSomebodyWasFaster(t *testing.T) {
	t.Parallel()
	r := open(t)
	p := r.submitted("saisie-07", r.corrected(msp, 3400))
	withdrawal := ref(p)
	withdrawal.Set("motif-retrait", "Chiffre démenti")
	r.post("saisie-07", path(p)+"/retrait", withdrawal, http.StatusSeeOther)
	late := r.post("relecture-01", path(p)+"/decision", decision(p, "rejeter", "Une longue explication écrite à la main"), http.StatusConflict)
	if faults := late.faults(); len(faults) != 1 || !strings.Contains(faults[0], "Quelqu'un a modifié cet élément") {
		t.Errorf("%v", faults)
	}
	if late.value("texte") != "Une longue explication écrite à la main" {
		t.Errorf("what was typed is lost: %q", late.value("texte"))
	}
	late.says("Retirée")
	late.has("input[name=decision]", 0)
}

// TestAnOvertakenDecisionKeepsItsForm: the proposal was returned and submitted again meanwhile.
func TestAnOvertakenDecisionKeepsItsForm(t *testing.T) {
	t.Parallel()
	r := open(t)
	p := r.submitted("saisie-07", r.corrected(msp, 3400))
	r.post("relecture-02", path(p)+"/decision", decision(p, "retourner", "Donnez la page du rapport"), http.StatusSeeOther)
	again := ref(r.proposal(p.ID))
	again.Set("motif", "Le décompte paru en novembre le dit, page 12.")
	r.post("saisie-07", path(p)+"/soumettre", again, http.StatusSeeOther)
	late := r.post("relecture-01", path(p)+"/decision", decision(p, "rejeter", "Le rapport dit autre chose"), http.StatusConflict)
	if late.value("commentaire") != "Le rapport dit autre chose" || len(late.faults()) != 1 {
		t.Errorf("%q, %v", late.value("commentaire"), late.faults())
	}
	late.has("input[name=decision][value=rejeter][checked]", 1)
	now := r.proposal(p.ID)
	version := late.Doc(t).Find("form[action$='/decision'] input[name=version]").AttrOr("value", "")
	if version != ref(now).Get("version") {
		t.Errorf("the form is still about version %s", version)
	}
}

func TestComments(t *testing.T) {
	t.Parallel()
	r := open(t)
	p := r.submitted("saisie-07", r.corrected(msp, 3400))
	empty := r.post("relecture-01", path(p)+"/commentaire", url.Values{"texte": {"  "}}, http.StatusUnprocessableEntity)
	if len(empty.faults()) != 1 {
		t.Errorf("%v", empty.faults())
	}
	r.post("relecture-01", path(p)+"/commentaire", url.Values{"texte": {"Quelle page ?\nMerci"}}, http.StatusSeeOther)
	r.get("saisie-08", path(p)).says("Commentaires 1", "relecture-01, 21 novembre 2026", "Quelle page ?", "Commentée par relecture-01")
}

// TestObserversSeeAndDoNothing asks for every page and sends every form.
func TestObserversSeeAndDoNothing(t *testing.T) {
	t.Parallel()
	r := open(t)
	p := r.submitted("saisie-07", r.corrected(msp, 3400))
	ready := r.approved("saisie-07", r.corrected("msp-count actual 2023-03 FR", 2301))
	for _, address := range []string{"/admin/propositions", path(p), path(ready)} {
		seen := r.get("lecture-01", address)
		seen.has("main form[method=post]", 0)
	}
	forms := map[string]url.Values{
		path(p) + "/decision": decision(p, "approuver", ""), path(p) + "/commentaire": {"texte": {"Un mot"}},
		path(p) + "/retrait": ref(p), path(p) + "/conflit": ref(p), path(p) + "/soumettre": ref(p),
		"/admin/propositions/soumettre": {"brouillon": {refOf(p)}},
	}
	for address, form := range forms {
		r.post("lecture-01", address, form, http.StatusForbidden)
	}
	if r.proposal(p.ID).Version != p.Version || r.proposal(ready.ID).Version != ready.Version {
		t.Error("an observer changed something")
	}
}
