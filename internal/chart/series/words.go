package series

import (
	"fmt"
	"math"
	"slices"
	"unicode/utf8"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart/spec"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// longLabel is the length from which a label keeps the figures of a title waiting: it is left
// out where the page is headed by it.
const longLabel = 40

// seriesTitle is one sentence: from where to where, and what to make of it.
func seriesTitle(s *catalog.Series, v *spec.Voice) locale.Phrase {
	facts := []any{"label", v.In(s.Indicator.Label)}
	target, hasTarget := s.Goal()
	if hasTarget {
		facts = append(facts, "count", target.Number.Float(), "target", v.Figure(target.Value, s), "deadline", v.Deadline(target.Value, s), "when", v.Span(target.Value, s))
	}
	last, observed := s.Last()
	if observed {
		facts = append(facts, "value", v.Figure(last.Value, s), "at", v.Span(last.Value, s))
	}
	switch {
	case len(s.Observed) > 1:
		return lineTitle(s, facts, v)
	case observed && hasTarget && spec.Money(s):
		return v.Tell("series.title_envelope", facts...)
	case observed && hasTarget:
		return v.Tell("series.title_target", facts...)
	case observed:
		return v.Tell("series.title_single", facts...)
	case hasTarget && spec.Money(s):
		return v.Tell("series.title_programmed", facts...)
	case hasTarget:
		return v.Tell("series.title_goal", facts...)
	}
	return v.Tell("series.title_nothing", facts...)
}

func lineTitle(s *catalog.Series, facts []any, v *spec.Voice) locale.Phrase {
	from, to := Ends(s)
	facts = append(facts, "from", v.Figure(from.Value, s), "since", v.Span(from.Value, s), "tail", tail(s, from, to, v))
	if v.Headed && utf8.RuneCountInString(v.In(s.Indicator.Label)) > longLabel {
		return v.Tell("series.title_figures", facts...)
	}
	return v.Tell("series.title", facts...)
}

// Ends returns the starting point and the latest figure of a line.
func Ends(s *catalog.Series) (from, to catalog.Observation) {
	line := s.Observed
	from, to = line[0], line[len(line)-1]
	if base, ok := s.Baseline(); ok && base.Judged.Before(to.Judged) {
		from = base
	}
	return from, to
}

// Redefined reports whether the way from a figure of the line to the last one passes over a
// change of who counts, or of what is counted.
func Redefined(s *catalog.Series, from catalog.Observation) bool {
	return slices.ContainsFunc(s.Observed, func(o catalog.Observation) bool { return o.Break && o.Drawn.After(from.Drawn) })
}

// tail ends the sentence: the verdict where there is one, else the change itself, else the money
// that was programmed; and always the warning where the count changed on the way.
func tail(s *catalog.Series, from, to catalog.Observation, v *spec.Voice) locale.Phrase {
	var said locale.Phrase
	target, hasTarget := s.Goal()
	changed, programmed := Redefined(s, from), hasTarget && spec.Money(s)
	switch {
	case s.Trajectory.Outcome != segur.NotAssessable && !programmed:
		said = outcomeTail(s, changed, v)
	case !changed:
		said = change(s, from.Number, to.Number, v)
	}
	if programmed {
		said = locale.Join("", said, v.Tell("series.tail_programmed", "count", target.Number.Float(), "target", v.Figure(target.Value, s), "when", v.Span(target.Value, s)))
	}
	if changed {
		said = locale.Join(v.Say("then"), said, locale.Plain(v.Say("changed")))
	}
	return said
}

// outcomeTail gives the verdict on the target. Figures that may not count the same thing tell how
// far they stand, and not who is late.
func outcomeTail(s *catalog.Series, changed bool, v *spec.Voice) locale.Phrase {
	t := s.Trajectory
	id := "outcome_tail." + string(t.Outcome)
	switch {
	case t.Passed():
		id = "series.tail_passed"
	case changed && t.Share >= 0 && t.Share < 1:
		id = "series.tail_way"
	}
	return v.Tell(id, "share", v.Share(t.Share), "target", v.Figure(*t.Target, s), "deadline", v.Deadline(*t.Target, s), "when", v.Span(*t.Target, s))
}

// A change is told as a factor from a doubling on, as a percentage below.
const tellsFactor = 2

func change(s *catalog.Series, from, to segur.Number, v *spec.Voice) locale.Phrase {
	ratio := to.Float() / from.Float()
	switch {
	case from == to:
		return v.Tell("series.tail_same")
	case s.Indicator.Unit == "percent":
		diff := to - from
		return v.Tell("series.tail_points", "count", diff.Float(), "diff", locale.Figure{Value: diff.String(), Text: v.Signed(diff.Float(), s.Indicator.Decimals)})
	case from <= 0 || to <= 0:
		diff := to - from
		return v.Tell("series.tail_diff", "diff", locale.Figure{Value: diff.String(), Text: v.SignedQuantity(diff.Float(), s.Indicator.Decimals, s.Indicator.Unit).String()})
	case ratio >= tellsFactor:
		return v.Tell("series.tail_times", "factor", factor(ratio, v))
	case ratio <= 1.0/tellsFactor:
		return v.Tell("series.tail_divided", "factor", factor(1/ratio, v))
	}
	return v.Tell("series.tail_percent", "percent", v.Change(ratio-1))
}

// factor keeps one decimal under ten.
func factor(x float64, v *spec.Voice) locale.Figure {
	decimals := 1
	if x >= 10 {
		decimals = 0
	}
	rounded := math.Round(x*math.Pow10(decimals)) / math.Pow10(decimals)
	return locale.Figure{Value: fmt.Sprint(rounded), Text: v.Number(rounded, decimals)}
}

// seriesAlt lists every figure of the picture, then the targets, the warning and the verdict.
func seriesAlt(s *catalog.Series, v *spec.Voice) locale.Phrase {
	return locale.Join(" ", append([]locale.Phrase{figuresAlt(s, v)}, beside(s, v)...)...)
}

// figuresAlt lists the counted figures; where there is none, the title says what was planned.
func figuresAlt(s *catalog.Series, v *spec.Voice) locale.Phrase {
	if len(s.Observed) == 0 {
		return v.Tell("series.alt_planned", "title", seriesTitle(s, v))
	}
	var points []locale.Phrase
	for _, o := range s.Observed {
		id := "series.point"
		if o.Kind == segur.KindBaseline {
			id = "series.point_baseline"
		}
		points = append(points, v.Tell(id, "value", v.Figure(o.Value, s), "at", v.Span(o.Value, s)))
	}
	return v.Tell("series.alt", "label", v.In(s.Indicator.Label), "territory", v.In(s.Territory.Name), "points", v.And(points))
}

// beside are the sentences about what stands beside the counted figures: those that compete, the
// targets, the warning and the verdict, or what a promise of money leaves out.
func beside(s *catalog.Series, v *spec.Voice) []locale.Phrase {
	var sentences []locale.Phrase
	if len(s.Observed) == 0 {
		if spec.Money(s) {
			sentences = append(sentences, v.Tell("series.alt_empty"))
		}
		return sentences
	}
	if len(s.Alternatives) > 0 {
		sentences = append(sentences, v.Tell("series.alt_others", "count", len(s.Alternatives), "others", v.And(others(s, v))))
	}
	if len(s.Targets) > 0 {
		id := "series.alt_targets"
		if spec.Money(s) {
			id = "series.alt_envelopes"
		}
		sentences = append(sentences, v.Tell(id, "count", len(s.Targets), "targets", v.And(targetsInWords(s, v))))
	}
	for _, o := range s.Yearly {
		sentences = append(sentences, v.Tell("series.alt_yearly", "value", v.Figure(o.Value, s), "period", v.Year(o.Period.From.Year)))
	}
	if s.HasBreak() {
		sentences = append(sentences, v.Tell("series.alt_break"))
	}
	if s.Trajectory.Outcome != segur.NotAssessable && !spec.Money(s) {
		sentences = append(sentences, outcomeAlt(s, v))
	}
	return sentences
}

// mostOthers is how many competing figures a text alternative lists before it counts the rest.
const mostOthers = 4

func others(s *catalog.Series, v *spec.Voice) []locale.Phrase {
	var list []locale.Phrase
	for _, o := range s.Alternatives[:min(len(s.Alternatives), mostOthers)] {
		list = append(list, v.Tell("series.point", "value", v.Figure(o.Value, s), "at", v.Span(o.Value, s)))
	}
	if rest := len(s.Alternatives) - mostOthers; rest > 0 {
		list = append(list, v.Tell("series.alt_rest", "count", rest, "n", v.Count(rest)))
	}
	return list
}

func targetsInWords(s *catalog.Series, v *spec.Voice) []locale.Phrase {
	var goals []locale.Phrase
	for _, t := range s.Targets {
		goals = append(goals, v.Tell("series.target", "value", v.Figure(t.Value, s), "deadline", v.Deadline(t.Value, s)))
	}
	return goals
}

// outcomeAlt tells the way covered; past the target a share would only puzzle, and at the deadline
// nothing more is expected.
func outcomeAlt(s *catalog.Series, v *spec.Voice) locale.Phrase {
	t := s.Trajectory
	if t.Passed() {
		return v.Tell("series.alt_passed", "target", v.Figure(*t.Target, s), "when", v.Span(*t.Target, s))
	}
	if t.Settled || math.IsNaN(t.Share) || math.IsNaN(t.Expected) {
		return v.Tell("series.alt_settled", "outcome", v.Word("outcome."+t.Outcome.Slug()))
	}
	return v.Tell("series.alt_outcome", "share", v.Share(t.Share), "expected", v.Share(t.Expected), "outcome", v.Word("outcome."+t.Outcome.Slug()))
}
