package segur_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/segur-tracker/segur/internal/segur"
)

// drawn is a set of states of one measure, at most one a year.
func drawn(t *rapid.T) []segur.Assessment {
	var all []segur.Assessment
	for year := segur.FirstYear; year <= 2030; year++ {
		if rapid.Bool().Draw(t, "documented") {
			all = append(all, segur.Assessment{Year: year, State: rapid.SampledFrom(segur.States()).Draw(t, "state"), Basis: rapid.SampledFrom(segur.Bases()).Draw(t, "basis")})
		}
	}
	return all
}

func lastDay(year int) time.Time { return time.Date(year, time.December, 31, 0, 0, 0, 0, time.UTC) }

// TestStandingIsTheLastDocumentedState adds, withdraws and contradicts states: each changes the
// standings from its own year on and none before, until the next documented year.
func TestStandingIsTheLastDocumentedState(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		before := drawn(t)
		year := rapid.IntRange(segur.FirstYear, 2030).Draw(t, "year")
		var after []segur.Assessment
		for _, a := range before {
			if a.Year != year {
				after = append(after, a) // withdrawn, or contradicted below
			}
		}
		if rapid.Bool().Draw(t, "stated") {
			after = append([]segur.Assessment{{Year: year, State: rapid.SampledFrom(segur.States()).Draw(t, "new")}}, after...)
		}
		for y := segur.FirstYear; y < year; y++ {
			if was, now := segur.Stand(before, lastDay(y)), segur.Stand(after, lastDay(y)); was != now {
				t.Fatalf("a change of %d turned %d from %+v to %+v", year, y, was, now)
			}
		}
		for y := segur.FirstYear; y <= 2032; y++ {
			check(t, after, y)
		}
	})
}

// check compares a standing with the states it is made of.
func check(t *rapid.T, all []segur.Assessment, year int) {
	got, last := segur.Stand(all, lastDay(year)), 0
	for _, a := range all {
		if a.Year <= year && a.Year > last {
			last = a.Year
		}
	}
	if got.Year != last || (last == 0) != (got.State == segur.Unknown) {
		t.Fatalf("%d stands on %d, want %d", year, got.Year, last)
	}
	for _, a := range all {
		if a.Year == last && a.State != got.State {
			t.Fatalf("%d: %s, want %s", year, got.State, a.State)
		}
	}
	silent := last > 0 && !got.State.Final() && year-last >= segur.SilentAfterYears
	if got.Silent() != silent || got.CarriedTo(year) != (last > 0 && last < year) {
		t.Fatalf("%d, known since %d as %s: silent %t, carried %t", year, last, got.State, got.Silent(), got.CarriedTo(year))
	}
}

// TestTheYearUnderWayIsNoYearWithoutNews: in November 2026 a state of 2024 has one full year behind
// it; on the last day of 2026 it has two.
func TestTheYearUnderWayIsNoYearWithoutNews(t *testing.T) {
	t.Parallel()
	all := []segur.Assessment{{Year: 2024, State: segur.InProgress}}
	for _, c := range []struct {
		day    time.Time
		silent bool
	}{
		{time.Date(2026, time.November, 29, 0, 0, 0, 0, time.UTC), false},
		{time.Date(2026, time.December, 30, 23, 0, 0, 0, time.UTC), false},
		{lastDay(2026), true},
	} {
		if got := segur.Stand(all, c.day); got.Silent() != c.silent || got.State != segur.InProgress {
			t.Errorf("%s: %+v", c.day.Format(time.DateOnly), got)
		}
	}
	all[0].State = segur.Done
	if got := segur.Stand(all, lastDay(2030)); got.Silent() || got.Quiet != 6 {
		t.Errorf("what is done went stale: %+v", got)
	}
}

func TestReadingsAreReadAsWritten(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]segur.Reading{"": segur.ByYear, "annee": segur.ByYear, "dernier": segur.LastKnown} {
		if got, ok := segur.ParseReading(word); got != want || !ok {
			t.Errorf("%q is read as %q", word, got)
		}
	}
	if _, ok := segur.ParseReading("demain"); ok {
		t.Error("a reading that does not exist is read")
	}
}
