package auth

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"
)

// Lives of a session.
const (
	idleLife     = 30 * time.Minute
	absoluteLife = 12 * time.Hour
	strangerLife = time.Hour // before signing in
	awaitLife    = 10 * time.Minute
	refreshEvery = time.Minute // the time last seen may lag so much behind, to spare writes
)

// SessionStore keeps sessions by the hexadecimal SHA-256 of their token.
type SessionStore interface {
	// FindCtx returns false for a session that does not exist, has expired or was revoked.
	FindCtx(ctx context.Context, token string) (b []byte, exists bool, err error)
	// CommitCtx keeps a session until expiry; one that was revoked stays so, without error.
	CommitCtx(ctx context.Context, token string, b []byte, expiry time.Time) error
	// DeleteCtx revokes a session; it is no error when there is none.
	DeleteCtx(ctx context.Context, token string) error
}

// record is a session as it is stored. Storage reads the first fields, only this package the
// values.
type record struct {
	Deadline  time.Time `json:"deadline"`
	Account   int64     `json:"account"` // 0 before signing in
	Agent     string    `json:"agent"`
	CreatedAt time.Time `json:"created_at"`
	SeenAt    time.Time `json:"seen_at"`
	Values    values    `json:"values"`
}

// values is what a session remembers.
type values struct {
	SecondFactor bool       `json:"second_factor,omitempty"`
	FormToken    string     `json:"form_token,omitempty"`
	Return       string     `json:"return,omitempty"`
	Secret       string     `json:"secret,omitempty"`
	IDToken      string     `json:"id_token,omitempty"`
	LogoutState  string     `json:"logout_state,omitempty"`
	Awaited      *SignedIn  `json:"awaited,omitempty"`
	AwaitedSince time.Time  `json:"awaited_since,omitzero"`
	Handshake    *Handshake `json:"handshake,omitempty"`
	Flashes      []Flash    `json:"flashes,omitempty"`
}

func (r record) expiry() time.Time {
	if idle := r.SeenAt.Add(idleLife); idle.Before(r.Deadline) {
		return idle
	}
	return r.Deadline
}

// slot is the one entry of the session library's map that we use: a record.
const slot = "record"

// codec writes records as JSON. Writing one is being seen.
type codec struct {
	clock func() time.Time
}

// Encode is called by the session library.
func (c codec) Encode(deadline time.Time, kept map[string]any) ([]byte, error) {
	r, _ := kept[slot].(record)
	r.Deadline, r.SeenAt = deadline.UTC(), c.clock().UTC()
	return json.Marshal(r)
}

// Decode is called by the session library.
func (c codec) Decode(b []byte) (time.Time, map[string]any, error) {
	var r record
	if err := json.Unmarshal(b, &r); err != nil {
		return time.Time{}, nil, fmt.Errorf("read session: %w", err)
	}
	return r.Deadline, map[string]any{slot: r}, nil
}

// sessionStore stands between the session library and storage. The library reckons expiry with the
// machine's clock and names sessions in base64; storage gets both from the record and in hexadecimal.
type sessionStore struct {
	store SessionStore
}

// FindCtx is called by the session library.
func (s sessionStore) FindCtx(ctx context.Context, token string) ([]byte, bool, error) {
	return s.store.FindCtx(ctx, hexadecimal(token))
}

// CommitCtx is called by the session library.
func (s sessionStore) CommitCtx(ctx context.Context, token string, b []byte, _ time.Time) error {
	var r record
	if err := json.Unmarshal(b, &r); err != nil {
		return fmt.Errorf("keep session: %w", err)
	}
	return s.store.CommitCtx(ctx, hexadecimal(token), b, r.expiry())
}

// DeleteCtx is called by the session library.
func (s sessionStore) DeleteCtx(ctx context.Context, token string) error {
	return s.store.DeleteCtx(ctx, hexadecimal(token))
}

// Find, Commit and Delete complete the library's interface; it calls those with a context.

// Find is FindCtx without a context.
func (s sessionStore) Find(token string) ([]byte, bool, error) {
	return s.FindCtx(context.Background(), token)
}

// Commit is CommitCtx without a context.
func (s sessionStore) Commit(token string, b []byte, expiry time.Time) error {
	return s.CommitCtx(context.Background(), token, b, expiry)
}

// Delete is DeleteCtx without a context.
func (s sessionStore) Delete(token string) error { return s.DeleteCtx(context.Background(), token) }

// hexadecimal rewrites a hash that the session library made.
func hexadecimal(hash string) string {
	raw, _ := base64.RawURLEncoding.DecodeString(hash) // always well formed
	return hex.EncodeToString(raw)
}
