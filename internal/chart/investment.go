package chart

import (
	"cmp"
	"slices"
	"unicode"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart/plot"
	"github.com/segur-tracker/segur/internal/chart/spec"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// planTotal and planParts are the indicators of the investment plan: the total announced and
// the four strands of the grouping that the dataset displays. Other groupings cut the same money
// differently and are never added to these.
const planTotal = "inv-total"

func planParts() []string { return []string{"inv-projects", "inv-debt", "inv-digital", "inv-ehpad"} }

// amount is one figure of the plan.
type amount struct {
	series *catalog.Series
	value  segur.Value
}

// investment shows what was programmed, never as if it had been spent.
func investment(c *catalog.Catalog, v *spec.Voice) (Chart, error) {
	total, parts := plan(c)
	f := Chart{Subtitle: v.Say("investment.subtitle"), Interactive: len(parts) > 0, Table: planTable(total, parts, v)}
	if total == nil {
		f.Title = v.Tell("investment.title_none")
		f.Alt = f.Title
		return f, nil
	}
	whole := adds(total, parts)
	f.Title, f.Alt = planTitle(*total, parts, v), planAlt(*total, parts, whole, v)
	f.Cite(total.value.Source)
	for _, p := range parts {
		f.Cite(p.value.Source)
	}
	if len(parts) == 0 {
		return f, nil
	}
	return f, f.Draw(func(z spec.Size) *plot.Canvas {
		return plot.LyingBars(plot.BarFormat{Width: z.Width, Text: z.Text, LabelAbove: z.Narrow, Series: v.Say("investment.programmed")}, planRows(*total, parts, whole, v))
	})
}

// plan reads the total and its parts, largest first.
func plan(c *catalog.Catalog) (*amount, []amount) {
	total := amountOf(c, planTotal)
	var parts []amount
	for _, code := range planParts() {
		if a := amountOf(c, code); a != nil && (total == nil || a.series.Indicator.Unit == total.series.Indicator.Unit) {
			parts = append(parts, *a)
		}
	}
	slices.SortStableFunc(parts, func(a, b amount) int { return cmp.Compare(b.value.Number, a.value.Number) })
	return total, parts
}

func amountOf(c *catalog.Catalog, code string) *amount {
	i := c.Indicator(code)
	if i == nil {
		return nil
	}
	s := i.Series(segur.France)
	if s == nil {
		return nil
	}
	target, ok := s.Goal()
	if !ok {
		return nil
	}
	return &amount{s, target.Value}
}

// adds reports whether the parts make up the total exactly; only then are they drawn as parts.
func adds(total *amount, parts []amount) bool {
	sum := segur.Number(0)
	for _, p := range parts {
		sum += p.value.Number
	}
	return len(parts) > 0 && sum == total.value.Number
}

func planRows(total amount, parts []amount, whole bool, v *spec.Voice) []plot.BarRow {
	row := func(a amount, from float64) plot.BarRow {
		q := v.Amount(a.value, a.series)
		return plot.BarRow{Label: v.In(a.series.Indicator.Label), From: from, To: from + a.value.Number.Float(), Text: q.String(), Tip: q.String() + " · " + v.Period(a.value, a.series)}
	}
	first := row(total, 0)
	first.Strong = true
	rows, from := []plot.BarRow{first}, 0.0
	for _, p := range parts {
		rows = append(rows, row(p, from))
		if whole {
			from += p.value.Number.Float()
		}
	}
	return rows
}

func planTitle(total amount, parts []amount, v *spec.Voice) locale.Phrase {
	if len(parts) == 0 {
		return v.Tell("investment.title_total", "total", v.Figure(total.value, total.series), "period", v.Span(total.value, total.series))
	}
	return v.Tell("investment.title", "total", v.Figure(total.value, total.series), "period", v.Span(total.value, total.series),
		"part", v.Figure(parts[0].value, parts[0].series), "label", inside(v.In(parts[0].series.Indicator.Label)))
}

// inside is a label inside a sentence: an ordinary first word loses its capital, an acronym
// keeps its own.
func inside(label string) string {
	letters := []rune(label)
	if len(letters) > 1 && unicode.IsLower(letters[1]) {
		letters[0] = unicode.ToLower(letters[0])
	}
	return string(letters)
}

func planAlt(total amount, parts []amount, whole bool, v *spec.Voice) locale.Phrase {
	var list []locale.Phrase
	for _, p := range parts {
		list = append(list, v.Tell("investment.part", "amount", v.Figure(p.value, p.series), "label", v.In(p.series.Indicator.Label)))
	}
	id := "investment.alt_apart"
	if whole {
		id = "investment.alt"
	}
	return v.Tell(id, "total", v.Figure(total.value, total.series), "period", v.Span(total.value, total.series), "parts", v.And(list))
}

// planTable gives every published figure of the plan, the groupings that compete included.
func planTable(total *amount, parts []amount, v *spec.Voice) Table {
	t := Table{Caption: v.Say("investment.caption"), Columns: []Column{
		{Label: v.Say("column.strand")}, {Label: v.Say("column.amount"), Numeric: true}, {Label: v.Say("column.period")}, {Label: v.Say("column.nature")},
	}}
	if total != nil {
		parts = append([]amount{*total}, parts...)
	}
	for _, p := range parts {
		for _, value := range p.series.Values {
			if value.Kind == segur.KindTarget {
				t.Rows = append(t.Rows, Row{Header: v.In(p.series.Indicator.Label), Cells: []Cell{
					v.ValueCell(value, p.series), {Text: v.Period(value, p.series)}, {Text: v.Nature(value, p.series)},
				}})
			}
		}
	}
	return t
}
