package edit_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/segur"
)

// figure writes the values of one figure as "number source" with a star on the reference.
func figure(d segur.Dataset, id string) []string {
	var out []string
	for _, v := range d.Values {
		if v.FigureID() == id {
			out = append(out, fmt.Sprintf("%s %s%s", v.Number, v.Source, map[bool]string{true: "*"}[v.Reference]))
		}
	}
	return out
}

// valueCase is an intent on the small dataset and what its figure says afterwards.
type valueCase struct {
	in      edit.ValueIntent
	figure  string
	want    []string
	changes int
}

func valueCases() map[string]valueCase {
	const msp2021 = "msp/FR/actual/2021"
	live := small().Values
	return map[string]valueCase{
		"replace the reference": {
			edit.ValueIntent{Action: edit.ValueReplace, Old: &live[2], New: value("msp", segur.KindActual, "2021", 1895, "presse", false)},
			msp2021, []string{"1895 presse*", "1900 presse", "1901 presse"}, 1,
		},
		"replace the reference without naming it": {
			edit.ValueIntent{Action: edit.ValueReplace, New: value("msp", segur.KindActual, "2021", 1895, "bilan", false)},
			msp2021, []string{"1895 bilan*", "1900 presse", "1901 presse"}, 1,
		},
		"replace an alternative": {
			edit.ValueIntent{Action: edit.ValueReplace, Old: &live[3], New: value("msp", segur.KindActual, "2021", 1899, "presse", true)},
			msp2021, []string{"1889 bilan*", "1899 presse", "1901 presse"}, 1,
		},
		"move the reference to another period": {
			edit.ValueIntent{Action: edit.ValueReplace, Old: &live[2], New: value("msp", segur.KindActual, "2021-12", 1889, "bilan", false)},
			msp2021, []string{"1900 presse", "1901 presse*"}, 2,
		},
		"what was moved is the reference where it is alone": {
			edit.ValueIntent{Action: edit.ValueReplace, Old: &live[2], New: value("msp", segur.KindActual, "2021-12", 1889, "bilan", false)},
			"msp/FR/actual/2021-12", []string{"1889 bilan*"}, 2,
		},
		"what is moved to a figure with a reference is an alternative": {
			edit.ValueIntent{Action: edit.ValueReplace, Old: &live[1], New: value("msp", segur.KindActual, "2021", 1500, "bilan", false)},
			msp2021, []string{"1500 bilan", "1889 bilan*", "1900 presse", "1901 presse"}, 1,
		},
		"add an alternative": {
			edit.ValueIntent{Action: edit.ValueAlternative, New: value("msp", segur.KindActual, "2021", 2000, "presse", true)},
			msp2021, []string{"1889 bilan*", "1900 presse", "1901 presse", "2000 presse"}, 1,
		},
		"an alternative to nothing is the reference": {
			edit.ValueIntent{Action: edit.ValueAlternative, New: value("msp", segur.KindActual, "2022", 2000, "presse", false)},
			"msp/FR/actual/2022", []string{"2000 presse*"}, 1,
		},
		"mark an alternative as the reference": {
			edit.ValueIntent{Action: edit.ValueReference, Old: &live[3]},
			msp2021, []string{"1889 bilan", "1900 presse*", "1901 presse"}, 2,
		},
		"mark by key, with another note": {
			edit.ValueIntent{Action: edit.ValueReference, New: with(live[3], func(v *segur.Value) { v.Note = "Revu" })},
			msp2021, []string{"1889 bilan", "1900 presse*", "1901 presse"}, 2,
		},
		"a new reference beside the old one": {
			edit.ValueIntent{Action: edit.ValueReference, New: value("msp", segur.KindActual, "2021", 2000, "bilan", false)},
			msp2021, []string{"1889 bilan", "1900 presse", "1901 presse", "2000 bilan*"}, 2,
		},
		"withdraw the reference: the surest alternative takes its place": {
			edit.ValueIntent{Action: edit.ValueWithdraw, Old: &live[2]},
			msp2021, []string{"1900 presse", "1901 presse*"}, 2,
		},
		"withdraw the reference and name the next": {
			edit.ValueIntent{Action: edit.ValueWithdraw, Old: &live[2], New: live[3]},
			msp2021, []string{"1900 presse*", "1901 presse"}, 2,
		},
		"withdraw an alternative": {
			edit.ValueIntent{Action: edit.ValueWithdraw, Old: &live[3]},
			msp2021, []string{"1889 bilan*", "1901 presse"}, 1,
		},
		"withdraw the only value": {
			edit.ValueIntent{Action: edit.ValueWithdraw, New: value("msp", segur.KindActual, "2020", 0, "", false)},
			"msp/FR/actual/2020", nil, 1,
		},
		"add where nothing is, in a region": {
			edit.ValueIntent{Action: edit.ValueAdd, New: with(value("msp", segur.KindActual, "2021", 8, "bilan", false), func(v *segur.Value) { v.Territory = "01" })},
			"msp/01/actual/2021", []string{"8 bilan*"}, 1,
		},
		"replace a baseline": {
			edit.ValueIntent{Action: edit.ValueReplace, Old: &live[0], New: value("msp", segur.KindBaseline, "2019", 1250, "bilan", false)},
			"msp/FR/baseline/2019", []string{"1250 bilan*"}, 1,
		},
		"add an alternative target": {
			edit.ValueIntent{Action: edit.ValueAlternative, New: value("msp", segur.KindTarget, "2027", 5000, "presse", false)},
			"msp/FR/target/2027", []string{"4000 bilan*", "5000 presse"}, 1,
		},
	}
}

func TestValueIntents(t *testing.T) {
	t.Parallel()
	for name, c := range valueCases() {
		d := small()
		changes, err := edit.Value(d, c.in)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		after, err := changes.Apply(d)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		got := figure(after, c.figure)
		slices.Sort(got)
		if !slices.Equal(got, c.want) || len(edit.List(changes)) != c.changes {
			t.Errorf("%s: %v by %d changes, want %v by %d", name, got, len(edit.List(changes)), c.want, c.changes)
		}
	}
}

func TestValueIntentsThatAreRefused(t *testing.T) {
	t.Parallel()
	live := small().Values
	gone := value("msp", segur.KindActual, "2021", 1, "bilan", true)
	for name, c := range map[string]struct {
		in    edit.ValueIntent
		code  segur.Code
		field string
	}{
		"replace by itself":      {edit.ValueIntent{Action: edit.ValueReplace, Old: &live[2], New: live[2]}, segur.CodeInvalid, refusal.Same},
		"replace by another":     {edit.ValueIntent{Action: edit.ValueReplace, Old: &live[2], New: live[3]}, segur.CodeInvalid, refusal.Exists},
		"replace what is gone":   {edit.ValueIntent{Action: edit.ValueReplace, Old: &gone, New: live[3]}, segur.CodeConflict, refusal.Gone},
		"replace nothing":        {edit.ValueIntent{Action: edit.ValueReplace, New: value("msp", segur.KindActual, "2024", 1, "bilan", true)}, segur.CodeConflict, refusal.Gone},
		"add beside a value":     {edit.ValueIntent{Action: edit.ValueAdd, New: gone}, segur.CodeInvalid, refusal.Exists},
		"add what is there":      {edit.ValueIntent{Action: edit.ValueAlternative, New: live[3]}, segur.CodeInvalid, refusal.Exists},
		"prefer the reference":   {edit.ValueIntent{Action: edit.ValueReference, Old: &live[2]}, segur.CodeInvalid, refusal.Same},
		"prefer what is gone":    {edit.ValueIntent{Action: edit.ValueReference, Old: &gone}, segur.CodeConflict, refusal.Gone},
		"withdraw what is gone":  {edit.ValueIntent{Action: edit.ValueWithdraw, Old: &gone}, segur.CodeConflict, refusal.Gone},
		"name no next reference": {edit.ValueIntent{Action: edit.ValueWithdraw, Old: &live[2], New: gone}, segur.CodeConflict, refusal.Gone},
		"name one elsewhere":     {edit.ValueIntent{Action: edit.ValueWithdraw, Old: &live[2], New: live[1]}, segur.CodeConflict, refusal.Gone},
		"do something else":      {edit.ValueIntent{Action: "drop", New: live[2]}, segur.CodeInvalid, "action"},
	} {
		changes, err := edit.Value(small(), c.in)
		t.Run(name, func(t *testing.T) { refused(t, err, c.code, c.field) })
		if !edit.Empty(changes) {
			t.Errorf("%s: refused and changes %v", name, changes)
		}
	}
}

// TestAnIntentLeavesTheDatasetAlone: what is live is shared by every reader.
func TestAnIntentLeavesTheDatasetAlone(t *testing.T) {
	t.Parallel()
	d := small()
	if _, err := edit.Value(d, edit.ValueIntent{Action: edit.ValueReference, Old: &d.Values[3]}); err != nil {
		t.Fatal(err)
	}
	if got, want := figure(d, "msp/FR/actual/2021"), figure(small(), "msp/FR/actual/2021"); !slices.Equal(got, want) {
		t.Errorf("the dataset became %v", got)
	}
}
