package chart

import (
	"cmp"
	"math"
	"slices"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart/plot"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// objectives shows how much of the way to its target each assessable indicator has gone, beside
// what was expected by then. Those that cannot be assessed are counted, and listed with their
// reason in the table.
func objectives(c *catalog.Catalog, v *voice) (Figure, error) {
	var drawn, all []*catalog.Series
	reasons := map[segur.Reason]int{}
	for _, i := range c.Indicators() {
		s := i.Series(segur.France)
		if s == nil {
			continue
		}
		all = append(all, s)
		if s.Trajectory.Outcome == segur.NotAssessable {
			reasons[s.Trajectory.Reason]++
		} else if !math.IsNaN(s.Trajectory.Share) {
			drawn = append(drawn, s)
		}
	}
	slices.SortStableFunc(drawn, byOutcome)
	slices.SortStableFunc(all, func(a, b *catalog.Series) int { return cmp.Compare(rank(a), rank(b)) })
	f := Figure{
		Title: objectivesTitle(drawn, v), Alt: objectivesAlt(drawn, v), Subtitle: objectivesSubtitle(reasons, v),
		Table: objectivesTable(all, v), Interactive: len(drawn) > 0,
	}
	for _, s := range drawn {
		t := s.Trajectory
		f.cite(t.Baseline.Source, t.Current.Source, t.Target.Source)
	}
	if len(drawn) == 0 {
		return f, nil
	}
	return f, f.draw(func(z size) *plot.Canvas { return tracks(drawn, v, z) })
}

func rank(s *catalog.Series) int { return slices.Index(segur.Outcomes(), s.Trajectory.Outcome) }

func byOutcome(a, b *catalog.Series) int {
	return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(b.Trajectory.Share, a.Trajectory.Share))
}

func objectivesTitle(drawn []*catalog.Series, v *voice) locale.Phrase {
	passed, met, kept, late := 0, 0, 0, 0
	for _, s := range drawn {
		switch t := s.Trajectory; {
		case t.Share > 1:
			passed++
		case t.Outcome == segur.TargetMet:
			met++
		case t.Outcome == segur.OnTrack:
			kept++
		default:
			late++
		}
	}
	if len(drawn) == 0 {
		return v.tell("objectives.title_none")
	}
	var parts []locale.Phrase
	for _, p := range []struct {
		id string
		n  int
	}{{"objectives.passed", passed}, {"objectives.met", met}, {"objectives.kept", kept}, {"objectives.late", late}} {
		if p.n > 0 {
			parts = append(parts, v.tell(p.id, "count", p.n, "n", v.count(p.n)))
		}
	}
	return v.tell("objectives.title", "count", len(drawn), "n", v.count(len(drawn)), "parts", v.list(parts))
}

func objectivesAlt(drawn []*catalog.Series, v *voice) locale.Phrase {
	if len(drawn) == 0 {
		return v.tell("objectives.title_none")
	}
	var parts []locale.Phrase
	for _, s := range drawn {
		id := "objectives.part"
		if from, _ := ends(s); redefined(s, from) {
			id = "objectives.part_changed"
		}
		parts = append(parts, v.tell(id, "label", v.in(s.Indicator.Label), "way", wayInWords(s, v), "changed", v.say("changed")))
	}
	return v.tell("objectives.alt", "parts", locale.Join(v.say("then"), parts...))
}

// wayInWords says how far an indicator has come, or which target it has passed.
func wayInWords(s *catalog.Series, v *voice) locale.Phrase {
	t := s.Trajectory
	if t.Share > 1 {
		return v.tell("objectives.way_passed", "target", v.figure(*t.Target, s), "when", v.span(*t.Target, s))
	}
	return v.tell("objectives.way", "share", v.percent(t.Share), "expected", v.percent(t.Expected), "outcome", v.word("outcome."+t.Outcome.Slug()))
}

// objectivesSubtitle counts what is not drawn, by reason.
func objectivesSubtitle(reasons map[segur.Reason]int, v *voice) string {
	total := 0
	var parts []string
	for _, r := range []segur.Reason{segur.NoTarget, segur.NoBaseline, segur.NoValue, segur.Stale, segur.NotApplicable} {
		if n := reasons[r]; n > 0 {
			total += n
			parts = append(parts, v.say("reason_count."+string(r), "count", n))
		}
	}
	if total == 0 {
		return v.say("objectives.subtitle")
	}
	return v.say("objectives.subtitle_others", "count", total, "reasons", v.List(parts))
}

func objectivesTable(all []*catalog.Series, v *voice) Table {
	t := Table{Caption: v.say("objectives.caption"), Columns: []Column{
		{Label: v.say("column.indicator")}, {Label: v.say("column.verdict")}, {v.say("column.share"), true}, {v.say("column.expected"), true},
		{v.say("column.start"), true}, {v.say("column.current"), true}, {v.say("column.target"), true},
	}}
	for _, s := range all {
		tr := s.Trajectory
		verdict := v.word("outcome." + tr.Outcome.Slug())
		if tr.Reason != "" {
			verdict = v.say("verdict_reason", "verdict", verdict, "reason", v.word("reason_word."+string(tr.Reason)))
		}
		t.Rows = append(t.Rows, Row{Header: v.in(s.Indicator.Label), Cells: []Cell{
			{Text: verdict}, v.shareCell(tr.Share), v.shareCell(tr.Expected),
			v.optionalCell(tr.Baseline, s), v.optionalCell(tr.Current, s), v.optionalCell(tr.Target, s),
		}})
	}
	return t
}

func (v *voice) shareCell(share float64) Cell {
	if math.IsNaN(share) {
		return Cell{Text: v.say("none")}
	}
	return Cell{Text: v.Percent(share), Value: shareValue(share)}
}

func (v *voice) optionalCell(value *segur.Value, s *catalog.Series) Cell {
	if value == nil {
		return Cell{Text: v.say("none")}
	}
	return v.valueCell(*value, s)
}

// tracks draws a track from start to target per indicator; only the drawn bar is clamped, the
// words tell how far it really is.
func tracks(drawn []*catalog.Series, v *voice, z size) *plot.Canvas {
	sheet := plot.TrackSheet{Width: z.width, Text: z.text, Small: z.small, Stacked: z.narrow,
		Start: v.say("objectives.start"), Goal: v.say("objectives.goal"), Expected: v.say("objectives.expected"), Series: v.say("objectives.covered")}
	var rows []plot.Track
	for _, s := range drawn {
		t := s.Trajectory
		rows = append(rows, plot.Track{
			Label: v.in(s.Indicator.Label), Share: t.Share, Expected: t.Expected, Sign: signOf(t.Outcome),
			Text: trackText(t, v), Tip: wayInWords(s, v).String(),
		})
	}
	return sheet.Draw(rows)
}

// farPast is the share from which a percentage says less than that the target is passed.
const farPast = 2

func trackText(t segur.Trajectory, v *voice) string {
	if t.Share > farPast {
		return v.say("objectives.row_passed")
	}
	return v.say("objectives.row", "share", v.Percent(t.Share), "outcome", v.word("outcome."+t.Outcome.Slug()))
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
	}
	return plot.SignDown
}
