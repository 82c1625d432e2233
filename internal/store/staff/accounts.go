package staff

import (
	"context"

	"gorm.io/gorm"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/segur"
)

func accountOf(row account) desk.Account { return desk.Account(row) }

// Account returns one account; CodeNotFound when there is none with this identifier.
func (r Records) Account(ctx context.Context, id int64) (desk.Account, error) {
	return one(r, r.db(ctx).Where("id = ?", id), accountOf)
}

// AccountByName returns the account with a sign-in name; CodeNotFound when there is none.
func (r Records) AccountByName(ctx context.Context, name string) (desk.Account, error) {
	return one(r, r.db(ctx).Where("name = ?", name), accountOf)
}

// AccountBySubject returns the account bound to a single sign-on identity; CodeNotFound when
// there is none, and for "".
func (r Records) AccountBySubject(ctx context.Context, subject string) (desk.Account, error) {
	if subject == "" {
		return desk.Account{}, &segur.Error{Code: segur.CodeNotFound, Message: "not found"}
	}
	return one(r, r.db(ctx).Where("subject = ?", subject), accountOf)
}

// Accounts returns every account by sign-in name.
func (r Records) Accounts(ctx context.Context) ([]desk.Account, error) {
	return list(r, r.db(ctx).Order("name"), accountOf)
}

// keepAccount refuses what another account has already. It never takes an accepted step of
// the second factor back, as steps are also taken outside of batches, leaves no recovery code
// to an account without second factor, and no link to one that is disabled or has a new password.
func keepAccount(tx *gorm.DB, a *desk.Account) error {
	for _, unique := range []struct{ column, value, refusal string }{
		{"name", a.Name, refusal.NameTaken}, {"subject", a.Subject, refusal.SubjectTaken},
	} {
		var taken int64
		err := tx.Model(&account{}).Where(unique.column+" = ? AND "+unique.column+" <> '' AND id <> ?", unique.value, a.ID).Count(&taken).Error
		if err != nil {
			return err
		}
		if taken > 0 {
			return refusal.Conflictf(unique.refusal, "another account has this %s", unique.column)
		}
	}
	var before []account // none for a new account
	if err := tx.Where("id = ?", a.ID).Find(&before).Error; err != nil {
		return err
	}
	samePassword := false
	for _, stored := range before {
		samePassword = stored.PasswordHash == a.PasswordHash
		if stored.TOTPSecret == a.TOTPSecret {
			a.TOTPStep = max(a.TOTPStep, stored.TOTPStep)
		}
	}
	if err := keep(tx, (*account)(a)); err != nil {
		return err
	}
	if a.Disabled || !samePassword {
		if err := retireLinks(tx, a.ID); err != nil {
			return err
		}
	}
	if a.TOTPSecret == "" {
		return replaceCodes(tx, a.ID, nil)
	}
	return nil
}
