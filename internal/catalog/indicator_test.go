package catalog_test

import (
	"slices"
	"testing"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/segur"
)

func points(list []catalog.Observation) []string {
	var short []string
	for _, o := range list {
		short = append(short, o.Period.String()+" "+o.Number.String())
	}
	return short
}

// « Over 1,600 » in July 2020 speaks of the time of the starting point, 1,500 in 2020.
func TestHealthHousesKeepOneStart(t *testing.T) {
	t.Parallel()
	s := build(t, dataset(t)).Indicator("msp-count").Series(segur.France)
	if got := points(s.Alternatives); !slices.Equal(got, []string{"2020-07 1600"}) {
		t.Errorf("alternatives %v", got)
	}
	line := points(s.Observed)
	if slices.Contains(line, "2020-07 1600") || !slices.Contains(line, "2020 1500") || !slices.Contains(line, "2021-07 1889") || line[0] != "2008 20" {
		t.Errorf("line %v", line)
	}
	if got := points(s.Targets); !slices.Equal(got, []string{"2026 4000", "2027 4000"}) {
		t.Errorf("targets %v", got)
	}
	base, _ := s.Baseline()
	last, _ := s.Last()
	goal, _ := s.Goal()
	if base.Number != segur.Int(1500) || last.Number != segur.Int(3000) || goal.Period.String() != "2027" {
		t.Errorf("from %s by %s to %s", base.Number, last.Number, goal.Period)
	}
}

func TestCommunitiesBreakWhereTheCounterChanges(t *testing.T) {
	t.Parallel()
	s := build(t, dataset(t)).Indicator("cpts-active").Series(segur.France)
	var breaks []string
	for _, o := range s.Observed {
		if o.Break {
			breaks = append(breaks, o.Period.String())
		}
	}
	if !slices.Equal(breaks, []string{"2024", "2025-05"}) || !s.HasBreak() {
		t.Errorf("breaks before %v", breaks)
	}
	if s.Indicator.BreakNote == "" {
		t.Error("the break has no explanation")
	}
	if pay := build(t, dataset(t)).Indicator("pay-net-month").Main(); pay.HasBreak() {
		t.Error("a single value has a break")
	}
}

func TestConflictsShowTheReferenceFirst(t *testing.T) {
	t.Parallel()
	c := build(t, dataset(t))
	groups := c.Indicator("tlc-all").Main().Conflicts()
	if len(groups) != 3 {
		t.Fatalf("%d conflicts about teleconsultations", len(groups))
	}
	var found []string
	for _, v := range groups[0] {
		found = append(found, v.Number.String())
	}
	if !slices.Equal(found, []string{"17", "17.1", "17.3", "18.6", "19"}) || !groups[0][0].Reference {
		t.Errorf("2020: %v", found)
	}
	for _, ind := range c.Indicators() {
		for _, s := range ind.AllSeries() {
			rivals := 0
			for _, g := range s.Conflicts() {
				rivals += len(g) - 1
			}
			published := 0
			for _, v := range s.Values {
				if s.Competes(v) {
					published++
				}
			}
			if rivals != published {
				t.Errorf("%s/%s: %d rivals shown of %d", ind.Code, s.Territory.Code, rivals, published)
			}
		}
	}
}

// A target for each year stands beside a total, never among the goals that its axis shows.
func TestYearlyTargetsStandApart(t *testing.T) {
	t.Parallel()
	s := build(t, dataset(t)).Indicator("ifsi-new").Main()
	if len(s.Yearly) != 1 || s.Yearly[0].Number != segur.Int(5870) || !s.PerYear(s.Yearly[0].Value) {
		t.Fatalf("yearly %v", s.Yearly)
	}
	for _, o := range s.Targets {
		if s.PerYear(o.Value) || o.Number == segur.Int(5870) {
			t.Errorf("%s is drawn as a total", o.Number)
		}
	}
	if part := s.Within(0, 2022); len(part.Yearly) != 0 || len(part.Targets) == 0 {
		t.Errorf("until 2022: yearly %v", part.Yearly)
	}
}

// Every value is in exactly one place, and the line runs forward in time.
func TestSeriesHoldEveryValueOnce(t *testing.T) {
	t.Parallel()
	c := build(t, dataset(t))
	total := 0
	for _, ind := range c.Indicators() {
		if ind.Main() != ind.AllSeries()[0] || c.Indicator(ind.Code) != ind {
			t.Errorf("%s: lost", ind.Code)
		}
		for _, s := range ind.AllSeries() {
			total += len(s.Values)
			rivalGoals := len(s.Yearly)
			for _, v := range s.Values {
				if v.Kind == segur.KindTarget && !v.Reference {
					rivalGoals++
				}
			}
			if len(s.Observed)+len(s.Alternatives)+len(s.Targets)+rivalGoals != len(s.Values) {
				t.Errorf("%s/%s: %d values, %d placed", ind.Code, s.Territory.Code, len(s.Values), len(s.Observed)+len(s.Alternatives)+len(s.Targets)+rivalGoals)
			}
			inTime := func(a, b catalog.Observation) int { return a.Drawn.Compare(b.Drawn) }
			if !slices.IsSortedFunc(s.Observed, inTime) || !slices.IsSortedFunc(s.Targets, inTime) {
				t.Errorf("%s/%s: not in order of time", ind.Code, s.Territory.Code)
			}
		}
	}
	if total != 597 {
		t.Errorf("%d values", total)
	}
}

func TestHeadlineIndicators(t *testing.T) {
	t.Parallel()
	var codes []string
	for _, ind := range build(t, dataset(t)).Headline() {
		codes = append(codes, ind.Code)
	}
	want := []string{"cpts-active", "msp-count", "lad-beds", "ifsi-new", "tlc-all", "pay-net-month", "sas-sites", "inv-total"}
	if !slices.Equal(codes, want) {
		t.Errorf("%v", codes)
	}
}

func TestSeriesOfATerritory(t *testing.T) {
	t.Parallel()
	c := build(t, dataset(t))
	ind := c.Indicator("cpts-pop-pct")
	if s := ind.Series("01"); s == nil || s.Territory.Name.FR != "Guadeloupe" {
		t.Errorf("Guadeloupe: %+v", s)
	}
	if ind.Series("99") != nil || c.Indicator("nothing") != nil {
		t.Error("found what does not exist")
	}
	if _, ok := c.Territory("99"); ok {
		t.Error("found a territory that does not exist")
	}
}

func TestASeriesOfTargetsHasNoLine(t *testing.T) {
	t.Parallel()
	s := build(t, dataset(t)).Indicator("inv-total").Main()
	if _, ok := s.Last(); ok {
		t.Error("money planned is shown as spent")
	}
	if _, ok := s.Baseline(); ok {
		t.Error("a plan has a starting point")
	}
	if goal, ok := s.Goal(); !ok || goal.Number != segur.Int(19) {
		t.Errorf("%v %v", goal, ok)
	}
}

// TestPartsOfASeries keeps what lies within years, breaks with nothing outside and judges nothing.
func TestPartsOfASeries(t *testing.T) {
	t.Parallel()
	c := build(t, dataset(t))
	msp := c.Indicator("msp-count").Series(segur.France)
	part := msp.Within(2020, 2026)
	if line := points(part.Observed); !slices.Contains(line, "2020 1500") || slices.Contains(line, "2008 20") {
		t.Errorf("line %v", line)
	}
	if got := points(part.Targets); !slices.Equal(got, []string{"2026 4000"}) {
		t.Errorf("targets %v", got)
	}
	if goal, ok := part.Goal(); !ok || goal.Period.String() != "2026" {
		t.Errorf("goal %v, %v", goal, ok)
	}
	if part.Trajectory.Outcome != segur.NotAssessable || msp.Trajectory.Outcome == segur.NotAssessable {
		t.Errorf("a part is judged: %s", part.Trajectory.Outcome)
	}
	if len(points(msp.Targets)) != 2 || msp.Within(0, 0) != msp {
		t.Error("the whole has changed")
	}
	if none := msp.Within(1995, 1996); len(none.Values)+len(none.Observed)+len(none.Targets) != 0 {
		t.Errorf("%v", none.Values)
	}
	cpts := c.Indicator("cpts-active").Series(segur.France).Within(2024, 0)
	if cpts.Observed[0].Break || !cpts.HasBreak() {
		t.Errorf("the first figure shown breaks with nothing, the later ones do: %+v", cpts.Observed)
	}
	for _, i := range c.Indicators() {
		for _, s := range i.AllSeries() {
			for _, y := range i.Years() {
				for _, v := range s.Within(y, y).Values {
					if v.Period.From.Year != y || v.Period.To.Year != y {
						t.Errorf("%s in %d: %s", i.Code, y, v.Period)
					}
				}
			}
		}
	}
}

func TestPartsOfACatalog(t *testing.T) {
	t.Parallel()
	c := build(t, dataset(t))
	part := c.Within(2022, 2023)
	if got := part.Years(); !slices.Equal(got, []int{2022, 2023}) {
		t.Fatalf("years %v", got)
	}
	if c.Within(0, 0) != c || len(c.Measures()[0].Cells) != len(c.Years()) {
		t.Error("the whole has changed")
	}
	for k, m := range part.Measures() {
		whole := c.Measures()[k]
		if len(m.Cells) != 2 || m.Number != whole.Number || m.Cell(2022) != whole.Cell(2022) || m.In.Number != whole.In.Number || m.Cell(2021).Assessment != nil {
			t.Errorf("measure %d: %+v", m.Number, m.Cells)
		}
	}
	for _, counts := range part.Tallies(segur.ByYear) {
		if counts.Counts.Total() != len(c.Measures()) || counts.Counts[segur.Unknown] != c.Counts(counts.Year)[segur.Unknown] {
			t.Errorf("%d: %v", counts.Year, counts.Counts)
		}
	}
}
