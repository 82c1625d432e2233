package editorial_test

import (
	"reflect"
	"testing"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit/usecase"
)

// TestWhatIsForeseenIsWhatGoesOut: who reviews, who looks ahead and who publishes see the same data.
func TestWhatIsForeseenIsWhatGoesOut(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	a, b := o.approved("edith", o.corrected(cpts, 173)), o.approved("paul", o.corrected("cpts-active/FR/baseline/2020", 74))
	foreseen := usecase.Must(o.Outcome(t.Context(), []desk.Proposal{a, b}))(t)
	if !foreseen.Fits() || len(foreseen.Faults) > 0 || len(foreseen.Changes.Values.Replace) != 2 {
		t.Fatalf("foreseen: fits %v, faults %+v, changes %+v", foreseen.Fits(), foreseen.Faults, foreseen.Changes)
	}
	alone := usecase.Must(o.Outcome(t.Context(), []desk.Proposal{a}))(t)
	if reviewed := usecase.Must(o.Inspect(t.Context(), o.as("anne"), a.ID))(t); !reflect.DeepEqual(reviewed.After, alone.After) {
		t.Error("the reviewer sees other data than who looks ahead")
	}
	published := o.published(a, b)
	after := o.live()
	if after.Publication.Number != foreseen.After.Publication.Number || !published.PublishedAt.Equal(foreseen.After.Publication.PublishedAt) {
		t.Errorf("publication %+v, foreseen %+v", published, foreseen.After.Publication)
	}
	after.Publication, foreseen.After.Publication = segur.Publication{}, segur.Publication{}
	if !reflect.DeepEqual(after, foreseen.After) {
		t.Error("what went out is not what was foreseen")
	}
}

// TestWhatCannotGoOutIsForeseen: proposals that exclude each other, or that no longer fit by
// themselves, do not fit before publishing says so.
func TestWhatCannotGoOutIsForeseen(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	a, b := o.approved("edith", o.corrected(cpts, 173)), o.approved("paul", o.corrected(cpts, 174))
	if crossing := usecase.Must(o.Outcome(t.Context(), []desk.Proposal{a, b}))(t); crossing.Fits() || len(crossing.After.Values) > 0 {
		t.Errorf("two proposals for one figure fit: %v", crossing.Fits())
	}
	o.published(a)
	if late := usecase.Must(o.Outcome(t.Context(), []desk.Proposal{b}))(t); late.Fits() || late.Conflict == nil || len(late.After.Values) > 0 {
		t.Errorf("a proposal about a figure that has changed fits: %+v", late.Conflict)
	}
}
