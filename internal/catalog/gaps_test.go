package catalog_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/segur"
)

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 12, 0, 0, 0, time.UTC) }

func TestGapsNameWhatIsMissing(t *testing.T) {
	t.Parallel()
	d := small()
	d.Indicators[0].Role = "deployment"
	d.Values[0].Flag, d.Values[0].Confidence = "provisional", "low"
	c := build(t, d)

	g := c.Gaps(day(2025, time.June, 1))
	if !slices.Equal(g.Years, []int{2024}) || !slices.Equal(missing(g), []string{"2/2024"}) {
		t.Errorf("years %d, unassessed %v", g.Years, missing(g))
	}
	if len(g.Untargeted) != 1 || g.Untargeted[0].Code != "lits" {
		t.Errorf("untargeted %v", g.Untargeted)
	}
	if len(g.Provisional) != 1 || len(g.Doubtful) != 1 {
		t.Errorf("provisional %v, doubtful %v", g.Provisional, g.Doubtful)
	}
	if g := c.Gaps(day(2024, time.December, 30)); len(g.Provisional) != 0 {
		t.Error("a figure of the end of 2023 is not a year old on 30 December 2024")
	}
}

// missing writes what has no state as measure/year.
func missing(g catalog.Gaps) []string {
	var list []string
	for _, m := range g.Unassessed {
		list = append(list, fmt.Sprintf("%d/%d", m.Number, m.Year))
	}
	return list
}

// The year under way counts once it has a state, and closes no year before it.
func TestTheYearUnderWayIsMissedOnceItHasBegun(t *testing.T) {
	t.Parallel()
	g := build(t, small()).Gaps(day(2024, time.June, 1))
	if !slices.Equal(g.Years, []int{2023, 2024}) || !slices.Equal(missing(g), []string{"1/2023", "2/2023", "2/2024"}) {
		t.Errorf("years %d, unassessed %v", g.Years, missing(g))
	}
}

// A search takes its own measure and year off the list, until it is a year old.
func TestALateSearchTakesACellOffTheList(t *testing.T) {
	t.Parallel()
	d := small()
	d.Searches = []segur.Search{{
		Date: segur.Date{Year: 2024, Month: 5, Day: 31}, Measure: 2, Year: 2023, Corpus: "web", Query: "cœur 2023", Wording: "exact", Outcome: "rien",
	}}
	c := build(t, d)
	for on, want := range map[time.Time][]string{
		day(2024, time.June, 1):      {"1/2023", "2/2024"},
		day(2024, time.December, 30): {"1/2023", "2/2024"},
	} {
		if got := missing(c.Gaps(on)); !slices.Equal(got, want) {
			t.Errorf("on %s: %v", on, got)
		}
	}
	d.Searches[0].Year = 2024
	c = build(t, d)
	for on, want := range map[time.Time]int{day(2025, time.May, 30): 0, day(2025, time.May, 31): 1} {
		if got := missing(c.Gaps(on)); len(got) != want {
			t.Errorf("on %s: %v", on, got)
		}
	}
}

// One figure at the end of 2023: the next is expected a year and three months later.
func TestAFigureIsOverdueAfterItsIntervalAndGrace(t *testing.T) {
	t.Parallel()
	d := small()
	d.Indicators[0].Role = "outcome"
	c := build(t, d)
	if g := c.Gaps(day(2025, time.March, 30)); len(g.Overdue) != 0 {
		t.Errorf("overdue too soon: %v", g.Overdue)
	}
	g := c.Gaps(day(2025, time.April, 2))
	if len(g.Overdue) != 1 || g.Overdue[0].Last.Number != segur.Int(5) || g.Overdue[0].Expected.Format("2006-01-02") != "2025-03-31" {
		t.Errorf("overdue %+v", g.Overdue)
	}
	for what, spoil := range map[string]func(*segur.Indicator){
		"context": func(i *segur.Indicator) { i.Role = "context" },
		"money":   func(i *segur.Indicator) { i.Nature = segur.NatureAmount },
	} {
		d := small()
		d.Indicators[0].Role = "outcome"
		spoil(&d.Indicators[0])
		if g := build(t, d).Gaps(day(2030, time.January, 1)); len(g.Overdue) != 0 {
			t.Errorf("%s is expected to go on: %v", what, g.Overdue)
		}
	}
}

// A series counted each quarter is late sooner than one counted each year.
func TestTheRhythmOfTheSeriesDecides(t *testing.T) {
	t.Parallel()
	d := small()
	d.Indicators[0].Role = "deployment"
	d.Values = nil
	for _, month := range []int{1, 4, 7, 10} {
		on := segur.Date{Year: 2023, Month: month}
		d.Values = append(d.Values, segur.Value{
			Indicator: "lits", Kind: segur.KindActual, Period: segur.Period{From: on, To: on}, Territory: "FR",
			Number: segur.Int(month), Reference: true, Source: "s1",
		})
	}
	g := build(t, d).Gaps(day(2024, time.June, 1))
	if len(g.Overdue) != 1 || g.Overdue[0].Expected.Format("2006-01") != "2024-05" {
		t.Errorf("overdue %+v", g.Overdue)
	}
}

// The date that staff set goes before the rhythm, on pages and board alike, until its figure is there.
func TestStaffSayWhenTheNextFigureIsExpected(t *testing.T) {
	t.Parallel()
	set := func(next segur.Date) *catalog.Indicator {
		d := small()
		d.Indicators[0].Role, d.Indicators[0].NextExpected = "outcome", next
		return build(t, d).Indicator("lits")
	}
	for name, c := range map[string]struct {
		next  segur.Date
		basis catalog.NextBasis
		on    string
		late  string // first day
	}{
		"a day":                  {segur.Date{Year: 2027, Month: 3, Day: 12}, catalog.NextSet, "2027-03-12", "2027-03-13"},
		"a month":                {segur.Date{Year: 2027, Month: 2}, catalog.NextSet, "2027-02", "2027-03-01"},
		"a year":                 {segur.Date{Year: 2026}, catalog.NextSet, "2026", "2027-01-01"},
		"nothing":                {segur.Date{}, catalog.NextAssumed, "2025-03", "2025-03-31"},
		"what came in meanwhile": {segur.Date{Year: 2023, Month: 6}, catalog.NextAssumed, "2025-03", "2025-03-31"},
	} {
		next, ok := set(c.next).Next()
		if !ok || next.Basis != c.basis || next.On.String() != c.on || next.Late.Format("2006-01-02") != c.late {
			t.Errorf("%s: %+v %v", name, next, ok)
		}
		if next.LateOn(next.Late) || !next.LateOn(next.Late.Add(time.Second)) {
			t.Errorf("%s: late too soon, or never", name)
		}
	}
	d := small()
	d.Indicators[0].Role, d.Indicators[0].NextExpected = "context", segur.Date{Year: 2024, Month: 5}
	c := build(t, d)
	if g := c.Gaps(day(2024, time.May, 31)); len(g.Overdue) != 0 {
		t.Errorf("late within the month: %v", g.Overdue)
	}
	if g := c.Gaps(day(2024, time.June, 1)); len(g.Overdue) != 1 {
		t.Errorf("what staff wait for is not late: %v", g.Overdue)
	}
}

// Pages and board ask the same function, each with its day.
func TestLateOnTheDayOfThePublication(t *testing.T) {
	t.Parallel()
	d := dataset(t)
	for _, on := range []time.Time{day(2022, time.January, 1), day(2026, time.November, 29)} {
		d.Publication.PublishedAt = on
		c := build(t, d)
		late := map[*catalog.Series]bool{}
		for _, o := range c.Gaps(on).Overdue {
			late[o.Series] = true
		}
		told := 0
		for _, ind := range c.Indicators() {
			if _, counted := ind.Main().Last(); !counted || ind.Regional() {
				continue
			}
			if c.Late(ind) != late[ind.Main()] {
				t.Errorf("%s on %s: late %v on its page, %v on the board", ind.Code, on, c.Late(ind), late[ind.Main()])
			}
			if c.Late(ind) {
				told++
			}
		}
		if told == 0 {
			t.Errorf("nothing is late on %s", on)
		}
	}
}

func TestGapsOfTheRealDataset(t *testing.T) {
	t.Parallel()
	c := build(t, dataset(t))
	g := c.Gaps(day(2026, time.November, 30))
	if !slices.Equal(g.Years, []int{2025, 2026}) || len(g.Unassessed) != 0 || len(g.Untargeted) == 0 {
		t.Fatalf("gaps %+v, unassessed %v: every empty cell was searched on 29 November", g.Years, missing(g))
	}
	stale := c.Gaps(day(2027, time.December, 1))
	for _, m := range stale.Unassessed {
		if m.Cell(m.Year).Assessment != nil {
			t.Errorf("measure %d has a state for %d", m.Number, m.Year)
		}
	}
	if empty := c.Counts(2026)[segur.Unknown]; len(stale.Unassessed) != empty {
		t.Errorf("%d missing a year later, %d cells of 2026 are empty", len(stale.Unassessed), empty)
	}
	if !slices.IsSortedFunc(g.Overdue, func(a, b catalog.Overdue) int { return a.Expected.Compare(b.Expected) }) {
		t.Error("not the longest overdue first")
	}
	if !slices.ContainsFunc(g.Overdue, func(o catalog.Overdue) bool { return o.Indicator.Code == "sas-pilot" }) {
		t.Error("the pilots of November 2020 are not overdue")
	}
}
