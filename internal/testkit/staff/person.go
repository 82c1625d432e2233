package staff

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/accounts"
	"github.com/segur-tracker/segur/internal/auth"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/web/admin"
)

// Person is somebody signed in to the desk of a site.
type Person struct {
	Account desk.Account
	site    *testkit.Site
	cookie  *http.Cookie
}

// Factor says whether the second factor was shown in a session.
type Factor bool

// The two kinds of session.
const (
	FactorShown  Factor = true
	FactorHidden Factor = false
)

// Password opens the accounts that Join creates; passwordHash was made from it once, since hashing
// takes time.
const (
	Password     = "une phrase pour les essais"
	passwordHash = "$argon2id$v=19$m=19456,t=2,p=1$S1sW1V3SH2X/Ll6rYC+Xpg$8QTdiz2ygwWvvBpaPyFUYknDtZ+wWjTFOZuMEW/SKLY"
)

// Join creates an account and signs it in with its second factor shown.
func Join(t testing.TB, s *testkit.Site, name string, role desk.Role, scope desk.Scope) *Person {
	t.Helper()
	account, err := s.App.Accounts().Create(t.Context(), desk.Operator(), accounts.NewAccount{
		Name: name, DisplayName: name, Role: role, Scope: scope, Lang: "fr", PasswordHash: passwordHash,
	})
	if err != nil {
		t.Fatalf("create account %s: %v", name, err)
	}
	return SignIn(t, s, account, FactorShown)
}

// SignIn opens another session for an account.
func SignIn(t testing.TB, s *testkit.Site, account desk.Account, factor Factor) *Person {
	t.Helper()
	p := &Person{Account: account, site: s}
	w := p.inside(func(ctx context.Context) error {
		return s.App.Sessions().SignIn(ctx, auth.SignedIn{Account: account.ID, SecondFactor: bool(factor), Agent: "Test"})
	})
	for _, cookie := range w.Result().Cookies() {
		if strings.Contains(cookie.Name, "segur") {
			p.cookie = cookie
		}
	}
	if w.Code != http.StatusOK || p.cookie == nil {
		t.Fatalf("sign in %s: status %d, cookies %v", account.Name, w.Code, w.Result().Cookies())
	}
	return p
}

// inside runs do within the session of the person.
func (p *Person) inside(do func(context.Context) error) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	r := httptest.NewRequest(http.MethodGet, paths.Root, nil)
	if p.cookie != nil {
		r.AddCookie(p.cookie)
	}
	p.site.App.Sessions().Middleware(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := do(r.Context()); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.WriteHeader(http.StatusOK)
	})).ServeHTTP(w, r)
	return w
}

// Actor returns the person as use cases see them.
func (p *Person) Actor() desk.Actor { return desk.Actor{Account: p.Account, SecondFactor: true} }

// Cookie returns the session cookie as a header: "Cookie: name=value".
func (p *Person) Cookie() string { return fmt.Sprintf("Cookie: %s=%s", p.cookie.Name, p.cookie.Value) }

// CookieParts returns the session cookie for a real browser.
func (p *Person) CookieParts() (name, value string) { return p.cookie.Name, p.cookie.Value }

// Token returns what the forms of the person's session carry.
func (p *Person) Token() string {
	token := ""
	p.inside(func(ctx context.Context) error {
		token = p.site.App.Sessions().FormToken(ctx)
		return nil
	})
	return token
}

// Get asks for a page.
func (p *Person) Get(path string, headers ...string) testkit.Response {
	return p.site.Get(path, append(headers, p.Cookie())...)
}

// Post sends a form with the session's token, unless the form has one already.
func (p *Person) Post(path string, form url.Values, headers ...string) testkit.Response {
	if !form.Has(admin.TokenField) {
		form.Set(admin.TokenField, p.Token())
	}
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for _, header := range append(headers, p.Cookie()) {
		name, value, _ := strings.Cut(header, ":")
		r.Header.Set(name, strings.TrimSpace(value))
	}
	w := httptest.NewRecorder()
	p.site.App.Site().ServeHTTP(w, r)
	return testkit.Response{Path: path, Status: w.Code, Header: w.Result().Header, Body: w.Body.Bytes()}
}
