package atlas

import (
	"cmp"
	"slices"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart/series"
	"github.com/segur-tracker/segur/internal/chart/spec"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// fewest is how many regions must have a figure of the same kind and time for a map to say
// more than a sentence.
const fewest = 6

// Has reports whether an indicator has figures for a map.
func Has(i *catalog.Indicator) bool { return comparable(i, 0, 0) != nil }

// figureOf is the figure of a region.
type figureOf struct {
	*catalog.Series
	value segur.Value
}

// comparable returns the figures that a map shows between two years, 0 for an open end: those of one
// kind and period, which most regions have, and the latest of such periods; largest first, nil when
// too few regions have any.
func comparable(i *catalog.Indicator, from, to int) []figureOf {
	type moment struct {
		kind   segur.Kind
		period segur.Period
	}
	groups := map[moment][]figureOf{}
	for _, s := range i.AllSeries() {
		if s.Territory.Level != "region" {
			continue
		}
		for _, v := range s.Within(from, to).Values {
			if v.Reference {
				groups[moment{v.Kind, v.Period}] = append(groups[moment{v.Kind, v.Period}], figureOf{s, v})
			}
		}
	}
	var best []figureOf
	for _, group := range groups {
		if len(group) >= fewest && (best == nil || better(group, best)) {
			best = group
		}
	}
	slices.SortStableFunc(best, func(a, b figureOf) int { return cmp.Compare(b.value.Number, a.value.Number) })
	return best
}

// better reports whether a comes before b: more regions, then later, then observed rather than planned.
func better(a, b []figureOf) bool {
	order := []segur.Kind{segur.KindTarget, segur.KindBaseline, segur.KindActual}
	p, q := a[0].value, b[0].value
	return cmp.Or(cmp.Compare(len(a), len(b)), p.Period.End().Compare(q.Period.End()), p.Period.Start().Compare(q.Period.Start()),
		cmp.Compare(slices.Index(order, p.Kind), slices.Index(order, q.Kind))) > 0
}

// Map draws the regions of an indicator that has one, between two years, 0 for an open end; where the
// years hold too few figures it says so. Territories are those of the catalog.
func Map(i *catalog.Indicator, territories []segur.Territory, from, to int, v *spec.Voice) (spec.Chart, error) {
	shown := comparable(i, from, to)
	if shown == nil {
		return nothing(i, from, to, v), nil
	}
	top, bottom := shown[0], shown[len(shown)-1]
	period, label := v.Period(top.value, top.Series), v.In(i.Label)
	m := newChoropleth(i, territories, shown, v)
	f := spec.Chart{
		Title: v.Tell("regions.title", "label", label, "count", len(shown), "regions", v.Count(len(shown)),
			"high", v.Figure(top.value, top.Series), "top", v.In(top.Territory.Name), "low", v.Figure(bottom.value, bottom.Series), "bottom", v.In(bottom.Territory.Name)),
		Subtitle: v.Say("map.subtitle", "label", label, "unit", v.Say("unit."+i.Unit), "shown", what(top, v), "period", period),
		Alt:      m.alt(what(top, v), period),
		Legend:   m.legend(),
		Table:    table(shown, v.Say("map.caption", "label", label, "period", period), v),
	}
	for _, r := range shown {
		f.Cite(r.value.Source)
		if r.value.Kind != segur.KindTarget {
			f.Counts(r.value, r.Series, v)
		}
	}
	return f, f.Draw(m.draw)
}

func nothing(i *catalog.Indicator, from, to int, v *spec.Voice) spec.Chart {
	label := v.In(i.Label)
	f := spec.Chart{Title: series.Outside("map.title_outside", i, from, to, v), Subtitle: label, Table: table(nil, v.Say("regions.caption", "label", label), v)}
	f.Alt = v.Tell("series.alt_planned", "title", f.Title)
	return f
}

// what says what the figures are. Money that was promised never passes for money that was spent.
func what(r figureOf, v *spec.Voice) string {
	switch {
	case r.value.Kind == segur.KindTarget && spec.Money(r.Series):
		return v.Say("regions.target_envelope")
	case r.value.Kind == segur.KindTarget:
		return v.Say("regions.target")
	case r.value.Kind == segur.KindBaseline:
		return v.Say("map.baseline")
	}
	return v.Say("map.actual")
}

func table(shown []figureOf, caption string, v *spec.Voice) spec.Table {
	t := spec.Table{Caption: caption, Columns: []spec.Column{
		{Label: v.Say("column.territory")}, {Label: v.Say("column.value"), Numeric: true}, {Label: v.Say("column.period")}, {Label: v.Say("column.nature")},
	}}
	for _, r := range shown {
		t.Rows = append(t.Rows, spec.Row{Header: v.In(r.Territory.Name), Cells: []spec.Cell{
			v.ValueCell(r.value, r.Series), {Text: v.Period(r.value, r.Series)}, {Text: v.Nature(r.value, r.Series)},
		}})
	}
	return t
}

// choropleth is a map being made.
type choropleth struct {
	indicator *catalog.Indicator
	names     map[string]string   // of every region of the catalog, by code
	figures   map[string]figureOf // by code
	order     []figureOf          // largest first
	missing   []string            // names of the regions without a figure
	cuts      []segur.Number
	distinct  bool // each class is one figure
	voice     *spec.Voice
}

func newChoropleth(i *catalog.Indicator, territories []segur.Territory, shown []figureOf, v *spec.Voice) choropleth {
	m := choropleth{indicator: i, names: map[string]string{}, figures: map[string]figureOf{}, order: shown, voice: v}
	var numbers []segur.Number
	for _, r := range slices.Backward(shown) {
		m.figures[r.Territory.Code] = r
		numbers = append(numbers, r.value.Number)
	}
	m.cuts = cutsOf(numbers, i.Decimals)
	m.distinct = len(slices.Compact(numbers)) == len(m.cuts)+1
	for _, t := range territories {
		if t.Level != "region" {
			continue
		}
		m.names[t.Code] = v.In(t.Name)
		if _, known := m.figures[t.Code]; !known {
			m.missing = append(m.missing, m.names[t.Code])
		}
	}
	return m
}

// alt lists every figure, and the regions that have none.
func (m choropleth) alt(what, period string) locale.Phrase {
	v := m.voice
	var parts []locale.Phrase
	for _, r := range m.order {
		parts = append(parts, v.Tell("regions.part", "region", v.In(r.Territory.Name), "value", v.Figure(r.value, r.Series)))
	}
	alt := v.Tell("map.alt", "label", v.In(m.indicator.Label), "shown", what, "period", period, "parts", v.And(parts))
	if len(m.missing) == 0 {
		return alt
	}
	return locale.Join(" ", alt, v.Tell("map.alt_missing", "regions", v.List(m.missing)))
}

// legend has an item per class and one for the regions without a figure.
func (m choropleth) legend() []spec.LegendItem {
	var items []spec.LegendItem
	for class := range len(m.cuts) + 1 {
		items = append(items, spec.LegendItem{Kind: "class", Class: shade(class, len(m.cuts)+1), Label: m.className(class)})
	}
	if len(m.missing) > 0 {
		items = append(items, spec.LegendItem{Kind: "none", Label: m.voice.Say("map.none")})
	}
	return items
}

func (m choropleth) className(class int) string {
	v := m.voice
	short := func(n segur.Number) string { return v.Short(segur.Value{Number: n}, m.order[0].Series) }
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
	for _, r := range slices.Backward(m.order) {
		if classOf(r.value.Number, m.cuts) == class {
			return r.value.Number
		}
	}
	return 0
}
