package edit_test

import (
	"reflect"
	"slices"
	"testing"

	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/segur"
)

// made returns the changes of an intent that must be possible.
func made(t *testing.T, c segur.ChangeSet, err error) segur.ChangeSet {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// published returns d after a change.
func published(t *testing.T, d segur.Dataset, c segur.ChangeSet) segur.Dataset {
	t.Helper()
	after, err := edit.Apply(d, c)
	if err != nil {
		t.Fatal(err)
	}
	return after
}

func intent(t *testing.T, d segur.Dataset, in edit.ValueIntent) segur.ChangeSet {
	t.Helper()
	c, err := edit.Value(d, in)
	return made(t, c, err)
}

func TestConflictShowsBaseTheirsAndMine(t *testing.T) {
	t.Parallel()
	d := small()
	old := d.Values[2]
	mine := intent(t, d, edit.ValueIntent{Action: edit.ValueReplace, Old: &old, New: value("msp", segur.KindActual, "2021", 1895, "bilan", true)})
	theirs := intent(t, d, edit.ValueIntent{Action: edit.ValueReplace, Old: &old, New: value("msp", segur.KindActual, "2021", 1880, "presse", true)})
	if edit.Conflicts(d, mine) != nil {
		t.Fatal("a change conflicts with the dataset that it was written against")
	}
	now := published(t, d, theirs)
	conflict := edit.Conflicts(now, mine)
	want := []edit.ConflictRow{{
		Ref:  segur.RowRef{Table: segur.TableValues, Key: old.RowKey()},
		Base: old, Theirs: theirs.Values.Replace[0].New, Mine: mine.Values.Replace[0].New,
	}}
	if conflict == nil || !reflect.DeepEqual(conflict.Rows, want) {
		t.Fatalf("%+v", conflict)
	}
	kept, err := edit.Rebase(now, mine)
	after := published(t, now, made(t, kept, err))
	if got := figure(after, "msp/FR/actual/2021"); !slices.Contains(got, "1895 bilan*") || !slices.Contains(got, "1880 presse") || len(got) != 4 {
		t.Errorf("keeping mine gives %v", got)
	}
}

func TestConflictsOfFigures(t *testing.T) {
	t.Parallel()
	d := small()
	regional := d.Values[7]
	in := func(action edit.ValueAction, n int, source, period string) segur.ChangeSet {
		return intent(t, d, edit.ValueIntent{Action: action, New: value("msp", segur.KindActual, period, n, source, false)})
	}
	alternative := intent(t, d, edit.ValueIntent{Action: edit.ValueAlternative,
		New: with(regional, func(v *segur.Value) { v.Number = segur.Int(215) })})
	for name, c := range map[string]struct {
		theirs, mine segur.ChangeSet
		figure       string
		fits         bool
		kept         []string
	}{
		"two first values of one figure": {
			in(edit.ValueAdd, 2000, "bilan", "2022"), in(edit.ValueAdd, 2100, "presse", "2022"),
			"msp/FR/actual/2022", false, []string{"2000 bilan", "2100 presse*"},
		},
		"two alternatives": {
			in(edit.ValueAlternative, 2000, "bilan", "2021"), in(edit.ValueAlternative, 2100, "bilan", "2021"),
			"msp/FR/actual/2021", true, []string{"1889 bilan*", "1900 presse", "1901 presse", "2000 bilan", "2100 bilan"},
		},
		"an alternative to what was withdrawn": {
			intent(t, d, edit.ValueIntent{Action: edit.ValueWithdraw, Old: &regional}), alternative,
			"msp/84/actual/2021", false, []string{"215 bilan*"},
		},
		"another reference meanwhile": {
			intent(t, d, edit.ValueIntent{Action: edit.ValueReference, Old: &d.Values[3]}),
			intent(t, d, edit.ValueIntent{Action: edit.ValueReference, Old: &d.Values[4]}),
			"msp/FR/actual/2021", false, []string{"1889 bilan", "1900 presse", "1901 presse*"},
		},
		"a new number of the reference that I put aside": {
			intent(t, d, edit.ValueIntent{Action: edit.ValueReplace, Old: &d.Values[2], New: value("msp", segur.KindActual, "2021", 1880, "bilan", true)}),
			intent(t, d, edit.ValueIntent{Action: edit.ValueReference, Old: &d.Values[3]}),
			"msp/FR/actual/2021", false, []string{"1880 bilan", "1900 presse*", "1901 presse"},
		},
		"a withdrawn reference that I correct": {
			intent(t, d, edit.ValueIntent{Action: edit.ValueWithdraw, Old: &d.Values[2]}),
			intent(t, d, edit.ValueIntent{Action: edit.ValueReplace, Old: &d.Values[2], New: value("msp", segur.KindActual, "2021", 1880, "bilan", true)}),
			"msp/FR/actual/2021", false, []string{"1880 bilan*", "1900 presse", "1901 presse"},
		},
		"a reference that both withdraw": {
			intent(t, d, edit.ValueIntent{Action: edit.ValueWithdraw, Old: &d.Values[2]}),
			intent(t, d, edit.ValueIntent{Action: edit.ValueWithdraw, Old: &d.Values[2], New: d.Values[3]}),
			"msp/FR/actual/2021", false, []string{"1900 presse*", "1901 presse"},
		},
		"a corrected reference that I withdraw": {
			intent(t, d, edit.ValueIntent{Action: edit.ValueReplace, Old: &regional, New: with(regional, func(v *segur.Value) { v.Number = segur.Int(211) })}),
			intent(t, d, edit.ValueIntent{Action: edit.ValueWithdraw, Old: &regional}),
			"msp/84/actual/2021", false, nil,
		},
		"my number, added by somebody else as an alternative": {
			in(edit.ValueAlternative, 1895, "bilan", "2021"),
			intent(t, d, edit.ValueIntent{Action: edit.ValueReplace, Old: &d.Values[2], New: value("msp", segur.KindActual, "2021", 1895, "bilan", true)}),
			"msp/FR/actual/2021", false, []string{"1895 bilan*", "1900 presse", "1901 presse"},
		},
		"the same alternative with another note": {
			intent(t, d, edit.ValueIntent{Action: edit.ValueAlternative, New: value("msp", segur.KindActual, "2021", 2000, "bilan", false)}),
			intent(t, d, edit.ValueIntent{Action: edit.ValueAlternative, New: with(value("msp", segur.KindActual, "2021", 2000, "bilan", false),
				func(v *segur.Value) { v.Note = "Arrondi" })}),
			"msp/FR/actual/2021", false, []string{"1889 bilan*", "1900 presse", "1901 presse", "2000 bilan"},
		},
		"another figure": {
			in(edit.ValueAdd, 2000, "bilan", "2022"), in(edit.ValueAdd, 2100, "presse", "2023"),
			"msp/FR/actual/2023", true, []string{"2100 presse*"},
		},
	} {
		now := published(t, d, c.theirs)
		if fits := edit.Conflicts(now, c.mine) == nil; fits != c.fits {
			t.Errorf("%s: fits is %v", name, fits)
		}
		kept, err := edit.Rebase(now, c.mine)
		got := figure(published(t, now, made(t, kept, err)), c.figure)
		slices.Sort(got)
		if !slices.Equal(got, c.kept) {
			t.Errorf("%s: keeping mine gives %v, want %v", name, got, c.kept)
		}
	}
}

func TestConflictsOfOtherRows(t *testing.T) {
	t.Parallel()
	d := small()
	change := func(e *segur.Event, set func(*segur.Event)) *segur.Event {
		copied := *e
		set(&copied)
		return &copied
	}
	event := &d.Events[0]
	state := func(year int, s segur.State) segur.ChangeSet {
		c, err := edit.State(d, assessment(9, year, s))
		return made(t, c, err)
	}
	moved := func(set func(*segur.Event)) segur.ChangeSet {
		c, err := edit.Event(d, event, change(event, set))
		return made(t, c, err)
	}
	withdrawn := func() segur.ChangeSet { c, err := edit.WithdrawState(d, 9, 2022); return made(t, c, err) }
	for name, c := range map[string]struct {
		theirs, mine segur.ChangeSet
		fits         bool
		rows         int // of the table after keeping mine
	}{
		"one state twice":            {state(2022, segur.DoneModified), state(2022, segur.Suspended), false, 3},
		"one new state twice":        {state(2023, segur.Done), state(2023, segur.DoneModified), false, 4},
		"a state that was withdrawn": {withdrawn(), state(2022, segur.Suspended), false, 3},
		"two years":                  {state(2022, segur.DoneModified), state(2023, segur.Done), true, 4},
		"an event's date and its title": {
			moved(func(e *segur.Event) { e.Date = day("2021-07-22") }), moved(func(e *segur.Event) { e.Title.FR = "Un an déjà" }), false, 1,
		},
		"an event's title and its kind": {
			moved(func(e *segur.Event) { e.Title.FR = "Un an déjà" }), moved(func(e *segur.Event) { e.Date = day("2021-07-22") }), false, 1,
		},
	} {
		now := published(t, d, c.theirs)
		conflict := edit.Conflicts(now, c.mine)
		if (conflict == nil) != c.fits {
			t.Errorf("%s: %+v", name, conflict)
		}
		kept, err := edit.Rebase(now, c.mine)
		after := published(t, now, made(t, kept, err))
		got := len(after.Assessments)
		if len(c.mine.Assessments.Add)+len(c.mine.Assessments.Replace) == 0 {
			got = len(after.Events)
		}
		if got != c.rows || edit.Conflicts(after, edit.Inverse(kept)) != nil {
			t.Errorf("%s: %d rows, want %d", name, got, c.rows)
		}
	}
}

// TestWhatIsThereAlreadyIsNoConflict: two people may cite the same new document.
func TestWhatIsThereAlreadyIsNoConflict(t *testing.T) {
	t.Parallel()
	d := small()
	source, err := edit.Source(d, segur.Source{ID: "neuf", Title: "Rapport"})
	if err != nil {
		t.Fatal(err)
	}
	valued := func(n int, period string) segur.ChangeSet {
		c, err := edit.Merge(source, intent(t, d, edit.ValueIntent{Action: edit.ValueAdd, New: value("msp", segur.KindActual, period, n, "neuf", true)}))
		return made(t, c, err)
	}
	first, second := valued(2000, "2022"), valued(2100, "2023")
	if _, err := edit.Merge(first, second); err != nil {
		t.Errorf("one source in two proposals: %v", err)
	}
	now := published(t, d, first)
	if c := edit.Conflicts(now, second); c != nil {
		t.Errorf("the source that is published already: %+v", c)
	}
	after := published(t, now, second)
	if len(after.Sources) != len(d.Sources)+1 {
		t.Errorf("%d sources", len(after.Sources))
	}
	if left := edit.Fit(now, first); !edit.Empty(left) {
		t.Errorf("what is published is left: %v", edit.List(left))
	}
	_, err = edit.Rebase(now, first)
	refused(t, err, segur.CodeInvalid, refusal.Same)

	other, err := edit.Source(d, segur.Source{ID: "neuf", Title: "Autre rapport"})
	if err != nil {
		t.Fatal(err)
	}
	if edit.Conflicts(now, other) == nil {
		t.Error("another document under the same identifier is taken for the same")
	}
	_, err = edit.Merge(source, other)
	refused(t, err, segur.CodeConflict, refusal.Conflict)
}

// TestUndoKeepsSourcesThatOthersCite: a document of the publication to undo may have found use.
func TestUndoKeepsSourcesThatOthersCite(t *testing.T) {
	t.Parallel()
	d := small()
	var c segur.ChangeSet
	c.Sources.Add = []segur.Source{{ID: "a"}, {ID: "b"}}
	c.Values.Add = []segur.Value{value("msp", segur.KindActual, "2022", 2000, "b", true)}
	now := published(t, d, c)
	now = published(t, now, intent(t, now, edit.ValueIntent{Action: edit.ValueAdd, New: value("msp", segur.KindActual, "2023", 2100, "a", true)}))
	undo := edit.Undo(now, c)
	if len(undo.Sources.Remove) != 1 || undo.Sources.Remove[0].ID != "b" || len(undo.Values.Remove) != 1 {
		t.Errorf("%+v", edit.List(undo))
	}
}

// TestWithoutTakesTheirs: what a conflict row meets goes, with the sources that only it needs.
func TestWithoutTakesTheirs(t *testing.T) {
	t.Parallel()
	d := small()
	var mine segur.ChangeSet
	for _, part := range []func() (segur.ChangeSet, error){
		func() (segur.ChangeSet, error) { return edit.Source(d, segur.Source{ID: "neuf"}) },
		func() (segur.ChangeSet, error) { return edit.Source(d, segur.Source{ID: "inutile"}) },
		func() (segur.ChangeSet, error) {
			return edit.Value(d, edit.ValueIntent{Action: edit.ValueReplace, Old: &d.Values[2], New: value("msp", segur.KindActual, "2021", 1895, "neuf", true)})
		},
		func() (segur.ChangeSet, error) { return edit.State(d, assessment(9, 2023, segur.Done)) },
	} {
		c, err := part()
		merged, failed := edit.Merge(mine, made(t, c, err))
		mine = made(t, merged, failed)
	}
	now := published(t, d, intent(t, d, edit.ValueIntent{Action: edit.ValueReplace, Old: &d.Values[2], New: value("msp", segur.KindActual, "2021", 1880, "bilan", true)}))
	left := edit.Without(mine, edit.Conflicts(now, mine).Rows)
	var got []string
	for _, row := range edit.Rows(left) {
		got = append(got, row.Table+"/"+row.Key)
	}
	if !slices.Equal(got, []string{"sources/inutile", "assessments/9/2023"}) {
		t.Errorf("left are %v", got)
	}
	if edit.Conflicts(now, left) != nil {
		t.Error("what is left still conflicts")
	}
	if all := edit.Without(mine, nil); !reflect.DeepEqual(all, mine) {
		t.Errorf("nothing was given up and %v is left", edit.Rows(all))
	}
}
