package segur_test

import (
	"math"
	"testing"

	"github.com/segur-tracker/segur/internal/ingest"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/seed"
)

// The trajectories of the real dataset that were worked out by hand from its files.
func TestTrajectoriesOfTheRealDataset(t *testing.T) {
	t.Parallel()
	d := realDataset(t)
	for code, want := range map[string]struct {
		outcome                   segur.Outcome
		reason                    segur.Reason
		baseline, current, target string
		share, expected           float64
	}{
		// (3000 − 1500) ÷ (4000 − 1500); 1 857 days of 2 556, from the end of 2020 to the end of
		// 2027: the deadline of 2026 was put off.
		"msp-count": {segur.SlightlyLate, "", "2020 1500", "2026-01 3000", "2027 4000", 0.6, 1857.0 / 2556},
		// (315 − 243) ÷ (500 − 243), past the deadline.
		"hprox-label": {segur.TargetMissed, "", "2016 243", "2024-11 315", "2023 500", 72.0 / 257, 1},
		"tlc-all":     {segur.TargetMet, "", "2019 0.14", "2025 14", "2020 1", 13.86 / 0.86, 1},
		"cpts-active": {segur.NotAssessable, segur.NoTarget, "2020 73", "2025-05 724", "", 0, 0},
		"lad-beds":    {segur.TargetMissed, "", "", "2021-07 2686", "2021 4000", 2686.0 / 4000, 1},
		// The 5 870 a year of 2023 are a pace; the total to reach stays 6 600.
		"ifsi-new":    {segur.TargetMissed, "", "", "2023 5000", "2022 6600", 5000.0 / 6600, 1},
		"secpa-count": {segur.TargetMissed, "", "", "2022-02 26", "2021 60", math.NaN(), 1},
		// Ahead of its deadline, and without a start: the figure and the target stand side by side.
		"mes-activated":   {segur.NotAssessable, segur.NoBaseline, "", "2026-01 24", "2027 40", 0, 0},
		"inv-daily-estab": {segur.TargetMet, "", "", "2023 1680", "2023 800", 2.1, 1},
		// Fourteen months before the deadline, and nothing since: nobody knows.
		"train-new": {segur.NotAssessable, segur.Stale, "", "2021 6000", "2022 16000", 0, 0},
		"inv-total": {segur.NotAssessable, segur.NoValue, "", "", "2021/2029 19", 0, 0},
	} {
		got := segur.Assess(definition(t, d, code), published(d, code), day(2026, 3, 1))
		if got.Outcome != want.outcome || got.Reason != want.reason {
			t.Errorf("%s: %s %q", code, got.Outcome, got.Reason)
		}
		if short(got.Baseline) != want.baseline || short(got.Current) != want.current || short(got.Target) != want.target {
			t.Errorf("%s: from %q by %q to %q", code, short(got.Baseline), short(got.Current), short(got.Target))
		}
		if want.reason == "" && (!near(got.Share, want.share) || !near(got.Expected, want.expected)) {
			t.Errorf("%s: share %v expected %v, want %v and %v", code, got.Share, got.Expected, want.share, want.expected)
		}
	}
}

func TestEveryRealTrajectoryHasAVerdictOrAReason(t *testing.T) {
	t.Parallel()
	d := realDataset(t)
	for _, ind := range d.Indicators {
		got := segur.Assess(ind, published(d, ind.Code), day(2026, 3, 1))
		if (got.Outcome == segur.NotAssessable) != (got.Reason != "") {
			t.Errorf("%s: %s, reason %q", ind.Code, got.Outcome, got.Reason)
		}
		for _, v := range []*segur.Value{got.Baseline, got.Current, got.Target} {
			if v != nil && !v.Reference {
				t.Errorf("%s rests on the rival figure %s", ind.Code, v.RowKey())
			}
		}
	}
}

func definition(t *testing.T, d segur.Dataset, code string) segur.Indicator {
	t.Helper()
	for _, ind := range d.Indicators {
		if ind.Code == code {
			return ind
		}
	}
	t.Fatalf("no indicator %s", code)
	return segur.Indicator{}
}

// published returns the figures of an indicator for France.
func published(d segur.Dataset, code string) []segur.Value {
	var values []segur.Value
	for _, v := range d.Values {
		if v.Indicator == code && v.Territory == segur.France {
			values = append(values, v)
		}
	}
	return values
}

func short(v *segur.Value) string {
	if v == nil {
		return ""
	}
	return v.Period.String() + " " + v.Number.String()
}

func realDataset(t *testing.T) segur.Dataset {
	t.Helper()
	d, findings, err := ingest.ReadSeed(seed.Files)
	if err != nil || len(findings) > 0 {
		t.Fatal(err, findings)
	}
	return d
}
