package store

import (
	"context"
	"slices"

	"gorm.io/gorm"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/store/staff"
)

// Commit writes a batch in one transaction, whole or not at all, and fills in identifiers,
// versions and hashes; a batch that failed stays as it was. It fails with CodeConflict and
// Field "publication" when the release does not build on the latest one, the table of the
// dataset when a row is no longer live, "proposal", "plan", "account" or "case" when somebody
// else was first, refusal.Link when the link is used up, and refusal.NameTaken or
// refusal.SubjectTaken for what another account has.
func (s *Store) Commit(ctx context.Context, batch *desk.Batch) error {
	var work desk.Batch
	err := s.write(ctx, "commit", func(tx *gorm.DB) error {
		work = *batch
		work.Proposals, work.Remarks = slices.Clone(batch.Proposals), slices.Clone(batch.Remarks)
		work.Plans, work.Accounts = slices.Clone(batch.Plans), slices.Clone(batch.Accounts)
		work.Audit, work.Cases = slices.Clone(batch.Audit), slices.Clone(batch.Cases)
		if work.Release != nil {
			if err := publish(tx, *work.Release); err != nil {
				return err
			}
			if err := staff.MoveCases(tx, work.Release.Changes.Moves()); err != nil {
				return err
			}
		}
		return staff.Write(tx, &work)
	})
	if err != nil {
		return err
	}
	copy(batch.Proposals, work.Proposals)
	copy(batch.Remarks, work.Remarks)
	copy(batch.Plans, work.Plans)
	copy(batch.Accounts, work.Accounts)
	copy(batch.Audit, work.Audit)
	copy(batch.Cases, work.Cases)
	return nil
}

// mostAttempts bounds how often a change is tried that fails because of another one at the same time.
const mostAttempts = 5

// write runs a change in a transaction of its own, and anew while the engine says that only another
// transaction was in its way: change begins from what it was given each time. Writers of this process
// queue here, in order and without holding a connection: the engine would let them wait in no order,
// and readers with them.
func (s *Store) write(ctx context.Context, operation string, change func(tx *gorm.DB) error) error {
	select {
	case s.writing <- struct{}{}:
	case <-ctx.Done():
		return s.errors.Translate(operation, ctx.Err())
	}
	defer func() { <-s.writing }()
	var err error
	for range mostAttempts {
		err = s.db.WithContext(ctx).Transaction(change, s.engine.Writing())
		if err == nil || !s.engine.Retriable(err) {
			break
		}
	}
	err = s.errors.Translate(operation, err)
	s.remember(ctx, err)
	return err
}

// remember keeps whether the last write failed. A change that was refused says nothing of it, nor
// does a writer who left.
func (s *Store) remember(ctx context.Context, err error) {
	switch {
	case err == nil:
		s.failing.Store(false)
	case ctx.Err() == nil && segur.Failure(err) != nil:
		s.failing.Store(true)
	}
}

// Ready reports whether the database answers and, when the last write failed, whether it takes
// writes again: it tries one, so that a program which nobody is sent to any more can recover.
func (s *Store) Ready(ctx context.Context) error {
	if err := s.Ping(ctx); err != nil || !s.failing.Load() {
		return err
	}
	return s.Rehearse(ctx)
}
