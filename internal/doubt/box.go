package doubt

import (
	"context"
	"fmt"
	"net/netip"
	"time"
)

// Room bounds what may be open at once.
type Room struct{ Cases, Bytes int }

// Store is where cases are kept.
type Store interface {
	// TakeCase keeps a new case and returns its number, or that of the open case that says the same
	// and has the same contact: who presses twice has one case. full is true, and nothing kept,
	// where the open cases leave no room.
	TakeCase(ctx context.Context, c Case, room Room) (id int64, full bool, err error)
	// Notice returns what everybody may know of a case; CodeNotFound when there is none.
	Notice(ctx context.Context, id int64) (Notice, error)
	// Answered returns some of the cases that were accepted or refused, the latest answer first.
	Answered(ctx context.Context, limit, offset int) ([]Notice, error)
}

// Box takes reports in and says what became of them. Its methods may be called from any number of
// goroutines.
type Box struct {
	store   Store
	clock   func() time.Time
	limiter limiter
}

// NewBox returns a box over a store.
func NewBox(store Store, clock func() time.Time) *Box { return &Box{store: store, clock: clock} }

// Take keeps a report from a network address, which is not kept, and returns the number of its
// case. The draft is tidy and has passed Check. It fails with *Busy past a bound.
func (b *Box) Take(ctx context.Context, d Draft, from netip.Addr) (int64, error) {
	now := b.clock().UTC().Truncate(time.Microsecond)
	undo, err := b.limiter.take(from, now)
	if err != nil {
		return 0, err
	}
	c := Case{
		Kind: d.Kind, Subject: d.Subject, Lang: d.Lang, Text: d.Text, Document: d.Document, Contact: d.Contact,
		Suspect: d.Suspect, Status: StatusOpen, ReceivedAt: now,
	}
	id, full, err := b.store.TakeCase(ctx, c, Room{MaxOpen, MaxOpenBytes})
	if err != nil || full {
		undo()
	}
	switch {
	case err != nil:
		return 0, fmt.Errorf("take a report: %w", err)
	case full:
		return 0, &Busy{Until: now.AddDate(0, 0, 1)}
	}
	return id, nil
}

// Notice returns what everybody may know of a case; CodeNotFound when there is none.
func (b *Box) Notice(ctx context.Context, id int64) (Notice, error) { return b.store.Notice(ctx, id) }

// Answered returns some of the cases that were accepted or refused, the latest answer first.
func (b *Box) Answered(ctx context.Context, limit, offset int) ([]Notice, error) {
	return b.store.Answered(ctx, limit, offset)
}
