package entry_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/testkit/staff"
)

func TestTheTextsOfAMeasure(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "texte-01", desk.RoleEditor, desk.Scope{})
	f := open(t, who, "/admin/saisir/mesure/12")
	p := f.put("titre_court_fr", "Lits ouverts à la demande", "base_titre", "attested", "motif", reason).accepted(site, "soumettre")
	r := p.Changes.Measures.Replace
	if len(r) != 1 || r[0].New.ShortTitle.FR != "Lits ouverts à la demande" || r[0].New.Slug != r[0].Old.Slug || r[0].New.Title != r[0].Old.Title {
		t.Fatalf("changes %+v", p.Changes)
	}
	for field, want := range map[string]string{"titre_fr": "Titre en français", "resume_en": "Résumé en anglais"} {
		again := open(t, who, "/admin/saisir/mesure/12").put(field, "", "motif", reason)
		if found := faults(t, again.refused("soumettre")); len(found) != 1 || !strings.Contains(found[field], want) {
			t.Errorf("%s: %q", field, found)
		}
	}
	f = open(t, who, "/admin/saisir/mesure/12").put("motif", reason)
	f.values.Del("source")
	if found := faults(t, f.refused("soumettre")); found["source"] == "" {
		t.Errorf("without source: %q", found)
	}
}

// defined fills a whole new indicator with its first figure.
func defined(f *form) *form {
	return f.put("libelle_fr", "Antennes de maisons de santé", "libelle_en", "Branches of health houses", "definition_fr", "Antennes ouvertes au public.",
		"definition_en", "Branches open to the public.", "unite", "count", "decimales", "0", "temps", "stock", "sens", "up", "role", "deployment",
		"nature", "actual", "territoire", "FR", "periode", "2025", "valeur", "1 889", "motif", reason).tick("mesures", "25", "27").described("antennes").tick("source", "nouvelle")
}

func TestANewIndicatorComesWithItsFirstValue(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "texte-02", desk.RoleEditor, desk.Scope{})
	p := defined(open(t, who, "/admin/saisir/indicateur")).accepted(site, "soumettre")
	if p.Kind != desk.KindIndicator || len(p.Changes.Indicators.Add) != 1 || len(p.Changes.Values.Add) != 1 || len(p.Changes.Sources.Add) != 1 {
		t.Fatalf("proposal %+v", p)
	}
	ind, v := p.Changes.Indicators.Add[0], p.Changes.Values.Add[0]
	if ind.Code != "antennes-de-maisons-de-sante" || v.Indicator != ind.Code || v.Number != segur.Int(1889) || !v.Reference || len(ind.Measures) != 2 {
		t.Errorf("indicator %+v, value %+v", ind, v)
	}
	draft := defined(open(t, who, "/admin/saisir/indicateur")).put("code", "antennes").accepted(site, "brouillon")
	again := open(t, who, "/admin/propositions/"+id(draft)+"/modifier")
	for field, want := range map[string]string{"code": "antennes", "valeur": "1\u00a0889", "nouvelle_titre": "antennes", "source": "nouvelle", "libelle_fr": "Antennes de maisons de santé"} {
		if got := again.values.Get(field); got != want {
			t.Errorf("%s reopens as %q, want %q", field, got, want)
		}
	}
	if changed := again.put("valeur", "1 900").accepted(site, "brouillon"); changed.ID != draft.ID || changed.Changes.Values.Add[0].Number != segur.Int(1900) || len(changed.Changes.Sources.Add) != 1 {
		t.Errorf("changed %+v", changed.Changes)
	}
}

// TestOneSizeOfChoices: the answers to choose from look alike, however many a question has.
func TestOneSizeOfChoices(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "texte-08", desk.RoleEditor, desk.Scope{})
	doc := who.Get("/admin/saisir/indicateur").Doc(t)
	for _, kind := range []string{".govuk-radios", ".govuk-checkboxes"} {
		all, small := doc.Find(kind), doc.Find(kind+kind+"--small")
		if all.Length() == 0 || (small.Length() != 0 && small.Length() != all.Length()) {
			t.Errorf("%s: %d of %d are small", kind, small.Length(), all.Length())
		}
	}
}

func TestANewIndicatorIsRefusedWhereSomethingIsWrong(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "texte-03", desk.RoleEditor, desk.Scope{})
	for field, c := range map[string]struct{ typed, want string }{
		"libelle_en": {"", "Intitulé en anglais"}, "unite": {"", "Choisissez une réponse"}, "code": {"msp-count", "déjà celui"},
		"code ": {"Été 2025", "ete-2025"}, "valeur": {"12,5", "sans décimale"}, "periode": {"", "Donnez la période"},
	} {
		f := defined(open(t, who, "/admin/saisir/indicateur")).put(strings.TrimSpace(field), c.typed)
		if found := faults(t, f.refused("soumettre")); len(found) != 1 || !strings.Contains(found[strings.TrimSpace(field)], c.want) {
			t.Errorf("%s %q: %q", field, c.typed, found)
		}
	}
	f := defined(open(t, who, "/admin/saisir/indicateur")).put("libelle_fr", "الصحة")
	if found := faults(t, f.refused("soumettre")); !strings.Contains(found["code"], "Donnez un code") {
		t.Errorf("no code can be made: %q", found)
	}
}

func TestADefinitionChanges(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "texte-04", desk.RoleEditor, desk.Scope{})
	f := open(t, who, "/admin/saisir/indicateur/msp-count")
	p := f.put("definition_fr", "Maisons de santé ouvertes, tous statuts.", "motif", reason).accepted(site, "soumettre")
	r := p.Changes.Indicators.Replace
	if len(r) != 1 || r[0].New.Description.FR != "Maisons de santé ouvertes, tous statuts." || r[0].New.HeadlineRank != r[0].Old.HeadlineRank || r[0].New.Code != "msp-count" {
		t.Errorf("changes %+v", p.Changes)
	}
	// Figures with a decimal stand in the way of a definition without any: the rule says so.
	f = open(t, who, "/admin/saisir/indicateur/cpts-uncovered-pct").put("decimales", "0", "motif", reason)
	if found := faults(t, f.refused("soumettre")); len(found) != 1 || !strings.Contains(found["decimales"], "26,58") {
		t.Errorf("figures more precise than their definition: %q", found)
	}
}

func TestASourceIsAddedAndCorrected(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "texte-05", desk.RoleEditor, desk.Scope{})
	f := open(t, who, "/admin/saisir/source").put("motif", reason)
	if found := faults(t, f.refused("soumettre")); len(found) != 3 || found["document_titre"] == "" || found["document_editeur"] == "" || found["document_genre"] == "" {
		t.Errorf("an empty document: %q", found)
	}
	f.put("document_titre", "Rapport 2026", "document_editeur", "Drees", "document_genre", "statistics", "document_adresse", firstAddress(t))
	if found := faults(t, f.refused("soumettre")); len(found) != 1 || !strings.Contains(found["document_adresse"], "déjà") {
		t.Errorf("a known address: %q", found)
	}
	p := f.put("document_adresse", "https://example.org/2026").accepted(site, "soumettre")
	if len(p.Changes.Sources.Add) != 1 || p.Changes.Sources.Add[0].ID != "drees-rapport-2026" {
		t.Errorf("changes %+v", p.Changes)
	}
	r := who.Get("/admin/saisir/source/andep-cpts-bilan-encourageant")
	if text := testkit.Words(r.Doc(t).Find("main")); !strings.Contains(text, "2 valeurs") || !strings.Contains(text, "CPTS en fonctionnement") {
		t.Errorf("the page does not say where the document serves: %q", text)
	}
	p = read(t, who, r).put("document_date", "12/09/2025", "motif", reason).accepted(site, "soumettre")
	if c := p.Changes.Sources.Replace; len(c) != 1 || c[0].New.PublishedOn.String() != "2025-09-12" || c[0].New.ID != c[0].Old.ID {
		t.Errorf("changes %+v", p.Changes)
	}
	list := who.Get("/admin/saisir/sources?q=" + url.QueryEscape("andep bilan")).Doc(t)
	if list.Find(".seg-queue li").Length() != 1 || list.Find(".seg-queue a").AttrOr("href", "") != "/admin/saisir/source/andep-cpts-bilan-encourageant" {
		t.Errorf("the search finds %q", testkit.Words(list.Find(".seg-queue")))
	}
}

// TestARegionalAgentCorrectsOnlyWhatIsHers: correcting a document touches all that rests on it.
func TestARegionalAgentCorrectsOnlyWhatIsHers(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "ara-04", desk.RoleRegional, desk.Scope{Regions: []string{"84"}})
	if r := who.Get("/admin/saisir/source/andep-cpts-bilan-encourageant"); r.Status != http.StatusForbidden || forbidden(t, site, who) != 1 {
		t.Errorf("status %d, %d refusals noted", r.Status, forbidden(t, site, who))
	}
	own := ""
	for _, v := range site.Catalog().Indicator("invr-nproj").Series("84").Values {
		own = v.Source
	}
	p := open(t, who, "/admin/saisir/source/"+own).put("document_titre", "Titre exact", "motif", reason).accepted(site, "soumettre")
	if len(p.Changes.Sources.Replace) != 1 {
		t.Errorf("changes %+v", p.Changes)
	}
}

func TestEvents(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "texte-06", desk.RoleEditor, desk.Scope{})
	f := open(t, who, "/admin/saisir/evenement").put("motif", reason)
	found := faults(t, f.refused("soumettre"))
	for _, field := range []string{"date", "titre_fr", "titre_en", "genre", "source"} {
		if found[field] == "" {
			t.Errorf("%s may be missing: %q", field, found)
		}
	}
	p := f.put("date", "20 novembre 2026", "titre_fr", "Rapport annuel", "titre_en", "Yearly report", "genre", "report").tick("mesures", "25").
		described("rapport-annuel").tick("source", "nouvelle").accepted(site, "soumettre")
	if e := p.Changes.Events.Add; len(e) != 1 || e[0].Date.String() != "2026-11-20" || len(e[0].Measures) != 1 || len(e[0].Sources) != 1 {
		t.Errorf("changes %+v", p.Changes)
	}
	links := who.Get("/admin/saisir/evenements").Doc(t).Find(".seg-queue li").First().Find("a")
	f = open(t, who, links.Eq(0).AttrOr("href", ""))
	p = f.put("titre_fr", "Un autre titre", "motif", reason).accepted(site, "brouillon")
	if c := p.Changes.Events.Replace; len(c) != 1 || c[0].New.Title.FR != "Un autre titre" || c[0].New.Date != c[0].Old.Date {
		t.Errorf("changes %+v", p.Changes)
	}
	if again := open(t, who, "/admin/propositions/"+id(p)+"/modifier"); again.values.Get("titre_fr") != "Un autre titre" {
		t.Errorf("reopens with %v", again.values)
	}
	p = open(t, who, links.Eq(1).AttrOr("href", "")).put("motif", reason).accepted(site, "soumettre")
	if len(p.Changes.Events.Remove) != 1 {
		t.Errorf("changes %+v", p.Changes)
	}
	if again := open(t, who, links.Eq(1).AttrOr("href", "")).put("motif", reason).refused("soumettre"); !strings.Contains(faults(t, again)["confirme"], "vérifier") {
		t.Errorf("a rival proposal is not mentioned: %q", faults(t, again))
	}
}

func TestTheMessageOfTheSite(t *testing.T) {
	t.Parallel()
	s := testkit.Open(t)
	who := staff.Join(t, s, "texte-07", desk.RoleEditor, desk.Scope{})
	f := open(t, who, "/admin/saisir/bandeau").put("message_fr", "Les chiffres paraîtront le 15 janvier.\n<b>Merci</b>", "message_en", "")
	r := f.refused("apercu")
	if preview := r.Doc(t).Find(".seg-preview"); preview.Length() != 1 || preview.Find("p").Length() != 2 || !strings.Contains(preview.Text(), "<b>Merci</b>") {
		t.Errorf("preview %q", preview.Text())
	}
	if found := faults(t, f.put("motif", reason).refused("soumettre")); len(found) != 1 || !strings.Contains(found["message_en"], "deux langues") {
		t.Errorf("one language only: %q", found)
	}
	if found := faults(t, f.put("message_en", "a\nb\nc\nd\ne\nf\ng").refused("soumettre")); !strings.Contains(found["message_en"], "6 lignes") {
		t.Errorf("too many lines: %q", found)
	}
	p := f.put("message_en", "Figures come out on 15 January.").accepted(s, "soumettre")
	if len(p.Changes.Texts.Add) != 1 || p.Changes.Texts.Add[0].ID != segur.TextBanner {
		t.Fatalf("changes %+v", p.Changes)
	}
	if _, err := s.Publish(t.Context(), testkit.Revision{Changes: p.Changes}); err != nil {
		t.Fatal(err)
	}
	p = open(t, who, "/admin/saisir/bandeau").put("message_fr", "", "message_en", "", "motif", reason).accepted(s, "brouillon")
	if len(p.Changes.Texts.Remove) != 1 {
		t.Errorf("changes %+v", p.Changes)
	}
	if again := open(t, who, "/admin/propositions/"+id(p)+"/modifier"); again.values.Get("message_fr") != "" {
		t.Errorf("the withdrawal reopens with %v", again.values)
	}
}
