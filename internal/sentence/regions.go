package sentence

import (
	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// Range says between which figures the regions of an indicator lie, of those that compare: of one kind,
// scope and time. It is meant for indicators without a figure for France.
func Range(ind *catalog.Indicator, l *locale.Localizer) locale.Phrase {
	all := len(ind.AllSeries())
	c := ind.Compare(0, 0)
	if c == nil {
		return l.Phrase("regions.apart", "count", all, "n", Count(l, all))
	}
	id := "regions.range"
	if len(c.Figures) < all {
		id = "regions.range_scope"
	}
	if c.PerPerson {
		id += "_per"
	}
	top, bottom := c.Figures[0], c.Figures[len(c.Figures)-1]
	return l.Phrase(id, "all", Count(l, all), "count", len(c.Figures), "n", Count(l, len(c.Figures)),
		"low", Ranked(c, bottom, l), "high", Ranked(c, top, l))
}

// Ranked is the figure by which a region is compared: its own, or that per inhabitant.
func Ranked(c *catalog.Comparison, r catalog.Regional, l *locale.Localizer) locale.Figure {
	if c.PerPerson {
		return PerPerson(l, r.Per)
	}
	return Of(l, r.Indicator.Indicator, r.Value)
}

// cents is below which an amount per inhabitant is written with cents.
const cents = 10

// PerPerson writes an amount in euros per inhabitant, without the words « par habitant ».
func PerPerson(l *locale.Localizer, per segur.Number) locale.Figure {
	decimals := 0
	if per < segur.Int(cents) {
		decimals = 2
	}
	return locale.Figure{Value: per.Round(decimals).String(), Text: l.Quantity(per.Float(), decimals, "eur").String()}
}

// Differs says why the figure of a region stands apart from those of a comparison: « hôpital seul ».
func Differs(c *catalog.Comparison, r catalog.Regional, l *locale.Localizer) string {
	switch {
	case r.Value.Scope == segur.ScopeUnstated:
		return l.T("differs.unstated")
	case r.Differs == catalog.DiffersInScope && r.Value.Scope != "":
		return l.T("scope." + r.Value.Scope)
	case r.Differs == catalog.DiffersInTime:
		return Period(l, r.Indicator.Nature, r.Value.Kind, r.Value.Period)
	case r.Differs == catalog.DiffersInKind:
		return KindIn(l, r.Series, r.Value)
	}
	return l.T("differs." + string(r.Differs))
}
