package entry_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/testkit/staff"
)

// everyPage lists an address of each page of the area with the permission that it asks for.
func everyPage(t testing.TB) map[string]desk.Permission {
	event := url.QueryEscape(site.Catalog().Events()[0].RowKey())
	value, project := keyOf(t, site, "cpts-active actual 2024 FR"), ""
	for _, p := range site.Catalog().Projects() {
		if p.Territory == "84" {
			project = p.ID
		}
	}
	return map[string]desk.Permission{
		"/admin/saisir": desk.ProposeValue, "/admin/saisir?q=cpts": desk.ProposeValue, "/admin/saisir?q=zzz": desk.ProposeValue,
		"/admin/saisir/etat/25": desk.ProposeState, "/admin/saisir/etat/25/2021": desk.ProposeState, "/admin/saisir/etat/25/2026": desk.ProposeState,
		"/admin/saisir/etat/25/2021/retirer": desk.ProposeState, "/admin/saisir/mesure/25": desk.ProposeMeasure, "/admin/saisir/mesure/25/numero": desk.ProposeMeasure,
		"/admin/saisir/indicateur": desk.ProposeIndicator, "/admin/saisir/indicateur/msp-count": desk.ProposeIndicator,
		"/admin/saisir/sources": desk.ProposeSource, "/admin/saisir/source": desk.ProposeSource,
		"/admin/saisir/evenements": desk.ProposeEvent, "/admin/saisir/evenement": desk.ProposeEvent,
		"/admin/saisir/evenement/corriger?sur=" + event: desk.ProposeEvent, "/admin/saisir/evenement/retirer?sur=" + event: desk.ProposeEvent,
		"/admin/saisir/projets": desk.ProposeProject, "/admin/saisir/projet": desk.ProposeProject, "/admin/saisir/projet/" + project: desk.ProposeProject,
		"/admin/saisir/projet/" + project + "/retirer": desk.ProposeProject, "/admin/saisir/projets?region=84&q=lyon": desk.ProposeProject,
		"/admin/saisir/strategies?region=84": desk.ProposeStrategy, "/admin/saisir/orientation": desk.ProposeStrategy,
		"/admin/saisir/orientation/corriger?sur=84%2F1": desk.ProposeStrategy, "/admin/saisir/orientation/retirer?sur=84%2F1": desk.ProposeStrategy,
		"/admin/saisir/regle": desk.ProposeStrategy, "/admin/saisir/sessions": desk.ProposeSession, "/admin/saisir/session": desk.ProposeSession,
		"/admin/saisir/bandeau": desk.ProposeText, "/admin/saisir/graphiques": desk.ProposeText,
		"/admin/saisir/graphique/matrice": desk.ProposeText, "/admin/saisir/graphique/indicateur-cpts-active/retrait": desk.ProposeText,
		"/admin/saisir/valeur/cpts-active":         desk.ProposeValue,
		"/admin/saisir/valeur/cpts-active/ajouter": desk.ProposeValue, "/admin/saisir/valeur/cpts-active/remplacer?sur=" + value: desk.ProposeValue,
		"/admin/saisir/valeur/cpts-active/alternative?sur=" + value: desk.ProposeValue, "/admin/saisir/valeur/cpts-active/retirer?sur=" + value: desk.ProposeValue,
		"/admin/saisir/grille/cpts-active": desk.ProposeValue, "/admin/saisir/source/andep-cpts-bilan-encourageant": desk.ProposeSource,
	}
}

func TestEveryPageHoldsTogetherInBothLanguages(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "page-01", desk.RoleEditor, desk.Scope{})
	english, err := site.App.Accounts().SetOwnLanguage(t.Context(), staff.Join(t, site, "page-02", desk.RoleApprover, desk.Scope{}).Actor(), "en")
	if err != nil {
		t.Fatal(err)
	}
	for path := range everyPage(t) {
		for lang, person := range map[string]*staff.Person{"fr": who, "en": staff.SignIn(t, site, english, staff.FactorShown)} {
			r := person.Get(path)
			if r.Status != http.StatusOK || r.Doc(t).Find("html").AttrOr("lang", "") != lang {
				t.Fatalf("%s in %s answers %d", path, lang, r.Status)
			}
			sound(t, site, r)
			if r.Doc(t).Find(".seg-nav [aria-current]").Text() == "" || r.Header.Get("Cache-Control") != "no-store" {
				t.Errorf("%s: navigation %q, kept by caches: %q", path, r.Doc(t).Find(".seg-nav [aria-current]").Text(), r.Header.Get("Cache-Control"))
			}
		}
	}
}

// TestRightsByRole walks every page with every role, and each form without its token.
func TestRightsByRole(t *testing.T) {
	t.Parallel()
	for _, role := range desk.Roles() {
		scope := desk.Scope{}
		if role == desk.RoleRegional {
			scope.Regions = []string{"84"}
		}
		who := staff.Join(t, site, "role-"+string(role), role, scope)
		for path, need := range everyPage(t) {
			want := http.StatusOK
			switch {
			case !who.Actor().May(need):
				want = http.StatusForbidden
			case role != desk.RoleRegional:
			case strings.Contains(path, "sur=") && !strings.Contains(path, "/orientation/") || strings.HasSuffix(path, "/source/andep-cpts-bilan-encourageant"):
				want = http.StatusForbidden // the whole country's
			}
			before := forbidden(t, site, who)
			if r := who.Get(path); r.Status != want {
				t.Errorf("%s: %s answers %d, want %d", role, path, r.Status, want)
			}
			if noted := forbidden(t, site, who) - before; (noted == 1) != (want == http.StatusForbidden) {
				t.Errorf("%s: %s leaves %d refusals in the journal", role, path, noted)
			}
		}
	}
	who := staff.Join(t, site, "role-token", desk.RoleEditor, desk.Scope{})
	for _, route := range site.App.Router().Routes() {
		if route.Method != http.MethodPost || !strings.HasPrefix(route.Path, "/saisir") {
			continue
		}
		if r := who.Post("/admin"+route.Path, url.Values{"jeton": {"x"}, "faire": {"soumettre"}}); r.Status != http.StatusForbidden {
			t.Errorf("%s without the token answers %d", route.Path, r.Status)
		}
		if r := who.Post("/admin"+route.Path, url.Values{}, "Sec-Fetch-Site: cross-site"); r.Status != http.StatusForbidden {
			t.Errorf("%s from another site answers %d", route.Path, r.Status)
		}
	}
}

// TestAScopeOfMeasures: an editor of some measures sees these and is refused others.
func TestAScopeOfMeasures(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "etroit-01", desk.RoleEditor, desk.Scope{Measures: []int{25}})
	home := who.Get("/admin/saisir?q=lits").Doc(t)
	if links := home.Find(".seg-write__measures a"); links.Length() != 1 || links.AttrOr("href", "") != "/admin/saisir/etat/25" {
		t.Errorf("measures offered: %q", testkit.Words(links))
	}
	for _, line := range home.Find("#indicateurs ~ ul li").EachIter() {
		if !strings.Contains(line.Text(), "Mesure 25") {
			t.Errorf("an indicator of another measure is found: %q", testkit.Words(line))
		}
	}
	refused := []string{"/admin/saisir/etat/3/2021", "/admin/saisir/etat/3", "/admin/saisir/mesure/3", "/admin/saisir/mesure/25/numero", "/admin/saisir/indicateur/pop", "/admin/saisir/bandeau", "/admin/saisir/source"}
	for i, path := range refused {
		if r := who.Get(path); r.Status != http.StatusForbidden || forbidden(t, site, who) != i+1 {
			t.Errorf("%s answers %d, %d refusals noted", path, r.Status, forbidden(t, site, who))
		}
	}
	f := stated(open(t, who, "/admin/saisir/etat/25/2026"))
	f.tick("source", f.near())
	f.action = "/admin/saisir/etat/3/2026"
	if r := f.exports("brouillon"); r.Status != http.StatusForbidden {
		t.Errorf("a form turned to another measure answers %d", r.Status)
	}
}

func TestARegionalAgentSeesHerRegionsFirst(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "ara-09", desk.RoleRegional, desk.Scope{Regions: []string{"84"}})
	doc := who.Get("/admin/saisir").Doc(t)
	first := doc.Find("main section").First()
	if !strings.Contains(testkit.Words(first), "Auvergne-Rhône-Alpes") || first.Find(".seg-queue li").Length() < 5 {
		t.Errorf("the first part is %q", testkit.Words(first.Find("h2")))
	}
	if doc.Find(".seg-write__measures").Length() != 0 || doc.Find("a[href='/admin/saisir/bandeau']").Length() != 0 {
		t.Error("she is offered states or the message of the site")
	}
	first.Find(".seg-queue li a").Each(func(_ int, a *goquery.Selection) {
		if r := who.Get(a.AttrOr("href", "")); r.Status != http.StatusOK {
			t.Errorf("%s answers %d", a.AttrOr("href", ""), r.Status)
		}
	})
}

// hostile is what somebody who wants to break pages would type, with a NUL.
func hostile(field string) string { return testkit.Hostile(field) + "\x00" }

// TestHostileTextIsKeptAndShownHarmlessly: what is typed comes back as it was typed, in the form,
// in the draft, and as a text on the page.
func TestHostileTextIsKeptAndShownHarmlessly(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "hostile-01", desk.RoleEditor, desk.Scope{})
	f := stated(open(t, who, "/admin/saisir/etat/28/2026")).described("piege")
	for _, field := range []string{"justification_fr", "justification_en", "nouvelle_titre", "nouvelle_editeur", "motif", "source_cherche"} {
		f.put(field, hostile(field))
	}
	f.tick("source", "nouvelle").put("nouvelle_adresse", "javascript:alert(1)", "date", "<b>")
	for _, button := range []string{"soumettre", "brouillon", "chercher"} {
		r := f.exports(button)
		if r.Status != http.StatusUnprocessableEntity {
			t.Fatalf("%s answers %d", button, r.Status)
		}
		harmless(t, r)
	}
	const short = `<img src=x onerror="alert(1)">` // a title and a publisher are short
	f.put("nouvelle_adresse", "https://example.org/piege", "date", "2026", "nouvelle_titre", short, "nouvelle_editeur", short)
	p := f.accepted(site, "soumettre")
	a := p.Changes.Assessments.Add[0]
	if want := testkit.Hostile("justification_fr"); a.Justification.FR != want {
		t.Errorf("kept as %q", a.Justification.FR)
	}
	if strings.Trim(a.Sources[0], "abcdefghijklmnopqrstuvwxyz0123456789-") != "" || p.Changes.Sources.Add[0].ID != a.Sources[0] {
		t.Errorf("the new document is called %q", a.Sources[0])
	}
	draft := open(t, who, "/admin/saisir/valeur/cpts-aci/ajouter")
	kept := counted(draft).put("note", hostile("note"), "motif", hostile("motif")).accepted(site, "brouillon")
	harmless(t, who.Get("/admin/propositions/"+id(kept)+"/modifier"))
	if again := open(t, who, "/admin/propositions/"+id(kept)+"/modifier"); again.values.Get("note") != testkit.Hostile("note") {
		t.Errorf("reopens with %q", again.values.Get("note"))
	}
	for _, query := range []string{"/admin/saisir?q=", "/admin/saisir/sources?q=", "/admin/saisir/grille/pop?de=", "/admin/saisir/valeur/pop/ajouter?periode="} {
		harmless(t, who.Get(query+url.QueryEscape(hostile("q"))))
	}
	harmless(t, open(t, who, population).put("tableau", hostile("t")+"\t2021\nBretagne\t"+hostile("n"), "c-84-2021", hostile("c")).exports("coller"))
	harmless(t, open(t, who, "/admin/saisir/bandeau").put("message_fr", hostile("m")).exports("apercu"))
}

// harmless demands that nothing typed became markup.
func harmless(t testing.TB, r testkit.Response) {
	t.Helper()
	doc := r.Doc(t)
	if n := doc.Find("main script, main img, main [onerror]").Length(); n != 0 || doc.Find("script").Length() != 1 {
		t.Errorf("%s: %d foreign elements, %d scripts", r.Path, n, doc.Find("script").Length())
	}
	for _, link := range doc.Find("a[href]").EachIter() {
		if strings.HasPrefix(strings.ToLower(strings.TrimSpace(link.AttrOr("href", ""))), "javascript:") {
			t.Errorf("%s links to %q", r.Path, link.AttrOr("href", ""))
		}
	}
}

// TestTenThousandLettersAreRefusedWithoutLoss in every long text.
func TestTenThousandLettersAreRefusedWithoutLoss(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "hostile-02", desk.RoleEditor, desk.Scope{})
	long := strings.Repeat("é", 10_000)
	for path, fields := range map[string][]string{
		"/admin/saisir/mesure/20": {"titre_fr", "resume_en", "motif"}, "/admin/saisir/valeur/pop/ajouter": {"valeur", "periode", "note", "nouvelle_titre"},
		"/admin/saisir/evenement": {"date", "titre_fr"}, "/admin/saisir/bandeau": {"message_fr"}, "/admin/saisir/source": {"document_titre", "document_date"},
	} {
		for _, field := range fields {
			r := open(t, who, path).put(field, long).refused("brouillon")
			if faults(t, r)[field] == "" {
				t.Errorf("%s: %s takes 10,000 letters: %q", path, field, faults(t, r))
			}
		}
	}
}

// TestSeveralDraftsAreSubmittedTogether: what the forms keep can be handed over in one go.
func TestSeveralDraftsAreSubmittedTogether(t *testing.T) {
	t.Parallel()
	who := staff.Join(t, site, "lot-01", desk.RoleEditor, desk.Scope{})
	first := stated(open(t, who, "/admin/saisir/etat/29/2026"))
	one := first.tick("source", undated(t, site)).accepted(site, "brouillon")
	two := open(t, who, "/admin/saisir/mesure/30").put("titre_court_fr", "ARS et élus", "motif", reason).accepted(site, "brouillon")
	list, err := site.App.Editorial().Submit(t.Context(), who.Actor(), []desk.Ref{{ID: one.ID, Version: one.Version}, {ID: two.ID, Version: two.Version}}, reason)
	if err != nil || len(list) != 2 || list[0].Submission != list[1].Submission {
		t.Errorf("%+v, %v", list, err)
	}
	if list[0].Changes.Assessments.Add[0].State != segur.InProgress {
		t.Errorf("changes %+v", list[0].Changes)
	}
}
