package rights

import (
	"io/fs"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/assets"
	"github.com/segur-tracker/segur/internal/accounts"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/testkit/staff"
)

// places are what stands for the parts of an address.
var places = strings.NewReplacer(
	":token", "x", ":chart", "matrice", ":code", "cpts-active", ":action", "ajouter", ":measure", "25", ":year", "2024", ":id", "1", ":n", "1",
)

// kind is what an answer says about the right to ask.
type kind string

const (
	admitted  kind = "admitted"
	forbidden kind = "forbidden"
	signIn    kind = "asked to sign in"
	factor    kind = "asked for the second factor"
)

func kindOf(r testkit.Response) kind {
	to := r.Header.Get("Location")
	switch {
	case r.Status == http.StatusUnauthorized, r.Status == http.StatusSeeOther && strings.HasPrefix(to, "/admin/connexion"):
		return signIn
	case r.Status == http.StatusSeeOther && strings.HasPrefix(to, "/admin/second-facteur?retour="):
		return factor
	case r.Status == http.StatusForbidden:
		return forbidden
	}
	return admitted
}

// TestEveryRouteIsInTheTable fails on a route of the desk that nobody wrote a right for, and on
// a right for no route.
func TestEveryRouteIsInTheTable(t *testing.T) {
	t.Parallel()
	var mounted, written []string
	for _, r := range testkit.Open(t).App.Site().Routes() {
		ours := r.Path == "/admin" || strings.HasPrefix(r.Path, "/admin/")
		if ours && r.Method != http.MethodHead { // which TestHeadAnswersLikeGet is about
			mounted = append(mounted, r.Method+" "+r.Path)
		}
	}
	for _, a := range addresses() {
		written = append(written, a.method+" "+a.path)
	}
	for _, route := range mounted {
		if !slices.Contains(written, route) {
			t.Errorf("%s is mounted and not in the table", route)
		}
	}
	for _, route := range written {
		if !slices.Contains(mounted, route) {
			t.Errorf("%s is in the table and not mounted", route)
		}
	}
}

// TestPagesLeadToRoutes: the addresses that templates of the desk write out are those of routes.
func TestPagesLeadToRoutes(t *testing.T) {
	t.Parallel()
	var routes []string
	for _, a := range addresses() {
		routes = append(routes, parameter.ReplaceAllString(a.path, ":"))
	}
	found := 0
	err := fs.WalkDir(assets.Templates, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		page, err := fs.ReadFile(assets.Templates, name)
		for _, written := range inPage.FindAllString(string(page), -1) {
			to := shown.ReplaceAllString(written, ":")
			if strings.HasPrefix(to, ":") && !strings.HasPrefix(name, "templates/admin/") {
				continue // a public address
			}
			found++
			if !slices.ContainsFunc(routes, func(r string) bool { return r == to || (to[0] == ':' && strings.HasSuffix(r, "/"+to)) }) {
				t.Errorf("%s leads to %s", name, written)
			}
		}
		return err
	})
	if err != nil || found < 30 {
		t.Errorf("%d addresses found, %v", found, err)
	}
}

// What stands for a part of an address: in routes, in templates; and an address in a template, or the
// end of one whose beginning the page brings along.
var (
	parameter = regexp.MustCompile(`:[a-z]+`)
	shown     = regexp.MustCompile(`\{\{[^}]*\}\}`)
	inPage    = regexp.MustCompile(`(/admin|\{\{\$?\.[A-Z]\w*\}\}/[a-z-]+)(/[a-z0-9.-]+|/\{\{[^}]*\}\})*`)
)

// TestEveryRouteAsEveryRole asks each address as each role, with and without its second factor,
// as a stranger and with an account that was disabled.
func TestEveryRouteAsEveryRole(t *testing.T) {
	t.Parallel()
	for _, role := range desk.Roles() {
		t.Run(string(role), func(t *testing.T) {
			t.Parallel()
			site := testkit.Open(t)
			scope := desk.Scope{}
			if role == desk.RoleRegional {
				scope.Regions = []string{"84"}
			}
			keeper := staff.Join(t, site, "gardien-01", desk.RoleAdmin, desk.Scope{})
			person := staff.Join(t, site, "agent-01", role, scope)
			for _, a := range addresses() {
				for _, shown := range []staff.Factor{staff.FactorShown, staff.FactorHidden} {
					want := admitted
					switch {
					case a.right == "nothing":
						continue
					case !holds(string(role), a.right):
						want = forbidden
					case shown == staff.FactorHidden && (a.right == "decide" || a.right == "accounts" || a.right == "audit"):
						want = map[string]kind{http.MethodGet: factor, http.MethodPost: forbidden}[a.method]
					}
					// A new session each time: some routes end the one they are asked in.
					asked := staff.SignIn(t, site, person.Account, shown)
					before := refusals(t, site, keeper)
					if got := kindOf(ask(asked, a)); got != want {
						t.Errorf("%s %s as %s, second factor %v: %s, want %s", a.method, a.path, role, shown, got, want)
					}
					if noted := refusals(t, site, keeper) > before; noted != (want == forbidden) {
						t.Errorf("%s %s as %s: noted in the journal: %v", a.method, a.path, role, noted)
					}
				}
			}
		})
	}
}

// TestHeadAnswersLikeGet: with the same status and headers, and no body.
func TestHeadAnswersLikeGet(t *testing.T) {
	t.Parallel()
	site := testkit.Open(t)
	person := staff.Join(t, site, "agent-01", desk.RoleApprover, desk.Scope{})
	for _, a := range addresses() {
		if a.method != http.MethodGet {
			continue
		}
		path := places.Replace(a.path)
		for _, headers := range [][]string{nil, {person.Cookie()}} {
			head, get := site.Do(http.MethodHead, path, headers...), site.Do(http.MethodGet, path, headers...)
			if head.Status != get.Status || head.Header.Get("Location") != get.Header.Get("Location") || len(head.Body) > 0 {
				t.Errorf("HEAD %s: status %d to %q with %d bytes, GET %d to %q", path, head.Status, head.Header.Get("Location"), len(head.Body), get.Status, get.Header.Get("Location"))
			}
		}
	}
}

// TestAnAddressTypedWithASlashTooManyLeadsOn, unless it may hold a secret.
func TestAnAddressTypedWithASlashTooManyLeadsOn(t *testing.T) {
	t.Parallel()
	site := testkit.Open(t)
	for asked, want := range map[string]string{
		"/admin/": "/admin", "/admin/saisir/": "/admin/saisir", "//admin": "/admin",
		"/admin/lien/" + strings.Repeat("x", 43) + "/": "", "//admin/lien/" + strings.Repeat("x", 43) + "/": "", "/admin/oidc/retour/?code=x": "",
	} {
		r := site.Get(asked)
		if to := r.Header.Get("Location"); to != want || (want == "") == (r.Status == http.StatusMovedPermanently) {
			t.Errorf("%s answers %d and leads to %q, want %q", asked, r.Status, to, want)
		}
		if got := r.Header.Get("Cache-Control"); got != "no-store" {
			t.Errorf("%s: Cache-Control %q", asked, got)
		}
	}
}

func ask(p *staff.Person, a address) testkit.Response {
	path := places.Replace(a.path)
	if a.method == http.MethodPost {
		return p.Post(path, url.Values{})
	}
	return p.Get(path)
}

func refusals(t *testing.T, site *testkit.Site, keeper *staff.Person) int {
	t.Helper()
	found, err := site.App.Journal().Entries(t.Context(), keeper.Actor(), desk.Search{Action: desk.ActionForbidden})
	if err != nil {
		t.Fatal(err)
	}
	return len(found)
}

func TestStrangersAndDisabledAccountsSignInFirst(t *testing.T) {
	t.Parallel()
	site := testkit.Open(t)
	person := staff.Join(t, site, "agent-01", desk.RoleEditor, desk.Scope{})
	_, err := site.App.Accounts().Change(t.Context(), desk.Operator(),
		desk.Ref{ID: person.Account.ID, Version: person.Account.Version},
		accounts.Settings{DisplayName: "Agent", Role: desk.RoleEditor, Lang: "fr", Disabled: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range addresses() {
		if a.right == "nothing" {
			continue
		}
		path := places.Replace(a.path)
		if got := kindOf(site.Do(a.method, path)); got != signIn {
			t.Errorf("%s %s as a stranger: %s", a.method, a.path, got)
		}
		if got := kindOf(site.Do(a.method, path, person.Cookie())); got != signIn {
			t.Errorf("%s %s with a disabled account: %s", a.method, a.path, got)
		}
	}
}

// TestNothingOfTheDeskIsKept asks for every address and looks at the headers of the answer.
func TestNothingOfTheDeskIsKept(t *testing.T) {
	t.Parallel()
	site := testkit.Open(t)
	person := staff.Join(t, site, "agent-01", desk.RoleApprover, desk.Scope{})
	for _, a := range addresses() {
		r := ask(person, a)
		if got := r.Header.Get("Cache-Control"); got != "no-store" {
			t.Errorf("%s %s: Cache-Control %q", a.method, a.path, got)
		}
		if got := r.Header.Get("Content-Security-Policy"); !strings.Contains(got, "frame-ancestors 'none'") {
			t.Errorf("%s %s: policy %q", a.method, a.path, got)
		}
		if r.Status >= http.StatusInternalServerError {
			t.Errorf("%s %s: status %d: %v", a.method, a.path, r.Status, site.Log.Cause(r))
		}
	}
}

// TestOtherSitesCannotAct sends every form as a browser would from another site, and without
// the token of the session.
func TestOtherSitesCannotAct(t *testing.T) {
	t.Parallel()
	site := testkit.Open(t)
	person := staff.Join(t, site, "agent-01", desk.RoleApprover, desk.Scope{})
	for _, a := range addresses() {
		if a.method != http.MethodPost {
			continue
		}
		path := places.Replace(a.path)
		for _, header := range []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site", "Origin: https://elsewhere.example"} {
			if r := person.Post(path, url.Values{}, header); r.Status != http.StatusForbidden {
				t.Errorf("POST %s with %s: status %d", a.path, header, r.Status)
			}
		}
		if holds("approver", a.right) {
			r := person.Post(path, url.Values{"jeton": {"wrong"}, "motif": {"Gardé."}})
			kept := strings.Contains(string(r.Body), "Gardé.")
			if r.Status != http.StatusForbidden || !kept {
				t.Errorf("POST %s without our token: status %d, typed text kept: %v", a.path, r.Status, kept)
			}
		}
	}
}
