package catalog

import (
	"slices"
	"time"

	"github.com/segur-tracker/segur/internal/segur"
)

// Gaps is what is missing from a publication, or late, on a given day.
type Gaps struct {
	// Years are the last full year before the day and, once it has a state, the year under way.
	Years       []int
	Unassessed  []Unassessed // by year, then by measure
	Overdue     []Overdue    // series, the longest overdue first
	Untargeted  []*Indicator
	Provisional []segur.Value // provisional for more than a year, the oldest first
	Doubtful    []segur.Value // figures of low confidence, in the order of the dataset
}

// Unassessed is a measure without a state for a year, that nobody has looked for within a year.
type Unassessed struct {
	*Measure
	Year int
}

// Overdue is a series whose next figure should be there.
type Overdue struct {
	*Series
	Last     Observation
	Expected time.Time // first day on which the next figure is late
}

// Gaps returns what is missing or late on a day.
//
// Series.Next says when a figure is late.
func (c *Catalog) Gaps(now time.Time) Gaps {
	g := Gaps{Years: []int{now.Year() - 1}}
	if c.LastYear() >= now.Year() {
		g.Years = append(g.Years, now.Year())
	}
	for _, year := range g.Years {
		for _, m := range c.measures {
			if m.Cell(year).Assessment == nil && !m.searchedLately(year, now) {
				g.Unassessed = append(g.Unassessed, Unassessed{m, year})
			}
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
	var late []Overdue
	for _, s := range i.series {
		last, counted := s.Last()
		if next, ok := s.Next(); ok && counted && next.LateOn(now) {
			late = append(late, Overdue{Series: s, Last: last, Expected: next.Late})
		}
	}
	return late
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
