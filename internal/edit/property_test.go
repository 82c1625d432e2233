package edit_test

import (
	"cmp"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/segur"
)

// anyValue draws from few figures, numbers and sources, so that values meet.
func anyValue() *rapid.Generator[segur.Value] {
	return rapid.Custom(func(t *rapid.T) segur.Value {
		return segur.Value{
			Indicator:  rapid.SampledFrom([]string{"msp", "part"}).Draw(t, "indicator"),
			Kind:       rapid.SampledFrom([]segur.Kind{segur.KindActual, segur.KindTarget}).Draw(t, "kind"),
			Period:     span(rapid.SampledFrom([]string{"2020", "2021"}).Draw(t, "period")),
			Territory:  rapid.SampledFrom([]string{"FR", "84"}).Draw(t, "territory"),
			Number:     segur.Int(rapid.IntRange(1, 4).Draw(t, "number")),
			Source:     rapid.SampledFrom([]string{"bilan", "presse"}).Draw(t, "source"),
			Confidence: rapid.SampledFrom([]string{"high", "medium", "low"}).Draw(t, "confidence"),
			Note:       rapid.SampledFrom([]string{"", "Revu"}).Draw(t, "note"),
		}
	})
}

// anyChange draws one thing that somebody may do on top of d; empty when it is refused.
func anyChange(t *rapid.T, d segur.Dataset) segur.ChangeSet {
	var c segur.ChangeSet
	var err error
	v := anyValue().Draw(t, "value")
	live := func() *segur.Value {
		if len(d.Values) == 0 {
			return nil
		}
		picked := rapid.SampledFrom(d.Values).Draw(t, "live")
		return &picked
	}
	switch rapid.IntRange(0, 7).Draw(t, "what") {
	case 0:
		c, err = edit.Value(d, edit.ValueIntent{Action: edit.ValueAdd, New: v})
	case 1:
		c, err = edit.Value(d, edit.ValueIntent{Action: edit.ValueAlternative, New: v})
	case 2, 3:
		c, err = edit.Value(d, edit.ValueIntent{Action: edit.ValueReplace, Old: live(), New: v})
	case 4:
		c, err = edit.Value(d, edit.ValueIntent{Action: edit.ValueReference, Old: live()})
	case 5:
		c, err = edit.Value(d, edit.ValueIntent{Action: edit.ValueWithdraw, Old: live()})
	case 6:
		year := rapid.IntRange(2021, 2023).Draw(t, "year")
		c, err = edit.State(d, assessment(9, year, rapid.SampledFrom(segur.States()).Draw(t, "state")))
	case 7:
		c, err = edit.WithdrawState(d, 9, rapid.IntRange(2021, 2023).Draw(t, "year"))
	}
	if err != nil {
		return segur.ChangeSet{}
	}
	return c
}

// anyDataset lets a few people at work on the small dataset.
func anyDataset(t *rapid.T) segur.Dataset {
	d := small()
	d.Values = nil
	for range rapid.IntRange(0, 12).Draw(t, "changes") {
		d = after(t, d, anyChange(t, d))
	}
	return d
}

func after(t *rapid.T, d segur.Dataset, c segur.ChangeSet) segur.Dataset {
	out, err := edit.Apply(d, c)
	if err != nil {
		t.Fatalf("%v does not apply: %v", edit.List(c), err)
	}
	return out
}

// rows returns every row of d in an order of its own: removed rows come back last.
func rows(d segur.Dataset) []edit.Change {
	all := edit.List(segur.Additions(d))
	slices.SortFunc(all, func(a, b edit.Change) int {
		return cmp.Or(cmp.Compare(a.Table, b.Table), cmp.Compare(a.Ref().Key, b.Ref().Key))
	})
	return all
}

// sound fails unless keys are unique and every figure has one reference.
func sound(t *rapid.T, d segur.Dataset) {
	keys, references := map[segur.RowRef]bool{}, map[string]int{}
	for _, change := range rows(d) {
		if keys[change.Ref()] {
			t.Fatalf("two rows are %v", change.Ref())
		}
		keys[change.Ref()] = true
	}
	for _, v := range d.Values {
		references[v.FigureID()] += map[bool]int{true: 1}[v.Reference]
	}
	for figure, n := range references {
		if n != 1 {
			t.Fatalf("%s has %d references: %v", figure, n, d.Values)
		}
	}
}

func TestOneReferenceAlwaysRemains(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) { sound(t, anyDataset(t)) })
}

func TestInverseGivesTheRowsBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := anyDataset(t)
		c := anyChange(t, d)
		back := after(t, after(t, d, c), edit.Inverse(c))
		if !reflect.DeepEqual(rows(back), rows(d)) {
			t.Fatalf("undoing %v leaves\n%v\ninstead of\n%v", edit.List(c), rows(back), rows(d))
		}
		if again := edit.Inverse(edit.Inverse(c)); !reflect.DeepEqual(again, edit.Normalise(c)) {
			t.Fatalf("the inverse of the inverse is %v", edit.List(again))
		}
	})
}

func TestMergeCommutesOnDisjointRows(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := anyDataset(t)
		a, b := anyChange(t, d), anyChange(t, d)
		ab, err := edit.Merge(a, b)
		ba, reverse := edit.Merge(b, a)
		shared := slices.ContainsFunc(edit.Keys(a), func(k segur.RowRef) bool { return slices.Contains(edit.Keys(b), k) })
		if (err != nil) != shared || (reverse != nil) != shared {
			t.Fatalf("sharing rows is %v, errors %v and %v", shared, err, reverse)
		}
		if shared {
			return
		}
		if !reflect.DeepEqual(ab, ba) {
			t.Fatalf("%v and %v merge into\n%v\nor\n%v", edit.List(a), edit.List(b), edit.List(ab), edit.List(ba))
		}
		together, oneByOne := after(t, d, ab), after(t, after(t, d, a), b)
		if !reflect.DeepEqual(rows(together), rows(oneByOne)) {
			t.Fatal("merged changes do not do what they do one after the other")
		}
		sound(t, together)
	})
}

func TestRebaseAppliesAfterAnyForeignChange(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := anyDataset(t)
		mine := anyChange(t, d)
		now := d
		for range rapid.IntRange(1, 4).Draw(t, "foreign") {
			now = after(t, now, anyChange(t, now))
		}
		if edit.Empty(mine) {
			return
		}
		// What fits must apply and be sound: nothing that breaks the figures may pass as fitting.
		if edit.Conflicts(now, mine) == nil {
			sound(t, after(t, now, mine))
		}
		kept, err := edit.Rebase(now, mine)
		if err != nil {
			refusedAs(t, err, refusal.Same)
			return
		}
		if c := edit.Conflicts(now, kept); c != nil {
			t.Fatalf("rebased, %v still conflicts: %+v", edit.List(kept), c.Rows)
		}
		final := after(t, now, kept)
		sound(t, final)
		for _, change := range edit.List(mine) {
			v, ok := change.New.(segur.Value)
			old, replaces := change.Old.(segur.Value)
			if !ok || !v.Reference {
				continue
			}
			if kept := func(f segur.Value) bool { return f == v || replaces && carries(f, old, v) }; !slices.ContainsFunc(final.Values, kept) {
				t.Fatalf("keeping mine lost %v; left are %v", v, final.Values)
			}
		}
	})
}

// carries reports whether f says all that v changed of old.
func carries(f, old, v segur.Value) bool {
	sameStatement := old.Number == v.Number && old.Source == v.Source
	return f.FigureID() == v.FigureID() &&
		(sameStatement || f.Number == v.Number && f.Source == v.Source && f.Reference) &&
		(f.Reference || old.Reference) &&
		(v.Confidence == old.Confidence || f.Confidence == v.Confidence) && (v.Note == old.Note || f.Note == v.Note)
}

func refusedAs(t *rapid.T, err error, field string) {
	if e, ok := err.(*segur.Error); !ok || e.Field != field {
		t.Fatalf("refused with %v", err)
	}
}
