package staff

import (
	"context"
	"slices"
	"time"

	"gorm.io/gorm"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/store/column"
)

// Write writes all of a batch but its release, which comes first, and fills in identifiers,
// versions and hashes. A new plan's identifier is also written into the proposals of the
// batch that the plan lists.
func Write(tx *gorm.DB, b *desk.Batch) error {
	if err := useLink(tx, b.UsedLink); err != nil {
		return err // first, as an account with a new password takes its links with it
	}
	for i := range b.Accounts {
		if err := keepAccount(tx, &b.Accounts[i]); err != nil {
			return err
		}
	}
	if err := writePlans(tx, b); err != nil {
		return err
	}
	if err := keepDocuments(tx, b.Attachments); err != nil {
		return err
	}
	if err := keepOffer(tx, b.Offer); err != nil {
		return err
	}
	for i := range b.Proposals {
		if err := keepProposal(tx, &b.Proposals[i]); err != nil {
			return err
		}
	}
	for i := range b.Cases {
		if err := keepCase(tx, &b.Cases[i]); err != nil {
			return err
		}
	}
	for i := range b.Remarks {
		if err := tx.Create((*remark)(&b.Remarks[i])).Error; err != nil {
			return err
		}
	}
	for account, hashes := range b.RecoveryCodes {
		if err := replaceCodes(tx, account, hashes); err != nil {
			return err
		}
	}
	if err := issueLink(tx, b.Link); err != nil {
		return err
	}
	return appendAudit(tx, b)
}

func writePlans(tx *gorm.DB, b *desk.Batch) error {
	for i := range b.Plans {
		kept := &b.Plans[i]
		fresh := kept.Version == 0
		if err := keep(tx, (*plan)(kept)); err != nil {
			return err
		}
		for j := range b.Proposals {
			if fresh && slices.Contains(kept.Proposals, b.Proposals[j].ID) {
				b.Proposals[j].Plan = kept.ID
			}
		}
	}
	return nil
}

// issueLink keeps a link in the place of those issued before: what was handed to the wrong
// person dies with the next one.
func issueLink(tx *gorm.DB, l *desk.Link) error {
	if l == nil {
		return nil
	}
	if err := retireLinks(tx, l.Account); err != nil {
		return err
	}
	return tx.Create(&link{TokenHash: l.TokenHash, Purpose: l.Purpose, Account: l.Account, ExpiresAt: l.ExpiresAt}).Error
}

// retireLinks uses up every link of an account; those that set up the first one for 0.
func retireLinks(tx *gorm.DB, account int64) error {
	of := map[string]any{"used": false, "account_id": nil}
	if account != 0 {
		of["account_id"] = account
	}
	return tx.Model(&link{}).Where(of).Update("used", true).Error
}

// useLink uses a link up, none for "".
func useLink(tx *gorm.DB, tokenHash string) error {
	if tokenHash == "" {
		return nil
	}
	result := tx.Model(&link{}).Where("used = ? AND token_hash = ?", false, tokenHash).Update("used", true)
	if result.Error == nil && result.RowsAffected == 0 {
		return refusal.Conflictf(refusal.Link, "this link has been used already")
	}
	return result.Error
}

// Link returns a one-time link; CodeNotFound when it is absent or used up. The caller checks
// whether it has expired.
func (r Records) Link(ctx context.Context, tokenHash string) (desk.Link, error) {
	return one(r, r.db(ctx).Where("token_hash = ? AND used = ?", tokenHash, false), func(row link) desk.Link {
		return desk.Link{TokenHash: row.TokenHash, Purpose: row.Purpose, Account: row.Account, ExpiresAt: row.ExpiresAt}
	})
}

// dropLinks forgets links that ended before a moment; none of them opens anything.
func dropLinks(tx *gorm.DB, now time.Time) error {
	return tx.Where("expires_at <= ?", column.At(now)).Delete(&link{}).Error
}
