package sentence

import (
	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// Of returns a value as a figure of a sentence, with its unit.
func Of(l *locale.Localizer, ind segur.Indicator, v segur.Value) locale.Figure {
	return locale.Figure{
		Value: v.Number.String(),
		Text:  l.Quantity(v.Number.Float(), ind.Decimals, ind.Unit).String(),
		Of:    v.FigureID(),
	}
}

// again returns the second value of a sentence: what is counted was named with the first
// one, but money and percentages keep their sign.
func again(l *locale.Localizer, ind segur.Indicator, v segur.Value) locale.Figure {
	f := Of(l, ind, v)
	switch ind.Unit {
	case "beds", "places", "persons", "hours", "days":
		f.Text = l.Number(v.Number.Float(), ind.Decimals)
	}
	return f
}

// Kind says what a value is: « relevé », « objectif ». Money "aimed at" is money programmed:
// nobody's goal is to spend.
func Kind(l *locale.Localizer, ind segur.Indicator, v segur.Value) string {
	key := "kind." + string(v.Kind)
	if v.Kind == segur.KindTarget && ind.Money() {
		key = "kind.envelope"
	}
	if !v.Reference {
		key += "_alternative"
	}
	return l.T(key)
}

// KindIn says what a value is within its series: a target that asks for so much each year is named
// so, and not taken for a total.
func KindIn(l *locale.Localizer, s *catalog.Series, v segur.Value) string {
	if !s.PerYear(v) {
		return Kind(l, s.Indicator.Indicator, v)
	}
	if !v.Reference {
		return l.T("kind.yearly_alternative")
	}
	return l.T("kind.yearly")
}

// Flag words the reservation on a value, "" for a final figure.
func Flag(l *locale.Localizer, v segur.Value) string {
	if v.Flag == "" || v.Flag == "final" {
		return ""
	}
	return l.T("flag." + v.Flag)
}

// Nature joins what a value is to the reservation on it: « objectif, arrondi ».
func Nature(l *locale.Localizer, kind string, v segur.Value) string {
	flag := Flag(l, v)
	if flag == "" {
		return kind
	}
	return kind + ", " + flag
}

// Count returns a count of measures or documents as a figure.
func Count(l *locale.Localizer, n int) locale.Figure {
	return locale.Figure{Value: segur.Int(n).String(), Text: l.Number(float64(n), 0)}
}

// Difference returns later − earlier as a signed figure with its unit. Between two
// percentages it counts points.
func Difference(l *locale.Localizer, ind segur.Indicator, later, earlier segur.Number) locale.Figure {
	d, unit := later-earlier, ind.Unit
	if unit == "percent" {
		unit = "points"
	}
	return locale.Figure{Value: d.String(), Text: l.SignedQuantity(d.Float(), ind.Decimals, unit).String()}
}

// Period names the time that a value speaks of: "mai 2025", "année 2023", "de 2021 à 2029".
func Period(l *locale.Localizer, nature segur.Nature, kind segur.Kind, p segur.Period) string {
	switch {
	case p.IsRange() && kind == segur.KindTarget:
		return l.YearRange(p.From.Year, p.To.Year)
	case p.IsRange():
		return l.YearSpan(p.From.Year, p.To.Year)
	case Due(nature, kind, p):
		return l.T("period.deadline", "year", p.From.Year)
	case p.From.Month == 0 && kind != segur.KindBaseline && nature == segur.NatureFlow:
		return l.T("period.whole_year", "year", p.From.Year)
	}
	return Date(l, p.From)
}

// Due reports whether a target of a single year falls due on its last day. What is promised for
// a whole year of a flow or of money speaks of that year, as an observed figure does.
func Due(nature segur.Nature, kind segur.Kind, p segur.Period) bool {
	return kind == segur.KindTarget && !p.IsRange() && p.From.Month == 0 &&
		nature != segur.NatureFlow && nature != segur.NatureAmount
}

// When names the time of a value inside a sentence: "en mai 2025", "fin 2027", "en 2025".
func When(l *locale.Localizer, nature segur.Nature, v segur.Value) string {
	switch {
	case v.Period.IsRange():
		return l.YearRange(v.Period.From.Year, v.Period.To.Year)
	case Due(nature, v.Kind, v.Period):
		return l.T("period.by_end_of", "year", v.Period.From.Year)
	}
	return l.T("period.in", "date", Date(l, v.Period.From))
}

// span names a period after "since" or "for": "mai 2025", "2021–2029".
func span(l *locale.Localizer, p segur.Period) string {
	if p.IsRange() {
		return l.YearSpan(p.From.Year, p.To.Year)
	}
	return Date(l, p.From)
}

// Date names a date as precisely as it is known.
func Date(l *locale.Localizer, d segur.Date) string { return l.Date(d.Year, d.Month, d.Day) }
