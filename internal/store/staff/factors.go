package staff

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"github.com/segur-tracker/segur/internal/store/column"
)

// change runs one statement in a transaction of its own and reports whether it touched a row.
func (r Records) change(ctx context.Context, operation, statement string, args ...any) (bool, error) {
	var touched int64
	err := r.o.Write(ctx, operation, func(tx *gorm.DB) error {
		result := tx.Exec(statement, args...)
		touched = result.RowsAffected
		return result.Error
	})
	return err == nil && touched > 0, err
}

// UseTOTPStep takes a time step of the second factor: true once per step, false for it and
// every earlier one from then on. The account's version stays.
func (r Records) UseTOTPStep(ctx context.Context, account, step int64) (bool, error) {
	return r.change(ctx, fmt.Sprintf("use a time step of account %d", account),
		"UPDATE accounts SET totp_step = ? WHERE id = ? AND totp_step < ?", step, account, step)
}

// RecoveryCodesLeft returns how many recovery codes an account may still use.
func (r Records) RecoveryCodesLeft(ctx context.Context, account int64) (int, error) {
	return r.count(ctx, "SELECT COUNT(*) FROM recovery_codes WHERE account_id = ?", account)
}

// ReplaceRecoveryCodes gives an account these codes, by their hashes, in place of those it had.
func (r Records) ReplaceRecoveryCodes(ctx context.Context, account int64, hashes []string) error {
	return r.o.Write(ctx, fmt.Sprintf("replace the recovery codes of account %d", account), func(tx *gorm.DB) error {
		return replaceCodes(tx, account, hashes)
	})
}

func replaceCodes(tx *gorm.DB, account int64, hashes []string) error {
	if err := tx.Exec("DELETE FROM recovery_codes WHERE account_id = ?", account).Error; err != nil {
		return err
	}
	for _, hash := range hashes {
		err := tx.Exec("INSERT INTO recovery_codes (account_id, code_hash) VALUES (?, ?)", account, hash).Error
		if err != nil {
			return err
		}
	}
	return nil
}

// UseRecoveryCode uses a recovery code up: true once, false when the account has no such code.
func (r Records) UseRecoveryCode(ctx context.Context, account int64, hash string) (bool, error) {
	return r.change(ctx, fmt.Sprintf("use a recovery code of account %d", account),
		"DELETE FROM recovery_codes WHERE account_id = ? AND code_hash = ?", account, hash)
}

// AddDevice remembers a browser of an account by the hash of its cookie.
func (r Records) AddDevice(ctx context.Context, account int64, hash string) error {
	_, err := r.change(ctx, fmt.Sprintf("add a device of account %d", account),
		"INSERT INTO devices (account_id, device_hash, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
		account, hash, column.At(r.o.Clock()))
	return err
}

// HasDevice reports whether a browser is known to an account.
func (r Records) HasDevice(ctx context.Context, account int64, hash string) (bool, error) {
	n, err := r.count(ctx, "SELECT COUNT(*) FROM devices WHERE account_id = ? AND device_hash = ?", account, hash)
	return n > 0, err
}

func (r Records) count(ctx context.Context, query string, args ...any) (int, error) {
	var n int
	err := r.o.DB.WithContext(ctx).Raw(query, args...).Row().Scan(&n)
	return n, r.o.Fault.Translate("count", err)
}
