package accounts

import (
	"context"
	"fmt"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/refusal"
)

// SetOwnPassword gives the actor a password, by its hash. Links to choose one serve no more.
func (s *Service) SetOwnPassword(ctx context.Context, actor desk.Actor, hash string) (desk.Account, error) {
	if hash == "" {
		return desk.Account{}, refusal.Invalidf(refusal.Password, "no password is given")
	}
	return s.alter(ctx, actor, actor.ID, desk.ActionPasswordSet, func(a *desk.Account) { a.PasswordHash = hash })
}

// SetOwnLanguage changes the language in which the actor works.
func (s *Service) SetOwnLanguage(ctx context.Context, actor desk.Actor, lang string) (desk.Account, error) {
	if lang != "fr" && lang != "en" {
		return desk.Account{}, refusal.Invalidf(refusal.Lang, "there is no language %q", lang)
	}
	return s.alter(ctx, actor, actor.ID, desk.ActionAccountChanged, func(a *desk.Account) { a.Lang = lang })
}

// EnrolSecondFactor gives the actor, who has none, a second factor and recovery codes by their
// hashes. step is the time step of the code that proved it: it counts no more.
func (s *Service) EnrolSecondFactor(ctx context.Context, actor desk.Actor, secret string, step int64, codes ...string) (desk.Account, error) {
	old, err := s.Account(ctx, actor, actor.ID)
	if err != nil {
		return desk.Account{}, err
	}
	if secret == "" {
		return desk.Account{}, refusal.Invalidf(refusal.Secret, "no second factor is given")
	}
	if old.TOTPSecret != "" {
		return desk.Account{}, s.journal.Forbid(ctx, actor, "account/"+actor.Name,
			refusal.Forbiddenf(refusal.SecondFactor, "take the present second factor away first"))
	}
	a := old
	a.TOTPSecret, a.TOTPStep = secret, step
	batch := s.altered(actor, desk.ActionFactorEnrolled, old, a)
	batch.RecoveryCodes = map[int64][]string{a.ID: codes}
	// Of two sessions that both found no factor, the version lets one write.
	if err := s.journal.Commit(ctx, &batch); err != nil {
		return desk.Account{}, fmt.Errorf("enrol a second factor of account %s: %w", a.Name, err)
	}
	return batch.Accounts[0], nil
}

// RemoveSecondFactor takes the second factor of an account away: one's own in a session that
// has shown it, and as an administrator that of an owner who has lost it.
func (s *Service) RemoveSecondFactor(ctx context.Context, actor desk.Actor, account int64) (desk.Account, error) {
	if account != actor.ID || !actor.SecondFactor {
		if err := s.journal.Require(ctx, actor, desk.ManageAccounts, fmt.Sprintf("account/%d", account)); err != nil {
			return desk.Account{}, err
		}
	}
	return s.alter(ctx, actor, account, desk.ActionFactorRemoved, func(a *desk.Account) { a.TOTPSecret, a.TOTPStep = "", 0 })
}

// alter changes one account as it is now. The caller has checked the right, unless it is the
// actor's own.
func (s *Service) alter(ctx context.Context, actor desk.Actor, id int64, action desk.Action, do func(*desk.Account)) (desk.Account, error) {
	if id == actor.ID {
		if err := s.journal.Require(ctx, actor, desk.Member, "account/"+actor.Name); err != nil {
			return desk.Account{}, err
		}
	}
	old, err := s.account(ctx, id)
	if err != nil {
		return desk.Account{}, err
	}
	a := old
	do(&a)
	batch := s.altered(actor, action, old, a)
	if err := s.journal.Commit(ctx, &batch); err != nil {
		return desk.Account{}, fmt.Errorf("%s of account %s: %w", action, a.Name, err)
	}
	return batch.Accounts[0], nil
}
