package review

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit"
)

// TestHostileTexts puts what would break a page into the data, the documents, the reasons and the
// comments; every answer is parsed and checked for what got through.
func TestHostileTexts(t *testing.T) {
	t.Parallel()
	r := open(t, testkit.WithHostileTexts(t))
	source := r.live().Sources[0]
	source.ID, source.Title, source.Publisher = "document-hostile", testkit.HostileIn(segur.TableSources, "title"), testkit.HostileIn(segur.TableSources, "publisher")
	source.URL = "https://example.org/hostile?a=%22%3E&b='"
	v := r.value(msp)
	v.Number, v.Source, v.Note = segur.Int(3400), source.ID, testkit.Hostile("note")
	c, err := edit.Value(r.live(), edit.ValueIntent{Action: edit.ValueReplace, New: v})
	if err != nil {
		t.Fatal(err)
	}
	c.Sources.Add = []segur.Source{source}
	p := r.drafted("saisie-07", c)
	form := ref(p)
	form.Set("motif", testkit.Hostile("motif"))
	for _, kind := range edit.Kinds(edit.Warnings(r.live(), c, edit.Limits{LargeChange: 0.5, Today: r.site.Clock.Now()})) {
		form.Add("confirme", "1 "+kind.Token())
	}
	r.post("saisie-07", path(p)+"/soumettre", form, http.StatusSeeOther)
	p = r.proposal(p.ID)
	r.post("relecture-01", path(p)+"/commentaire", url.Values{"texte": {testkit.Hostile("texte")}}, http.StatusSeeOther)
	r.published("saisie-08", r.assessed("25/2021", segur.Suspended))
	r.published("saisie-08", r.corrected(msp, 3100))
	for _, address := range []string{"/admin/propositions", path(p), path(p) + "/conflit", "/admin/propositions?statut=toutes&indicateur=" + url.QueryEscape(testkit.Hostile("q"))} {
		seen := r.get("saisie-07", address)
		if strings.Contains(string(seen.Body), "<script>alert(1)") || strings.Contains(string(seen.Body), "<img src=x") {
			t.Errorf("%s: markup got through", address)
		}
	}
	r.get("saisie-07", path(p)).says("onerror=alert(1)")
	late := decision(p, "rejeter", testkit.Hostile("commentaire"))
	late.Set("version", "1")
	again := r.post("relecture-01", path(p)+"/decision", late, http.StatusConflict)
	if again.value("commentaire") != testkit.Hostile("commentaire") {
		t.Errorf("the comment comes back as %q", again.value("commentaire"))
	}
}

// TestPagesThatAreNot asks for what does not exist and sends what makes no sense.
func TestPagesThatAreNot(t *testing.T) {
	t.Parallel()
	r := open(t)
	p := r.submitted("saisie-07", r.corrected(msp, 3400))
	for _, address := range []string{"/admin/propositions/99", "/admin/propositions/x", "/admin/propositions/01", "/admin/propositions/-1", "/admin/propositions/99/conflit"} {
		r.read(r.as("saisie-07").Get(address), http.StatusNotFound)
	}
	other := ref(p)
	other.Set("id", "99")
	for _, form := range []url.Values{{}, {"id": {"1"}}, {"id": {"x"}, "version": {"1"}}, other} {
		r.post("relecture-01", path(p)+"/decision", form, http.StatusBadRequest)
	}
	r.post("relecture-01", "/admin/propositions/99/commentaire", url.Values{"texte": {"Un mot"}}, http.StatusNotFound)
	r.read(r.as("relecture-01").Get(path(p)+"/conflit"), http.StatusSeeOther) // there is none
	if seen := r.get("saisie-07", "/admin/propositions?avant=99999999999999999999&region=%00&mesure=-5"); seen.Status != http.StatusOK {
		t.Errorf("status %d", seen.Status)
	}
}

// TestEnglish reads every page in English: no word may be missing.
func TestEnglish(t *testing.T) {
	t.Parallel()
	r := open(t)
	p := r.submitted("saisie-07", r.corrected(msp, 3400))
	s := r.submitted("saisie-07", r.assessed("12/2021", segur.Suspended))
	r.drafted("saisie-08", r.corrected(msp, 30000))
	r.get("saisie-08", "/admin/propositions?lang=en").says("Your drafts and proposals to correct", "Draft")
	r.get("relecture-01", path(p)+"?lang=en").says("What changes", "3,000", "Slightly late", "Your decision")
	r.get("relecture-01", path(s)+"?lang=en").says("Sentence of the home page for 2021", "the status goes back")
	r.published("saisie-08", r.corrected(msp, 3100))
	r.get("saisie-07", path(p)+"/conflit?lang=en").says("Keep what I propose", "As seen when written")
}

// TestAGridIsOneTable: figures of one indicator beyond a few share a table, and what they have in
// common is said once.
func TestAGridIsOneTable(t *testing.T) {
	t.Parallel()
	r := open(t)
	var whole segur.ChangeSet
	for i, region := range []string{"84", "11", "27", "28", "32"} {
		v := r.value("msp-count actual 2025-01 FR")
		v.Territory, v.Number, v.Note = region, segur.Int(100+i), ""
		c, err := edit.Value(r.live(), edit.ValueIntent{Action: edit.ValueAdd, New: v})
		if err != nil {
			t.Fatal(err)
		}
		if whole, err = edit.Merge(whole, c); err != nil {
			t.Fatal(err)
		}
	}
	p := r.submitted("saisie-07", whole)
	seen := r.get("relecture-01", path(p))
	seen.has(".seg-diff", 1)
	seen.has(".seg-diff tbody tr", 5)
	seen.says("5 chiffres", "Auvergne-Rhône-Alpes", "Île-de-France", "Pour toutes les lignes :")
	if facts := seen.facts(); len(facts) < 6 {
		t.Errorf("effects %v", facts)
	}
}
