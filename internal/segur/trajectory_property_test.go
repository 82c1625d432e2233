package segur_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/segur-tracker/segur/internal/segur"
)

// path is a whole series that has a verdict: start, figures, steps, goal, rivals.
type path struct {
	indicator segur.Indicator
	values    []segur.Value
	asOf      time.Time
}

const (
	startMonth = 12 * 2015
	endMonth   = 12 * 2026
)

func monthly(month int) segur.Period {
	d := segur.Date{Year: month / 12, Month: month%12 + 1}
	return segur.Period{From: d, To: d}
}

func value(kind segur.Kind, month int, n segur.Number) segur.Value {
	return segur.Value{
		Indicator: "x", Kind: kind, Period: monthly(month), Territory: segur.France, Number: n, Reference: true, Source: "s",
	}
}

func number() *rapid.Generator[segur.Number] {
	return rapid.Custom(func(t *rapid.T) segur.Number {
		return segur.Number(rapid.Int64Range(-2_000_000_000, 2_000_000_000).Draw(t, "thousandths"))
	})
}

// paths draws series with a verdict when bound is false, and levels to keep otherwise.
func paths(bound bool) *rapid.Generator[path] {
	return rapid.Custom(func(t *rapid.T) path {
		base, goal := number().Draw(t, "base"), number().Draw(t, "goal")
		if goal == base {
			goal++
		}
		direction := segur.DirectionUp
		if (goal < base) != bound {
			direction = segur.DirectionDown
		}
		if !bound && rapid.Bool().Draw(t, "undirected") {
			direction = segur.DirectionNone
		}
		start := rapid.IntRange(startMonth, endMonth-3).Draw(t, "start")
		deadline := rapid.IntRange(start+2, endMonth).Draw(t, "deadline")
		now := rapid.IntRange(start+1, endMonth+12).Draw(t, "now")
		natures := []segur.Nature{segur.NatureStock, segur.NatureFlow, segur.NatureAmount, segur.NatureShare}
		p := path{indicator: segur.Indicator{Direction: direction, Nature: rapid.SampledFrom(natures).Draw(t, "nature")}}
		p.values = append(p.values, value(segur.KindBaseline, start, base), value(segur.KindActual, now, number().Draw(t, "current")),
			value(segur.KindTarget, deadline, goal))
		for _, month := range rapid.SliceOfNDistinct(rapid.IntRange(start-6, deadline-1), 0, 4, rapid.ID[int]).Draw(t, "steps") {
			p.values = append(p.values, value(segur.KindTarget, month, number().Draw(t, "step")))
		}
		for _, month := range rapid.SliceOfNDistinct(rapid.IntRange(start-6, now-1), 0, 3, rapid.ID[int]).Draw(t, "earlier") {
			p.values = append(p.values, value(segur.KindActual, month, number().Draw(t, "figure")))
		}
		p.asOf = p.values[1].Period.End().AddDate(0, rapid.IntRange(0, segur.StaleAfterMonths).Draw(t, "age"), 0)
		return p
	})
}

func (p path) assess() segur.Trajectory { return segur.Assess(p.indicator, p.values, p.asOf) }

// with returns the path with its numbers changed.
func (p path) with(change func(segur.Number) segur.Number) path {
	p.values = slices.Clone(p.values)
	for i := range p.values {
		p.values[i].Number = change(p.values[i].Number)
	}
	return p
}

func mustAgree(t *rapid.T, what string, a, b segur.Trajectory) {
	t.Helper()
	if a.Outcome != b.Outcome || a.Reason != b.Reason || a.Bound != b.Bound || !near(a.Share, b.Share) || !near(a.Expected, b.Expected) {
		t.Fatalf("%s: %s %q share %v expected %v bound %v, then %s %q share %v expected %v bound %v", what,
			a.Outcome, a.Reason, a.Share, a.Expected, a.Bound, b.Outcome, b.Reason, b.Share, b.Expected, b.Bound)
	}
}

func opposite(d segur.Direction) segur.Direction {
	switch d {
	case segur.DirectionUp:
		return segur.DirectionDown
	case segur.DirectionDown:
		return segur.DirectionUp
	}
	return d
}

func eachPath(t *testing.T, check func(t *rapid.T, p path)) {
	t.Helper()
	for name, bound := range map[string]bool{"distance": false, "bound": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(t *rapid.T) { check(t, paths(bound).Draw(t, "path")) })
		})
	}
}

func TestMirrorImagesHaveTheSameTrajectory(t *testing.T) {
	t.Parallel()
	eachPath(t, func(t *rapid.T, p path) {
		mirror := p.with(func(n segur.Number) segur.Number { return -n })
		mirror.indicator.Direction = opposite(p.indicator.Direction)
		mustAgree(t, "mirrored", p.assess(), mirror.assess())
	})
}

func TestMovingAllNumbersChangesNothing(t *testing.T) {
	t.Parallel()
	eachPath(t, func(t *rapid.T, p path) {
		shift := number().Draw(t, "shift")
		mustAgree(t, "moved", p.assess(), p.with(func(n segur.Number) segur.Number { return n + shift }).assess())
		base := p.values[0].Number
		mustAgree(t, "from zero", p.assess(), p.with(func(n segur.Number) segur.Number { return n - base }).assess())
	})
}

func TestAnotherUnitChangesNothing(t *testing.T) {
	t.Parallel()
	eachPath(t, func(t *rapid.T, p path) {
		factor := segur.Number(rapid.IntRange(1, 100_000).Draw(t, "factor"))
		mustAgree(t, "multiplied", p.assess(), p.with(func(n segur.Number) segur.Number { return n * factor }).assess())
	})
}

func TestOrderOfRowsChangesNothing(t *testing.T) {
	t.Parallel()
	eachPath(t, func(t *rapid.T, p path) {
		shuffled := p
		shuffled.values = rapid.Permutation(p.values).Draw(t, "order")
		mustAgree(t, "shuffled", p.assess(), shuffled.assess())
	})
}

func TestRivalFiguresChangeNothing(t *testing.T) {
	t.Parallel()
	eachPath(t, func(t *rapid.T, p path) {
		crowded := p
		crowded.values = slices.Clone(p.values)
		for _, kind := range []segur.Kind{segur.KindBaseline, segur.KindActual, segur.KindTarget} {
			rival := value(kind, rapid.IntRange(startMonth-24, endMonth+24).Draw(t, "month"), number().Draw(t, "rival"))
			rival.Reference = false
			crowded.values = append(crowded.values, rival)
		}
		mustAgree(t, "with rivals", p.assess(), crowded.assess())
	})
}

// Steps say when the way should be covered, never how much of it is.
func TestStepsBendTheExpectedShareOnly(t *testing.T) {
	t.Parallel()
	eachPath(t, func(t *rapid.T, p path) {
		plain := p
		plain.values = slices.Clone(p.values[:3])
		with, without := p.assess(), plain.assess()
		if with.Reason != "" || without.Reason != "" {
			t.Fatalf("no verdict: %q, %q", with.Reason, without.Reason)
		}
		if with.Bound != without.Bound || !near(with.Share, without.Share) || *with.Target != *without.Target {
			t.Fatalf("share %v with steps, %v without", with.Share, without.Share)
		}
		if len(with.Steps) == 0 {
			mustAgree(t, "without steps", with, without)
		}
	})
}

func TestShareIsSignedAndUnclamped(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := paths(false).Draw(t, "path")
		base, now, goal := p.values[0].Number, p.values[1].Number, p.values[2].Number
		got := p.assess()
		if want := float64(now-base) / float64(goal-base); !near(got.Share, want) {
			t.Fatalf("share %v, want %v", got.Share, want)
		}
		back := (now < base && goal > base) || (now > base && goal < base)
		reached := (goal > base && now >= goal) || (goal < base && now <= goal)
		if (got.Outcome == segur.Regressing) != back || (got.Outcome == segur.TargetMet) != reached {
			t.Fatalf("%s with share %v", got.Outcome, got.Share)
		}
	})
}

// Time only ever asks for more, and never for more than everything.
func TestExpectedShareRisesWithTime(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := paths(false).Draw(t, "path")
		p.values = slices.DeleteFunc(p.values, func(v segur.Value) bool { return v.Kind == segur.KindActual })
		p.values = append(p.values, segur.Value{})
		last := 0.0
		start := p.values[0].Period.From
		for month := start.Year*12 + start.Month; month <= endMonth+1; month++ { // the month after the start
			p.values[len(p.values)-1] = value(segur.KindActual, month, 0)
			p.asOf = monthly(month).End()
			got := p.assess()
			if got.Expected < last-1e-12 || got.Expected > 1+1e-12 || got.Expected <= 0 {
				t.Fatalf("expected %v after %v in %s", got.Expected, last, monthly(month))
			}
			last = got.Expected
		}
		if last != 1 {
			t.Fatalf("expected %v after the deadline", last)
		}
	})
}

// The outcome and the numbers shown beside it tell the same story.
func TestOutcomeFollowsFromTheNumbersShown(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		got := paths(false).Draw(t, "path").assess()
		want := segur.Late
		switch {
		case got.Share >= 1:
			want = segur.TargetMet
		case got.Share < 0:
			want = segur.Regressing
		case got.Settled:
			want = segur.TargetMissed
		case got.Ratio() >= segur.OnTrackFrom:
			want = segur.OnTrack
		case got.Ratio() >= segur.SlightlyLateFrom:
			want = segur.SlightlyLate
		}
		if got.Outcome != want {
			t.Fatalf("%s, want %s: %+v", got.Outcome, want, got)
		}
	})
}

// Once the deadline is past, and a figure speaks of it, the verdict is reached or not: no pace.
func TestNoPaceIsLeftPastTheDeadline(t *testing.T) {
	t.Parallel()
	eachPath(t, func(t *rapid.T, p path) {
		p.asOf = p.values[2].Period.End().AddDate(0, 0, 1)
		if p.values[1].Period.End().Before(p.values[2].Period.End()) {
			p.values[1].Period = p.values[2].Period
		}
		switch got := p.assess(); got.Outcome {
		case segur.TargetMet, segur.TargetMissed, segur.Regressing:
			if !got.Settled {
				t.Fatalf("not settled past the deadline: %+v", got)
			}
		default:
			t.Fatalf("%s past the deadline", got.Outcome)
		}
	})
}

// Without its start a series loses its pace and never gets a better verdict at the deadline.
func TestAStartChangesNoVerdictAtTheDeadline(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := paths(false).Draw(t, "path")
		alone := p
		alone.values = slices.Clone(p.values[1:])
		with, without := p.assess(), alone.assess()
		if without.Outcome != segur.NotAssessable && with.Outcome != segur.Regressing && with.Outcome != without.Outcome {
			t.Fatalf("%s with a start, %s without", with.Outcome, without.Outcome)
		}
		if without.Settled && p.indicator.Direction != segur.DirectionNone && !with.Settled {
			t.Fatal("settled without a start only")
		}
	})
}

func TestAFigureGoesStaleOnlyBeforeTheDeadline(t *testing.T) {
	t.Parallel()
	eachPath(t, func(t *rapid.T, p path) {
		p.asOf = p.values[1].Period.End().AddDate(0, segur.StaleAfterMonths, 1)
		figure, deadline := p.values[1].Period.From, p.values[2].Period.From
		months := (deadline.Year-figure.Year)*12 + deadline.Month - figure.Month
		early := months > segur.SettlesWithinMonths
		if got := p.assess(); (got.Reason == segur.Stale) != early {
			t.Fatalf("figure of %s, deadline %s: reason %q", p.values[1].Period, p.values[2].Period, got.Reason)
		}
	})
}
