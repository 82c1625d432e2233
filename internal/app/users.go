package app

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/segur-tracker/segur/internal/accounts"
	"github.com/segur-tracker/segur/internal/auth"
	"github.com/segur-tracker/segur/internal/config"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/editorial"
	"github.com/segur-tracker/segur/internal/journal"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/store"
)

// Invite issues the one-time link that opens the first account and returns its path below the
// address of the site; "" when there is an account already. Issuing one link uses up those of
// earlier starts.
func (a *App) Invite(ctx context.Context) (path string, err error) {
	all, err := a.store.Accounts(ctx)
	if err != nil || len(all) > 0 {
		return "", err
	}
	token, link := auth.NewLink(desk.LinkSetUp, 0, a.clock())
	if err := a.accounts.IssueLink(ctx, desk.Operator(), link); err != nil {
		return "", fmt.Errorf("invite: %w", err)
	}
	a.log.WarnContext(ctx, "there is no account: open the link on the standard output to create the first one", "until", link.ExpiresAt)
	return paths.SetUp.Of(token), nil
}

// Users does an operator's errands about accounts, beside a running server or without one.
type Users struct {
	store     *store.Store
	journal   *journal.Journal
	accounts  *accounts.Service
	editorial *editorial.Service
	baseURL   string
}

// OpenUsers opens the database of the settings; CodeNotFound when there is none yet. The caller
// closes what it returns.
func OpenUsers(ctx context.Context, c config.Config) (*Users, error) {
	db, err := store.Open(ctx, store.Options{Path: database(c), Clock: time.Now, Beside: true})
	if segur.ErrorCode(err) == segur.CodeNotFound {
		return nil, fmt.Errorf("there is no database in %s yet: start `segur serve` first", c.DataDir)
	}
	if err != nil {
		return nil, err
	}
	j := journal.New(db, time.Now)
	return &Users{db, j, accounts.New(db, j), editorial.New(editorial.Options{Storage: db, Journal: j}), c.BaseURL}, nil
}

// Close closes the database.
func (u *Users) Close() error { return u.store.Close() }

// Handover is a one-time link to hand over.
type Handover struct {
	Address string // a path only when the settings name no public address
	Until   time.Time
}

// List returns every account by name.
func (u *Users) List(ctx context.Context) ([]desk.Account, error) {
	return u.accounts.List(ctx, desk.Operator())
}

// Create creates an account and returns a link to choose its password.
func (u *Users) Create(ctx context.Context, a desk.Account) (Handover, error) {
	if a.DisplayName == "" {
		a.DisplayName = a.Name
	}
	created, err := u.accounts.Create(ctx, desk.Operator(), accounts.NewAccount{
		Name: a.Name, DisplayName: a.DisplayName, Role: a.Role, Scope: a.Scope, Lang: a.Lang,
	})
	if err != nil {
		return Handover{}, said(err)
	}
	return u.link(ctx, created)
}

func (u *Users) link(ctx context.Context, a desk.Account) (Handover, error) {
	token, link := auth.NewLink(desk.LinkReset, a.ID, time.Now())
	if err := u.accounts.IssueLink(ctx, desk.Operator(), link); err != nil {
		return Handover{}, said(err)
	}
	return Handover{u.baseURL + paths.Reset.Of(token), link.ExpiresAt}, nil
}

// Disable shuts an account out at once; false when it was disabled already. It returns the planned
// publications that rest on the account's approval and wait for another one from now on.
func (u *Users) Disable(ctx context.Context, name string) (changed bool, held []desk.Plan, err error) {
	a, err := u.account(ctx, name)
	if err != nil || a.Disabled {
		return false, nil, err
	}
	a.Disabled = true
	if err := u.change(ctx, a); err != nil {
		return false, nil, err
	}
	holds, err := u.editorial.HeldBy(ctx, desk.Operator(), a.Name)
	for _, h := range holds {
		held = append(held, h.Plan)
	}
	return true, held, errors.Join(err, u.endSessions(ctx, a))
}

// Enable lets a disabled account in again; false when it was not disabled.
func (u *Users) Enable(ctx context.Context, name string) (changed bool, err error) {
	a, err := u.account(ctx, name)
	if err != nil || !a.Disabled {
		return false, err
	}
	a.Disabled = false
	return true, u.change(ctx, a)
}

// Reset ends the sessions of an account and returns a link to choose a new password.
func (u *Users) Reset(ctx context.Context, name string) (Handover, error) {
	a, err := u.account(ctx, name)
	if err != nil {
		return Handover{}, err
	}
	if a.Disabled {
		return Handover{}, fmt.Errorf("%s is disabled: enable it first", a.Name)
	}
	if err := u.endSessions(ctx, a); err != nil {
		return Handover{}, err
	}
	return u.link(ctx, a)
}

// RemoveFactor takes the second factor of an account away, for an owner who has lost it.
func (u *Users) RemoveFactor(ctx context.Context, name string) error {
	a, err := u.account(ctx, name)
	if err != nil || a.TOTPSecret == "" {
		return err
	}
	_, err = u.accounts.RemoveSecondFactor(ctx, desk.Operator(), a.ID)
	return said(err)
}

func (u *Users) account(ctx context.Context, name string) (desk.Account, error) {
	name = strings.ToLower(strings.TrimSpace(name))
	all, err := u.List(ctx)
	if err != nil {
		return desk.Account{}, err
	}
	i := slices.IndexFunc(all, func(a desk.Account) bool { return a.Name == name })
	if i < 0 {
		return desk.Account{}, fmt.Errorf("there is no account %s; `segur user list` shows them all", name)
	}
	return all[i], nil
}

func (u *Users) change(ctx context.Context, a desk.Account) error {
	_, err := u.accounts.Change(ctx, desk.Operator(), desk.Ref{ID: a.ID, Version: a.Version}, accounts.Settings{
		DisplayName: a.DisplayName, Role: a.Role, Scope: a.Scope, Lang: a.Lang, Disabled: a.Disabled, Subject: a.Subject,
	})
	return said(err)
}

func (u *Users) endSessions(ctx context.Context, a desk.Account) error {
	open, err := u.store.Sessions(ctx, a.ID)
	if err != nil || len(open) == 0 {
		return err
	}
	if err := u.store.RevokeSessions(ctx, a.ID, ""); err != nil {
		return err
	}
	return u.journal.Record(ctx, desk.Entry{
		Actor: desk.System, Action: desk.ActionSessionRevoked, Object: "account/" + a.Name,
		Old: fmt.Sprintf(`{"sessions":%d}`, len(open)), New: `{"sessions":0}`,
	})
}

// said keeps of a refusal what an operator can act on.
func said(err error) error {
	var refusal *segur.Error
	if errors.As(err, &refusal) && refusal.Code != segur.CodeInternal && refusal.Message != "" {
		return errors.New(refusal.Message)
	}
	return err
}
