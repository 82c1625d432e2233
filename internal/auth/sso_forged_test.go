package auth

import (
	"crypto"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/segur"
)

// forger is a provider whose tokens say whatever a test wants: what the certified one cannot
// be made to say.
type forger struct {
	t       *testing.T
	issuer  string
	key     *rsa.PrivateKey
	token   string         // ID token that it gives next
	info    map[string]any // user information; nil for none
	jwt     func() string  // signed user information in its place, nil for none
	refuses string         // what it says in the place of tokens, "" for tokens
	named   string         // claim that names people, "" for the usual one
	address string         // claim that holds the address, likewise
}

func newForger(t *testing.T) *forger {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	f := &forger{t: t, key: key}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		told := map[string]any{}
		switch r.URL.Path {
		case "/.well-known/openid-configuration":
			told = map[string]any{"issuer": f.issuer, "authorization_endpoint": f.issuer + "/auth", "token_endpoint": f.issuer + "/token", "jwks_uri": f.issuer + "/jwks"}
			if f.info != nil || f.jwt != nil {
				told["userinfo_endpoint"] = f.issuer + "/me"
			}
		case "/jwks":
			told["keys"] = []any{map[string]any{
				"kty": "RSA", "alg": "RS256", "use": "sig", "n": part(key.N.Bytes()), "e": part(big.NewInt(int64(key.E)).Bytes()),
			}}
		case "/token":
			if f.refuses != "" {
				w.WriteHeader(http.StatusUnauthorized)
				io.WriteString(w, f.refuses)
				return
			}
			told = map[string]any{"access_token": "access", "token_type": "Bearer", "id_token": f.token}
		case "/me":
			if f.jwt != nil {
				w.Header().Set("Content-Type", "application/jwt")
				io.WriteString(w, f.jwt())
				return
			}
			told = f.info
		}
		json.NewEncoder(w).Encode(told)
	}))
	t.Cleanup(server.Close)
	f.issuer = server.URL
	return f
}

func part(raw []byte) string { return base64.RawURLEncoding.EncodeToString(raw) }

// sign returns a token signed by an algorithm: RS256 with the provider's key, HS256 with a
// secret, or none.
func (f *forger) sign(algorithm string, key *rsa.PrivateKey, secret []byte, claims map[string]any) string {
	header, _ := json.Marshal(map[string]string{"alg": algorithm})
	body, _ := json.Marshal(claims)
	text := part(header) + "." + part(body)
	sum := sha256.Sum256([]byte(text))
	var signature []byte
	switch algorithm {
	case "RS256":
		var err error
		if signature, err = rsa.SignPKCS1v15(rand.Reader, key, crypto.SHA256, sum[:]); err != nil {
			f.t.Fatal(err)
		}
	case "HS256":
		mac := hmac.New(sha256.New, secret)
		mac.Write([]byte(text))
		signature = mac.Sum(nil)
	}
	return text + "." + part(signature)
}

// good returns the claims of a right ID token.
func (f *forger) good(h Handshake) map[string]any {
	access := sha256.Sum256([]byte("access"))
	return map[string]any{
		"iss": f.issuer, "sub": "anne", "aud": "segur", "nonce": h.Nonce, "at_hash": part(access[:16]),
		"iat": time.Now().Unix(), "exp": time.Now().Add(time.Minute).Unix(), "email": "anne@example.org", "email_verified": true,
		"name": "Anne", "acr": "high", "amr": []string{"pwd"},
	}
}

// finish signs in with the token that make returns.
func (f *forger) finish(form func(Handshake) string) (Identity, error) {
	f.t.Helper()
	c := ssoConfig(f.issuer, "segur")
	c.SubjectClaim, c.EmailClaim = f.named, f.address
	s := newSSO(f.t, c)
	_, h, err := s.Begin(f.t.Context())
	if err != nil {
		f.t.Fatal(err)
	}
	f.token = form(h)
	return s.Finish(f.t.Context(), h, url.Values{"state": {h.State}, "code": {"code"}})
}

func TestForgedIDTokens(t *testing.T) {
	t.Parallel()
	f := newForger(t)
	who, err := f.finish(func(h Handshake) string { return f.sign("RS256", f.key, nil, f.good(h)) })
	if err != nil || who.Subject != f.issuer+" anne" || who.Email != "anne@example.org" || !who.EmailVerified || who.Name != "Anne" {
		t.Fatalf("%+v, %v", who, err)
	}
	for name, spoil := range map[string]func(map[string]any){
		"another issuer":          func(c map[string]any) { c["iss"] = "https://elsewhere.example" },
		"another client":          func(c map[string]any) { c["aud"] = "other" },
		"two clients, no party":   func(c map[string]any) { c["aud"] = []string{"segur", "other"} },
		"two clients, the other":  func(c map[string]any) { c["aud"], c["azp"] = []string{"segur", "other"}, "other" },
		"the other party":         func(c map[string]any) { c["azp"] = "other" },
		"a party that is no text": func(c map[string]any) { c["azp"] = nil },
		"expired":                 func(c map[string]any) { c["exp"] = time.Now().Add(-clockLeeway - time.Minute).Unix() },
		"no expiry":               func(c map[string]any) { delete(c, "exp") },
		"another nonce":           func(c map[string]any) { c["nonce"] = NewToken() },
		"no nonce":                func(c map[string]any) { delete(c, "nonce") },
		"nobody":                  func(c map[string]any) { c["sub"] = "" },
		"another access token":    func(c map[string]any) { c["at_hash"] = "AAAAAAAAAAAAAAAAAAAAAA" },
	} {
		t.Run(name, func(t *testing.T) {
			_, err := f.finish(func(h Handshake) string {
				claims := f.good(h)
				spoil(claims)
				return f.sign("RS256", f.key, nil, claims)
			})
			refusal(t, err, segur.CodeUnauthenticated, "sso_refused")
		})
	}
	stranger, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	for name, form := range map[string]func(Handshake) string{
		"another key":                func(h Handshake) string { return f.sign("RS256", stranger, nil, f.good(h)) },
		"no signature":               func(h Handshake) string { return f.sign("none", nil, nil, f.good(h)) },
		"the secret as key":          func(h Handshake) string { return f.sign("HS256", nil, []byte("a secret of the tests"), f.good(h)) },
		"the public key as a secret": func(h Handshake) string { return f.sign("HS256", nil, f.key.N.Bytes(), f.good(h)) },
		"no token at all":            func(Handshake) string { return "" },
		"nonsense":                   func(Handshake) string { return "a.b.c" },
	} {
		t.Run(name, func(t *testing.T) {
			_, err := f.finish(form)
			refusal(t, err, segur.CodeUnauthenticated, "sso_refused")
		})
	}
	if _, err := f.finish(func(h Handshake) string {
		claims := f.good(h)
		claims["aud"], claims["azp"] = []string{"other", "segur"}, "segur"
		delete(claims, "at_hash")
		return f.sign("RS256", f.key, nil, claims)
	}); err != nil {
		t.Errorf("two clients, ours the party: %v", err)
	}
}

// TestClocksMayDiffer: a token that has expired by a little is good, one that has by more is not, and the log learns by how much.
func TestClocksMayDiffer(t *testing.T) {
	t.Parallel()
	f := newForger(t)
	signed := func(h Handshake, exp time.Duration, claims map[string]any) string {
		claims["exp"] = time.Now().Add(exp).Unix()
		return f.sign("RS256", f.key, nil, claims)
	}
	for exp, good := range map[time.Duration]bool{-10 * time.Second: true, 10*time.Second - clockLeeway: true, -10*time.Second - clockLeeway: false, -time.Hour: false} {
		_, err := f.finish(func(h Handshake) string { return signed(h, exp, f.good(h)) })
		if good {
			if err != nil {
				t.Errorf("expired %s ago: %v", -exp, err)
			}
			continue
		}
		refusal(t, err, segur.CodeUnauthenticated, "sso_refused")
		if !mendable(err) || !strings.Contains(err.Error(), "a clock is wrong") || !strings.Contains(err.Error(), "2m0s are allowed") {
			t.Errorf("expired %s ago: %v", -exp, err)
		}
	}
	for nbf, good := range map[time.Duration]bool{clockLeeway: true, time.Hour: false} {
		_, err := f.finish(func(h Handshake) string {
			claims := f.good(h)
			claims["nbf"] = time.Now().Add(nbf).Unix()
			return f.sign("RS256", f.key, nil, claims)
		})
		if (err == nil) != good {
			t.Errorf("good from in %s on: %v", nbf, err)
		}
	}
	for exp, good := range map[time.Duration]bool{-10 * time.Second: true, -time.Hour: false} {
		f.jwt = func() string {
			return f.sign("RS256", f.key, nil, map[string]any{"iss": f.issuer, "aud": "segur", "sub": "anne", "exp": time.Now().Add(exp).Unix()})
		}
		_, err := f.finish(func(h Handshake) string { return f.sign("RS256", f.key, nil, f.good(h)) })
		if (err == nil) != good {
			t.Errorf("user information expired %s ago: %v", -exp, err)
		}
	}
}

// TestTheLogLearnsNothingOfThePerson: what the provider sends through the browser, or says beside a code, is not repeated.
func TestTheLogLearnsNothingOfThePerson(t *testing.T) {
	t.Parallel()
	f := newForger(t)
	s := newSSO(t, ssoConfig(f.issuer, "segur"))
	for told, mend := range map[string]bool{"access_denied": false, "invalid_scope": true, "anne@example.org": false} {
		_, h, err := s.Begin(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		_, err = s.Finish(t.Context(), h, url.Values{"state": {h.State}, "error": {told}, "error_description": {"anne@example.org left"}})
		refusal(t, err, segur.CodeUnauthenticated, "sso_refused")
		if mendable(err) != mend || strings.Contains(err.Error(), "anne") {
			t.Errorf("%s: %v", told, err)
		}
	}
	f.refuses = `{"error": "invalid_client", "error_description": "AADSTS7000215: anne@example.org"}`
	_, err := f.finish(func(Handshake) string { return "" })
	refusal(t, err, segur.CodeUnauthenticated, "sso_refused")
	if !mendable(err) || !strings.Contains(err.Error(), "invalid_client") || strings.Contains(err.Error(), "anne") {
		t.Errorf("a wrong secret: %v", err)
	}
}

// An address counts as verified only by the document that tells it.
func TestEmailIsVerifiedByItsOwnDocument(t *testing.T) {
	t.Parallel()
	f := newForger(t)
	right := func(h Handshake) string { return f.sign("RS256", f.key, nil, f.good(h)) }
	for _, c := range []struct {
		info     map[string]any
		email    string
		verified bool
	}{
		{map[string]any{"sub": "anne"}, "anne@example.org", true},
		{map[string]any{"sub": "anne", "email": "minister@example.org"}, "minister@example.org", false},
		{map[string]any{"sub": "anne", "email": "a@example.org", "email_verified": "true"}, "a@example.org", true},
		{map[string]any{"sub": "anne", "email": "a@example.org", "email_verified": 1}, "a@example.org", false},
		{map[string]any{"sub": "anne", "email": []string{"a@example.org"}, "email_verified": true}, "", false},
	} {
		f.info = c.info
		who, err := f.finish(right)
		if err != nil || who.Email != c.email || who.EmailVerified != c.verified {
			t.Errorf("%v: %+v, %v", c.info, who, err)
		}
	}
	for login, verified := range map[string]bool{"minister": false, "anne@example.org": true} {
		f.info, f.address = map[string]any{"sub": "anne", "login": login, "email": "anne@example.org", "email_verified": true}, "login"
		who, err := f.finish(right)
		if err != nil || who.Email != login || who.EmailVerified != verified {
			t.Errorf("the word for another claim: %+v, %v", who, err)
		}
	}
	f.info, f.address = map[string]any{"email": "anne@example.org"}, ""
	_, err := f.finish(right)
	refusal(t, err, segur.CodeUnauthenticated, "sso_refused")

	// Two documents about nobody are not about the same person.
	f.info, f.named = map[string]any{"email": "minister@example.org"}, "email"
	_, err = f.finish(func(h Handshake) string {
		claims := f.good(h)
		delete(claims, "sub")
		return f.sign("RS256", f.key, nil, claims)
	})
	refusal(t, err, segur.CodeUnauthenticated, "sso_refused")
}
