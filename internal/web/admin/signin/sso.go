package signin

import (
	"cmp"
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/segur-tracker/segur/internal/accounts"
	"github.com/segur-tracker/segur/internal/auth"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
)

// Stranger is the page for somebody whom the provider knows and we do not.
type Stranger struct {
	admin.Frame
	Email string // as the provider gives it, "" for none
}

// errNoSSO answers addresses of single sign-on where none is configured.
func errNoSSO() error { return &segur.Error{Code: segur.CodeNotFound} }

func (p *Pages) leaveForProvider(c *admin.Call) (admin.Answer, error) {
	if p.SSO == nil {
		return admin.Answer{}, errNoSSO()
	}
	back := auth.ReturnPath(c.Query.Get(fieldReturn))
	if c.Actor.ID != 0 {
		return admin.SeeOther(back), nil
	}
	address, handshake, err := p.SSO.Begin(c)
	if err != nil {
		return p.ssoFailed(c, err)
	}
	p.Sessions.KeepReturn(c, back)
	p.Sessions.KeepHandshake(c, handshake)
	return admin.SeeOther(address), nil
}

// ssoFailed says what went wrong at the provider.
func (p *Pages) ssoFailed(c *admin.Call, failed error) (admin.Answer, error) {
	var refusal *segur.Error
	if !errors.As(failed, &refusal) || !strings.HasPrefix(refusal.Field, "sso_") {
		return admin.Answer{}, failed
	}
	status := http.StatusUnauthorized
	if refusal.Code == segur.CodeUnavailable {
		status = http.StatusServiceUnavailable
	}
	message := c.Word(failed)
	return p.turnAway(c, message, status)
}

// turnAway shows the sign-in page, where a password opens what the provider does not.
func (p *Pages) turnAway(c *admin.Call, message string, status int) (admin.Answer, error) {
	f := signInForm(c)
	f.Refuse("", message)
	page, err := p.signInPage(c, f, p.Sessions.TakeReturn(c))
	return admin.Answer{Status: status, Template: "admin/signin", Data: page}, err
}

func (p *Pages) returnFromProvider(c *admin.Call) (admin.Answer, error) {
	if p.SSO == nil {
		return admin.Answer{}, errNoSSO()
	}
	handshake := p.Sessions.TakeHandshake(c)
	identity, err := p.SSO.Finish(c, handshake, c.Query)
	// Who comes without having left for the provider has not been refused by it.
	if segur.ErrorCode(err) == segur.CodeUnauthenticated && handshake != (auth.Handshake{}) {
		if err := p.recordOnce(c, object(""), reasonProvider); err != nil {
			return admin.Answer{}, err
		}
	}
	if err != nil {
		return p.ssoFailed(c, err)
	}
	account, reason, err := p.accountOf(c, identity)
	if err != nil {
		return admin.Answer{}, err
	}
	if reason != "" {
		return p.strangerPage(c, account, identity, reason)
	}
	in := auth.SignedIn{
		Account: account.ID, SecondFactor: p.Provider.strong(identity), Agent: auth.Agent(c.Request.UserAgent()), IDToken: identity.IDToken,
	}
	return p.welcome(c, account, in, "sso")
}

// strong reports whether the provider has checked a second factor, in our terms.
func (r Provider) strong(i auth.Identity) bool {
	return slices.Contains(r.SecondFactorACR, i.ACR) && i.ACR != "" ||
		slices.ContainsFunc(i.AMR, func(means string) bool { return slices.Contains(r.SecondFactorAMR, means) })
}

// accountOf returns the account of an identity: the one bound to it or, the first time, the one
// whose name is its verified address, which is then bound. An account with a password or a second
// factor is somebody's already: an address does not replace what that person can show. A reason
// says why there is none, or why it may not come in.
func (p *Pages) accountOf(c *admin.Call, i auth.Identity) (account desk.Account, reason string, err error) {
	account, err = p.Store.AccountBySubject(c, i.Subject)
	if segur.ErrorCode(err) == segur.CodeNotFound {
		account, reason, err = p.accountByAddress(c, i)
	}
	if err != nil || reason != "" {
		return account, reason, err
	}
	switch {
	case account.Disabled:
		return account, reasonDisabled, nil
	case account.Subject == i.Subject:
		return account, "", nil
	case account.PasswordHash != "" || account.TOTPSecret != "":
		return account, reasonHeld, nil
	}
	account, err = p.Accounts.Change(c, desk.Operator(), desk.Ref{ID: account.ID, Version: account.Version}, accounts.Settings{
		DisplayName: account.DisplayName, Role: account.Role, Scope: account.Scope, Lang: account.Lang, Subject: i.Subject,
	})
	return account, "", err
}

func (p *Pages) accountByAddress(c *admin.Call, i auth.Identity) (desk.Account, string, error) {
	if i.Email == "" || !i.EmailVerified && !p.Provider.EmailTrusted {
		return desk.Account{}, reasonNoAccount, nil
	}
	account, err := p.Store.AccountByName(c, strings.ToLower(i.Email))
	switch {
	case segur.ErrorCode(err) == segur.CodeNotFound:
		return desk.Account{}, reasonNoAccount, nil
	case err == nil && account.Subject != "":
		return account, reasonOther, nil
	}
	return account, "", err
}

func (p *Pages) strangerPage(c *admin.Call, account desk.Account, i auth.Identity, reason string) (admin.Answer, error) {
	if err := p.recordRefusal(c, account, cmp.Or(i.Email, i.Subject), reason); err != nil {
		return admin.Answer{}, err
	}
	c.Note("sso_"+reason, nil)
	if reason == reasonHeld {
		message := c.Words.T("sso.held", "identity", i.Subject)
		return p.turnAway(c, message, http.StatusForbidden)
	}
	frame, err := c.Begin("", "sso.stranger")
	return admin.Answer{
		Status: http.StatusForbidden, Template: "admin/signin-stranger", Data: Stranger{frame, i.Email},
	}, err
}
