package chart

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
)

// voice speaks one language and remembers the first text that was missing, so that a chart is
// written without an error check at every word.
type voice struct {
	*locale.Localizer
	headed bool // the label of the indicator already stands over the chart
	err    error
}

// say returns the text chart.<id>.
func (v *voice) say(id string, args ...any) string {
	text, err := v.T("chart."+id, args...)
	v.note(err)
	return text
}

// word returns a text that pages use as well: states, outcomes, kinds of value.
func (v *voice) word(id string) string {
	text, err := v.T(id)
	v.note(err)
	return text
}

// tell is say for sentences with figures.
func (v *voice) tell(id string, args ...any) locale.Phrase {
	phrase, err := v.Phrase("chart."+id, args...)
	v.note(err)
	return phrase
}

func (v *voice) note(err error) {
	if v.err == nil {
		v.err = err
	}
}

// in returns a text of the data, typeset.
func (v *voice) in(t segur.Text) string { return v.Text(t.In(string(v.Lang()))) }

// state names a standing.
func (v *voice) state(s segur.State) string { return v.word("state." + s.Slug()) }

// count is a whole number that was counted here.
func (v *voice) count(n int) locale.Figure { return sentence.Count(v.Localizer, n) }

// list joins phrases as a sentence does: "a, b et c".
func (v *voice) list(parts []locale.Phrase) locale.Phrase {
	if len(parts) < 2 {
		return locale.Join("", parts...)
	}
	last := len(parts) - 1
	and := strings.TrimPrefix(v.List([]string{"", "", ""}), ", ")
	return locale.Join(and, locale.Join(", ", parts[:last]...), parts[last])
}

// countCell is a table cell for a count.
func (v *voice) countCell(n int) Cell {
	f := v.count(n)
	return Cell{Text: f.Text, Value: f.Value}
}

// stateKey is the name of a standing in text ids.
func stateKey(s segur.State) string { return strings.ReplaceAll(s.Slug(), "-", "_") }

// quantity writes a figure with the unit of its indicator.
func (v *voice) quantity(value segur.Value, s *catalog.Series) locale.Quantity {
	return v.Quantity(value.Number.Float(), s.Indicator.Decimals, s.Indicator.Unit)
}

// figure is a published figure inside a sentence, with its unit.
func (v *voice) figure(value segur.Value, s *catalog.Series) locale.Figure {
	return sentence.Of(v.Localizer, s.Indicator.Indicator, value)
}

// valueCell is a table cell for a published figure.
func (v *voice) valueCell(value segur.Value, s *catalog.Series) Cell {
	q := v.quantity(value, s)
	return Cell{Text: q.Before + q.Number, Value: value.Number.String(), After: q.After, Source: value.Source, Of: value.FigureID()}
}

// period names the time of a figure beside it: "mai 2025", "fin 2027", "2018–2021".
func (v *voice) period(value segur.Value, s *catalog.Series) string {
	text, err := sentence.Period(v.Localizer, s.Indicator.Nature, value.Kind, value.Period)
	v.note(err)
	return text
}

// span names the time of a figure in a sentence: "en mai 2025", "fin 2027", "de 2021 à 2029".
func (v *voice) span(value segur.Value, s *catalog.Series) string {
	text, err := sentence.When(v.Localizer, s.Indicator.Nature, value)
	v.note(err)
	return text
}

// deadline names when a target falls due, between brackets: "fin 2027", "en 2025".
func (v *voice) deadline(target segur.Value, s *catalog.Series) string {
	if target.Period.IsRange() || sentence.Due(s.Indicator.Nature, target.Kind, target.Period) {
		return v.period(target, s)
	}
	return v.span(target, s)
}

// nature says what a value is, as it is drawn: one that disputes the starting point competes.
func (v *voice) nature(value segur.Value, s *catalog.Series) string {
	value.Reference = !s.Competes(value)
	text, err := sentence.Nature(v.Localizer, s.Indicator.Indicator, value)
	v.note(err)
	return text
}

// money reports whether the targets of a series are money programmed: nobody's goal is to spend.
func money(s *catalog.Series) bool { return sentence.IsMoney(s.Indicator.Unit) }

// longLabel is the length from which a label keeps the figures of a title waiting: it is left
// out where the page is headed by it.
const longLabel = 40

// seriesTitle is one sentence: from where to where, and what to make of it.
func seriesTitle(s *catalog.Series, v *voice) locale.Phrase {
	facts := []any{"label", v.in(s.Indicator.Label)}
	target, hasTarget := s.Goal()
	if hasTarget {
		facts = append(facts, "count", target.Number.Float(), "target", v.figure(target.Value, s), "deadline", v.deadline(target.Value, s), "when", v.span(target.Value, s))
	}
	last, observed := s.Last()
	if observed {
		facts = append(facts, "value", v.figure(last.Value, s), "at", v.span(last.Value, s))
	}
	switch {
	case len(s.Observed) > 1:
		return lineTitle(s, facts, v)
	case observed && hasTarget && money(s):
		return v.tell("series.title_envelope", facts...)
	case observed && hasTarget:
		return v.tell("series.title_target", facts...)
	case observed:
		return v.tell("series.title_single", facts...)
	case hasTarget && money(s):
		return v.tell("series.title_programmed", facts...)
	case hasTarget:
		return v.tell("series.title_goal", facts...)
	}
	return v.tell("series.title_nothing", facts...)
}

func lineTitle(s *catalog.Series, facts []any, v *voice) locale.Phrase {
	from, to := ends(s)
	facts = append(facts, "from", v.figure(from.Value, s), "since", v.span(from.Value, s), "tail", tail(s, from, to, v))
	if v.headed && utf8.RuneCountInString(v.in(s.Indicator.Label)) > longLabel {
		return v.tell("series.title_figures", facts...)
	}
	return v.tell("series.title", facts...)
}

// ends returns the starting point and the latest figure of a line.
func ends(s *catalog.Series) (from, to catalog.Observation) {
	line := s.Observed
	from, to = line[0], line[len(line)-1]
	if base, ok := s.Baseline(); ok && base.Judged.Before(to.Judged) {
		from = base
	}
	return from, to
}

// redefined reports whether the way from a figure of the line to the last one passes over a
// change of who counts, or of what is counted.
func redefined(s *catalog.Series, from catalog.Observation) bool {
	return slices.ContainsFunc(s.Observed, func(o catalog.Observation) bool { return o.Break && o.Drawn.After(from.Drawn) })
}

// tail ends the sentence: the verdict where there is one, else the change itself, else the money
// that was programmed; and always the warning where the count changed on the way.
func tail(s *catalog.Series, from, to catalog.Observation, v *voice) locale.Phrase {
	var said locale.Phrase
	target, hasTarget := s.Goal()
	changed, programmed := redefined(s, from), hasTarget && money(s)
	switch {
	case s.Trajectory.Outcome != segur.NotAssessable && !programmed:
		said = outcomeTail(s, changed, v)
	case !changed:
		said = change(s, from.Number, to.Number, v)
	}
	if programmed {
		said = locale.Join("", said, v.tell("series.tail_programmed", "count", target.Number.Float(), "target", v.figure(target.Value, s), "when", v.span(target.Value, s)))
	}
	if changed {
		said = locale.Join(v.say("then"), said, locale.Plain(v.say("changed")))
	}
	return said
}

// outcomeTail gives the verdict on the target. Figures that may not count the same thing tell how
// far they stand, and not who is late.
func outcomeTail(s *catalog.Series, changed bool, v *voice) locale.Phrase {
	t := s.Trajectory
	id := "outcome_tail." + string(t.Outcome)
	switch {
	case t.Share > 1:
		id = "series.tail_passed"
	case changed && t.Share >= 0 && t.Share < 1:
		id = "series.tail_way"
	}
	return v.tell(id, "share", v.percent(t.Share), "target", v.figure(*t.Target, s), "deadline", v.deadline(*t.Target, s), "when", v.span(*t.Target, s))
}

// A change is told as a factor from a doubling on, as a percentage below.
const tellsFactor = 2

func change(s *catalog.Series, from, to segur.Number, v *voice) locale.Phrase {
	ratio := to.Float() / from.Float()
	switch {
	case from == to:
		return v.tell("series.tail_same")
	case s.Indicator.Unit == "percent":
		diff := to - from
		return v.tell("series.tail_points", "count", diff.Float(), "diff", locale.Figure{Value: diff.String(), Text: v.Signed(diff.Float(), s.Indicator.Decimals)})
	case from <= 0 || to <= 0:
		diff := to - from
		return v.tell("series.tail_diff", "diff", locale.Figure{Value: diff.String(), Text: v.SignedQuantity(diff.Float(), s.Indicator.Decimals, s.Indicator.Unit).String()})
	case ratio >= tellsFactor:
		return v.tell("series.tail_times", "factor", v.factor(ratio))
	case ratio <= 1.0/tellsFactor:
		return v.tell("series.tail_divided", "factor", v.factor(1/ratio))
	}
	percent := math.Round((ratio - 1) * 100)
	return v.tell("series.tail_percent", "percent", locale.Figure{Value: segur.Number(percent * 10).String(), Text: v.SignedQuantity(percent, 0, "percent").String()})
}

// factor keeps one decimal under ten.
func (v *voice) factor(x float64) locale.Figure {
	decimals := 1
	if x >= 10 {
		decimals = 0
	}
	rounded := math.Round(x*math.Pow10(decimals)) / math.Pow10(decimals)
	return locale.Figure{Value: fmt.Sprint(rounded), Text: v.Number(rounded, decimals)}
}

// seriesAlt lists every figure of the picture, then the targets, the warning and the verdict.
func seriesAlt(s *catalog.Series, v *voice) locale.Phrase {
	if len(s.Observed) == 0 {
		return plannedAlt(s, v)
	}
	var points []locale.Phrase
	for _, o := range s.Observed {
		id := "series.point"
		if o.Kind == segur.KindBaseline {
			id = "series.point_baseline"
		}
		points = append(points, v.tell(id, "value", v.figure(o.Value, s), "at", v.span(o.Value, s)))
	}
	sentences := []locale.Phrase{v.tell("series.alt", "label", v.in(s.Indicator.Label), "territory", v.in(s.Territory.Name), "points", v.list(points))}
	if len(s.Alternatives) > 0 {
		sentences = append(sentences, v.tell("series.alt_others", "count", len(s.Alternatives), "others", v.list(others(s, v))))
	}
	if len(s.Targets) > 0 {
		id := "series.alt_targets"
		if money(s) {
			id = "series.alt_envelopes"
		}
		sentences = append(sentences, v.tell(id, "count", len(s.Targets), "targets", v.list(targetsInWords(s, v))))
	}
	if s.HasBreak() {
		sentences = append(sentences, v.tell("series.alt_break"))
	}
	if !math.IsNaN(s.Trajectory.Share) {
		sentences = append(sentences, outcomeAlt(s, v))
	}
	return locale.Join(" ", sentences...)
}

// plannedAlt is the title as a sentence, with what a title of money leaves out.
func plannedAlt(s *catalog.Series, v *voice) locale.Phrase {
	alt := v.tell("series.alt_planned", "title", seriesTitle(s, v))
	if money(s) {
		alt = locale.Join(" ", alt, v.tell("series.alt_empty"))
	}
	return alt
}

// mostOthers is how many competing figures a text alternative lists before it counts the rest.
const mostOthers = 4

func others(s *catalog.Series, v *voice) []locale.Phrase {
	var list []locale.Phrase
	for _, o := range s.Alternatives[:min(len(s.Alternatives), mostOthers)] {
		list = append(list, v.tell("series.point", "value", v.figure(o.Value, s), "at", v.span(o.Value, s)))
	}
	if rest := len(s.Alternatives) - mostOthers; rest > 0 {
		list = append(list, v.tell("series.alt_rest", "count", rest, "n", v.count(rest)))
	}
	return list
}

func targetsInWords(s *catalog.Series, v *voice) []locale.Phrase {
	var goals []locale.Phrase
	for _, t := range s.Targets {
		goals = append(goals, v.tell("series.target", "value", v.figure(t.Value, s), "deadline", v.deadline(t.Value, s)))
	}
	return goals
}

// outcomeAlt tells the way covered; past the target a share would only puzzle.
func outcomeAlt(s *catalog.Series, v *voice) locale.Phrase {
	t := s.Trajectory
	if t.Share > 1 {
		return v.tell("series.alt_passed", "target", v.figure(*t.Target, s), "when", v.span(*t.Target, s))
	}
	return v.tell("series.alt_outcome", "share", v.percent(t.Share), "expected", v.percent(t.Expected), "outcome", v.word("outcome."+t.Outcome.Slug()))
}

// percent writes a share of a distance: 0.6 is « 60 % ».
func (v *voice) percent(share float64) locale.Figure {
	return locale.Figure{Value: shareValue(share), Text: v.Percent(share)}
}

// shareValue is the plain form of a share, to a thousandth.
func shareValue(share float64) string { return segur.Number(math.Round(share * 1000)).String() }
