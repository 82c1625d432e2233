package people_test

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/testkit/staff"
)

// office is a site with an administrator.
func office(t *testing.T) (*testkit.Site, *staff.Person) {
	t.Helper()
	site := testkit.Open(t)
	return site, staff.Join(t, site, "admin-01", desk.RoleAdmin, desk.Scope{})
}

// page asks for a page and holds that there is one.
func page(t *testing.T, p *staff.Person, path string) *goquery.Document {
	t.Helper()
	answer := p.Get(path)
	if answer.Status != http.StatusOK {
		t.Fatalf("%s: status %d\n%s", path, answer.Status, answer.Body)
	}
	return answer.Doc(t)
}

// typed returns what a browser would send for the form to an address, as the page shows it.
func typed(doc *goquery.Document, action string) url.Values {
	form := url.Values{}
	doc.Find(`form[action="` + action + `"] input`).Each(func(_ int, input *goquery.Selection) {
		kind := input.AttrOr("type", "text")
		if _, checked := input.Attr("checked"); kind == "text" || kind == "hidden" || checked {
			form.Add(input.AttrOr("name", ""), input.AttrOr("value", ""))
		}
	})
	return form
}

func path(a desk.Account) string { return "/admin/comptes/" + strconv.FormatInt(a.ID, 10) }

func account(t *testing.T, s *testkit.Site, name string) desk.Account {
	t.Helper()
	accounts, err := s.App.Accounts().List(t.Context(), desk.Operator())
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range accounts {
		if a.Name == name {
			return a
		}
	}
	t.Fatalf("no account %s", name)
	return desk.Account{}
}

func entries(t *testing.T, s *testkit.Site, search desk.Search) []desk.Entry {
	t.Helper()
	found, err := s.App.Journal().Entries(t.Context(), desk.Operator(), search)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestAnAccountIsCreatedAndItsLinkShownOnce(t *testing.T) {
	t.Parallel()
	site, admin := office(t)
	form := typed(page(t, admin, "/admin/comptes/nouveau"), "/admin/comptes/nouveau")
	for name, values := range map[string][]string{
		"nom": {"saisie-07"}, "nom-affiche": {"Saisie 07"}, "role": {"regional"}, "regions": {"84", "11"}, "mesures": {"25", "3"}, "langue": {"en"},
	} {
		form[name] = values
	}
	answer := admin.Post("/admin/comptes/nouveau", form)
	link := regexp.MustCompile(`/admin/lien/[\w-]{20,}`).FindString(string(answer.Body))
	if answer.Status != http.StatusOK || link == "" {
		t.Fatalf("status %d\n%s", answer.Status, answer.Body)
	}
	if got := site.Get(link); got.Status != http.StatusOK {
		t.Errorf("the link answers %d", got.Status)
	}
	a := account(t, site, "saisie-07")
	if a.Role != desk.RoleRegional || len(a.Scope.Regions) != 2 || len(a.Scope.Measures) != 2 || a.Lang != "en" || a.DisplayName != "Saisie 07" {
		t.Errorf("account %+v", a)
	}
	for _, shown := range []string{"/admin/comptes", path(a), "/admin/journal", "/admin/journal.csv", "/admin/journal.json"} {
		if strings.Contains(string(admin.Get(shown).Body), strings.TrimPrefix(link, "/admin/lien/")) {
			t.Errorf("%s shows the link again", shown)
		}
	}
	if strings.Contains(site.Log.String(), strings.TrimPrefix(link, "/admin/lien/")) {
		t.Error("the log holds the link")
	}
	list := plain(page(t, admin, "/admin/comptes").Find("tbody"))
	for _, words := range []string{"Saisie 07", "saisie-07", "saisie régionale", "Île-de-France", "Auvergne-Rhône-Alpes", "Mesures 3 et 25", "mot de passe à choisir"} {
		if !strings.Contains(list, words) {
			t.Errorf("the list lacks %q: %s", words, list)
		}
	}
	if got := typed(page(t, admin, path(a)), path(a)); len(got["regions"]) != 2 || len(got["mesures"]) != 2 || got.Get("role") != "regional" {
		t.Errorf("the form shows %v", got)
	}
}

func TestRefusedFormsKeepWhatWasTyped(t *testing.T) {
	t.Parallel()
	site, admin := office(t)
	for name, c := range map[string]struct {
		field, value, says string
	}{
		"name taken": {"nom", "Admin-01", "déjà pris"}, "bad name": {"nom", "é è", "lettres minuscules"}, "no display": {"nom-affiche", " ", "nom à afficher"},
		"no role": {"role", "", "Choisissez un rôle"}, "regional without region": {"role", "regional", "au moins une région"},
		"bad region": {"regions", "99", "inconnue"}, "bad measure": {"mesures", "34", "inconnue"}, "no number": {"mesures", "x", "inconnue"}, "bad language": {"langue", "de", "langue"},
	} {
		form := url.Values{"nom": {"agent-01"}, "nom-affiche": {"Agent <01>"}, "role": {"editor"}, "langue": {"fr"}}
		form.Set(c.field, c.value)
		answer := admin.Post("/admin/comptes/nouveau", form)
		doc := answer.Doc(t)
		summary := plain(doc.Find(".govuk-error-summary"))
		if answer.Status != http.StatusUnprocessableEntity || !strings.Contains(summary, c.says) || doc.Find(".govuk-error-message").Length() != 1 {
			t.Errorf("%s: %d, summary %q, %d messages", name, answer.Status, summary, doc.Find(".govuk-error-message").Length())
		}
		if href := doc.Find(".govuk-error-summary a").AttrOr("href", ""); href == "" || doc.Find(href).Length() != 1 {
			t.Errorf("%s: the summary leads to %q", name, href)
		}
		if got := typed(doc, "/admin/comptes/nouveau").Get("nom-affiche"); got != form.Get("nom-affiche") {
			t.Errorf("%s: the form keeps %q", name, got)
		}
	}
	if n := len(entries(t, site, desk.Search{Action: desk.ActionAccountCreated})); n != 1 {
		t.Errorf("%d accounts created", n)
	}
}

func TestEveryFaultOfAnAccountIsToldAtOnce(t *testing.T) {
	t.Parallel()
	site, admin := office(t)
	agent := staff.Join(t, site, "agent-01", desk.RoleObserver, desk.Scope{})
	changed := typed(page(t, admin, path(agent.Account)), path(agent.Account))
	changed.Set("nom-affiche", "")
	changed.Set("role", "regional")
	for at, c := range map[string]struct {
		form url.Values
		says []string
	}{
		"/admin/comptes/nouveau": {url.Values{}, []string{"#f-nom", "#f-nom-affiche", "#f-role", "#f-langue"}},
		path(agent.Account):      {changed, []string{"#f-nom-affiche", "#f-regions"}},
	} {
		answer := admin.Post(at, c.form)
		doc, led := answer.Doc(t), []string{}
		doc.Find(".govuk-error-summary a").Each(func(_ int, link *goquery.Selection) { led = append(led, link.AttrOr("href", "")) })
		if answer.Status != http.StatusUnprocessableEntity || !slices.Equal(led, c.says) || doc.Find(".govuk-error-message").Length() != len(c.says) {
			t.Errorf("%s: %d, the summary leads to %q, want %q", at, answer.Status, led, c.says)
		}
	}
}

func TestAnAccountIsChanged(t *testing.T) {
	t.Parallel()
	site, admin := office(t)
	agent := staff.Join(t, site, "agent-01", desk.RoleObserver, desk.Scope{})
	form := typed(page(t, admin, path(agent.Account)), path(agent.Account))
	stale := typed(page(t, admin, path(agent.Account)), path(agent.Account))
	form.Set("role", "editor")
	form.Set("nom-affiche", "Agent Un")
	form["mesures"] = []string{"7"}
	answer := admin.Post(path(agent.Account), form)
	if answer.Status != http.StatusSeeOther {
		t.Fatalf("status %d\n%s", answer.Status, answer.Body)
	}
	if said := plain(page(t, admin, "/admin/comptes").Find(".seg-flash")); !strings.Contains(said, "Agent Un") {
		t.Errorf("said %q", said)
	}
	if a := account(t, site, "agent-01"); a.Role != desk.RoleEditor || len(a.Scope.Measures) != 1 || a.DisplayName != "Agent Un" {
		t.Errorf("account %+v", a)
	}

	stale.Set("nom-affiche", "Agent Deux")
	answer = admin.Post(path(agent.Account), stale)
	doc := answer.Doc(t)
	words := plain(doc.Find("main"))
	if answer.Status != http.StatusConflict || !strings.Contains(words, "Quelqu’un a modifié ce compte") ||
		!strings.Contains(words, "Enregistré maintenant : Agent Un") || !strings.Contains(words, "Enregistré maintenant : rédaction") {
		t.Errorf("a stale form: status %d, %s", answer.Status, words)
	}
	again := typed(doc, path(agent.Account))
	if again.Get("nom-affiche") != "Agent Deux" || again.Get("role") != "observer" {
		t.Errorf("a stale form loses what was typed: %v", again)
	}
	if answer = admin.Post(path(agent.Account), again); answer.Status != http.StatusSeeOther || account(t, site, "agent-01").DisplayName != "Agent Deux" {
		t.Errorf("sent again: status %d", answer.Status)
	}
}

func TestTheLastAdministratorStays(t *testing.T) {
	t.Parallel()
	site, admin := office(t)
	for name, change := range map[string][2]string{"disabled": {"etat", "desactive"}, "another role": {"role", "editor"}} {
		form := typed(page(t, admin, path(admin.Account)), path(admin.Account))
		form.Set(change[0], change[1])
		answer := admin.Post(path(admin.Account), form)
		if summary := plain(answer.Doc(t).Find(".govuk-error-summary")); answer.Status != http.StatusUnprocessableEntity || !strings.Contains(summary, "dernier compte d’administration") {
			t.Errorf("%s: %d %q", name, answer.Status, summary)
		}
	}
	staff.Join(t, site, "admin-02", desk.RoleAdmin, desk.Scope{})
	form := typed(page(t, admin, path(admin.Account)), path(admin.Account))
	form.Set("etat", "desactive")
	if answer := admin.Post(path(admin.Account), form); answer.Status != http.StatusSeeOther || !account(t, site, "admin-01").Disabled {
		t.Errorf("with another administrator: %d", answer.Status)
	}
	if answer := admin.Get("/admin"); answer.Status != http.StatusSeeOther {
		t.Errorf("whoever disables their own account is still in: %d", answer.Status)
	}
}

func TestDisablingAndRevokingEndSessionsAtOnce(t *testing.T) {
	t.Parallel()
	site, admin := office(t)
	agent := staff.Join(t, site, "agent-01", desk.RoleEditor, desk.Scope{})
	second := staff.SignIn(t, site, agent.Account, staff.FactorHidden)
	if words := plain(page(t, admin, "/admin/comptes").Find("tbody")); !strings.Contains(words, "2 sessions ouvertes") {
		t.Errorf("the list: %s", words)
	}
	if answer := admin.Post(path(agent.Account)+"/sessions", url.Values{}); answer.Status != http.StatusSeeOther {
		t.Fatalf("status %d", answer.Status)
	}
	for _, p := range []*staff.Person{agent, second} {
		if got := p.Get("/admin"); got.Status != http.StatusSeeOther {
			t.Errorf("a revoked session gets %d", got.Status)
		}
	}
	if got := entries(t, site, desk.Search{Action: desk.ActionSessionRevoked}); len(got) != 1 || got[0].Actor != "admin-01" || got[0].Object != "account/agent-01" {
		t.Errorf("journal: %+v", got)
	}
	third := staff.SignIn(t, site, agent.Account, staff.FactorShown)
	form := typed(page(t, admin, path(agent.Account)), path(agent.Account))
	form.Set("etat", "desactive")
	admin.Post(path(agent.Account), form)
	if got := third.Get("/admin"); got.Status != http.StatusSeeOther {
		t.Errorf("a disabled account gets %d", got.Status)
	}
	form = typed(page(t, admin, path(agent.Account)), path(agent.Account))
	form.Del("etat")
	admin.Post(path(agent.Account), form)
	if got := third.Get("/admin"); account(t, site, "agent-01").Disabled || got.Status != http.StatusSeeOther {
		t.Errorf("enabled again, the session that had ended gets %d", got.Status)
	}
}

func TestLinksAndTheSecondFactor(t *testing.T) {
	t.Parallel()
	site, admin := office(t)
	agent := staff.Join(t, site, "agent-01", desk.RoleApprover, desk.Scope{})
	const secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
	if _, err := site.App.Accounts().EnrolSecondFactor(t.Context(), agent.Actor(), secret, 1); err != nil {
		t.Fatal(err)
	}
	for _, shown := range []string{"/admin/comptes", path(agent.Account), "/admin/journal", "/admin/journal.json"} {
		if strings.Contains(string(admin.Get(shown).Body), secret) {
			t.Errorf("%s shows the secret", shown)
		}
	}
	answer := admin.Post(path(agent.Account)+"/second-facteur", url.Values{})
	if answer.Status != http.StatusSeeOther || account(t, site, "agent-01").TOTPSecret != "" {
		t.Errorf("status %d", answer.Status)
	}
	if got := agent.Get("/admin"); got.Status != http.StatusSeeOther {
		t.Errorf("the session that had shown it gets %d", got.Status)
	}
	answer = admin.Post(path(agent.Account)+"/lien", url.Values{})
	link := answer.Doc(t).Find("input[readonly]").AttrOr("value", "")
	if got := site.Get(link); !strings.HasPrefix(link, "/admin/lien/") || got.Status != http.StatusOK {
		t.Errorf("the link %q answers %d", link, got.Status)
	}
	if hint := answer.Doc(t).Find("#lien-aide").Text(); !strings.Contains(hint, "SEGUR_BASE_URL") || strings.Contains(string(answer.Body), "example.com") {
		t.Errorf("a path, said to be %q", hint)
	}
	for _, at := range []string{"/admin/comptes/999", "/admin/comptes/x", "/admin/comptes/999/lien"} {
		if got := admin.Get(at); got.Status != http.StatusNotFound && got.Status != http.StatusMethodNotAllowed {
			t.Errorf("%s: %d", at, got.Status)
		}
	}
}

func TestAccountsAreForAdministratorsWithTheirSecondFactor(t *testing.T) {
	t.Parallel()
	site, admin := office(t)
	for _, role := range desk.Roles() {
		scope := desk.Scope{}
		if role == desk.RoleRegional {
			scope.Regions = []string{"84"}
		}
		if role == desk.RoleAdmin {
			continue
		}
		p := staff.Join(t, site, "agent-"+string(role), role, scope)
		for _, at := range []string{"/admin/comptes", "/admin/comptes/nouveau", path(admin.Account), "/admin/journal", "/admin/journal.csv", "/admin/journal.json"} {
			if got := p.Get(at); got.Status != http.StatusForbidden {
				t.Errorf("%s gets %d from %s", role, got.Status, at)
			}
		}
		if got := p.Post(path(p.Account), url.Values{"role": {"admin"}, "version": {"1"}, "id": {"1"}}); got.Status != http.StatusForbidden {
			t.Errorf("%s changes an account: %d", role, got.Status)
		}
		if got := entries(t, site, desk.Search{Actor: p.Account.Name, Action: desk.ActionForbidden}); len(got) != 7 {
			t.Errorf("%s: %d refusals in the journal", role, len(got))
		}
	}
	hidden := staff.SignIn(t, site, admin.Account, staff.FactorHidden)
	got := hidden.Get("/admin/comptes")
	if to := got.Header.Get("Location"); got.Status != http.StatusSeeOther || to != "/admin/second-facteur?retour=%2Fadmin%2Fcomptes" {
		t.Errorf("without the second factor: %d to %q", got.Status, to)
	}
	if got := admin.Post("/admin/comptes/nouveau", url.Values{"nom": {"agent-09"}, "jeton": {"forged"}}); got.Status != http.StatusForbidden {
		t.Errorf("a forged form gets %d", got.Status)
	}
}
