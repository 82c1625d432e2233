package edit_test

import (
	"slices"
	"testing"

	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/segur"
)

// TestBackwardWithinAYear walks every pair of states.
func TestBackwardWithinAYear(t *testing.T) {
	t.Parallel()
	// For each state, those that are a step back from it.
	back := map[segur.State][]segur.State{
		segur.NotStarted: nil,
		segur.Preparing:  {segur.NotStarted},
		segur.InProgress: {segur.NotStarted, segur.Preparing},
		segur.Done: {
			segur.DoneModified, segur.InProgress, segur.Preparing, segur.NotStarted, segur.Suspended, segur.Abandoned,
		},
		segur.DoneModified: {segur.InProgress, segur.Preparing, segur.NotStarted, segur.Suspended, segur.Abandoned},
		segur.Suspended:    nil,
		segur.Abandoned:    nil,
	}
	for _, from := range segur.States() {
		d := segur.Dataset{Assessments: []segur.Assessment{assessment(1, 2022, from)}}
		for _, to := range segur.States() {
			c, err := edit.State(d, assessment(1, 2022, to))
			if from == to {
				refused(t, err, segur.CodeInvalid, refusal.Same)
				continue
			}
			steps := edit.Backwards(d, c)
			if (len(steps) == 1) != slices.Contains(back[from], to) || len(steps) > 1 {
				t.Errorf("from %s to %s: %v", from, to, steps)
			}
		}
	}
}

func TestBackwardFromYearToYear(t *testing.T) {
	t.Parallel()
	d := segur.Dataset{Assessments: []segur.Assessment{
		assessment(1, 2021, segur.InProgress), assessment(1, 2023, segur.Preparing), // a step back that is published
		assessment(2, 2021, segur.Done),
	}}
	for name, c := range map[string]struct {
		intent func() (segur.ChangeSet, error)
		want   []edit.Backward
	}{
		"a later year below": {
			func() (segur.ChangeSet, error) { return edit.State(d, assessment(2, 2022, segur.InProgress)) },
			[]edit.Backward{{Measure: 2, FromYear: 2021, ToYear: 2022, From: segur.Done, To: segur.InProgress}},
		},
		"an earlier year above": {
			func() (segur.ChangeSet, error) { return edit.State(d, assessment(1, 2020, segur.Done)) },
			[]edit.Backward{{Measure: 1, FromYear: 2020, ToYear: 2021, From: segur.Done, To: segur.InProgress}},
		},
		"a year between, no worse than what is published": {
			func() (segur.ChangeSet, error) { return edit.State(d, assessment(1, 2022, segur.InProgress)) },
			[]edit.Backward{{Measure: 1, FromYear: 2022, ToYear: 2023, From: segur.InProgress, To: segur.Preparing}},
		},
		"what was published already": {
			func() (segur.ChangeSet, error) { return edit.State(d, assessment(1, 2024, segur.InProgress)) }, nil,
		},
		"forward": {
			func() (segur.ChangeSet, error) { return edit.State(d, assessment(2, 2022, segur.Done)) }, nil,
		},
		"a done measure left without a state": {
			func() (segur.ChangeSet, error) { return edit.WithdrawState(d, 2, 2021) },
			[]edit.Backward{{Measure: 2, FromYear: 2021, ToYear: 2021, From: segur.Done, To: segur.Unknown}},
		},
		"a measure under way left without a state": {
			func() (segur.ChangeSet, error) { return edit.WithdrawState(d, 1, 2023) }, nil,
		},
	} {
		changes, err := c.intent()
		if err != nil {
			t.Fatal(err)
		}
		if got := edit.Backwards(d, changes); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
