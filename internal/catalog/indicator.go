package catalog

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"sync"
	"time"

	"github.com/segur-tracker/segur/internal/segur"
)

// Indicator is an indicator with its measures and its series per territory.
type Indicator struct {
	segur.Indicator
	Of      []*Measure        // measures it documents, may be empty
	series  []*Series         // France first, then by territory code
	people  *Indicator        // inhabitants, nil where nobody counts them
	regions []segur.Territory // all of the country
	whole   func() *Comparison
	words   string // folded text that search looks through
}

// Series is everything published on one indicator in one territory.
type Series struct {
	Indicator    *Indicator
	Territory    segur.Territory
	Values       []segur.Value // all of them, by time, then kind, reference first
	Observed     []Observation // the line: reference baseline and actual figures, in the order in which they are drawn
	Alternatives []Observation // figures that compete with one of the line
	Targets      []Observation // reference targets, by deadline
	Yearly       []Observation // reference targets that ask for so much each year: no total on the axis
	Trajectory   segur.Trajectory
}

// Observation is a value with its place in time.
type Observation struct {
	segur.Value
	segur.Placement
	// Break is true when an indicator that warns of a change of definition passes, just before this
	// figure, from one document to another, and when the figures differ in scope: the line must not
	// look continuous.
	Break bool
}

// Series returns the series of a territory, nil when nothing is published there.
func (i *Indicator) Series(territory string) *Series {
	for _, s := range i.series {
		if s.Territory.Code == territory {
			return s
		}
	}
	return nil
}

// SeriesOf returns the series that a value stands in, nil when nothing is published there.
func (c *Catalog) SeriesOf(v segur.Value) *Series {
	if ind := c.byCode[v.Indicator]; ind != nil {
		return ind.Series(v.Territory)
	}
	return nil
}

// AllSeries returns the series of every documented territory, France first.
func (i *Indicator) AllSeries() []*Series { return i.series }

// Main returns the series that stands for the indicator: France, else the first territory.
func (i *Indicator) Main() *Series { return i.series[0] }

// Regional reports whether only regions, several of them, are documented: no single figure then
// stands for the indicator.
func (i *Indicator) Regional() bool {
	return i.Series(segur.France) == nil && len(i.series) > 1
}

// Last returns the latest figure of the line; ok is false when only targets are published.
func (s *Series) Last() (o Observation, ok bool) {
	if len(s.Observed) == 0 {
		return Observation{}, false
	}
	return s.Observed[len(s.Observed)-1], true
}

// Start returns the figure that the latest one is compared with: the starting point, else the first
// of the line, within the scope of the latest. There must be a line.
func (s *Series) Start() Observation {
	last, _ := s.Last()
	if base, known := s.Baseline(); known && base.Scope == last.Scope {
		return base
	}
	return s.Observed[slices.IndexFunc(s.Observed, func(o Observation) bool { return o.Scope == last.Scope })]
}

// Shown returns the value that stands for the series: its latest figure, else its goal, else
// whatever is published.
func (s *Series) Shown() segur.Value {
	if last, ok := s.Last(); ok {
		return last.Value
	}
	if goal, ok := s.Goal(); ok {
		return goal.Value
	}
	return s.Values[len(s.Values)-1]
}

// Baseline returns the starting point; ok is false when there is none.
func (s *Series) Baseline() (o Observation, ok bool) {
	for _, o := range s.Observed {
		if o.Kind == segur.KindBaseline {
			return o, true
		}
	}
	return Observation{}, false
}

// Goal returns the target to reach, the one of the trajectory; ok is false when there is none.
func (s *Series) Goal() (o Observation, ok bool) {
	for _, t := range s.Targets {
		if t.Value == *s.Trajectory.Target {
			return t, true
		}
	}
	return Observation{}, false
}

// PerYear reports whether a target asks for so much each year, in a series that counts a total.
func (s *Series) PerYear(v segur.Value) bool { return s.Trajectory.PerYear(s.Indicator.Nature, v) }

// HasBreak reports whether the line passes over a change of definition.
func (s *Series) HasBreak() bool {
	return slices.ContainsFunc(s.Observed, func(o Observation) bool { return o.Break })
}

// Competes reports whether a value is shown beside another one rather than for itself: it is
// not the reference, or it disputes the starting point.
func (s *Series) Competes(v segur.Value) bool { return !v.Reference || s.disputesBaseline(v) }

// Conflicts returns the groups of values that disagree: the same kind and period, or the
// starting point and what disputes it; the displayed one first.
func (s *Series) Conflicts() [][]segur.Value {
	var groups [][]segur.Value
	for _, v := range s.Values {
		if s.Competes(v) {
			continue
		}
		group := []segur.Value{v}
		for _, other := range s.Values {
			if (!other.Reference && other.Kind == v.Kind && other.Period == v.Period) ||
				(v.Kind == segur.KindBaseline && other.Reference && s.disputesBaseline(other)) {
				group = append(group, other)
			}
		}
		if len(group) > 1 {
			groups = append(groups, group)
		}
	}
	return groups
}

// Years returns every year from the first to the last one that a figure or a target speaks of.
func (i *Indicator) Years() []int {
	first, last := i.series[0].Values[0].Period.From.Year, 0
	for _, s := range i.series {
		for _, v := range s.Values {
			first, last = min(first, v.Period.From.Year), max(last, v.Period.To.Year)
		}
	}
	years := make([]int, 0, last-first+1)
	for y := first; y <= last; y++ {
		years = append(years, y)
	}
	return years
}

// Within returns the part of the series whose periods lie between two years, both included; 0
// leaves an end open. It may be empty, and it has no verdict: one on a part would contradict the
// one on the whole.
func (s *Series) Within(from, to int) *Series {
	if from == 0 && to == 0 {
		return s
	}
	outside := func(p segur.Period) bool { return p.From.Year < from || to != 0 && p.To.Year > to }
	left := func(o Observation) bool { return outside(o.Period) }
	part := &Series{
		Indicator: s.Indicator, Territory: s.Territory,
		Values:       slices.DeleteFunc(slices.Clone(s.Values), func(v segur.Value) bool { return outside(v.Period) }),
		Observed:     slices.DeleteFunc(slices.Clone(s.Observed), left),
		Alternatives: slices.DeleteFunc(slices.Clone(s.Alternatives), left),
		Targets:      slices.DeleteFunc(slices.Clone(s.Targets), left),
		Yearly:       slices.DeleteFunc(slices.Clone(s.Yearly), left),
	}
	if len(part.Observed) > 0 {
		part.Observed[0].Break = false // what it broke with is not shown
	}
	part.Trajectory = segur.Trajectory{
		Outcome: segur.NotAssessable, Baseline: s.Trajectory.Baseline, Share: math.NaN(), Expected: math.NaN(),
		Target: segur.Assess(s.Indicator.Indicator, part.Values, time.Time{}).Target,
	}
	return part
}

func (c *Catalog) addIndicators(d segur.Dataset) error {
	for _, ind := range d.Indicators {
		entry := &Indicator{Indicator: ind, words: foldIndicator(ind)}
		for _, n := range ind.Measures {
			m := c.Measure(n)
			if m == nil {
				return fmt.Errorf("indicator %s: no measure %d", ind.Code, n)
			}
			entry.Of = append(entry.Of, m)
			m.Indicators = append(m.Indicators, entry)
		}
		c.indicators = append(c.indicators, entry)
		c.byCode[ind.Code] = entry
		if ind.HeadlineRank > 0 {
			c.headline = append(c.headline, entry)
		}
	}
	slices.SortFunc(c.headline, func(a, b *Indicator) int { return cmp.Compare(a.HeadlineRank, b.HeadlineRank) })
	people, regions := c.byCode[segur.PopulationIndicator], c.Regions()
	for _, i := range c.indicators {
		i.people, i.regions = people, regions
		i.whole = sync.OnceValue(func() *Comparison { return i.compare(0, 0) })
	}
	return c.addSeries(d)
}

func (c *Catalog) addSeries(d segur.Dataset) error {
	values := map[*Indicator]map[string][]segur.Value{}
	for _, v := range d.Values {
		ind := c.byCode[v.Indicator]
		if ind == nil {
			return fmt.Errorf("value of %s: no such indicator", v.Indicator)
		}
		if _, known := c.Territory(v.Territory); !known {
			return fmt.Errorf("value of %s: no territory %s", v.Indicator, v.Territory)
		}
		if values[ind] == nil {
			values[ind] = map[string][]segur.Value{}
		}
		values[ind][v.Territory] = append(values[ind][v.Territory], v)
	}
	for _, ind := range c.indicators {
		if len(values[ind]) == 0 {
			return fmt.Errorf("indicator %s has no value", ind.Code)
		}
		for _, t := range c.data.Territories {
			if list := values[ind][t.Code]; len(list) > 0 {
				ind.series = append(ind.series, c.newSeries(ind, t, list))
			}
		}
	}
	return nil
}

func (c *Catalog) newSeries(ind *Indicator, t segur.Territory, values []segur.Value) *Series {
	s := &Series{Indicator: ind, Territory: t, Values: values}
	slices.SortStableFunc(s.Values, func(a, b segur.Value) int { return compareValues(ind, a, b) })
	s.Trajectory = segur.Assess(ind.Indicator, s.Values, c.publication.PublishedAt)
	for _, v := range s.Values {
		o := Observation{Value: v, Placement: segur.Place(ind.Nature, v.Kind, v.Period)}
		switch {
		case s.PerYear(v) && v.Reference:
			s.Yearly = append(s.Yearly, o)
		case v.Kind == segur.KindTarget && v.Reference:
			s.Targets = append(s.Targets, o)
		case v.Kind == segur.KindTarget:
		case v.Reference && !s.disputesBaseline(v):
			s.Observed = append(s.Observed, o)
		default:
			s.Alternatives = append(s.Alternatives, o)
		}
	}
	slices.SortStableFunc(s.Observed, func(a, b Observation) int { return a.Drawn.Compare(b.Drawn) })
	s.markBreaks()
	return s
}

// disputesBaseline tells a figure that speaks of the very time of the starting point but
// disagrees with it. Joining both would draw a jump that nobody observed.
func (s *Series) disputesBaseline(v segur.Value) bool {
	base := s.Trajectory.Baseline
	return v.Kind == segur.KindActual && base != nil && base.Period.Contains(v.Period) && base.Number != v.Number
}

func (s *Series) markBreaks() {
	warned := s.Indicator.BreakNote != ""
	for i := 1; i < len(s.Observed); i++ {
		before, now := s.Observed[i-1], s.Observed[i]
		s.Observed[i].Break = warned && now.Source != before.Source || now.Scope != before.Scope
	}
}

func compareValues(ind *Indicator, a, b segur.Value) int {
	return cmp.Or(
		segur.Place(ind.Nature, a.Kind, a.Period).Judged.Compare(segur.Place(ind.Nature, b.Kind, b.Period).Judged),
		cmp.Compare(kindOrder(a.Kind), kindOrder(b.Kind)),
		cmp.Compare(referenceOrder(a), referenceOrder(b)),
		cmp.Compare(a.Number, b.Number),
	)
}

func kindOrder(k segur.Kind) int {
	return slices.Index([]segur.Kind{segur.KindBaseline, segur.KindActual, segur.KindTarget}, k)
}

func referenceOrder(v segur.Value) int {
	if v.Reference {
		return 0
	}
	return 1
}
