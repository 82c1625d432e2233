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
		var values []locale.Phrase
		for _, s := range ind.AllSeries() {
			values = append(values, locale.Phrase{part(Of(l, ind.Indicator, s.Shown()))})
		}
		return l.Phrase("regions.apart", "count", all, "n", Count(l, all), "values", locale.Join(", ", values...))
	}
	id := "regions.range"
	if len(c.Figures) < all {
		id = "regions.range_scope"
	}
	per := ""
	if c.Rate != segur.RateNone {
		id += "_per"
		per = PerWhom(l, c.Rate)
	}
	top, bottom := c.Figures[0], c.Figures[len(c.Figures)-1]
	return l.Phrase(id, "per", per, "all", Count(l, all), "count", len(c.Figures), "n", Count(l, len(c.Figures)),
		"low", Ranked(c, bottom, l), "high", Ranked(c, top, l),
		"lowest", Of(l, ind.Indicator, bottom.Value), "highest", Of(l, ind.Indicator, top.Value))
}

func part(f locale.Figure) locale.Part { return locale.Part{Text: f.Text, Value: f.Value, Of: f.Of} }

// Ranked is the figure by which a region is compared: its own, or that in proportion to its people.
func Ranked(c *catalog.Comparison, r catalog.Regional, l *locale.Localizer) locale.Figure {
	if c.Rate != segur.RateNone {
		return Per(l, c.Rate, r.Per)
	}
	return Of(l, r.Indicator.Indicator, r.Value)
}

// cents is below which an amount per inhabitant is written with cents.
const cents = 10

// Per writes a figure in proportion to people, without the words of PerWhom.
func Per(l *locale.Localizer, rate segur.Rate, per segur.Number) locale.Figure {
	decimals := PerDecimals(rate, per)
	unit := "count"
	if rate == segur.RateInhabitant {
		unit = "eur"
	}
	return locale.Figure{Value: per.Round(decimals).String(), Text: l.Quantity(per.Float(), decimals, unit).String()}
}

// PerDecimals is how many decimals a figure in proportion to people is written with.
func PerDecimals(rate segur.Rate, per segur.Number) int {
	switch {
	case rate == segur.RateInhabitant && per >= segur.Int(cents):
		return 0
	case rate == segur.RateHundredThousand && per >= segur.Int(1):
		return 1
	}
	return 2
}

// PerWhom says what a figure is in proportion to: « par habitant ».
func PerWhom(l *locale.Localizer, rate segur.Rate) string { return l.T("rate." + string(rate)) }

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

// Envelope says what the plan is to invest in a region: how much, in which years, of which scope, how much
// that is per inhabitant, and the place of the region among those that compare.
func Envelope(c *catalog.Catalog, t segur.Territory, l *locale.Localizer) locale.Phrase {
	name := l.Text(t.Name.In(string(l.Lang())))
	ind := c.Indicator(segur.EnvelopeIndicator)
	var s *catalog.Series
	if ind != nil {
		s = ind.Series(t.Code)
	}
	if s == nil {
		known := 0
		if ind != nil {
			known = len(ind.AllSeries())
		}
		return l.Phrase("envelope.none", "region", name, "known", Count(l, known))
	}
	shown := s.Shown()
	facts := []any{"region", name, "amount", Of(l, ind.Indicator, shown), "when", When(l, ind.Nature, shown)}
	all := ind.Compare(0, 0)
	if own, compares := all.Of(t.Code); compares {
		rank := all.Rank(t.Code)
		return l.Phrase("envelope.compared", append(facts, "per", Per(l, all.Rate, own.Per), "count", rank, "rank", l.Ordinal(rank),
			"all", Count(l, len(all.Figures)), "scope", scope(l, shown.Scope))...)
	}
	if shown.Scope == "" {
		return l.Phrase("envelope.plain", facts...)
	}
	why := scope(l, shown.Scope)
	if shown.Scope == segur.ScopeUnstated {
		why = l.T("differs.unstated")
	}
	return l.Phrase("envelope.apart", append(facts, "scope", why)...)
}

// scope names what a figure includes; nobody may have noted it.
func scope(l *locale.Localizer, code string) string {
	if code == "" {
		return l.T("invest.no_scope")
	}
	return l.T("scope." + code)
}

// Region says what a region is known for in a few sentences that may be quoted: its envelope, and how many
// projects are documented there, of which how many are delivered.
func Region(c *catalog.Catalog, r catalog.Region, l *locale.Localizer) locale.Phrase {
	said := l.Phrase("envelope.said", "text", Envelope(c, r.Territory, l))
	if len(r.Projects) == 0 {
		return locale.Join(" ", said, l.Phrase("region.projects_none"))
	}
	delivered := 0
	for _, p := range r.Projects {
		if p.Stage == segur.StageDelivered {
			delivered++
		}
	}
	id := "region.projects"
	if delivered == 0 {
		id = "region.projects_undelivered"
	}
	return locale.Join(" ", said, l.Phrase(id, "count", len(r.Projects), "n", Count(l, len(r.Projects)), "delivered", Count(l, delivered)))
}
