package staff

import (
	"context"
	"fmt"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// change runs one statement in a transaction of its own and reports whether it touched a row.
func (r Records) change(ctx context.Context, operation string, statement func(tx *gorm.DB) *gorm.DB) (bool, error) {
	var touched int64
	err := r.o.Write(ctx, operation, func(tx *gorm.DB) error {
		result := statement(tx)
		touched = result.RowsAffected
		return result.Error
	})
	return err == nil && touched > 0, err
}

// UseTOTPStep takes a time step of the second factor: true once per step, false for it and
// every earlier one from then on. The account's version stays.
func (r Records) UseTOTPStep(ctx context.Context, id, step int64) (bool, error) {
	return r.change(ctx, fmt.Sprintf("use a time step of account %d", id), func(tx *gorm.DB) *gorm.DB {
		return tx.Model(&account{}).Where("id = ? AND totp_step < ?", id, step).Update("totp_step", step)
	})
}

// RecoveryCodesLeft returns how many recovery codes an account may still use.
func (r Records) RecoveryCodesLeft(ctx context.Context, account int64) (int, error) {
	return count[recoveryCode](r, r.db(ctx).Where("account_id = ?", account))
}

// ReplaceRecoveryCodes gives an account these codes, by their hashes, in place of those it had.
func (r Records) ReplaceRecoveryCodes(ctx context.Context, account int64, hashes []string) error {
	return r.o.Write(ctx, fmt.Sprintf("replace the recovery codes of account %d", account), func(tx *gorm.DB) error {
		return replaceCodes(tx, account, hashes)
	})
}

func replaceCodes(tx *gorm.DB, account int64, hashes []string) error {
	if err := tx.Where("account_id = ?", account).Delete(&recoveryCode{}).Error; err != nil {
		return err
	}
	var codes []recoveryCode
	for _, hash := range hashes {
		codes = append(codes, recoveryCode{account, hash})
	}
	return tx.CreateInBatches(codes, mostRows).Error // Create would refuse an empty list
}

// UseRecoveryCode uses a recovery code up: true once, false when the account has no such code.
func (r Records) UseRecoveryCode(ctx context.Context, account int64, hash string) (bool, error) {
	return r.change(ctx, fmt.Sprintf("use a recovery code of account %d", account), func(tx *gorm.DB) *gorm.DB {
		return tx.Where("account_id = ? AND code_hash = ?", account, hash).Delete(&recoveryCode{})
	})
}

// AddDevice remembers a browser of an account by the hash of its cookie.
func (r Records) AddDevice(ctx context.Context, account int64, hash string) error {
	_, err := r.change(ctx, fmt.Sprintf("add a device of account %d", account), func(tx *gorm.DB) *gorm.DB {
		return tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&device{account, hash, r.o.Clock()})
	})
	return err
}

// HasDevice reports whether a browser is known to an account.
func (r Records) HasDevice(ctx context.Context, account int64, hash string) (bool, error) {
	n, err := count[device](r, r.db(ctx).Where("account_id = ? AND device_hash = ?", account, hash))
	return n > 0, err
}
