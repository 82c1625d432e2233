package catalog

import (
	"cmp"
	"slices"
	"time"

	"github.com/segur-tracker/segur/internal/segur"
)

// Gaps is what is missing from a publication, or late, on a given day.
type Gaps struct {
	Year        int        // last full year before the day
	Unassessed  []*Measure // measures without a state for Year, in order
	Overdue     []Overdue  // series, the longest overdue first
	Untargeted  []*Indicator
	Provisional []segur.Value // provisional for more than a year, the oldest first
	Doubtful    []segur.Value // figures of low confidence, in the order of the dataset
}

// Overdue is a series whose next figure should be there.
type Overdue struct {
	*Series
	Last     Observation
	Expected time.Time // first day on which the next figure is late
}

const (
	// usualInterval stands in where a series has a single figure.
	usualInterval = 365 * 24 * time.Hour
	// grace is what collecting and publishing a figure may take: three months.
	grace = 91 * 24 * time.Hour
)

// Gaps returns what is missing or late on a day.
//
// A figure is expected after the latest one plus the median interval between the figures of
// the series (a year where there is only one), plus three months of grace. Only what the plan
// does or brings is expected to go on being counted: sums of money are granted once, and the
// consultations of 2020 are over.
func (c *Catalog) Gaps(now time.Time) Gaps {
	g := Gaps{Year: now.Year() - 1}
	for _, m := range c.measures {
		if m.Cell(g.Year).Assessment == nil {
			g.Unassessed = append(g.Unassessed, m)
		}
	}
	for _, ind := range c.indicators {
		g.Overdue = append(g.Overdue, ind.overdue(now)...)
		if ind.countedWithoutTarget() {
			g.Untargeted = append(g.Untargeted, ind)
		}
		for _, s := range ind.series {
			for _, v := range s.Values {
				g.judge(ind, v, now)
			}
		}
	}
	slices.SortStableFunc(g.Overdue, func(a, b Overdue) int { return a.Expected.Compare(b.Expected) })
	slices.SortStableFunc(g.Provisional, func(a, b segur.Value) int { return a.Period.End().Compare(b.Period.End()) })
	return g
}

func (g *Gaps) judge(ind *Indicator, v segur.Value, now time.Time) {
	if v.Kind == segur.KindTarget {
		return
	}
	end := segur.Place(ind.Nature, v.Kind, v.Period).Judged
	if v.Flag == "provisional" && v.Reference && end.AddDate(1, 0, 0).Before(now) {
		g.Provisional = append(g.Provisional, v)
	}
	if v.Confidence == "low" && v.Reference {
		g.Doubtful = append(g.Doubtful, v)
	}
}

func (i *Indicator) overdue(now time.Time) []Overdue {
	if i.Nature == segur.NatureAmount || !i.followed() {
		return nil
	}
	var late []Overdue
	for _, s := range i.series {
		last, ok := s.Last()
		if !ok {
			continue
		}
		if expected := last.Judged.Add(s.interval() + grace); expected.Before(now) {
			late = append(late, Overdue{Series: s, Last: last, Expected: expected})
		}
	}
	return late
}

// followed reports whether an indicator counts what the plan does or brings.
func (i *Indicator) followed() bool { return i.Role == "deployment" || i.Role == "outcome" }

// interval returns the median time between the figures of the line.
func (s *Series) interval() time.Duration {
	var gaps []time.Duration
	for n := 1; n < len(s.Observed); n++ {
		if gap := s.Observed[n].Judged.Sub(s.Observed[n-1].Judged); gap > 0 {
			gaps = append(gaps, gap)
		}
	}
	if len(gaps) == 0 {
		return usualInterval
	}
	slices.SortFunc(gaps, cmp.Compare)
	return gaps[len(gaps)/2]
}

// countedWithoutTarget tells an indicator of what the plan does or brings that has figures and
// no goal to measure them by.
func (i *Indicator) countedWithoutTarget() bool {
	if i.Direction == segur.DirectionNone || !i.followed() {
		return false
	}
	for _, s := range i.series {
		if len(s.Targets) > 0 {
			return false
		}
	}
	_, counted := i.Main().Last()
	return counted
}
