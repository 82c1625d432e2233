package auth

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit/idp"
)

// Addresses of ours that the provider knows. Nobody listens there: the browser stops before.
const (
	callback    = "http://127.0.0.1/admin/connexion/retour"
	afterLogout = "http://127.0.0.1/admin/au-revoir"
)

// refusal checks the code and field of an error.
func refusal(t *testing.T, err error, code segur.Code, field string) {
	t.Helper()
	var e *segur.Error
	if !errors.As(err, &e) || e.Code != code || e.Field != field {
		t.Errorf("got=%v, want %s of %s", err, code, field)
	}
}

func ssoConfig(issuer, client string) SSOConfig {
	return SSOConfig{
		Issuer: issuer, ClientID: client, ClientSecret: idp.Secret, RedirectURL: callback, PostLogoutURL: afterLogout,
		Scopes: []string{"email", "profile"}, PKCE: true,
	}
}

func newSSO(t *testing.T, c SSOConfig) *SSO {
	t.Helper()
	s, err := NewSSO(c, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// leave goes to the provider and comes back as anne.
func leave(t *testing.T, s *SSO, b *idp.Browser) (Handshake, url.Values) {
	t.Helper()
	return leaveAs(t, s, b, "anne")
}

func leaveAs(t *testing.T, s *SSO, b *idp.Browser, somebody string) (Handshake, url.Values) {
	t.Helper()
	address, h, err := s.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return h, b.Visit(address, somebody, callback)
}

// tamper changes the answers to some requests on their way.
type tamper struct {
	path   string
	change func(body []byte, answer *http.Response) []byte
}

func (c tamper) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := http.DefaultTransport.RoundTrip(r)
	if err != nil || r.URL.Path != c.path {
		return answer, err
	}
	body, err := io.ReadAll(answer.Body)
	answer.Body.Close()
	body = c.change(body, answer)
	answer.Body, answer.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	return answer, err
}

func TestSingleSignOn(t *testing.T) {
	issuer := idp.Start(t, idp.Addresses{Callback: callback, AfterLogout: afterLogout})
	for name, run := range map[string]func(*testing.T, string){
		"people":              testSSOPeople,
		"strict provider":     testSSOStrict,
		"wrong answers":       testSSOWrongAnswers,
		"code used twice":     testSSOReplayedCode,
		"userinfo on the way": testSSOTamperedUserinfo,
		"somebody else's":     testSSOMixedUp,
		"logout":              testSSOLogout,
		"wrong secret":        testSSOWrongSecret,
	} {
		t.Run(name, func(t *testing.T) { run(t, issuer) })
	}
}

func testSSOPeople(t *testing.T, issuer string) {
	for name, c := range map[string]func(*SSOConfig){
		"PKCE, secret in header, JSON":     func(c *SSOConfig) {},
		"no PKCE":                          func(c *SSOConfig) { c.PKCE = false },
		"secret in body, signed user info": func(c *SSOConfig) { c.ClientID, c.ClientAuth, c.SignedUserinfo = "signed", ClientAuthPost, true },
		"signed, not required":             func(c *SSOConfig) { c.ClientID, c.ClientAuth = "signed", ClientAuthPost },
	} {
		config := ssoConfig(issuer, "plain")
		config.ACRValues = []string{"high"}
		config.Claims = `{"id_token": {"amr": {"essential": true}}}`
		c(&config)
		s := newSSO(t, config)
		h, answer := leave(t, s, idp.NewBrowser(t))
		if (h.Verifier != "") != config.PKCE || len(h.State) < 32 || len(h.Nonce) < 32 || h.State == h.Nonce {
			t.Errorf("%s: handshake %+v", name, h)
		}
		who, err := s.Finish(t.Context(), h, answer)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if who.IDToken == "" {
			t.Errorf("%s: no ID token", name)
		}
		if who.Subject != issuer+" anne" || who.Email != "anne@example.org" || !who.EmailVerified || who.Name != "Person anne" ||
			who.ACR != "high" || !slices.Equal(who.AMR, []string{"pwd", "mfa"}) {
			t.Errorf("%s: %+v", name, who)
		}
	}
	config := ssoConfig(issuer, "plain")
	config.SubjectClaim, config.EmailClaim, config.NameClaims = "uid", "none", []string{"family_name", "given_name"}
	s := newSSO(t, config)
	h, answer := leave(t, s, idp.NewBrowser(t))
	who, err := s.Finish(t.Context(), h, answer)
	if err != nil || who.Subject != issuer+" uid-anne" || who.Email != "" || who.Name != "anne Person" {
		t.Errorf("other claims: %+v, %v", who, err)
	}
	config.SignedUserinfo = true
	s = newSSO(t, config)
	h, answer = leave(t, s, idp.NewBrowser(t))
	_, err = s.Finish(t.Context(), h, answer)
	refusal(t, err, segur.CodeUnauthenticated, "sso_refused")
}

// A provider that refuses what it does not know, as ProConnect does, takes our requests
// without PKCE.
func testSSOStrict(t *testing.T, issuer string) {
	config := ssoConfig(issuer, "strict")
	config.PKCE, config.ClientAuth, config.SignedUserinfo = false, ClientAuthPost, true
	config.ACRValues, config.Claims = []string{"high"}, `{"id_token":{"amr":{"essential":true}}}`
	s := newSSO(t, config)
	h, answer := leave(t, s, idp.NewBrowser(t))
	if who, err := s.Finish(t.Context(), h, answer); err != nil || who.Subject != issuer+" anne" {
		t.Errorf("%+v, %v", who, err)
	}
	config.PKCE = true
	address, _, err := newSSO(t, config).Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	answered, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer answered.Body.Close()
	if answered.StatusCode != http.StatusBadRequest {
		t.Errorf("the strict provider is not strict: %d", answered.StatusCode)
	}
}

func testSSOWrongAnswers(t *testing.T, issuer string) {
	s := newSSO(t, ssoConfig(issuer, "plain"))
	for name, spoil := range map[string]func(*Handshake, url.Values){
		"state":              func(h *Handshake, _ url.Values) { h.State = NewToken() },
		"no state":           func(_ *Handshake, answer url.Values) { answer.Del("state") },
		"no handshake":       func(h *Handshake, answer url.Values) { *h = Handshake{}; answer.Del("state") },
		"state forgotten":    func(h *Handshake, answer url.Values) { h.State = ""; answer.Del("state") },
		"nonce":              func(h *Handshake, _ url.Values) { h.Nonce = NewToken() },
		"verifier":           func(h *Handshake, _ url.Values) { h.Verifier = NewToken() },
		"no verifier":        func(h *Handshake, _ url.Values) { h.Verifier = "" },
		"code":               func(_ *Handshake, answer url.Values) { answer.Set("code", NewToken()) },
		"no code":            func(_ *Handshake, answer url.Values) { answer.Del("code") },
		"issuer":             func(_ *Handshake, answer url.Values) { answer.Set("iss", "https://elsewhere.example") },
		"no issuer":          func(_ *Handshake, answer url.Values) { answer.Del("iss") },
		"other provider's":   func(h *Handshake, _ url.Values) { h.Issuer = "https://elsewhere.example" },
		"an old handshake":   func(h *Handshake, _ url.Values) { h.StartedAt = h.StartedAt.Add(-handshakeLife - time.Minute) },
		"an error beside it": func(_ *Handshake, answer url.Values) { answer.Set("error", "access_denied") },
	} {
		h, answer := leave(t, s, idp.NewBrowser(t))
		spoil(&h, answer)
		who, err := s.Finish(t.Context(), h, answer)
		if err == nil || who.Subject != "" {
			t.Errorf("%s: accepted as %+v", name, who)
		}
		t.Run(name, func(t *testing.T) { refusal(t, err, segur.CodeUnauthenticated, "sso_refused") })
	}
	address, h, err := s.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Finish(t.Context(), h, idp.NewBrowser(t).Visit(address, "", callback))
	refusal(t, err, segur.CodeUnauthenticated, "sso_refused")
	if !strings.Contains(err.Error(), "access_denied") {
		t.Errorf("the log does not learn why: %v", err)
	}
}

func testSSOReplayedCode(t *testing.T, issuer string) {
	s := newSSO(t, ssoConfig(issuer, "plain"))
	h, answer := leave(t, s, idp.NewBrowser(t))
	if _, err := s.Finish(t.Context(), h, answer); err != nil {
		t.Fatal(err)
	}
	_, err := s.Finish(t.Context(), h, answer)
	refusal(t, err, segur.CodeUnauthenticated, "sso_refused")
}

// spoilPart changes one character in a part of a signed token.
func spoilPart(jwt []byte, part int) []byte {
	parts := bytes.Split(jwt, []byte("."))
	if at := &parts[part][len(parts[part])/2]; *at == 'A' {
		*at = 'B'
	} else {
		*at = 'A'
	}
	return bytes.Join(parts, []byte("."))
}

func testSSOTamperedUserinfo(t *testing.T, issuer string) {
	for name, change := range map[string]func([]byte, *http.Response) []byte{
		"content":   func(body []byte, _ *http.Response) []byte { return spoilPart(body, 1) },
		"signature": func(body []byte, _ *http.Response) []byte { return spoilPart(body, 2) },
		"unsigned": func(body []byte, answer *http.Response) []byte {
			parts := bytes.Split(body, []byte("."))
			parts[0], parts[2] = []byte("eyJhbGciOiJub25lIn0"), nil // {"alg":"none"}
			return bytes.Join(parts, []byte("."))
		},
		"plain in its place": func(_ []byte, answer *http.Response) []byte {
			answer.Header.Set("Content-Type", "application/json")
			return []byte(`{"sub": "anne", "email": "minister@example.org", "email_verified": true}`)
		},
	} {
		t.Run(name, func(t *testing.T) {
			config := ssoConfig(issuer, "signed")
			config.ClientAuth, config.SignedUserinfo = ClientAuthPost, true
			s := newSSO(t, config)
			s.http.Transport = tamper{"/me", change}
			h, answer := leave(t, s, idp.NewBrowser(t))
			_, err := s.Finish(t.Context(), h, answer)
			refusal(t, err, segur.CodeUnauthenticated, "sso_refused")
		})
	}
	t.Run("a page", func(t *testing.T) {
		s := newSSO(t, ssoConfig(issuer, "plain"))
		s.http.Transport = tamper{"/me", func(body []byte, answer *http.Response) []byte {
			answer.Header.Set("Content-Type", "text/html")
			return body
		}}
		h, answer := leave(t, s, idp.NewBrowser(t))
		_, err := s.Finish(t.Context(), h, answer)
		refusal(t, err, segur.CodeUnauthenticated, "sso_refused")
	})
	t.Run("provider broken meanwhile", func(t *testing.T) {
		s := newSSO(t, ssoConfig(issuer, "plain"))
		s.http.Transport = tamper{"/me", func(body []byte, answer *http.Response) []byte { answer.StatusCode = 502; return body }}
		h, answer := leave(t, s, idp.NewBrowser(t))
		_, err := s.Finish(t.Context(), h, answer)
		refusal(t, err, segur.CodeUnavailable, "sso_unavailable")
	})
}

// Tokens made for one client, or about one person, are of no use to another.
func testSSOMixedUp(t *testing.T, issuer string) {
	signed := ssoConfig(issuer, "signed")
	signed.ClientAuth = ClientAuthPost
	other := newSSO(t, signed)
	var foreign []byte
	other.http.Transport = tamper{"/me", func(body []byte, _ *http.Response) []byte { foreign = bytes.Clone(body); return body }}
	h, answer := leave(t, other, idp.NewBrowser(t))
	if _, err := other.Finish(t.Context(), h, answer); err != nil || len(foreign) == 0 {
		t.Fatal(err)
	}
	for name, change := range map[string]func([]byte, *http.Response) []byte{
		"another client's": func(_ []byte, answer *http.Response) []byte {
			answer.Header.Set("Content-Type", "application/jwt")
			return foreign
		},
		"another person's": func(body []byte, _ *http.Response) []byte {
			return bytes.ReplaceAll(body, []byte(`"sub":"anne"`), []byte(`"sub":"bob"`))
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSSO(t, ssoConfig(issuer, "plain"))
			s.http.Transport = tamper{"/me", change}
			h, answer := leave(t, s, idp.NewBrowser(t))
			_, err := s.Finish(t.Context(), h, answer)
			refusal(t, err, segur.CodeUnauthenticated, "sso_refused")
		})
	}
}

func testSSOLogout(t *testing.T, issuer string) {
	s := newSSO(t, ssoConfig(issuer, "plain"))
	b := idp.NewBrowser(t)
	h, answer := leave(t, s, b)
	who, err := s.Finish(t.Context(), h, answer)
	if err != nil {
		t.Fatal(err)
	}
	h, answer = leaveAs(t, s, b, "bob")
	if who, err := s.Finish(t.Context(), h, answer); err != nil || who.Subject != issuer+" anne" {
		t.Fatalf("%s comes back, %v, want anne as long as the provider's session lasts", who.Subject, err)
	}
	address, state, err := s.LogoutURL(t.Context(), who.IDToken)
	if err != nil || len(state) < 32 {
		t.Fatal(state, err)
	}
	if got := b.Visit(address, "", afterLogout).Get("state"); got != state {
		t.Errorf("state %q comes back as %q", state, got)
	}
	h, answer = leaveAs(t, s, b, "bob")
	if who, err := s.Finish(t.Context(), h, answer); err != nil || who.Subject != issuer+" bob" {
		t.Errorf("%s comes back, %v, want bob after signing out", who.Subject, err)
	}
	if address, state, err := s.LogoutURL(t.Context(), ""); address != "" || state != "" || err != nil {
		t.Errorf("local account: %q, %q, %v", address, state, err)
	}
}

func testSSOWrongSecret(t *testing.T, issuer string) {
	config := ssoConfig(issuer, "plain")
	config.ClientSecret = "another"
	s := newSSO(t, config)
	h, answer := leave(t, s, idp.NewBrowser(t))
	_, err := s.Finish(t.Context(), h, answer)
	refusal(t, err, segur.CodeUnauthenticated, "sso_refused")
}
