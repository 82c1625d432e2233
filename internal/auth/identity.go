package auth

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// Identity is who signed in at a provider.
type Identity struct {
	Subject       string // "issuer subject": what desk.Account.Subject holds
	Email         string
	EmailVerified bool
	Name          string
	ACR           string   // level of assurance, "" when the provider tells none
	AMR           []string // means used, likewise
	IDToken       string   // for SSO.LogoutURL
}

// clockLeeway is by how much the clocks here and at the provider may differ. A token is good for one sign-in whatever its
// expiry, since it holds the nonce of that one, so that this costs nothing.
const clockLeeway = 2 * time.Minute

// lenient is the clock by which a token has not expired yet. The library itself allows 5 minutes to one that is not good yet
// (nbf), which leaves 3.
func (s *SSO) lenient() time.Time { return s.clock().Add(-clockLeeway) }

// expired says by how much a token is too old, and that clocks may be the cause.
func (s *SSO) expired(at time.Time) error {
	return fmt.Errorf("expired at %s, %s ago by the clock of this machine, of which %s are allowed: a clock is wrong, here or at the provider",
		at.UTC().Format(time.RFC3339), s.clock().Sub(at).Round(time.Second), clockLeeway)
}

// algorithms are those that a token may be signed with: none that a client could make itself.
func algorithms() []string {
	return []string{oidc.RS256, oidc.RS384, oidc.RS512, oidc.PS256, oidc.PS384, oidc.PS512, oidc.ES256, oidc.ES384, oidc.ES512, oidc.EdDSA}
}

// statements are claims by name.
type statements map[string]any

func (c statements) text(name string) string {
	text, _ := c[name].(string)
	return text
}

// holds reports whether a claim is true; some providers write it as text.
func (c statements) holds(name string) bool {
	return c[name] == true || c[name] == "true"
}

// identify checks the tokens that a code was exchanged for and reads who they are about.
func (s *SSO) identify(ctx context.Context, p *provider, token *oauth2.Token, nonce string) (Identity, error) {
	raw, _ := token.Extra("id_token").(string)
	if raw == "" {
		return Identity{}, errors.New("the provider gave no ID token")
	}
	verifier := p.Verifier(&oidc.Config{ClientID: s.c.ClientID, SupportedSigningAlgs: algorithms(), Now: s.lenient})
	id, err := verifier.Verify(ctx, raw)
	if late, ok := errors.AsType[*oidc.TokenExpiredError](err); ok {
		return Identity{}, fmt.Errorf("verify ID token: %w", s.expired(late.Expiry))
	}
	if err != nil {
		return Identity{}, fmt.Errorf("verify ID token: %w", err)
	}
	claims := statements{}
	if err := id.Claims(&claims); err != nil {
		return Identity{}, fmt.Errorf("read ID token: %w", err)
	}
	if err := s.judgeID(id, claims, token.AccessToken, nonce); err != nil {
		return Identity{}, err
	}
	info, err := s.userinfo(ctx, p, token.AccessToken)
	if err != nil {
		return Identity{}, err
	}
	if p.UserInfoEndpoint() != "" && info.text("sub") != id.Subject {
		return Identity{}, errors.New("the user information is about somebody else")
	}
	found, err := s.read(claims, info)
	found.IDToken = raw
	return found, err
}

// judgeID checks of an ID token what the library leaves to us.
func (s *SSO) judgeID(id *oidc.IDToken, claims statements, accessToken, nonce string) error {
	party, named := claims["azp"]
	switch {
	case nonce == "" || subtle.ConstantTimeCompare([]byte(id.Nonce), []byte(nonce)) != 1:
		return errors.New("the nonce is not the one that was sent")
	case id.Subject == "":
		return errors.New("the ID token is about nobody")
	case named && party != s.c.ClientID, len(id.Audience) > 1 && !named:
		return errors.New("the ID token is meant for another client")
	case id.AccessTokenHash != "":
		return id.VerifyAccessToken(accessToken)
	}
	return nil
}

// userinfo asks for more about the person; nil when the provider has no such service.
func (s *SSO) userinfo(ctx context.Context, p *provider, accessToken string) (statements, error) {
	if p.UserInfoEndpoint() == "" {
		return nil, nil
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, p.UserInfoEndpoint(), nil)
	if err != nil {
		return nil, fmt.Errorf("ask for user information: %w", err)
	}
	request.Header.Set("Authorization", "Bearer "+accessToken)
	answer, err := s.http.Do(request)
	if err != nil {
		return nil, fmt.Errorf("ask for user information: %w", err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		return nil, fmt.Errorf("read user information: %w", err)
	}
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("ask for user information: %w", &status{answer.StatusCode})
	}
	claims := statements{}
	switch kind, _, _ := mime.ParseMediaType(answer.Header.Get("Content-Type")); {
	case kind == "application/jwt":
		return s.signedUserinfo(ctx, p, string(body))
	case s.c.SignedUserinfo:
		return nil, fmt.Errorf("the user information is %q, not a signed JWT", kind)
	case kind != "application/json":
		return nil, fmt.Errorf("the user information is %q", kind)
	}
	if err := json.Unmarshal(body, &claims); err != nil {
		return nil, fmt.Errorf("read user information: %w", err)
	}
	return claims, nil
}

// signedUserinfo checks signature, issuer and audience. An expiry need not be there, but counts
// when it is.
func (s *SSO) signedUserinfo(ctx context.Context, p *provider, raw string) (statements, error) {
	verifier := p.Verifier(&oidc.Config{ClientID: s.c.ClientID, SupportedSigningAlgs: algorithms(), SkipExpiryCheck: true})
	signed, err := verifier.Verify(ctx, strings.TrimSpace(raw))
	if err != nil {
		return nil, fmt.Errorf("verify user information: %w", err)
	}
	claims := statements{}
	if err := signed.Claims(&claims); err != nil {
		return nil, fmt.Errorf("read user information: %w", err)
	}
	if _, bounded := claims["exp"]; bounded && signed.Expiry.Before(s.lenient()) {
		return nil, fmt.Errorf("verify user information: %w", s.expired(signed.Expiry))
	}
	return claims, nil
}

// read takes from the claims what our settings name, those about the person from the user
// information where it has them.
func (s *SSO) read(id, info statements) (Identity, error) {
	either := func(name string) statements {
		if _, told := info[name]; told {
			return info
		}
		return id
	}
	subject, email := "sub", "email"
	if s.c.SubjectClaim != "" {
		subject = s.c.SubjectClaim
	}
	if s.c.EmailClaim != "" {
		email = s.c.EmailClaim
	}
	named := either(subject).text(subject)
	if named == "" {
		return Identity{}, fmt.Errorf("the provider did not tell %q", subject)
	}
	address := either(email)
	found := Identity{
		Subject: s.c.Issuer + " " + named,
		Email:   address.text(email),
		ACR:     id.text("acr"),
	}
	// The same document must say both, or one could lend its word to the other's address; and it
	// vouches for the claim "email", for no other that we are told to read.
	found.EmailVerified = found.Email != "" && found.Email == address.text("email") && address.holds("email_verified")
	means, _ := id["amr"].([]any)
	for _, m := range means {
		found.AMR = append(found.AMR, fmt.Sprint(m))
	}
	for _, names := range [][]string{s.c.NameClaims, {"name"}, {"given_name", "family_name"}} {
		var parts []string
		for _, name := range names {
			if part := either(name).text(name); part != "" {
				parts = append(parts, part)
			}
		}
		if found.Name = strings.Join(parts, " "); found.Name != "" {
			break
		}
	}
	return found, nil
}
