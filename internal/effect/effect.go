package effect

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
)

// Sight is what readers see before and after a change, in one language. Both catalogs must be
// those of the same moment: otherwise what mere time does to trajectories looks like an effect.
type Sight struct {
	Before *catalog.Catalog
	After  *catalog.Catalog
	Words  *locale.Localizer
}

// Effect is what a change does. Empty lists mean that readers see no difference of that kind.
type Effect struct {
	LastYear  Years      // the year that the home page opens on
	Counts    []Count    // by year, in the order of states
	Headlines []Headline // by year
	Series    []Series   // every one that the change touches, whether it looks different or not
	Charts    []string   // names of the charts that are drawn differently in some view, or are new
	Views     []Views    // that charts there were before have only now
	Gone      []string   // names of the charts that are no more
	Pages     Pages
}

// Years is a year before and after.
type Years struct{ Was, Now int }

// Count is the number of measures in a standing that differs.
type Count struct {
	Year     int
	State    segur.State
	Was, Now int
}

// Headline is the sentence about a year that differs, or that of home, which tells the last known
// states, for Year 0. Was is empty for a year that is new, Now
// for one that is gone.
type Headline struct {
	Year     int
	Was, Now locale.Phrase
}

// Series is a series that the change touches. Was is nil where it is new, Now where it is gone.
type Series struct {
	Indicator string
	Territory string
	Was, Now  *catalog.Series
}

// Shown reports whether another figure stands for the series.
func (s Series) Shown() bool {
	if s.Was == nil || s.Now == nil {
		return true
	}
	was, now := s.Was.Shown(), s.Now.Shown()
	return was.Number != now.Number || was.FigureID() != now.FigureID()
}

// Verdict reports whether the trajectory is another one.
func (s Series) Verdict() bool {
	if s.Was == nil || s.Now == nil {
		return s.verdict() != segur.NotAssessable
	}
	return s.Was.Trajectory.Outcome != s.Now.Trajectory.Outcome || s.Was.Trajectory.Reason != s.Now.Trajectory.Reason
}

// verdict returns the outcome of the only version there is.
func (s Series) verdict() segur.Outcome {
	switch {
	case s.Now != nil:
		return s.Now.Trajectory.Outcome
	case s.Was != nil:
		return s.Was.Trajectory.Outcome
	}
	return segur.NotAssessable
}

// Of returns the effect of changes that lead from one catalog of s to the other. It fails only
// when a word is missing.
func Of(s Sight, changes segur.ChangeSet) (Effect, error) {
	e := Effect{
		LastYear: Years{s.Before.LastYear(), s.After.LastYear()}, Counts: counts(s), Series: touched(s, changes),
	}
	var err error
	e.Headlines = headlines(s)
	if err = e.charts(s); err != nil {
		return Effect{}, fmt.Errorf("effect on the charts: %w", err)
	}
	e.Pages = pages(s, changes, e)
	return e, nil
}

// years returns every year of either catalog, in order.
func years(s Sight) []int {
	all := slices.Concat(s.Before.Years(), s.After.Years())
	slices.Sort(all)
	return slices.Compact(all)
}

func counts(s Sight) []Count {
	var differ []Count
	for _, year := range years(s) {
		was, now := countsOf(s.Before, year), countsOf(s.After, year)
		for _, state := range segur.Standings() {
			if was[state] != now[state] {
				differ = append(differ, Count{year, state, was[state], now[state]})
			}
		}
	}
	return differ
}

// countsOf counts nothing in a year that the catalog does not show.
func countsOf(c *catalog.Catalog, year int) segur.Counts {
	if !c.HasYear(year) {
		return nil
	}
	return c.Counts(year)
}

// headlines tells the sentence of home first, then that of each year.
func headlines(s Sight) []Headline {
	var differ []Headline
	for _, year := range append([]int{0}, years(s)...) {
		h := Headline{Year: year}
		for _, side := range []struct {
			catalog *catalog.Catalog
			into    *locale.Phrase
		}{{s.Before, &h.Was}, {s.After, &h.Now}} {
			reading, seen := segur.ByYear, year
			if year == 0 {
				reading, seen = segur.LastKnown, side.catalog.LastYear()
			}
			if !side.catalog.HasYear(seen) {
				continue
			}
			said := sentence.Headline(side.catalog, reading, seen, s.Words)
			*side.into = said
		}
		if h.Was.String() != h.Now.String() {
			differ = append(differ, h)
		}
	}
	return differ
}

// touched returns the series whose values, or whose definition, change.
func touched(s Sight, changes segur.ChangeSet) []Series {
	type place struct{ code, territory string }
	var places []place
	for _, v := range rows(changes.Values) {
		places = append(places, place{v.Indicator, v.Territory})
	}
	for _, ind := range rows(changes.Indicators) {
		for _, c := range []*catalog.Catalog{s.Before, s.After} {
			if found := c.Indicator(ind.Code); found != nil {
				for _, series := range found.AllSeries() {
					places = append(places, place{ind.Code, series.Territory.Code})
				}
			}
		}
	}
	slices.SortFunc(places, func(a, b place) int {
		return cmp.Or(cmp.Compare(a.code, b.code), cmp.Compare(order(a.territory), order(b.territory)))
	})
	var found []Series
	for _, p := range slices.Compact(places) {
		found = append(found, Series{p.code, p.territory, series(s.Before, p.code, p.territory), series(s.After, p.code, p.territory)})
	}
	return found
}

// order puts the country before its regions.
func order(territory string) string {
	if territory == segur.France {
		return ""
	}
	return territory
}

func series(c *catalog.Catalog, code, territory string) *catalog.Series {
	if ind := c.Indicator(code); ind != nil {
		return ind.Series(territory)
	}
	return nil
}

// rows returns every row that a table's changes name, old and new.
func rows[T any](c segur.Changes[T]) []T {
	all := slices.Concat(c.Add, c.Remove)
	for _, r := range c.Replace {
		all = append(all, r.Old, r.New)
	}
	return all
}

// Aged returns the series whose trajectory differs between two catalogs of the same figures:
// what the time between them does by itself.
func Aged(before, after *catalog.Catalog) []Series {
	var differ []Series
	for _, ind := range after.Indicators() {
		for _, now := range ind.AllSeries() {
			s := Series{ind.Code, now.Territory.Code, series(before, ind.Code, now.Territory.Code), now}
			if s.Was != nil && s.Verdict() {
				differ = append(differ, s)
			}
		}
	}
	return differ
}
