package editorial

import (
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/journal"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/segur"
)

// Revert proposes to undo a publication: the rows that it changed become again what they were.
// The proposal is submitted at once, for another person to approve, and is published by
// itself. It fails with refusal.Conflict and a *Collision that names the rows when some cannot be
// undone any more. Sources that other rows cite by now stay.
func (s *Service) Revert(ctx context.Context, actor desk.Actor, publication int, reason string) (desk.Proposal, error) {
	return s.revert(ctx, actor, undoOrder{publication: publication, reason: reason})
}

// RevertPart is Revert for the rows that can be undone, whatever others cannot. seen is the latest
// publication when the person chose to: refusal.Stale when another has come out since, as it may
// have changed which rows these are.
func (s *Service) RevertPart(ctx context.Context, actor desk.Actor, publication, seen int, reason string) (desk.Proposal, error) {
	return s.revert(ctx, actor, undoOrder{publication: publication, reason: reason, part: true, seen: seen})
}

// undoOrder is what a person asks to undo.
type undoOrder struct {
	publication int
	reason      string
	part        bool // the rows that can be, where others cannot
	seen        int
}

// Undoable tells which rows of a publication can be undone, and why others cannot.
func (s *Service) Undoable(ctx context.Context, actor desk.Actor, publication int) (edit.Undone, error) {
	if err := s.journal.Require(ctx, actor, desk.ReadDesk, fmt.Sprintf("publication/%d", publication)); err != nil {
		return edit.Undone{}, err
	}
	live, changes, err := s.released(ctx, publication)
	if err != nil {
		return edit.Undone{}, err
	}
	return s.undoable(live, changes)
}

// released returns what is published now and what a publication changed, under the numbers that
// measures have now.
func (s *Service) released(ctx context.Context, publication int) (segur.Dataset, segur.ChangeSet, error) {
	live, err := s.Live(ctx)
	if err != nil {
		return segur.Dataset{}, segur.ChangeSet{}, err
	}
	if publication < 1 || publication > live.Publication.Number {
		return segur.Dataset{}, segur.ChangeSet{}, refusal.NotFoundf("there is no publication %d", publication)
	}
	releases, err := s.storage.Releases(ctx, publication-1)
	if err != nil {
		return segur.Dataset{}, segur.ChangeSet{}, fmt.Errorf("revert publication %d: %w", publication, err)
	}
	return live, edit.Follow(releases[0].Changes, movesOf(releases[1:])), nil
}

// undoable leaves out of an undo, one after the other, the rows by which it would break a rule.
func (s *Service) undoable(live segur.Dataset, changes segur.ChangeSet) (edit.Undone, error) {
	var barred []segur.RowRef
	for before := math.MaxInt; ; {
		u := edit.Undoable(live, changes, barred...)
		if edit.Empty(u.Changes) {
			return u, nil
		}
		after, faults, err := s.judge(live, u.Changes)
		if err != nil {
			return edit.Undone{}, err
		}
		if len(faults) == 0 {
			return u, nil
		}
		barred = append(barred, offending(u.Changes, rowsAtFault(after, faults))...)
		if left := len(edit.List(u.Changes)); left < before {
			before = left
		} else { // what was joined goes by other names: nothing of it can be told apart
			barred = edit.Rows(edit.Undo(live, changes))
		}
	}
}

// rowsAtFault names the rows of d that break rules.
func rowsAtFault(d segur.Dataset, faults []segur.Fault) []segur.RowRef {
	var refs []segur.RowRef
	for _, id := range identify(d, faults) {
		if ref := (segur.RowRef{Table: id.table, Key: id.row}); id.row != "" && !slices.Contains(refs, ref) {
			refs = append(refs, ref)
		}
	}
	return refs
}

// offending names the changes by which rows come to break rules: those of the rows themselves, else
// those of what hangs on them, else all.
func offending(c segur.ChangeSet, faulty []segur.RowRef) []segur.RowRef {
	var own, hanging, all []segur.RowRef
	for _, change := range edit.List(c) {
		ref := change.Ref()
		all = append(all, ref)
		if slices.Contains(faulty, ref) {
			own = append(own, ref)
		}
		if slices.ContainsFunc(edit.Needs(change), func(need segur.RowRef) bool { return slices.Contains(faulty, need) }) {
			hanging = append(hanging, ref)
		}
	}
	switch {
	case len(own) > 0:
		return own
	case len(hanging) > 0:
		return hanging
	}
	return all
}

func (s *Service) revert(ctx context.Context, actor desk.Actor, o undoOrder) (desk.Proposal, error) {
	live, changes, err := s.released(ctx, o.publication)
	if err != nil {
		return desk.Proposal{}, err
	}
	var u edit.Undone
	touched := edit.Undo(live, changes)
	if o.publication > 1 {
		if u, err = s.undoable(live, changes); err != nil {
			return desk.Proposal{}, err
		}
		if len(u.Stuck) == 0 || o.part {
			touched = u.Changes
		}
	}
	if err := s.journal.Require(ctx, actor, desk.Publish, fmt.Sprintf("publication/%d", o.publication), edit.Targets(live, touched)...); err != nil {
		return desk.Proposal{}, err
	}
	if err := o.refused(live, u); err != nil {
		return desk.Proposal{}, err
	}
	if o.reason, err = Reason(o.reason); err != nil {
		return desk.Proposal{}, err
	}
	return s.proposeUndo(ctx, actor, live, o, u)
}

// refused tells why an undo cannot be proposed, whatever its reason.
func (o undoOrder) refused(live segur.Dataset, u edit.Undone) error {
	switch {
	case o.publication == 1:
		return refusal.Invalidf(refusal.First, "the first publication cannot be undone")
	case o.part && o.seen != live.Publication.Number:
		return refusal.Conflictf(refusal.Stale, "publication %d has come out since", live.Publication.Number)
	case len(u.Stuck) > 0 && (!o.part || edit.Empty(u.Changes)):
		return collide(Collision{Rows: stuckRows(u)})
	}
	return nil
}

func stuckRows(u edit.Undone) []segur.RowRef {
	var refs []segur.RowRef
	for _, stuck := range u.Stuck {
		refs = append(refs, stuck.Row.Ref)
	}
	return refs
}

// proposeUndo submits an undo for review.
func (s *Service) proposeUndo(ctx context.Context, actor desk.Actor, live segur.Dataset, o undoOrder, u edit.Undone) (desk.Proposal, error) {
	e := s.journal.Entry(actor, desk.ActionSubmitted, "")
	p := desk.Proposal{
		Kind: desk.KindRevert, Status: desk.StatusSubmitted, Author: actor.ID, AuthorName: actor.Name,
		Base: live.Publication.Number, Changes: u.Changes, Reason: o.reason, Reverts: o.publication,
		CreatedAt: e.At, UpdatedAt: e.At, SubmittedAt: e.At,
	}
	if len(edit.Backwards(live, u.Changes)) > 0 {
		p.Explanation = o.reason
	}
	check, err := s.examine(live, []desk.Proposal{p})
	if err != nil {
		return desk.Proposal{}, err
	}
	for _, refused := range check.Refusals {
		// What was publishable before needs no new evidence.
		if refused.Field == refusal.Conflict || refused.Field == refusal.Invalid || refused.Field == refusal.Same {
			return desk.Proposal{}, &refused
		}
	}
	e.NewProposal, e.New, e.Reason = 1, journal.JSON(u.Changes), o.reason
	return s.keep(ctx, p, e)
}
