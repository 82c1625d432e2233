package signin

import (
	"context"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/segur-tracker/segur/internal/accounts"
	"github.com/segur-tracker/segur/internal/auth"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/web/admin"
)

// Entrance is the use cases of people who are not in yet.
type Entrance interface {
	CreateFirst(ctx context.Context, n accounts.NewAccount, usedLink string) (desk.Account, error)
	UseResetLink(ctx context.Context, link desk.Link, passwordHash string) (desk.Account, error)
	Change(ctx context.Context, actor desk.Actor, ref desk.Ref, c accounts.Settings) (desk.Account, error)
}

// Own is the use cases of people about their own account.
type Own interface {
	SetOwnPassword(ctx context.Context, actor desk.Actor, hash string) (desk.Account, error)
	SetOwnLanguage(ctx context.Context, actor desk.Actor, lang string) (desk.Account, error)
	EnrolSecondFactor(ctx context.Context, actor desk.Actor, secret string, step int64, codes ...string) (desk.Account, error)
	RemoveSecondFactor(ctx context.Context, actor desk.Actor, account int64) (desk.Account, error)
}

// Accounts is what this area asks of the use cases.
type Accounts interface {
	Entrance
	Own
}

// People finds accounts and links; segur.CodeNotFound where there is none.
type People interface {
	Account(ctx context.Context, id int64) (desk.Account, error)
	AccountByName(ctx context.Context, name string) (desk.Account, error)
	AccountBySubject(ctx context.Context, subject string) (desk.Account, error)
	Accounts(ctx context.Context) ([]desk.Account, error)
	Link(ctx context.Context, tokenHash string) (desk.Link, error)
}

// Kept is what storage keeps for each account beside its row.
type Kept interface {
	Sessions(ctx context.Context, account int64) ([]desk.Session, error)
	RevokeSession(ctx context.Context, id string) error
	RevokeSessions(ctx context.Context, account int64, except string) error
	RecoveryCodesLeft(ctx context.Context, account int64) (int, error)
	ReplaceRecoveryCodes(ctx context.Context, account int64, hashes []string) error
}

// Store is what this area asks of storage.
type Store interface {
	People
	Kept
}

// Options are what the area is made from. SSO is nil where none is configured.
type Options struct {
	Accounts  Accounts
	Journal   admin.Journal
	Store     Store
	Sessions  *auth.Sessions
	Passwords *auth.Passwords
	Throttle  *auth.Throttle
	Factors   *auth.Factors
	Devices   *auth.Devices
	Clock     func() time.Time
	SSO       *auth.SSO
	Provider  Provider
}

// Provider is what is known of the single sign-on provider beside how to talk to it.
type Provider struct {
	Name string // on the button, "" for a general one
	// EmailTrusted takes addresses as verified although the provider does not say so.
	EmailTrusted bool
	// SecondFactor lists the means (amr) and levels of assurance (acr) that count as one.
	SecondFactorAMR, SecondFactorACR []string
}

// Pages makes the pages of the area.
type Pages struct {
	Options
	muted   *muted
	peopled atomic.Bool // there is an account; none is ever deleted
}

// New returns the area.
func New(o Options) *Pages { return &Pages{Options: o, muted: newMuted(o.Clock)} }

// Routes returns the addresses of the area.
func (p *Pages) Routes() []admin.Route {
	get, post := http.MethodGet, http.MethodPost
	return []admin.Route{
		{Method: get, Path: paths.SignIn, Need: desk.Anyone, Handle: p.showSignIn},
		{Method: post, Path: paths.SignIn, Need: desk.Anyone, Handle: p.signIn},
		{Method: get, Path: paths.Factor, Need: desk.Anyone, Handle: p.showFactor},
		{Method: post, Path: paths.Factor, Need: desk.Anyone, Handle: p.checkFactor},
		{Method: get, Path: paths.SignOut, Need: desk.Anyone, Handle: p.showSignOut},
		{Method: post, Path: paths.SignOut, Need: desk.Anyone, Handle: p.signOut},
		{Method: get, Path: string(paths.SetUp), Need: desk.Anyone, Handle: p.showSetUp},
		{Method: post, Path: string(paths.SetUp), Need: desk.Anyone, Handle: p.setUp},
		{Method: get, Path: string(paths.Reset), Need: desk.Anyone, Handle: p.showReset},
		{Method: post, Path: string(paths.Reset), Need: desk.Anyone, Handle: p.reset},
		{Method: get, Path: paths.SSOStart, Need: desk.Anyone, Handle: p.leaveForProvider},
		{Method: get, Path: paths.SSOReturn, Need: desk.Anyone, Handle: p.returnFromProvider},

		{Method: get, Path: paths.MyAccount, Need: desk.Member, Handle: p.showAccount},
		{Method: post, Path: paths.MyLanguage, Need: desk.Member, Handle: p.setLanguage},
		{Method: post, Path: paths.MyPassword, Need: desk.Member, Handle: p.setPassword},
		{Method: post, Path: paths.MySessions, Need: desk.Member, Handle: p.endSessions},
		{Method: get, Path: paths.MyFactor, Need: desk.Member, Handle: p.showEnrolment},
		{Method: post, Path: paths.MyFactor, Need: desk.Member, Handle: p.enrol},
		{Method: get, Path: paths.MyFactorImage, Need: desk.Member, Handle: p.drawSecret},
		{Method: post, Path: paths.MyFactorForm, Need: desk.Member, Handle: p.manageFactor},
	}
}
