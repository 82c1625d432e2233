package staff

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

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
	err = r.o.DB.WithContext(ctx).
		Raw("SELECT content FROM sessions WHERE id = ? AND revoked = 0 AND expires_at > ?", token, column.At(r.o.Clock())).
		Row().Scan(&content)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, false, nil
	}
	return content, err == nil, r.o.Fault.Translate("find a session", err)
}

// CommitCtx keeps a session by the hash of its token until expiry, unless it was revoked.
// The content is a JSON object with at least account, agent, created_at and seen_at.
func (r Records) CommitCtx(ctx context.Context, token string, content []byte, expiry time.Time) error {
	var l label
	if err := json.Unmarshal(content, &l); err != nil {
		return fmt.Errorf("keep a session: %w", err)
	}
	return r.o.Write(ctx, "keep a session", func(tx *gorm.DB) error {
		err := tx.Exec("INSERT INTO sessions (id, account_id, agent, created_at, seen_at, expires_at, content, revoked)"+
			" VALUES (?, ?, ?, ?, ?, ?, ?, 0) ON CONFLICT (id) DO UPDATE SET account_id = excluded.account_id,"+
			" agent = excluded.agent, created_at = excluded.created_at, seen_at = excluded.seen_at,"+
			" expires_at = excluded.expires_at, content = excluded.content WHERE sessions.revoked = 0",
			token, column.Reference(&l.Account), l.Agent, column.At(l.CreatedAt), column.At(l.SeenAt), column.At(expiry), content).Error
		if err != nil || l.Account != 0 {
			return err
		}
		return tx.Exec("DELETE FROM sessions WHERE account_id IS NULL AND seen_at <"+
			" (SELECT seen_at FROM sessions WHERE account_id IS NULL ORDER BY seen_at DESC LIMIT 1 OFFSET ?)", mostStrangers-1).Error
	})
}

// rehearsal is the session that Rehearse writes; no hash of a token looks like it.
const rehearsal = "rehearsal"

// Rehearse writes a session and takes it away again: it fails where none could be kept.
func (r Records) Rehearse(ctx context.Context) error {
	return r.o.Write(ctx, "rehearse a session", func(tx *gorm.DB) error {
		now := column.At(r.o.Clock())
		err := tx.Exec("INSERT INTO sessions (id, account_id, agent, created_at, seen_at, expires_at, content, revoked)"+
			" VALUES (?, NULL, '', ?, ?, ?, ?, 1)", rehearsal, now, now, now, []byte{}).Error
		if err != nil {
			return err
		}
		return tx.Exec("DELETE FROM sessions WHERE id = ?", rehearsal).Error
	})
}

// DeleteCtx revokes a session; it is no error when there is none.
func (r Records) DeleteCtx(ctx context.Context, token string) error {
	return r.RevokeSession(ctx, token)
}

// Sessions returns the live sessions of an account, or of every account for 0, the last
// seen first.
func (r Records) Sessions(ctx context.Context, account int64) ([]desk.Session, error) {
	rows, err := r.o.DB.WithContext(ctx).Raw("SELECT id, account_id, created_at, seen_at, expires_at, agent FROM sessions"+
		" WHERE account_id IS NOT NULL AND account_id = COALESCE(?, account_id) AND revoked = 0 AND expires_at > ?"+
		" ORDER BY seen_at DESC, id", column.Reference(&account), column.At(r.o.Clock())).Rows()
	if err != nil {
		return nil, r.o.Fault.Translate("read sessions", err)
	}
	defer rows.Close()
	var found []desk.Session
	for rows.Next() {
		var s desk.Session
		if err := rows.Scan(&s.ID, &s.Account, column.Moment(&s.CreatedAt), column.Moment(&s.SeenAt),
			column.Moment(&s.ExpiresAt), &s.Agent); err != nil {
			return nil, r.o.Fault.Translate("read sessions", err)
		}
		found = append(found, s)
	}
	return found, r.o.Fault.Translate("read sessions", rows.Err())
}

const revoke = "UPDATE sessions SET revoked = 1, content = ?"

// RevokeSession ends a session; it is no error when there is none.
func (r Records) RevokeSession(ctx context.Context, id string) error {
	_, err := r.change(ctx, "revoke a session", revoke+" WHERE id = ?", []byte{}, id)
	return err
}

// RevokeSessions ends every session of an account except the one named, "" for none.
func (r Records) RevokeSessions(ctx context.Context, account int64, except string) error {
	_, err := r.change(ctx, fmt.Sprintf("revoke the sessions of account %d", account),
		revoke+" WHERE account_id = ? AND id <> ?", []byte{}, account, except)
	return err
}

// DropExpiredSessions forgets the sessions and one-time links that ended at now or before.
func (r Records) DropExpiredSessions(ctx context.Context, now time.Time) error {
	return r.o.Write(ctx, "drop expired sessions", func(tx *gorm.DB) error {
		if err := tx.Exec("DELETE FROM sessions WHERE expires_at <= ?", column.At(now)).Error; err != nil {
			return err
		}
		return dropLinks(tx, now)
	})
}
