package series

import (
	"slices"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart/plot"
	"github.com/segur-tracker/segur/internal/chart/spec"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
)

// documented returns the series of the regions that have a figure in a part.
func documented(i *catalog.Indicator, p Part) []*catalog.Series {
	var list []*catalog.Series
	for _, whole := range i.AllSeries() {
		if s := whole.Within(p.From, p.To); s.Territory.Code != segur.France && len(s.Values) > 0 {
			list = append(list, s)
		}
	}
	return list
}

// regional sets the regions of an indicator side by side, as far as they compare.
func regional(i *catalog.Indicator, regions []*catalog.Series, p Part, v *spec.Voice) (spec.Chart, error) {
	if c := i.Compare(p.From, p.To); c != nil {
		f, err := Ranking(c, nil, v)
		f.Table = rest(f.Table, c, regions, v)
		return f, err
	}
	label := v.In(i.Label)
	f := spec.Chart{
		Title:    v.Tell("regions.title_apart", "label", label, "count", len(regions), "regions", v.Count(len(regions))),
		Subtitle: v.Say("regions.subtitle_apart", "label", label, "unit", v.Say("unit."+i.Unit)),
		Table:    valuesTable(v.Say("regions.caption", "label", label), regions, v),
	}
	var parts []locale.Phrase
	for _, s := range regions {
		shown := s.Shown()
		parts = append(parts, v.Tell("regions.part_dated", "region", v.In(s.Territory.Name), "value", v.Figure(shown, s), "period", v.Period(shown, s)))
		f.Cite(shown.Source)
		if shown.Kind != segur.KindTarget {
			f.Counts(shown, s, v)
		}
	}
	f.Alt = v.Tell("regions.alt_apart", "title", f.Title, "parts", v.And(parts))
	return f, f.Draw(func(z spec.Size) *plot.Canvas {
		var rows []plot.BarRow
		for _, s := range regions {
			shown := s.Shown()
			rows = append(rows, plot.BarRow{Label: v.In(s.Territory.Name), Text: v.Short(shown, s) + " · " + v.Period(shown, s), Apart: true})
		}
		return plot.LyingBars(plot.BarFormat{Width: z.Width, Text: z.Text, LabelAbove: z.Narrow, Series: label}, rows)
	})
}

// Ranking draws the regions that compare as bars, largest first, the chosen ones in front of the others,
// with the figure of the country as a line; the regions that do not compare stand under them without a
// bar.
func Ranking(c *catalog.Comparison, chosen []string, v *spec.Voice) (spec.Chart, error) {
	i := c.Indicator
	f := spec.Chart{
		Title: rankingTitle(c, v), Subtitle: rankingSubtitle(c, v), Table: rankingTable(c, v), Interactive: true,
	}
	var parts []locale.Phrase
	for _, r := range c.Figures {
		parts = append(parts, v.Tell("regions.part", "region", v.In(r.Territory.Name), "value", sentence.Ranked(c, r, v.Localizer)))
		f.Cite(r.Value.Source)
		if r.Value.Kind != segur.KindTarget {
			f.Counts(r.Value, r.Series, v)
		}
	}
	f.Alt = v.Tell("regions.alt", "label", v.In(i.Label), "shown", Shown(c, v), "parts", v.And(parts))
	if len(c.Apart) > 0 {
		var apart []locale.Phrase
		for _, r := range c.Apart {
			f.Cite(r.Value.Source)
			apart = append(apart, v.Tell("regions.part_apart", "region", v.In(r.Territory.Name), "value", v.Figure(r.Value, r.Series), "why", sentence.Differs(c, r, v.Localizer)))
		}
		f.Alt = locale.Join(" ", f.Alt, v.Tell("regions.alt_others", "parts", v.And(apart)))
	}
	if c.National != nil {
		f.Cite(c.National.Source)
		s := c.Indicator.Series(segur.France)
		f.Alt = locale.Join(" ", f.Alt, v.Tell("regions.alt_country", "country", v.In(s.Territory.Name), "value", v.Figure(*c.National, s)))
	}
	return f, f.Draw(func(z spec.Size) *plot.Canvas {
		format := plot.BarFormat{Width: z.Width, Text: z.Text, LabelAbove: z.Narrow, Series: v.In(i.Label), Mark: nationalMark(c, v)}
		return plot.LyingBars(format, rankingRows(c, chosen, z, v))
	})
}

func rankingRows(c *catalog.Comparison, chosen []string, z spec.Size, v *spec.Voice) []plot.BarRow {
	rows := make([]plot.BarRow, 0, len(c.Figures)+len(c.Apart))
	for _, r := range c.Figures {
		amount, own := v.Amount(r.Value, r.Series).String(), slices.Contains(chosen, r.Territory.Code)
		row := plot.BarRow{
			Label: v.In(r.Territory.Name), To: c.Number(r).Float(), Text: v.Short(r.Value, r.Series), Strong: own, Quiet: len(chosen) > 0 && !own,
			Tip: amount + " · " + v.Period(r.Value, r.Series) + " · " + v.Nature(r.Value, r.Series),
		}
		if c.Rate != segur.RateNone {
			row.Text = sentence.Per(v.Localizer, c.Rate, r.Per).Text + " · " + amount
			row.Tip = Rated(c, r, v) + " · " + row.Tip
		}
		rows = append(rows, row)
	}
	for _, r := range c.Apart {
		rows = append(rows, plot.BarRow{
			Label: v.In(r.Territory.Name), Strong: slices.Contains(chosen, r.Territory.Code), Apart: true,
			Text: v.Amount(r.Value, r.Series).String() + " · " + sentence.Differs(c, r, v.Localizer),
		})
	}
	for _, t := range c.Missing {
		if slices.Contains(chosen, t.Code) {
			rows = append(rows, plot.BarRow{Label: v.In(t.Name), Strong: true, Apart: true, Text: v.Say("map.none")})
		}
	}
	return rows
}

// Rated is the figure of a region in proportion to its people, with the words.
func Rated(c *catalog.Comparison, r catalog.Regional, v *spec.Voice) string {
	return sentence.Per(v.Localizer, c.Rate, r.Per).Text + " " + sentence.PerWhom(v.Localizer, c.Rate)
}

// nationalMark is the figure of the country where it is on the scale of the regions: a share or a rate, as a
// count is the sum of theirs.
func nationalMark(c *catalog.Comparison, v *spec.Voice) *plot.BarMark {
	if c.National == nil || c.Indicator.Unit != "percent" && c.Country == 0 {
		return nil
	}
	s := c.Indicator.Series(segur.France)
	mark := &plot.BarMark{Value: c.National.Number.Float()}
	value := v.Short(*c.National, s)
	if c.Country > 0 {
		mark.Value, value = c.Country.Float(), sentence.Per(v.Localizer, c.Rate, c.Country).Text
	}
	mark.Label = v.Say("regions.national", "country", v.In(s.Territory.Name), "value", value)
	return mark
}

func rankingTitle(c *catalog.Comparison, v *spec.Voice) locale.Phrase {
	top, bottom := c.Figures[0], c.Figures[len(c.Figures)-1]
	id := "regions.title"
	per := ""
	if c.Rate != segur.RateNone {
		id = "regions.title_per"
		per = sentence.PerWhom(v.Localizer, c.Rate)
	}
	return v.Tell(id, "per", per, "label", v.In(c.Indicator.Label), "count", len(c.Figures), "regions", v.Count(len(c.Figures)),
		"high", sentence.Ranked(c, top, v.Localizer), "top", v.In(top.Territory.Name),
		"low", sentence.Ranked(c, bottom, v.Localizer), "bottom", v.In(bottom.Territory.Name))
}

// rankingSubtitle says what is compared, in which unit, of which scope and years, and what the country has
// where no line can say it.
func rankingSubtitle(c *catalog.Comparison, v *spec.Voice) string {
	unit := v.Say("unit." + c.Indicator.Unit)
	if c.Rate != segur.RateNone {
		unit = v.Say("regions.per_unit", "unit", v.Say("regions.rate_unit."+string(c.Rate)), "per", sentence.PerWhom(v.Localizer, c.Rate),
			"year", v.Year(c.Indicator.PeopleOf(c.Figures[0].Territory.Code).Period.To.Year))
	}
	text := v.Say("regions.subtitle", "label", v.In(c.Indicator.Label), "unit", unit, "shown", Shown(c, v), "period", v.YearSpan(c.Same.Period.From.Year, c.Same.Period.To.Year))
	if c.Same.Scope != "" {
		text = v.Say("regions.within", "text", text, "scope", v.Word("scope."+c.Same.Scope))
	}
	if c.National != nil && nationalMark(c, v) == nil {
		s := c.Indicator.Series(segur.France)
		text = v.Say("regions.with_national", "text", text, "country", v.In(s.Territory.Name), "value", v.Amount(*c.National, s).String())
	}
	return text
}

// Shown says what the figures of a comparison are. Money that was promised never passes for money that
// was spent.
func Shown(c *catalog.Comparison, v *spec.Voice) string {
	switch {
	case c.Same.Kind == segur.KindTarget && c.Indicator.Money():
		return v.Say("regions.target_envelope")
	case c.Same.Kind == segur.KindTarget:
		return v.Say("regions.target")
	case c.Same.Kind == segur.KindBaseline:
		return v.Say("map.baseline")
	}
	return v.Say("map.actual")
}

// rankingTable lists the regions in their order, then those that do not compare, with what sets them apart, then the
// country.
func rankingTable(c *catalog.Comparison, v *spec.Voice) spec.Table {
	t := spec.Table{Caption: v.Say("regions.caption", "label", v.In(c.Indicator.Label)), Columns: []spec.Column{{Label: v.Say("column.territory")}}}
	if c.Rate != segur.RateNone {
		t.Columns = append(t.Columns, spec.Column{Label: v.Say("column.per." + string(c.Rate)), Numeric: true})
	}
	t.Columns = append(t.Columns, spec.Column{Label: v.Say("column.value"), Numeric: true}, spec.Column{Label: v.Say("column.period")}, spec.Column{Label: v.Say("column.nature")})
	for _, r := range c.Figures {
		per := sentence.Per(v.Localizer, c.Rate, r.Per)
		t.Rows = append(t.Rows, rankingRow(c, r.Series, r.Value, spec.Cell{Text: per.Text, Value: per.Value}, "", v))
	}
	for _, r := range c.Apart {
		t.Rows = append(t.Rows, rankingRow(c, r.Series, r.Value, spec.Cell{}, sentence.Differs(c, r, v.Localizer), v))
	}
	if c.National != nil {
		var per spec.Cell
		if c.Country > 0 {
			rate := sentence.Per(v.Localizer, c.Rate, c.Country)
			per = spec.Cell{Text: rate.Text, Value: rate.Value}
		}
		t.Rows = append(t.Rows, rankingRow(c, c.Indicator.Series(segur.France), *c.National, per, "", v))
	}
	return t
}

func rankingRow(c *catalog.Comparison, s *catalog.Series, value segur.Value, per spec.Cell, why string, v *spec.Voice) spec.Row {
	row := spec.Row{Header: v.In(s.Territory.Name)}
	if c.Rate != segur.RateNone {
		row.Cells = append(row.Cells, per)
	}
	nature := v.Nature(value, s)
	if value.Scope != "" {
		nature += " · " + v.Word("scope."+value.Scope)
	}
	if why != "" && (value.Scope == "" || why != v.Word("scope."+value.Scope)) {
		nature += " · " + why
	}
	row.Cells = append(row.Cells, v.ValueCell(value, s), spec.Cell{Text: v.Period(value, s)}, spec.Cell{Text: nature})
	return row
}

// rest adds to a table of a comparison every other figure of the regions, the competing ones included.
func rest(t spec.Table, c *catalog.Comparison, regions []*catalog.Series, v *spec.Voice) spec.Table {
	in := map[string]bool{}
	for _, r := range slices.Concat(c.Figures, c.Apart) {
		in[r.Value.RowKey()] = true
	}
	for _, s := range regions {
		for _, value := range s.Values {
			if !in[value.RowKey()] {
				t.Rows = append(t.Rows, rankingRow(c, s, value, spec.Cell{}, "", v))
			}
		}
	}
	return t
}
