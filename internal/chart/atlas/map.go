package atlas

import (
	"slices"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart/series"
	"github.com/segur-tracker/segur/internal/chart/spec"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
)

// Has reports whether as many regions of an indicator compare as a map asks for.
func Has(i *catalog.Indicator) bool { return mapped(i, 0, 0) != nil }

// mapped returns what a map shows between two years, 0 for an open end; nil where too few regions compare.
func mapped(i *catalog.Indicator, from, to int) *catalog.Comparison {
	c := i.Compare(from, to)
	if c == nil || len(c.Figures) < catalog.FewestForMap {
		return nil
	}
	return c
}

// Map draws the regions of an indicator that has one, between two years, 0 for an open end; where the
// years hold too few figures it says so. Amounts of money are drawn per inhabitant: the amounts
// themselves would make a map of the population.
func Map(i *catalog.Indicator, from, to int, v *spec.Voice) (spec.Chart, error) {
	c := mapped(i, from, to)
	if c == nil {
		return nothing(i, from, to, v), nil
	}
	f, err := series.Ranking(c, nil, v)
	if err != nil {
		return f, err
	}
	m := newChoropleth(c, v)
	f.Interactive = false
	f.Subtitle = v.Say("map.ground", "text", f.Subtitle)
	f.Alt = locale.Join(" ", v.Tell("map.alt"), f.Alt)
	if len(c.Missing) > 0 {
		f.Alt = locale.Join(" ", f.Alt, v.Tell("map.alt_missing", "regions", v.List(m.namesOf(c.Missing))))
	}
	f.Legend, f.Places = m.legend(), m.places()
	f.Table.Caption = v.Say("map.caption", "label", v.In(i.Label), "period", v.YearSpan(c.Same.Period.From.Year, c.Same.Period.To.Year))
	return f, f.Draw(m.draw)
}

func nothing(i *catalog.Indicator, from, to int, v *spec.Voice) spec.Chart {
	label := v.In(i.Label)
	f := spec.Chart{Title: series.Outside("map.title_outside", i, from, to, v), Subtitle: label, Table: spec.Table{
		Caption: v.Say("regions.caption", "label", label), Columns: []spec.Column{
			{Label: v.Say("column.territory")}, {Label: v.Say("column.value"), Numeric: true}, {Label: v.Say("column.period")}, {Label: v.Say("column.nature")},
		},
	}}
	f.Alt = v.Tell("series.alt_planned", "title", f.Title)
	return f
}

// choropleth is a map being made.
type choropleth struct {
	*catalog.Comparison
	names    map[string]string // of every region, by code
	figures  map[string]catalog.Regional
	apart    map[string]catalog.Regional
	cuts     []segur.Number
	zero     bool // some figure is 0: no class holds it
	distinct bool // each class is one figure
	voice    *spec.Voice
}

func newChoropleth(c *catalog.Comparison, v *spec.Voice) choropleth {
	m := choropleth{Comparison: c, names: map[string]string{}, figures: map[string]catalog.Regional{}, apart: map[string]catalog.Regional{}, voice: v}
	var numbers []segur.Number
	for _, r := range slices.Backward(c.Figures) {
		m.names[r.Territory.Code], m.figures[r.Territory.Code] = v.In(r.Territory.Name), r
		if n := c.Number(r); n == 0 {
			m.zero = true
		} else {
			numbers = append(numbers, n)
		}
	}
	decimals := c.Indicator.Decimals
	if c.Rate != segur.RateNone {
		decimals = 0
		if len(numbers) > 0 {
			decimals = sentence.PerDecimals(c.Rate, numbers[0])
		}
	}
	m.cuts = cutsOf(numbers, decimals)
	m.distinct = len(slices.Compact(numbers)) == len(m.cuts)+1
	for _, r := range c.Apart {
		m.names[r.Territory.Code], m.apart[r.Territory.Code] = v.In(r.Territory.Name), r
	}
	for _, t := range c.Missing {
		m.names[t.Code] = v.In(t.Name)
	}
	return m
}

func (m choropleth) namesOf(territories []segur.Territory) []string {
	var names []string
	for _, t := range territories {
		names = append(names, m.names[t.Code])
	}
	return names
}

// legend has an item per class, one for 0, one for the regions that do not compare and one for those
// without a figure.
func (m choropleth) legend() []spec.LegendItem {
	var items []spec.LegendItem
	if m.zero {
		items = append(items, spec.LegendItem{Kind: "zero", Label: m.voice.Say("map.nought")})
	}
	if len(m.figures) > 0 && (!m.zero || len(m.figures) > m.zeros()) {
		for class := range len(m.cuts) + 1 {
			items = append(items, spec.LegendItem{Kind: "class", Class: shade(class, len(m.cuts)+1), Label: m.className(class)})
		}
	}
	barred := slices.ContainsFunc(m.Apart, isBarred)
	if len(m.Apart) > 1 || len(m.Apart) == 1 && !barred {
		items = append(items, spec.LegendItem{Kind: "apart", Label: m.voice.Say("map.apart", "unit", m.voice.Say("unit."+m.Indicator.Unit))})
	}
	if barred {
		items = append(items, spec.LegendItem{Kind: "barred", Label: m.voice.Say("map.barred")})
	}
	if len(m.Missing) > 0 {
		items = append(items, spec.LegendItem{Kind: "none", Label: m.voice.Say("map.none")})
	}
	return items
}

func (m choropleth) zeros() int {
	n := 0
	for _, r := range m.Figures {
		if m.Number(r) == 0 {
			n++
		}
	}
	return n
}

func (m choropleth) className(class int) string {
	v := m.voice
	short := func(n segur.Number) string {
		if m.Rate != segur.RateNone {
			return sentence.Per(v.Localizer, m.Rate, n).Text
		}
		return v.Short(segur.Value{Number: n}, m.Figures[0].Series)
	}
	switch {
	case m.distinct:
		return short(m.lowest(class))
	case class == 0:
		return v.Say("map.class_first", "to", short(m.cuts[0]))
	case class == len(m.cuts):
		return v.Say("map.class_last", "from", short(m.cuts[class-1]))
	}
	return v.Say("map.class", "from", short(m.cuts[class-1]), "to", short(m.cuts[class]))
}

// lowest returns the lowest figure of a class.
func (m choropleth) lowest(class int) segur.Number {
	for _, r := range slices.Backward(m.Figures) {
		if n := m.Number(r); n != 0 && classOf(n, m.cuts) == class {
			return n
		}
	}
	return 0
}

// isBarred reports a figure that would compare, were the people counted whom it serves.
func isBarred(r catalog.Regional) bool { return r.Differs == catalog.DiffersInPeople }
