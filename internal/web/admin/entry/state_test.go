package entry_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/editorial"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/testkit/staff"
)

// described fills the questions about a new document.
func (f *form) described(title string) *form {
	return f.put("nouvelle_titre", title, "nouvelle_editeur", "Cour des comptes", "nouvelle_adresse", "https://example.org/"+title,
		"nouvelle_date", "novembre 2026", "nouvelle_genre", "audit")
}

// stated fills a whole state of 2026.
func stated(f *form) *form {
	return f.put("etat", "in_progress", "date", "21 juillet 2026", "fondement", "official",
		"justification_fr", "Le décret du 21 juillet étend la mesure.", "justification_en", "The decree of 21 July extends the measure.", "motif", reason)
}

func TestAStateIsSubmittedWithItsEvidence(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "etat-01", desk.RoleEditor, desk.Scope{})
	f := stated(open(t, who, "/admin/saisir/etat/3/2026")).described("rapport-etat")
	p := f.tick("source", f.near(), "nouvelle").accepted(site, "soumettre")
	if p.Status != desk.StatusSubmitted || p.Kind != desk.KindState || p.Reason != reason || p.Base != 1 {
		t.Errorf("proposal %+v", p)
	}
	if len(p.Changes.Assessments.Add) != 1 || len(p.Changes.Sources.Add) != 1 {
		t.Fatalf("changes %+v", p.Changes)
	}
	a, source := p.Changes.Assessments.Add[0], p.Changes.Sources.Add[0]
	if a.Measure != 3 || a.Year != 2026 || a.State != segur.InProgress || a.EffectiveOn.String() != "2026-07-21" || a.Basis != segur.BasisOfficial {
		t.Errorf("state %+v", a)
	}
	if len(a.Sources) != 2 || a.Sources[0] != f.offered || a.Sources[1] != source.ID || a.Justification.EN == "" {
		t.Errorf("sources %v, justification %v", a.Sources, a.Justification)
	}
	if source.PublishedOn.String() != "2026-11" || source.Kind != "audit" || source.Language != "fr" || source.ID != "cour-des-comptes-rapport-etat-2026-11" {
		t.Errorf("new source %+v", source)
	}
}

// TestAStateTakesDatesAsPeopleTypeThem goes through the form for each way of writing.
func TestAStateTakesDatesAsPeopleTypeThem(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "etat-02", desk.RoleEditor, desk.Scope{})
	for typed, want := range map[string]string{
		"2026": "2026", "07/2026": "2026-07", "21/07/2026": "2026-07-21", "21 juillet 2026": "2026-07-21", "2026-07-21": "2026-07-21",
	} {
		f := stated(open(t, who, "/admin/saisir/etat/4/2026")).put("date", typed)
		p := f.tick("source", f.near()).accepted(site, "brouillon")
		if got := p.Changes.Assessments.Add[0].EffectiveOn.String(); got != want || p.Status != desk.StatusDraft {
			t.Errorf("%q is kept as %s in a %s", typed, got, p.Status)
		}
	}
}

func TestAStateIsRefusedWhereSomethingIsMissing(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "etat-03", desk.RoleEditor, desk.Scope{})
	for field, c := range map[string]struct {
		spoil func(f *form)
		want  string
	}{
		"etat":             {func(f *form) { f.values.Del("etat") }, "Choisissez une réponse"},
		"date":             {func(f *form) { f.put("date", "") }, "Donnez la date d’effet"},
		"fondement":        {func(f *form) { f.values.Del("fondement") }, "Choisissez une réponse"},
		"justification_fr": {func(f *form) { f.put("justification_fr", " ") }, "Justification en français"},
		"justification_en": {func(f *form) { f.put("justification_en", "") }, "Justification en anglais"},
		"source":           {func(f *form) { f.values.Del("source") }, "Ajoutez au moins une source"},
		"motif":            {func(f *form) { f.put("motif", "Parce que") }, "Donnez un motif"},
		"date ":            {func(f *form) { f.put("date", "31/06/2026") }, "n’existe pas"},
		"date  ":           {func(f *form) { f.put("date", "21/07/2025") }, "n’est pas en 2026"},
		"nouvelle_adresse": {func(f *form) { f.described("x").put("nouvelle_adresse", "senat.fr") }, "https://"},
		"nouvelle_titre": {func(f *form) {
			f.tick("source", "nouvelle").put("nouvelle_editeur", "Sénat", "nouvelle_genre", "audit")
		}, "titre"},
		"nouvelle_genre":      {func(f *form) { f.described("x").put("nouvelle_genre", "") }, "genre"},
		"nouvelle_date ":      {func(f *form) { f.described("x").put("nouvelle_date", "25/12/26") }, "quatre chiffres, par exemple 21/07/2021"},
		"date   ":             {func(f *form) { f.put("date", "12/26") }, "quatre chiffres, par exemple 07/2021"},
		"nouvelle_date":       {func(f *form) { f.described("x").put("nouvelle_date", "bientôt") }, "n’est pas une date"},
		"justification_fr  ":  {func(f *form) { f.put("justification_fr", strings.Repeat("é", 10000)) }, "trop long"},
		"nouvelle_editeur":    {func(f *form) { f.described("x").put("nouvelle_editeur", "") }, "publie"},
		"nouvelle_adresse   ": {func(f *form) { f.described("x").put("nouvelle_adresse", firstAddress(t)) }, "choisissez ce document"},
	} {
		f := stated(open(t, who, "/admin/saisir/etat/8/2026"))
		f.tick("source", f.near())
		c.spoil(f)
		r := f.refused("soumettre")
		found := faults(t, r)
		if len(found) != 1 || !strings.Contains(found[strings.TrimSpace(field)], c.want) {
			t.Errorf("%s: faults %q", field, found)
		}
		sound(t, site, r)
	}
}

func firstAddress(t testing.TB) string {
	t.Helper()
	for _, source := range site.Catalog().Sources() {
		if source.URL != "" {
			return source.URL
		}
	}
	t.Fatal("no source has an address")
	return ""
}

// TestADraftMayHaveGaps: what is missing counts on submission; what cannot be read counts at once.
func TestADraftMayHaveGaps(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "etat-04", desk.RoleEditor, desk.Scope{})
	p := open(t, who, "/admin/saisir/etat/21/2026").put("etat", "done").accepted(site, "brouillon")
	if a := p.Changes.Assessments.Add[0]; p.Status != desk.StatusDraft || a.State != segur.Done || !a.EffectiveOn.IsZero() || a.Sources != nil {
		t.Errorf("draft %+v", p)
	}
	again := open(t, who, "/admin/propositions/"+id(p)+"/modifier")
	if again.values.Get("etat") != "done" || again.values.Get("id") != id(p) {
		t.Errorf("the form holds %v", again.values)
	}
	if found := faults(t, again.refused("soumettre")); len(found) < 4 {
		t.Errorf("faults %q", found)
	}
	done := stated(again)
	submitted := done.tick("source", undated(t, site)).accepted(site, "soumettre")
	if submitted.ID != p.ID || submitted.Status != desk.StatusSubmitted {
		t.Errorf("submitted as %d, %s; the draft is %d", submitted.ID, submitted.Status, p.ID)
	}
	if r := who.Get("/admin/propositions/" + id(p) + "/modifier"); r.Status != http.StatusConflict {
		t.Errorf("a submitted proposal opens with status %d", r.Status)
	}
}

// TestAReturnedProposalSaysWhatToChange: its author corrects it in the form and submits it anew.
func TestAReturnedProposalSaysWhatToChange(t *testing.T) {
	t.Parallel()
	who, reviewer := staff.Join(t, site, "etat-09", desk.RoleEditor, desk.Scope{}), staff.Join(t, site, "relecture-09", desk.RoleApprover, desk.Scope{})
	f := stated(open(t, who, "/admin/saisir/etat/26/2026"))
	p := f.tick("source", undated(t, site)).accepted(site, "soumettre")
	_, err := site.App.Editorial().Decide(t.Context(), reviewer.Actor(), desk.Ref{ID: p.ID, Version: p.Version},
		editorial.Decision{Status: desk.StatusReturned, Reason: "Précisez l'article du décret."})
	if err != nil {
		t.Fatal(err)
	}
	r := who.Get("/admin/propositions/" + id(p) + "/modifier")
	if said := testkit.Words(r.Doc(t).Find(".seg-flash--warn")); said != "relecture-09 demande des modifications\u00a0: Précisez l’article du décret." {
		t.Errorf("the form says %q", said)
	}
	again := read(t, who, r).put("justification_fr", "L'article 3 du décret étend la mesure.").accepted(site, "soumettre")
	if again.ID != p.ID || again.Status != desk.StatusSubmitted || again.Changes.Assessments.Add[0].Justification.FR != "L'article 3 du décret étend la mesure." {
		t.Errorf("proposal %+v", again)
	}
}

func TestAStepBackAsksForAnExplanation(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "etat-05", desk.RoleEditor, desk.Scope{})
	f := open(t, who, "/admin/saisir/etat/25/2022")
	if f.values.Has("explication") {
		t.Error("an explanation is asked for before the state moves back")
	}
	r := f.put("etat", "preparing", "motif", reason).refused("soumettre")
	if found := faults(t, r); !strings.Contains(found["explication"], "de «\u00a0En cours de déploiement\u00a0»") || len(found) != 1 {
		t.Errorf("faults %q", found)
	}
	p := read(t, who, r).put("explication", "L'accord de 2022 n'est pas un acte du plan.").accepted(site, "soumettre")
	if p.Explanation != "L'accord de 2022 n'est pas un acte du plan." || len(p.Changes.Assessments.Replace) != 1 {
		t.Errorf("proposal %+v", p)
	}
}

func TestAStateIsWithdrawn(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "etat-06", desk.RoleEditor, desk.Scope{})
	f := open(t, who, "/admin/saisir/etat/25/2020/retirer")
	if found := faults(t, f.refused("soumettre")); len(found) != 1 || found["motif"] == "" {
		t.Errorf("faults %q", found)
	}
	p := f.put("motif", reason).accepted(site, "soumettre")
	if len(p.Changes.Assessments.Remove) != 1 || p.Changes.Assessments.Remove[0].Year != 2020 {
		t.Errorf("changes %+v", p.Changes)
	}
	if r := who.Get("/admin/saisir/etat/26/2026/retirer"); r.Status != http.StatusNotFound {
		t.Errorf("withdrawing what is not there answers %d", r.Status)
	}
}

func TestAStateThatChangesNothingIsRefused(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "etat-07", desk.RoleEditor, desk.Scope{})
	r := open(t, who, "/admin/saisir/etat/25/2021").put("motif", reason).refused("soumettre")
	if found := faults(t, r); !strings.HasPrefix(found[""], "Rien ne change") {
		t.Errorf("faults %q", found)
	}
}

func TestYearsThatCannotHaveAState(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "etat-08", desk.RoleEditor, desk.Scope{})
	for _, path := range []string{
		"/admin/saisir/etat/25/2019", "/admin/saisir/etat/25/2027", "/admin/saisir/etat/34/2021", "/admin/saisir/etat/025/2021", "/admin/saisir/etat/x",
	} {
		if r := who.Get(path); r.Status != http.StatusNotFound {
			t.Errorf("%s answers %d", path, r.Status)
		}
	}
	lines := who.Get("/admin/saisir/etat/26").Doc(t).Find(".seg-queue").First().ChildrenFiltered("li")
	if lines.Length() != 7 || !strings.Contains(testkit.Words(lines.First()), "2026 Non renseigné") {
		t.Errorf("%d years, the first %q", lines.Length(), testkit.Words(lines.First()))
	}
}
