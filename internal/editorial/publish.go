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
	"github.com/segur-tracker/segur/internal/rules"
	"github.com/segur-tracker/segur/internal/segur"
)

// PublishSeed publishes a whole dataset as publication 1. It fails with CodeConflict when
// something is published already and with CodeInvalid when the dataset breaks a rule; Field
// then names the table and field of the first breach.
func (s *Service) PublishSeed(ctx context.Context, d segur.Dataset, note segur.Text) (segur.Publication, error) {
	s.publishing.Lock()
	defer s.publishing.Unlock()
	latest, err := s.storage.Latest(ctx)
	if err != nil {
		return segur.Publication{}, fmt.Errorf("publish seed: %w", err)
	}
	if latest > 0 {
		return segur.Publication{}, refusal.Conflictf("", "publication %d is there already: a seed only starts an empty database", latest)
	}
	d.Publication = segur.Publication{Number: 1, PublishedAt: s.journal.Now(), Note: note}
	if faults := rules.ValidateSeed(d); len(faults) > 0 {
		f := faults[0]
		return segur.Publication{}, refusal.Invalidf(f.Table+"."+f.Field, "the data breaks %d rules; the first: %s, row %d, %s: %s (%q)",
			len(faults), f.Table, f.Row+1, f.Field, f.Rule, f.Value)
	}
	release := segur.Release{Publication: d.Publication, Author: desk.Seed, Changes: segur.Additions(d)}
	if err := s.issue(ctx, &desk.Batch{Release: &release}, d); err != nil {
		return segur.Publication{}, fmt.Errorf("publish seed: %w", err)
	}
	return release.Publication, nil
}

// order is what a publication is made from.
type order struct {
	author    string
	note      segur.Text
	proposals []desk.Proposal // by identifier
	plan      *desk.Plan      // the plan whose moment has come, nil when somebody publishes
}

// Publish publishes approved proposals together. All of them must still fit the latest
// publication and each other; otherwise it fails with refusal.Conflict and a *Collision that
// names those that do not.
func (s *Service) Publish(ctx context.Context, actor desk.Actor, refs []desk.Ref, note segur.Text) (segur.Publication, error) {
	o, err := s.order(ctx, actor, refs, note)
	if err != nil {
		return segur.Publication{}, err
	}
	return s.publish(ctx, o)
}

// order checks everything about a publication that does not depend on the moment.
func (s *Service) order(ctx context.Context, actor desk.Actor, refs []desk.Ref, note segur.Text) (order, error) {
	o := order{author: actor.Name, note: note}
	live, err := s.Live(ctx)
	if err != nil {
		return order{}, err
	}
	if err := s.journal.Require(ctx, actor, desk.Publish, "publication"); err != nil {
		return order{}, err
	}
	for _, ref := range inOrder(refs) {
		p, err := s.visible(ctx, actor, ref.ID)
		if err != nil {
			return order{}, err
		}
		if err := s.journal.Require(ctx, actor, desk.Publish, about(p), edit.Targets(live, p.Changes)...); err != nil {
			return order{}, err
		}
		if err := journal.Fresh("proposal", ref, p.Version); err != nil {
			return order{}, err
		}
		if err := untouched(p, p.Status == desk.StatusApproved); err != nil {
			return order{}, err
		}
		o.proposals = append(o.proposals, p)
	}
	err = o.complete()
	return o, err
}

func (o *order) complete() (err error) {
	if len(o.proposals) == 0 {
		return refusal.Invalidf(refusal.Empty, "a publication has at least one proposal")
	}
	const most = 1000
	if o.note.FR, err = (prose{refusal.Note, 1, most}).take(o.note.FR); err != nil {
		return err
	}
	if o.note.EN, err = (prose{refusal.NoteEN, 1, most}).take(o.note.EN); err != nil {
		return err
	}
	if len(o.proposals) > 1 && slices.ContainsFunc(o.proposals, func(p desk.Proposal) bool { return p.Reverts != 0 }) {
		return refusal.Invalidf(refusal.Alone, "what undoes a publication is published by itself")
	}
	return nil
}

// maxOvertaken is how often a publication starts again because another process came first.
const maxOvertaken = 5

// publish is the one path to publication for every change after the seed.
func (s *Service) publish(ctx context.Context, o order) (segur.Publication, error) {
	s.publishing.Lock()
	defer s.publishing.Unlock()
	if err := s.vouched(ctx, o); err != nil {
		return segur.Publication{}, err
	}
	for range maxOvertaken {
		live, err := s.Live(ctx)
		if err != nil {
			return segur.Publication{}, err
		}
		batch, after, err := s.gather(ctx, live, o)
		if err != nil {
			return segur.Publication{}, err
		}
		err = s.issue(ctx, &batch, after)
		if refusal.Field(err) == "publication" {
			continue
		}
		if err != nil {
			return segur.Publication{}, fmt.Errorf("publish %d: %w", batch.Release.Publication.Number, err)
		}
		return batch.Release.Publication, nil
	}
	return segur.Publication{}, &segur.Error{Code: segur.CodeUnavailable, Message: "other publications keep coming first"}
}

// gather makes the unit of work that an order comes to on top of what is published, and what will
// be published then.
func (s *Service) gather(ctx context.Context, live segur.Dataset, o order) (desk.Batch, segur.Dataset, error) {
	for _, p := range o.proposals {
		if err := s.numbered(ctx, live, p); err != nil {
			return desk.Batch{}, segur.Dataset{}, err
		}
	}
	release, after, err := s.prepare(live, o)
	if err != nil {
		return desk.Batch{}, segur.Dataset{}, err
	}
	batch := o.batch(release, s.journal.Now())
	return batch, after, s.followed(ctx, &batch)
}

// vouched refuses proposals that are not what somebody other than their author approved: the
// journal must bear out what their rows say.
func (s *Service) vouched(ctx context.Context, o order) error {
	for _, p := range o.proposals {
		entries, err := s.storage.Audit(ctx, desk.Search{Object: about(p)})
		if err != nil {
			return fmt.Errorf("read the approval of proposal %d: %w", p.ID, err)
		}
		for _, f := range proof.ReadReview(entries).Mismatches(p) {
			if f.Field == proof.FieldApproval {
				return refusal.Conflictf(refusal.Unapproved, "proposal %d: the journal knows of no approval by somebody other than its author", p.ID)
			}
			return refusal.Conflictf(refusal.Altered, "proposal %d is not what was approved: its %s was altered", p.ID, f.Field)
		}
	}
	return nil
}

// prepare applies an order to what is published.
func (s *Service) prepare(live segur.Dataset, o order) (segur.Release, segur.Dataset, error) {
	made, err := s.outcome(live, o.proposals)
	if err == nil {
		err = made.refusal()
	}
	if err != nil {
		return segur.Release{}, segur.Dataset{}, err
	}
	made.After.Publication.Note = o.note
	release := segur.Release{
		Base: live.Publication.Number, Publication: made.After.Publication, Author: o.author,
		PreviousHash: live.Publication.Hash, Changes: made.Changes,
	}
	for _, p := range o.proposals {
		release.Reverts = max(release.Reverts, p.Reverts)
		release.Motives = append(release.Motives, segur.Motive{
			Proposal: p.ID, Reason: p.Reason, Explanation: p.Explanation, Rows: edit.Rows(p.Changes),
		})
	}
	return release, made.After, nil
}

// batch returns the unit of work that publishes: the release, the proposals' new status, the
// plan's, and a line of the journal for each.
func (o order) batch(release segur.Release, at time.Time) desk.Batch {
	batch := desk.Batch{Release: &release, Proposals: slices.Clone(o.proposals)}
	for i := range batch.Proposals {
		p := &batch.Proposals[i]
		batch.Audit = append(batch.Audit, desk.Entry{
			At: at, Actor: o.author, Action: desk.ActionPublished, Object: about(*p),
			Old: string(p.Status), New: proof.OfMotive(release.Publication.Number, release.Motives[i]), Reason: p.Reason,
		})
		p.Status, p.PublishedIn, p.UpdatedAt = desk.StatusPublished, release.Publication.Number, at
	}
	if o.plan != nil {
		plan := *o.plan
		plan.Status, plan.PublishedIn = desk.PlanPublished, release.Publication.Number
		batch.Plans = []desk.Plan{plan}
	}
	return batch
}

// issue chains and seals the release of a batch, writes the batch and lets the program know.
// The caller holds the lock of publications.
func (s *Service) issue(ctx context.Context, batch *desk.Batch, after segur.Dataset) error {
	r := batch.Release
	if err := proof.Chain(r); err != nil {
		return err
	}
	batch.Audit = append(batch.Audit, desk.Entry{
		At: s.journal.Now(), Actor: r.Author,
		Action: desk.ActionPublished, Object: fmt.Sprintf("publication/%d", r.Publication.Number),
		New: proof.OfPublication(*r), Reason: r.Publication.Note.FR,
	})
	if err := s.journal.Commit(ctx, batch); err != nil {
		return err
	}
	after.Publication = r.Publication
	s.live.put(after)
	s.announce(context.WithoutCancel(ctx), r.Publication.Number)
	return nil
}

// announce calls Options.Published. The publication is committed: nothing undoes it.
func (s *Service) announce(ctx context.Context, number int) {
	defer func() {
		if thrown := recover(); thrown != nil {
			s.log.ErrorContext(ctx, "the program did not take in a publication", "publication", number, "panic", thrown)
		}
	}()
	if err := s.published(ctx, number); err != nil {
		s.log.ErrorContext(ctx, "the program did not take in a publication", "publication", number, "error", err)
	}
}
