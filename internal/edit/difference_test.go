package edit_test

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/segur"
)

// TestADifferenceLeadsFromOneToTheOther, whatever happened between the two.
func TestADifferenceLeadsFromOneToTheOther(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		from, to := anyDataset(t), anyDataset(t)
		c := edit.Difference(from, to)
		got := after(t, from, c)
		if rest := edit.Difference(got, to); !edit.Empty(rest) {
			t.Fatalf("%+v is still missing", rest)
		}
		if !edit.Empty(edit.Difference(to, to)) {
			t.Fatal("a dataset differs from itself")
		}
	})
}

// TestAFigureThatIsCountedAnewTakesThePlaceOfTheOld: it is one change, and not a figure less and another more.
func TestAFigureThatIsCountedAnewTakesThePlaceOfTheOld(t *testing.T) {
	t.Parallel()
	from, to := small(), small()
	to.Values[0].Number += segur.Int(3)
	c := edit.Difference(from, to)
	if len(c.Values.Replace) != 1 || len(c.Values.Add)+len(c.Values.Remove) != 0 || c.Values.Replace[0].Old != from.Values[0] {
		t.Errorf("%+v", c.Values)
	}
}

// TestWhatBothChangedStaysAsItIsPublished: what came from elsewhere joins what was done here, and never writes over it.
func TestWhatBothChangedStaysAsItIsPublished(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		base := anyDataset(t)
		next, live := after(t, base, anyChange(t, base)), after(t, base, anyChange(t, base))
		c, kept, err := edit.Joined(live, edit.Difference(base, next))
		if err != nil {
			t.Fatal(err)
		}
		if edit.Conflicts(live, c) != nil {
			t.Fatalf("%+v does not fit", c)
		}
		got := after(t, live, c)
		states := map[string]segur.Row{}
		for _, row := range got.Assessments {
			states[row.RowKey()] = row
		}
		for _, change := range edit.List(segur.ChangeSet{Assessments: edit.Difference(base, live).Assessments}) {
			if change.New != nil && !reflect.DeepEqual(states[change.New.RowKey()], change.New) {
				t.Fatalf("%+v was done here and became %+v", change.New, states[change.New.RowKey()])
			}
		}
		was, done, is := references(base), references(live), references(got)
		for figure, v := range done {
			if was[figure] != v && is[figure] != v {
				t.Fatalf("%+v was shown by those here, and %+v is now (%d kept)", v, is[figure], len(kept))
			}
		}
		if edit.Empty(edit.Difference(base, live)) && !edit.Empty(edit.Difference(got, next)) {
			t.Fatalf("nothing was done here, and %+v is missing", edit.Difference(got, next))
		}
		if edit.Empty(edit.Difference(base, next)) && !edit.Empty(c) {
			t.Fatalf("nothing came, and %+v changes", c)
		}
	})
}

// references are the figures that are shown, by what they are of.
func references(d segur.Dataset) map[string]segur.Value {
	shown := map[string]segur.Value{}
	for _, v := range d.Values {
		if v.Reference {
			shown[v.FigureID()] = v
		}
	}
	return shown
}
