package editorial

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/rules"
	"github.com/segur-tracker/segur/internal/segur"
)

// largeChange is the share of a number from which a change is asked about.
const largeChange = 0.5

// Check is what the rules say of a change on top of the latest publication.
type Check struct {
	Outcome
	Warnings  []edit.Warning
	Backwards []edit.Backward
	Rivals    []desk.Proposal // open proposals of others for the same rows, without drafts
	Refusals  []segur.Error   // all that Submit would refuse, apart from the reason
}

// Check returns what would become of a draft. It writes nothing.
func (s *Service) Check(ctx context.Context, actor desk.Actor, d Draft) (Check, error) {
	live, err := s.Live(ctx)
	if err != nil {
		return Check{}, err
	}
	p := desk.Proposal{
		ID: d.Ref.ID, Kind: d.Kind, Author: actor.ID, Base: d.Base, Changes: edit.Normalise(d.Changes),
		Explanation: desk.Said(d.Explanation), Confirmed: d.Confirmed,
	}
	if err := s.mayPropose(ctx, actor, live, p); err != nil {
		return Check{}, err
	}
	return s.inspect(ctx, live, p)
}

// Inspect returns what would become of a proposal if it were published now. It writes nothing.
func (s *Service) Inspect(ctx context.Context, actor desk.Actor, id int64) (Check, error) {
	p, err := s.Proposal(ctx, actor, id)
	if err != nil {
		return Check{}, err
	}
	live, err := s.Live(ctx)
	if err != nil {
		return Check{}, err
	}
	return s.inspect(ctx, live, p)
}

func (s *Service) inspect(ctx context.Context, live segur.Dataset, p desk.Proposal) (Check, error) {
	check, err := s.examine(live, []desk.Proposal{p})
	if err != nil {
		return Check{}, err
	}
	if err := s.numbered(ctx, live, p); err != nil {
		var moved *segur.Error
		if !errors.As(err, &moved) || moved.Field != refusal.Moved {
			return Check{}, err
		}
		check.Refusals = slices.Insert(check.Refusals, 0, *moved)
	}
	check.Rivals, err = s.rivals(ctx, p)
	return check, err
}

// rivals returns the open proposals that cannot go out together with p, the newest first.
func (s *Service) rivals(ctx context.Context, p desk.Proposal) ([]desk.Proposal, error) {
	others, err := s.storage.Proposals(ctx, desk.Filter{
		Statuses: []desk.Status{desk.StatusSubmitted, desk.StatusReturned, desk.StatusApproved},
	})
	if err != nil {
		return nil, fmt.Errorf("look for rivals: %w", err)
	}
	return slices.DeleteFunc(others, func(o desk.Proposal) bool {
		return o.ID == p.ID || len(edit.Disputes(p.Changes, o.Changes)) == 0
	}), nil
}

// examine judges proposals as one change. An error is a failure, not a refusal.
func (s *Service) examine(live segur.Dataset, proposals []desk.Proposal) (Check, error) {
	var check Check
	refused := func(err error) {
		var e *segur.Error
		if errors.As(err, &e) {
			check.Refusals = append(check.Refusals, *e)
		}
	}
	for _, p := range proposals {
		refused(evidence(p.Changes))
		warnings := edit.Warnings(live, p.Changes, edit.Limits{LargeChange: largeChange, Today: s.journal.Now()})
		if !p.Kind.Whole() {
			refused(confirmed(warnings, p.Confirmed))
		}
		check.Warnings = append(check.Warnings, warnings...)
	}
	var err error
	if check.Outcome, err = s.outcome(live, proposals); err != nil {
		return Check{}, err
	}
	if check.crossing != nil {
		refused(collide(*check.crossing))
		return check, nil
	}
	if edit.Empty(check.Changes) {
		refused(refusal.Invalidf(refusal.Same, "nothing would change"))
	}
	check.Backwards = edit.Backwards(live, check.Changes)
	refused(explained(check.Backwards, proposals))
	if check.Conflict != nil {
		refused(collide(Collision{Rows: rowsOf(check.Conflict)}))
		return check, nil
	}
	refused(breach(check.After, check.Faults))
	return check, nil
}

// evidence refuses a state, figure or event that rests on nothing.
func evidence(c segur.ChangeSet) error {
	for _, change := range edit.List(c.BeyondMoves()) {
		sources, dated := 1, true
		switch row := change.New.(type) {
		case segur.Assessment:
			sources, dated = len(row.Sources), !row.EffectiveOn.IsZero()
		case segur.Event:
			sources = len(row.Sources)
		case segur.Value:
			sources = len(row.Source)
		case segur.Project:
			sources = len(row.Source)
		case segur.Strategy:
			sources = len(row.Source)
		case segur.StrategyRule:
			sources = len(row.Source)
		case segur.Session:
			sources = len(row.Source) + len(row.Document.Digest)
		}
		switch name := change.Ref(); {
		case sources == 0:
			return refusal.Invalidf(refusal.NoSource, "%s %s has no source", name.Table, name.Key)
		case !dated:
			return refusal.Invalidf(refusal.NoDate, "%s %s has no effective date", name.Table, name.Key)
		}
	}
	return nil
}

func confirmed(warnings []edit.Warning, tokens []string) error {
	for _, w := range warnings {
		if !slices.Contains(tokens, w.Token()) {
			return refusal.Invalidf(refusal.Unconfirmed, "a warning is not confirmed: %s", w.Token())
		}
	}
	return nil
}

// explained refuses a step back that no proposal about the measure explains.
func explained(steps []edit.Backward, proposals []desk.Proposal) error {
	for _, step := range steps {
		if !slices.ContainsFunc(proposals, func(p desk.Proposal) bool {
			return p.Explanation != "" && slices.ContainsFunc(edit.List(p.Changes), func(c edit.Change) bool {
				old, _ := c.Old.(segur.Assessment)
				now, _ := c.New.(segur.Assessment)
				return old.Measure == step.Measure || now.Measure == step.Measure
			})
		}) {
			return refusal.Invalidf(refusal.Explanation, "measure %d goes from %s (%d) back to %s (%d): say why",
				step.Measure, step.From.Slug(), step.FromYear, step.To.Slug(), step.ToYear)
		}
	}
	return nil
}

// faultID tells a fault from others whatever the place of its row.
type faultID struct{ table, row, field, rule, value string }

// faultCount is how often each fault occurs.
type faultCount map[faultID]int

func count(d segur.Dataset, faults []segur.Fault) faultCount {
	counts := faultCount{}
	for _, id := range identify(d, faults) {
		counts[id]++
	}
	return counts
}

// identify names the rows of faults by their keys.
func identify(d segur.Dataset, faults []segur.Fault) []faultID {
	if len(faults) == 0 {
		return nil
	}
	keys := map[string][]string{}
	for _, change := range edit.List(segur.Additions(d)) {
		keys[change.Table] = append(keys[change.Table], change.Ref().Key)
	}
	ids := make([]faultID, len(faults))
	for i, f := range faults {
		ids[i] = faultID{f.Table, "", f.Field, string(f.Rule), f.Value}
		if f.Row != segur.WholeTable {
			ids[i].row = keys[f.Table][f.Row]
		}
	}
	return ids
}

// caused returns the faults of after that before does not have: what was wrong already is not
// the author's.
func (s *Service) caused(before, after segur.Dataset) []segur.Fault {
	faults := rules.ValidateIssue(after)
	if len(faults) == 0 {
		return nil
	}
	known := faultCount{}
	for id, n := range s.live.known(before) {
		known[id] = n
	}
	var caused []segur.Fault
	for i, id := range identify(after, faults) {
		if known[id]--; known[id] < 0 {
			caused = append(caused, faults[i])
		}
	}
	return caused
}

// breach turns faults into a refusal that names the first one, nil when there is none.
func breach(d segur.Dataset, faults []segur.Fault) error {
	if len(faults) == 0 {
		return nil
	}
	f, id := faults[0], identify(d, faults[:1])[0]
	return refusal.Invalidf(refusal.Invalid, "the data would break %d rules; the first: %s %s, %s: %s (%q)",
		len(faults), f.Table, id.row, f.Field, f.Rule, f.Value)
}
