package sentence

import (
	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// Progress says how the latest figure compares: with the start, else with the first figure, else
// that it stands alone. The goal is the matter of Verdict.
func Progress(s *catalog.Series, l *locale.Localizer) locale.Phrase {
	ind := s.Indicator.Indicator
	last, ok := s.Last()
	switch {
	case !ok && ind.Money():
		return l.Phrase("progress.announced")
	case !ok:
		return l.Phrase("progress.only_target")
	}
	first := s.Start()
	if first.FigureID() == last.FigureID() {
		return l.Phrase("progress.single")
	}
	return l.Phrase("progress.since", "change", Difference(l, ind, last.Number, first.Number),
		"date", span(l, first.Period), "start", again(l, ind, first.Value))
}

// Verdict says in a few words what the trajectory rests on: the way covered, the figure and its
// goal, or why both say nothing yet. Without a target there is nothing to say: the phrase is empty.
func Verdict(s *catalog.Series, l *locale.Localizer) locale.Phrase {
	t := s.Trajectory
	switch {
	case t.Silent():
		return nil
	case t.Current == nil:
		return unseen(s, l)
	case t.Reason == segur.NotApplicable:
		return l.Phrase("reason.not_applicable")
	}
	when := When(l, s.Indicator.Nature, *t.Target)
	ind := s.Indicator.Indicator
	figures := []any{"target", Of(l, ind, *t.Target), "when", when, "share", l.Share(t.Share)}
	if id := beside(s); id != "" {
		last := When(l, ind.Nature, *t.Current)
		figures = []any{
			"current", Of(l, ind, *t.Current), "target", again(l, ind, *t.Target), "when", when,
			"last", last, "date", Date(l, t.Current.Period.To),
		}
		return l.Phrase(id, figures...)
	}
	return l.Phrase(onTheWay(t), figures...)
}

// unseen says that nothing was counted since the start, or at all.
func unseen(s *catalog.Series, l *locale.Localizer) locale.Phrase {
	switch {
	case len(s.Observed) > 0:
		return l.Phrase("reason.no_value")
	case s.Indicator.Money():
		return l.Phrase("reason.only_announced")
	}
	return l.Phrase("reason.only_target")
}

// beside names the sentence that sets the figure beside its goal, "" where the way tells more.
func beside(s *catalog.Series) string {
	t := s.Trajectory
	switch {
	case t.Reason == segur.Stale:
		return "reason.stale"
	case t.Reason == segur.NoBaseline && s.Indicator.Money():
		return "reason.envelope"
	case t.Reason == segur.NoBaseline:
		return "reason.no_baseline"
	case t.Outcome == segur.TargetMissed && segur.Place(s.Indicator.Nature, t.Current.Kind, t.Current.Period).Judged.
		Before(segur.Place(s.Indicator.Nature, t.Target.Kind, t.Target.Period).Judged):
		return "verdict.missed_before"
	case t.Outcome == segur.TargetMissed:
		return "verdict.missed"
	}
	return ""
}

func onTheWay(t segur.Trajectory) string {
	switch {
	case t.Bound:
		return "verdict.bound"
	case t.Outcome == segur.TargetMet:
		return "verdict.met"
	case t.Outcome == segur.Regressing:
		return "verdict.regressing"
	}
	return "verdict.on_the_way"
}

// Lead is the sentence that states the figure: what it was, when, and against the start.
func Lead(s *catalog.Series, l *locale.Localizer) locale.Phrase {
	ind, label := s.Indicator.Indicator, l.Text(s.Indicator.Label.In(string(l.Lang())))
	last, ok := s.Last()
	if !ok {
		return planned(s, label, l)
	}
	when := When(l, ind.Nature, last.Value)
	start := s.Start()
	if start.FigureID() == last.FigureID() {
		return l.Phrase("lead.single", "label", label, "when", when, "value", Of(l, ind, last.Value))
	}
	since := When(l, ind.Nature, start.Value)
	return l.Phrase("lead.compared", "label", label, "when", when, "value", Of(l, ind, last.Value), "since", since, "start", again(l, ind, start.Value))
}

// planned states the goal of a series without any figure observed.
func planned(s *catalog.Series, label string, l *locale.Localizer) locale.Phrase {
	ind := s.Indicator.Indicator
	target, _ := s.Goal()
	figure := Of(l, ind, target.Value)
	if ind.Money() {
		return l.Phrase("lead.announced", "label", label, "count", target.Number.Float(), "target", figure, "period", span(l, target.Period))
	}
	when := When(l, s.Indicator.Nature, target.Value)
	return l.Phrase("lead.only_target", "label", label, "target", figure, "when", when)
}

// Measure says where a measure stands by the last assessment, for lists of news and descriptions of pages.
func Measure(m *catalog.Measure, l *locale.Localizer) string {
	title := l.Text(m.Title.In(string(l.Lang())))
	last, ok := m.Last()
	if !ok {
		return l.T("measure.about_unknown", "number", m.Number, "title", title)
	}
	word := l.T("state." + last.State().Slug())
	return l.T("measure.about", "number", m.Number, "title", title, "state", word, "year", last.Year)
}
