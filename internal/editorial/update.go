package editorial

import (
	"context"
	"fmt"
	"slices"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/journal"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/rules"
	"github.com/segur-tracker/segur/internal/segur"
)

// Update is what a dataset that came with a newer program changes in what is published.
type Update struct {
	Changes   segur.ChangeSet    // empty where nothing does
	Kept      []edit.ConflictRow // rows that staff have changed otherwise, left alone as far as both sides changed them
	Proposals []desk.Proposal    // handed in; none where the update was only looked at
}

// LookAhead tells what Offer would propose, and writes nothing.
func (s *Service) LookAhead(ctx context.Context, next segur.Dataset) (Update, error) {
	u, _, err := s.update(ctx, next)
	return u, err
}

// Offer hands in what a dataset changes, as a proposal for each table, all of them or none. It is compared with the
// dataset that was offered last, the seed of the first publication at first: a row that has not changed since then is
// left alone, and so is what staff have changed themselves. Offering the same dataset again proposes nothing.
func (s *Service) Offer(ctx context.Context, actor desk.Actor, next segur.Dataset, reason string) (Update, error) {
	u, live, err := s.update(ctx, next)
	if err != nil {
		return Update{}, err
	}
	if err := s.journal.Require(ctx, actor, desk.KindDataset.Permission(), "proposal/dataset", edit.Targets(live, u.Changes)...); err != nil {
		return Update{}, err
	}
	if edit.Empty(u.Changes) {
		return u, nil
	}
	if reason, err = Reason(reason); err != nil {
		return Update{}, err
	}
	batch := desk.Batch{Offer: &desk.Offer{Publication: live.Publication.Number, At: s.journal.Now(), Dataset: next}}
	for _, t := range segur.Tables() {
		changes := segur.Gather(t.Changes(u.Changes))
		if edit.Empty(changes) {
			continue
		}
		e := s.journal.Entry(actor, desk.ActionSubmitted, "")
		p := desk.Proposal{
			Kind: desk.KindDataset, Status: desk.StatusSubmitted, Author: actor.ID, AuthorName: actor.Name,
			Base: live.Publication.Number, Changes: changes, Reason: reason, CreatedAt: e.At, UpdatedAt: e.At, SubmittedAt: e.At,
		}
		if len(edit.Backwards(live, changes)) > 0 {
			p.Explanation = reason
		}
		batch.Proposals = append(batch.Proposals, p)
		e.NewProposal, e.New, e.Reason = len(batch.Proposals), journal.JSON(changes), reason
		batch.Audit = append(batch.Audit, e)
	}
	if err := s.fitting(live, batch.Proposals); err != nil {
		return Update{}, err
	}
	if err := s.journal.Commit(ctx, &batch); err != nil {
		return Update{}, fmt.Errorf("offer a dataset: %w", err)
	}
	u.Proposals = batch.Proposals
	return u, nil
}

// fitting refuses proposals that could not be published together. What a dataset says rests on its own sources and was
// judged by its own rules: warnings are for the reviewers.
func (s *Service) fitting(live segur.Dataset, proposals []desk.Proposal) error {
	check, err := s.examine(live, proposals)
	if err != nil {
		return err
	}
	for _, refused := range check.Refusals {
		if slices.Contains([]string{refusal.Conflict, refusal.Invalid, refusal.Same}, refused.Field) {
			return &refused
		}
	}
	return nil
}

func (s *Service) update(ctx context.Context, next segur.Dataset) (u Update, live segur.Dataset, err error) {
	if live, err = s.Live(ctx); err != nil {
		return Update{}, live, err
	}
	if live.Publication.Number == 0 {
		return Update{}, live, refusal.Invalidf(refusal.First, "nothing is published yet: the dataset is the first publication")
	}
	next.Publication = live.Publication
	if faults := rules.ValidateIssue(next); len(faults) > 0 {
		return Update{}, live, breach(next, faults)
	}
	last, err := s.storage.Offered(ctx)
	if segur.ErrorCode(err) == segur.CodeNotFound {
		last.Publication = 1
		last.Dataset, err = s.storage.Load(ctx, last.Publication)
	}
	if err != nil {
		return Update{}, live, fmt.Errorf("read the dataset that was offered last: %w", err)
	}
	c := edit.Difference(last.Dataset, next)
	if len(c.Moves()) > 0 {
		return Update{}, live, refusal.Invalidf(refusal.Moved, "the dataset gives other numbers to measures: do that at the desk first")
	}
	moves, err := s.movesSince(ctx, last.Publication)
	if err != nil {
		return Update{}, live, err
	}
	if len(moves) > 0 {
		c = edit.Follow(c, moves)
	}
	u.Changes, u.Kept, err = edit.Joined(live, c)
	return u, live, err
}
