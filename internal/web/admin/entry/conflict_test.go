package entry_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/testkit/staff"
)

// TestConflicts shares one site on which the tests publish one after the other, each about
// figures of its own.
func TestConflicts(t *testing.T) {
	t.Parallel()
	s := testkit.Open(t)
	for i, c := range []struct {
		name string
		run  func(t *testing.T, s *testkit.Site, who *staff.Person)
	}{
		{"the second of two", theSecondOfTwo}, {"back to the form", backToTheForm}, {"take what is published", takeWhatIsPublished},
		{"a draft", aDraftKnowsItsBase}, {"a grid", aGridTakesTheirCells}, {"a state", aStateMeetsAConflict},
	} {
		who := staff.Join(t, s, fmt.Sprintf("conflit-%02d", i), desk.RoleEditor, desk.Scope{})
		t.Run(c.name, func(t *testing.T) { c.run(t, s, who) })
	}
}

// late opens a form on a figure, lets somebody else publish another number for it, and types.
func late(t *testing.T, s *testkit.Site, who *staff.Person, figure, typed string) *form {
	t.Helper()
	f := open(t, who, msp+"/remplacer?sur="+keyOf(t, s, figure))
	publishOther(t, s, figure)
	return f.put("valeur", typed, "motif", reason).tick("source", f.near())
}

// latest is the number of the last publication.
func latest(s *testkit.Site) string { return strconv.Itoa(s.Catalog().Version()) }

func theSecondOfTwo(t *testing.T, s *testkit.Site, who *staff.Person) {
	f := late(t, s, who, "msp-count actual 2025-01 FR", "2 800")
	r := f.refused("soumettre")
	sound(t, s, r)
	doc := r.Doc(t)
	var row []string
	for _, cell := range doc.Find(".seg-diff tbody tr").First().Find("td").EachIter() {
		row = append(row, testkit.Words(cell))
	}
	if strings.Join(row, "|") != "2\u00a0758|2\u00a0765|2\u00a0800" {
		t.Errorf("base, theirs and mine read %q", row)
	}
	if doc.Find("input[type=radio][name=conflit]").Length() != 3 {
		t.Errorf("choices: %d", doc.Find("input[name=conflit]").Length())
	}

	mine := read(t, who, r).put("conflit", "garder").accepted(s, "soumettre")
	if c := mine.Changes.Values.Replace; len(c) != 1 || c[0].Old.Number != segur.Int(2765) || c[0].New.Number != segur.Int(2800) || strconv.Itoa(mine.Base) != latest(s) {
		t.Errorf("mine is kept as %+v on publication %d", mine.Changes.Values, mine.Base)
	}
}

func backToTheForm(t *testing.T, s *testkit.Site, who *staff.Person) {
	r := late(t, s, who, "msp-count actual 2021-07 FR", "1 900").refused("soumettre")
	again := read(t, who, read(t, who, r).put("conflit", "modifier").exports("soumettre"))
	if again.values.Get("valeur") != "1 900" || again.values.Get("motif") != reason {
		t.Fatalf("the form came back with %v", again.values)
	}
	p := again.put("valeur", "1 910").accepted(s, "soumettre")
	if c := p.Changes.Values.Replace; len(c) != 1 || c[0].Old.Number != segur.Int(1896) || c[0].New.Number != segur.Int(1910) {
		t.Errorf("changes %+v", p.Changes.Values)
	}
	// Once more meanwhile: what was seen is no longer what is published, so it is asked again.
	publishOther(t, s, "msp-count actual 2021-07 FR")
	second := again.exports("soumettre")
	if cell := testkit.Words(second.Doc(t).Find(".seg-diff tbody tr").First().Find("td").Eq(1)); cell != "1\u00a0903" {
		t.Errorf("theirs reads %q, status %d", cell, second.Status)
	}
}

func takeWhatIsPublished(t *testing.T, s *testkit.Site, who *staff.Person) {
	r := late(t, s, who, "msp-count actual 2022-11 FR", "2 160").refused("soumettre")
	end := read(t, who, r).put("conflit", "reprendre").exports("soumettre")
	if end.Status != http.StatusSeeOther || end.Header.Get("Location") != msp {
		t.Errorf("status %d to %s", end.Status, end.Header.Get("Location"))
	}
	if said := testkit.Words(who.Get(msp).Doc(t).Find(".seg-flash")); !strings.Contains(said, "n’a pas été proposée") {
		t.Errorf("said %q", said)
	}
	list, err := s.App.Editorial().Proposals(t.Context(), who.Actor(), desk.Filter{Author: who.Account.ID})
	if err != nil || len(list) != 0 {
		t.Errorf("%d proposals, %v", len(list), err)
	}
}

// aDraftKnowsItsBase: reopened after a publication, it meets the conflict too.
func aDraftKnowsItsBase(t *testing.T, s *testkit.Site, who *staff.Person) {
	f := open(t, who, msp+"/remplacer?sur="+keyOf(t, s, "msp-count actual 2023-03 FR")).put("valeur", "2 310", "motif", reason)
	draft, base := f.tick("source", f.near()).accepted(s, "brouillon"), latest(s)
	publishOther(t, s, "msp-count actual 2023-03 FR")
	again := open(t, who, "/admin/propositions/"+id(draft)+"/modifier")
	if again.values.Get("base") != base || again.values.Get("valeur") != "2\u00a0310" {
		t.Errorf("the draft reopens with %v", again.values)
	}
	p := read(t, who, again.refused("soumettre")).put("conflit", "garder").accepted(s, "soumettre")
	if c := p.Changes.Values.Replace; p.ID != draft.ID || len(c) != 1 || c[0].Old.Number != segur.Int(2307) {
		t.Errorf("proposal %d: %+v", p.ID, p.Changes.Values)
	}
}

// aGridTakesTheirCells: what others published replaces what was typed in the
// same cells only.
func aGridTakesTheirCells(t *testing.T, s *testkit.Site, who *staff.Person) {
	f := evidenced(open(t, who, population)).put("c-84-2021", "8 120 000", "c-84-2022", "8 200 000")
	publishOther(t, s, "pop actual 2021 84")
	publishOther(t, s, "pop actual 2021 53")
	r := f.refused("soumettre")
	if n := r.Doc(t).Find(".seg-diff").Length(); n != 1 {
		t.Errorf("%d rows are in conflict", n)
	}
	again := read(t, who, read(t, who, r).put("conflit", "reprendre").exports("soumettre"))
	for field, want := range map[string]string{"c-84-2021": "8\u00a0114\u00a0368", "c-84-2022": "8 200 000", "c-53-2021": "3\u00a0394\u00a0574", "base": latest(s)} {
		if got := again.values.Get(field); got != want {
			t.Errorf("%s is %q, want %q", field, got, want)
		}
	}
	if p := again.accepted(s, "soumettre"); len(p.Changes.Values.Add) != 1 || len(p.Changes.Values.Replace) != 0 {
		t.Errorf("changes %+v", p.Changes.Values)
	}
	kept := read(t, who, r).put("conflit", "garder").exports("soumettre")
	if found := faults(t, kept); kept.Status != http.StatusUnprocessableEntity || !strings.Contains(found["confirme"], "vérifier") {
		t.Errorf("the rival proposal of before is not mentioned: %d, %q", kept.Status, found)
	}
}

// aStateMeetsAConflict, and keeping one's own puts it over the new state.
func aStateMeetsAConflict(t *testing.T, s *testkit.Site, who *staff.Person) {
	f := open(t, who, "/admin/saisir/etat/25/2021").put("justification_fr", "Une autre phrase.", "motif", reason)
	d, err := s.App.Editorial().Live(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range d.Assessments {
		if a.Measure == 25 && a.Year == 2021 {
			now := a
			now.Basis = segur.BasisOfficial
			if a.Basis == segur.BasisOfficial {
				now.Basis = segur.BasisInferred
			}
			if _, err := s.Publish(t.Context(), testkit.Revision{Changes: segur.ChangeSet{Assessments: segur.Changes[segur.Assessment]{
				Replace: []segur.Replacement[segur.Assessment]{{Old: a, New: now}},
			}}}); err != nil {
				t.Fatal(err)
			}
		}
	}
	r := f.refused("soumettre")
	if title := testkit.Words(r.Doc(t).Find("h1")); !strings.HasPrefix(title, "Quelqu’un a publié") {
		t.Fatalf("the page is %q", title)
	}
	p := read(t, who, r).put("conflit", "garder").accepted(s, "soumettre")
	if c := p.Changes.Assessments.Replace; len(c) != 1 || c[0].New.Justification.FR != "Une autre phrase." {
		t.Errorf("changes %+v", p.Changes)
	}
}

func TestRivalsAreShownAndConfirmed(t *testing.T) {
	t.Parallel()
	first := staff.Join(t, site, "rival-01", desk.RoleEditor, desk.Scope{})
	second := staff.Join(t, site, "rival-02", desk.RoleEditor, desk.Scope{})
	path := "/admin/saisir/valeur/cpts-active/remplacer?sur=" + keyOf(t, site, "cpts-active actual 2025-05 FR")
	f := open(t, first, path).put("valeur", "725", "motif", reason)
	other := f.tick("source", f.near()).accepted(site, "soumettre")
	f = open(t, second, path).put("valeur", "726", "motif", reason)
	r := f.tick("source", f.near()).refused("soumettre")
	if found := faults(t, r); len(found) != 1 || found["confirme"] == "" {
		t.Errorf("faults %q", found)
	}
	box := r.Doc(t).Find(".seg-confirm")
	if !strings.Contains(testkit.Words(box), "la nº\u00a0"+id(other)+", de rival-01") || box.Find("a").AttrOr("href", "") != "/admin/propositions/"+id(other) {
		t.Errorf("the rival is told as %q", testkit.Words(box))
	}
	if p := confirmed(t, second, r).accepted(site, "soumettre"); len(p.Confirmed) != 0 {
		t.Errorf("kept confirmations %q", p.Confirmed)
	}
}

// TestOnlyTheAuthorReopens: drafts of others are not there, their other proposals are closed.
func TestOnlyTheAuthorReopens(t *testing.T) {
	t.Parallel()
	author := staff.Join(t, site, "auteur-01", desk.RoleEditor, desk.Scope{})
	other := staff.Join(t, site, "auteur-02", desk.RoleApprover, desk.Scope{})
	f := open(t, author, "/admin/saisir/mesure/13").put("titre_court_fr", "Sortir du tout T2A", "motif", reason)
	draft := f.accepted(site, "brouillon")
	if r := other.Get("/admin/propositions/" + id(draft) + "/modifier"); r.Status != http.StatusNotFound {
		t.Errorf("a draft of somebody else opens with %d", r.Status)
	}
	stolen := open(t, other, "/admin/saisir/mesure/13").put("titre_court_fr", "X", "motif", reason, "id", id(draft), "version", "1")
	if r := stolen.exports("brouillon"); r.Status != http.StatusNotFound {
		t.Errorf("writing into it answers %d", r.Status)
	}
	p := open(t, author, "/admin/propositions/"+id(draft)+"/modifier").accepted(site, "soumettre")
	if r := other.Get("/admin/propositions/" + id(p) + "/modifier"); r.Status != http.StatusForbidden || forbidden(t, site, other) != 1 {
		t.Errorf("a proposal of somebody else opens with %d", r.Status)
	}
	for _, path := range []string{"/admin/propositions/999/modifier", "/admin/propositions/x/modifier"} {
		if r := author.Get(path); r.Status != http.StatusNotFound {
			t.Errorf("%s answers %d", path, r.Status)
		}
	}
}

// TestTwoTabsOnOneDraft: the second to save is told, and keeps what was typed.
func TestTwoTabsOnOneDraft(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "auteur-03", desk.RoleEditor, desk.Scope{})
	draft := open(t, who, "/admin/saisir/mesure/14").put("titre_court_fr", "Un titre").accepted(site, "brouillon")
	first, second := open(t, who, "/admin/propositions/"+id(draft)+"/modifier"), open(t, who, "/admin/propositions/"+id(draft)+"/modifier")
	first.put("titre_court_fr", "Un premier titre").accepted(site, "brouillon")
	r := second.put("titre_court_fr", "Un second titre").refused("brouillon")
	if found := faults(t, r); !strings.Contains(found[""], "Quelqu’un a modifié") {
		t.Errorf("faults %q", found)
	}
}

// TestAFormOpenedOnNonsenseStartsFromToday: a forged base or choice changes nothing.
func TestAFormOpenedOnNonsenseStartsFromToday(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "auteur-04", desk.RoleEditor, desk.Scope{})
	for _, forged := range []string{"0", "-1", "99", "x", ""} {
		f := open(t, who, "/admin/saisir/mesure/15").put("titre_court_fr", "Titre "+forged, "base", forged, "vu", forged, "conflit", forged)
		if p := f.accepted(site, "brouillon"); p.Base != 1 {
			t.Errorf("base %q is kept as %d", forged, p.Base)
		}
	}
	r := who.Post("/admin/saisir/mesure/15", url.Values{"id": {"x"}, "version": {"1"}})
	if r.Status != http.StatusBadRequest {
		t.Errorf("a forged reference answers %d", r.Status)
	}
}
