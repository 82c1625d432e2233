package chart

import (
	"fmt"
	"math"
	"strings"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// voice speaks one language and remembers the first text that was missing, so that a chart is
// written without an error check at every word.
type voice struct {
	*locale.Localizer
	err error
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
func (v *voice) count(n int) locale.Figure {
	return locale.Figure{Value: fmt.Sprint(n), Text: v.Number(float64(n), 0)}
}

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
	return Cell{Text: v.Number(float64(n), 0), Value: fmt.Sprint(n)}
}

// stateKey is the name of a standing in text ids.
func stateKey(s segur.State) string { return strings.ReplaceAll(s.Slug(), "-", "_") }

// quantity writes a figure with the unit of its indicator.
func (v *voice) quantity(value segur.Value, s *catalog.Series) locale.Quantity {
	return v.Quantity(value.Number.Float(), s.Indicator.Decimals, s.Indicator.Unit)
}

// figure is a published figure inside a sentence, with its unit.
func (v *voice) figure(value segur.Value, s *catalog.Series) locale.Figure {
	return locale.Figure{Value: value.Number.String(), Text: v.quantity(value, s).String(), Of: value.FigureID()}
}

// valueCell is a table cell for a published figure.
func (v *voice) valueCell(value segur.Value, s *catalog.Series) Cell {
	q := v.quantity(value, s)
	return Cell{Text: q.Before + q.Number, Value: value.Number.String(), After: q.After, Source: value.Source, Of: value.FigureID()}
}

// period writes a period for a table: "2020", "mai 2025", "2021–2029".
func (v *voice) period(p segur.Period) string {
	if p.IsRange() {
		return v.YearSpan(p.From.Year, p.To.Year)
	}
	return v.Date(p.From.Year, p.From.Month, p.From.Day)
}

// span writes a period for a sentence: "en 2020", "en mai 2025", "de 2021 à 2029".
func (v *voice) span(p segur.Period) string {
	if p.IsRange() {
		return v.YearRange(p.From.Year, p.To.Year)
	}
	return v.say("in", "date", v.period(p))
}

// deadline writes when a target falls due: "fin 2027", "décembre 2024".
func (v *voice) deadline(p segur.Period) string {
	if p.To.Month == 0 {
		return v.say("end_of", "year", p.To.Year)
	}
	return v.Date(p.To.Year, p.To.Month, p.To.Day)
}

// nature says what a value is: observed, starting point, target; competing or not; its flag.
func (v *voice) nature(value segur.Value) string {
	kind := "kind." + string(value.Kind)
	if !value.Reference {
		kind += "_alternative"
	}
	if value.Flag == "" || value.Flag == "final" {
		return v.word(kind)
	}
	return v.word(kind) + ", " + v.word("flag."+value.Flag)
}

// seriesTitle is one sentence: from where to where, and what to make of it.
func seriesTitle(s *catalog.Series, v *voice) locale.Phrase {
	label := v.in(s.Indicator.Label)
	target, hasTarget := s.Goal()
	facts := []any{"label", label}
	if hasTarget {
		facts = append(facts, "target", v.figure(target.Value, s), "deadline", v.deadline(target.Period), "when", v.span(target.Period))
	}
	switch {
	case len(s.Observed) > 1:
		from, to := ends(s)
		return v.tell("series.title", "label", label, "from", v.figure(from.Value, s), "since", v.span(from.Period),
			"to", v.figure(to.Value, s), "at", v.span(to.Period), "tail", tail(s, from, to, v))
	case len(s.Observed) == 1:
		facts = append(facts, "value", v.figure(s.Observed[0].Value, s), "at", v.span(s.Observed[0].Period))
		if hasTarget {
			return v.tell("series.title_target", facts...)
		}
		return v.tell("series.title_single", facts...)
	case hasTarget && s.Indicator.Nature == segur.NatureAmount:
		return v.tell("series.title_programmed", facts...)
	case hasTarget:
		return v.tell("series.title_goal", facts...)
	}
	return v.tell("series.title_nothing", facts...)
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

// tail ends the sentence: the verdict where there is one, else the warning that the count
// changed, else the change itself.
func tail(s *catalog.Series, from, to catalog.Observation, v *voice) locale.Phrase {
	if t := s.Trajectory; t.Outcome != segur.NotAssessable && t.Target != nil {
		return v.tell("outcome_tail."+string(t.Outcome), "target", v.figure(*t.Target, s), "deadline", v.deadline(t.Target.Period))
	}
	if s.HasBreak() {
		return v.tell("series.tail_break")
	}
	return change(s, from.Number, to.Number, v)
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
	var points []locale.Phrase
	for _, o := range s.Observed {
		id := "series.point"
		if o.Kind == segur.KindBaseline {
			id = "series.point_baseline"
		}
		points = append(points, v.tell(id, "value", v.figure(o.Value, s), "at", v.span(o.Period)))
	}
	sentences := []locale.Phrase{v.tell("series.alt", "label", v.in(s.Indicator.Label), "territory", v.in(s.Territory.Name), "points", v.list(points))}
	if len(points) == 0 {
		sentences = []locale.Phrase{seriesTitle(s, v), v.tell("series.alt_empty")}
	}
	if len(s.Alternatives) > 0 {
		sentences = append(sentences, v.tell("series.alt_others", "count", len(s.Alternatives), "n", v.count(len(s.Alternatives))))
	}
	if goals := targetsInWords(s, v); len(goals) > 0 && len(points) > 0 {
		sentences = append(sentences, v.tell("series.alt_targets", "count", len(goals), "targets", v.list(goals)))
	}
	if s.HasBreak() {
		sentences = append(sentences, v.tell("series.alt_break"))
	}
	if t := s.Trajectory; !math.IsNaN(t.Share) {
		sentences = append(sentences, v.tell("series.alt_outcome", "share", v.percent(t.Share), "expected", v.percent(t.Expected), "outcome", v.word("outcome."+t.Outcome.Slug())))
	}
	return locale.Join(" ", sentences...)
}

func targetsInWords(s *catalog.Series, v *voice) []locale.Phrase {
	var goals []locale.Phrase
	for _, t := range s.Targets {
		goals = append(goals, v.tell("series.target", "value", v.figure(t.Value, s), "deadline", v.deadline(t.Period)))
	}
	return goals
}

// percent writes a share of a distance: 0.6 is « 60 % ».
func (v *voice) percent(share float64) locale.Figure {
	return locale.Figure{Value: shareValue(share), Text: v.Percent(share)}
}

// shareValue is the plain form of a share, to a thousandth.
func shareValue(share float64) string { return segur.Number(math.Round(share * 1000)).String() }
