package editorial_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/editorial"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit/usecase"
)

// moving is a draft that puts a measure in a place of a pillar.
func (o *office) moving(number, pillar, place int) editorial.Draft {
	o.Helper()
	d := o.live()
	c, err := edit.Move(d, d.Measures[number-1], pillar, place)
	draft := o.draft(desk.KindMeasure, c, err)
	draft.Reason = "La liste officielle donne un autre numéro"
	return draft
}

// stating is a draft that gives a measure a state for 2025.
func (o *office) stating(number int) editorial.Draft {
	o.Helper()
	d := o.live()
	c, err := edit.State(d, segur.Assessment{
		Measure: number, Year: 2025, State: segur.DoneModified, EffectiveOn: segur.Date{Year: 2025, Month: 3}, Basis: segur.BasisOfficial,
		Justification: segur.Text{FR: "Selon le bilan", EN: "According to the review"}, Sources: []string{d.Sources[0].ID},
	})
	draft := o.draft(desk.KindState, c, err)
	draft.Explanation = "Le bilan le dit"
	return draft
}

// firstOf is the number of the first measure of a pillar.
func firstOf(d segur.Dataset, pillar int) int {
	return slices.IndexFunc(d.Measures, func(m segur.Measure) bool { return m.Pillar == pillar }) + 1
}

// TestAMoveAndBackThroughTheDatabase publishes a move, undoes it, and holds that storage gives the
// first dataset back, that the past stays what it was, and that everything verifies.
func TestAMoveAndBackThroughTheDatabase(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	before := o.live()
	slug := before.Measures[19].Slug
	first := firstOf(before, 2)
	o.published(o.approved("edith", o.moving(20, 1, first)))
	o.close()
	o.open() // what was applied in memory counts for nothing
	after := o.live()
	if m := after.Measures[first-1]; m.Slug != slug || m.Number != first || m.Pillar != 1 {
		t.Fatalf("%+v", m)
	}
	for i, m := range after.Measures {
		if m.Number != i+1 {
			t.Fatalf("measure %d stands at %d", m.Number, i+1)
		}
	}
	o.clean()
	undo := usecase.Must(o.Revert(o.Context(), o.as("paul"), 2, "La liste était celle d'un projet"))(o)
	o.published(o.approve(undo))
	o.close()
	o.open()
	back := o.live()
	back.Publication = before.Publication
	if !reflect.DeepEqual(back, before) {
		t.Error("the dataset is not what it was")
	}
	for n, want := range map[int]int{1: 20, 2: first, 3: 20} {
		d := usecase.Must(o.db.Load(o.Context(), n))(o)
		i := slices.IndexFunc(d.Measures, func(m segur.Measure) bool { return m.Slug == slug })
		if d.Measures[i].Number != want || i != want-1 {
			t.Errorf("publication %d: %s is number %d at place %d", n, slug, d.Measures[i].Number, i+1)
		}
	}
	o.clean()
}

// TestTheDeskFollowsAMove: what people were working on, and the measures that accounts are bound
// to, are those of before under their new numbers.
func TestTheDeskFollowsAMove(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	d := o.live()
	moves := usecase.Must(edit.Move(d, d.Measures[24], 1, 1))(t).Moves() // measure 25, to which an editor is bound
	draft := o.saved("edith", o.stating(25))
	waiting := o.submitted("edith", o.stating(24))
	agreed := o.approved("edith", o.stating(23))
	other := o.approved("edith", o.stating(33))
	o.published(o.approved("edith", o.moving(25, 1, 1)))

	for _, c := range []struct {
		was     desk.Proposal
		measure int
		status  desk.Status
		told    bool
	}{{draft, 25, desk.StatusDraft, true}, {waiting, 24, desk.StatusSubmitted, true}, {agreed, 23, desk.StatusSubmitted, true}, {other, 33, desk.StatusApproved, false}} {
		now := usecase.Must(o.db.Proposal(o.Context(), c.was.ID))(o)
		if got := edit.List(now.Changes)[0].New.(segur.Assessment).Measure; got != moves.Of(c.measure) || now.Status != c.status {
			t.Errorf("the state of measure %d: now of %d, %s", c.measure, got, now.Status)
		}
		if told := slices.Contains(o.actions(fmt.Sprintf("proposal/%d", c.was.ID)), desk.ActionRenumbered); told != c.told {
			t.Errorf("the state of measure %d: told %v", c.measure, told)
		}
	}
	if got := o.as("msp").Scope.Measures; !slices.Equal(got, []int{1}) {
		t.Errorf("the editor of measure 25 is bound to %v", got)
	}
	if !slices.Contains(o.actions("account/msp"), desk.ActionAccountChanged) {
		t.Error("nobody is told that a scope has changed")
	}
	again := usecase.Must(o.db.Proposal(o.Context(), agreed.ID))(o)
	o.published(o.approve(again), other)
	if d := o.live(); !slices.ContainsFunc(d.Assessments, func(a segur.Assessment) bool {
		return a.Measure == moves.Of(23) && a.Year == 2025 && a.State == segur.DoneModified
	}) {
		t.Error("the state does not reach its measure")
	}
	o.clean()
}

func TestWhatAMoveCannotTakeAlong(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	state, move := o.approved("edith", o.stating(20)), o.approved("edith", o.moving(20, 1, 1))
	_, err := o.Publish(o.Context(), o.as("anne"), refs(state, move), note())
	if c := collision(t, err); !slices.Equal(c.Proposals, []int64{state.ID, move.ID}) {
		t.Errorf("%+v", c)
	}
	check := usecase.Must(o.Inspect(o.Context(), o.as("paul"), move.ID))(o)
	if len(check.Rivals) != 1 || check.Rivals[0].ID != state.ID {
		t.Errorf("rivals: %+v", check.Rivals)
	}

	o.wait(1)
	plan := usecase.Must(o.Plan(o.Context(), o.as("anne"), refs(state), note(), o.now().AddDate(0, 0, 1)))(o)
	_, err = o.Publish(o.Context(), o.as("anne"), refs(move), note())
	usecase.Refused(t, "a plan that names the measure", err, segur.CodeConflict, refusal.PlanNumbers)
	usecase.Must(o.CancelPlan(o.Context(), o.as("anne"), desk.Ref{ID: plan.ID, Version: plan.Version}))(o)

	form := o.stating(19) // opened before, sent after
	form.Base = 1
	o.published(move)
	_, err = o.Save(o.Context(), o.as("edith"), form)
	usecase.Refused(t, "a form from before", err, segur.CodeConflict, refusal.Moved)
	check = usecase.Must(o.Check(o.Context(), o.as("edith"), form))(o)
	if len(check.Refusals) == 0 || check.Refusals[0].Field != refusal.Moved {
		t.Errorf("%+v", check.Refusals)
	}
	o.clean()
}

func TestOnlyTheUnboundMove(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	_, err := o.Save(o.Context(), o.as("msp"), o.moving(25, 3, 1))
	usecase.Refused(t, "bound to measure 25", err, segur.CodeForbidden, refusal.Scope)
	draft := o.moving(25, 3, 1)
	draft.Kind = desk.KindState
	_, err = o.Save(o.Context(), o.as("edith"), draft)
	usecase.Refused(t, "as a state", err, segur.CodeInvalid, refusal.Kind)
	draft = o.moving(25, 3, 1)
	draft.Changes.Indicators.Replace[0].New.BreakNote = "Autre chose"
	_, err = o.Save(o.Context(), o.as("edith"), draft)
	usecase.Refused(t, "with another change in tow", err, segur.CodeInvalid, refusal.Kind)
}
