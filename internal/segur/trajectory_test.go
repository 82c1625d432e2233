package segur_test

import (
	"math"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/segur"
)

// figure makes a reference value for France.
func figure(t testing.TB, kind segur.Kind, period string, n float64) segur.Value {
	t.Helper()
	p, err := segur.ParsePeriod(period)
	if err != nil {
		t.Fatal(err)
	}
	return segur.Value{
		Indicator: "x", Kind: kind, Period: p, Territory: segur.France, Reference: true,
		Number: segur.Number(math.Round(n * 1000)), Source: "s",
	}
}

// row is a figure in short: "b" baseline, "a" actual, "t" target; "r", "A" and "T" are the
// same, but rivals of the reference.
type row struct {
	mark, period string
	n            float64
}

func series(t testing.TB, rows ...row) []segur.Value {
	t.Helper()
	kinds := map[string]segur.Kind{
		"b": segur.KindBaseline, "r": segur.KindBaseline, "a": segur.KindActual, "A": segur.KindActual,
		"t": segur.KindTarget, "T": segur.KindTarget,
	}
	var values []segur.Value
	for _, r := range rows {
		v := figure(t, kinds[r.mark], r.period, r.n)
		v.Reference = r.mark == "a" || r.mark == "b" || r.mark == "t"
		values = append(values, v)
	}
	return values
}

func stock(d segur.Direction) segur.Indicator {
	return segur.Indicator{Code: "x", Direction: d, Nature: segur.NatureStock, Unit: "count"}
}

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

func near(a, b float64) bool {
	return (math.IsNaN(a) && math.IsNaN(b)) || math.Abs(a-b) < 1e-9
}

func TestTrajectoryVerdicts(t *testing.T) {
	t.Parallel()
	// 2020 to 2024 at the end of 2022: 730 days of 1461 have passed.
	half := 730.0 / 1461
	for name, c := range map[string]struct {
		direction segur.Direction
		rows      []row
		outcome   segur.Outcome
		share     float64
		expected  float64
	}{
		"up, met":          {segur.DirectionUp, []row{{"b", "2020", 100}, {"a", "2022", 200}, {"t", "2024", 200}}, segur.TargetMet, 1, half},
		"up, beyond":       {segur.DirectionUp, []row{{"b", "2020", 100}, {"a", "2022", 350}, {"t", "2024", 200}}, segur.TargetMet, 2.5, half},
		"up, on track":     {segur.DirectionUp, []row{{"b", "2020", 100}, {"a", "2022", 150}, {"t", "2024", 200}}, segur.OnTrack, 0.5, half},
		"up, slightly":     {segur.DirectionUp, []row{{"b", "2020", 100}, {"a", "2022", 140}, {"t", "2024", 200}}, segur.SlightlyLate, 0.4, half},
		"up, late":         {segur.DirectionUp, []row{{"b", "2020", 100}, {"a", "2022", 120}, {"t", "2024", 200}}, segur.Late, 0.2, half},
		"up, unmoved":      {segur.DirectionUp, []row{{"b", "2020", 100}, {"a", "2022", 100}, {"t", "2024", 200}}, segur.Late, 0, half},
		"up, back":         {segur.DirectionUp, []row{{"b", "2020", 100}, {"a", "2022", 50}, {"t", "2024", 200}}, segur.Regressing, -0.5, half},
		"down, met":        {segur.DirectionDown, []row{{"b", "2020", 200}, {"a", "2022", 100}, {"t", "2024", 100}}, segur.TargetMet, 1, half},
		"down, slightly":   {segur.DirectionDown, []row{{"b", "2020", 200}, {"a", "2022", 160}, {"t", "2024", 100}}, segur.SlightlyLate, 0.4, half},
		"down, back":       {segur.DirectionDown, []row{{"b", "2020", 200}, {"a", "2022", 230}, {"t", "2024", 100}}, segur.Regressing, -0.3, half},
		"from zero":        {segur.DirectionUp, []row{{"b", "2020", 0}, {"a", "2022", 40}, {"t", "2024", 100}}, segur.SlightlyLate, 0.4, half},
		"to zero":          {segur.DirectionDown, []row{{"b", "2020", 100}, {"a", "2022", 60}, {"t", "2024", 0}}, segur.SlightlyLate, 0.4, half},
		"through zero":     {segur.DirectionUp, []row{{"b", "2020", -50}, {"a", "2022", -10}, {"t", "2024", 50}}, segur.SlightlyLate, 0.4, half},
		"no direction":     {segur.DirectionNone, []row{{"b", "2020", 100}, {"a", "2022", 40}, {"t", "2024", -50}}, segur.SlightlyLate, 0.4, half},
		"after the end":    {segur.DirectionUp, []row{{"b", "2020", 0}, {"a", "2025", 95}, {"t", "2024", 100}}, segur.TargetMissed, 0.95, 1},
		"on the last day":  {segur.DirectionUp, []row{{"b", "2020", 0}, {"a", "2024-12", 94.9}, {"t", "2024", 100}}, segur.TargetMissed, 0.949, 1},
		"met after it":     {segur.DirectionUp, []row{{"b", "2020", 0}, {"a", "2025", 100}, {"t", "2024", 100}}, segur.TargetMet, 1, 1},
		"back after it":    {segur.DirectionUp, []row{{"b", "2020", 50}, {"a", "2025", 40}, {"t", "2024", 100}}, segur.Regressing, -0.2, 1},
		"latest figure":    {segur.DirectionUp, []row{{"b", "2020", 100}, {"a", "2022", 140}, {"a", "2021", 900}, {"t", "2024", 200}}, segur.SlightlyLate, 0.4, half},
		"rivals ignored":   {segur.DirectionUp, []row{{"r", "2019", 0}, {"b", "2020", 100}, {"a", "2022", 140}, {"A", "2023", 900}, {"T", "2030", 999}, {"t", "2024", 200}}, segur.SlightlyLate, 0.4, half},
		"deadline put off": {segur.DirectionUp, []row{{"b", "2020", 100}, {"a", "2022", 140}, {"t", "2021", 200}, {"t", "2024", 200}}, segur.SlightlyLate, 0.4, half},
		"steps above":      {segur.DirectionUp, []row{{"b", "2020", 100}, {"a", "2022", 140}, {"t", "2022", 190}, {"t", "2024", 200}}, segur.Late, 0.4, 0.9},
		"steps below":      {segur.DirectionUp, []row{{"b", "2020", 100}, {"a", "2022", 140}, {"t", "2022", 110}, {"t", "2024", 200}}, segur.OnTrack, 0.4, 0.1},
		"step lowered":     {segur.DirectionUp, []row{{"b", "2020", 100}, {"a", "2022", 140}, {"t", "2021", 190}, {"t", "2022", 150}, {"t", "2024", 200}}, segur.SlightlyLate, 0.4, 0.5},
		"step outside":     {segur.DirectionUp, []row{{"b", "2020", 100}, {"a", "2022", 140}, {"t", "2021", 300}, {"t", "2023", 90}, {"t", "2024", 200}}, segur.SlightlyLate, 0.4, half},
	} {
		values := series(t, c.rows...)
		got := segur.Assess(stock(c.direction), values, day(2024, 12, 31))
		if got.Outcome != c.outcome || !near(got.Share, c.share) || !near(got.Expected, c.expected) || got.Reason != "" || got.Bound {
			t.Errorf("%s: %s share %v expected %v reason %q bound %v", name, got.Outcome, got.Share, got.Expected, got.Reason, got.Bound)
		}
	}
}

func TestTrajectoryReasons(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		rows   []row
		reason segur.Reason
	}{
		"nothing at all":          {nil, segur.NoValue},
		"only a goal":             {[]row{{"t", "2024", 200}}, segur.NoValue},
		"only a start":            {[]row{{"b", "2020", 100}, {"t", "2024", 200}}, segur.NoValue},
		"figure before the start": {[]row{{"b", "2020", 100}, {"a", "2019", 90}, {"t", "2024", 200}}, segur.NoValue},
		"figure of the start":     {[]row{{"b", "2020", 100}, {"a", "2020-12", 90}, {"t", "2024", 200}}, segur.NoValue},
		"rival figure only":       {[]row{{"b", "2020", 100}, {"A", "2022", 90}, {"t", "2024", 200}}, segur.NoValue},
		"no goal":                 {[]row{{"b", "2020", 100}, {"a", "2022", 150}}, segur.NoTarget},
		"rival goal only":         {[]row{{"b", "2020", 100}, {"a", "2022", 150}, {"T", "2024", 200}}, segur.NoTarget},
		"old":                     {[]row{{"b", "2019", 100}, {"a", "2020-11", 150}, {"t", "2024", 200}}, segur.Stale},
		"old, without start":      {[]row{{"a", "2020-11", 150}, {"t", "2024", 200}}, segur.Stale},
		"old, past the deadline":  {[]row{{"b", "2016", 100}, {"a", "2019", 150}, {"t", "2018", 200}}, ""},
		"no start":                {[]row{{"a", "2022", 150}, {"t", "2024", 200}}, segur.NoBaseline},
		"start is the goal":       {[]row{{"b", "2020", 200}, {"a", "2022", 150}, {"t", "2024", 200}}, segur.NotApplicable},
		"goal before the start":   {[]row{{"b", "2021", 100}, {"a", "2022", 150}, {"t", "2020", 200}}, segur.NotApplicable},
		"goal on the same day":    {[]row{{"b", "2020", 100}, {"a", "2022", 150}, {"t", "2020-12", 200}}, segur.NotApplicable},
	} {
		got := segur.Assess(stock(segur.DirectionUp), series(t, c.rows...), day(2022, 12, 31))
		if got.Reason != c.reason || (got.Outcome == segur.NotAssessable) != (c.reason != "") {
			t.Errorf("%s: %s, reason %q, want %q", name, got.Outcome, got.Reason, c.reason)
		}
		if c.reason != "" && (!math.IsNaN(got.Share) || !math.IsNaN(got.Expected) || len(got.Steps) > 0) {
			t.Errorf("%s: numbers without a verdict: %+v", name, got)
		}
	}
}

// A threshold belongs to the better side, however the two shares were divided.
func TestThresholdsAreExact(t *testing.T) {
	t.Parallel()
	for days := 1; days <= 1460; days += 7 { // part of a four-year path
		end := day(2020, 12, 31).AddDate(0, 0, days)
		for _, c := range []struct {
			percent          int
			above, just, low segur.Outcome
		}{{95, segur.OnTrack, segur.OnTrack, segur.SlightlyLate}, {60, segur.SlightlyLate, segur.SlightlyLate, segur.Late}} {
			exact := segur.Int(days * c.percent)
			for step, want := range map[segur.Number]segur.Outcome{1: c.above, 0: c.just, -1: c.low} {
				if got := judgedOn(t, end, exact+step); got.Outcome != want {
					t.Fatalf("%d%% of what day %d expects, %+d thousandth: %s, want %s (ratio %v)", c.percent, days, step, got.Outcome, want, got.Ratio())
				}
			}
		}
	}
}

// judgedOn assesses a figure of any day on a way of 146 100 units in 1 461 days, from the end
// of 2020 to the end of 2024.
func judgedOn(t *testing.T, on time.Time, n segur.Number) segur.Trajectory {
	t.Helper()
	d := segur.Date{Year: on.Year(), Month: int(on.Month()), Day: on.Day()}
	values := series(t, row{"b", "2020", 0}, row{"a", "2024", 0}, row{"t", "2024", 146_100})
	values[1].Period, values[1].Number = segur.Period{From: d, To: d}, n
	return segur.Assess(stock(segur.DirectionUp), values, on)
}

func TestThresholdsOfTheWholeWay(t *testing.T) {
	t.Parallel()
	for n, want := range map[segur.Number]segur.Outcome{
		-1: segur.Regressing, 0: segur.TargetMissed, 1: segur.TargetMissed,
		segur.Int(146_100) - 1: segur.TargetMissed, segur.Int(146_100): segur.TargetMet, segur.Int(146_100) + 1: segur.TargetMet,
	} {
		if got := judgedOn(t, day(2024, 12, 31), n); got.Outcome != want {
			t.Errorf("%s of 146100 at the deadline: %s, want %s", n, got.Outcome, want)
		}
	}
}

func TestStaleCountsDaysNotHours(t *testing.T) {
	t.Parallel()
	figure := day(2022, 5, 31)
	for asOf, old := range map[time.Time]bool{
		day(2022, 6, 1):  false,
		day(2024, 5, 31): false,
		time.Date(2024, 5, 31, 23, 59, 59, 0, time.UTC): false,
		day(2024, 6, 1): true,
		time.Date(2024, 6, 1, 1, 0, 0, 0, time.FixedZone("Paris", 2*3600)): false, // still the 31st in UTC
	} {
		if got := segur.OldOn(figure, asOf); got != old {
			t.Errorf("figure of %s seen on %s: old %v, want %v", figure, asOf, got, old)
		}
	}
}

func TestBoundIsALevelToKeep(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		direction segur.Direction
		now       float64
		want      segur.Outcome
	}{
		"up, above":   {segur.DirectionUp, 90, segur.TargetMet},
		"up, at":      {segur.DirectionUp, 80, segur.TargetMet},
		"up, below":   {segur.DirectionUp, 79.999, segur.Regressing},
		"down, below": {segur.DirectionDown, 110, segur.TargetMet},
		"down, at":    {segur.DirectionDown, 120, segur.TargetMet},
		"down, above": {segur.DirectionDown, 120.001, segur.Regressing},
	} {
		goal := map[segur.Direction]float64{segur.DirectionUp: 80, segur.DirectionDown: 120}[c.direction]
		got := segur.Assess(stock(c.direction), series(t, row{"b", "2020", 100}, row{"a", "2022", c.now}, row{"t", "2024", goal}), day(2023, 1, 1))
		if !got.Bound || got.Outcome != c.want || !math.IsNaN(got.Share) || !math.IsNaN(got.Expected) {
			t.Errorf("%s: %+v, want %s", name, got, c.want)
		}
	}
}

func TestGoalOfACumulativeCountIsTheHighest(t *testing.T) {
	t.Parallel()
	values := series(t, row{"b", "2020", 0}, row{"a", "2022", 3000}, row{"t", "2022", 6600}, row{"t", "2023", 5870}, row{"T", "2024", 9000})
	ind := stock(segur.DirectionUp)
	if got := segur.Assess(ind, values, day(2023, 1, 1)); got.Target.Number != segur.Int(5870) {
		t.Errorf("a stock aims for %s", got.Target.Number)
	}
	ind.Nature = segur.NatureCumulative
	if got := segur.Assess(ind, values, day(2023, 1, 1)); got.Target.Number != segur.Int(6600) {
		t.Errorf("a cumulative count aims for %s", got.Target.Number)
	}
}

func TestRatioOfATrajectory(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ share, expected, want float64 }{
		{0.5, 0.5, 1}, {0.3, 0.6, 0.5}, {-0.2, 0.4, -0.5}, {0.1, 0, 1}, {0, 0, 1},
		{-0.1, 0, math.Inf(-1)}, {math.NaN(), math.NaN(), math.NaN()},
	} {
		got := segur.Trajectory{Share: c.share, Expected: c.expected}.Ratio()
		if got != c.want && !near(got, c.want) {
			t.Errorf("%v of %v is %v, want %v", c.share, c.expected, got, c.want)
		}
	}
}

// Without a starting value, a figure and a dated target say at the deadline whether it was reached,
// and before it nothing.
func TestVerdictAtTheDeadline(t *testing.T) {
	t.Parallel()
	const settled = ""
	count := func(d segur.Direction, unit string) segur.Indicator {
		return segur.Indicator{Code: "x", Direction: d, Nature: segur.NatureStock, Unit: unit}
	}
	up, down, none := count(segur.DirectionUp, "beds"), count(segur.DirectionDown, "days"), count(segur.DirectionNone, "beds")
	euros := count(segur.DirectionUp, "million_eur")
	for name, c := range map[string]struct {
		ind     segur.Indicator
		rows    []row
		asOf    time.Time
		outcome segur.Outcome
		reason  segur.Reason
	}{
		"counted after the deadline, short": {up, []row{{"a", "2023", 5000}, {"t", "2022", 6600}}, day(2026, 3, 1), segur.TargetMissed, settled},
		"counted after it, reached":         {up, []row{{"a", "2023", 6600}, {"t", "2022", 6600}}, day(2026, 3, 1), segur.TargetMet, settled},
		"counted on the last day":           {up, []row{{"a", "2022-12", 6599}, {"t", "2022", 6600}}, day(2022, 12, 31), segur.TargetMissed, settled},
		"five months before, long past":     {up, []row{{"a", "2021-07", 2686}, {"t", "2021", 4000}}, day(2026, 3, 1), segur.TargetMissed, settled},
		"six months before, just past":      {up, []row{{"a", "2021-06", 2686}, {"t", "2021", 4000}}, day(2022, 1, 1), segur.TargetMissed, settled},
		"six months before, on the day":     {up, []row{{"a", "2021-06", 2686}, {"t", "2021", 4000}}, day(2021, 12, 31), segur.NotAssessable, segur.NoBaseline},
		"seven months before, past":         {up, []row{{"a", "2021-05", 2686}, {"t", "2021", 4000}}, day(2022, 1, 1), segur.NotAssessable, segur.NoBaseline},
		"seven months before, long past":    {up, []row{{"a", "2021-05", 2686}, {"t", "2021", 4000}}, day(2026, 3, 1), segur.NotAssessable, segur.Stale},
		"deadline ahead":                    {up, []row{{"a", "2025-12", 24}, {"t", "2027", 40}}, day(2026, 3, 1), segur.NotAssessable, segur.NoBaseline},
		"deadline ahead, reached already":   {up, []row{{"a", "2025-12", 41}, {"t", "2027", 40}}, day(2026, 3, 1), segur.TargetMet, settled},
		"fewer is better, too many":         {down, []row{{"a", "2023", 12}, {"t", "2022", 10}}, day(2026, 3, 1), segur.TargetMissed, settled},
		"fewer is better, few enough":       {down, []row{{"a", "2023", 8}, {"t", "2022", 10}}, day(2026, 3, 1), segur.TargetMet, settled},
		"no side is the good one":           {none, []row{{"a", "2023", 8}, {"t", "2022", 10}}, day(2026, 3, 1), segur.NotAssessable, segur.NoBaseline},
		"money programmed is no goal":       {euros, []row{{"a", "2023", 8}, {"t", "2022", 10}}, day(2026, 3, 1), segur.NotAssessable, segur.NoBaseline},
		"rivals ignored":                    {up, []row{{"a", "2023", 5000}, {"t", "2022", 6600}, {"T", "2022", 4000}, {"A", "2024", 9000}}, day(2026, 3, 1), segur.TargetMissed, settled},
	} {
		got := segur.Assess(c.ind, series(t, c.rows...), c.asOf)
		if got.Outcome != c.outcome || got.Reason != c.reason {
			t.Errorf("%s: %s %q, want %s %q", name, got.Outcome, got.Reason, c.outcome, c.reason)
		}
		if !math.IsNaN(got.Share) || got.Settled != (c.reason == "" && name != "deadline ahead, reached already") || got.FromZero {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// A running total begins with nothing: its share needs no starting value, its pace would need a date.
func TestARunningTotalStartsAtZero(t *testing.T) {
	t.Parallel()
	ind := segur.Indicator{Code: "x", Direction: segur.DirectionUp, Nature: segur.NatureCumulative, Unit: "places"}
	got := segur.Assess(ind, series(t, row{"a", "2023", 4950}, row{"t", "2022", 6600}), day(2026, 3, 1))
	if got.Outcome != segur.TargetMissed || !got.FromZero || got.Share != 0.75 || got.Expected != 1 || got.Start() != 0 || got.Pace() != segur.Int(6600) {
		t.Errorf("missed: %+v", got)
	}
	if elapsed, total := got.Days(ind.Nature); elapsed != 0 || total != 0 {
		t.Errorf("days of a start without a date: %d of %d", elapsed, total)
	}
	got = segur.Assess(ind, series(t, row{"a", "2025", 4950}, row{"t", "2027", 6600}), day(2026, 3, 1))
	if got.Reason != segur.NoBaseline || !math.IsNaN(got.Share) {
		t.Errorf("a pace without a date: %+v", got)
	}
	got = segur.Assess(ind, series(t, row{"b", "2020", 100}, row{"a", "2023", 4950}, row{"t", "2022", 6600}), day(2026, 3, 1))
	if got.FromZero || got.Share != 4850.0/6500 {
		t.Errorf("a published start is left out: %+v", got)
	}
	ind.Unit = "million_eur"
	if ind.StartsAtZero() {
		t.Error("money granted so far has no goal to come from")
	}
}

// What a figure includes is what its goal includes, or both are no matter of comparison.
func TestTrajectoriesKeepToOneScope(t *testing.T) {
	t.Parallel()
	values := series(t, row{"b", "2020", 100}, row{"a", "2022", 150}, row{"a", "2023", 900}, row{"t", "2024", 200})
	values[2].Scope = "with_regional"
	got := segur.Assess(stock(segur.DirectionUp), values, day(2023, 12, 31))
	if got.Current == nil || got.Current.Number != segur.Int(150) || got.Share != 0.5 {
		t.Errorf("%+v", got)
	}
	values[3].Scope = "hospital"
	if got := segur.Assess(stock(segur.DirectionUp), values, day(2023, 12, 31)); got.Reason != segur.NoValue {
		t.Errorf("a goal of another scope is compared: %+v", got)
	}
}

func TestAYearlyTargetIsNoTotal(t *testing.T) {
	t.Parallel()
	ind := segur.Indicator{Direction: segur.DirectionUp, Nature: segur.NatureCumulative, Unit: "places"}
	values := series(t, row{"a", "2023", 5000}, row{"t", "2020", 2000}, row{"t", "2022", 6600}, row{"t", "2023", 5870})
	got := segur.Assess(ind, values, day(2026, 3, 1))
	for i, want := range []bool{false, false, false, true} {
		if got.PerYear(ind.Nature, values[i]) != want || got.PerYear(segur.NatureStock, values[i]) {
			t.Errorf("%s of %s: a year's target %v", values[i].Number, values[i].Period, !want)
		}
	}
	if (segur.Trajectory{}).PerYear(ind.Nature, values[3]) {
		t.Error("a yearly target without a goal")
	}
}

func TestNothingIsSaidWithoutATarget(t *testing.T) {
	t.Parallel()
	ind := stock(segur.DirectionUp)
	for name, c := range map[string]struct {
		rows   []row
		silent bool
	}{
		"nothing":     {nil, true},
		"figures":     {[]row{{"b", "2020", 1}, {"a", "2022", 2}}, true},
		"rival goal":  {[]row{{"a", "2022", 2}, {"T", "2023", 3}}, true},
		"goal alone":  {[]row{{"t", "2023", 3}}, false},
		"with a goal": {[]row{{"a", "2022", 2}, {"t", "2023", 3}}, false},
	} {
		if got := segur.Assess(ind, series(t, c.rows...), day(2026, 3, 1)).Silent(); got != c.silent {
			t.Errorf("%s: silent %v", name, got)
		}
	}
}
