package editorial_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/editorial"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit/usecase"
)

const (
	ownRegion   = "msp-aci/84/actual/2023" // of measure 25
	otherRegion = "msp-aci/11/actual/2023"
)

// changes are what somebody may want to propose, by name.
func (o *office) changes() map[string]editorial.Draft {
	o.Helper()
	live := o.live()
	retitled := live.Measures[24]
	retitled.Summary.FR += " (revu)"
	revised := live.Indicators[0]
	revised.Description.FR += " (revu)"
	event := live.Events[0]
	event.Title.FR += " (revu)"
	fresh := segur.Source{ID: "neuve", Title: "Rapport", Publisher: "ARS", Kind: "official", Language: "fr"}
	cited := live.Sources[slices.IndexFunc(live.Sources, func(s segur.Source) bool { return s.ID == o.figure(otherRegion).Source })]
	cited.URL = "https://example.org/autre"
	withSource := func(id string) (segur.ChangeSet, error) {
		v := o.figure(id)
		v.Source, v.Note = "neuve", "Revu"
		value, err := edit.Value(live, edit.ValueIntent{Action: edit.ValueReplace, New: v})
		if err != nil {
			return value, err
		}
		source, err := edit.Source(live, fresh)
		if err != nil {
			return value, err
		}
		return edit.Merge(value, source)
	}
	draft := func(kind desk.Kind) func(segur.ChangeSet, error) editorial.Draft {
		return func(c segur.ChangeSet, err error) editorial.Draft { return o.draft(kind, c, err) }
	}
	hidden := o.corrected(ownRegion, 281)
	both, err := edit.Merge(hidden.Changes, o.corrected(otherRegion, 169).Changes)
	return map[string]editorial.Draft{
		"own region":             hidden,
		"own region, new source": draft(desk.KindValue)(withSource(ownRegion)),
		"other region":           o.corrected(otherRegion, 169),
		"own and other region":   draft(desk.KindValue)(both, err),
		"whole country":          o.corrected(cpts, 173),
		"other measure":          o.corrected("tlc-all/FR/baseline/2019", 1),
		"state 25":               o.state(func(a *segur.Assessment) { a.State = segur.Done }),
		"measure 25":             draft(desk.KindMeasure)(edit.Measure(live, retitled)),
		"indicator":              draft(desk.KindIndicator)(edit.Indicator(live, revised, nil)),
		"new source":             draft(desk.KindSource)(edit.Source(live, fresh)),
		"source of others":       draft(desk.KindSource)(edit.Source(live, cited)),
		"event":                  draft(desk.KindEvent)(edit.Event(live, &live.Events[0], &event)),
		"banner":                 draft(desk.KindText)(edit.Text(live, segur.SiteText{ID: segur.TextBanner, Text: segur.Text{FR: "A", EN: "A"}})),
	}
}

// TestRightsToPropose is the table of who may propose what: role × measures × regions.
func TestRightsToPropose(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	everything := "own region,own region, new source,other region,own and other region,whole country,other measure,state 25,measure 25,indicator," +
		"new source,source of others,event,banner"
	may := map[string][]string{
		"ara":   {"own region", "own region, new source", "new source"},
		"msp":   {"own region", "own region, new source", "other region", "own and other region", "whole country", "state 25", "measure 25", "indicator", "source of others"},
		"admin": nil,
		"olga":  nil,
	}
	changes := o.changes()
	for _, person := range []string{"ara", "edith", "msp", "anne", "admin", "olga"} {
		for name, draft := range changes {
			allowed, listed := may[person]
			want := slices.Contains(allowed, name) || !listed && strings.Contains(everything, name)
			before := len(o.actions("proposal/" + string(draft.Kind)))
			_, err := o.Check(t.Context(), o.as(person), draft)
			if (err == nil) != want || err != nil && segur.ErrorCode(err) != segur.CodeForbidden {
				t.Errorf("%s, %s: %v", person, name, err)
			}
			if written := len(o.actions("proposal/"+string(draft.Kind))) - before; (written == 1) == want {
				t.Errorf("%s, %s: %d lines in the journal", person, name, written)
			}
		}
	}
}

// TestRowsOfAnotherTableAreNoWayAround: the kind says which right counts, so it binds.
func TestRowsOfAnotherTableAreNoWayAround(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	for name, proper := range o.changes() {
		for _, kind := range []desk.Kind{desk.KindValue, desk.KindSource} {
			if proper.Kind == kind || strings.HasPrefix(name, "new source") {
				continue
			}
			draft := proper
			draft.Kind = kind
			_, err := o.Save(t.Context(), o.as("edith"), draft)
			usecase.Refused(t, name+" as a "+string(kind), err, segur.CodeInvalid, refusal.Kind)
		}
	}
}

// TestRightsToAct walks every use case with every role; bogus proposals tell a refused right from
// everything that comes after it.
func TestRightsToAct(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	ctx := t.Context()
	sent := o.submitted("edith", o.corrected(cpts, 173))
	ready := o.approved("edith", o.corrected(cpts, 174))
	o.published(o.approved("edith", o.corrected("cpts-active/FR/baseline/2020", 74)))
	usecase.CheckRights(t, o.as, "ara edith msp anne admin olga", "anne", map[string]usecase.Act{
		"decide":       {By: "anne", Do: func(a desk.Actor) error { _, err := o.Decide(ctx, a, ref(sent), editorial.Decision{}); return err }},
		"publish":      {By: "anne", Do: func(a desk.Actor) error { _, err := o.Publish(ctx, a, refs(ready), segur.Text{}); return err }},
		"publish none": {By: "anne", Do: func(a desk.Actor) error { _, err := o.Publish(ctx, a, nil, segur.Text{}); return err }},
		"plan":         {By: "anne", Do: func(a desk.Actor) error { _, err := o.Plan(ctx, a, refs(ready), note(), time.Time{}); return err }},
		"revert":       {By: "anne", Do: func(a desk.Actor) error { _, err := o.Revert(ctx, a, 2, ""); return err }},
		"comment":      {By: "ara edith msp anne admin", Do: func(a desk.Actor) error { return o.Remark(ctx, a, sent.ID, "") }},
		"read":         {By: "ara edith msp anne admin olga", Do: func(a desk.Actor) error { _, err := o.Proposal(ctx, a, sent.ID); return err }},
		"history":      {By: "ara edith msp anne admin olga", Do: func(a desk.Actor) error { _, err := o.History(ctx, a, sent.ID); return err }},
		"list":         {By: "ara edith msp anne admin olga", Do: func(a desk.Actor) error { _, err := o.Proposals(ctx, a, desk.Filter{Limit: 1}); return err }},
		"inspect":      {By: "ara edith msp anne admin olga", Do: func(a desk.Actor) error { _, err := o.Inspect(ctx, a, sent.ID); return err }},
		"plans":        {By: "ara edith msp anne admin olga", Do: func(a desk.Actor) error { _, err := o.Plans(ctx, a); return err }},
	})
}

// TestScopeBindsReviewers: an approver of some regions decides on these only.
func TestScopeBindsReviewers(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	bound := o.as("paul")
	bound.Scope.Regions = []string{"84"}
	inside, outside := o.submitted("ara", o.corrected(ownRegion, 281)), o.submitted("edith", o.corrected(otherRegion, 169))
	approve := editorial.Decision{Status: desk.StatusApproved}
	_, err := o.Decide(t.Context(), bound, ref(outside), approve)
	usecase.Refused(t, "deciding on another region", err, segur.CodeForbidden, refusal.Scope)
	ready := usecase.Must(o.Decide(t.Context(), bound, ref(inside), approve))(t)
	_, err = o.Publish(t.Context(), bound, refs(o.approve(outside)), note())
	usecase.Refused(t, "publishing another region", err, segur.CodeForbidden, refusal.Scope)
	if _, err := o.Publish(t.Context(), bound, refs(ready), note()); err != nil {
		t.Error(err)
	}
}

// TestListsHideDraftsAndStayFull: pages are counted after the drafts of others are left out.
func TestListsHideDraftsAndStayFull(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	for i := range 6 {
		o.saved("edith", o.corrected(cpts, 173+i))
		o.submitted("edith", o.corrected(cpts, 173+i))
	}
	page := usecase.Must(o.Proposals(t.Context(), o.as("olga"), desk.Filter{Limit: 4}))(t)
	rest := usecase.Must(o.Proposals(t.Context(), o.as("olga"), desk.Filter{Limit: 4, Before: page[3].ID}))(t)
	if len(page) != 4 || len(rest) != 2 || rest[0].ID >= page[3].ID {
		t.Errorf("%d and %d proposals", len(page), len(rest))
	}
	_, err := o.History(t.Context(), o.as("olga"), 1)
	usecase.Refused(t, "the history of somebody else's draft", err, segur.CodeNotFound, "")
	if own := usecase.Must(o.Proposals(t.Context(), o.as("edith"), desk.Filter{}))(t); len(own) != 12 {
		t.Errorf("the author sees %d of her proposals", len(own))
	}
}
