package accounts

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/journal"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/segur"
)

// NewAccount is an account to create. PasswordHash, a PHC string, may be empty: its owner then
// chooses a password through a link, or signs in by Subject.
type NewAccount struct {
	Name         string // put in lower case
	DisplayName  string
	Role         desk.Role
	Scope        desk.Scope
	Lang         string
	PasswordHash string
	Subject      string
}

// Settings is everything that an administrator decides about an account, as it will be.
type Settings struct {
	DisplayName string
	Role        desk.Role
	Scope       desk.Scope
	Lang        string
	Disabled    bool
	Subject     string
}

// List returns every account by sign-in name.
func (s *Service) List(ctx context.Context, actor desk.Actor) ([]desk.Account, error) {
	if err := s.journal.Require(ctx, actor, desk.ManageAccounts, "accounts"); err != nil {
		return nil, err
	}
	return s.storage.Accounts(ctx)
}

// Account returns one account: their own for anybody, any for administrators.
func (s *Service) Account(ctx context.Context, actor desk.Actor, id int64) (desk.Account, error) {
	permission := desk.ManageAccounts
	if id == actor.ID {
		permission = desk.Member
	}
	if err := s.journal.Require(ctx, actor, permission, fmt.Sprintf("account/%d", id)); err != nil {
		return desk.Account{}, err
	}
	return s.account(ctx, id)
}

func (s *Service) account(ctx context.Context, id int64) (desk.Account, error) {
	a, err := s.storage.Account(ctx, id)
	if err != nil {
		return desk.Account{}, fmt.Errorf("read account %d: %w", id, err)
	}
	return a, nil
}

// Create creates an account. Every rule that it breaks is refused at once (see segur.Refusals).
func (s *Service) Create(ctx context.Context, actor desk.Actor, n NewAccount) (desk.Account, error) {
	name := strings.ToLower(strings.TrimSpace(n.Name))
	if err := s.journal.Require(ctx, actor, desk.ManageAccounts, "account/"+name); err != nil {
		return desk.Account{}, err
	}
	return s.create(ctx, actor, n, "")
}

// CreateFirst creates the account from which all others come, an administrator whatever the
// role asked for. It fails with CodeConflict once there is an account. usedLink is the hash of
// the set-up link that this uses up, "" for none.
func (s *Service) CreateFirst(ctx context.Context, n NewAccount, usedLink string) (desk.Account, error) {
	accounts, err := s.storage.Accounts(ctx)
	if err != nil {
		return desk.Account{}, fmt.Errorf("create the first account: %w", err)
	}
	if len(accounts) > 0 {
		return desk.Account{}, refusal.Conflictf(refusal.Link, "there is an account already")
	}
	n.Role, n.Scope = desk.RoleAdmin, desk.Scope{}
	return s.create(ctx, desk.Operator(), n, usedLink)
}

// Judge refuses an account that breaks rules, as creating it would: a *segur.Error for each,
// joined (see segur.Refusals). That its name or identity may be taken shows only then.
func (n NewAccount) Judge() error { return acceptable(n.account()) }

func (n NewAccount) account() desk.Account {
	return desk.Account{
		Name: strings.ToLower(strings.TrimSpace(n.Name)), DisplayName: strings.TrimSpace(n.DisplayName), Role: n.Role,
		Scope: n.Scope, Lang: n.Lang, PasswordHash: n.PasswordHash, Subject: strings.TrimSpace(n.Subject),
	}
}

func (s *Service) create(ctx context.Context, actor desk.Actor, n NewAccount, usedLink string) (desk.Account, error) {
	a := n.account()
	a.CreatedAt = s.journal.Now()
	if err := acceptable(a); err != nil {
		return desk.Account{}, err
	}
	e := s.journal.Entry(actor, desk.ActionAccountCreated, "account/"+a.Name)
	e.New = public(a)
	batch := desk.Batch{Accounts: []desk.Account{a}, Audit: []desk.Entry{e}, UsedLink: usedLink}
	if err := s.journal.Commit(ctx, &batch); err != nil {
		return desk.Account{}, fmt.Errorf("create account %s: %w", a.Name, err)
	}
	return batch.Accounts[0], nil
}

// Lengths of names, in letters.
const (
	minName        = 2
	maxName        = 64
	maxDisplayName = 100
)

// acceptable refuses an account that breaks rules, with every one of them.
func acceptable(a desk.Account) error {
	const letters = "abcdefghijklmnopqrstuvwxyz0123456789.-_@"
	var faults []error
	switch {
	case len(a.Name) < minName || len(a.Name) > maxName || strings.Trim(a.Name, letters) != "":
		faults = append(faults, refusal.Invalidf(refusal.Name, "a name has %d to %d of the letters %s", minName, maxName, letters))
	case a.Name == desk.System || a.Name == desk.Seed:
		faults = append(faults, refusal.Conflictf(refusal.NameTaken, "the program itself signs as %s", a.Name))
	}
	if a.DisplayName == "" || utf8.RuneCountInString(a.DisplayName) > maxDisplayName {
		faults = append(faults, refusal.Invalidf(refusal.DisplayName, "the name to show has 1 to %d letters", maxDisplayName))
	}
	if !slices.Contains(desk.Roles(), a.Role) {
		faults = append(faults, refusal.Invalidf(refusal.Role, "there is no role %q", a.Role))
	}
	faults = append(faults, scopeFault(a))
	if a.Lang != "fr" && a.Lang != "en" {
		faults = append(faults, refusal.Invalidf(refusal.Lang, "there is no language %q", a.Lang))
	}
	return errors.Join(faults...)
}

func scopeFault(a desk.Account) error {
	if a.Role == desk.RoleRegional && len(a.Scope.Regions) == 0 {
		return refusal.Invalidf(refusal.ScopeRequired, "a regional account has at least one region")
	}
	for _, code := range a.Scope.Regions {
		if !slices.Contains(segur.RegionCodes(), code) {
			return refusal.Invalidf(refusal.ScopeUnknown, "there is no region %q", code)
		}
	}
	for _, measure := range a.Scope.Measures {
		if measure < 1 || measure > segur.MeasureCount {
			return refusal.Invalidf(refusal.ScopeUnknown, "there is no measure %d", measure)
		}
	}
	return nil
}

// public returns what the journal keeps of an account: whether there are secrets, never which.
func public(a desk.Account) string {
	return journal.JSON(struct {
		Name         string     `json:"name"`
		DisplayName  string     `json:"display_name"`
		Role         desk.Role  `json:"role"`
		Scope        desk.Scope `json:"scope"`
		Lang         string     `json:"lang"`
		Disabled     bool       `json:"disabled"`
		Password     bool       `json:"password"`
		SecondFactor bool       `json:"second_factor"`
		Subject      string     `json:"subject"`
	}{
		a.Name, a.DisplayName, a.Role, a.Scope, a.Lang, a.Disabled, a.PasswordHash != "", a.TOTPSecret != "", a.Subject,
	})
}

// altered is the batch that turns an account into another form of it, and says so in the journal.
func (s *Service) altered(actor desk.Actor, action desk.Action, old, a desk.Account) desk.Batch {
	return desk.Batch{Accounts: []desk.Account{a}, Audit: []desk.Entry{line(s.journal, actor, action, old, a)}}
}

// line says in the journal that an account has taken another form.
func line(j *journal.Journal, actor desk.Actor, action desk.Action, old, a desk.Account) desk.Entry {
	e := j.Entry(actor, action, "account/"+a.Name)
	e.Old, e.New = public(old), public(a)
	return e
}

// Change makes an account what an administrator decides. Its proposals stay as they are,
// and its sessions too: ending them is up to whoever keeps sessions. The last administrator who
// can sign in is neither disabled, given another role nor left without a way in.
func (s *Service) Change(ctx context.Context, actor desk.Actor, ref desk.Ref, c Settings) (desk.Account, error) {
	if err := s.journal.Require(ctx, actor, desk.ManageAccounts, fmt.Sprintf("account/%d", ref.ID)); err != nil {
		return desk.Account{}, err
	}
	old, err := s.account(ctx, ref.ID)
	if err != nil {
		return desk.Account{}, err
	}
	if err := journal.Fresh("account", ref, old.Version); err != nil {
		return desk.Account{}, err
	}
	a := old
	a.DisplayName, a.Role, a.Scope, a.Lang = strings.TrimSpace(c.DisplayName), c.Role, c.Scope, c.Lang
	a.Disabled, a.Subject = c.Disabled, strings.TrimSpace(c.Subject)
	if err := acceptable(a); err != nil {
		return desk.Account{}, err
	}
	batch := s.altered(actor, desk.ActionAccountChanged, old, a)
	// One whose owner has yet to choose a password stands in for nobody but another such.
	stays := func(x desk.Account) bool { return isAdmin(x) && (canSignIn(x) || !canSignIn(old)) }
	if stays(old) && !stays(a) {
		other, err := s.otherAdmin(ctx, a.ID, stays)
		if err != nil {
			return desk.Account{}, err
		}
		batch.Accounts = append(batch.Accounts, other)
	}
	if err := s.journal.Commit(ctx, &batch); err != nil {
		return desk.Account{}, fmt.Errorf("change account %s: %w", a.Name, err)
	}
	return batch.Accounts[0], nil
}

func isAdmin(a desk.Account) bool   { return a.Role == desk.RoleAdmin && !a.Disabled }
func canSignIn(a desk.Account) bool { return a.PasswordHash != "" || a.Subject != "" }

// otherAdmin returns an administrator who stays, other than the one to go. Written again in the
// same batch, as it is, it makes two administrators who disable each other at the same moment
// meet: the second is refused as stale.
func (s *Service) otherAdmin(ctx context.Context, leaving int64, stays func(desk.Account) bool) (desk.Account, error) {
	accounts, err := s.storage.Accounts(ctx)
	if err != nil {
		return desk.Account{}, fmt.Errorf("look for an administrator: %w", err)
	}
	i := slices.IndexFunc(accounts, func(a desk.Account) bool { return stays(a) && a.ID != leaving })
	if i < 0 {
		return desk.Account{}, refusal.Conflictf(refusal.LastAdmin, "the last administrator stays")
	}
	return accounts[i], nil
}
