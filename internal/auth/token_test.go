package auth

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"path"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/segur"
)

func TestTokens(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for range 100 {
		token := NewToken()
		if !regexp.MustCompile(`^[A-Za-z0-9_-]{43}$`).MatchString(token) || seen[token] {
			t.Fatalf("token %q", token)
		}
		seen[token] = true
	}
	if got := HashToken("abc"); got != "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" {
		t.Errorf("hash %s", got)
	}
}

func TestOneTimeLinks(t *testing.T) {
	t.Parallel()
	w := newWatch()
	s := newStore(t, w)
	anne := newAccount(t, s, desk.Account{Name: "anne"})
	token, link := NewLink(desk.LinkReset, anne.ID, w.time())
	if err := s.Commit(t.Context(), &desk.Batch{Link: &link}); err != nil {
		t.Fatal(err)
	}
	kept, err := s.Link(t.Context(), HashToken(token))
	if err != nil || kept.Account != anne.ID || strings.Contains(kept.TokenHash, token) {
		t.Fatalf("%+v, %v", kept, err)
	}
	if err := CheckLink(kept, desk.LinkReset, w.time().Add(24*time.Hour-time.Second)); err != nil {
		t.Errorf("a day long: %v", err)
	}
	refusal(t, CheckLink(kept, desk.LinkReset, w.time().Add(24*time.Hour)), segur.CodeGone, "link")
	refusal(t, CheckLink(kept, desk.LinkSetUp, w.time()), segur.CodeGone, "link")
	refusal(t, CheckLink(desk.Link{}, desk.LinkReset, w.time()), segur.CodeGone, "link")
}

func TestKnownBrowsers(t *testing.T) {
	t.Parallel()
	w := newWatch()
	s := newStore(t, w)
	anne, bob := newAccount(t, s, desk.Account{Name: "anne"}), newAccount(t, s, desk.Account{Name: "bob"})
	for _, transport := range []Transport{HTTP, HTTPS} {
		devices := NewDevices(s, transport)
		var cookies []*http.Cookie
		visit := func() *http.Request {
			r := httptest.NewRequest(http.MethodPost, "/admin", nil)
			for _, cookie := range cookies {
				r.AddCookie(cookie)
			}
			return r
		}
		known := func(account int64) string {
			t.Helper()
			hash, err := devices.Known(visit(), account)
			if err != nil {
				t.Fatal(err)
			}
			return hash
		}
		remember := func(account int64) {
			t.Helper()
			w := httptest.NewRecorder()
			if err := devices.Remember(w, visit(), account); err != nil {
				t.Fatal(err)
			}
			cookies = append(cookies, w.Result().Cookies()...)
		}
		if known(anne.ID) != "" {
			t.Error("a new browser is known")
		}
		remember(anne.ID)
		first := known(anne.ID)
		if first == "" || known(bob.ID) != "" || known(0) != "" {
			t.Errorf("anne %q, bob %q, nobody %q", first, known(bob.ID), known(0))
		}
		remember(bob.ID)
		remember(anne.ID)
		if len(cookies) != 2 || known(anne.ID) != first || known(bob.ID) == "" || known(bob.ID) == first {
			t.Errorf("%s: cookies %v", transport, cookies)
		}
		c := cookies[0]
		if !c.HttpOnly || c.Path != "/admin" || c.SameSite != http.SameSiteLaxMode || c.Secure != (transport == HTTPS) ||
			strings.HasPrefix(c.Name, "__Secure-") != c.Secure || c.MaxAge != 400*24*60*60 {
			t.Errorf("cookie %s", c)
		}
		if HashToken(c.Value) != first || strings.Contains(first, c.Value) {
			t.Error("the cookie itself is kept")
		}
		// What somebody else put there does not become known by signing in.
		planted := &http.Cookie{Name: c.Name, Value: "planted"}
		cookies = []*http.Cookie{planted}
		remember(anne.ID)
		cookies = cookies[:1]
		if known(anne.ID) != "" {
			t.Error("a planted cookie became known")
		}
	}
	gone := httptest.NewRequest(http.MethodPost, "/admin", nil).WithContext(cancelled(t))
	gone.AddCookie(&http.Cookie{Name: "segur-device-1", Value: "x"})
	if _, err := NewDevices(s, HTTP).Known(gone, 1); err == nil {
		t.Error("no storage, no error")
	}
}

func TestReturnPath(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]string{
		"/admin":                              "/admin",
		"/admin/":                             "/admin/",
		"/admin/propositions/12":              "/admin/propositions/12",
		"/admin/propositions?etat=a&b":        "/admin/propositions?etat=a&b",
		"/admin/journal?q=%C3%A9t%C3%A9":      "/admin/journal?q=%C3%A9t%C3%A9",
		"/admin/x?r=//elsewhere":              "/admin/x?r=//elsewhere",
		"":                                    "/admin",
		"/":                                   "/admin",
		"/mesures":                            "/admin",
		"/administration":                     "/admin",
		"admin":                               "/admin",
		"//elsewhere.example/admin":           "/admin",
		"///admin":                            "/admin",
		"/admin//elsewhere":                   "/admin",
		"https://elsewhere.example":           "/admin",
		"https:/admin":                        "/admin",
		"javascript:alert(1)":                 "/admin",
		`/\elsewhere.example`:                 "/admin",
		`/admin\elsewhere`:                    "/admin",
		"/admin/%5celsewhere":                 "/admin",
		"/admin/../mesures":                   "/admin",
		"/admin/%2e%2e/mesures":               "/admin",
		"/admin/..%2f..%2fx":                  "/admin",
		"/admin/%0d%0aSet-Cookie:x":           "/admin",
		"/admin\r\nSet-Cookie: x":             "/admin",
		"/admin\x00":                          "/admin",
		"\t//elsewhere.example":               "/admin",
		" /admin":                             "/admin",
		"/admin/x#fragment":                   "/admin/x",
		"http://user@elsewhere/admin":         "/admin",
		"/admin/" + strings.Repeat("x", 3000): "/admin",
	} {
		if got := ReturnPath(raw); got != want {
			t.Errorf("%.60q: got=%q, want %q", raw, got, want)
		}
	}
}

// Wherever a browser stands, what ReturnPath returns leads to a page of the desk.
func FuzzReturnPath(f *testing.F) {
	for _, seed := range []string{
		"/admin/x?y=z", "//e.example", `/\e.example`, "/admin/%2e%2e/x", "/admin//x", "https://e.example/admin", "/admin\t/x", "/admin/%5c%5ce", "/admin;//e",
	} {
		f.Add(seed)
	}
	base, err := url.Parse("https://segur.example/admin/connexion")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		got := ReturnPath(raw)
		to, err := base.Parse(got)
		if err != nil {
			t.Fatalf("%q gives %q: %v", raw, got, err)
		}
		if to.Scheme != "https" || to.Host != base.Host || to.User != nil {
			t.Errorf("%q gives %q, which leads to %s", raw, got, to)
		}
		if clean := path.Clean(to.Path); clean != "/admin" && !strings.HasPrefix(clean, "/admin/") {
			t.Errorf("%q gives %q, which leads to %s", raw, got, clean)
		}
		if strings.HasPrefix(got, "//") || strings.ContainsAny(got, "\\\r\n\t\x00") || !strings.HasPrefix(got, "/admin") {
			t.Errorf("%q gives %q", raw, got)
		}
		if again := ReturnPath(got); again != got {
			t.Errorf("%q gives %q, then %q", raw, got, again)
		}
	})
}

func TestAgent(t *testing.T) {
	t.Parallel()
	for header, want := range map[string]string{
		"Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0":                                                                     "Firefox, Linux",
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0":              "Edge, Windows",
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36":                            "Chrome, Windows",
		"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15":                      "Safari, macOS",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1":    "Safari, iPhone",
		"Mozilla/5.0 (Linux; Android 14; SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36": "Samsung Internet, Android",
		"curl/8.5.0":                "curl",
		"":                          "",
		"<script>alert(1)</script>": "",
	} {
		if got := Agent(header); got != want {
			t.Errorf("%s: got=%q, want %q", header, got, want)
		}
	}
}
