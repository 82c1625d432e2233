package entry_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/testkit/staff"
)

// dated returns a published document whose date begins so.
func dated(t testing.TB, s *testkit.Site, date string) string {
	t.Helper()
	for _, source := range s.Catalog().Sources() {
		if strings.HasPrefix(source.PublishedOn.String(), date) {
			return source.ID
		}
	}
	t.Fatalf("no document of %s", date)
	return ""
}

// undated returns a published document that bears no date.
func undated(t testing.TB, s *testkit.Site) string {
	t.Helper()
	i := slices.IndexFunc(s.Catalog().Sources(), func(source *catalog.Source) bool { return source.PublishedOn.IsZero() })
	if i < 0 {
		t.Fatal("every document is dated")
	}
	return s.Catalog().Sources()[i].ID
}

// TestEvidenceOlderThanTheFactIsAsked: of the author, and the reviewer is told to look.
func TestEvidenceOlderThanTheFactIsAsked(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "preuve-01", desk.RoleEditor, desk.Scope{})
	reviewer := staff.Join(t, site, "preuve-02", desk.RoleApprover, desk.Scope{})
	const older = "est antérieur au fait"
	asks := func(f *form) bool {
		return slices.ContainsFunc(doubts(t, f.exports("soumettre")), func(d string) bool { return strings.Contains(d, older) })
	}
	value := func(pairs ...string) *form {
		return counted(open(t, who, "/admin/saisir/valeur/cpts-active/ajouter")).put("periode", "juin 2026", "valeur", "741").put(pairs...)
	}
	state := func(sources ...string) *form {
		return stated(open(t, who, "/admin/saisir/etat/2/2026")).tick("source", sources...)
	}
	old := dated(t, site, "2025-10")
	for name, c := range map[string]struct {
		form *form
		want bool
	}{
		"a value on a document of the year before": {value().tick("source", old), true},
		"a whole year on a document of October":    {value("periode", "2025").tick("source", old), true},
		"a value of the document's own month":      {value("periode", "octobre 2025").tick("source", old), false},
		"a value on a document without a date":     {value().tick("source", undated(t, site)), false},
		"a target":                                 {value("nature", "target").tick("source", old), false},
		"a state on documents of earlier years":    {state(dated(t, site, "2021"), old), true},
		"a state on one older and one undated":     {state(old, undated(t, site)), false},
	} {
		if got := asks(c.form); got != c.want {
			t.Errorf("%s: asked %v, want %v", name, got, c.want)
		}
	}
	p := confirmed(t, who, value().tick("source", old).refused("soumettre")).accepted(site, "soumettre")
	if !slices.ContainsFunc(p.Confirmed, func(token string) bool { return strings.HasPrefix(token, "evidence ") }) {
		t.Errorf("confirmed %q", p.Confirmed)
	}
	checks := reviewer.Get("/admin/propositions/" + id(p)).Doc(t).Find(".seg-checks")
	if said := testkit.Words(checks.Find(".seg-check--warn")); !strings.Contains(said, "Document antérieur au fait qu’il appuie (") || !strings.Contains(said, "octobre\u00a02025)") || !strings.Contains(said, older) {
		t.Errorf("the reviewer reads %q", said)
	}
	if said := testkit.Words(checks.Find(".seg-check--ok")); strings.Contains(said, "Source présente") {
		t.Errorf("the document passes: %q", said)
	}
}

// TestOneBoxForEachKindOfDoubt: with its cells listed, for the author and for the reviewer.
func TestOneBoxForEachKindOfDoubt(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "preuve-03", desk.RoleEditor, desk.Scope{})
	reviewer := staff.Join(t, site, "preuve-04", desk.RoleApprover, desk.Scope{})
	filled := func() *form {
		f := evidenced(open(t, who, "/admin/saisir/grille/cpts-active")).tick("source", dated(t, site, "2025-10"))
		for _, code := range []string{"84", "53", "11"} {
			f.put("c-"+code+"-2026", "40")
		}
		return f
	}
	r := filled().refused("soumettre")
	boxes := r.Doc(t).Find(".seg-confirm .govuk-checkboxes__item")
	if told := doubts(t, r); boxes.Length() != 2 || len(told) != 2 {
		t.Fatalf("%d boxes, told %q", boxes.Length(), told)
	}
	boxes.Each(func(_ int, box *goquery.Selection) {
		if cells := box.Find(".seg-items li"); cells.Length() != 3 || !strings.Contains(testkit.Words(box), "Bretagne, 2026\u00a0: 40") {
			t.Errorf("the box says %q", testkit.Words(box))
		}
	})
	sound(t, site, r)
	// Another number is another doubt.
	again := confirmed(t, who, r)
	if told := doubts(t, again.put("c-53-2026", "41").exports("soumettre")); len(told) != 2 {
		t.Errorf("told %q", told)
	}
	p := confirmed(t, who, filled().refused("soumettre")).accepted(site, "soumettre")
	if len(p.Confirmed) != 6 {
		t.Errorf("confirmed %q", p.Confirmed)
	}
	doc := reviewer.Get("/admin/propositions/" + id(p)).Doc(t)
	listed := doc.Find(".seg-checks .seg-items")
	if listed.Length() != 2 || listed.First().Find("li").Length() != 3 {
		t.Errorf("the reviewer reads %q", testkit.Words(doc.Find(".seg-checks")))
	}
}

// TestAnActualOfTheFutureIsRefused, one of a year that is not over is asked about.
func TestAnActualOfTheFutureIsRefused(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "preuve-05", desk.RoleEditor, desk.Scope{})
	for period, refused := range map[string]bool{"2031": true, "décembre 2026": true, "2026": false, "novembre 2026": false} {
		f := counted(open(t, who, "/admin/saisir/valeur/cpts-active/ajouter")).put("periode", period, "valeur", "741")
		found := faults(t, f.refused("soumettre"))
		running := slices.ContainsFunc(doubts(t, f.exports("soumettre")), func(d string) bool { return strings.Contains(d, "n’est pas terminée") })
		if got := strings.Contains(found["periode"], "n’a pas commencé"); got != refused || running == refused {
			t.Errorf("%s: %q", period, found)
		}
	}
	f := counted(open(t, who, "/admin/saisir/valeur/cpts-active/ajouter")).put("periode", "2031", "valeur", "1 000", "nature", "target")
	if found := faults(t, f.exports("soumettre")); found["periode"] != "" {
		t.Errorf("a target: %q", found)
	}
	grid := evidenced(open(t, who, "/admin/saisir/grille/cpts-active?de=2026&a=2027")).put("c-53-2027", "40", "c-84-2026", "-5")
	if found := faults(t, grid.refused("soumettre")); !strings.Contains(found["c-84-2026"], "inférieur à zéro") {
		t.Errorf("a count below zero in the grid: %q", found)
	}
	if found := faults(t, grid.put("c-84-2026", "5").refused("soumettre")); !strings.Contains(found["c-53-2027"], "n’a pas commencé") {
		t.Errorf("a figure of the future in the grid: %q", found)
	}
}

// TestACorrectionKeepsItsDocument: correcting a slip asks for no new choice.
func TestACorrectionKeepsItsDocument(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "preuve-06", desk.RoleEditor, desk.Scope{})
	old := valueOf(t, site, "msp-count actual")
	f := open(t, who, msp+"/remplacer?sur="+keyOf(t, site, "msp-count actual"))
	if got := f.values.Get("source"); got != old.Source {
		t.Fatalf("%q is chosen, %q is published", got, old.Source)
	}
	if got := open(t, who, msp+"/alternative?sur="+keyOf(t, site, "msp-count actual")).values.Get("source"); got != "" {
		t.Errorf("%q is chosen for another figure", got)
	}
	p := f.put("note", "Coquille corrigée.", "motif", reason).accepted(site, "soumettre")
	if r := p.Changes.Values.Replace; len(r) != 1 || r[0].New.Source != old.Source {
		t.Errorf("changes %+v", p.Changes.Values)
	}
}

// TestEachTextHasItsLimit: the form says it, and refuses more.
func TestEachTextHasItsLimit(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "preuve-07", desk.RoleEditor, desk.Scope{})
	for path, c := range map[string]struct {
		field string
		most  string
	}{
		"/admin/saisir/mesure/12": {"titre_court_fr", "60"}, "/admin/saisir/source": {"document_titre", "300"}, "/admin/saisir/evenement": {"titre_en", "200"},
		"/admin/saisir/indicateur": {"libelle_fr", "200"}, "/admin/saisir/etat/25/2026": {"justification_fr", "800"},
		"/admin/saisir/valeur/msp-count/ajouter": {"note", "500"}, "/admin/saisir/bandeau": {"message_fr", "400"},
	} {
		doc := who.Get(path).Doc(t)
		if hint := testkit.Words(doc.Find("#f-" + c.field + "-hint")); !strings.Contains(hint, c.most+" caractères au plus") {
			t.Errorf("%s: %s has the hint %q", path, c.field, hint)
		}
		found := faults(t, open(t, who, path).put(c.field, strings.Repeat("é", 900)).exports("soumettre"))
		if !strings.Contains(found[c.field], "trop long\u00a0: "+c.most+" caractères") {
			t.Errorf("%s: %s is refused with %q", path, c.field, found[c.field])
		}
	}
}

// TestANewIndicatorBeginsWithWhatItNeeds: what has an answer already is folded, and opens on a fault.
func TestANewIndicatorBeginsWithWhatItNeeds(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "preuve-08", desk.RoleEditor, desk.Scope{})
	doc := who.Get("/admin/saisir/indicateur").Doc(t)
	folded := doc.Find("details.seg-write__fold")
	if folded.Length() != 3 || folded.Filter("[open]").Length() != 0 {
		t.Errorf("%d parts are folded", folded.Length())
	}
	for _, needed := range []string{"libelle_fr", "unite", "temps", "sens", "role", "valeur", "periode"} {
		if doc.Find("[name="+needed+"]").Closest("details").Length() != 0 {
			t.Errorf("%s is folded", needed)
		}
	}
	r := open(t, who, "/admin/saisir/indicateur").put("code", "Ça ne va pas", "libelle_fr", "Lits").exports("soumettre")
	if at := r.Doc(t).Find("#f-code").Closest("details"); at.Length() != 1 || at.Filter("[open]").Length() != 1 {
		t.Error("the fault of the code is out of sight")
	}
}
