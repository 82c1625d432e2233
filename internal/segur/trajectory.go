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
	TargetMissed  Outcome = "target_missed" // the deadline is past and the target was not reached
	NotAssessable Outcome = "not_assessable"
)

// Outcomes returns every outcome, best first.
func Outcomes() []Outcome {
	return []Outcome{TargetMet, OnTrack, SlightlyLate, Late, Regressing, TargetMissed, NotAssessable}
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

// SettlesWithinMonths is how long before its deadline a figure still stands for it, once the
// deadline is past and nothing was counted since.
const SettlesWithinMonths = 6

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
	FromZero bool    // no starting value is needed: a running total begins with nothing
	Settled  bool    // the deadline is past and the current figure says whether the target was reached
}

// Silent reports whether there is nothing to say: without a target there is nothing to measure up to.
func (t Trajectory) Silent() bool { return t.Target == nil }

// Passed reports whether the target was not merely met.
func (t Trajectory) Passed() bool {
	return t.Outcome == TargetMet && !t.Bound && t.Current.Number != t.Target.Number
}

// PerYear reports whether a target of the series asks for so much each year: what a running total
// is to reach later than its goal, and lower, cannot be a total.
func (t Trajectory) PerYear(nature Nature, v Value) bool {
	return nature == NatureCumulative && v.Kind == KindTarget && t.Target != nil && v.Number < t.Target.Number &&
		Place(nature, v.Kind, v.Period).Judged.After(Place(nature, t.Target.Kind, t.Target.Period).Judged)
}

// Start returns the number that the way is counted from, 0 for a running total.
func (t Trajectory) Start() Number {
	if t.Baseline == nil {
		return 0
	}
	return t.Baseline.Number
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
// both 0 when the trajectory is not assessable or its start has no date.
func (t Trajectory) Days(nature Nature) (elapsed, total int) {
	if t.Outcome == NotAssessable || t.Baseline == nil {
		return 0, 0
	}
	day := func(v *Value) time.Time { return Place(nature, v.Kind, v.Period).Judged }
	start := day(t.Baseline)
	return int(day(t.Current).Sub(start).Hours() / 24), int(day(t.Target).Sub(start).Hours() / 24)
}

// Pace returns the figure that the expected share stands for on the day of the current one.
func (t Trajectory) Pace() Number {
	distance := float64(t.Target.Number - t.Start())
	return t.Start() + Number(math.Round(t.Expected*distance))
}

// Assess computes the trajectory of one indicator in one territory from its values, as
// seen on the day asOf. Only reference values count. Rules: design, § 2; docs/adr/0003 and 0012.
func Assess(ind Indicator, values []Value, asOf time.Time) Trajectory {
	t := Trajectory{Outcome: NotAssessable, Share: math.NaN(), Expected: math.NaN()}
	place := func(v Value) time.Time { return Place(ind.Nature, v.Kind, v.Period).Judged }
	if t.Target = goal(ind.Nature, values, place); t.Target != nil {
		values = within(values, t.Target.Scope)
	}
	t.Baseline = pick(values, KindBaseline, place, earliest)
	t.Current = pick(values, KindActual, place, latest)
	if t.Baseline != nil && t.Current != nil && !place(*t.Current).After(place(*t.Baseline)) {
		t.Current = nil // nothing was observed since the starting point
	}
	t.FromZero = t.Baseline == nil && t.Target != nil && t.Target.Number > 0 && ind.StartsAtZero()
	t.Settled = t.settled(place, asOf)
	if t.Reason = t.missing(ind, place, asOf); t.Reason != "" {
		t.Settled = false
		return t
	}
	t.judge(ind, values, place)
	return t
}

// within returns the values of one scope: what includes more or less is no matter of comparison.
func within(values []Value, scope string) []Value {
	return slices.DeleteFunc(slices.Clone(values), func(v Value) bool { return v.Scope != scope })
}

// StartsAtZero reports whether the indicator counts from nothing by definition: a running total
// of what is done since the beginning does, be it places added, beds opened or contracts signed.
func (i Indicator) StartsAtZero() bool {
	return i.Nature == NatureCumulative && i.Direction == DirectionUp && !i.Money()
}

// Money reports whether the indicator counts euros.
func (i Indicator) Money() bool {
	switch i.Unit {
	case "eur", "eur_per_month", "million_eur", "billion_eur":
		return true
	}
	return false
}

// settled reports whether the current figure says if the target was reached in time: it dates from
// the deadline or later, or the deadline is past and it is the last one of the months before.
func (t Trajectory) settled(place func(Value) time.Time, asOf time.Time) bool {
	if t.Current == nil || t.Target == nil {
		return false
	}
	figure, deadline := place(*t.Current).AddDate(0, 0, 1), place(*t.Target).AddDate(0, 0, 1)
	return !figure.Before(deadline) ||
		!asOf.UTC().Before(deadline) && !figure.Before(deadline.AddDate(0, -SettlesWithinMonths, 0))
}

// missing returns why the figures at hand allow no verdict, "" when they do. A figure that
// settles the question never goes stale.
func (t Trajectory) missing(ind Indicator, place func(Value) time.Time, asOf time.Time) Reason {
	switch {
	case t.Current == nil:
		return NoValue
	case t.Target == nil:
		return NoTarget
	case t.Baseline == nil && t.attained(ind):
		return ""
	case !t.Settled && place(*t.Current).Before(place(*t.Target)) && OldOn(place(*t.Current), asOf):
		return Stale
	case t.Baseline == nil && !(t.Settled && ind.judgedAlone()):
		return NoBaseline
	case t.Baseline != nil && (t.Baseline.Number == t.Target.Number || !place(*t.Target).After(place(*t.Baseline))):
		return NotApplicable
	}
	return ""
}

// judgedAlone reports whether a figure and a target alone tell which side of it is the good one.
// Nobody's goal is to spend, so money never does.
func (i Indicator) judgedAlone() bool { return i.Direction != DirectionNone && !i.Money() }

// attained reports whether the current figure is on the good side of the target, as far as both
// alone can tell.
func (t Trajectory) attained(ind Indicator) bool {
	now, goal := t.Current.Number, t.Target.Number
	return ind.judgedAlone() && (now == goal || (now > goal) == (ind.Direction == DirectionUp))
}

// OldOn reports whether a figure of the given day is older than StaleAfterMonths on the
// day of asOf, whatever the hour.
func OldOn(day, asOf time.Time) bool {
	return !asOf.UTC().Before(day.AddDate(0, StaleAfterMonths, 1))
}

func (t *Trajectory) judge(ind Indicator, values []Value, place func(Value) time.Time) {
	switch {
	case t.Baseline != nil && isBound(ind.Direction, t.Baseline.Number, t.Target.Number):
		t.Bound = true
		t.Outcome = Regressing
		if now, goal := t.Current.Number, t.Target.Number; now == goal || (now > goal) == (ind.Direction == DirectionUp) {
			t.Outcome = TargetMet
		}
		return
	case t.Baseline != nil:
		t.Steps = steps(values, *t.Baseline, *t.Target, place)
		t.Expected = expected(t.path(place), place(*t.Current))
	}
	if t.Baseline != nil || t.FromZero {
		t.Share = share(t.Start(), t.Target.Number, t.Current.Number)
	}
	if t.Settled {
		t.Expected = 1
	}
	t.Outcome = t.verdict(ind)
}

// isBound tells a level to keep from a distance to cover: the start is already on the good
// side of the target.
func isBound(direction Direction, base, goal Number) bool {
	return (direction == DirectionUp && goal < base) || (direction == DirectionDown && goal > base)
}

func share(base, goal, now Number) float64 {
	return float64(now-base) / float64(goal-base)
}

func (t Trajectory) verdict(ind Indicator) Outcome {
	switch {
	case t.Share >= 1, t.Baseline == nil && t.attained(ind):
		return TargetMet
	case t.Share < 0:
		return Regressing
	case t.Settled:
		return TargetMissed
	case t.Ratio() >= OnTrackFrom:
		return OnTrack
	case t.Ratio() >= SlightlyLateFrom:
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
