package sentence

import (
	"math"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// Progress says how the latest figure compares: with the start, else with the goal, else
// with the first figure, else that it stands alone.
func Progress(s *catalog.Series, l *locale.Localizer) (locale.Phrase, error) {
	ind := s.Indicator.Indicator
	last, ok := s.Last()
	switch {
	case !ok && IsMoney(ind.Unit):
		return l.Phrase("progress.announced")
	case !ok:
		return l.Phrase("progress.only_target")
	}
	first := s.Observed[0]
	if base, known := s.Baseline(); known {
		first = base
	} else if target := s.Trajectory.Target; target != nil {
		when, err := When(l, ind.Nature, *target)
		if err != nil {
			return nil, err
		}
		key := "progress.out_of"
		if IsMoney(ind.Unit) {
			key = "progress.out_of_envelope"
		}
		return l.Phrase(key, "current", Of(l, ind, last.Value), "target", again(l, ind, *target), "when", when)
	}
	if first.FigureID() == last.FigureID() {
		return l.Phrase("progress.single")
	}
	return l.Phrase("progress.since", "change", Difference(l, ind, last.Number, first.Number),
		"date", span(l, first.Period), "start", again(l, ind, first.Value))
}

// Verdict says in a few words what the trajectory rests on: the way covered, the goal
// passed, or the reason why nothing can be judged.
func Verdict(s *catalog.Series, l *locale.Localizer) (locale.Phrase, error) {
	t := s.Trajectory
	if t.Outcome == segur.NotAssessable {
		return reason(s, l)
	}
	when, err := When(l, s.Indicator.Nature, *t.Target)
	if err != nil {
		return nil, err
	}
	key := "verdict.on_the_way"
	switch {
	case t.Bound:
		key = "verdict.bound"
	case t.Outcome == segur.TargetMet:
		key = "verdict.met"
	case t.Outcome == segur.Regressing:
		key = "verdict.regressing"
	}
	percent := locale.Figure{Value: segur.Number(math.Round(t.Share * 1000)).String(), Text: l.Percent(t.Share)}
	return l.Phrase(key, "share", percent, "target", Of(l, s.Indicator.Indicator, *t.Target), "when", when)
}

func reason(s *catalog.Series, l *locale.Localizer) (locale.Phrase, error) {
	t := s.Trajectory
	if t.Reason == segur.NoValue && len(s.Observed) == 0 {
		return l.Phrase("reason.only_announced")
	}
	if t.Reason == segur.Stale {
		return l.Phrase("reason.stale", "date", Date(l, t.Current.Period.To))
	}
	return l.Phrase("reason." + string(t.Reason))
}

// Lead is the sentence that states the figure: what it was, when, and against the start.
func Lead(s *catalog.Series, l *locale.Localizer) (locale.Phrase, error) {
	ind, label := s.Indicator.Indicator, l.Text(s.Indicator.Label.In(string(l.Lang())))
	last, ok := s.Last()
	if !ok {
		return planned(s, label, l)
	}
	when, err := When(l, ind.Nature, last.Value)
	if err != nil {
		return nil, err
	}
	start := s.Observed[0]
	if base, known := s.Baseline(); known {
		start = base
	}
	if start.FigureID() == last.FigureID() {
		return l.Phrase("lead.single", "label", label, "when", when, "value", Of(l, ind, last.Value))
	}
	since, err := When(l, ind.Nature, start.Value)
	if err != nil {
		return nil, err
	}
	return l.Phrase("lead.compared", "label", label, "when", when, "value", Of(l, ind, last.Value), "since", since, "start", again(l, ind, start.Value))
}

// planned states the goal of a series without any figure observed.
func planned(s *catalog.Series, label string, l *locale.Localizer) (locale.Phrase, error) {
	ind := s.Indicator.Indicator
	target, _ := s.Goal()
	figure := Of(l, ind, target.Value)
	if IsMoney(ind.Unit) {
		return l.Phrase("lead.announced", "label", label, "count", target.Number.Float(), "target", figure, "period", span(l, target.Period))
	}
	when, err := When(l, s.Indicator.Nature, target.Value)
	if err != nil {
		return nil, err
	}
	return l.Phrase("lead.only_target", "label", label, "target", figure, "when", when)
}

// Change says what an assessment asserts, for lists of news and descriptions of pages.
func Change(m *catalog.Measure, l *locale.Localizer) (string, error) {
	title := l.Text(m.Title.In(string(l.Lang())))
	last, ok := m.Last()
	if !ok {
		return l.T("measure.about_unknown", "number", m.Number, "title", title)
	}
	word, err := l.T("state." + last.State().Slug())
	if err != nil {
		return "", err
	}
	return l.T("measure.about", "number", m.Number, "title", title, "state", word, "year", last.Year)
}
