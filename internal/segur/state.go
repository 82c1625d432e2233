package segur

import "slices"

// State is what a person asserts of a measure for a year, with evidence. The zero value,
// Unknown, means that no record exists: it is not a state.
type State string

// The seven states, and the absence of one.
const (
	Unknown      State = ""
	Done         State = "done"
	DoneModified State = "done_modified"
	InProgress   State = "in_progress"
	Preparing    State = "preparing"
	NotStarted   State = "not_started"
	Suspended    State = "suspended"
	Abandoned    State = "abandoned"
)

// States returns the seven states in display order: done first.
func States() []State {
	return []State{Done, DoneModified, InProgress, Preparing, NotStarted, Suspended, Abandoned}
}

// Standings returns the seven states and, last, Unknown: the eight parts that always sum
// to the number of measures.
func Standings() []State { return append(States(), Unknown) }

// Valid reports whether s is one of the seven states.
func (s State) Valid() bool { return slices.Contains(States(), s) }

// Slug returns the name of the standing in addresses, classes and files: "in-progress",
// and "unknown" for the absence of a state.
func (s State) Slug() string {
	if s == Unknown {
		return "unknown"
	}
	return hyphens(string(s))
}

// ParseStanding reads a slug, with hyphens or underscores; ok is false for anything else.
func ParseStanding(slug string) (s State, ok bool) {
	for _, s := range Standings() {
		if s.Slug() == hyphens(slug) {
			return s, true
		}
	}
	return Unknown, false
}

// Counts is the number of measures in each standing.
type Counts map[State]int

// Count tallies standings; the parts sum to len(standings).
func Count(standings []State) Counts {
	c := make(Counts, len(Standings()))
	for _, s := range standings {
		c[s]++
	}
	return c
}

// Total returns the sum of all parts.
func (c Counts) Total() int {
	total := 0
	for _, n := range c {
		total += n
	}
	return total
}

// Percentages returns whole percentages by largest remainder (Hamilton's method), so that
// they sum to 100 whenever there is something to count. Ties go to the first in order.
func (c Counts) Percentages() map[State]int {
	shares := make(map[State]int, len(c))
	total := c.Total()
	if total == 0 {
		return shares
	}
	order, left := Standings(), 100
	for _, s := range order {
		shares[s] = c[s] * 100 / total
		left -= shares[s]
	}
	slices.SortStableFunc(order, func(a, b State) int { return c[b]*100%total - c[a]*100%total })
	for _, s := range order[:left] {
		shares[s]++
	}
	return shares
}

func hyphens(s string) string {
	b := []byte(s)
	for i := range b {
		if b[i] == '_' {
			b[i] = '-'
		}
	}
	return string(b)
}
