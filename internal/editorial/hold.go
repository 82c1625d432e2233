package editorial

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/editorial/proof"
	"github.com/segur-tracker/segur/internal/journal"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/segur"
)

// Hold is what keeps a planned publication from going out: proposals whose approver can no longer
// approve them, because the account was disabled or has lost the right since.
type Hold struct {
	Plan      desk.Plan
	Proposals []desk.Proposal // that another person has to approve
	Approvers []string        // account names of those who had, each once
}

// Holds returns the waiting plans that are held or will be, by due date. A plan that was held until
// now though its approvers count again has no proposals: somebody has still to let it go.
func (s *Service) Holds(ctx context.Context, actor desk.Actor) ([]Hold, error) {
	if err := s.journal.Require(ctx, actor, desk.ReadDesk, "plans"); err != nil {
		return nil, err
	}
	waiting, err := s.storage.Plans(ctx, desk.PlanWaiting)
	if err != nil {
		return nil, fmt.Errorf("read plans: %w", err)
	}
	var holds []Hold
	for _, plan := range waiting {
		_, proposals, err := s.planned(ctx, plan.ID)
		if err != nil {
			return nil, err
		}
		h, err := s.holding(ctx, plan, proposals)
		if err != nil {
			return nil, err
		}
		if plan.Held() || len(h.Proposals) > 0 {
			holds = append(holds, h)
		}
	}
	return holds, nil
}

// HeldBy returns the holds that rest on the approval of an account, for whoever disables it.
func (s *Service) HeldBy(ctx context.Context, actor desk.Actor, account string) ([]Hold, error) {
	holds, err := s.Holds(ctx, actor)
	return slices.DeleteFunc(holds, func(h Hold) bool { return !slices.Contains(h.Approvers, account) }), err
}

// holding finds the proposals of a plan whose approver no longer counts.
func (s *Service) holding(ctx context.Context, plan desk.Plan, proposals []desk.Proposal) (Hold, error) {
	live, err := s.Live(ctx)
	if err != nil {
		return Hold{}, err
	}
	h := Hold{Plan: plan}
	for _, p := range proposals {
		stands, err := s.standsBy(ctx, live, p)
		if err != nil {
			return Hold{}, err
		}
		if stands {
			continue
		}
		h.Proposals = append(h.Proposals, p)
		if !slices.Contains(h.Approvers, p.DecidedBy) {
			h.Approvers = append(h.Approvers, p.DecidedBy)
		}
	}
	return h, nil
}

// standsBy reports whether whoever approved a proposal could still do so.
func (s *Service) standsBy(ctx context.Context, live segur.Dataset, p desk.Proposal) (bool, error) {
	account, err := s.storage.AccountByName(ctx, p.DecidedBy)
	switch {
	case segur.ErrorCode(err) == segur.CodeNotFound:
		return false, nil
	case err != nil:
		return false, fmt.Errorf("read the approver of proposal %d: %w", p.ID, err)
	}
	approver := desk.Actor{Account: account}
	return approver.Holds(desk.Decide) && !slices.ContainsFunc(edit.Targets(live, p.Changes), func(t desk.Target) bool {
		return !approver.Scope.Covers(t)
	}), nil
}

// hold keeps a plan whose moment has come from going out where its approvers no longer count, and
// writes that down once. What is held stays so until somebody lets it go.
func (s *Service) hold(ctx context.Context, plan desk.Plan, proposals []desk.Proposal) (held bool, err error) {
	if plan.Held() {
		return true, nil
	}
	h, err := s.holding(ctx, plan, proposals)
	if err != nil || len(h.Proposals) == 0 {
		return false, err
	}
	plan.Failure = "approver: " + strings.Join(h.Approvers, ", ")
	e := s.journal.Entry(desk.Actor{Account: desk.Account{Name: desk.System}}, desk.ActionPlanHeld, fmt.Sprintf("plan/%d", plan.ID))
	e.Reason = plan.Failure
	err = s.journal.Commit(ctx, &desk.Batch{Plans: []desk.Plan{plan}, Audit: []desk.Entry{e}})
	if refusal.Field(err) == refusal.Stale {
		err = nil // somebody else has just settled it
	}
	return true, err
}

// ConfirmPlan lets a planned publication go that its approvers no longer stand for: the actor
// approves in their place what they had approved. It goes out at its moment, or soon when that has
// passed. Nobody confirms a proposal of their own.
func (s *Service) ConfirmPlan(ctx context.Context, actor desk.Actor, ref desk.Ref) (desk.Plan, error) {
	plan, proposals, err := s.planned(ctx, ref.ID)
	if err != nil {
		return desk.Plan{}, err
	}
	h, err := s.holding(ctx, plan, proposals)
	if err != nil {
		return desk.Plan{}, err
	}
	if err := s.mayConfirm(ctx, actor, h, proposals); err != nil {
		return desk.Plan{}, err
	}
	if err := journal.Fresh("plan", ref, plan.Version); err != nil {
		return desk.Plan{}, err
	}
	if plan.Status != desk.PlanWaiting || len(h.Proposals) == 0 && !plan.Held() {
		return desk.Plan{}, refusal.Conflictf(refusal.Stale, "plan %d waits for nobody", plan.ID)
	}
	return s.confirm(ctx, actor, h)
}

// mayConfirm checks that the actor may decide on what waits for an approver, all of the plan where
// nothing does any more, and wrote none of it.
func (s *Service) mayConfirm(ctx context.Context, actor desk.Actor, h Hold, proposals []desk.Proposal) error {
	live, err := s.Live(ctx)
	if err != nil {
		return err
	}
	if len(h.Proposals) > 0 {
		proposals = h.Proposals
	}
	var targets []desk.Target
	for _, p := range proposals {
		targets = append(targets, edit.Targets(live, p.Changes)...)
	}
	object := fmt.Sprintf("plan/%d", h.Plan.ID)
	if err := s.journal.Require(ctx, actor, desk.Decide, object, targets...); err != nil {
		return err
	}
	if slices.ContainsFunc(h.Proposals, func(p desk.Proposal) bool { return p.Author == actor.ID }) {
		return s.journal.Forbid(ctx, actor, object, refusal.Forbiddenf(refusal.OwnProposal, "nobody decides on a proposal of their own"))
	}
	return nil
}

// confirm approves what a plan holds in the name of the actor, and lets it wait for its moment alone.
func (s *Service) confirm(ctx context.Context, actor desk.Actor, h Hold) (desk.Plan, error) {
	if err := s.vouched(ctx, order{proposals: h.Proposals}); err != nil {
		return desk.Plan{}, err
	}
	let := s.journal.Entry(actor, desk.ActionPlanConfirmed, fmt.Sprintf("plan/%d", h.Plan.ID))
	let.Old = strings.Join(h.Approvers, ", ")
	batch := desk.Batch{Audit: []desk.Entry{let}}
	for _, p := range h.Proposals {
		e := s.journal.Entry(actor, desk.ActionApproved, about(p))
		e.Old = string(p.Status)
		p.DecidedAt, p.DecidedBy, p.Decision, p.UpdatedAt = e.At, actor.Name, "", e.At
		seal, err := proof.OfApproval(p)
		if err != nil {
			return desk.Plan{}, fmt.Errorf("confirm proposal %d: %w", p.ID, err)
		}
		e.New = seal
		batch.Proposals, batch.Audit = append(batch.Proposals, p), append(batch.Audit, e)
	}
	h.Plan.Failure = ""
	batch.Plans = []desk.Plan{h.Plan}
	if err := s.journal.Commit(ctx, &batch); err != nil {
		return desk.Plan{}, fmt.Errorf("confirm plan %d: %w", h.Plan.ID, err)
	}
	return batch.Plans[0], nil
}
