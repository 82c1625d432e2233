package entry_test

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/editorial"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/testkit/staff"
	"github.com/segur-tracker/segur/internal/web/view"
)

// uncovered is a measure and a year without a state: the real dataset has none of it.
const uncovered = "/admin/saisir/etat/3/2026"

func TestASearchIsNotedInThreeFields(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "recherche-01", desk.RoleEditor, desk.Scope{})
	f := open(t, who, uncovered+"/recherche")
	if f.values.Get("jour") != "21 novembre 2026" || f.values.Get("ou") != "web" || f.values.Get("motif") == "" {
		t.Errorf("the form opens on %q", f.values)
	}
	p := f.put("mots", "régulation emploi médical hôpital 2026").accepted(site, "soumettre")
	if p.Status != desk.StatusSubmitted || p.Kind != desk.KindState || len(p.Changes.Searches.Add) != 1 || len(p.Changes.Assessments.Add) != 0 {
		t.Fatalf("proposal %+v", p)
	}
	want := segur.Search{
		Date: segur.Date{Year: 2026, Month: 11, Day: 21}, Measure: 3, Year: 2026, Corpus: "web", Query: "régulation emploi médical hôpital 2026",
		Wording: "exact", Outcome: "Aucun document sur cette mesure et cette année",
	}
	if p.Changes.Searches.Add[0] != want {
		t.Errorf("search %+v", p.Changes.Searches.Add[0])
	}
}

func TestASearchThatCannotBeIsRefusedWithItsWords(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "recherche-02", desk.RoleEditor, desk.Scope{})
	for _, c := range []struct {
		put         []string
		field, says string
	}{
		{[]string{"mots", ""}, "mots", "Les mots cherchés"},
		{[]string{"mots", strings.Repeat("mot ", 60)}, "mots", "200"},
		{[]string{"mots", "lits", "jour", ""}, "jour", "Le jour de la recherche"},
		{[]string{"mots", "lits", "jour", "novembre 2026"}, "jour", "jour entier"},
		{[]string{"mots", "lits", "jour", "22/11/2026"}, "jour", "pas encore venu"},
		{[]string{"mots", "lits", "jour", "3/12/2025"}, "jour", "précède 2026"},
		{[]string{"mots", "lits", "jour", "hier"}, "jour", "hier"},
		{[]string{"mots", "lits", "ou", "bibliothèque"}, "ou", "Où"},
		{[]string{"mots", "lits", "motif", ""}, "motif", ""},
	} {
		f := open(t, who, uncovered+"/recherche").put(c.put...)
		var r testkit.Response
		if c.field == "ou" { // a choice that is not offered cannot come back
			r = f.exports("soumettre")
		} else {
			r = f.refused("soumettre")
		}
		said := faults(t, r)
		if got, ok := said[c.field]; !ok || !strings.Contains(got, c.says) || len(said) != 1 {
			t.Errorf("%q: %q", c.put, said)
		}
		sound(t, site, r)
	}
}

func TestASearchIsBoundToScopeAndYear(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "recherche-03", desk.RoleEditor, desk.Scope{Measures: []int{25}})
	for path, status := range map[string]int{
		uncovered + "/recherche": http.StatusForbidden, "/admin/saisir/etat/25/2019/recherche": http.StatusNotFound,
		"/admin/saisir/etat/25/2027/recherche": http.StatusNotFound, "/admin/saisir/etat/25/2026/recherche/retirer?sur=x": http.StatusNotFound,
	} {
		if r := who.Get(path); r.Status != status {
			t.Errorf("%s answers %d", path, r.Status)
		}
	}
}

// publish takes a proposal from its author to the readers.
func publish(t *testing.T, s *testkit.Site, approver *staff.Person, p desk.Proposal) {
	t.Helper()
	e := s.App.Editorial()
	p, err := e.Decide(t.Context(), approver.Actor(), desk.Ref{ID: p.ID, Version: p.Version}, editorial.Decision{Status: desk.StatusApproved})
	if err != nil {
		t.Fatal(err)
	}
	_, err = e.Publish(t.Context(), approver.Actor(), []desk.Ref{{ID: p.ID, Version: p.Version}}, segur.Text{FR: "Recherche", EN: "Search"})
	if err != nil {
		t.Fatal(err)
	}
}

// TestASearchGoesFromTheBoardToTheReadersAndBack walks the whole way: the board asks, the search is
// noted and published, the board is content, the page tells it; withdrawn, all is as before.
func TestASearchGoesFromTheBoardToTheReadersAndBack(t *testing.T) {
	t.Parallel()
	s := testkit.Open(t, testkit.WithoutVainSearches())
	editor := staff.Join(t, s, "redaction-01", desk.RoleEditor, desk.Scope{})
	approver := staff.Join(t, s, "relecture-01", desk.RoleApprover, desk.Scope{})
	asked := func() (links []string) {
		editor.Get("/admin").Doc(t).Find(`a[href$="/recherche"]`).Each(func(_ int, a *goquery.Selection) { links = append(links, a.AttrOr("href", "")) })
		return links
	}
	before := asked()
	if len(before) == 0 {
		t.Fatal("the board leads to no search")
	}
	publish(t, s, approver, open(t, editor, before[0]).put("mots", "bilan Ségur mesure introuvable").accepted(s, "soumettre"))
	if after := asked(); len(after) != len(before)-1 || after[0] == before[0] {
		t.Errorf("%d lines, then %d", len(before), len(after))
	}
	fields := strings.Split(before[0], "/") // /admin/saisir/etat/<measure>/<year>/recherche
	number, _ := strconv.Atoi(fields[4])
	m := s.Catalog().Measure(number)
	public := s.Get(view.Links{Lang: locale.FR}.Measure(m))
	if text := strings.ReplaceAll(testkit.Words(public.Doc(t).Find("main")), "\u00a0", " "); !strings.Contains(text, "1 recherche le 21 novembre 2026, aucun document trouvé") ||
		!strings.Contains(text, "bilan Ségur mesure introuvable") {
		t.Error("the page does not tell the search")
	}
	if !strings.Contains(string(s.Get("/nouveautes").Body), "bilan Ségur mesure introuvable") {
		t.Error("the history does not tell the search")
	}
	years := editor.Get("/admin/saisir/etat/" + m.RowKey())
	link := years.Doc(t).Find(`a[href*="/recherche/retirer"]`).AttrOr("href", "")
	s.Clock.Set(testkit.Now().Add(time.Minute))
	publish(t, s, approver, open(t, editor, link).put("motif", "Mauvaise mesure, recherche à refaire.").accepted(s, "soumettre"))
	if after := asked(); !slices.Equal(after, before) {
		t.Errorf("withdrawn: %d lines of %d", len(after), len(before))
	}
}
