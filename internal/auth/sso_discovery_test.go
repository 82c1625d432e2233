package auth

import (
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/segur"
)

// A provider that is down is a refusal, not a crash, and is asked again once it is back.
func TestSSOProviderDown(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := "http://" + listener.Addr().String()
	listener.Close()
	now := time.Date(2021, 12, 1, 9, 0, 0, 0, time.UTC)
	s, err := NewSSO(ssoConfig(address, "plain"), func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = s.Begin(t.Context())
	refusal(t, err, segur.CodeUnavailable, "sso_unavailable")

	asked := 0
	up := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked++
		w.Header().Set("Content-Type", "application/json")
		io.WriteString(w, `{"issuer": "`+address+`", "authorization_endpoint": "`+address+`/auth", "token_endpoint": "`+address+`/token", "jwks_uri": "`+address+`/jwks"}`)
	}))
	up.Listener.Close()
	if up.Listener, err = net.Listen("tcp", listener.Addr().String()); err != nil {
		t.Fatal(err)
	}
	up.Start()
	defer up.Close()
	if _, _, err = s.Begin(t.Context()); err == nil || asked != 0 {
		t.Errorf("asked again at once: %d, %v", asked, err)
	}
	now = now.Add(retryAfter)
	for range 3 {
		if _, _, err := s.Begin(t.Context()); err != nil || asked != 1 {
			t.Errorf("back: asked %d times, %v", asked, err)
		}
	}
	if logout, _, err := s.LogoutURL(t.Context(), "token"); logout != "" || err != nil {
		t.Errorf("a provider without logout: %q, %v", logout, err)
	}
}

func TestSSORefusesDishonestDiscovery(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(text, issuer string) string{
		"another issuer": func(text, issuer string) string {
			return strings.Replace(text, `"issuer": "`+issuer, `"issuer": "https://elsewhere.example`, 1)
		},
		"another realm": func(text, issuer string) string {
			return strings.Replace(text, `"issuer": "`+issuer, `"issuer": "`+issuer+`/realms/x`, 1)
		},
		"tokens without TLS": func(text, issuer string) string {
			return strings.Replace(text, issuer+"/token", "http://elsewhere.example/token", 1)
		},
		"logout without TLS": func(text, issuer string) string {
			return strings.Replace(text, "{", `{"end_session_endpoint": "http://elsewhere.example/out", `, 1)
		},
		"endless": func(text, _ string) string { return strings.Repeat(" ", largestAnswer) + text },
		"a page":  func(string, string) string { return "<html>" },
	} {
		t.Run(name, func(t *testing.T) {
			var issuer string
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				text := `{"issuer": "` + issuer + `", "authorization_endpoint": "` + issuer + `/auth", "token_endpoint": "` + issuer + `/token", "jwks_uri": "` + issuer + `/jwks"}`
				w.Header().Set("Content-Type", "application/json")
				io.WriteString(w, spoil(text, issuer))
			}))
			defer server.Close()
			issuer = server.URL
			_, _, err := newSSO(t, ssoConfig(issuer, "plain")).Begin(t.Context())
			refusal(t, err, segur.CodeUnavailable, "sso_setting")
			if !mendable(err) {
				t.Errorf("nobody is told to mend it: %v", err)
			}
		})
	}
}

// mendable reports whether an error says that those who run the site have something to mend.
func mendable(err error) bool {
	_, ok := errors.AsType[*Fault](err)
	return ok
}

// TestTheIssuerIsComparedLetterByLetter: a provider is found with or without the final slash (OpenID Connect Discovery 1.0,
// § 4.1), and is another one where its name has a slash more or less (§ 4.3).
func TestTheIssuerIsComparedLetterByLetter(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ setting, called, field string }{
		{"/realms/x", "/realms/x", ""}, {"/realms/x/", "/realms/x/", ""},
		{"/realms/x", "/realms/x/", "sso_setting_slash"}, {"/realms/x/", "/realms/x", "sso_setting_slash"},
		{"/realms/x", "/realms/X", "sso_setting"}, {"/realms/y", "/realms/x", "sso_setting"},
	} {
		var origin string
		asked := ""
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			asked = r.URL.Path
			w.Header().Set("Content-Type", "application/json")
			io.WriteString(w, `{"issuer": "`+origin+c.called+`", "authorization_endpoint": "`+origin+`/auth", "token_endpoint": "`+origin+`/token", "jwks_uri": "`+origin+`/jwks"}`)
		}))
		origin = server.URL
		_, _, err := newSSO(t, ssoConfig(origin+c.setting, "plain")).Begin(t.Context())
		server.Close()
		if asked != strings.TrimSuffix(c.setting, "/")+"/.well-known/openid-configuration" {
			t.Errorf("%s is looked for at %s", c.setting, asked)
		}
		if c.field == "" {
			if err != nil {
				t.Errorf("%s: %v", c.setting, err)
			}
			continue
		}
		refusal(t, err, segur.CodeUnavailable, c.field)
		if said := err.Error(); !strings.Contains(said, `"`+origin+c.setting+`"`) || !strings.Contains(said, `"`+origin+c.called+`"`) || !mendable(err) {
			t.Errorf("%s and %s: %s", c.setting, c.called, said)
		}
	}
}

// TestWhatIsNoAnswer: a broken provider, and one that stops in the middle, are not a fault of the settings; one that knows no such
// address is.
func TestWhatIsNoAnswer(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		field  string
	}{
		"broken":  {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) }, "sso_unavailable"},
		"unknown": {http.NotFound, "sso_setting"},
		"cut": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "1000")
			io.WriteString(w, `{"issuer"`)
		}, "sso_unavailable"},
	} {
		server := httptest.NewServer(c.answer)
		_, _, err := newSSO(t, ssoConfig(server.URL, "plain")).Begin(t.Context())
		server.Close()
		t.Run(name, func(t *testing.T) { refusal(t, err, segur.CodeUnavailable, c.field) })
	}
}

// A provider that takes the connection and says nothing does not hold a request for ever.
func TestSSOProviderSilent(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	config := ssoConfig("http://"+listener.Addr().String(), "plain")
	config.Timeout = 50 * time.Millisecond
	_, _, err = newSSO(t, config).Begin(t.Context())
	refusal(t, err, segur.CodeUnavailable, "sso_unavailable")
}

func TestSSOSettings(t *testing.T) {
	t.Parallel()
	good := ssoConfig("https://idp.example.org/realm", "segur")
	for field, spoil := range map[string]func(*SSOConfig){
		"issuer":          func(c *SSOConfig) { c.Issuer = "http://idp.example.org" },
		"redirect_url":    func(c *SSOConfig) { c.RedirectURL = "/admin" },
		"post_logout_url": func(c *SSOConfig) { c.PostLogoutURL = "javascript:alert(1)" },
		"client_id":       func(c *SSOConfig) { c.ClientID = "" },
		"client_auth":     func(c *SSOConfig) { c.ClientAuth = "none" },
		"claims":          func(c *SSOConfig) { c.Claims = "{" },
	} {
		c := good
		spoil(&c)
		_, err := NewSSO(c, time.Now)
		refusal(t, err, segur.CodeInvalid, field)
	}
	good.PostLogoutURL = ""
	if _, err := NewSSO(good, time.Now); err != nil {
		t.Error(err)
	}
}
