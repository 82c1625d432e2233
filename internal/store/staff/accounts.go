package staff

import (
	"context"

	"gorm.io/gorm"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/store/column"
	"github.com/segur-tracker/segur/internal/store/fault"
)

func accounts() sheet[desk.Account] {
	return sheet[desk.Account]{
		name: "accounts", subject: "account",
		columns: []string{
			"name", "display_name", "role", "scope", "lang", "disabled", "password_hash", "subject",
			"totp_secret", "totp_step", "created_at",
		},
		fields: func(a *desk.Account) []any {
			return []any{
				&a.Name, &a.DisplayName, &a.Role, column.JSON(&a.Scope), &a.Lang, &a.Disabled, &a.PasswordHash, &a.Subject,
				&a.TOTPSecret, &a.TOTPStep, column.Moment(&a.CreatedAt),
			}
		},
		id:      func(a *desk.Account) *int64 { return &a.ID },
		version: func(a *desk.Account) *int { return &a.Version },
	}
}

// Account returns one account; CodeNotFound when there is none with this identifier.
func (r Records) Account(ctx context.Context, id int64) (desk.Account, error) {
	return one(ctx, r, accounts(), "id", id)
}

// AccountByName returns the account with a sign-in name; CodeNotFound when there is none.
func (r Records) AccountByName(ctx context.Context, name string) (desk.Account, error) {
	return one(ctx, r, accounts(), "name", name)
}

// AccountBySubject returns the account bound to a single sign-on identity; CodeNotFound when
// there is none, and for "".
func (r Records) AccountBySubject(ctx context.Context, subject string) (desk.Account, error) {
	if subject == "" {
		return desk.Account{}, &segur.Error{Code: segur.CodeNotFound, Message: "not found"}
	}
	return one(ctx, r, accounts(), "subject", subject)
}

// Accounts returns every account by sign-in name.
func (r Records) Accounts(ctx context.Context) ([]desk.Account, error) {
	return list(ctx, r, accounts(), selection{order: "name"})
}

// keepAccount refuses what another account has already. It never takes an accepted step of
// the second factor back, as steps are also taken outside of batches, leaves no recovery code
// to an account without second factor, and no link to one that is disabled or has a new password.
func keepAccount(tx *gorm.DB, a *desk.Account) error {
	for _, unique := range [][2]string{{"name", a.Name}, {"subject", a.Subject}} {
		var taken int
		err := tx.Raw("SELECT COUNT(*) FROM accounts WHERE "+unique[0]+" = ? AND "+unique[0]+" <> '' AND id <> ?",
			unique[1], a.ID).Row().Scan(&taken)
		if err != nil {
			return err
		}
		if taken > 0 {
			return fault.Conflict(unique[0]+"_taken", "another account has this "+unique[0])
		}
	}
	err := tx.Raw("SELECT COALESCE(MAX(totp_step), ?) FROM accounts WHERE id = ? AND totp_secret = ? AND totp_step > ?",
		a.TOTPStep, a.ID, a.TOTPSecret, a.TOTPStep).Row().Scan(&a.TOTPStep)
	if err != nil {
		return err
	}
	var samePassword bool
	err = tx.Raw("SELECT COUNT(*) FROM accounts WHERE id = ? AND password_hash = ?", a.ID, a.PasswordHash).Row().Scan(&samePassword)
	if err != nil {
		return err
	}
	if err := keep(tx, accounts(), a); err != nil {
		return err
	}
	if a.Disabled || !samePassword {
		if err := retireLinks(tx, a.ID); err != nil {
			return err
		}
	}
	if a.TOTPSecret == "" {
		return tx.Exec("DELETE FROM recovery_codes WHERE account_id = ?", a.ID).Error
	}
	return nil
}
