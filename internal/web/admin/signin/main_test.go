package signin_test

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/pquerna/otp/totp"

	"github.com/segur-tracker/segur/internal/accounts"
	"github.com/segur-tracker/segur/internal/auth"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/testkit"
)

// password is everybody's. Its hash is made once, since making one takes time on purpose.
const password = "cheval lampe paris violon"

var (
	shared *testkit.Site
	hash   string
)

func TestMain(m *testing.M) {
	testkit.Main(m, &shared, func(*testkit.Site) (err error) {
		hash, err = auth.NewPasswords(auth.PasswordOptions{}).Hash(context.Background(), password)
		return err
	})
}

// account creates an account that signs in with the password.
func account(t testing.TB, s *testkit.Site, name string, role desk.Role) desk.Account {
	t.Helper()
	n := accounts.NewAccount{Name: name, DisplayName: "Personne " + name, Role: role, Lang: "fr", PasswordHash: hash}
	if role == desk.RoleRegional {
		n.Scope.Regions = []string{"84"}
	}
	a, err := s.App.Accounts().Create(t.Context(), desk.Operator(), n)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// authenticator enrols a second factor and returns what its owner's phone shows.
func authenticator(t testing.TB, s *testkit.Site, a desk.Account) *phone {
	t.Helper()
	p := &phone{t: t, site: s, secret: auth.NewEnrolment("x", a.Name).Secret}
	if _, err := s.App.Accounts().EnrolSecondFactor(t.Context(), desk.Actor{Account: a}, p.secret, 0); err != nil {
		t.Fatal(err)
	}
	return p
}

type phone struct {
	t      testing.TB
	site   *testkit.Site
	secret string
}

// code returns what the phone shows now or, with a shift, so many half minutes later.
func (p *phone) code(shift int) string {
	p.t.Helper()
	code, err := totp.GenerateCode(p.secret, p.site.Clock.Now().Add(time.Duration(shift)*30*time.Second))
	if err != nil {
		p.t.Fatal(err)
	}
	return code
}

// disable takes an account out of use.
func disable(t testing.TB, s *testkit.Site, a desk.Account) {
	t.Helper()
	_, err := s.App.Accounts().Change(t.Context(), desk.Operator(), desk.Ref{ID: a.ID, Version: a.Version}, accounts.Settings{
		DisplayName: a.DisplayName, Role: a.Role, Scope: a.Scope, Lang: a.Lang, Disabled: true,
	})
	if err != nil {
		t.Fatal(err)
	}
}

// journal returns what was written down about an account, the newest first, as "action actor
// reason".
func journal(t testing.TB, s *testkit.Site, name string) []string {
	t.Helper()
	entries, err := s.App.Journal().Entries(t.Context(), desk.Operator(), desk.Search{Object: "account/" + name})
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, e := range entries {
		if e.Action != desk.ActionAccountCreated {
			lines = append(lines, strings.TrimSpace(fmt.Sprintf("%s %s %s", e.Action, e.Actor, e.Reason)))
		}
	}
	return lines
}

// visitor is a browser: it keeps cookies, has an address, and sends the forms of the page that
// it shows.
type visitor struct {
	t       testing.TB
	site    *testkit.Site
	address string
	cookies map[string]*http.Cookie
	page    testkit.Response
}

var visitors atomic.Int64

// visit returns a browser that nobody has seen, on a network of its own.
func visit(t testing.TB, s *testkit.Site) *visitor {
	n := visitors.Add(1)
	return &visitor{t: t, site: s, address: fmt.Sprintf("10.%d.%d.7:4711", n/250, n%250), cookies: map[string]*http.Cookie{}}
}

// do sends a request and keeps the cookies of the answer. Headers read "Name: value".
func (v *visitor) do(method, path string, form url.Values, headers ...string) testkit.Response {
	r := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	r.RemoteAddr = v.address
	r.Header.Set("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for _, header := range headers {
		name, value, _ := strings.Cut(header, ":")
		r.Header.Set(name, strings.TrimSpace(value))
	}
	for _, cookie := range v.cookies {
		r.AddCookie(cookie)
	}
	w := httptest.NewRecorder()
	v.site.App.Site().ServeHTTP(w, r)
	for _, cookie := range w.Result().Cookies() {
		v.cookies[cookie.Name] = cookie
		if cookie.MaxAge < 0 {
			delete(v.cookies, cookie.Name)
		}
	}
	v.page = testkit.Response{Path: path, Status: w.Code, Header: w.Result().Header, Body: w.Body.Bytes()}
	if lang, _ := v.doc().Find("html").Attr("lang"); v.to() == "" && strings.HasPrefix(v.page.Header.Get("Content-Type"), "text/html") && lang != "fr" && lang != "en" {
		v.t.Errorf("%s %s is in language %q", method, path, lang)
	}
	if w.Code >= 500 && w.Code != http.StatusServiceUnavailable {
		v.t.Errorf("%s %s answers %d: %s", method, path, w.Code, v.site.Log.Cause(v.page))
	}
	return v.page
}

func (v *visitor) get(path string, headers ...string) testkit.Response {
	return v.do(http.MethodGet, path, nil, headers...)
}

func (v *visitor) doc() *goquery.Document {
	v.t.Helper()
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(v.page.Body))
	if err != nil {
		v.t.Fatal(err)
	}
	return doc
}

// submit sends the form of the page shown that goes to a path, with its hidden fields and what
// is typed: name, value pairs.
func (v *visitor) submit(path string, typed ...string) testkit.Response {
	v.t.Helper()
	form := v.doc().Find("form[method=post]").FilterFunction(func(_ int, s *goquery.Selection) bool {
		action, _, _ := strings.Cut(s.AttrOr("action", ""), "?")
		return action == path || s.Find(`button[formaction="`+path+`"]`).Length() > 0
	}).First()
	if form.Length() == 0 {
		v.t.Fatalf("%s has no form for %s: %s", v.page.Path, path, testkit.Words(v.doc().Find("body")))
	}
	values := url.Values{}
	form.Find("input[type=hidden]").Each(func(_ int, s *goquery.Selection) { values.Set(s.AttrOr("name", ""), s.AttrOr("value", "")) })
	for i := 0; i+1 < len(typed); i += 2 {
		values.Set(typed[i], typed[i+1])
	}
	action := form.AttrOr("action", "")
	if !strings.HasPrefix(action, path) {
		action = path
	}
	return v.do(http.MethodPost, action, values)
}

// enter fills the sign-in page in.
func (v *visitor) enter(name, password string) testkit.Response {
	v.t.Helper()
	v.get("/admin/connexion")
	return v.submit("/admin/connexion", "nom", name, "mot-de-passe", password)
}

// in signs in and holds that it worked.
func (v *visitor) in(name string) *visitor {
	v.t.Helper()
	if v.enter(name, password); v.page.Status != http.StatusSeeOther {
		v.t.Fatalf("%s does not get in: %d %s", name, v.page.Status, v.said())
	}
	return v
}

// to returns where the answer leads.
func (v *visitor) to() string { return v.page.Header.Get("Location") }

// said returns what the page says.
func (v *visitor) said() string { return testkit.Words(v.doc().Find("main")) }

// isIn reports whether the browser is signed in.
func (v *visitor) isIn() bool { return v.get("/admin/compte").Status == http.StatusOK }

// session returns the session cookie, nil when there is none.
func (v *visitor) session() *http.Cookie {
	for name, cookie := range v.cookies {
		if strings.HasPrefix(name, "segur-session") || name == "__Secure-segur" {
			return cookie
		}
	}
	return nil
}

func want(t testing.TB, what string, got, want any) {
	t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%s: got=%v, want %v", what, got, want)
	}
}

// submit2 shows a code to the page of the second factor.
func (v *visitor) submit2(code string) testkit.Response {
	v.t.Helper()
	v.get("/admin/second-facteur")
	return v.submit("/admin/second-facteur", "code", code)
}

// everything returns the whole journal.
func everything(t testing.TB, s *testkit.Site) []desk.Entry {
	t.Helper()
	entries, err := s.App.Journal().Entries(t.Context(), desk.Operator(), desk.Search{})
	if err != nil {
		t.Fatal(err)
	}
	return entries
}
