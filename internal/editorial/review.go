package editorial

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/editorial/proof"
	"github.com/segur-tracker/segur/internal/journal"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/segur"
)

// visible returns a proposal unless it is somebody else's and has never been submitted.
func (s *Service) visible(ctx context.Context, actor desk.Actor, id int64) (desk.Proposal, error) {
	p, err := s.storage.Proposal(ctx, id)
	if err != nil {
		return desk.Proposal{}, fmt.Errorf("read proposal %d: %w", id, err)
	}
	if isPrivate(p, actor) {
		return desk.Proposal{}, refusal.NotFoundf("there is no proposal %d", id)
	}
	return p, nil
}

func isPrivate(p desk.Proposal, actor desk.Actor) bool {
	return p.Author != actor.ID && p.SubmittedAt.IsZero()
}

// Proposal returns one proposal; somebody else's draft is CodeNotFound.
func (s *Service) Proposal(ctx context.Context, actor desk.Actor, id int64) (desk.Proposal, error) {
	if err := s.journal.Require(ctx, actor, desk.ReadDesk, fmt.Sprintf("proposal/%d", id)); err != nil {
		return desk.Proposal{}, err
	}
	return s.visible(ctx, actor, id)
}

// Proposals returns the selected proposals, the newest first, without the drafts of others. A
// page is full up to filter.Limit as long as there are more.
func (s *Service) Proposals(ctx context.Context, actor desk.Actor, filter desk.Filter) ([]desk.Proposal, error) {
	if err := s.journal.Require(ctx, actor, desk.ReadDesk, "proposals"); err != nil {
		return nil, err
	}
	wanted := filter.Limit
	var found []desk.Proposal
	for {
		page, err := s.storage.Proposals(ctx, filter)
		if err != nil {
			return nil, fmt.Errorf("read proposals: %w", err)
		}
		full := len(page) == wanted
		if full && wanted > 0 {
			filter.Before = page[len(page)-1].ID
		}
		found = append(found, slices.DeleteFunc(page, func(p desk.Proposal) bool { return isPrivate(p, actor) })...)
		if wanted == 0 || !full {
			return found, nil
		}
		if len(found) >= wanted {
			return found[:wanted], nil
		}
	}
}

// Remarks returns the comments on a proposal, the oldest first.
func (s *Service) Remarks(ctx context.Context, actor desk.Actor, proposal int64) ([]desk.Remark, error) {
	if _, err := s.Proposal(ctx, actor, proposal); err != nil {
		return nil, err
	}
	return s.storage.Remarks(ctx, proposal)
}

// History returns the lines of the journal about a proposal, the oldest first, to whoever may
// see the proposal. Refused attempts are for those who may read the journal.
func (s *Service) History(ctx context.Context, actor desk.Actor, proposal int64) ([]desk.Entry, error) {
	if _, err := s.Proposal(ctx, actor, proposal); err != nil {
		return nil, err
	}
	entries, err := s.storage.Audit(ctx, desk.Search{Object: fmt.Sprintf("proposal/%d", proposal)})
	if err != nil {
		return nil, fmt.Errorf("read the history of proposal %d: %w", proposal, err)
	}
	entries = slices.DeleteFunc(entries, func(e desk.Entry) bool { return e.Action == desk.ActionForbidden })
	slices.Reverse(entries)
	return entries, nil
}

// Remark adds a comment to a proposal.
func (s *Service) Remark(ctx context.Context, actor desk.Actor, proposal int64, text string) error {
	object := fmt.Sprintf("proposal/%d", proposal)
	if err := s.journal.Require(ctx, actor, desk.Comment, object); err != nil {
		return err
	}
	if _, err := s.visible(ctx, actor, proposal); err != nil {
		return err
	}
	text, err := prose{refusal.Text, 1, 5000}.take(text)
	if err != nil {
		return err
	}
	e := s.journal.Entry(actor, desk.ActionCommented, object)
	e.New = text
	remark := desk.Remark{Proposal: proposal, Author: actor.Name, At: e.At, Text: text}
	if err := s.journal.Commit(ctx, &desk.Batch{Remarks: []desk.Remark{remark}, Audit: []desk.Entry{e}}); err != nil {
		return fmt.Errorf("comment on proposal %d: %w", proposal, err)
	}
	return nil
}

// Decision is what a reviewer makes of a proposal: desk.StatusApproved, desk.StatusRejected, or
// desk.StatusReturned to ask for changes. The last two need a reason, for the author.
type Decision struct {
	Status desk.Status
	Reason string
}

// Decide settles a submitted proposal of somebody else. One that no longer fits what is
// published cannot be approved; one that undoes a publication cannot be returned, as its author has
// nothing to change in it.
func (s *Service) Decide(ctx context.Context, actor desk.Actor, ref desk.Ref, d Decision) (desk.Proposal, error) {
	live, err := s.Live(ctx)
	if err != nil {
		return desk.Proposal{}, err
	}
	p, err := s.visible(ctx, actor, ref.ID)
	if err != nil {
		return desk.Proposal{}, err
	}
	if err := s.journal.Require(ctx, actor, desk.Decide, about(p), edit.Targets(live, p.Changes)...); err != nil {
		return desk.Proposal{}, err
	}
	if p.Author == actor.ID {
		return desk.Proposal{}, s.journal.Forbid(ctx, actor, about(p),
			refusal.Forbiddenf(refusal.OwnProposal, "nobody decides on a proposal of their own"))
	}
	if err := journal.Fresh("proposal", ref, p.Version); err != nil {
		return desk.Proposal{}, err
	}
	if err := untouched(p, p.Status == desk.StatusSubmitted); err != nil {
		return desk.Proposal{}, err
	}
	if err := s.numbered(ctx, live, p); err != nil && d.Status == desk.StatusApproved {
		return desk.Proposal{}, err
	}
	e := s.journal.Entry(actor, "", about(p))
	if e.Action, e.Reason, err = settle(live, p, d); err != nil {
		return desk.Proposal{}, err
	}
	e.Old, e.New = string(p.Status), string(d.Status)
	if d.Status == desk.StatusApproved {
		if e.New, err = proof.OfApproval(p); err != nil {
			return desk.Proposal{}, fmt.Errorf("approve proposal %d: %w", p.ID, err)
		}
	}
	p.Status, p.UpdatedAt = d.Status, e.At
	p.DecidedAt, p.DecidedBy, p.Decision = e.At, actor.Name, e.Reason
	return s.keep(ctx, p, e)
}

// settle returns the action and reason that a decision goes by.
func settle(live segur.Dataset, p desk.Proposal, d Decision) (action desk.Action, reason string, err error) {
	switch d.Status {
	case desk.StatusApproved:
		if c := edit.Conflicts(live, p.Changes); c != nil {
			return "", "", collide(Collision{Proposals: []int64{p.ID}, Rows: rowsOf(c)})
		}
		return desk.ActionApproved, desk.Said(d.Reason), nil
	case desk.StatusRejected:
		reason, err = Reason(d.Reason)
		return desk.ActionRejected, reason, err
	case desk.StatusReturned:
		if p.Kind.Whole() {
			return "", "", refusal.Invalidf(refusal.Status, "proposal %d has no form to correct it: approve or reject it", p.ID)
		}
		reason, err = Reason(d.Reason)
		return desk.ActionReturned, reason, err
	}
	return "", "", refusal.Invalidf(refusal.Status, "a decision approves, rejects or returns, not %q", d.Status)
}

// Conflict returns where a proposal no longer fits what is published, nil when it does.
func (s *Service) Conflict(ctx context.Context, actor desk.Actor, id int64) (*edit.Conflict, error) {
	p, err := s.Proposal(ctx, actor, id)
	if err != nil {
		return nil, err
	}
	live, err := s.Live(ctx)
	if err != nil {
		return nil, err
	}
	return edit.Conflicts(live, p.Changes), nil
}

// Resolution is what an author makes of a conflict: changes that fit the latest publication
// (edit.Rebase for "keep mine"), with what these need.
type Resolution struct {
	Changes     segur.ChangeSet
	Explanation string
	Confirmed   []string // tokens of the warnings on the changes
}

// Resolve rewrites the author's proposal against the latest publication. One that was submitted
// or approved is submitted again and keeps nothing of its approval; a draft or a returned one
// keeps its status.
func (s *Service) Resolve(ctx context.Context, actor desk.Actor, ref desk.Ref, r Resolution) (desk.Proposal, error) {
	live, err := s.Live(ctx)
	if err != nil {
		return desk.Proposal{}, err
	}
	p, err := s.own(ctx, actor, ref)
	if err != nil {
		return desk.Proposal{}, err
	}
	if err := untouched(p, p.Status.Open() && !p.Kind.Whole()); err != nil {
		return desk.Proposal{}, err
	}
	e := s.journal.Entry(actor, desk.ActionRebased, about(p))
	e.Old = journal.JSON(p.Changes)
	p.Changes, p.Base = edit.Normalise(r.Changes), live.Publication.Number
	p.Explanation, p.Confirmed = desk.Said(r.Explanation), r.Confirmed
	e.New, p.UpdatedAt = journal.JSON(p.Changes), e.At
	if err := s.mayPropose(ctx, actor, live, p); err != nil {
		return desk.Proposal{}, err
	}
	if err := s.resubmit(live, &p); err != nil {
		return desk.Proposal{}, err
	}
	return s.keep(ctx, p, e)
}

// resubmit puts a resolved proposal back before its reviewers, if it had been there.
func (s *Service) resubmit(live segur.Dataset, p *desk.Proposal) error {
	check, err := s.examine(live, []desk.Proposal{*p})
	if err != nil {
		return err
	}
	if p.Status != desk.StatusSubmitted && p.Status != desk.StatusApproved {
		if check.Conflict != nil {
			return collide(Collision{Rows: rowsOf(check.Conflict)})
		}
		return nil
	}
	if len(check.Refusals) > 0 {
		return &check.Refusals[0]
	}
	unapprove(p)
	return nil
}

// unapprove puts a proposal before its reviewers as it is now.
func unapprove(p *desk.Proposal) {
	p.Status, p.SubmittedAt = desk.StatusSubmitted, p.UpdatedAt
	p.DecidedAt, p.DecidedBy, p.Decision = time.Time{}, "", ""
}
