package staff

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/store/column"
)

// Sessions are known by the hash of their token: the database opens none of them. A revoked
// session stays until it would have expired, so that a request still under way cannot write
// it anew.

// mostStrangers bounds the sessions of people who have not signed in yet, which anybody can open:
// a flood of them drops the ones seen longest ago instead of filling the disk (some 30 MB).
const mostStrangers = 50_000

// label is what a session says of itself, next to what only its writer reads.
type label struct {
	Account   int64     `json:"account"`
	Agent     string    `json:"agent"`
	CreatedAt time.Time `json:"created_at"`
	SeenAt    time.Time `json:"seen_at"`
}

// FindCtx returns the content of a session by the hash of its token; false when there is
// none, when it has expired and when it was revoked.
func (r Records) FindCtx(ctx context.Context, token string) (content []byte, exists bool, err error) {
	var found []session
	err = r.db(ctx).Where("id = ? AND revoked = ? AND expires_at > ?", token, false, column.At(r.o.Clock())).Find(&found).Error
	if err != nil || len(found) == 0 {
		return nil, false, r.o.Fault.Translate("find a session", err)
	}
	return found[0].Content, true, nil
}

// CommitCtx keeps a session by the hash of its token until expiry, unless it was revoked.
// The content is a JSON object with at least account, agent, created_at and seen_at.
func (r Records) CommitCtx(ctx context.Context, token string, content []byte, expiry time.Time) error {
	var l label
	if err := json.Unmarshal(content, &l); err != nil {
		return fmt.Errorf("keep a session: %w", err)
	}
	return r.o.Write(ctx, "keep a session", func(tx *gorm.DB) error {
		err := tx.Clauses(unlessRevoked()).Create(&session{
			ID: token, Account: l.Account, Agent: l.Agent, CreatedAt: l.CreatedAt, SeenAt: l.SeenAt, ExpiresAt: expiry, Content: content,
		}).Error
		if err != nil || l.Account != 0 {
			return err
		}
		last := tx.Model(&session{}).Select("seen_at").Where("account_id IS NULL").Order("seen_at DESC").Limit(1).Offset(mostStrangers - 1)
		return tx.Where("account_id IS NULL AND seen_at < (?)", last).Delete(&session{}).Error
	})
}

// unlessRevoked writes a session over the one with the same token.
func unlessRevoked() clause.OnConflict {
	return clause.OnConflict{
		Columns:   []clause.Column{{Name: "id"}},
		DoUpdates: clause.AssignmentColumns([]string{"account_id", "agent", "created_at", "seen_at", "expires_at", "content"}),
		Where:     clause.Where{Exprs: []clause.Expression{clause.Eq{Column: clause.Column{Table: "sessions", Name: "revoked"}, Value: false}}},
	}
}

// rehearsal is the session that Rehearse writes; no hash of a token looks like it.
const rehearsal = "rehearsal"

// Rehearse writes a session and takes it away again: it fails where none could be kept.
func (r Records) Rehearse(ctx context.Context) error {
	return r.o.Write(ctx, "rehearse a session", func(tx *gorm.DB) error {
		now := r.o.Clock()
		tried := session{ID: rehearsal, CreatedAt: now, SeenAt: now, ExpiresAt: now, Content: []byte{}, Revoked: true}
		if err := tx.Create(&tried).Error; err != nil {
			return err
		}
		return tx.Delete(&tried).Error
	})
}

// DeleteCtx revokes a session; it is no error when there is none.
func (r Records) DeleteCtx(ctx context.Context, token string) error {
	return r.RevokeSession(ctx, token)
}

// Sessions returns the live sessions of an account, or of every account for 0, the last
// seen first.
func (r Records) Sessions(ctx context.Context, account int64) ([]desk.Session, error) {
	selected := r.db(ctx).Omit("content").Where("account_id IS NOT NULL AND revoked = ? AND expires_at > ?", false, column.At(r.o.Clock()))
	if account != 0 {
		selected = selected.Where("account_id = ?", account)
	}
	return list(r, selected.Order("seen_at DESC, id"), func(row session) desk.Session {
		return desk.Session{
			ID: row.ID, Account: row.Account, CreatedAt: row.CreatedAt, SeenAt: row.SeenAt, ExpiresAt: row.ExpiresAt, Agent: row.Agent,
		}
	})
}

// RevokeSession ends a session; it is no error when there is none.
func (r Records) RevokeSession(ctx context.Context, id string) error {
	return r.revoke(ctx, "revoke a session", "id = ?", id)
}

// RevokeSessions ends every session of an account except the one named, "" for none.
func (r Records) RevokeSessions(ctx context.Context, account int64, except string) error {
	return r.revoke(ctx, fmt.Sprintf("revoke the sessions of account %d", account), "account_id = ? AND id <> ?", account, except)
}

func (r Records) revoke(ctx context.Context, operation, which string, args ...any) error {
	return r.o.Write(ctx, operation, func(tx *gorm.DB) error {
		return tx.Model(&session{}).Where(which, args...).Updates(map[string]any{"revoked": true, "content": []byte{}}).Error
	})
}

// DropExpiredSessions forgets the sessions and one-time links that ended at now or before.
func (r Records) DropExpiredSessions(ctx context.Context, now time.Time) error {
	return r.o.Write(ctx, "drop expired sessions", func(tx *gorm.DB) error {
		if err := tx.Where("expires_at <= ?", column.At(now)).Delete(&session{}).Error; err != nil {
			return err
		}
		return dropLinks(tx, now)
	})
}
