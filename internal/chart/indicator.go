package chart

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart/plot"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// announced is the day on which the 33 measures were presented.
func announced() time.Time { return time.Date(2020, time.July, 21, 0, 0, 0, 0, time.UTC) }

// indicator draws France, or the regions when only regions are documented.
func indicator(i *catalog.Indicator, v *voice) (Figure, error) {
	if regions := regionsOf(i); i.Series(segur.France) == nil && len(regions) > 1 {
		return regional(i, regions, v)
	}
	return series(i.Main(), v)
}

// series picks the form that the figures allow: a line for two observed figures, a bar towards
// the target for one, no picture for a figure that stands alone.
func series(s *catalog.Series, v *voice) (Figure, error) {
	f := Figure{Title: seriesTitle(s, v), Alt: seriesAlt(s, v), Subtitle: subtitle(s, v), Table: valuesTable(v.say("series.caption", "label", v.in(s.Indicator.Label), "territory", v.in(s.Territory.Name)), []*catalog.Series{s}, v)}
	for _, o := range s.Observed {
		f.cite(o.Source)
	}
	for _, o := range append(slices.Clone(s.Alternatives), s.Targets...) {
		f.cite(o.Source)
	}
	switch {
	case len(s.Observed) > 1:
		f.Interactive, f.Legend = true, lineLegend(s, v)
		return f, f.draw(func(z size) *plot.Canvas { return timeline(s, v, z).Draw() })
	case len(s.Observed) == 1 && len(s.Targets) > 0 && goesUp(s):
		f.Interactive = true
		return f, f.draw(func(z size) *plot.Canvas { return towards(s, v, z) })
	}
	return f, nil
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

func timeline(s *catalog.Series, v *voice, z size) plot.Timeline {
	unit := "count"
	if s.Indicator.Unit == "percent" {
		unit = "percent"
	}
	t := plot.Timeline{
		Width: z.width, Height: int(z.pick(390, 340)), Text: z.text, Small: z.small, Decimals: s.Indicator.Decimals,
		Format: fmt.Sprintf("number:%s:%d:%s", v.Lang(), segur.MaxDecimals, unit),
		Moment: &plot.Moment{Year: decimalYear(announced()), Lines: []string{v.Date(2020, 7, 21), v.say("announced")}},
		Names:  plot.Kinds{Line: v.say("legend.line"), Baseline: v.say("legend.baseline"), Alternative: v.say("legend.alternative"), Target: goalName(s, v)},
	}
	line := s.Observed
	for i, o := range line {
		t.Observed = append(t.Observed, instant(o, s, v, observedLabel(o, s, v, i == len(line)-1)))
	}
	for _, o := range s.Alternatives {
		t.Alternatives = append(t.Alternatives, instant(o, s, v, plainNumber(o.Value, s, v)))
	}
	for _, o := range s.Targets {
		t.Targets = append(t.Targets, instant(o, s, v, targetLabel(o, s, v, z)))
	}
	t.Pace = pace(s)
	return t
}

func instant(o catalog.Observation, s *catalog.Series, v *voice, label string) plot.Instant {
	return plot.Instant{
		Year: decimalYear(o.Drawn), Value: o.Number.Float(), Label: label, Name: v.period(o.Value, s),
		Tip: v.quantity(o.Value, s).String(), Baseline: o.Kind == segur.KindBaseline, Break: o.Break,
	}
}

// plainNumber leaves the unit to the subtitle, but for the percent sign.
func plainNumber(value segur.Value, s *catalog.Series, v *voice) string {
	if s.Indicator.Unit == "percent" {
		return v.quantity(value, s).String()
	}
	return v.Number(value.Number.Float(), s.Indicator.Decimals)
}

func observedLabel(o catalog.Observation, s *catalog.Series, v *voice, last bool) string {
	switch {
	case o.Kind == segur.KindBaseline:
		return v.say("start_at", "value", plainNumber(o.Value, s, v))
	case last:
		return shortQuantity(o.Value, s, v)
	}
	return plainNumber(o.Value, s, v)
}

// shortQuantity keeps the units that are signs (M€, %) and drops those that are words.
func shortQuantity(value segur.Value, s *catalog.Series, v *voice) string {
	switch s.Indicator.Unit {
	case "percent", "eur", "million", "million_eur", "billion_eur":
		return v.quantity(value, s).String()
	}
	return v.Number(value.Number.Float(), s.Indicator.Decimals)
}

// goalName names the marks of the targets of a series.
func goalName(s *catalog.Series, v *voice) string {
	if money(s) {
		return v.say("legend.envelope")
	}
	return v.say("legend.target")
}

// targetLabel prints the last deadline whole, with the earlier ones for the same goal; the
// other targets print their number alone.
func targetLabel(o catalog.Observation, s *catalog.Series, v *voice, z size) string {
	final, _ := s.Goal()
	if o.Number != final.Number {
		return plainNumber(o.Value, s, v)
	}
	if o.Period != final.Period {
		return ""
	}
	short, whole := "target_short", "target_at"
	if money(s) {
		short, whole = "envelope_short", "envelope_at"
	}
	number := shortQuantity(o.Value, s, v)
	if z.narrow {
		return v.say(short, "value", number)
	}
	var dates []string
	for _, t := range s.Targets {
		if t.Number == final.Number {
			dates = append(dates, v.deadline(t.Value, s))
		}
	}
	text := dates[0]
	for _, date := range dates[1:] {
		text = v.say("then_on", "before", text, "after", date)
	}
	return v.say(whole, "value", number, "dates", text)
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

func lineLegend(s *catalog.Series, v *voice) []LegendItem {
	var items []LegendItem
	add := func(shown bool, kind string) {
		if shown {
			items = append(items, LegendItem{Kind: kind, Label: v.say("legend." + kind)})
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
		items = append(items, LegendItem{Kind: "target", Label: goalName(s, v)})
	}
	add(pace(s) != nil, "pace")
	return items
}

// valuesTable lists every value, the competing ones included.
func valuesTable(caption string, all []*catalog.Series, v *voice) Table {
	t := Table{Caption: caption, Columns: []Column{{Label: v.say("column.period")}, {v.say("column.value"), true}, {Label: v.say("column.nature")}}}
	if len(all) > 1 {
		t.Columns = slices.Insert(t.Columns, 1, Column{v.say("column.value"), true}, Column{Label: v.say("column.period")})[:4]
		t.Columns[0].Label, t.Columns[3] = v.say("column.territory"), Column{Label: v.say("column.nature")}
	}
	for _, s := range all {
		for _, value := range s.Values {
			row := Row{Header: v.period(value, s), Cells: []Cell{v.valueCell(value, s), {Text: v.nature(value, s)}}}
			if len(all) > 1 {
				row = Row{Header: v.in(s.Territory.Name), Cells: []Cell{v.valueCell(value, s), {Text: v.period(value, s)}, {Text: v.nature(value, s)}}}
			}
			t.Rows = append(t.Rows, row)
		}
	}
	return t
}

// subtitle says what is counted, in which unit, where and when.
func subtitle(s *catalog.Series, v *voice) string {
	parts := []any{"label", v.in(s.Indicator.Label), "territory", v.in(s.Territory.Name), "unit", v.say("unit." + s.Indicator.Unit), "period", ""}
	id := "series.subtitle"
	if s.Indicator.Unit == "count" {
		id = "series.subtitle_count"
	}
	if len(s.Observed) > 0 {
		first, last := s.Observed[0].Period.From.Year, s.Observed[len(s.Observed)-1].Period.To.Year
		parts[7] = v.YearSpan(first, last)
		id += "_dated"
	}
	return v.say(id, parts...)
}

// region is a regional series with the figure that stands for it: the latest observed, else
// the last one promised.
type region struct {
	*catalog.Series
	shown    segur.Value
	promised bool
}

// regionsOf returns the regions that have a figure, largest first.
func regionsOf(i *catalog.Indicator) []region {
	var list []region
	for _, s := range i.AllSeries() {
		if s.Territory.Code == segur.France {
			continue
		}
		if o, ok := s.Last(); ok {
			list = append(list, region{s, o.Value, false})
		} else if o, ok := s.Goal(); ok {
			list = append(list, region{s, o.Value, true})
		}
	}
	slices.SortStableFunc(list, func(a, b region) int { return cmp.Compare(b.shown.Number, a.shown.Number) })
	return list
}

// regional compares one figure per region; dates may differ, so each carries its own.
func regional(i *catalog.Indicator, list []region, v *voice) (Figure, error) {
	var rows []plot.BarRow
	var parts []locale.Phrase
	var all []*catalog.Series
	f := Figure{Interactive: true}
	for _, r := range list {
		name, q := v.in(r.Territory.Name), v.quantity(r.shown, r.Series).String()
		rows = append(rows, plot.BarRow{Label: name, To: r.shown.Number.Float(), Text: shortQuantity(r.shown, r.Series, v), Tip: q + " · " + v.period(r.shown, r.Series) + " · " + v.nature(r.shown, r.Series)})
		parts = append(parts, v.tell("regions.part", "region", name, "value", v.figure(r.shown, r.Series)))
		all = append(all, r.Series)
		f.cite(r.shown.Source)
	}
	top, bottom := list[0], list[len(list)-1]
	f.Table = valuesTable(v.say("regions.caption", "label", v.in(i.Label)), all, v)
	f.Title = v.tell("regions.title", "label", v.in(i.Label), "count", len(list), "regions", v.count(len(list)),
		"high", v.figure(top.shown, top.Series), "top", v.in(top.Territory.Name), "low", v.figure(bottom.shown, bottom.Series), "bottom", v.in(bottom.Territory.Name))
	f.Alt = v.tell("regions.alt", "label", v.in(i.Label), "shown", shown(list, v), "parts", v.list(parts))
	f.Subtitle = regionsSubtitle(i, list, v)
	return f, f.draw(func(z size) *plot.Canvas {
		return plot.LyingBars(plot.BarSheet{Width: z.width, Text: z.text, LabelAbove: z.narrow}, rows)
	})
}

// shown says what the figures of regions are. Money that was promised never passes for money
// that was spent.
func shown(list []region, v *voice) string {
	promised := 0
	for _, r := range list {
		if r.promised {
			promised++
		}
	}
	id := "regions.latest"
	switch {
	case promised == len(list):
		id = "regions.target"
	case promised > 0:
		id = "regions.latest_or_target"
	}
	if promised > 0 && money(list[0].Series) {
		id += "_envelope"
	}
	return v.say(id)
}

func regionsSubtitle(i *catalog.Indicator, list []region, v *voice) string {
	first, last := list[0].shown.Period.From.Year, list[0].shown.Period.To.Year
	for _, r := range list {
		first, last = min(first, r.shown.Period.From.Year), max(last, r.shown.Period.To.Year)
	}
	return v.say("regions.subtitle", "label", v.in(i.Label), "unit", v.say("unit."+i.Unit), "shown", shown(list, v), "period", v.YearSpan(first, last))
}

// towards draws one figure as a bar that fills the way to its last target.
func towards(s *catalog.Series, v *voice, z size) *plot.Canvas {
	o := s.Observed[0]
	final, _ := s.Goal()
	gauge := plot.Gauge{
		Width: z.width, Text: z.text, Small: z.small, Value: o.Number.Float(), Name: v.period(o.Value, s), Tip: v.quantity(o.Value, s).String(),
		Label: v.say("value_at", "value", v.quantity(o.Value, s).String(), "date", v.period(o.Value, s)), Series: v.in(s.Indicator.Label),
	}
	for _, t := range s.Targets {
		if label := targetLabel(t, s, v, wide()); t.Number <= final.Number && label != "" || t == final {
			gauge.Targets = append(gauge.Targets, plot.GaugeTarget{Value: t.Number.Float(), Label: label})
		}
	}
	gauge.Max = math.Max(gauge.Value, final.Number.Float())
	return gauge.Draw()
}
