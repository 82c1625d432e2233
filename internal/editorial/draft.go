package editorial

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/segur-tracker/segur/internal/attachment"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/journal"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/segur"
)

// Draft is what an author writes. The zero Ref starts a new proposal; Base 0 stands for the
// latest publication. Confirmed holds the tokens of the warnings that the author confirmed.
type Draft struct {
	Ref         desk.Ref
	Kind        desk.Kind
	Base        int
	Changes     segur.ChangeSet
	Reason      string
	Explanation string
	Confirmed   []string
	Attachments []attachment.File // documents that the changes name and that may not be kept yet
	Case        int64             // of the reader's report that it comes from, 0 for none or for what the draft says already
}

// Save keeps a draft, new or not, or the corrections to a proposal that was returned. It may
// still break rules: these count when it is submitted.
func (s *Service) Save(ctx context.Context, actor desk.Actor, d Draft) (desk.Proposal, error) {
	live, err := s.Live(ctx)
	if err != nil {
		return desk.Proposal{}, err
	}
	if d.Kind.Whole() || !slices.ContainsFunc(segur.Tables(), func(t segur.Table) bool { return isOf(t, d.Kind) }) {
		return desk.Proposal{}, refusal.Invalidf(refusal.Kind, "nobody writes a proposal of kind %q", d.Kind)
	}
	p := desk.Proposal{
		Kind: d.Kind, Status: desk.StatusDraft, Author: actor.ID, AuthorName: actor.Name, CreatedAt: s.journal.Now(),
	}
	e := s.journal.Entry(actor, desk.ActionDrafted, "")
	e.NewProposal = 1
	if d.Ref.ID != 0 {
		if p, err = s.own(ctx, actor, d.Ref); err != nil {
			return desk.Proposal{}, err
		}
		if p.Status != desk.StatusDraft && p.Status != desk.StatusReturned {
			return desk.Proposal{}, refusal.Conflictf(refusal.Status, "proposal %d is %s: it cannot be edited", p.ID, p.Status)
		}
		if p.Kind != d.Kind {
			return desk.Proposal{}, refusal.Invalidf(refusal.Kind, "proposal %d is about a %s", p.ID, p.Kind)
		}
		e.Action, e.Old = desk.ActionRevised, journal.JSON(edit.Rows(p.Changes))
	}
	p.Changes = edit.Normalise(d.Changes)
	if err := s.mayPropose(ctx, actor, live, p); err != nil {
		return desk.Proposal{}, err
	}
	if edit.Empty(p.Changes) {
		return desk.Proposal{}, refusal.Invalidf(refusal.Same, "nothing would change")
	}
	p.Base = live.Publication.Number
	if d.Base > 0 {
		p.Base = min(p.Base, d.Base)
	}
	if err := s.numbered(ctx, live, p); err != nil {
		return desk.Proposal{}, err
	}
	p.Reason, p.Explanation = desk.Said(d.Reason), desk.Said(d.Explanation)
	p.Confirmed, p.UpdatedAt = d.Confirmed, s.journal.Now()
	if err := s.attached(ctx, p.Changes, d.Attachments); err != nil {
		return desk.Proposal{}, err
	}
	if p.Case, err = s.origin(ctx, p, d); err != nil {
		return desk.Proposal{}, err
	}
	e.New = journal.JSON(edit.Rows(p.Changes))
	return s.keep(ctx, p, e, d.Attachments...)
}

// attached refuses changes that name a document which is neither kept nor brought along.
func (s *Service) attached(ctx context.Context, c segur.ChangeSet, brought []attachment.File) error {
	for _, named := range segur.DocumentsOf(c) {
		if slices.ContainsFunc(brought, func(f attachment.File) bool { return f.Digest == named.Digest }) {
			continue
		}
		kept, err := s.storage.Attached(ctx, named.Digest)
		if err != nil {
			return fmt.Errorf("look for a document: %w", err)
		}
		if !kept {
			return refusal.Invalidf(refusal.Document, "the document %s is not there", named.Digest)
		}
	}
	return nil
}

// Attachment returns the document that a proposal names, for those who may read the proposal. It fails
// with CodeNotFound where the proposal names none.
func (s *Service) Attachment(ctx context.Context, actor desk.Actor, proposal int64) (segur.Document, attachment.File, error) {
	p, err := s.Proposal(ctx, actor, proposal)
	if err != nil {
		return segur.Document{}, attachment.File{}, err
	}
	named, ok := edit.Document(p.Changes)
	if !ok {
		return segur.Document{}, attachment.File{}, &segur.Error{Code: segur.CodeNotFound}
	}
	f, err := s.storage.Attachment(ctx, named.Digest)
	return named, f, err
}

// keep writes one proposal with the line of the journal that goes with it, and the documents that it names.
func (s *Service) keep(ctx context.Context, p desk.Proposal, e desk.Entry, files ...attachment.File) (desk.Proposal, error) {
	batch := desk.Batch{Proposals: []desk.Proposal{p}, Attachments: files, Audit: []desk.Entry{e}}
	if err := s.journal.Commit(ctx, &batch); err != nil {
		return desk.Proposal{}, fmt.Errorf("%s proposal %d: %w", e.Action, p.ID, err)
	}
	return batch.Proposals[0], nil
}

// about names a proposal in the journal.
func about(p desk.Proposal) string {
	if p.ID == 0 {
		return "proposal/" + string(p.Kind)
	}
	return fmt.Sprintf("proposal/%d", p.ID)
}

// isOf reports whether a kind of proposal changes a table, beside the sources that it adds and the
// texts that leave with an indicator.
func isOf(t segur.Table, kind desk.Kind) bool {
	return kind == desk.KindDataset || slices.Contains(t.About().Kinds, string(kind))
}

// mayPropose checks that the change is of its kind and that the actor may propose all of it: a
// row of another table is no way around a right.
func (s *Service) mayPropose(ctx context.Context, actor desk.Actor, live segur.Dataset, p desk.Proposal) error {
	err := s.journal.Require(ctx, actor, p.Kind.Permission(), about(p), edit.Targets(live, p.Changes)...)
	if err != nil || p.Kind == desk.KindRevert && p.Reverts != 0 {
		return err
	}
	if len(p.Changes.Moves()) > 0 && p.Kind != desk.KindMeasure {
		return refusal.Invalidf(refusal.Kind, "a proposal about a %s does not change the numbers of measures", p.Kind)
	}
	for _, change := range edit.List(p.Changes.BeyondMoves()) {
		switch {
		case isOf(segur.TableNamed(change.Table), p.Kind), edit.Leaving(p.Changes, change):
		case change.Table != segur.TableSources || change.Old != nil:
			return refusal.Invalidf(refusal.Kind, "a proposal about a %s does not change %s", p.Kind, change.Table)
		default:
			if err := s.journal.Require(ctx, actor, desk.ProposeSource, about(p)); err != nil {
				return err
			}
		}
	}
	return nil
}

// own returns a proposal for its author only, at the version that the author saw.
func (s *Service) own(ctx context.Context, actor desk.Actor, ref desk.Ref) (desk.Proposal, error) {
	p, err := s.visible(ctx, actor, ref.ID)
	if err != nil {
		return desk.Proposal{}, err
	}
	if p.Author != actor.ID {
		return desk.Proposal{}, s.journal.Forbid(ctx, actor, about(p),
			refusal.Forbiddenf(refusal.Author, "proposal %d is %s's", p.ID, p.AuthorName))
	}
	return p, journal.Fresh("proposal", ref, p.Version)
}

// Submit hands proposals over for review, together and for one reason. An empty reason stands
// for the one kept in each draft. They are judged as one change: a figure and its source may
// be in two proposals.
func (s *Service) Submit(ctx context.Context, actor desk.Actor, refs []desk.Ref, reason string) ([]desk.Proposal, error) {
	live, err := s.Live(ctx)
	if err != nil {
		return nil, err
	}
	if len(refs) == 0 {
		return nil, refusal.Invalidf(refusal.Empty, "no proposal to submit")
	}
	var batch desk.Batch
	for _, ref := range inOrder(refs) {
		p, err := s.own(ctx, actor, ref)
		if err != nil {
			return nil, err
		}
		if err := s.submittable(ctx, actor, live, &p, reason); err != nil {
			return nil, err
		}
		e := s.journal.Entry(actor, desk.ActionSubmitted, about(p))
		e.Old, e.New, e.Reason = string(p.Status), journal.JSON(p.Changes), p.Reason
		p.Status, p.SubmittedAt, p.UpdatedAt = desk.StatusSubmitted, e.At, e.At
		p.Submission = inOrder(refs)[0].ID
		batch.Proposals, batch.Audit = append(batch.Proposals, p), append(batch.Audit, e)
	}
	check, err := s.examine(live, batch.Proposals)
	if err != nil {
		return nil, err
	}
	if len(check.Refusals) > 0 {
		return nil, &check.Refusals[0]
	}
	if err := s.journal.Commit(ctx, &batch); err != nil {
		return nil, fmt.Errorf("submit proposals: %w", err)
	}
	return batch.Proposals, nil
}

// submittable checks one proposal by itself and gives it its reason.
func (s *Service) submittable(ctx context.Context, actor desk.Actor, live segur.Dataset, p *desk.Proposal, reason string) (err error) {
	if p.Status != desk.StatusDraft && p.Status != desk.StatusReturned {
		return refusal.Conflictf(refusal.Status, "proposal %d is %s: it cannot be submitted", p.ID, p.Status)
	}
	if err := s.mayPropose(ctx, actor, live, *p); err != nil {
		return err
	}
	if err := s.numbered(ctx, live, *p); err != nil {
		return err
	}
	p.Reason, err = Reason(cmp.Or(desk.Said(reason), p.Reason))
	return err
}

// inOrder returns references by identifier, each once: the same set is always treated alike.
func inOrder(refs []desk.Ref) []desk.Ref {
	sorted := slices.Clone(refs)
	slices.SortFunc(sorted, func(a, b desk.Ref) int { return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Version, b.Version)) })
	return slices.Compact(sorted)
}

// Withdraw takes a proposal back as long as no publication holds it. The reason may be empty.
func (s *Service) Withdraw(ctx context.Context, actor desk.Actor, ref desk.Ref, reason string) (desk.Proposal, error) {
	p, err := s.own(ctx, actor, ref)
	if err != nil {
		return desk.Proposal{}, err
	}
	if err := untouched(p, p.Status.Open()); err != nil {
		return desk.Proposal{}, err
	}
	e := s.journal.Entry(actor, desk.ActionWithdrawn, about(p))
	e.Old, e.New, e.Reason = string(p.Status), string(desk.StatusWithdrawn), desk.Said(reason)
	p.Status, p.UpdatedAt = desk.StatusWithdrawn, e.At
	return s.keep(ctx, p, e)
}

// untouched refuses a proposal that a plan holds, or that is not at the right point of its life.
func untouched(p desk.Proposal, allowed bool) error {
	switch {
	case p.Plan != 0:
		return refusal.Conflictf(refusal.Planned, "proposal %d is part of planned publication %d", p.ID, p.Plan)
	case !allowed:
		return refusal.Conflictf(refusal.Status, "proposal %d is %s", p.ID, p.Status)
	}
	return nil
}
