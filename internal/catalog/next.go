package catalog

import (
	"cmp"
	"slices"
	"time"

	"github.com/segur-tracker/segur/internal/segur"
)

// Next is when the next figure of a series is expected, and on what ground.
type Next struct {
	Basis NextBasis
	On    segur.Date // as precisely as it is known: a month where the rhythm gives it
	Late  time.Time  // first day on which the figure is late
}

// NextBasis is the ground on which a figure is expected.
type NextBasis string

// The grounds, the firmest first.
const (
	NextSet     NextBasis = "set"     // staff named the day
	NextRhythm  NextBasis = "rhythm"  // the median interval between the figures of the series
	NextAssumed NextBasis = "assumed" // a year, as a single figure has no rhythm
)

// NextBases returns every ground, the firmest first.
func NextBases() []NextBasis { return []NextBasis{NextSet, NextRhythm, NextAssumed} }

// LateOn reports whether the figure is late on a day.
func (n Next) LateOn(day time.Time) bool { return n.Late.Before(day) }

const (
	// usualInterval stands in where a series has a single figure.
	usualInterval = 365 * 24 * time.Hour
	// longestInterval is where the time between two figures tells no rhythm any more: nobody counts
	// every three years on purpose.
	longestInterval = 3 * usualInterval
	// grace is what collecting and publishing a figure may take: three months.
	grace = 91 * 24 * time.Hour
)

// Next says when the next figure of the series is expected; ok is false where none is.
//
// What staff set holds until a figure of that day or later is published. Else a figure is expected
// after the latest one plus the median interval between the figures of the series (a year where
// there is only one), plus three months of grace. Only what the plan does or brings is expected to
// go on being counted: sums of money are granted once, and the consultations of 2020 are over.
func (s *Series) Next() (n Next, ok bool) {
	last, counted := s.Last()
	if set := s.Indicator.NextExpected; !set.IsZero() && (!counted || last.Judged.Before(set.First())) {
		return Next{NextSet, set, set.Last().AddDate(0, 0, 1)}, true
	}
	if !counted || s.Indicator.Nature == segur.NatureAmount || !s.Indicator.followed() {
		return Next{}, false
	}
	interval, known := s.interval()
	n = Next{Basis: NextRhythm, Late: last.Judged.Add(interval + grace)}
	if !known {
		n.Basis = NextAssumed
	}
	n.On = segur.Date{Year: n.Late.Year(), Month: int(n.Late.Month())}
	return n, true
}

// Next says when the next figure of the indicator is expected: that of the series that stands for
// it, and where only regions are documented the day that staff set for all of them.
func (i *Indicator) Next() (n Next, ok bool) {
	n, ok = i.Main().Next()
	if i.Regional() && n.Basis != NextSet {
		return Next{}, false
	}
	return n, ok
}

// Late reports whether the next figure of an indicator is late on the day of the publication: a
// public page says what was so then, and never changes by itself.
func (c *Catalog) Late(i *Indicator) bool {
	n, ok := i.Next()
	return ok && n.LateOn(c.publication.PublishedAt)
}

// followed reports whether an indicator counts what the plan does or brings.
func (i *Indicator) followed() bool { return i.Role == "deployment" || i.Role == "outcome" }

// interval returns the median time between the figures of the line; known is false, and the usual
// one returned, where there is no time between two, or so much that it is no rhythm.
func (s *Series) interval() (interval time.Duration, known bool) {
	var gaps []time.Duration
	for n := 1; n < len(s.Observed); n++ {
		if gap := s.Observed[n].Judged.Sub(s.Observed[n-1].Judged); gap > 0 {
			gaps = append(gaps, gap)
		}
	}
	if len(gaps) == 0 {
		return usualInterval, false
	}
	slices.SortFunc(gaps, cmp.Compare)
	if middle := gaps[len(gaps)/2]; middle < longestInterval {
		return middle, true
	}
	return usualInterval, false
}
