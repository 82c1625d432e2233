package editorial

import (
	"context"
	"fmt"
	"slices"

	"github.com/segur-tracker/segur/internal/accounts"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/journal"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/segur"
)

// movesSince returns which measures have got other numbers in the publications after one.
func (s *Service) movesSince(ctx context.Context, publication int) (segur.Moves, error) {
	releases, err := s.storage.Releases(ctx, publication)
	if err != nil {
		return nil, fmt.Errorf("read the numbers of measures since publication %d: %w", publication, err)
	}
	return movesOf(releases), nil
}

// movesOf returns what releases do to the numbers of measures, one after the other.
func movesOf(releases []segur.Release) segur.Moves {
	var moves segur.Moves
	for _, r := range releases {
		if next := r.Changes.Moves(); len(next) > 0 {
			moves = moves.Then(next)
		}
	}
	return moves
}

// numbered refuses a proposal that names measures which have got other numbers since it was
// written: it would speak of others. What is kept at the desk follows a publication; this is for
// forms that were opened before one and sent after it.
func (s *Service) numbered(ctx context.Context, live segur.Dataset, p desk.Proposal) error {
	if p.Base == 0 || p.Base >= live.Publication.Number {
		return nil
	}
	moves, err := s.movesSince(ctx, p.Base)
	if err != nil || !edit.Names(p.Changes, moves) {
		return err
	}
	return refusal.Conflictf(refusal.Moved, "the change was written on publication %d: measures that it names have other numbers by now", p.Base)
}

// followed adds to the batch of a publication all that names by number the measures which it gives
// other numbers: proposals under way, which lose their approval, and the scopes of accounts. A
// planned publication was announced as it is: it has to be called off first.
func (s *Service) followed(ctx context.Context, batch *desk.Batch) error {
	moves := batch.Release.Changes.Moves()
	if len(moves) == 0 {
		return nil
	}
	open, err := s.storage.Proposals(ctx, desk.Filter{Statuses: []desk.Status{
		desk.StatusDraft, desk.StatusSubmitted, desk.StatusReturned, desk.StatusApproved,
	}})
	if err != nil {
		return fmt.Errorf("look for proposals about measures that move: %w", err)
	}
	for _, p := range open {
		leaving := slices.ContainsFunc(batch.Proposals, func(o desk.Proposal) bool { return o.ID == p.ID })
		switch {
		case leaving || !edit.Names(p.Changes, moves) || len(p.Changes.Moves()) > 0:
			// Another change of numbers meets this one as a conflict: nobody can tell what it means now.
		case p.Plan != 0:
			return refusal.Conflictf(refusal.PlanNumbers, "planned publication %d names measures that get other numbers", p.Plan)
		default:
			s.follows(batch, p, moves)
		}
	}
	return s.scopes(ctx, batch, moves)
}

// follows puts a proposal under the new numbers, before its reviewers again if it was approved.
func (s *Service) follows(batch *desk.Batch, p desk.Proposal, moves segur.Moves) {
	e := s.journal.Entry(desk.Operator(), desk.ActionRenumbered, about(p))
	e.Old = journal.JSON(p.Changes)
	p.Changes, p.Base, p.UpdatedAt = edit.Follow(p.Changes, moves), batch.Release.Publication.Number, e.At
	e.New, e.Reason = journal.JSON(p.Changes), fmt.Sprintf("publication/%d", p.Base)
	if p.Status == desk.StatusApproved {
		unapprove(&p)
	}
	batch.Proposals, batch.Audit = append(batch.Proposals, p), append(batch.Audit, e)
}

// scopes keeps accounts bound to the measures they are bound to.
func (s *Service) scopes(ctx context.Context, batch *desk.Batch, moves segur.Moves) error {
	all, err := s.storage.Accounts(ctx)
	if err != nil {
		return fmt.Errorf("look for accounts bound to measures that move: %w", err)
	}
	changed, lines := accounts.Follow(s.journal, all, moves, batch.Release.Publication.Number)
	batch.Accounts, batch.Audit = append(batch.Accounts, changed...), append(batch.Audit, lines...)
	return nil
}
