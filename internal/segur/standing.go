package segur

import "time"

// Reading says which state of a measure counts for a year: the one documented that year, or the
// last one known by then.
type Reading string

// The readings, in the words of addresses. An address that says nothing of it means ByYear, as all
// did before there were two.
const (
	ByYear    Reading = "annee"
	LastKnown Reading = "dernier"
)

// Readings returns both readings, last known first: it is what readers ask for.
func Readings() []Reading { return []Reading{LastKnown, ByYear} }

// ParseReading reads the word of an address, ByYear for an empty one; ok is false for anything else.
func ParseReading(word string) (r Reading, ok bool) {
	switch r := Reading(word); r {
	case LastKnown, ByYear:
		return r, true
	case "":
		return ByYear, true
	}
	return ByYear, false
}

// SilentAfterYears is how many full calendar years without a document leave a state that is not
// final "without news". The year under way does not count, so that no sentence turns within a year.
const SilentAfterYears = 2

// Standing is the last documented state of a measure on a day. The zero value means that nothing
// was documented by then.
type Standing struct {
	State State
	Basis Basis // of that state
	Year  int   // that the state is documented for; 0 when nothing is
	// Quiet is how many full calendar years have passed since Year without a document.
	Quiet int
}

// Silent reports whether the state is one that can lapse and has not been heard of for
// SilentAfterYears.
func (s Standing) Silent() bool {
	return s.State != Unknown && !s.State.Final() && s.Quiet >= SilentAfterYears
}

// CarriedTo reports whether the state stands in a year without being documented for it.
func (s Standing) CarriedTo(year int) bool { return s.State != Unknown && s.Year < year }

// Final reports whether a state stands until a document contradicts it: what is done or given up
// does not go stale.
func (s State) Final() bool { return s == Done || s == DoneModified || s == Abandoned }

// Stand returns where a measure stands on a day (design, § 2): the state of the latest year up to
// that of the day. What is documented for later years changes nothing. The assessments are those of
// one measure, in any order.
func Stand(assessments []Assessment, day time.Time) Standing {
	var s Standing
	for _, a := range assessments {
		if a.Year <= day.Year() && a.Year > s.Year {
			s = Standing{State: a.State, Basis: a.Basis, Year: a.Year}
		}
	}
	if s.Year > 0 {
		s.Quiet = max(0, LastFullYear(day)-s.Year)
	}
	return s
}

// LastFullYear returns the latest calendar year that is over at the end of a day.
func LastFullYear(day time.Time) int { return day.AddDate(0, 0, 1).Year() - 1 }
