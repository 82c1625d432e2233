package editorial_test

import (
	"errors"
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

// collision returns what a refusal for conflict names.
func collision(t testing.TB, err error) editorial.Collision {
	t.Helper()
	usecase.Refused(t, "conflict", err, segur.CodeConflict, refusal.Conflict)
	var c *editorial.Collision
	if !errors.As(err, &c) {
		t.Fatalf("nothing is named: %v", err)
	}
	return *c
}

// TestSecondEditorMeetsTheFirst: nothing is lost, and nothing goes out unseen.
func TestSecondEditorMeetsTheFirst(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	ctx, edith := t.Context(), o.as("edith")
	base := o.figure(cpts)
	draft := o.saved("edith", o.corrected(cpts, 173))
	sent := o.submitted("edith", o.corrected(cpts, 174))
	ready := o.approved("edith", o.corrected(cpts, 175))
	o.published(o.approved("paul", o.corrected(cpts, 180)))
	theirs := o.figure(cpts)

	for _, p := range []desk.Proposal{draft, sent, ready} {
		conflict := usecase.Must(o.Conflict(ctx, edith, p.ID))(t)
		mine := p.Changes.Values.Replace[0].New
		want := []edit.ConflictRow{{Ref: segur.RowRef{Table: segur.TableValues, Key: base.RowKey()}, Base: base, Theirs: theirs, Mine: mine}}
		if conflict == nil || !reflect.DeepEqual(conflict.Rows, want) {
			t.Errorf("%s: conflict %+v", p.Status, conflict)
		}
	}
	_, err := o.Submit(ctx, edith, refs(draft), "")
	if c := collision(t, err); len(c.Rows) != 1 || c.Rows[0].Key != base.RowKey() {
		t.Errorf("submit names %+v", c)
	}
	_, err = o.Decide(ctx, o.as("anne"), ref(sent), editorial.Decision{Status: desk.StatusApproved})
	collision(t, err)
	_, err = o.Publish(ctx, o.as("anne"), refs(ready, o.approved("edith", o.corrected("cpts-active/FR/baseline/2020", 74))), note())
	if c := collision(t, err); !slices.Equal(c.Proposals, []int64{ready.ID}) {
		t.Errorf("publish names %+v", c)
	}

	for _, p := range []desk.Proposal{draft, sent, ready} {
		mine, err := edit.Rebase(o.live(), p.Changes)
		if err != nil {
			t.Fatal(err)
		}
		resolved := usecase.Must(o.Resolve(ctx, edith, ref(p), editorial.Resolution{Changes: mine, Confirmed: o.tokens(mine)}))(t)
		want := desk.StatusSubmitted
		if p.Status == desk.StatusDraft {
			want = desk.StatusDraft
		}
		if resolved.Status != want || resolved.Base != 2 || resolved.DecidedBy != "" || !resolved.DecidedAt.IsZero() {
			t.Errorf("%s resolved as %+v", p.Status, resolved)
		}
		if usecase.Must(o.Conflict(ctx, edith, p.ID))(t) != nil {
			t.Errorf("%s: still in conflict", p.Status)
		}
	}
	again := usecase.Must(o.db.Proposal(ctx, ready.ID))(t)
	_, err = o.Publish(ctx, o.as("anne"), refs(again), note())
	usecase.Refused(t, "publishing what was approved before it was rewritten", err, segur.CodeConflict, refusal.Status)
	o.published(o.approve(again))
	if got := o.figure(cpts); got.Number != segur.Int(175) {
		t.Errorf("mine was kept as %s", got.Number)
	}
	o.clean()
}

func TestResolveRefuses(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	ctx, edith := t.Context(), o.as("edith")
	sent := o.submitted("edith", o.corrected(cpts, 173))
	o.published(o.approved("paul", o.corrected(cpts, 1720)))
	mine, err := edit.Rebase(o.live(), sent.Changes)
	if err != nil {
		t.Fatal(err)
	}
	_, err = o.Resolve(ctx, o.as("anne"), ref(sent), editorial.Resolution{Changes: mine})
	usecase.Refused(t, "by somebody else", err, segur.CodeForbidden, refusal.Author)
	_, err = o.Resolve(ctx, edith, ref(sent), editorial.Resolution{Changes: mine})
	usecase.Refused(t, "a slip against what is published by now", err, segur.CodeInvalid, refusal.Unconfirmed)
	_, err = o.Resolve(ctx, edith, ref(sent), editorial.Resolution{Changes: sent.Changes, Confirmed: o.tokens(sent.Changes)})
	collision(t, err)
	state := o.state(func(a *segur.Assessment) { a.State = segur.Done })
	_, err = o.Resolve(ctx, edith, ref(sent), editorial.Resolution{Changes: state.Changes})
	usecase.Refused(t, "with another subject", err, segur.CodeInvalid, refusal.Kind)
	_, err = o.Resolve(ctx, edith, desk.Ref{ID: sent.ID}, editorial.Resolution{Changes: mine})
	usecase.Refused(t, "an older version", err, segur.CodeConflict, refusal.Stale)
	agent := o.submitted("ara", o.corrected(ownRegion, 281))
	_, err = o.Resolve(ctx, o.as("ara"), ref(agent), editorial.Resolution{Changes: o.corrected(otherRegion, 169).Changes})
	usecase.Refused(t, "into another region", err, segur.CodeForbidden, refusal.Scope)
	if got := usecase.Must(o.db.Proposal(ctx, sent.ID))(t); !reflect.DeepEqual(got, sent) {
		t.Errorf("refused and changed: %+v", got)
	}
}

// TestTwoProposalsForOneFigure cannot go out together, whoever wrote them.
func TestTwoProposalsForOneFigure(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	a, b := o.approved("edith", o.corrected(cpts, 173)), o.approved("paul", o.corrected(cpts, 174))
	_, err := o.Publish(t.Context(), o.as("anne"), refs(a, b), note())
	if c := collision(t, err); !slices.Equal(c.Proposals, []int64{a.ID, b.ID}) {
		t.Errorf("publish names %+v", c)
	}
	d, e := o.saved("edith", o.corrected(cpts, 173)), o.saved("edith", o.corrected(cpts, 174))
	_, err = o.Submit(t.Context(), o.as("edith"), refs(d, e), "")
	collision(t, err)
}

// TestTwoFirstValuesOfOneFigure is a conflict, not a broken rule: the second is shown the first.
func TestTwoFirstValuesOfOneFigure(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	added := func(number int) editorial.Draft {
		v := o.figure(cpts)
		v.Period, v.Number = usecase.Must(segur.ParsePeriod("2025-10"))(t), segur.Int(number)
		c, err := edit.Value(o.live(), edit.ValueIntent{Action: edit.ValueAdd, New: v})
		return o.draft(desk.KindValue, c, err)
	}
	first, second := o.approved("edith", added(730)), o.approved("paul", added(731))
	o.published(first)
	conflict := usecase.Must(o.Conflict(t.Context(), o.as("paul"), second.ID))(t)
	if conflict == nil || conflict.Rows[0].Base != nil || conflict.Rows[0].Theirs.(segur.Value).Number != segur.Int(730) {
		t.Errorf("conflict %+v", conflict)
	}
	_, err := o.Publish(t.Context(), o.as("anne"), refs(second), note())
	collision(t, err)
}

func TestRevert(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	ctx := t.Context()
	before := usecase.Must(o.db.Load(ctx, 1))(t)
	done := o.state(func(a *segur.Assessment) { a.State = segur.Done })
	done.Explanation = "Les années suivantes seront revues"
	o.published(o.approved("edith", o.corrected(cpts, 175)), o.approved("edith", done))

	_, err := o.Revert(ctx, o.as("anne"), 1, "Retour au point de départ")
	usecase.Refused(t, "the first publication", err, segur.CodeInvalid, refusal.First)
	_, err = o.Revert(ctx, o.as("anne"), 3, "Retour en arrière")
	usecase.Refused(t, "no such publication", err, segur.CodeNotFound, "")
	_, err = o.Revert(ctx, o.as("anne"), 2, "non")
	usecase.Refused(t, "without reason", err, segur.CodeInvalid, refusal.Reason)

	undo := usecase.Must(o.Revert(ctx, o.as("anne"), 2, "Chiffres publiés trop tôt"))(t)
	if undo.Kind != desk.KindRevert || undo.Status != desk.StatusSubmitted || undo.Reverts != 2 || undo.Explanation == "" {
		t.Fatalf("%+v", undo)
	}
	approve := editorial.Decision{Status: desk.StatusApproved}
	_, err = o.Decide(ctx, o.as("anne"), ref(undo), approve)
	usecase.Refused(t, "approving one's own", err, segur.CodeForbidden, refusal.OwnProposal)
	_, err = o.Decide(ctx, o.as("paul"), ref(undo), editorial.Decision{Status: desk.StatusReturned, Reason: "À revoir avec l'agence"})
	usecase.Refused(t, "returning what nobody can rewrite", err, segur.CodeInvalid, refusal.Status)
	undo = usecase.Must(o.Decide(ctx, o.as("paul"), ref(undo), approve))(t)
	_, err = o.Publish(ctx, o.as("anne"), refs(undo, o.approved("edith", o.corrected("cpts-active/FR/baseline/2020", 74))), note())
	usecase.Refused(t, "with something else", err, segur.CodeInvalid, refusal.Alone)
	o.published(undo)

	after := usecase.Must(o.db.Load(ctx, 3))(t)
	before.Publication, after.Publication = segur.Publication{}, segur.Publication{}
	if !reflect.DeepEqual(after, before) {
		t.Error("the former values are not restored")
	}
	if release := usecase.Must(o.db.Releases(ctx, 2))(t)[0]; release.Reverts != 2 || release.Motives[0].Reason != "Chiffres publiés trop tôt" {
		t.Errorf("released %+v", release)
	}
	again := usecase.Must(o.Revert(ctx, o.as("anne"), 3, "Les chiffres étaient justes"))(t)
	again = usecase.Must(o.Decide(ctx, o.as("paul"), ref(again), approve))(t)
	o.published(again)
	if o.figure(cpts).Number != segur.Int(175) {
		t.Error("undoing the undoing does not bring the figure back")
	}
	o.clean()
}

// TestRevertNamesWhatChangedSince and proposes nothing then.
func TestRevertNamesWhatChangedSince(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.published(o.approved("edith", o.corrected(cpts, 175)), o.approved("edith", o.corrected("cpts-active/FR/baseline/2020", 74)))
	changed := o.figure(cpts)
	o.published(o.approved("edith", o.corrected(cpts, 176)))
	_, err := o.Revert(t.Context(), o.as("anne"), 2, "Chiffres publiés trop tôt")
	if c := collision(t, err); len(c.Rows) != 1 || c.Rows[0].Key != changed.RowKey() {
		t.Errorf("revert names %+v", c)
	}
	if n := len(usecase.Must(o.Proposals(t.Context(), o.as("anne"), desk.Filter{Kinds: []desk.Kind{desk.KindRevert}}))(t)); n != 0 {
		t.Errorf("%d proposals", n)
	}
}
