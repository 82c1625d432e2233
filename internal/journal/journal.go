package journal

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/segur"
)

// Storage is what a Journal is kept in. Its methods return errors with the codes of package segur.
type Storage interface {
	// Commit writes a batch whole or not at all.
	Commit(ctx context.Context, batch *desk.Batch) error
	// Audit returns the selected entries, the newest first.
	Audit(ctx context.Context, search desk.Search) ([]desk.Entry, error)
}

// Journal checks rights and keeps the record. Its methods may be called from any number of goroutines.
type Journal struct {
	storage Storage
	clock   func() time.Time
}

// New returns the journal of a storage.
func New(storage Storage, clock func() time.Time) *Journal { return &Journal{storage, clock} }

// Now returns the time with the precision that storage keeps: what is written with it must equal
// what is read back.
func (j *Journal) Now() time.Time { return j.clock().UTC().Truncate(time.Microsecond) }

// Require checks a right, on every one of the targets: refusal.Permission, SecondFactor or Scope. A
// right that is refused goes to the journal with the object that it was asked for.
func (j *Journal) Require(ctx context.Context, actor desk.Actor, p desk.Permission, object string, targets ...desk.Target) error {
	switch {
	case p == desk.Member && actor.May(p):
		return nil
	case p == desk.Member || !actor.Holds(p):
		e := j.Entry(actor, desk.ActionForbidden, object)
		e.Reason = string(p)
		return j.forbid(ctx, e, refusal.Forbiddenf(refusal.Permission, "this account may not do that: %s", p))
	case !actor.May(p):
		return j.Forbid(ctx, actor, object, refusal.Forbiddenf(refusal.SecondFactor, "show the second factor first"))
	}
	for _, t := range targets {
		if !actor.Scope.Covers(t) {
			e := j.Entry(actor, desk.ActionForbidden, object)
			e.New = JSON(map[string]any{"scope": map[string]any{"measures": t.Measures, "regions": t.Territories}})
			return j.forbid(ctx, e, refusal.Forbiddenf(refusal.Scope,
				"this lies outside the scope of the account: measures %v, territories %v", t.Measures, t.Territories))
		}
	}
	return nil
}

// Forbid writes a refused attempt to the journal and returns the refusal, even when the journal
// cannot be written: that is then its cause.
func (j *Journal) Forbid(ctx context.Context, actor desk.Actor, object string, refused *segur.Error) error {
	return j.forbid(ctx, j.Entry(actor, desk.ActionForbidden, object), refused)
}

// forbid writes the line of a refused attempt, which gives the field of the refusal as its reason unless
// it has another.
func (j *Journal) forbid(ctx context.Context, e desk.Entry, refused *segur.Error) error {
	e.Reason = cmp.Or(e.Reason, refused.Field)
	refused.Err = j.storage.Commit(ctx, &desk.Batch{Audit: []desk.Entry{e}})
	return refused
}

// Fresh refuses, with refusal.Stale, work on a version that is no longer the stored one.
func Fresh(subject string, ref desk.Ref, version int) error {
	if ref.Version != version {
		return refusal.Conflictf(refusal.Stale, "%s %d has changed since it was opened", subject, ref.ID)
	}
	return nil
}

// Entry starts a line of the journal.
func (j *Journal) Entry(actor desk.Actor, action desk.Action, object string) desk.Entry {
	return desk.Entry{At: j.Now(), Actor: actor.Name, Action: action, Object: object}
}

// Commit writes a batch; what somebody else changed meanwhile comes back as refusal.Stale.
func (j *Journal) Commit(ctx context.Context, batch *desk.Batch) error {
	err := j.storage.Commit(ctx, batch)
	switch refusal.Field(err) {
	case "proposal", "plan", "account", "case":
		return &segur.Error{Code: segur.CodeConflict, Field: refusal.Stale, Message: "somebody else has changed this meanwhile", Err: err}
	}
	return err
}

// Record adds a line to the journal for what is not a use case, such as signing in. A line without a
// moment happens now.
func (j *Journal) Record(ctx context.Context, e desk.Entry) error {
	if e.At.IsZero() {
		e.At = j.Now()
	}
	if err := j.storage.Commit(ctx, &desk.Batch{Audit: []desk.Entry{e}}); err != nil {
		return fmt.Errorf("record %s: %w", e.Action, err)
	}
	return nil
}

// Entries returns the selected lines of the journal, the newest first, to whoever may read it.
func (j *Journal) Entries(ctx context.Context, actor desk.Actor, search desk.Search) ([]desk.Entry, error) {
	if err := j.Require(ctx, actor, desk.ReadAudit, "audit"); err != nil {
		return nil, err
	}
	return j.storage.Audit(ctx, search)
}

// JSON returns the form of a value in which a line keeps it.
func JSON(v any) string {
	form, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return string(form)
}
