package edit

import (
	"cmp"
	"slices"

	"github.com/segur-tracker/segur/internal/segur"
)

// Backward is a step back of a measure: a state corrected within a year (FromYear = ToYear), or
// a year that stands below the recorded year before it. To is segur.Unknown where the state of
// a done measure is withdrawn.
type Backward struct {
	Measure          int
	FromYear, ToYear int
	From, To         segur.State
}

// Backwards returns the steps back that c makes and that d does not hold yet. Each needs an
// explanation. A step is back when it goes down the scale not_started, preparing, in_progress,
// done (done_modified stands as high), when it leaves done, whatever for, and when it leaves
// done_modified for anything but done.
func Backwards(d segur.Dataset, c segur.ChangeSet) []Backward {
	if moves := c.Moves(); len(moves) > 0 {
		d.Assessments, c = follow(moves, d.Assessments), c.BeyondMoves()
	}
	var steps []Backward
	met := map[int]bool{}
	later := after(d.Assessments, c.Assessments)
	for _, change := range List(segur.ChangeSet{Assessments: c.Assessments}) {
		old, replaces := change.Old.(segur.Assessment)
		now, brings := change.New.(segur.Assessment)
		if replaces && (!brings || now.Year == old.Year) && isBack(old.State, now.State) {
			steps = append(steps, Backward{old.Measure, old.Year, old.Year, old.State, now.State})
		}
		measure := now.Measure
		if !brings {
			measure = old.Measure
		}
		if met[measure] {
			continue
		}
		met[measure] = true
		known := yearly(d.Assessments, measure)
		for _, step := range yearly(later, measure) {
			if !slices.Contains(known, step) {
				steps = append(steps, step)
			}
		}
	}
	return steps
}

// yearly returns the steps back of a measure from one recorded year to the next.
func yearly(assessments []segur.Assessment, measure int) []Backward {
	var years []segur.Assessment
	for _, a := range assessments {
		if a.Measure == measure {
			years = append(years, a)
		}
	}
	slices.SortFunc(years, func(a, b segur.Assessment) int { return cmp.Compare(a.Year, b.Year) })
	var steps []Backward
	for i := 1; i < len(years); i++ {
		from, to := years[i-1], years[i]
		if isBack(from.State, to.State) {
			steps = append(steps, Backward{measure, from.Year, to.Year, from.State, to.State})
		}
	}
	return steps
}

func isBack(from, to segur.State) bool {
	switch {
	case from == to:
		return false
	case from == segur.Done:
		return true
	case from == segur.DoneModified:
		return to != segur.Done
	}
	scale := []segur.State{segur.NotStarted, segur.Preparing, segur.InProgress}
	high, low := slices.Index(scale, from), slices.Index(scale, to)
	return low >= 0 && low < high
}
