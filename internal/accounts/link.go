package accounts

import (
	"context"
	"fmt"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/journal"
	"github.com/segur-tracker/segur/internal/refusal"
)

// IssueLink keeps a one-time link, in the place of those issued for the account before; its token
// never comes here. Only the program itself issues the link that sets up the first account.
func (s *Service) IssueLink(ctx context.Context, actor desk.Actor, link desk.Link) error {
	if err := s.journal.Require(ctx, actor, desk.ManageAccounts, fmt.Sprintf("account/%d", link.Account)); err != nil {
		return err
	}
	if (link.Purpose == desk.LinkSetUp) != (link.Account == 0) || link.Account == 0 && actor.ID != desk.Operator().ID {
		return refusal.Invalidf(refusal.Link, "a link %s is not for account %d", link.Purpose, link.Account)
	}
	object := "accounts"
	if link.Account != 0 {
		a, err := s.account(ctx, link.Account)
		if err != nil {
			return err
		}
		object = "account/" + a.Name
	}
	e := s.journal.Entry(actor, desk.ActionLinkIssued, object)
	e.New = journal.JSON(map[string]any{"purpose": link.Purpose, "expires_at": link.ExpiresAt.UTC()})
	if err := s.journal.Commit(ctx, &desk.Batch{Link: &link, Audit: []desk.Entry{e}}); err != nil {
		return fmt.Errorf("issue a link: %w", err)
	}
	return nil
}

// UseResetLink gives the account of a link a password, by its hash, and uses the link up. The
// caller has found the link by its token. refusal.Link when it cannot serve.
func (s *Service) UseResetLink(ctx context.Context, link desk.Link, passwordHash string) (desk.Account, error) {
	old, err := s.account(ctx, link.Account)
	switch {
	case err != nil:
		return desk.Account{}, err
	case link.Purpose != desk.LinkReset || !s.journal.Now().Before(link.ExpiresAt) || old.Disabled:
		return desk.Account{}, refusal.Conflictf(refusal.Link, "this link does not serve any more")
	case passwordHash == "":
		return desk.Account{}, refusal.Invalidf(refusal.Password, "no password is given")
	}
	a := old
	a.PasswordHash = passwordHash
	batch := s.altered(desk.Actor{Account: a}, desk.ActionPasswordSet, old, a)
	batch.UsedLink = link.TokenHash
	if err := s.journal.Commit(ctx, &batch); err != nil {
		return desk.Account{}, fmt.Errorf("use a link of account %s: %w", a.Name, err)
	}
	return batch.Accounts[0], nil
}
