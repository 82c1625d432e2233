package auth

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"github.com/segur-tracker/segur/internal/segur"
)

const (
	handshakeLife = 10 * time.Minute // from leaving for the provider to coming back
	retryAfter    = 5 * time.Second  // a provider that failed is not asked again before
	largestAnswer = 1 << 20          // bytes of any answer of the provider
)

// ClientAuth is how we show our secret to the provider.
type ClientAuth string

// The ways to show a secret. The empty one takes whichever the provider says it knows.
const (
	ClientAuthBasic ClientAuth = "client_secret_basic"
	ClientAuthPost  ClientAuth = "client_secret_post"
)

// SSOConfig describes an OpenID Connect provider and what we are to it. Nothing is sent to it
// beyond what is set here and what the code flow requires, since some, ProConnect among them,
// refuse parameters that they do not know.
type SSOConfig struct {
	Issuer        string // exactly as the provider writes it
	ClientID      string
	ClientSecret  string
	ClientAuth    ClientAuth
	RedirectURL   string   // where the provider sends people back, as registered there
	PostLogoutURL string   // where it sends them after signing out, "" for its own page
	Scopes        []string // "openid" is added
	PKCE          bool
	ACRValues     []string // asked for; Identity.ACR says what was given
	Claims        string   // the claims parameter, JSON; "" for none
	// SignedUserinfo refuses user information that is not a signed JWT. A signature that is
	// there is checked in any case.
	SignedUserinfo bool
	SubjectClaim   string        // what names a person for good; "sub" when empty
	EmailClaim     string        // "email" when empty
	NameClaims     []string      // joined by spaces; name, or given_name and family_name, when empty
	Timeout        time.Duration // of each call to the provider; 5 s when zero
}

// SSO signs people in at an OpenID Connect provider by the authorization code flow. The
// provider is looked up when somebody first needs it, so that one that is down stops nobody
// from using a local account.
type SSO struct {
	c     SSOConfig
	clock func() time.Time
	http  *http.Client

	turn     chan struct{} // held while looking up; guards what follows
	found    *provider
	failure  error
	failedAt time.Time
}

// provider is what discovery tells.
type provider struct {
	*oidc.Provider
	oauth2   oauth2.Config
	metadata metadata
}

type metadata struct {
	JWKS        string   `json:"jwks_uri"`
	EndSession  string   `json:"end_session_endpoint"`
	ClientAuths []string `json:"token_endpoint_auth_methods_supported"`
	NamesIssuer bool     `json:"authorization_response_iss_parameter_supported"`
}

// NewSSO judges the settings, with segur.CodeInvalid and a Field named like the setting, and
// calls nobody.
func NewSSO(c SSOConfig, clock func() time.Time) (*SSO, error) {
	for field, address := range map[string]string{"issuer": c.Issuer, "redirect_url": c.RedirectURL, "post_logout_url": c.PostLogoutURL} {
		if optional := field == "post_logout_url" && address == ""; !optional && !trustworthy(address) {
			return nil, setting(field, "This needs a complete https address.")
		}
	}
	if c.ClientID == "" {
		return nil, setting("client_id", "The provider's name for us is missing.")
	}
	if !slices.Contains([]ClientAuth{"", ClientAuthBasic, ClientAuthPost}, c.ClientAuth) {
		return nil, setting("client_auth", "This is client_secret_basic, client_secret_post or empty.")
	}
	if c.Claims != "" && !json.Valid([]byte(c.Claims)) {
		return nil, setting("claims", "This needs JSON.")
	}
	if c.Timeout == 0 {
		c.Timeout = 5 * time.Second
	}
	return &SSO{
		c: c, clock: clock, turn: make(chan struct{}, 1),
		http: &http.Client{
			Transport: bounded{http.DefaultTransport}, Timeout: c.Timeout,
			// A redirect would carry our secret or a person's token where nobody registered it.
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}, nil
}

func setting(field, message string) error {
	return &segur.Error{Code: segur.CodeInvalid, Field: field, Message: message}
}

// trustworthy reports whether an address is https, or stays on this machine.
func trustworthy(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.User != nil || u.Fragment != "" {
		return false
	}
	ip, err := netip.ParseAddr(u.Hostname())
	return u.Scheme == "https" || u.Scheme == "http" && (u.Hostname() == "localhost" || err == nil && ip.IsLoopback())
}

// bounded cuts answers that are too large to be honest.
type bounded struct {
	next http.RoundTripper
}

// RoundTrip implements http.RoundTripper.
func (b bounded) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := b.next.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	answer.Body = struct {
		io.Reader
		io.Closer
	}{io.LimitReader(answer.Body, largestAnswer), answer.Body}
	return answer, nil
}

// Handshake is what the provider's answer must fit. It stays in the session of the browser
// that left for the provider.
type Handshake struct {
	Issuer    string    `json:"issuer"`
	State     string    `json:"state"`
	Nonce     string    `json:"nonce"`
	Verifier  string    `json:"verifier,omitempty"` // of PKCE, "" without
	StartedAt time.Time `json:"started_at"`
}

// Begin returns the address at the provider to send a browser to, and the Handshake to keep in
// its session. It fails with segur.CodeUnavailable and Field "sso_unavailable", or "sso_setting" where the provider answers and is
// not what the settings say, "sso_setting_slash" where its name differs by the final slash alone.
func (s *SSO) Begin(ctx context.Context) (address string, h Handshake, err error) {
	p, err := s.provider(ctx)
	if err != nil {
		return "", Handshake{}, err
	}
	h = Handshake{Issuer: s.c.Issuer, State: NewToken(), Nonce: NewToken(), StartedAt: s.clock().UTC()}
	asked := []oauth2.AuthCodeOption{oidc.Nonce(h.Nonce)}
	if s.c.PKCE {
		h.Verifier = oauth2.GenerateVerifier()
		asked = append(asked, oauth2.S256ChallengeOption(h.Verifier))
	}
	if len(s.c.ACRValues) > 0 {
		asked = append(asked, oauth2.SetAuthURLParam("acr_values", strings.Join(s.c.ACRValues, " ")))
	}
	if s.c.Claims != "" {
		asked = append(asked, oauth2.SetAuthURLParam("claims", s.c.Claims))
	}
	return p.oauth2.AuthCodeURL(h.State, asked...), h, nil
}

// Finish reads the provider's answer, the query of the redirect, and returns who has signed in.
// It fails with segur.CodeUnauthenticated and Field "sso_refused" when the answer does not fit
// the handshake or does not hold, and as Begin when the provider cannot be reached.
func (s *SSO) Finish(ctx context.Context, h Handshake, answer url.Values) (Identity, error) {
	p, err := s.provider(ctx)
	if err != nil {
		return Identity{}, err
	}
	if err := s.judge(h, answer, p.metadata.NamesIssuer); err != nil {
		return Identity{}, refused(err)
	}
	var proof []oauth2.AuthCodeOption
	if h.Verifier != "" {
		proof = append(proof, oauth2.VerifierOption(h.Verifier))
	}
	ctx = oidc.ClientContext(ctx, s.http)
	token, err := p.oauth2.Exchange(ctx, answer.Get("code"), proof...)
	if err != nil {
		return Identity{}, broken(unexchanged(err))
	}
	found, err := s.identify(ctx, p, token, h.Nonce)
	if err != nil {
		return Identity{}, broken(err)
	}
	return found, nil
}

// judge checks all that can be checked before the code is spent.
func (s *SSO) judge(h Handshake, answer url.Values, namesIssuer bool) error {
	issuer, named := answer["iss"]
	switch {
	case h.State == "" || subtle.ConstantTimeCompare([]byte(h.State), []byte(answer.Get("state"))) != 1:
		return fmt.Errorf("the state is not the one that was sent")
	case h.Issuer != s.c.Issuer:
		return fmt.Errorf("the handshake was with %q", h.Issuer)
	case named && issuer[0] != s.c.Issuer, namesIssuer && !named:
		return &Fault{errors.New("the answer does not name the issuer of the settings (RFC 9207)")}
	case s.clock().Sub(h.StartedAt) > handshakeLife:
		return fmt.Errorf("the handshake is of %s", h.StartedAt)
	case answer.Has("error"):
		return answeredWith(answer.Get("error"))
	case answer.Get("code") == "":
		return fmt.Errorf("the answer has no code")
	}
	return nil
}

// LogoutURL returns the address at the provider that ends the session there too, and the state
// that it will send back; "" when the provider has none or did not sign the person in.
func (s *SSO) LogoutURL(ctx context.Context, idToken string) (address, state string, err error) {
	if idToken == "" {
		return "", "", nil
	}
	p, err := s.provider(ctx)
	if err != nil || p.metadata.EndSession == "" {
		return "", "", err
	}
	to, _ := url.Parse(p.metadata.EndSession) // judged at discovery
	query := to.Query()
	query.Set("id_token_hint", idToken)
	if s.c.PostLogoutURL != "" {
		state = NewToken()
		query.Set("post_logout_redirect_uri", s.c.PostLogoutURL)
		query.Set("state", state)
	}
	to.RawQuery = query.Encode()
	return to.String(), state, nil
}

// provider looks the provider up once. While it fails, one caller at a time asks, and those
// that come within a few seconds share the answer.
func (s *SSO) provider(ctx context.Context) (*provider, error) {
	select {
	case s.turn <- struct{}{}:
		defer func() { <-s.turn }()
	case <-ctx.Done():
		return nil, unavailable(ctx.Err())
	}
	if s.found != nil {
		return s.found, nil
	}
	if since := s.clock().Sub(s.failedAt); s.failure != nil && since >= 0 && since < retryAfter {
		return nil, s.failure
	}
	seen := &witness{next: s.http.Transport}
	found, err := s.discover(ctx, seen)
	if err != nil {
		s.failure, s.failedAt = undiscovered(fmt.Errorf("discover %s: %w", s.c.Issuer, err), seen.answered.Load()), s.clock()
		return nil, s.failure
	}
	s.found, s.failure = found, nil
	return found, nil
}

func (s *SSO) discover(ctx context.Context, through http.RoundTripper) (*provider, error) {
	client := *s.http
	client.Transport = through
	// The lookup serves everybody: it must not end with the one request that asked first.
	ctx = oidc.ClientContext(context.WithoutCancel(ctx), &client)
	discovered, err := oidc.NewProvider(ctx, s.c.Issuer)
	if err != nil {
		return nil, err
	}
	p := provider{Provider: discovered}
	if err := discovered.Claims(&p.metadata); err != nil {
		return nil, err
	}
	endpoint := discovered.Endpoint()
	for _, address := range []string{endpoint.AuthURL, endpoint.TokenURL, p.metadata.JWKS} {
		if !trustworthy(address) {
			return nil, fmt.Errorf("the provider's address %q is not https", address)
		}
	}
	for _, address := range []string{discovered.UserInfoEndpoint(), p.metadata.EndSession} {
		if address != "" && !trustworthy(address) {
			return nil, fmt.Errorf("the provider's address %q is not https", address)
		}
	}
	endpoint.AuthStyle = s.style(p.metadata.ClientAuths)
	scopes := append([]string{oidc.ScopeOpenID}, s.c.Scopes...)
	slices.Sort(scopes[1:])
	p.oauth2 = oauth2.Config{
		ClientID: s.c.ClientID, ClientSecret: s.c.ClientSecret, Endpoint: endpoint, RedirectURL: s.c.RedirectURL,
		Scopes: slices.Compact(scopes),
	}
	return &p, nil
}

// style settles how to show our secret. Trying one way after the other, as the library would,
// can spend the code.
func (s *SSO) style(known []string) oauth2.AuthStyle {
	post := s.c.ClientAuth == ClientAuthPost
	if s.c.ClientAuth == "" && len(known) > 0 {
		post = !slices.Contains(known, string(ClientAuthBasic))
	}
	if post {
		return oauth2.AuthStyleInParams
	}
	return oauth2.AuthStyleInHeader
}
