package catalog_test

import (
	"fmt"
	"reflect"
	"slices"
	"sync"
	"testing"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/fold"
	"github.com/segur-tracker/segur/internal/segur"
)

func TestBuildRefusesReferencesThatLeadNowhere(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(*segur.Dataset){
		"no assessment":           func(d *segur.Dataset) { d.Assessments = nil },
		"pillar of a measure":     func(d *segur.Dataset) { d.Measures[0].Pillar = 9 },
		"measure of a state":      func(d *segur.Dataset) { d.Assessments[0].Measure = 9 },
		"measure of an indicator": func(d *segur.Dataset) { d.Indicators[0].Measures = []int{9} },
		"measure of an event":     func(d *segur.Dataset) { d.Events = []segur.Event{{Measures: []int{9}, Sources: []string{"s1"}}} },
		"measure of a priority":   func(d *segur.Dataset) { d.Priorities = []segur.Priority{{Measures: []int{9}, Sources: []string{"s1"}}} },
		"indicator of a value":    func(d *segur.Dataset) { d.Values[0].Indicator = "x" },
		"territory of a value":    func(d *segur.Dataset) { d.Values = append(d.Values, d.Values[0]); d.Values[1].Territory = "99" },
		"source of a value":       func(d *segur.Dataset) { d.Values[0].Source = "x" },
		"source of a measure":     func(d *segur.Dataset) { d.Measures[0].Sources = []string{"x"} },
		"source of a state":       func(d *segur.Dataset) { d.Assessments[0].Sources = []string{"x"} },
		"indicator without value": func(d *segur.Dataset) { d.Values = nil },
	} {
		d := small()
		spoil(&d)
		if c, err := catalog.Build(d); err == nil || c != nil {
			t.Errorf("%s: built, %v", name, err)
		}
	}
	if _, err := catalog.Build(segur.Dataset{}); err == nil {
		t.Error("built from nothing")
	}
}

func TestBuildLeavesTheDatasetAlone(t *testing.T) {
	t.Parallel()
	d := dataset(t)
	build(t, d)
	if !reflect.DeepEqual(d, dataset(t)) {
		t.Error("the dataset changed")
	}
}

func TestMeasuresStandInOrderWhateverTheFile(t *testing.T) {
	t.Parallel()
	c := build(t, small()) // lists measure 2 first
	if got := numbers(c.Measures()); !slices.Equal(got, []int{1, 2}) {
		t.Errorf("%v", got)
	}
	if got := numbers(c.Pillar(1).Measures); !slices.Equal(got, []int{1, 2}) {
		t.Errorf("in their pillar: %v", got)
	}
	if c.Measure(0) != nil || c.Measure(3) != nil || c.Pillar(2) != nil {
		t.Error("found what does not exist")
	}
}

func TestMeasureHistory(t *testing.T) {
	t.Parallel()
	c := build(t, small())
	one, two := c.Measure(1), c.Measure(2)
	if last, ok := one.Last(); !ok || last.Year != 2024 || last.State() != segur.Suspended || !one.EverDone() {
		t.Errorf("%+v %v", last, ok)
	}
	if _, ok := two.Last(); ok || two.EverDone() || len(two.Cells) != 3 {
		t.Error("an undocumented measure has a history")
	}
	var done []int
	for _, m := range build(t, dataset(t)).Measures() {
		if m.EverDone() {
			done = append(done, m.Number)
		}
	}
	if !slices.Equal(done, []int{1, 7, 8, 10, 16, 17}) {
		t.Errorf("realised once: %v", done)
	}
}

func TestLatestAssessments(t *testing.T) {
	t.Parallel()
	c := build(t, dataset(t))
	all := c.LatestAssessments(1000)
	for i, latest := range all {
		if latest.Assessment.EffectiveOn.IsZero() || latest.Assessment.Measure != latest.Measure.Number {
			t.Errorf("assessment %d: %+v", i, latest.Assessment)
		}
		if i == 0 {
			continue
		}
		before := all[i-1]
		switch later := before.Assessment.EffectiveOn.First().Compare(latest.Assessment.EffectiveOn.First()); {
		case later < 0:
			t.Errorf("%s comes after %s", latest.Assessment.EffectiveOn, before.Assessment.EffectiveOn)
		case later == 0 && before.Measure.Number > latest.Measure.Number:
			t.Errorf("measure %d comes after %d on one day", latest.Measure.Number, before.Measure.Number)
		}
	}
	if all[0].Assessment.EffectiveOn.Day == 0 {
		t.Errorf("the latest news is of %s, which may be older", all[0].Assessment.EffectiveOn)
	}
	if len(all) > 185 {
		t.Fatalf("%d changes", len(all))
	}
	if got := c.LatestAssessments(5); !reflect.DeepEqual(got, all[:5]) {
		t.Errorf("the first five: %d", len(got))
	}
	if len(c.LatestAssessments(0)) != 0 || len(build(t, small()).LatestAssessments(9)) != 1 {
		t.Error("limits")
	}
}

func TestEverySourceIsUsed(t *testing.T) {
	t.Parallel()
	c := build(t, dataset(t))
	assessments, values := 0, 0
	for i, s := range c.Sources() {
		if len(s.Measures)+len(s.Indicators)+len(s.Events)+s.Others+s.Searches == 0 {
			t.Errorf("%s is used nowhere", s.ID)
		}
		if c.Source(s.ID) != s || (s.Assessments > 0 && len(s.Measures) == 0) || (s.Values > 0) != (len(s.Indicators) > 0) {
			t.Errorf("%s: %+v", s.ID, s)
		}
		if i > 0 && fold.Text(c.Sources()[i-1].Publisher) > fold.Text(s.Publisher) {
			t.Errorf("%s stands after %s", s.Publisher, c.Sources()[i-1].Publisher)
		}
		assessments, values = assessments+s.Assessments, values+s.Values
	}
	if values != 597 || assessments < 185 {
		t.Errorf("%d values and %d assessments cited", values, assessments)
	}
	if c.Source("nothing") != nil {
		t.Error("found a source that does not exist")
	}
}

func TestMeasuresKnowTheirEventsAndPriorities(t *testing.T) {
	t.Parallel()
	d := dataset(t)
	c := build(t, d)
	links, want := 0, 0
	for _, m := range c.Measures() {
		links += len(m.Events) + len(m.Priorities) + len(m.Indicators)
	}
	for _, e := range d.Events {
		want += len(e.Measures)
	}
	for _, p := range d.Priorities {
		want += len(p.Measures)
	}
	for _, i := range d.Indicators {
		want += len(i.Measures)
	}
	if links != want || len(c.Events()) != 89 || len(c.Priorities()) != 8 || len(c.Consultations()) != 21 || len(c.Territories()) != 19 {
		t.Errorf("%d links of %d", links, want)
	}
}

// Readers share one catalog while another is being built; run with -race.
func TestReadersShareACatalog(t *testing.T) {
	t.Parallel()
	d := dataset(t)
	c := build(t, d)
	before := fmt.Sprint(c.Tallies(segur.ByYear), c.Totals(), numbers(c.Measures()))
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			for _, word := range []string{"hopital", "cpts", ""} {
				c.FindMeasures(catalog.MeasureQuery{Text: word, Year: 2022})
				c.FindIndicators(word)
			}
			c.Completeness()
			c.LatestAssessments(10)
			for _, p := range c.Pillars() {
				c.PillarTallies(p, segur.LastKnown)
			}
			for _, i := range c.Indicators() {
				i.Main().Conflicts()
			}
		})
	}
	readers.Go(func() {
		if _, err := catalog.Build(d); err != nil {
			t.Error(err)
		}
	})
	readers.Wait()
	if after := fmt.Sprint(c.Tallies(segur.ByYear), c.Totals(), numbers(c.Measures())); after != before {
		t.Error("the catalog changed while it was read")
	}
}

func BenchmarkBuild(b *testing.B) {
	d := dataset(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := catalog.Build(d); err != nil {
			b.Fatal(err)
		}
	}
}
