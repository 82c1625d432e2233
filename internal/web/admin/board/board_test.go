package board_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/editorial"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/testkit/staff"
)

// groups returns the lines of the board by the title of their group.
func groups(t *testing.T, p *staff.Person) map[string][]string {
	t.Helper()
	answer := p.Get("/admin")
	if answer.Status != http.StatusOK {
		t.Fatalf("board: status %d\n%s", answer.Status, answer.Body)
	}
	found := map[string][]string{}
	answer.Doc(t).Find(".seg-board__group").Each(func(_ int, g *goquery.Selection) {
		title := g.Find("h3")
		title.Find(".seg-count").Remove()
		name := testkit.Words(title)
		found[name] = []string{}
		g.Find("li").Each(func(_ int, line *goquery.Selection) {
			href, _ := line.Find("a").Attr("href")
			found[name] = append(found[name], testkit.Words(line)+" → "+href)
		})
	})
	return found
}

func has(lines []string, part string) bool {
	for _, line := range lines {
		if strings.Contains(line, part) {
			return true
		}
	}
	return false
}

// draft saves a proposal to correct the figure of CPTS of July 2021.
func draft(t *testing.T, s *testkit.Site, p *staff.Person) desk.Proposal {
	t.Helper()
	live, err := s.App.Editorial().Live(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var old segur.Value
	for _, v := range live.Values {
		if v.Indicator == "msp-count" && v.Kind == segur.KindActual && v.Reference {
			old = v
		}
	}
	corrected := old
	corrected.Number += segur.Int(1)
	changes, err := edit.Value(live, edit.ValueIntent{Action: edit.ValueReplace, Old: &old, New: corrected})
	if err != nil {
		t.Fatal(err)
	}
	saved, err := s.App.Editorial().Save(t.Context(), p.Actor(), editorial.Draft{Kind: desk.KindValue, Changes: changes})
	if err != nil {
		t.Fatal(err)
	}
	return saved
}

func TestTheBoardSaysWhatWaits(t *testing.T) {
	t.Parallel()
	site := testkit.Open(t)
	author := staff.Join(t, site, "redaction-01", desk.RoleEditor, desk.Scope{})
	approver := staff.Join(t, site, "relecture-01", desk.RoleApprover, desk.Scope{})
	saved := draft(t, site, author)

	if g := groups(t, author); len(g["Vos brouillons"]) != 1 || !has(g["Vos brouillons"], "Maisons de santé") ||
		!has(g["Vos brouillons"], "/admin/propositions/1") {
		t.Errorf("drafts of the author: %q", g)
	}
	if g := groups(t, approver); len(g["À relire"]) != 0 || len(g["Vos brouillons"]) != 0 {
		t.Errorf("a draft of somebody else shows: %q", g)
	}
	_, err := site.App.Editorial().Submit(t.Context(), author.Actor(),
		[]desk.Ref{{ID: saved.ID, Version: saved.Version}}, "Le décompte officiel a été corrigé.")
	if err != nil {
		t.Fatal(err)
	}
	if g := groups(t, approver); len(g["À relire"]) != 1 || !has(g["À relire"], "redaction-01") {
		t.Errorf("to review: %q", g["À relire"])
	}
	if g := groups(t, author); len(g["Vos brouillons"]) != 0 || len(g["Vos propositions en relecture"]) != 1 {
		t.Errorf("after submission: %q", g)
	}
}

func TestTheBoardSaysWhatIsMissingWithinTheScope(t *testing.T) {
	t.Parallel()
	site := testkit.Open(t, testkit.WithoutVainSearches())
	gaps := site.Catalog().Gaps(testkit.Now())
	editor := groups(t, staff.Join(t, site, "redaction-01", desk.RoleEditor, desk.Scope{}))
	if got := editor[groupStates]; len(got) != len(gaps.Unassessed) || !has(got, "/admin/saisir/etat/") {
		t.Errorf("unassessed: %d lines for %d measures: %q", len(got), len(gaps.Unassessed), got)
	}
	late := map[string]bool{}
	for _, o := range gaps.Overdue {
		if o.Territory.Code == segur.France || o.Indicator.Series(segur.France) == nil {
			late[o.Indicator.Code] = true
		}
	}
	if got := editor["Indicateurs en attente d’un relevé"]; len(got) != len(late) || !has(got, "/admin/saisir/valeur/sas-pilot") {
		t.Errorf("overdue: %d lines for %d indicators", len(got), len(late))
	}
	regional := groups(t, staff.Join(t, site, "agence-84", desk.RoleRegional, desk.Scope{Regions: []string{"84"}}))
	for _, line := range regional["Indicateurs en attente d’un relevé"] {
		if !strings.Contains(line, "Auvergne-Rhône-Alpes") {
			t.Errorf("a figure of elsewhere is asked of a region: %s", line)
		}
	}
	if got := regional["Indicateurs en attente d’un relevé"]; len(got) == 0 {
		t.Error("no figure of the region is late")
	}
	if got, asked := regional[groupStates]; asked {
		t.Errorf("states are asked of a region: %q", got)
	}
	scoped := groups(t, staff.Join(t, site, "redaction-02", desk.RoleEditor, desk.Scope{Measures: []int{25}}))
	if got := scoped[groupStates]; len(got) > 2 {
		t.Errorf("beyond the scope: %q", got)
	}
	observer := groups(t, staff.Join(t, site, "lecture-01", desk.RoleObserver, desk.Scope{}))
	for _, line := range observer[groupStates] {
		if strings.Contains(line, "/saisir") {
			t.Errorf("an observer is led to a form: %s", line)
		}
	}
}

func TestTheBoardIsForStaff(t *testing.T) {
	t.Parallel()
	site := testkit.Open(t)
	answer := site.Get("/admin")
	if answer.Status != http.StatusSeeOther || answer.Header.Get("Location") != "/admin/connexion?retour=%2Fadmin" {
		t.Errorf("a stranger gets %d to %q", answer.Status, answer.Header.Get("Location"))
	}
}

// TestARegionSeesFirstWhatItLacks: an agent finds what is not documented of her region before anything else,
// with the forms that mend it; nobody else is told of a region.
func TestARegionSeesFirstWhatItLacks(t *testing.T) {
	t.Parallel()
	s := testkit.Open(t)
	agent := staff.Join(t, s, "agent-03", desk.RoleRegional, desk.Scope{Regions: []string{"03"}})
	lacks := groups(t, agent)["Guyane"]
	for _, line := range []string{
		"Aucune enveloppe d’investissement → /admin/saisir/valeur/invr-envelope/ajouter?nature=target&territoire=03",
		"Aucune orientation de stratégie → /admin/saisir/orientation?region=03", "Aucun projet → /admin/saisir/projet?region=03",
		"Aucune session territoriale → /admin/saisir/session?region=03",
	} {
		if !has(lacks, line) {
			t.Errorf("%q is not among %q", line, lacks)
		}
	}
	if len(lacks) < 6 || !has(lacks, "autres régions le documentent → /admin/saisir/valeur/") {
		t.Errorf("no indicator is lacking: %q", lacks)
	}
	for _, line := range lacks {
		_, href, _ := strings.Cut(line, " → ")
		if r := agent.Get(href); r.Status != http.StatusOK {
			t.Errorf("%s answers %d", href, r.Status)
		}
	}
	first := agent.Get("/admin").Doc(t).Find("main h2").First()
	if testkit.Words(first) != "Ce qui manque à votre région" {
		t.Errorf("the board begins with %q", testkit.Words(first))
	}
	if n := staff.Join(t, s, "saisie-01", desk.RoleEditor, desk.Scope{}).Get("/admin").Doc(t).Find(".seg-board__lacks").Length(); n != 0 {
		t.Error("who works for the country is told of a region")
	}
}
