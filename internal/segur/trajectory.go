package segur

import (
	"math"
	"slices"
	"time"
)

// Outcome is the computed verdict on an indicator in a territory.
type Outcome string

// The outcomes, from the share of the distance covered against the share expected.
const (
	TargetMet     Outcome = "target_met"
	OnTrack       Outcome = "on_track"
	SlightlyLate  Outcome = "slightly_late"
	Late          Outcome = "late"
	Regressing    Outcome = "regressing"
	NotAssessable Outcome = "not_assessable"
)

// Outcomes returns every outcome, best first.
func Outcomes() []Outcome {
	return []Outcome{TargetMet, OnTrack, SlightlyLate, Late, Regressing, NotAssessable}
}

// Slug returns the outcome's name in classes and addresses.
func (o Outcome) Slug() string { return hyphens(string(o)) }

// Reason says why a trajectory is not assessable; "" when it is.
type Reason string

// The reasons of NotAssessable.
const (
	NoTarget      Reason = "no_target"
	NoBaseline    Reason = "no_baseline"
	NoValue       Reason = "no_value"
	Stale         Reason = "stale"
	NotApplicable Reason = "not_applicable"
)

// Reasons returns every reason in the order in which they are looked for.
func Reasons() []Reason { return []Reason{NoValue, NoTarget, Stale, NoBaseline, NotApplicable} }

// Thresholds on (share covered) ÷ (share expected by now), after the progress measure of
// Open SDG and the Canadian indicator framework, applied to a linear path.
const (
	OnTrackFrom      = 0.95
	SlightlyLateFrom = 0.60
)

// ratioScale is the finest step of a ratio. Two divisions may lose the last bit of 0.95 or
// 0.60, and a figure that stands exactly on a threshold must pass it.
const ratioScale = 1e12

// StaleAfterMonths is the age from which a figure that predates its deadline no longer
// says where things stand.
const StaleAfterMonths = 24

// Point is one figure and the day on which it is judged.
type Point struct {
	On     time.Time
	Number Number
}

// Trajectory is the verdict with all the numbers that produced it, so that a reader can
// redo the sum.
type Trajectory struct {
	Outcome  Outcome
	Reason   Reason
	Baseline *Value  // nil when there is none
	Current  *Value  // latest reference figure observed, nil when there is none
	Target   *Value  // last reference target, nil when there is none
	Steps    []Value // dated intermediate targets that the expected path goes through
	Share    float64 // (current − baseline) ÷ (target − baseline), signed and unclamped; NaN when undefined
	Expected float64 // share expected on the day of the current figure, 0 to 1; NaN when undefined
	Bound    bool    // the target was already met at the start: it is a bound to keep, no share exists
}

// Ratio returns share ÷ expected, what the thresholds apply to; NaN when undefined.
// Before the path starts to rise nothing is expected: any gain is then on track.
func (t Trajectory) Ratio() float64 {
	if t.Expected > 0 || math.IsNaN(t.Expected) {
		return math.Round(t.Share/t.Expected*ratioScale) / ratioScale
	}
	if t.Share < 0 {
		return math.Inf(-1)
	}
	return 1
}

// Days returns the days from the starting point to the current figure and to the deadline,
// both 0 when the trajectory is not assessable.
func (t Trajectory) Days(nature Nature) (elapsed, total int) {
	if t.Outcome == NotAssessable {
		return 0, 0
	}
	day := func(v *Value) time.Time { return Place(nature, v.Kind, v.Period).Judged }
	start := day(t.Baseline)
	return int(day(t.Current).Sub(start).Hours() / 24), int(day(t.Target).Sub(start).Hours() / 24)
}

// Pace returns the figure that the expected share stands for on the day of the current one.
func (t Trajectory) Pace() Number {
	distance := float64(t.Target.Number - t.Baseline.Number)
	return t.Baseline.Number + Number(math.Round(t.Expected*distance))
}

// Assess computes the trajectory of one indicator in one territory from its values, as
// seen on the day asOf. Only reference values count. Rules: design, § 2.
func Assess(ind Indicator, values []Value, asOf time.Time) Trajectory {
	t := Trajectory{Outcome: NotAssessable, Share: math.NaN(), Expected: math.NaN()}
	place := func(v Value) time.Time { return Place(ind.Nature, v.Kind, v.Period).Judged }
	t.Baseline = pick(values, KindBaseline, place, earliest)
	t.Target = goal(ind.Nature, values, place)
	t.Current = pick(values, KindActual, place, latest)
	if t.Baseline != nil && t.Current != nil && !place(*t.Current).After(place(*t.Baseline)) {
		t.Current = nil // nothing was observed since the starting point
	}
	if t.Reason = missing(t, place, asOf); t.Reason != "" {
		return t
	}
	t.judge(ind.Direction, values, place)
	return t
}

// missing returns why the figures at hand allow no verdict, "" when they do. A figure that
// dates from the deadline or later never goes stale: it settles the question.
func missing(t Trajectory, place func(Value) time.Time, asOf time.Time) Reason {
	switch {
	case t.Current == nil:
		return NoValue
	case t.Target == nil:
		return NoTarget
	case place(*t.Current).Before(place(*t.Target)) && OldOn(place(*t.Current), asOf):
		return Stale
	case t.Baseline == nil:
		return NoBaseline
	case t.Baseline.Number == t.Target.Number || !place(*t.Target).After(place(*t.Baseline)):
		return NotApplicable
	}
	return ""
}

// OldOn reports whether a figure of the given day is older than StaleAfterMonths on the
// day of asOf, whatever the hour.
func OldOn(day, asOf time.Time) bool {
	return !asOf.UTC().Before(day.AddDate(0, StaleAfterMonths, 1))
}

func (t *Trajectory) judge(direction Direction, values []Value, place func(Value) time.Time) {
	base, goal, now := t.Baseline.Number, t.Target.Number, t.Current.Number
	if isBound(direction, base, goal) {
		t.Bound = true
		t.Outcome = Regressing
		if now == goal || (now > goal) == (direction == DirectionUp) {
			t.Outcome = TargetMet
		}
		return
	}
	t.Share = share(base, goal, now)
	t.Steps = steps(values, *t.Baseline, *t.Target, place)
	t.Expected = expected(t.path(place), place(*t.Current))
	t.Outcome = verdict(t.Share, t.Ratio())
}

// isBound tells a level to keep from a distance to cover: the start is already on the good
// side of the target.
func isBound(direction Direction, base, goal Number) bool {
	return (direction == DirectionUp && goal < base) || (direction == DirectionDown && goal > base)
}

func share(base, goal, now Number) float64 {
	return float64(now-base) / float64(goal-base)
}

func verdict(share, ratio float64) Outcome {
	switch {
	case share >= 1:
		return TargetMet
	case share < 0:
		return Regressing
	case ratio >= OnTrackFrom:
		return OnTrack
	case ratio >= SlightlyLateFrom:
		return SlightlyLate
	}
	return Late
}

// steps returns the reference targets that lie strictly between start and goal, in time and
// in value. An earlier deadline for the same goal, or for more than a later step asks, is
// not a step: it was put off.
func steps(values []Value, base, goal Value, place func(Value) time.Time) []Value {
	var found []Value
	for _, v := range values {
		s := share(base.Number, goal.Number, v.Number)
		if v.Kind == KindTarget && v.Reference && s > 0 && s < 1 &&
			place(v).After(place(base)) && place(v).Before(place(goal)) {
			found = append(found, v)
		}
	}
	slices.SortStableFunc(found, func(a, b Value) int { return place(a).Compare(place(b)) })
	lowest := 1.0
	for i, v := range slices.Backward(found) {
		if s := share(base.Number, goal.Number, v.Number); s < lowest {
			lowest = s
		} else {
			found = slices.Delete(found, i, i+1)
		}
	}
	return found
}

type milestone struct {
	on    time.Time
	share float64
}

// path returns the expected share at the start, at each step and at the deadline.
func (t Trajectory) path(place func(Value) time.Time) []milestone {
	path := []milestone{{place(*t.Baseline), 0}}
	for _, s := range t.Steps {
		path = append(path, milestone{place(s), share(t.Baseline.Number, t.Target.Number, s.Number)})
	}
	return append(path, milestone{place(*t.Target), 1})
}

// expected interpolates the path linearly in time; past the deadline all is expected.
func expected(path []milestone, day time.Time) float64 {
	for i := 1; i < len(path); i++ {
		from, to := path[i-1], path[i]
		if day.Before(to.on) {
			elapsed := float64(day.Sub(from.on)) / float64(to.on.Sub(from.on))
			return from.share + elapsed*(to.share-from.share)
		}
	}
	return 1
}

// goal returns the reference target to reach: the last one, or for a cumulative count the
// highest one, because such a count never falls and a later, lower figure is therefore a
// yearly pace, not a total.
func goal(nature Nature, values []Value, place func(Value) time.Time) *Value {
	last := pick(values, KindTarget, place, latest)
	if nature != NatureCumulative {
		return last
	}
	for i, v := range values {
		if v.Kind == KindTarget && v.Reference && v.Number > last.Number {
			last = &values[i]
		}
	}
	return last
}

func earliest(a, b time.Time) bool { return a.Before(b) }

func latest(a, b time.Time) bool { return !a.Before(b) }

// pick returns the reference value of the kind that comes first by better, nil if none.
func pick(values []Value, kind Kind, place func(Value) time.Time, better func(a, b time.Time) bool) *Value {
	var best *Value
	for i, v := range values {
		if v.Kind == kind && v.Reference && (best == nil || better(place(v), place(*best))) {
			best = &values[i]
		}
	}
	return best
}
