package catalog_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/segur-tracker/segur/internal/segur"
)

func TestCountsOfEveryYear(t *testing.T) {
	t.Parallel()
	c := build(t, dataset(t))
	want := map[int]segur.Counts{
		2020: {segur.InProgress: 8, segur.Preparing: 22, segur.Unknown: 3},
		2021: {segur.Done: 1, segur.InProgress: 28, segur.Preparing: 3, segur.Suspended: 1},
		2022: {segur.Done: 4, segur.DoneModified: 2, segur.InProgress: 22, segur.Suspended: 1, segur.Unknown: 4},
		2023: {segur.Done: 2, segur.DoneModified: 1, segur.InProgress: 22, segur.Preparing: 1, segur.Unknown: 7},
		2024: {segur.Done: 2, segur.DoneModified: 1, segur.InProgress: 23, segur.Unknown: 7},
		2025: {segur.Done: 1, segur.DoneModified: 3, segur.InProgress: 20, segur.Preparing: 1, segur.Unknown: 8},
		2026: {segur.DoneModified: 2, segur.InProgress: 14, segur.Unknown: 17},
	}
	if got := c.Years(); !slices.Equal(got, slices.Sorted(maps.Keys(want))) {
		t.Fatalf("years %v", got)
	}
	for i, line := range c.Tallies(segur.ByYear) {
		if line.Year != c.Years()[i] || !maps.Equal(line.Counts, want[line.Year]) {
			t.Errorf("%d: %v, want %v", line.Year, line.Counts, want[line.Year])
		}
		if line.Counts.Total() != segur.MeasureCount || !maps.Equal(c.Counts(line.Year), line.Counts) {
			t.Errorf("%d: %d measures", line.Year, line.Counts.Total())
		}
	}
}

func TestPillarCountsMakeTheWhole(t *testing.T) {
	t.Parallel()
	c := build(t, dataset(t))
	for _, year := range append(c.Years(), 1999, 2099) {
		sum := segur.Counts{}
		for _, p := range c.Pillars() {
			counts := c.PillarTally(p, segur.ByYear, year).Counts
			if counts.Total() != len(p.Measures) {
				t.Errorf("%d, pillar %d: %d of %d", year, p.Number, counts.Total(), len(p.Measures))
			}
			for s, n := range counts {
				sum[s] += n
			}
		}
		if !maps.Equal(sum, c.Counts(year)) || sum.Total() != segur.MeasureCount {
			t.Errorf("%d: pillars make %v, the whole is %v", year, sum, c.Counts(year))
		}
		if !c.HasYear(year) && sum[segur.Unknown] != segur.MeasureCount {
			t.Errorf("%d: something is known: %v", year, sum)
		}
	}
	for _, p := range c.Pillars() {
		for _, line := range c.PillarTallies(p, segur.ByYear) {
			if !maps.Equal(line.Counts, c.PillarTally(p, segur.ByYear, line.Year).Counts) {
				t.Errorf("pillar %d in %d: %v", p.Number, line.Year, line.Counts)
			}
		}
	}
}

// A year in which nothing was assessed is still a year of the plan.
func TestYearsHaveNoGap(t *testing.T) {
	t.Parallel()
	c := build(t, small())
	if !slices.Equal(c.Years(), []int{2022, 2023, 2024}) || c.FirstYear() != 2022 || c.LastYear() != 2024 || c.HasYear(2021) {
		t.Fatalf("years %v", c.Years())
	}
	if got := c.Counts(2023); !maps.Equal(got, segur.Counts{segur.Unknown: 2}) {
		t.Errorf("2023: %v", got)
	}
	if state := c.Measure(1).Cell(2023).State(); state != segur.Unknown {
		t.Errorf("a state was carried forward: %s", state)
	}
}

func TestTotals(t *testing.T) {
	t.Parallel()
	d := dataset(t)
	got := build(t, d).Totals()
	if got.Measures != 33 || got.Assessments != 185 || got.Indicators != 202 || got.Values != 597 || got.Sources != 486 || got.Events != 89 || got.Searches != 202 {
		t.Errorf("%+v", got)
	}
	inferred := 0
	for _, a := range d.Assessments {
		if a.Basis == segur.BasisInferred {
			inferred++
		}
	}
	if got.Bases[segur.BasisInferred] != inferred || inferred == 0 {
		t.Errorf("%d inferred, want %d", got.Bases[segur.BasisInferred], inferred)
	}
}

func TestCompleteness(t *testing.T) {
	t.Parallel()
	c := build(t, dataset(t))
	lines := c.Completeness()
	if len(lines) != segur.MeasureCount {
		t.Fatalf("%d lines", len(lines))
	}
	years, known := 0, 0
	for i, l := range lines {
		if l.Measure.Number != i+1 || l.Indicators != len(l.Measure.Indicators) {
			t.Errorf("line %d: measure %d, %d indicators", i, l.Measure.Number, l.Indicators)
		}
		if l.WithTarget > l.Indicators || l.Assessable > l.WithTarget || l.Fresh > l.Indicators {
			t.Errorf("measure %d: %+v", l.Measure.Number, l)
		}
		years += l.YearsDocumented
		if l.LastYearKnown {
			known++
		}
	}
	if years != 185 || known != 16 {
		t.Errorf("%d assessments and %d measures known in 2026", years, known)
	}
	// Health houses have the goal of 4 000 and the figure of January 2026.
	if l := lines[24]; l.WithTarget == 0 || l.Assessable == 0 || l.Fresh == 0 || l.YearsDocumented != 7 {
		t.Errorf("measure 25: %+v", l)
	}
}
