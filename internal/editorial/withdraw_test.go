package editorial_test

import (
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

// mistaken adds an indicator with two figures and its own document, beside a correction.
func (o *office) mistaken() {
	o.Helper()
	d := o.live()
	ind := d.Indicators[slices.IndexFunc(d.Indicators, func(i segur.Indicator) bool { return i.Code == "cpts-active" })]
	ind.Code, ind.HeadlineRank = "faux-ind", 0
	v := o.figure(cpts)
	v.Indicator, v.Source = ind.Code, "doc-faux"
	region := v
	region.Territory = "84"
	c := usecase.Must(edit.Indicator(d, ind, []segur.Value{v, region}))(o)
	source := d.Sources[0]
	source.ID, source.URL = "doc-faux", "https://example.org/faux"
	c.Sources.Add = []segur.Source{source}
	o.published(o.approved("edith", o.draft(desk.KindIndicator, c, nil)), o.approved("edith", o.corrected("cpts-active/FR/baseline/2020", 74)))
}

// described says something of its chart.
func (o *office) described() {
	o.Helper()
	text := segur.SiteText{ID: segur.TextAlt("indicateur-faux-ind"), Text: segur.Text{FR: "Une courbe.", EN: "A line."}}
	alt, err := edit.Text(o.live(), text)
	o.published(o.approved("edith", o.draft(desk.KindText, alt, err)))
}

// TestAnIndicatorIsWithdrawn with all that belongs to it, and comes back as it was when that is
// undone.
func TestAnIndicatorIsWithdrawn(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.mistaken()
	o.described()
	before := o.live()
	c, err := edit.WithdrawIndicator(before, "faux-ind", "")
	if err != nil || len(c.Indicators.Remove) != 1 || len(c.Values.Remove) != 2 || len(c.Texts.Remove) != 1 || len(edit.List(c)) != 4 {
		t.Fatalf("%+v, %v", c, err)
	}
	o.published(o.approved("edith", o.draft(desk.KindIndicator, c, nil)))
	if d := o.live(); len(d.Indicators) != len(before.Indicators)-1 || len(d.Values) != len(before.Values)-2 {
		t.Error("the indicator is still there")
	}
	unused := usecase.Must(edit.WithdrawSource(o.live(), "doc-faux"))(t)
	if refs := edit.Citing(o.live(), "doc-faux"); len(refs) != 0 {
		t.Errorf("cited by %v", refs)
	}
	o.published(o.approved("edith", o.draft(desk.KindSource, unused, nil)))
	undo := usecase.Must(o.Revert(t.Context(), o.as("anne"), 5, "Le document sert encore"))(t)
	o.published(usecase.Must(o.Decide(t.Context(), o.as("paul"), ref(undo), editorial.Decision{Status: desk.StatusApproved}))(t))
	undo = usecase.Must(o.Revert(t.Context(), o.as("anne"), 4, "L'indicateur était juste"))(t)
	o.published(usecase.Must(o.Decide(t.Context(), o.as("paul"), ref(undo), editorial.Decision{Status: desk.StatusApproved}))(t))
	after := usecase.Must(o.db.Load(t.Context(), o.live().Publication.Number))(t)
	if !reflect.DeepEqual(after.Texts, before.Texts) || len(edit.Citing(after, "doc-faux")) != 2 {
		t.Error("the indicator does not come back as it was")
	}
	o.clean()
}

// TestASourceInUseIsNotWithdrawn names nothing that is not so.
func TestASourceInUseIsNotWithdrawn(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	cited := o.figure(cpts).Source
	c := usecase.Must(edit.WithdrawSource(o.live(), cited))(t)
	check := usecase.Must(o.Check(t.Context(), o.as("edith"), o.draft(desk.KindSource, c, nil)))(t)
	if check.Conflict == nil || len(check.Conflict.Rows) != len(edit.Citing(o.live(), cited)) {
		t.Errorf("%+v", check.Conflict)
	}
}

// TestTextsOfOthersDoNotLeaveWithAnIndicator: the right to withdraw an indicator is none to change
// what is said of other charts.
func TestTextsOfOthersDoNotLeaveWithAnIndicator(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.mistaken()
	other, err := edit.Text(o.live(), segur.SiteText{ID: segur.TextAlt("matrice"), Text: segur.Text{FR: "Une grille.", EN: "A grid."}})
	o.published(o.approved("edith", o.draft(desk.KindText, other, err)))
	c := usecase.Must(edit.WithdrawIndicator(o.live(), "faux-ind", ""))(t)
	c.Texts.Remove = append(c.Texts.Remove, segur.SiteText{ID: segur.TextAlt("matrice"), Text: segur.Text{FR: "Une grille.", EN: "A grid."}})
	_, err = o.Save(t.Context(), o.as("edith"), o.draft(desk.KindIndicator, c, nil))
	usecase.Refused(t, "a text of another chart", err, segur.CodeInvalid, refusal.Kind)
}

// TestAFigureAddedMeanwhileStandsInTheWay of a withdrawal, and leaves with the indicator where its
// author keeps to it.
func TestAFigureAddedMeanwhileStandsInTheWay(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.mistaken()
	withdrawal := o.approved("edith", o.draft(desk.KindIndicator, usecase.Must(edit.WithdrawIndicator(o.live(), "faux-ind", ""))(t), nil))
	v := o.live().Values[slices.IndexFunc(o.live().Values, func(v segur.Value) bool { return v.Indicator == "faux-ind" })]
	v.Period = usecase.Must(segur.ParsePeriod("2022"))(t)
	added, err := edit.Value(o.live(), edit.ValueIntent{Action: edit.ValueAdd, New: v})
	rival := o.approved("edith", o.draft(desk.KindValue, added, err))

	clashes := usecase.Must(o.Clashes(t.Context(), []desk.Proposal{rival, withdrawal}))(t)
	if len(clashes) != 1 || clashes[0].Later != rival.ID || !slices.Equal(clashes[0].Earlier, []int64{withdrawal.ID}) ||
		len(clashes[0].Rows) != 1 || clashes[0].Rows[0].Key != v.RowKey() || clashes[0].Rule {
		t.Errorf("clashes %+v", clashes)
	}
	_, err = o.Publish(t.Context(), o.as("anne"), refs(withdrawal, rival), note())
	if c := collision(t, err); !slices.Equal(c.Proposals, []int64{withdrawal.ID, rival.ID}) || len(c.Rows) != 1 || c.Rows[0].Key != v.RowKey() {
		t.Errorf("publish names %+v", c)
	}
	o.published(rival)
	conflict := usecase.Must(o.Conflict(t.Context(), o.as("edith"), withdrawal.ID))(t)
	if conflict == nil || len(conflict.Rows) != 1 || conflict.Rows[0].Theirs.RowKey() != v.RowKey() || !conflict.Rows[0].Contested() {
		t.Fatalf("conflict %+v", conflict)
	}
	if left := edit.Without(withdrawal.Changes, conflict.Rows); !edit.Empty(left) {
		t.Errorf("giving way leaves %+v", edit.List(left))
	}
	kept := usecase.Must(edit.Rebase(o.live(), withdrawal.Changes))(t)
	again := usecase.Must(o.Resolve(t.Context(), o.as("edith"), ref(withdrawal), editorial.Resolution{Changes: kept}))(t)
	o.published(o.approve(again))
	if slices.ContainsFunc(o.live().Values, func(v segur.Value) bool { return v.Indicator == "faux-ind" }) {
		t.Error("figures of nothing are left")
	}
	o.clean()
}

// TestProposalsThatBreakARuleTogether: a definition with fewer decimals and a figure that has more
// touch no common row. Both are named, and the last approved is the one to leave out.
func TestProposalsThatBreakARuleTogether(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	d := o.live()
	percent := d.Indicators[slices.IndexFunc(d.Indicators, func(i segur.Indicator) bool { return i.Code == "cpts-pop-pct" })]
	i := slices.IndexFunc(d.Values, func(v segur.Value) bool {
		return v.Indicator == percent.Code && v.Reference && v.Kind == segur.KindActual
	})
	precise, figure := percent, d.Values[i]
	precise.Decimals = 2
	figure.Number, figure.Period = segur.Number(12340), usecase.Must(segur.ParsePeriod("2019"))(t)
	added, err := edit.Value(d, edit.ValueIntent{Action: edit.ValueAdd, New: figure})
	value := o.draft(desk.KindValue, added, err)
	wider := o.approved("edith", o.draft(desk.KindIndicator, usecase.Must(edit.Indicator(d, precise, nil))(t), nil))
	o.published(wider)
	number := o.approved("edith", value)
	narrow := o.approved("edith", o.draft(desk.KindIndicator, usecase.Must(edit.Indicator(o.live(), percent, nil))(t), nil))
	clashes := usecase.Must(o.Clashes(t.Context(), []desk.Proposal{narrow, number}))(t)
	if len(clashes) != 1 || !clashes[0].Rule || clashes[0].Later != narrow.ID || !slices.Equal(clashes[0].Earlier, []int64{number.ID}) {
		t.Errorf("clashes %+v", clashes)
	}
	if alone := usecase.Must(o.Clashes(t.Context(), []desk.Proposal{number}))(t); len(alone) != 0 {
		t.Errorf("a proposal that can go out clashes: %+v", alone)
	}
}

// TestUndoingPart undoes the rows that can be, and says of the others why they cannot.
func TestUndoingPart(t *testing.T) {
	t.Parallel()
	o, ctx := openOffice(t), t.Context()
	o.mistaken()
	o.published(o.approved("edith", o.corrected("cpts-active/FR/baseline/2020", 75)))
	u := usecase.Must(o.Undoable(ctx, o.as("edith"), 2))(t)
	if len(u.Stuck) != 1 || u.Stuck[0].Cause != edit.CauseChanged || u.Stuck[0].Row.Theirs.(segur.Value).Number != segur.Int(75) {
		t.Fatalf("stuck %+v", u.Stuck)
	}
	_, err := o.Revert(ctx, o.as("anne"), 2, "Publiée par erreur")
	collision(t, err)
	_, err = o.RevertPart(ctx, o.as("anne"), 2, 2, "Publiée par erreur")
	usecase.Refused(t, "chosen before the last publication", err, segur.CodeConflict, refusal.Stale)
	undo := usecase.Must(o.RevertPart(ctx, o.as("anne"), 2, 3, "Publiée par erreur"))(t)
	o.published(usecase.Must(o.Decide(ctx, o.as("paul"), ref(undo), editorial.Decision{Status: desk.StatusApproved}))(t))
	if o.figure("cpts-active/FR/baseline/2020").Number != segur.Int(75) {
		t.Error("the row that changed since was undone")
	}
	d := o.live()
	if slices.ContainsFunc(d.Indicators, func(i segur.Indicator) bool { return i.Code == "faux-ind" }) ||
		slices.ContainsFunc(d.Sources, func(s segur.Source) bool { return s.ID == "doc-faux" }) {
		t.Error("the rest was not")
	}
	o.clean()
}

// TestWhatOthersRestOnIsNotUndone: a figure that came later keeps the indicator.
func TestWhatOthersRestOnIsNotUndone(t *testing.T) {
	t.Parallel()
	o, ctx := openOffice(t), t.Context()
	o.mistaken()
	v := o.live().Values[slices.IndexFunc(o.live().Values, func(v segur.Value) bool { return v.Indicator == "faux-ind" && v.Territory == "84" })]
	later := v
	later.Territory = "11"
	added, err := edit.Value(o.live(), edit.ValueIntent{Action: edit.ValueAdd, New: later})
	o.published(o.approved("edith", o.draft(desk.KindValue, added, err)))
	u := usecase.Must(o.Undoable(ctx, o.as("edith"), 2))(t)
	if len(u.Stuck) != 1 || u.Stuck[0].Cause != edit.CauseNeeded || u.Stuck[0].Row.Ref.Key != "faux-ind" || u.Stuck[0].By.Key != later.RowKey() {
		t.Fatalf("stuck %+v", u.Stuck)
	}
	undo := usecase.Must(o.RevertPart(ctx, o.as("anne"), 2, 3, "Publiée par erreur"))(t)
	o.published(usecase.Must(o.Decide(ctx, o.as("paul"), ref(undo), editorial.Decision{Status: desk.StatusApproved}))(t))
	o.clean()
}
