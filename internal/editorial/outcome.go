package editorial

import (
	"context"
	"fmt"
	"strings"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/segur"
)

// Outcome is what a publication of some proposals together would say, on top of the latest one. It
// is computed in one way, whether somebody writes, reviews, looks ahead or publishes.
type Outcome struct {
	Live     segur.Dataset   // what is published now; shared, not to be changed
	Changes  segur.ChangeSet // of all proposals, without what is published already
	After    segur.Dataset   // what would be published; zero where the changes do not fit
	Faults   []segur.Fault   // rules that the changes break, and that hold without them; rows are indexes in After
	Conflict *edit.Conflict  // of the changes with what is published, nil for none

	proposals []desk.Proposal
	crossing  *Collision // proposals that exclude each other, nil for none
}

// Outcome returns what a publication of some proposals now would say. An error is a failure, not a
// refusal.
func (s *Service) Outcome(ctx context.Context, proposals []desk.Proposal) (Outcome, error) {
	live, err := s.Live(ctx)
	if err != nil {
		return Outcome{}, err
	}
	return s.outcome(live, proposals)
}

// Fits reports whether the proposals, each by itself and all together, go with what is published and
// with each other. Rules are another matter.
func (o Outcome) Fits() bool { return o.collision() == nil }

// collision returns what keeps the proposals from fitting, nil where they do. What no longer fits by
// itself comes first.
func (o Outcome) collision() *Collision {
	var misfits Collision
	for _, p := range o.proposals {
		if c := edit.Conflicts(o.Live, p.Changes); c != nil {
			misfits.Proposals = append(misfits.Proposals, p.ID)
			misfits.Rows = append(misfits.Rows, rowsOf(c)...)
		}
	}
	switch {
	case len(misfits.Proposals) > 0:
		return &misfits
	case o.crossing != nil:
		return o.crossing
	case o.Conflict != nil:
		return &Collision{Rows: rowsOf(o.Conflict)}
	}
	return nil
}

// refusal says why the proposals cannot be published together, nil when they can.
func (o Outcome) refusal() error {
	if c := o.collision(); c != nil {
		return collide(*c)
	}
	if edit.Empty(o.Changes) {
		return refusal.Invalidf(refusal.Same, "nothing would change")
	}
	return breach(o.After, o.Faults)
}

// outcome merges what proposals change into what is published, and judges it as a whole.
func (s *Service) outcome(live segur.Dataset, proposals []desk.Proposal) (Outcome, error) {
	o := Outcome{Live: live, proposals: proposals}
	var whole segur.ChangeSet
	for i, p := range proposals {
		merged, err := edit.Merge(whole, p.Changes)
		if err != nil {
			o.crossing = crossing(proposals[:i+1])
			return o, nil
		}
		whole = merged
	}
	o.Changes = edit.Fit(live, whole)
	if o.Conflict = edit.Conflicts(live, o.Changes); o.Conflict != nil {
		return o, nil
	}
	var err error
	o.After, o.Faults, err = s.judge(live, o.Changes)
	return o, err
}

// judge makes changes to what is published and returns what it would say then, with the rules that
// would be broken by them.
func (s *Service) judge(live segur.Dataset, changes segur.ChangeSet) (segur.Dataset, []segur.Fault, error) {
	after, err := edit.Apply(live, changes)
	if err != nil {
		return segur.Dataset{}, nil, err
	}
	at := s.journal.Now()
	if previous := live.Publication.PublishedAt; at.Before(previous) {
		at = previous // a clock that was put back must not reorder history
	}
	after.Publication = segur.Publication{Number: live.Publication.Number + 1, PublishedAt: at}
	return after, s.caused(live, after), nil
}

// crossing returns the last proposal and those before it that it excludes.
func crossing(proposals []desk.Proposal) *Collision {
	last := proposals[len(proposals)-1]
	c := disputing(proposals[:len(proposals)-1], last)
	return &Collision{Proposals: append(c.Earlier, last.ID), Rows: c.Rows}
}

func rowsOf(c *edit.Conflict) []segur.RowRef {
	var refs []segur.RowRef
	for _, row := range c.Rows {
		refs = append(refs, row.Ref)
	}
	return refs
}

// Collision is the cause of a refusal.Conflict that names proposals or rows.
type Collision struct {
	Proposals []int64        // those that no longer fit what is published, or each other
	Rows      []segur.RowRef // what somebody else has changed
}

// Error lists what collides.
func (c *Collision) Error() string {
	var names []string
	for _, id := range c.Proposals {
		names = append(names, fmt.Sprintf("proposal %d", id))
	}
	for _, row := range c.Rows {
		names = append(names, row.Table+"/"+row.Key)
	}
	return strings.Join(names, ", ")
}

func collide(c Collision) error {
	refused := refusal.Conflictf(refusal.Conflict, "this no longer fits what is published: %v", &c)
	refused.Err = &c
	return refused
}
