package entry_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/testkit/staff"
)

// population is published for every region in 2021, and for none in 2020.
const population = "/admin/saisir/grille/pop?de=2019&a=2022"

// evidenced gives the one source and the one reason of a grid.
func evidenced(f *form) *form { return f.put("motif", reason).tick("source", f.near()) }

func TestOneCellBecomesOneChange(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "grille-01", desk.RoleEditor, desk.Scope{})
	f := evidenced(open(t, who, population))
	old := valueOf(t, site, "pop actual 2021 84")
	if f.values.Get("c-84-2021") != "8\u00a0114\u00a0361" || f.values.Get("c-84-2020") != "" {
		t.Errorf("the grid opens with %q and %q", f.values.Get("c-84-2021"), f.values.Get("c-84-2020"))
	}
	p := f.put("c-84-2021", "8\u00a0120\u00a0000", "precision", "rounded").accepted(site, "soumettre")
	if r := p.Changes.Values.Replace; len(r) != 1 || r[0].Old != old || r[0].New.Number != segur.Int(8_120_000) || r[0].New.Flag != "rounded" || !r[0].New.Reference {
		t.Errorf("changes %+v", p.Changes)
	}
	said := testkit.Words(who.Get("/admin/saisir").Doc(t).Find(".seg-flash"))
	if !strings.Contains(said, "1 case change. Auvergne-Rhône-Alpes, 2021\u00a0: 8\u00a0114\u00a0361 devient 8\u00a0120\u00a0000\u00a0personnes.") {
		t.Errorf("said %q", said)
	}
}

func TestManyCellsAreOneProposal(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "grille-02", desk.RoleEditor, desk.Scope{})
	f := evidenced(open(t, who, population)).described("recensement")
	f.tick("source", "nouvelle")
	for _, code := range segur.RegionCodes() {
		f.put("c-"+code+"-2022", "1 000 000")
	}
	r := f.put("c-FR-2022", "68 M", "c-53-2021", "").refused("soumettre")
	found := faults(t, r)
	if len(found) != 1 || found["confirme"] == "" {
		t.Fatalf("faults %q", found)
	}
	if said := testkit.Words(r.Doc(t).Find(".seg-confirm")); !strings.Contains(said, "20 cases changent") || !strings.Contains(said, "Une case est vidée, sa valeur sera retirée\u00a0: Bretagne, 2021") {
		t.Errorf("said %q", said)
	}
	p := confirmed(t, who, r).accepted(site, "soumettre")
	c := p.Changes
	// Mayotte alone has a figure for 2022 already.
	if len(c.Values.Add) != 18 || len(c.Values.Replace) != 1 || len(c.Values.Remove) != 1 || len(c.Sources.Add) != 1 {
		t.Errorf("%d added, %d replaced, %d withdrawn, %d sources", len(c.Values.Add), len(c.Values.Replace), len(c.Values.Remove), len(c.Sources.Add))
	}
	for _, v := range c.Values.Add {
		if v.Source != c.Sources.Add[0].ID || v.Kind != segur.KindActual || v.Period.String() != "2022" || !v.Reference {
			t.Errorf("added %+v", v)
		}
	}
	for _, token := range p.Confirmed {
		if strings.HasPrefix(token, "vu:") {
			t.Errorf("the screen's own confirmation is kept: %s", token)
		}
	}
}

func TestADraftOfAGridReopensAsAGrid(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "grille-03", desk.RoleEditor, desk.Scope{})
	f := evidenced(open(t, who, population)).put("c-84-2020", "8 000 000", "c-11-2021", "12 300 000", "c-76-2021", "", "precision", "estimated")
	p := f.accepted(site, "brouillon")
	again := open(t, who, "/admin/propositions/"+id(p)+"/modifier")
	for field, want := range map[string]string{
		"c-84-2020": "8\u00a0000\u00a0000", "c-11-2021": "12\u00a0300\u00a0000", "c-76-2021": "", "c-53-2021": f.values.Get("c-53-2021"),
		"precision": "estimated", "motif": reason, "id": id(p),
	} {
		if got := again.values.Get(field); got != want {
			t.Errorf("%s reopens as %q, want %q", field, got, want)
		}
	}
	changed := again.put("c-84-2020", "").accepted(site, "brouillon")
	if c := changed.Changes.Values; changed.ID != p.ID || len(c.Add) != 0 || len(c.Replace) != 1 || len(c.Remove) != 1 {
		t.Errorf("proposal %d holds %+v", changed.ID, c)
	}
}

func TestErrorsNameRowAndColumnAtTheCell(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "grille-04", desk.RoleEditor, desk.Scope{})
	f := evidenced(open(t, who, population)).put("c-84-2021", "beaucoup", "c-FR-2020", "1.889", "c-11-2022", "12,5")
	r := f.refused("soumettre")
	found := faults(t, r)
	for field, want := range map[string]string{
		"c-84-2021": "Auvergne-Rhône-Alpes, 2021\u00a0: «\u00a0beaucoup\u00a0» n’est pas un nombre", "c-FR-2020": "France, 2020\u00a0:", "c-11-2022": "Île-de-France, 2022\u00a0:",
	} {
		if !strings.HasPrefix(found[field], want) {
			t.Errorf("%s: %q", field, found[field])
		}
		cell := r.Doc(t).Find("[id='f-" + field + "']")
		if cell.AttrOr("aria-invalid", "") != "true" || !strings.Contains(cell.AttrOr("aria-describedby", ""), "f-"+field+"-fault") {
			t.Errorf("%s is not marked: %v", field, cell.Nodes)
		}
	}
	if len(found) != 3 {
		t.Errorf("faults %q", found)
	}
	sound(t, site, r)
	if found := faults(t, evidenced(open(t, who, population)).refused("soumettre")); !strings.HasPrefix(found[""], "Rien ne change") {
		t.Errorf("an untouched grid: %q", found)
	}
}

func TestTheGridOfARegionalAgent(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "ara-02", desk.RoleRegional, desk.Scope{Regions: []string{"84", "27"}})
	doc := who.Get(population).Doc(t)
	rows := doc.Find(".seg-grid tbody tr")
	if rows.Length() != 19 || rows.Eq(0).Find("input").Length() != 4 || rows.Eq(1).Find("input").Length() != 4 || rows.Slice(2, goquery.ToEnd).Find("input").Length() != 0 {
		t.Errorf("%d rows, %d boxes in the first", rows.Length(), rows.Eq(0).Find("input").Length())
	}
	if text := testkit.Words(rows.Eq(2)); !strings.Contains(text, "France – – 67\u00a0408\u00a0052 –") && !strings.HasPrefix(text, "France") {
		t.Errorf("a closed row reads %q", text)
	}
	f := evidenced(open(t, who, population)).put("c-84-2020", "8 000 000")
	if p := f.accepted(site, "brouillon"); len(p.Changes.Values.Add) != 1 {
		t.Errorf("changes %+v", p.Changes)
	}
	for i, button := range []string{"soumettre", "brouillon"} {
		r := f.put("c-11-2020", "12 000 000").exports(button)
		if r.Status != http.StatusForbidden || forbidden(t, site, who) != i+1 {
			t.Errorf("another region's row, %s: status %d, %d refusals noted", button, r.Status, forbidden(t, site, who))
		}
	}
	drafts, err := site.App.Editorial().Proposals(t.Context(), who.Actor(), desk.Filter{Author: who.Account.ID})
	if err != nil || len(drafts) != 1 {
		t.Errorf("%d proposals are kept, %v", len(drafts), err)
	}
}

func TestAPastedTableFillsTheGrid(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "grille-05", desk.RoleEditor, desk.Scope{})
	table := "Région\t2020\t2023\nILE-DE-FRANCE\t12\u00a0200\u00a0000\t12 400 000\nbretagne\t3 373 835\t\n1\t380 000\t\n"
	r := evidenced(open(t, who, population)).put("tableau", table).exports("coller")
	f := read(t, who, r)
	for field, want := range map[string]string{
		"c-11-2020": "12\u00a0200\u00a0000", "c-11-2023": "12 400 000", "c-53-2020": "3 373 835", "c-01-2020": "380 000", "c-53-2023": "", "tableau": "",
		"c-84-2021": "8\u00a0114\u00a0361", "annees": "2019 2020 2021 2022 2023", "motif": reason,
	} {
		if got := f.values.Get(field); got != want {
			t.Errorf("%s is %q, want %q", field, got, want)
		}
	}
	if said := testkit.Words(r.Doc(t).Find(".seg-flash")); !strings.HasPrefix(said, "4 cases reprises") || len(faults(t, r)) != 0 {
		t.Errorf("said %q, faults %q", said, faults(t, r))
	}
	if p := f.accepted(site, "brouillon"); len(p.Changes.Values.Add) != 4 {
		t.Errorf("changes %+v", p.Changes.Values)
	}
}

// TestABrokenTableLosesNothing: what can be placed is, each bad cell is named, the table stays
// as long as a part of it found no place, and nothing is submitted unseen.
func TestABrokenTableLosesNothing(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "grille-06", desk.RoleEditor, desk.Scope{})
	table := "x;2020;an 2;2021\nBretagne;beaucoup;1;3 400 000\nNormandi;1;2;3\nCorse;340 000;;;;9\n"
	for _, button := range []string{"coller", "soumettre"} {
		r := evidenced(open(t, who, population)).put("tableau", table).exports(button)
		if r.Status != http.StatusUnprocessableEntity {
			t.Fatalf("%s answers %d", button, r.Status)
		}
		f, found := read(t, who, r), faults(t, r)
		if f.values.Get("tableau") != table || f.values.Get("c-53-2020") != "beaucoup" || f.values.Get("c-53-2021") != "3 400 000" || f.values.Get("c-94-2020") != "340 000" {
			t.Errorf("the form holds %v", f.values)
		}
		for _, want := range []string{"Colonne 3", "Ligne 3\u00a0: «\u00a0Normandi\u00a0»", "Ligne 4, colonne 6"} {
			if !strings.Contains(found["tableau"], want) {
				t.Errorf("%s: no %q in %q", button, want, found["tableau"])
			}
		}
		if !strings.HasPrefix(found["c-53-2020"], "Bretagne, 2020") {
			t.Errorf("%s: faults %q", button, found)
		}
		sound(t, site, r)
	}
	regional := staff.Join(t, site, "ara-03", desk.RoleRegional, desk.Scope{Regions: []string{"84"}})
	r := open(t, regional, population).put("tableau", "x;2021\nCorse;347597\nBretagne;5\nAuvergne-Rhône-Alpes;8 200 000").exports("coller")
	found := faults(t, r)
	if !strings.Contains(found["tableau"], "Bretagne, 2021\u00a0: hors de votre périmètre") || strings.Contains(found["tableau"], "Corse") || read(t, regional, r).values.Get("c-84-2021") != "8 200 000" {
		t.Errorf("faults %q", found)
	}
}

// TestOtherYearsLoseNothing: columns in which something was typed stay.
func TestOtherYearsLoseNothing(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "grille-07", desk.RoleEditor, desk.Scope{})
	f := open(t, who, population).put("c-84-2019", "7 900 000", "de", "2021", "a", "2024", "motif", reason)
	again := read(t, who, f.exports("annees"))
	if again.values.Get("annees") != "2019 2021 2022 2023 2024" || again.values.Get("c-84-2019") != "7 900 000" || again.values.Get("motif") != reason {
		t.Errorf("the form holds %v", again.values)
	}
	for _, query := range []string{"?de=2030&a=2020", "?de=x", "?de=1900&a=2100", ""} {
		if years := open(t, who, "/admin/saisir/grille/pop"+query).values.Get("annees"); years != "2021 2022 2023 2024 2025 2026" {
			t.Errorf("%q shows %s", query, years)
		}
	}
}

func TestAGridAsksForASource(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "grille-08", desk.RoleEditor, desk.Scope{})
	f := open(t, who, population).put("c-84-2020", "8 000 000", "motif", reason)
	if found := faults(t, f.refused("soumettre")); len(found) != 1 || found["source"] == "" {
		t.Errorf("faults %q", found)
	}
	f = open(t, who, population).put("c-32-2021", "", "motif", reason)
	r := f.refused("soumettre")
	if found := faults(t, r); len(found) != 1 || found["confirme"] == "" {
		t.Errorf("emptying asks for %q", found)
	}
	if p := confirmed(t, who, r).accepted(site, "soumettre"); len(p.Changes.Values.Remove) != 1 {
		t.Errorf("changes %+v", p.Changes)
	}
}
