package chart

import (
	"cmp"
	"math"
	"slices"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart/plot"
	"github.com/segur-tracker/segur/internal/chart/series"
	"github.com/segur-tracker/segur/internal/chart/spec"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// objectives shows how much of the way to its target each indicator has gone, beside what was
// expected by then. Those that are judged at their deadline without a start are counted in the
// title and stand in the table, as do those that wait for their deadline; those without a target
// stand nowhere.
func objectives(c *catalog.Catalog, v *spec.Voice) (Chart, error) {
	var drawn, judged, all []*catalog.Series
	for _, i := range c.Indicators() {
		s := i.Series(segur.France)
		if s == nil || s.Trajectory.Silent() {
			continue
		}
		all = append(all, s)
		if s.Trajectory.Outcome != segur.NotAssessable {
			judged = append(judged, s)
		}
		if !math.IsNaN(s.Trajectory.Share) {
			drawn = append(drawn, s)
		}
	}
	slices.SortStableFunc(drawn, byOutcome)
	slices.SortStableFunc(all, func(a, b *catalog.Series) int { return cmp.Compare(rank(a), rank(b)) })
	f := Chart{
		Title: objectivesTitle(judged, v), Alt: objectivesAlt(drawn, v), Subtitle: objectivesSubtitle(len(judged)-len(drawn), v),
		Table: objectivesTable(all, v), Interactive: len(drawn) > 0,
	}
	for _, s := range judged {
		t := s.Trajectory
		if t.Baseline != nil {
			f.Cite(t.Baseline.Source)
		}
		f.Cite(t.Current.Source, t.Target.Source)
		f.Counts(*t.Current, s, v)
	}
	if len(drawn) == 0 {
		return f, nil
	}
	return f, f.Draw(func(z spec.Size) *plot.Canvas { return tracks(drawn, v, z) })
}

func rank(s *catalog.Series) int { return slices.Index(segur.Outcomes(), s.Trajectory.Outcome) }

func byOutcome(a, b *catalog.Series) int {
	return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(b.Trajectory.Share, a.Trajectory.Share))
}

func objectivesTitle(judged []*catalog.Series, v *spec.Voice) locale.Phrase {
	if len(judged) == 0 {
		return v.Tell("objectives.title_none")
	}
	counts := map[string]int{}
	for _, s := range judged {
		counts[fate(s.Trajectory)]++
	}
	var parts []locale.Phrase
	for _, id := range []string{"objectives.passed", "objectives.met", "objectives.kept", "objectives.late", "objectives.missed"} {
		if n := counts[id]; n > 0 {
			parts = append(parts, v.Tell(id, "count", n, "n", v.Count(n)))
		}
	}
	return v.Tell("objectives.title", "count", len(judged), "n", v.Count(len(judged)), "parts", v.And(parts))
}

// fate names the part of the title in which a trajectory is counted.
func fate(t segur.Trajectory) string {
	switch {
	case t.Outcome == segur.TargetMissed:
		return "objectives.missed"
	case t.Passed():
		return "objectives.passed"
	case t.Outcome == segur.TargetMet:
		return "objectives.met"
	case t.Outcome == segur.OnTrack:
		return "objectives.kept"
	}
	return "objectives.late"
}

func objectivesAlt(drawn []*catalog.Series, v *spec.Voice) locale.Phrase {
	if len(drawn) == 0 {
		return v.Tell("objectives.title_none")
	}
	var parts []locale.Phrase
	for _, s := range drawn {
		id := "objectives.part"
		if from, _ := series.Ends(s); series.Redefined(s, from) {
			id = "objectives.part_changed"
		}
		parts = append(parts, v.Tell(id, "label", v.In(s.Indicator.Label), "way", wayInWords(s, v), "changed", v.Say("changed")))
	}
	return v.Tell("objectives.alt", "parts", locale.Join(v.Say("then"), parts...))
}

// wayInWords says how far an indicator has come, or which target it has passed.
func wayInWords(s *catalog.Series, v *spec.Voice) locale.Phrase {
	t := s.Trajectory
	if t.Passed() {
		return v.Tell("objectives.way_passed", "target", v.Figure(*t.Target, s), "when", v.Span(*t.Target, s))
	}
	if t.Settled || math.IsNaN(t.Expected) {
		return v.Tell("objectives.way_settled", "share", v.Share(t.Share), "outcome", v.Word("outcome."+t.Outcome.Slug()))
	}
	return v.Tell("objectives.way", "share", v.Share(t.Share), "expected", v.Share(t.Expected), "outcome", v.Word("outcome."+t.Outcome.Slug()))
}

// objectivesSubtitle counts what is judged and not drawn.
func objectivesSubtitle(others int, v *spec.Voice) string {
	if others == 0 {
		return v.Say("objectives.subtitle")
	}
	return v.Say("objectives.subtitle_others", "count", others)
}

func objectivesTable(all []*catalog.Series, v *spec.Voice) Table {
	t := Table{Caption: v.Say("objectives.caption"), Columns: []Column{
		{Label: v.Say("column.indicator")}, {Label: v.Say("column.verdict")}, {Label: v.Say("column.share"), Numeric: true}, {Label: v.Say("column.expected"), Numeric: true},
		{Label: v.Say("column.start"), Numeric: true}, {Label: v.Say("column.current"), Numeric: true}, {Label: v.Say("column.target"), Numeric: true},
	}}
	for _, s := range all {
		tr := s.Trajectory
		verdict := v.Word("outcome." + tr.Outcome.Slug())
		if tr.Passed() {
			verdict = v.Say("objectives.row_passed")
		}
		if tr.Reason != "" {
			verdict = v.Word("reason_word." + string(tr.Reason))
		}
		t.Rows = append(t.Rows, Row{Header: v.In(s.Indicator.Label), Cells: []Cell{
			{Text: verdict}, shareCell(tr.Share, v), shareCell(tr.Expected, v),
			optionalCell(tr.Baseline, s, v), optionalCell(tr.Current, s, v), optionalCell(tr.Target, s, v),
		}})
	}
	return t
}

func shareCell(share float64, v *spec.Voice) Cell {
	if math.IsNaN(share) {
		return Cell{Text: v.Say("none")}
	}
	figure := v.Share(share)
	return Cell{Text: figure.Text, Value: figure.Value}
}

func optionalCell(value *segur.Value, s *catalog.Series, v *spec.Voice) Cell {
	if value == nil {
		return Cell{Text: v.Say("none")}
	}
	return v.ValueCell(*value, s)
}

// tracks draws a track from start to target per indicator; only the drawn bar is clamped, the
// words tell how far it really is.
func tracks(drawn []*catalog.Series, v *spec.Voice, z spec.Size) *plot.Canvas {
	format := plot.TrackFormat{Width: z.Width, Text: z.Text, Small: z.Small, Stacked: z.Narrow,
		Start: v.Say("objectives.start"), Goal: v.Say("objectives.goal"), Expected: v.Say("objectives.expected"), Series: v.Say("objectives.covered")}
	var rows []plot.Track
	for _, s := range drawn {
		t := s.Trajectory
		rows = append(rows, plot.Track{
			Label: v.In(s.Indicator.Label), Share: t.Share, Expected: t.Expected, Sign: signOf(t.Outcome),
			Text: trackText(t, v), Tip: wayInWords(s, v).String(),
		})
	}
	return format.Draw(rows)
}

// farPast is the share from which a percentage says less than that the target is passed.
const farPast = 2

func trackText(t segur.Trajectory, v *spec.Voice) string {
	switch {
	case t.Share > farPast:
		return v.Say("objectives.row_passed")
	case t.Outcome == segur.TargetMissed:
		return v.Say("objectives.row_missed", "share", v.Percent(t.Share))
	}
	return v.Say("objectives.row", "share", v.Percent(t.Share), "outcome", v.Word("outcome."+t.Outcome.Slug()))
}

// signOf is the sign of an outcome: a shape, never a colour.
func signOf(o segur.Outcome) plot.Sign {
	switch o {
	case segur.TargetMet:
		return plot.SignDisc
	case segur.OnTrack:
		return plot.SignUp
	case segur.SlightlyLate:
		return plot.SignHalf
	case segur.Late:
		return plot.SignRing
	case segur.TargetMissed:
		return plot.SignCross
	}
	return plot.SignDown
}
