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

// planStrand is a part of a grouping: the figure that the dataset displays for an indicator, or the one that competes with it.
type planStrand struct {
	code      string
	competing bool
}

// planAlternatives are the other ways in which announcements cut the same total. What they leave of it is a part without a name.
func planAlternatives() [][]planStrand {
	return [][]planStrand{
		{{"inv-debt", true}, {"inv-digital", false}, {"inv-ehpad", false}},
		{{"inv-hosp-city", false}, {"inv-ehpad", true}, {"inv-digital", true}},
	}
}

// amount is one figure of the plan.
type amount struct {
	series *catalog.Series
	value  segur.Value
}

// grouping is one way to cut the total, with what it leaves unnamed.
type grouping struct {
	parts []amount
	rest  segur.Number
}

// alternatives returns the other groupings of which every part is published and that do not exceed the total.
func alternatives(c *catalog.Catalog, total *amount) (all []grouping) {
	if total == nil {
		return nil
	}
	for _, strands := range planAlternatives() {
		g := grouping{rest: total.value.Number}
		for _, s := range strands {
			a := amountOf(c, s.code)
			if a != nil && s.competing {
				a = a.competitor()
			}
			if a != nil && a.series.Indicator.Unit == total.series.Indicator.Unit {
				g.parts, g.rest = append(g.parts, *a), g.rest-a.value.Number
			}
		}
		if len(g.parts) == len(strands) && g.rest >= 0 {
			all = append(all, g)
		}
	}
	return all
}

// competitor is the first planned amount of the same indicator that the dataset keeps beside the displayed one, nil for none.
func (a amount) competitor() *amount {
	for _, v := range a.series.Values {
		if v.Kind == segur.KindTarget && !v.Reference {
			return &amount{a.series, v}
		}
	}
	return nil
}

// investment shows what was programmed, never as if it had been spent.
func investment(c *catalog.Catalog, v *spec.Voice) (Chart, error) {
	total, parts := plan(c)
	others := alternatives(c, total)
	f := Chart{Subtitle: v.Say("investment.subtitle"), Interactive: len(parts) > 0, Table: planTable(total, parts, others, v)}
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
	for _, g := range others {
		for _, p := range g.parts {
			f.Cite(p.value.Source)
		}
		f.Alt = locale.Join(" ", f.Alt, otherAlt(*total, g, v))
	}
	return f, f.Draw(func(z spec.Size) *plot.Canvas {
		return plot.LyingBars(plot.BarFormat{Width: z.Width, Text: z.Text, LabelAbove: z.Narrow, Series: v.Say("investment.programmed")}, append(planRows(*total, parts, whole, v), otherRows(*total, others, v)...))
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

// otherRows draws each other grouping from the zero line anew, under a name of its own: bars of two groupings never follow each
// other.
func otherRows(total amount, others []grouping, v *spec.Voice) (rows []plot.BarRow) {
	for _, g := range others {
		rows = append(rows, plot.BarRow{Label: v.Say("investment.another"), Strong: true})
		from := 0.0
		add := func(label string, n segur.Number, q locale.Quantity) {
			rows = append(rows, plot.BarRow{Label: label, From: from, To: from + n.Float(), Text: q.String(), Tip: q.String() + " · " + v.Period(total.value, total.series)})
			from += n.Float()
		}
		for _, p := range g.parts {
			add(v.In(p.series.Indicator.Label), p.value.Number, v.Amount(p.value, p.series))
		}
		if g.rest > 0 {
			add(v.Say("investment.rest"), g.rest, v.Amount(segur.Value{Number: g.rest}, total.series))
		}
	}
	return rows
}

// otherAlt tells another grouping, apart from the others.
func otherAlt(total amount, g grouping, v *spec.Voice) locale.Phrase {
	var list []locale.Phrase
	for _, p := range g.parts {
		list = append(list, v.Tell("investment.part", "amount", v.Figure(p.value, p.series), "label", v.In(p.series.Indicator.Label)))
	}
	if g.rest > 0 {
		rest := locale.Figure{Value: g.rest.String(), Text: v.Amount(segur.Value{Number: g.rest}, total.series).String()}
		list = append(list, v.Tell("investment.rest_part", "amount", rest))
	}
	return v.Tell("investment.alt_other", "parts", v.And(list))
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
func planTable(total *amount, parts []amount, others []grouping, v *spec.Voice) Table {
	t := Table{Caption: v.Say("investment.caption"), Columns: []Column{
		{Label: v.Say("column.strand")}, {Label: v.Say("column.amount"), Numeric: true}, {Label: v.Say("column.period")}, {Label: v.Say("column.nature")},
	}}
	if total != nil {
		parts = append([]amount{*total}, parts...)
	}
	for _, g := range others {
		for _, p := range g.parts {
			if !slices.ContainsFunc(parts, func(known amount) bool { return known.series == p.series }) {
				parts = append(parts, p)
			}
		}
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
