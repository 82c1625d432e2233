package entry_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/testkit/staff"
)

// ordinary puts plain spaces and apostrophes into a text.
func ordinary(text string) string {
	return strings.NewReplacer("\u00a0", " ", "\u202f", " ", "’", "'").Replace(text)
}

const mistake = "Cet indicateur compte autre chose que la mesure."

// TestAnIndicatorIsWithdrawn through the desk: all of it goes, its addresses say so, and the
// publication before still shows it.
func TestAnIndicatorIsWithdrawn(t *testing.T) {
	t.Parallel()
	s := testkit.Open(t)
	who, approver := staff.Join(t, s, "retrait-01", desk.RoleEditor, desk.Scope{}), staff.Join(t, s, "retrait-02", desk.RoleApprover, desk.Scope{})
	label := s.Catalog().Indicator("cpts-aci").Label
	form := who.Get("/admin/saisir/indicateur/cpts-aci")
	if form.Doc(t).Find(`a[href="/admin/saisir/indicateur/cpts-aci/retirer"]`).Length() != 1 {
		t.Error("the definition does not lead to the withdrawal")
	}
	page := who.Get("/admin/saisir/indicateur/cpts-aci/retirer")
	sound(t, s, page)
	f := read(t, who, page)
	if found := faults(t, f.refused("soumettre")); len(found) != 1 || found["motif"] == "" {
		t.Errorf("without a reason: %q", found)
	}
	draft := f.put("motif", mistake).accepted(s, "brouillon")
	p := open(t, who, "/admin/propositions/"+id(draft)+"/modifier").accepted(s, "soumettre")
	if c := p.Changes; len(c.Indicators.Remove) != 1 || len(c.Values.Remove) < 2 || p.ID != draft.ID {
		t.Fatalf("changes %+v", p.Changes)
	}
	review := words(t, approver.Get("/admin/propositions/"+id(p)), "main")
	if !strings.Contains(review, "Graphiques retirés") || !strings.Contains(review, "page retirée") || !strings.Contains(review, ordinary(label.FR)) {
		t.Errorf("the reviewer reads %q", review)
	}
	released(t, s, approver, p)
	saysWithdrawn(t, s, label)
	if news := words(t, s.Get("/nouveautes/2"), "main"); !strings.Contains(news, ordinary(label.FR)) || !strings.Contains(news, mistake) {
		t.Errorf("readers are told %q", news)
	}
	verdict, err := s.App.Editorial().Verify(t.Context())
	if err != nil || len(verdict.Mismatches) > 0 {
		t.Errorf("verify: %+v, %v", verdict.Mismatches, err)
	}
}

// saysWithdrawn looks at every address that the indicator had.
func saysWithdrawn(t *testing.T, s *testkit.Site, label segur.Text) {
	t.Helper()
	for path, status := range map[string]int{
		"/indicateurs/cpts-aci": http.StatusGone, "/en/indicators/cpts-aci": http.StatusGone,
		"/graphiques/indicateur-cpts-aci": http.StatusGone, "/graphiques/indicateur-cpts-aci.csv": http.StatusGone,
		"/graphiques/indicateur-cpts-aci.svg": http.StatusGone, "/embed/indicateur-cpts-aci": http.StatusOK,
		"/embed/indicateur-cpts-aci?region=84": http.StatusOK, "/en/charts/indicateur-cpts-aci": http.StatusGone,
	} {
		r := s.Get(path)
		said := ordinary(string(r.Body))
		if r.Status != status || !strings.Contains(said, "autre chose que la mesure") || !strings.Contains(said, "publication=1") {
			t.Errorf("%s answers %d: %.600s", path, r.Status, said)
		}
	}
	if r := s.Get("/en/indicators/cpts-aci"); r.Doc(t).Find(`main [lang="fr"]`).Length() != 1 || !strings.Contains(words(t, r, "main"), ordinary(label.EN)) {
		t.Error("the English page does not tell which language the reason is in")
	}
	for _, path := range []string{"/indicateurs/cpts-aci", "/graphiques/indicateur-cpts-aci", "/embed/indicateur-cpts-aci", "/graphiques/indicateur-cpts-aci.csv"} {
		if r := s.Get(path + "?publication=1"); r.Status != http.StatusOK || strings.Contains(string(r.Body), "autre chose que la mesure") {
			t.Errorf("%s of the first publication answers %d", path, r.Status)
		}
	}
	for _, path := range []string{"/indicateurs/jamais-vu", "/graphiques/indicateur-jamais-vu"} {
		if r := s.Get(path); r.Status != http.StatusNotFound {
			t.Errorf("%s answers %d", path, r.Status)
		}
	}
}

// TestARankStaysFilled: a headline indicator leaves its rank to another.
func TestARankStaysFilled(t *testing.T) {
	t.Parallel()
	own := testkit.Open(t) // what it hands in stands in the way of others
	who := staff.Join(t, own, "retrait-03", desk.RoleEditor, desk.Scope{})
	leader := own.Catalog().Headline()[0]
	f := open(t, who, "/admin/saisir/indicateur/"+leader.Code+"/retirer").put("motif", mistake)
	if found := faults(t, f.refused("soumettre")); len(found) != 1 || found["remplacant"] == "" {
		t.Errorf("without an heir: %q", found)
	}
	p := f.put("remplacant", "cpts-aci").accepted(own, "soumettre")
	heir := p.Changes.Indicators.Replace
	if len(heir) != 1 || heir[0].New.Code != "cpts-aci" || heir[0].New.HeadlineRank != leader.HeadlineRank {
		t.Errorf("the rank goes to %+v", heir)
	}
	other := open(t, who, "/admin/saisir/indicateur/"+leader.Code+"/retirer").put("motif", mistake, "remplacant", own.Catalog().Headline()[1].Code)
	if r := other.exports("soumettre"); r.Status != http.StatusUnprocessableEntity {
		t.Errorf("an heir with a rank of its own: %d", r.Status)
	}
}

// TestADocumentIsWithdrawnOnceNothingCitesIt, and until then what does is named.
func TestADocumentIsWithdrawnOnceNothingCitesIt(t *testing.T) {
	t.Parallel()
	s := testkit.Open(t)
	who, approver := staff.Join(t, s, "retrait-04", desk.RoleEditor, desk.Scope{}), staff.Join(t, s, "retrait-05", desk.RoleApprover, desk.Scope{})
	live, err := s.App.Editorial().Live(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	cited := valueOf(t, s, "cpts-aci actual").Source
	r := who.Get("/admin/saisir/source/" + cited + "/retirer")
	sound(t, s, r)
	if got, want := r.Doc(t).Find("main ul.govuk-list--bullet li").Length(), len(edit.Citing(live, cited)); got != want || r.Doc(t).Find("main form").Length() > 0 ||
		r.Doc(t).Find(`main a[href="/admin/saisir/valeur/cpts-aci"]`).Length() == 0 {
		t.Errorf("%d rows of %d are named", got, want)
	}
	spare := live.Sources[0]
	spare.ID, spare.URL, spare.Title = "doc-faux", "https://example.org/doc-faux", "Un document saisi par erreur"
	if _, err := s.Publish(t.Context(), testkit.Revision{Changes: segur.ChangeSet{Sources: segur.Changes[segur.Source]{Add: []segur.Source{spare}}}}); err != nil {
		t.Fatal(err)
	}
	if who.Get("/admin/saisir/source/doc-faux").Doc(t).Find(`a[href="/admin/saisir/source/doc-faux/retirer"]`).Length() != 1 {
		t.Error("the document does not lead to its withdrawal")
	}
	p := open(t, who, "/admin/saisir/source/doc-faux/retirer").put("motif", mistake).accepted(s, "soumettre")
	released(t, s, approver, p)
	if slices.ContainsFunc(s.Catalog().Sources(), func(x *catalog.Source) bool { return x.ID == "doc-faux" }) {
		t.Error("the document is still listed")
	}
}
