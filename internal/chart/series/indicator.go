package series

import (
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart/plot"
	"github.com/segur-tracker/segur/internal/chart/spec"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// announced is the day on which the 33 measures were presented.
func announced() time.Time { return time.Date(2020, time.July, 21, 0, 0, 0, 0, time.UTC) }

// Part is what a reader asked to see of an indicator; the zero value is all of it.
type Part struct {
	Territory string // "" for the one that stands for the indicator, or all its regions
	From, To  int    // years, 0 for an open end
}

// Indicator draws a part of what is published on an indicator: France by itself, or the regions
// where only regions are documented. The territory must have a series.
func Indicator(i *catalog.Indicator, p Part, v *spec.Voice) (spec.Chart, error) {
	own := i.Main()
	if p.Territory != "" {
		own = i.Series(p.Territory)
	} else if i.Regional() {
		switch regions := documented(i, p); len(regions) {
		case 0:
		case 1:
			own = regions[0]
		default:
			return regional(i, regions, p, v)
		}
	}
	own = own.Within(p.From, p.To)
	if len(own.Values) == 0 {
		return empty(own, p, v), nil
	}
	return Chart(own, v)
}

// empty says that a part holds nothing.
func empty(s *catalog.Series, p Part, v *spec.Voice) spec.Chart {
	f := spec.Chart{Title: Outside("series.title_outside", s.Indicator, p.From, p.To, v), Subtitle: subtitle(s, v)}
	f.Alt = v.Tell("series.alt_planned", "title", f.Title)
	f.Table = valuesTable(caption(s, v), []*catalog.Series{s}, v)
	if s.Indicator.Regional() && p.Territory == "" {
		f.Subtitle = v.In(s.Indicator.Label)
		f.Table.Caption = v.Say("regions.caption", "label", f.Subtitle)
	}
	return f
}

// Outside words the years, 0 for an open end, in which an indicator has no figure to show.
func Outside(id string, i *catalog.Indicator, from, to int, v *spec.Voice) locale.Phrase {
	years := i.Years()
	from = max(from, years[0])
	if to == 0 {
		to = years[len(years)-1]
	}
	return v.Tell(id, "label", v.In(i.Label), "period", v.YearSpan(from, to))
}

func caption(s *catalog.Series, v *spec.Voice) string {
	return v.Say("series.caption", "label", v.In(s.Indicator.Label), "territory", v.In(s.Territory.Name))
}

// Chart picks the form that the figures allow: a line for two observed figures, a bar towards
// the target for one, no picture for a figure that stands alone.
func Chart(s *catalog.Series, v *spec.Voice) (spec.Chart, error) {
	f := spec.Chart{Title: seriesTitle(s, v), Alt: seriesAlt(s, v), Subtitle: subtitle(s, v), Table: valuesTable(caption(s, v), []*catalog.Series{s}, v)}
	// Whoever made the figures that the title compares is named first.
	if len(s.Observed) > 0 {
		from, to := Ends(s)
		f.Cite(to.Source, from.Source)
		f.Counts(to.Value, s, v)
	}
	for _, o := range s.Observed {
		f.Cite(o.Source)
	}
	for _, o := range append(slices.Clone(s.Alternatives), s.Targets...) {
		f.Cite(o.Source)
	}
	switch {
	case len(s.Observed) > 1:
		f.Interactive, f.Legend = true, lineLegend(s, v)
		return f, f.Draw(func(z spec.Size) *plot.Canvas { return timeline(s, v, z).Draw() })
	case len(s.Observed) == 1 && len(s.Targets) > 0 && goesUp(s):
		f.Interactive = true
		return f, f.Draw(func(z spec.Size) *plot.Canvas { return towards(s, v, z) })
	}
	f.Lone = lone(s, v)
	return f, nil
}

// lone is the figure that was counted, else the goal, nil without either.
func lone(s *catalog.Series, v *spec.Voice) *spec.Lone {
	shown, ok := s.Last()
	if !ok {
		shown, ok = s.Goal()
	}
	if !ok {
		return nil
	}
	return &spec.Lone{
		Cell: v.ValueCell(shown.Value, s),
		When: v.Say("series.lone", "period", v.Period(shown.Value, s), "nature", v.Nature(shown.Value, s)),
		Also: locale.Join(" ", beside(s, v)...),
	}
}

// goesUp keeps the bar towards a target for figures that fill it.
func goesUp(s *catalog.Series) bool {
	target, _ := s.Goal()
	return target.Number > 0 && s.Observed[0].Number >= 0 && s.Indicator.Direction != segur.DirectionDown
}

// decimalYear is the place of a day on an axis of years: 2021.5 is 2 July 2021.
func decimalYear(t time.Time) float64 {
	start := time.Date(t.Year(), time.January, 1, 0, 0, 0, 0, time.UTC)
	return float64(t.Year()) + float64(t.Sub(start))/float64(start.AddDate(1, 0, 0).Sub(start))
}

func timeline(s *catalog.Series, v *spec.Voice, z spec.Size) plot.Timeline {
	unit := "count"
	if s.Indicator.Unit == "percent" {
		unit = "percent"
	}
	t := plot.Timeline{
		Width: z.Width, Height: int(z.Pick(390, 340)), Text: z.Text, Small: z.Small, Decimals: s.Indicator.Decimals,
		Format: fmt.Sprintf("number:%s:%d:%s", v.Lang(), segur.MaxDecimals, unit),
		Moment: &plot.Moment{Year: decimalYear(announced()), Lines: []string{v.Date(2020, 7, 21), v.Say("announced")}},
		Names:  plot.Kinds{Line: v.Say("legend.line"), Baseline: v.Say("legend.baseline"), Alternative: v.Say("legend.alternative"), Target: goalName(s, v)},
	}
	line := s.Observed
	for i, o := range line {
		t.Observed = append(t.Observed, instant(o, s, v, observedLabel(o, s, v, i == len(line)-1)))
	}
	for _, o := range s.Alternatives {
		t.Alternatives = append(t.Alternatives, instant(o, s, v, v.Bare(o.Value, s)))
	}
	for _, o := range s.Targets {
		t.Targets = append(t.Targets, instant(o, s, v, targetLabel(o, s, v, z)))
	}
	t.Pace = pace(s)
	return t
}

func instant(o catalog.Observation, s *catalog.Series, v *spec.Voice, label string) plot.Instant {
	return plot.Instant{
		Year: decimalYear(o.Drawn), Value: o.Number.Float(), Label: label, Name: v.Period(o.Value, s),
		Tip: v.Amount(o.Value, s).String(), Baseline: o.Kind == segur.KindBaseline, Break: o.Break,
	}
}

func observedLabel(o catalog.Observation, s *catalog.Series, v *spec.Voice, last bool) string {
	switch {
	case o.Kind == segur.KindBaseline:
		return v.Say("start_at", "value", v.Bare(o.Value, s))
	case last:
		return v.Short(o.Value, s)
	}
	return v.Bare(o.Value, s)
}

// goalName names the marks of the targets of a series.
func goalName(s *catalog.Series, v *spec.Voice) string {
	if spec.Money(s) {
		return v.Say("legend.envelope")
	}
	return v.Say("legend.target")
}

// targetLabel prints the last deadline whole, with the earlier ones for the same goal; the
// other targets print their number alone.
func targetLabel(o catalog.Observation, s *catalog.Series, v *spec.Voice, z spec.Size) string {
	final, _ := s.Goal()
	if o.Number != final.Number {
		return v.Bare(o.Value, s)
	}
	if o.Period != final.Period {
		return ""
	}
	short, whole := "target_short", "target_at"
	if spec.Money(s) {
		short, whole = "envelope_short", "envelope_at"
	}
	number := v.Short(o.Value, s)
	if z.Narrow {
		return v.Say(short, "value", number)
	}
	var dates []string
	for _, t := range s.Targets {
		if t.Number == final.Number {
			dates = append(dates, v.Deadline(t.Value, s))
		}
	}
	text := dates[0]
	for _, date := range dates[1:] {
		text = v.Say("then_on", "before", text, "after", date)
	}
	return v.Say(whole, "value", number, "dates", text)
}

// pace is the expected path of an assessable trajectory: from the start, through dated steps,
// to the target.
func pace(s *catalog.Series) []plot.Point {
	t := s.Trajectory
	if t.Outcome == segur.NotAssessable || t.Bound || t.Baseline == nil || t.Target == nil {
		return nil
	}
	at := func(value segur.Value) plot.Point {
		return plot.Point{X: decimalYear(segur.Place(s.Indicator.Nature, value.Kind, value.Period).Drawn), Y: value.Number.Float()}
	}
	path := []plot.Point{at(*t.Baseline)}
	for _, step := range t.Steps {
		path = append(path, at(step))
	}
	return append(path, at(*t.Target))
}

func lineLegend(s *catalog.Series, v *spec.Voice) []spec.LegendItem {
	var items []spec.LegendItem
	add := func(shown bool, kind string) {
		if shown {
			items = append(items, spec.LegendItem{Kind: kind, Label: v.Say("legend." + kind)})
		}
	}
	_, hasBase := s.Baseline()
	solid := false
	for i, o := range s.Observed {
		solid = solid || i > 0 && !o.Break
	}
	add(solid || !s.HasBreak(), "line")
	add(s.HasBreak(), "gap")
	add(len(s.Alternatives) > 0, "alternative")
	add(hasBase, "baseline")
	if len(s.Targets) > 0 {
		items = append(items, spec.LegendItem{Kind: "target", Label: goalName(s, v)})
	}
	add(pace(s) != nil, "pace")
	return items
}

// valuesTable lists every value, the competing ones included.
func valuesTable(caption string, all []*catalog.Series, v *spec.Voice) spec.Table {
	t := spec.Table{Caption: caption, Columns: []spec.Column{{Label: v.Say("column.period")}, {Label: v.Say("column.value"), Numeric: true}, {Label: v.Say("column.nature")}}}
	if len(all) > 1 {
		t.Columns = slices.Insert(t.Columns, 1, spec.Column{Label: v.Say("column.value"), Numeric: true}, spec.Column{Label: v.Say("column.period")})[:4]
		t.Columns[0].Label, t.Columns[3] = v.Say("column.territory"), spec.Column{Label: v.Say("column.nature")}
	}
	for _, s := range all {
		for _, value := range s.Values {
			row := spec.Row{Header: v.Period(value, s), Cells: []spec.Cell{v.ValueCell(value, s), {Text: v.Nature(value, s)}}}
			if len(all) > 1 {
				row = spec.Row{Header: v.In(s.Territory.Name), Cells: []spec.Cell{v.ValueCell(value, s), {Text: v.Period(value, s)}, {Text: v.Nature(value, s)}}}
			}
			t.Rows = append(t.Rows, row)
		}
	}
	return t
}

// subtitle says what is counted, in which unit, where and when.
func subtitle(s *catalog.Series, v *spec.Voice) string {
	parts := []any{"label", v.In(s.Indicator.Label), "territory", v.In(s.Territory.Name), "unit", v.Say("unit." + s.Indicator.Unit), "period", ""}
	id := "series.subtitle"
	if s.Indicator.Unit == "count" {
		id = "series.subtitle_count"
	}
	if len(s.Observed) > 0 {
		first, last := s.Observed[0].Period.From.Year, s.Observed[len(s.Observed)-1].Period.To.Year
		parts[7] = v.YearSpan(first, last)
		id += "_dated"
	}
	return v.Say(id, parts...)
}

// towards draws one figure as a bar that fills the way to its last target.
func towards(s *catalog.Series, v *spec.Voice, z spec.Size) *plot.Canvas {
	o := s.Observed[0]
	final, _ := s.Goal()
	gauge := plot.Gauge{
		Width: z.Width, Text: z.Text, Small: z.Small, Value: o.Number.Float(), Name: v.Period(o.Value, s), Tip: v.Amount(o.Value, s).String(),
		Label: v.Say("value_at", "value", v.Amount(o.Value, s).String(), "date", v.Period(o.Value, s)), Series: v.In(s.Indicator.Label),
	}
	for _, t := range s.Targets {
		if label := targetLabel(t, s, v, spec.Wide()); t.Number <= final.Number && label != "" || t == final {
			gauge.Targets = append(gauge.Targets, plot.GaugeTarget{Value: t.Number.Float(), Label: label})
		}
	}
	gauge.Max = math.Max(gauge.Value, final.Number.Float())
	return gauge.Draw()
}
