package segur_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/segur-tracker/segur/internal/segur"
)

func TestSlugsNameEachStandingOnce(t *testing.T) {
	t.Parallel()
	standings := segur.Standings()
	if len(standings) != 8 || len(segur.States()) != 7 || standings[7] != segur.Unknown {
		t.Fatalf("standings %v", standings)
	}
	seen := map[string]bool{}
	for _, s := range standings {
		again, ok := segur.ParseStanding(s.Slug())
		if !ok || again != s || seen[s.Slug()] || s.Valid() != (s != segur.Unknown) {
			t.Errorf("%q: slug %q read as %q, valid %v", s, s.Slug(), again, s.Valid())
		}
		seen[s.Slug()] = true
	}
	if s, ok := segur.ParseStanding("in_progress"); !ok || s != segur.InProgress {
		t.Errorf("the dataset's own word was read as %q", s)
	}
	for _, bad := range []string{"", "in progress", "Done", "late", "unknown "} {
		if s, ok := segur.ParseStanding(bad); ok {
			t.Errorf("%q was read as %q", bad, s)
		}
	}
}

func TestListsHandOutCopies(t *testing.T) {
	t.Parallel()
	segur.States()[0], segur.Standings()[0] = "x", "x"
	segur.Outcomes()[0], segur.Reasons()[0] = "x", "x"
	if segur.States()[0] != segur.Done || segur.Standings()[0] != segur.Done || segur.Outcomes()[0] != segur.TargetMet || segur.Reasons()[0] != segur.NoValue {
		t.Error("a caller changed the lists")
	}
}

func TestPercentages(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		counts segur.Counts
		want   map[segur.State]int
	}{
		"nothing":    {segur.Counts{}, map[segur.State]int{}},
		"one":        {segur.Counts{segur.Done: 1}, map[segur.State]int{segur.Done: 100}},
		"thirds":     {segur.Counts{segur.Done: 1, segur.Preparing: 1, segur.Unknown: 1}, map[segur.State]int{segur.Done: 34, segur.Preparing: 33, segur.Unknown: 33}},
		"2021":       {segur.Counts{segur.Done: 1, segur.InProgress: 28, segur.Preparing: 3, segur.Suspended: 1}, map[segur.State]int{segur.Done: 3, segur.InProgress: 85, segur.Preparing: 9, segur.Suspended: 3}},
		"remainders": {segur.Counts{segur.Done: 7, segur.Abandoned: 2}, map[segur.State]int{segur.Done: 78, segur.Abandoned: 22}},
	} {
		got := c.counts.Percentages()
		for _, s := range segur.Standings() {
			if got[s] != c.want[s] {
				t.Errorf("%s: %v, want %v", name, got, c.want)
				break
			}
		}
	}
}

func TestPercentagesSumToTheWhole(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		standings := rapid.SliceOfN(rapid.SampledFrom(segur.Standings()), 1, 400).Draw(t, "standings")
		counts := segur.Count(standings)
		if counts.Total() != len(standings) {
			t.Fatalf("%d counted of %d", counts.Total(), len(standings))
		}
		sum, shares := 0, counts.Percentages()
		for s, share := range shares {
			sum += share
			if exact := counts[s] * 100 / len(standings); share < exact || share > exact+1 || (counts[s] == 0 && share != 0) {
				t.Fatalf("%s: %d of %d is given %d%%", s, counts[s], len(standings), share)
			}
		}
		if sum != 100 {
			t.Fatalf("%v sums to %d", shares, sum)
		}
		for _, a := range segur.Standings() {
			for _, b := range segur.Standings() {
				if counts[a] > counts[b] && shares[a] < shares[b] {
					t.Fatalf("%q outnumbers %q and gets less: %v", a, b, shares)
				}
			}
		}
	})
}

func TestCountIgnoresOrder(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		standings := rapid.SliceOf(rapid.SampledFrom(segur.Standings())).Draw(t, "standings")
		first := segur.Count(standings)
		slices.Reverse(standings)
		for s, n := range segur.Count(standings) {
			if first[s] != n {
				t.Fatalf("%v", first)
			}
		}
	})
}

func TestOutcomeSlugs(t *testing.T) {
	t.Parallel()
	var slugs []string
	for _, o := range segur.Outcomes() {
		slugs = append(slugs, o.Slug())
	}
	want := []string{"target-met", "on-track", "slightly-late", "late", "regressing", "target-missed", "not-assessable"}
	if !slices.Equal(slugs, want) {
		t.Errorf("%v", slugs)
	}
}
