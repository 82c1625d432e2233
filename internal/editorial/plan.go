package editorial

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/journal"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/segur"
)

// Plan has approved proposals published at a moment to come, kept to the second. They must fit
// what is published now, and are locked until then. What was planned goes out even when the
// planner's account is disabled meanwhile: two people have agreed to it. It waits when one of them
// no longer counts, see Hold.
func (s *Service) Plan(ctx context.Context, actor desk.Actor, refs []desk.Ref, note segur.Text, dueAt time.Time) (desk.Plan, error) {
	o, err := s.order(ctx, actor, refs, note)
	if err != nil {
		return desk.Plan{}, err
	}
	dueAt = dueAt.UTC().Truncate(time.Second)
	if !dueAt.After(s.journal.Now()) {
		return desk.Plan{}, refusal.Invalidf(refusal.DueAt, "a planned publication lies in the future")
	}
	if err := s.vouched(ctx, o); err != nil {
		return desk.Plan{}, err
	}
	live, err := s.Live(ctx)
	if err != nil {
		return desk.Plan{}, err
	}
	if _, _, err := s.prepare(live, o); err != nil {
		return desk.Plan{}, err
	}
	plan := desk.Plan{Note: o.note, DueAt: dueAt, Author: actor.Name, Status: desk.PlanWaiting, CreatedAt: s.journal.Now()}
	for i, p := range o.proposals {
		plan.Proposals = append(plan.Proposals, p.ID)
		o.proposals[i].UpdatedAt = plan.CreatedAt
	}
	e := s.journal.Entry(actor, desk.ActionPlanned, "")
	e.NewPlan, e.New, e.Reason = 1, journal.JSON(plan), plan.Note.FR
	batch := desk.Batch{Plans: []desk.Plan{plan}, Proposals: o.proposals, Audit: []desk.Entry{e}}
	if err := s.journal.Commit(ctx, &batch); err != nil {
		return desk.Plan{}, fmt.Errorf("plan a publication: %w", err)
	}
	return batch.Plans[0], nil
}

// CancelPlan calls a planned publication off; its proposals are free again.
func (s *Service) CancelPlan(ctx context.Context, actor desk.Actor, ref desk.Ref) (desk.Plan, error) {
	object := fmt.Sprintf("plan/%d", ref.ID)
	plan, proposals, err := s.planned(ctx, ref.ID)
	if err != nil {
		return desk.Plan{}, err
	}
	live, err := s.Live(ctx)
	if err != nil {
		return desk.Plan{}, err
	}
	var targets []desk.Target
	for _, p := range proposals {
		targets = append(targets, edit.Targets(live, p.Changes)...)
	}
	if err := s.journal.Require(ctx, actor, desk.Publish, object, targets...); err != nil {
		return desk.Plan{}, err
	}
	if err := journal.Fresh("plan", ref, plan.Version); err != nil {
		return desk.Plan{}, err
	}
	if plan.Status != desk.PlanWaiting {
		return desk.Plan{}, refusal.Conflictf(refusal.Status, "plan %d is %s", plan.ID, plan.Status)
	}
	plan.Status, plan.Failure = desk.PlanCancelled, ""
	return s.free(ctx, plan, proposals, s.journal.Entry(actor, desk.ActionPlanCancelled, object))
}

// free ends a plan without publication and unlocks its proposals.
func (s *Service) free(ctx context.Context, plan desk.Plan, proposals []desk.Proposal, e desk.Entry) (desk.Plan, error) {
	e.Old, e.New = string(desk.PlanWaiting), string(plan.Status)
	for i := range proposals {
		proposals[i].Plan, proposals[i].UpdatedAt = 0, e.At
	}
	batch := desk.Batch{Plans: []desk.Plan{plan}, Proposals: proposals, Audit: []desk.Entry{e}}
	if err := s.journal.Commit(ctx, &batch); err != nil {
		return desk.Plan{}, fmt.Errorf("end plan %d: %w", plan.ID, err)
	}
	return batch.Plans[0], nil
}

// planned returns a plan and the proposals that it locks.
func (s *Service) planned(ctx context.Context, id int64) (desk.Plan, []desk.Proposal, error) {
	plan, err := s.storage.Plan(ctx, id)
	if err != nil {
		return desk.Plan{}, nil, fmt.Errorf("read plan %d: %w", id, err)
	}
	var locked []desk.Proposal
	for _, proposal := range plan.Proposals {
		p, err := s.storage.Proposal(ctx, proposal)
		if err != nil {
			return desk.Plan{}, nil, fmt.Errorf("read plan %d: %w", id, err)
		}
		if p.Plan == id && p.Status == desk.StatusApproved {
			locked = append(locked, p)
		}
	}
	return plan, locked, nil
}

// Planned returns one plan.
func (s *Service) Planned(ctx context.Context, actor desk.Actor, id int64) (desk.Plan, error) {
	if err := s.journal.Require(ctx, actor, desk.ReadDesk, fmt.Sprintf("plan/%d", id)); err != nil {
		return desk.Plan{}, err
	}
	return s.storage.Plan(ctx, id)
}

// Plans returns the plans with one of the statuses, all of them when none is given, by due date.
func (s *Service) Plans(ctx context.Context, actor desk.Actor, statuses ...desk.PlanStatus) ([]desk.Plan, error) {
	if err := s.journal.Require(ctx, actor, desk.ReadDesk, "plans"); err != nil {
		return nil, err
	}
	return s.storage.Plans(ctx, statuses...)
}

// PublishDue publishes every plan whose moment has come. One that no longer fits fails: its
// proposals are free again and the plan says why; one whose approver no longer counts is held (see
// Hold). Neither is an error here. What the database cannot do now is one, and the plan waits for the
// next call.
func (s *Service) PublishDue(ctx context.Context) ([]segur.Publication, error) {
	due, err := s.storage.PlansDue(ctx, s.journal.Now())
	if err != nil {
		return nil, fmt.Errorf("look for planned publications: %w", err)
	}
	var published []segur.Publication
	var failures []error
	for _, plan := range due {
		p, err := s.publishPlan(ctx, plan.ID)
		if err != nil {
			failures = append(failures, fmt.Errorf("planned publication %d: %w", plan.ID, err))
		}
		if p.Number > 0 {
			published = append(published, p)
		}
	}
	return published, errors.Join(failures...)
}

// publishPlan publishes one plan, or writes down why it cannot be. The plan's status changes in
// the transaction of the publication: whoever comes second, or after a crash, finds it settled.
func (s *Service) publishPlan(ctx context.Context, id int64) (segur.Publication, error) {
	plan, proposals, err := s.planned(ctx, id)
	if err != nil || plan.Status != desk.PlanWaiting {
		return segur.Publication{}, err
	}
	if held, err := s.hold(ctx, plan, proposals); held || err != nil {
		return segur.Publication{}, err
	}
	o := order{author: plan.Author, note: plan.Note, proposals: proposals, plan: &plan}
	published, err := s.publish(ctx, o)
	if code := segur.ErrorCode(err); refusal.Field(err) != refusal.Stale && (code == segur.CodeConflict || code == segur.CodeInvalid) {
		plan.Status, plan.Failure = desk.PlanFailed, reader(err)
		e := s.journal.Entry(desk.Actor{Account: desk.Account{Name: desk.System}}, desk.ActionPlanFailed, fmt.Sprintf("plan/%d", id))
		e.Reason = plan.Failure
		_, err = s.free(ctx, plan, proposals, e)
	}
	if refusal.Field(err) == refusal.Stale {
		return segur.Publication{}, nil // somebody else has just settled it; if not, the next call does
	}
	return published, err
}

// reader returns what an error says to a reader: the name of the refusal, by which screens word
// it, and the particulars.
func reader(err error) string {
	var e *segur.Error
	if errors.As(err, &e) {
		return e.Field + ": " + e.Message
	}
	return err.Error()
}
