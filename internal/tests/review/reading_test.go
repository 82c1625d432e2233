package review

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit"
)

// TestWhatCannotBeSeenIsNotKept: characters that turn or hide what is written are dropped as forms
// are read, and never reach the public. Words, lines and soft hyphens stay as they were typed.
func TestWhatCannotBeSeenIsNotKept(t *testing.T) {
	t.Parallel()
	r := open(t)
	const (
		typed = "\ufeffRecomptés \u202een\u202c novem\u00adbre.\r\nDeux\a fois\u200b,\ttrois\u2067.\u2069\rFin\u200e.\x00"
		kept  = "Recomptés en novem\u00adbre.\nDeux fois,\ttrois.\nFin."
	)
	p := r.drafted("saisie-07", r.corrected(msp, 3400))
	form := ref(p)
	form.Set("motif", typed)
	r.post("saisie-07", path(p)+"/soumettre", form, http.StatusSeeOther)
	p = r.proposal(p.ID)
	if p.Reason != kept {
		t.Errorf("the reason is kept as %q", p.Reason)
	}
	r.post("relecture-01", path(p)+"/decision", decision(p, "approuver", "Vu\u202e."), http.StatusSeeOther)
	r.post("relecture-01", "/admin/publications", url.Values{
		"proposition": {refOf(r.proposal(p.ID))}, "quand": {"maintenant"}, "faire": {"publier"}, "note_fr": {"Note " + typed}, "note_en": {"Note\u2066."},
	}, http.StatusSeeOther)
	for _, address := range []string{"/nouveautes", "/nouveautes/2", "/en/whats-new/2", path(p)} {
		seen := r.as("lecture-01").Get(address)
		if seen.Status != http.StatusOK || strings.ContainsAny(string(seen.Body), "\u202e\u202c\u2066\u2067\u2069\u200b\u200e\ufeff\a") {
			t.Errorf("%s: status %d, or an invisible character is shown", address, seen.Status)
		}
	}
	if note := r.live().Publication.Note; note.FR != "Note "+kept || note.EN != "Note." {
		t.Errorf("the note is kept as %q", note)
	}
}

// TestABodyTooLargeIsSaidSo, with the limit, in the language of the person.
func TestABodyTooLargeIsSaidSo(t *testing.T) {
	t.Parallel()
	r := open(t)
	p := r.submitted("saisie-07", r.corrected(msp, 3400))
	long := url.Values{"texte": {strings.Repeat("a", 3<<20)}}
	said := r.post("relecture-01", path(p)+"/commentaire", long, http.StatusRequestEntityTooLarge)
	said.says("Envoi trop volumineux", "un formulaire contient 2 Mo au plus")
	said.silent("illisible")
	r.post("relecture-01", path(p)+"/commentaire?lang=en", long, http.StatusRequestEntityTooLarge).says("What you sent is too large", "2 MB at most")
}

// TestNoDraftIsTicked: the fault stands at the boxes as well as on top.
func TestNoDraftIsTicked(t *testing.T) {
	t.Parallel()
	r := open(t)
	r.drafted("saisie-07", r.corrected(msp, 3400))
	asked := r.post("saisie-07", "/admin/propositions/soumettre", url.Values{"motif": {"Recomptés en novembre."}}, http.StatusUnprocessableEntity)
	if got := asked.faults(); len(got) != 1 || got[0] != "Choisissez au moins une proposition." {
		t.Errorf("faults %q", got)
	}
	doc := asked.Doc(t)
	if to := doc.Find(".govuk-error-summary__list a").AttrOr("href", ""); to != "#f-brouillon" {
		t.Errorf("the summary leads to %q", to)
	}
	if described := doc.Find("#f-brouillon").Closest("fieldset").AttrOr("aria-describedby", ""); !strings.Contains(described, "f-brouillon-fault") {
		t.Errorf("the boxes are described by %q", described)
	}
	if got := testkit.Words(doc.Find("#f-brouillon-fault")); got != "Choisissez au moins une proposition." {
		t.Errorf("at the boxes: %q", got)
	}
}

// TestADeceptiveAddressIsRefused at its field, in the form of a document, and by the rules of the
// data where it comes another way.
func TestADeceptiveAddressIsRefused(t *testing.T) {
	t.Parallel()
	r := open(t)
	for _, address := range []string{
		`https://gouv.fr@evil.com/"><script>`, "https://gouv.fr@evil.com/", "https://127.0.0.1/", "https://ségur.fr/", "https://localhost/",
		"https://example.org/" + strings.Repeat("a", 2000),
	} {
		form := url.Values{
			"document_titre": {"Un rapport"}, "document_editeur": {"Sénat"}, "document_genre": {"parliament"}, "document_langue": {"fr"},
			"document_adresse": {address}, "motif": {"Un rapport cité."}, "faire": {"soumettre"},
		}
		refused := r.post("saisie-07", "/admin/saisir/source", form, http.StatusUnprocessableEntity)
		if got := thin(testkit.Words(refused.Doc(t).Find("#f-document_adresse-fault"))); !strings.Contains(got, "ne peut pas devenir un lien") {
			t.Errorf("%.60s: %q", address, got)
		}
		english := r.as("saisie-07").Post("/admin/saisir/source?lang=en", form)
		if got := testkit.Words(english.Doc(t).Find("#f-document_adresse-fault")); !strings.Contains(got, "cannot become a link") {
			t.Errorf("%.60s: %q", address, got)
		}
	}
	c := r.corrected(msp, 3400)
	source := r.live().Sources[0]
	source.ID, source.URL, source.Title = "document-trompeur", "https://gouv.fr@evil.com/", "Un \u202etitre"
	c.Sources.Add = []segur.Source{source}
	p := r.drafted("saisie-07", c)
	form := ref(p)
	form.Set("motif", "Un rapport cité.")
	r.post("saisie-07", path(p)+"/soumettre", form, http.StatusUnprocessableEntity)
	r.get("saisie-07", path(p)).says("« https://gouv.fr@evil.com/ » n'a pas la forme attendue", "un caractère invisible (U+202E)")
	r.get("saisie-07", path(p)+"?lang=en").says("an invisible character (U+202E)")
}

// TestAStrangersBodyMayBeTooLarge as well.
func TestAStrangersBodyMayBeTooLarge(t *testing.T) {
	t.Parallel()
	r := open(t)
	request := httptest.NewRequest(http.MethodPost, "/admin/connexion", strings.NewReader("nom="+strings.Repeat("a", 3<<20)))
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	answer := httptest.NewRecorder()
	r.site.App.Site().ServeHTTP(answer, request)
	if answer.Code != http.StatusRequestEntityTooLarge || !strings.Contains(thin(answer.Body.String()), "2 Mo au plus") {
		t.Errorf("status %d: %s", answer.Code, answer.Body)
	}
}
