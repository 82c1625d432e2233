package app

import (
	"fmt"

	"github.com/segur-tracker/segur/internal/auth"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/web/admin/people"
	"github.com/segur-tracker/segur/internal/web/admin/signin"
)

// signIn makes the area through which people come in. What bounds memory and counts failures
// exists once in the program.
func (a *App) signIn(o Options) (*signin.Pages, error) {
	sso, err := newSSO(o)
	if err != nil {
		return nil, err
	}
	c := o.Config.SSO
	return signin.New(signin.Options{
		Accounts: a.accounts, Journal: a.journal, Store: a.store, Sessions: a.sessions, Clock: o.Clock,
		Passwords: auth.NewPasswords(auth.PasswordOptions{}),
		Throttle:  auth.NewThrottle(o.Clock),
		Factors:   auth.NewFactors(a.store, o.Clock),
		Devices:   auth.NewDevices(a.store, transport(o.Config)),
		SSO:       sso,
		Provider: signin.Provider{
			Name: c.Name, EmailTrusted: c.EmailTrusted, SecondFactorAMR: c.SecondFactorAMR, SecondFactorACR: c.SecondFactorACR,
		},
	}), nil
}

// newSSO returns nil when no provider is configured.
func newSSO(o Options) (*auth.SSO, error) {
	c := o.Config.SSO
	if c.Issuer == "" {
		return nil, nil
	}
	sso, err := auth.NewSSO(auth.SSOConfig{
		Issuer: c.Issuer, ClientID: c.ClientID, ClientSecret: c.ClientSecret, ClientAuth: auth.ClientAuth(c.ClientAuth),
		RedirectURL: o.Config.BaseURL + paths.SSOReturn, PostLogoutURL: c.PostLogoutURL,
		Scopes: c.Scopes, PKCE: c.PKCE, ACRValues: c.ACRValues, Claims: c.Claims, SignedUserinfo: c.UserinfoSigned,
		SubjectClaim: c.SubjectClaim, EmailClaim: c.EmailClaim,
	}, o.Clock)
	if err != nil {
		return nil, fmt.Errorf("single sign-on: %w", err)
	}
	return sso, nil
}

// people makes the area where administrators keep accounts and read the journal.
func (a *App) people(o Options) *people.Pages {
	return people.New(people.Options{
		Accounts: a.accounts, Journal: a.journal, Plans: a.editorial, Sessions: a.store, BaseURL: o.Config.BaseURL, SSO: o.Config.SSO.Issuer != "",
	})
}
