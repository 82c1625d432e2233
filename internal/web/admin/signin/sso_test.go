package signin_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/accounts"
	"github.com/segur-tracker/segur/internal/auth"
	"github.com/segur-tracker/segur/internal/config"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/testkit/idp"
)

// Where the site of these tests would be; the provider's browser stops before it gets there.
const (
	home        = "http://127.0.0.1:65000"
	callback    = home + paths.SSOReturn
	afterLogout = home + "/admin/deconnexion"
)

// withProvider opens a site that knows a provider.
func withProvider(t *testing.T, issuer string, change func(*config.SSO)) *testkit.Site {
	t.Helper()
	s := testkit.Open(t, testkit.WithConfig(func(c *config.Config) {
		c.BaseURL = home
		c.SSO = config.SSO{
			Issuer: issuer, ClientID: "plain", ClientSecret: idp.Secret, Name: "Identité des agents", Scopes: []string{"email", "profile"},
			PKCE: true, PostLogoutURL: afterLogout,
		}
		change(&c.SSO)
	}))
	s.Clock.Set(time.Now()) // the provider's tokens tell the real time
	return s
}

// unclaimed creates an account that nobody has a password for: it waits for single sign-on.
func unclaimed(t *testing.T, s *testkit.Site, name string, role desk.Role) desk.Account {
	t.Helper()
	n := accounts.NewAccount{Name: name, DisplayName: "Personne " + name, Role: role, Lang: "fr"}
	a, err := s.App.Accounts().Create(t.Context(), desk.Operator(), n)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// through signs somebody in at the provider and comes back.
func (v *visitor) through(b *idp.Browser, somebody, back string) testkit.Response {
	v.t.Helper()
	v.get("/admin/connexion?retour=" + url.QueryEscape(back))
	v.get(v.doc().Find("main a.govuk-button").AttrOr("href", ""))
	if v.page.Status != http.StatusSeeOther || v.session() == nil {
		v.t.Fatalf("leaving for the provider: %d %s", v.page.Status, v.said())
	}
	answer := b.Visit(v.to(), somebody, callback)
	return v.get("/admin/oidc/retour?" + answer.Encode())
}

func TestSingleSignOn(t *testing.T) {
	issuer := idp.Start(t, idp.Addresses{Callback: callback, AfterLogout: afterLogout})
	s := withProvider(t, issuer, func(*config.SSO) {})
	for name, run := range map[string]func(*testing.T, *testkit.Site){
		"in and out": func(t *testing.T, s *testkit.Site) { testSSOInAndOut(t, s, issuer) }, "strangers": testSSOStrangers, "wrong answers": testSSOWrongAnswers,
		"held": func(t *testing.T, s *testkit.Site) { testSSOHeldAccounts(t, s, issuer) },
	} {
		t.Run(name, func(t *testing.T) { run(t, s) })
	}
	t.Run("second factor", func(t *testing.T) { testSSOSecondFactor(t, issuer) })
	t.Run("addresses", func(t *testing.T) { testSSOAddresses(t, issuer) })
}

func testSSOInAndOut(t *testing.T, s *testkit.Site, issuer string) {
	anne := unclaimed(t, s, "anne@example.org", desk.RoleApprover)
	v, b := visit(t, s), idp.NewBrowser(t)
	if v.get("/admin/connexion"); !strings.Contains(v.said(), "Se connecter avec Identité des agents") {
		t.Error(v.said())
	}
	v.get("/admin/oidc/depart")
	before := *v.session()
	v.through(b, "anne", "/admin/publications")
	want(t, "leads to, for a role that needs a second factor", v.to(), "/admin/compte/second-facteur")
	if v.session().Value == before.Value {
		t.Error("the token is the one from before")
	}
	bound, err := s.App.Accounts().Account(t.Context(), desk.Operator(), anne.ID)
	if err != nil || bound.Subject != issuer+" anne" {
		t.Errorf("bound to %q, %v", bound.Subject, err)
	}
	want(t, "a right that waits", v.get("/admin/comptes").Status, http.StatusForbidden)
	v.get("/admin/compte/second-facteur")
	v.enrol()
	want(t, "leads on to", v.doc().Find("main a.govuk-button").AttrOr("href", ""), "/admin/publications")

	again := visit(t, s)
	again.through(idp.NewBrowser(t), "anne", "//evil.example")
	want(t, "leads to", again.to(), "/admin")
	want(t, "in", again.isIn(), true)
	want(t, "a right that waits leads to", again.get("/admin/publications/nouvelle").Status != http.StatusOK, true)
	lines := strings.Join(journal(t, s, "anne@example.org"), "; ")
	want(t, "journal", lines, "sign_in anne@example.org sso; second_factor_enrolled anne@example.org; sign_in anne@example.org sso; account_changed system")

	link := v.signOutThere(issuer)
	v.get("/admin/deconnexion?" + b.Visit(link, "", afterLogout).Encode())
	want(t, "out there as well", strings.Contains(v.said(), "fournisseur d’identité a fermé"), true)
	again.signOutThere(issuer)
	again.get("/admin/deconnexion?state=" + auth.NewToken())
	want(t, "a made-up return", strings.Contains(again.said(), "fournisseur d’identité a fermé"), false)
}

// signOutThere signs out here and returns the address that does the same at the provider.
func (v *visitor) signOutThere(issuer string) string {
	v.t.Helper()
	v.get("/admin/deconnexion")
	v.submit("/admin/deconnexion")
	link := v.doc().Find("main a.govuk-button").AttrOr("href", "")
	if v.page.Status != http.StatusOK || !strings.HasPrefix(link, issuer) || v.page.Header.Get("Refresh") != "0; url="+link {
		v.t.Fatalf("%d %q %q", v.page.Status, link, v.page.Header.Get("Refresh"))
	}
	page := v.page
	want(v.t, "in", v.isIn(), false)
	v.page = page
	return link
}

func testSSOStrangers(t *testing.T, s *testkit.Site) {
	disable(t, s, account(t, s, "dave@example.org", desk.RoleEditor))
	n := accounts.NewAccount{Name: "carol@example.org", DisplayName: "Carol", Role: desk.RoleEditor, Lang: "fr", Subject: "https://other.example carol"}
	if _, err := s.App.Accounts().Create(t.Context(), desk.Operator(), n); err != nil {
		t.Fatal(err)
	}
	for name, reason := range map[string]string{"bob": "no_account_for_identity", "carol": "other_identity", "dave": "disabled_account"} {
		v := visit(t, s)
		v.through(idp.NewBrowser(t), name, "/admin")
		want(t, name+" status", v.page.Status, http.StatusForbidden)
		if !strings.Contains(v.said(), "Aucun compte ne vous correspond") || !strings.Contains(v.said(), name+"@example.org") {
			t.Error(v.said())
		}
		want(t, name+" in", v.isIn(), false)
		want(t, name+" journal", journal(t, s, name+"@example.org")[0], "sign_in_refused  "+reason)
	}
}

// Who has a password or a second factor shows them: the address alone binds nobody, an
// administrator does.
func testSSOHeldAccounts(t *testing.T, s *testkit.Site, issuer string) {
	frank, grace := account(t, s, "frank@example.org", desk.RoleEditor), unclaimed(t, s, "grace@example.org", desk.RoleEditor)
	authenticator(t, s, grace)
	for name, id := range map[string]int64{"frank": frank.ID, "grace": grace.ID} {
		v := visit(t, s)
		v.through(idp.NewBrowser(t), name, "/admin")
		want(t, name+" status", v.page.Status, http.StatusForbidden)
		for _, said := range []string{"il a déjà un mot de passe", "identité de l’authentification unique", issuer + " " + name} {
			if !strings.Contains(v.said(), said) {
				t.Errorf("%q is missing: %s", said, v.said())
			}
		}
		want(t, name+" in", v.isIn(), false)
		want(t, name+" journal", journal(t, s, name+"@example.org")[0], "sign_in_refused  has_password")
		a, err := s.App.Accounts().Account(t.Context(), desk.Operator(), id)
		if err != nil || a.Subject != "" {
			t.Errorf("bound to %q, %v", a.Subject, err)
		}
		_, err = s.App.Accounts().Change(t.Context(), desk.Operator(), desk.Ref{ID: a.ID, Version: a.Version}, accounts.Settings{
			DisplayName: a.DisplayName, Role: a.Role, Lang: a.Lang, Subject: issuer + " " + name,
		})
		if err != nil {
			t.Fatal(err)
		}
		v.through(idp.NewBrowser(t), name, "/admin")
		want(t, name+" once an administrator bound the account", v.isIn(), true)
		if name == "grace" {
			token := v.doc().Find("input[name=jeton]").First().AttrOr("value", "")
			v.do(http.MethodPost, "/admin/compte/mot-de-passe", url.Values{"jeton": {token}, "mot-de-passe": {other}, "mot-de-passe-encore": {other}})
			want(t, "a password in the place of none", v.page.Status, http.StatusForbidden)
			want(t, "its line", journal(t, s, "grace@example.org")[0], "forbidden grace@example.org no_password")
		}
	}
}

func testSSOWrongAnswers(t *testing.T, s *testkit.Site) {
	unclaimed(t, s, "erin@example.org", desk.RoleEditor)
	v := visit(t, s)
	v.through(idp.NewBrowser(t), "", "/admin")
	want(t, "somebody who says no", v.page.Status, http.StatusUnauthorized)
	if !strings.Contains(v.said(), "n’a pas confirmé") {
		t.Error(v.said())
	}
	refusals := func() int { return strings.Count(strings.Join(journal(t, s, ""), ";"), "provider_refused") }
	want(t, "lines about it", refusals(), 1)
	want(t, "somebody who never left", visit(t, s).get("/admin/oidc/retour?code=x&state=y").Status, http.StatusUnauthorized)
	s.Clock.Set(s.Clock.Now().Add(2 * time.Minute))
	want(t, "somebody who never left, later", visit(t, s).get("/admin/oidc/retour?code=x&state=y").Status, http.StatusUnauthorized)
	want(t, "lines about them", refusals(), 1)
	s.Clock.Set(time.Now())
	leave := func() (*visitor, url.Values) {
		v := visit(t, s)
		v.get("/admin/oidc/depart")
		return v, idp.NewBrowser(t).Visit(v.to(), "erin", callback)
	}
	for name, spoil := range map[string]func(url.Values){
		"another state": func(q url.Values) { q.Set("state", auth.NewToken()) },
		"no state":      func(q url.Values) { q.Del("state") },
		"another code":  func(q url.Values) { q.Set("code", "x") },
		"nothing":       func(q url.Values) { clear(q) },
	} {
		v, answer := leave()
		spoil(answer)
		want(t, name, v.get("/admin/oidc/retour?"+answer.Encode()).Status, http.StatusUnauthorized)
		want(t, name+" in", v.isIn(), false)
	}
	want(t, "lines within a minute or so", refusals() <= 2, true)
	_, foreign := leave()
	v, _ = leave()
	want(t, "the answer to somebody else", v.get("/admin/oidc/retour?"+foreign.Encode()).Status, http.StatusUnauthorized)
	v, answer := leave()
	want(t, "the right one", v.get("/admin/oidc/retour?"+answer.Encode()).Status, http.StatusSeeOther)
	want(t, "the right one again", visit(t, s).get("/admin/oidc/retour?"+answer.Encode()).Status, http.StatusUnauthorized)
}

// What the provider checked counts as a second factor where the settings say so, and not
// otherwise. PKCE is off for a provider that refuses it.
func testSSOSecondFactor(t *testing.T, issuer string) {
	for name, c := range map[string]struct {
		change func(*config.SSO)
		status int
	}{
		"means that count": {func(c *config.SSO) {
			c.ClientID, c.ClientAuth, c.PKCE, c.UserinfoSigned = "strict", "client_secret_post", false, true
			c.Claims, c.SecondFactorAMR = `{"id_token":{"amr":{"essential":true}}}`, []string{"hwk", "mfa"}
		}, http.StatusOK},
		"a level that counts":   {func(c *config.SSO) { c.ACRValues, c.SecondFactorACR = []string{"high"}, []string{"high"} }, http.StatusOK},
		"a level that does not": {func(c *config.SSO) { c.ACRValues, c.SecondFactorACR = []string{"high"}, []string{"higher"} }, http.StatusSeeOther},
	} {
		s := withProvider(t, issuer, c.change)
		unclaimed(t, s, "anne@example.org", desk.RoleAdmin)
		v := visit(t, s)
		v.through(idp.NewBrowser(t), "anne", "/admin/comptes")
		want(t, name, v.get("/admin/comptes").Status, c.status)
	}
}

// An address that the provider does not vouch for opens no account, unless the settings say that
// every address of this provider may be believed.
func testSSOAddresses(t *testing.T, issuer string) {
	for trusted, status := range map[bool]int{false: http.StatusForbidden, true: http.StatusSeeOther} {
		// The provider vouches for the claim "email" here, which is not the one that is read.
		s := withProvider(t, issuer, func(c *config.SSO) { c.EmailClaim, c.EmailTrusted = "uid", trusted })
		unclaimed(t, s, "uid-anne", desk.RoleEditor)
		want(t, "trusted or not", visit(t, s).through(idp.NewBrowser(t), "anne", "/admin").Status, status)
	}
}

// A provider that is down keeps nobody from a local account, and one that does not exist has
// no addresses.
func TestWithoutAProvider(t *testing.T) {
	s := withProvider(t, "http://127.0.0.1:1", func(*config.SSO) {})
	account(t, s, "agent-local", desk.RoleEditor)
	v := visit(t, s)
	v.get("/admin/oidc/depart?retour=/admin/compte")
	want(t, "a provider that is down", v.page.Status, http.StatusServiceUnavailable)
	if !strings.Contains(v.said(), "ne répond pas") {
		t.Error(v.said())
	}
	v.submit("/admin/connexion", "nom", "agent-local", "mot-de-passe", password)
	want(t, "a local account", v.page.Status, http.StatusSeeOther)

	v = visit(t, shared)
	v.get("/admin/connexion")
	want(t, "buttons for a provider", v.doc().Find("main a.govuk-button").Length(), 0)
	for _, path := range []string{"/admin/oidc/depart", "/admin/oidc/retour?code=x&state=y"} {
		want(t, path, v.get(path).Status, http.StatusNotFound)
	}
}
