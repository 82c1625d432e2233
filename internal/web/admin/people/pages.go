package people

import (
	"context"
	"net/http"

	"github.com/segur-tracker/segur/internal/accounts"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/editorial"
	"github.com/segur-tracker/segur/internal/web/admin"
)

// Accounts is the use cases about accounts.
type Accounts interface {
	List(ctx context.Context, actor desk.Actor) ([]desk.Account, error)
	Account(ctx context.Context, actor desk.Actor, id int64) (desk.Account, error)
	Create(ctx context.Context, actor desk.Actor, n accounts.NewAccount) (desk.Account, error)
	Change(ctx context.Context, actor desk.Actor, ref desk.Ref, c accounts.Settings) (desk.Account, error)
	RemoveSecondFactor(ctx context.Context, actor desk.Actor, account int64) (desk.Account, error)
	IssueLink(ctx context.Context, actor desk.Actor, link desk.Link) error
}

// Journal is the record of what was done.
type Journal interface {
	Entries(ctx context.Context, actor desk.Actor, search desk.Search) ([]desk.Entry, error)
	Record(ctx context.Context, e desk.Entry) error
}

// Plans tells which planned publications rest on an account.
type Plans interface {
	HeldBy(ctx context.Context, actor desk.Actor, account string) ([]editorial.Hold, error)
}

// Sessions keeps who is signed in.
type Sessions interface {
	// Sessions returns the live sessions of an account, of every account for 0.
	Sessions(ctx context.Context, account int64) ([]desk.Session, error)
	// RevokeSessions ends those of an account but the one named, "" for none.
	RevokeSessions(ctx context.Context, account int64, except string) error
}

// Options are what the area is made from.
type Options struct {
	Accounts Accounts
	Journal  Journal
	Plans    Plans
	Sessions Sessions
	BaseURL  string // public address without final slash, for links to hand over; "" when the settings name none
	SSO      bool   // accounts may be bound to an identity at a provider
}

// Pages makes the pages of the area.
type Pages struct{ Options }

// New returns the area.
func New(o Options) *Pages { return &Pages{o} }

// Routes returns the addresses of the area.
func (p *Pages) Routes() []admin.Route {
	get, post := http.MethodGet, http.MethodPost
	return []admin.Route{
		{Method: get, Path: paths.Accounts, Need: desk.ManageAccounts, Handle: p.list},
		{Method: get, Path: paths.NewAccount, Need: desk.ManageAccounts, Handle: p.showNew},
		{Method: post, Path: paths.NewAccount, Need: desk.ManageAccounts, Handle: p.create},
		{Method: get, Path: string(paths.Account), Need: desk.ManageAccounts, Handle: p.show},
		{Method: post, Path: string(paths.Account), Need: desk.ManageAccounts, Handle: p.change},
		{Method: post, Path: string(paths.AccountLink), Need: desk.ManageAccounts, Handle: p.issueLink},
		{Method: post, Path: string(paths.AccountSessions), Need: desk.ManageAccounts, Handle: p.endSessions},
		{Method: post, Path: string(paths.AccountFactor), Need: desk.ManageAccounts, Handle: p.removeFactor},
		{Method: get, Path: paths.Journal, Need: desk.ReadAudit, Handle: p.journal},
		{Method: get, Path: paths.JournalCSV, Need: desk.ReadAudit, Handle: p.exportCSV},
		{Method: get, Path: paths.JournalJSON, Need: desk.ReadAudit, Handle: p.exportJSON},
	}
}
