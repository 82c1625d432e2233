package spec

import (
	"strings"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
)

// Voice speaks one language with the words of charts.
type Voice struct {
	*locale.Localizer
	Headed bool // the label of the indicator already stands over the chart
}

// Speak returns the voice of a language.
func Speak(l *locale.Localizer) *Voice { return &Voice{Localizer: l} }

// Say returns the text chart.<id>.
func (v *Voice) Say(id string, args ...any) string { return v.T("chart."+id, args...) }

// Word returns a text that pages use as well: states, outcomes, kinds of value.
func (v *Voice) Word(id string) string {
	return v.T(id)
}

// Tell is say for sentences with figures.
func (v *Voice) Tell(id string, args ...any) locale.Phrase {
	return v.Phrase("chart."+id, args...)
}

// In returns a text of the data, typeset.
func (v *Voice) In(t segur.Text) string { return v.Text(t.In(string(v.Lang()))) }

// Headline says where the measures stand in a year, as pages do.
func (v *Voice) Headline(c *catalog.Catalog, r segur.Reading, year int) locale.Phrase {
	return sentence.Headline(c, r, year, v.Localizer)
}

// InYear begins a sentence about a year, and Until says up to when the record of one under way was
// kept.
func (v *Voice) InYear(c *catalog.Catalog, year int) string {
	return sentence.InYear(c, v.Localizer, year)
}

// Until says up to when the record was kept.
func (v *Voice) Until(c *catalog.Catalog) string {
	return sentence.Until(c, v.Localizer)
}

// State names a standing.
func (v *Voice) State(s segur.State) string { return v.Word("state." + s.Slug()) }

// Count is a whole number that was counted here.
func (v *Voice) Count(n int) locale.Figure { return sentence.Count(v.Localizer, n) }

// And joins phrases as a sentence does: "a, b et c".
func (v *Voice) And(parts []locale.Phrase) locale.Phrase {
	if len(parts) < 2 {
		return locale.Join("", parts...)
	}
	last := len(parts) - 1
	and := strings.TrimPrefix(v.List([]string{"", "", ""}), ", ")
	return locale.Join(and, locale.Join(", ", parts[:last]...), parts[last])
}

// CountCell is a table cell for a count.
func (v *Voice) CountCell(n int) Cell {
	f := v.Count(n)
	return Cell{Text: f.Text, Value: f.Value}
}

// Amount writes a figure with the unit of its indicator.
func (v *Voice) Amount(value segur.Value, s *catalog.Series) locale.Quantity {
	return v.Quantity(value.Number.Float(), s.Indicator.Decimals, s.Indicator.Unit)
}

// Figure is a published figure inside a sentence, with its unit.
func (v *Voice) Figure(value segur.Value, s *catalog.Series) locale.Figure {
	return sentence.Of(v.Localizer, s.Indicator.Indicator, value)
}

// ValueCell is a table cell for a published figure.
func (v *Voice) ValueCell(value segur.Value, s *catalog.Series) Cell {
	q := v.Amount(value, s)
	return Cell{Text: q.Before + q.Number, Value: value.Number.String(), After: q.After, Source: value.Source, Of: value.FigureID()}
}

// Period names the time of a figure beside it: "mai 2025", "fin 2027", "2018–2021".
func (v *Voice) Period(value segur.Value, s *catalog.Series) string {
	return sentence.Period(v.Localizer, s.Indicator.Nature, value.Kind, value.Period)
}

// Span names the time of a figure in a sentence: "en mai 2025", "fin 2027", "de 2021 à 2029".
func (v *Voice) Span(value segur.Value, s *catalog.Series) string {
	return sentence.When(v.Localizer, s.Indicator.Nature, value)
}

// Deadline names when a target falls due, between brackets: "fin 2027", "en 2025".
func (v *Voice) Deadline(target segur.Value, s *catalog.Series) string {
	if target.Period.IsRange() || sentence.Due(s.Indicator.Nature, target.Kind, target.Period) {
		return v.Period(target, s)
	}
	return v.Span(target, s)
}

// Nature says what a value is, as it is drawn: one that disputes the starting point competes.
func (v *Voice) Nature(value segur.Value, s *catalog.Series) string {
	value.Reference = !s.Competes(value)
	kind := sentence.KindIn(v.Localizer, s, value)
	return sentence.Nature(v.Localizer, kind, value)
}

// Short keeps the units that are signs (M€, %) and drops those that are words.
func (v *Voice) Short(value segur.Value, s *catalog.Series) string {
	switch s.Indicator.Unit {
	case "percent", "eur", "million", "million_eur", "billion_eur":
		return v.Amount(value, s).String()
	}
	return v.Number(value.Number.Float(), s.Indicator.Decimals)
}

// Bare leaves the unit to other words, but for the percent sign.
func (v *Voice) Bare(value segur.Value, s *catalog.Series) string {
	if s.Indicator.Unit == "percent" {
		return v.Amount(value, s).String()
	}
	return v.Number(value.Number.Float(), s.Indicator.Decimals)
}

// Money reports whether the targets of a series are money programmed: nobody's goal is to spend.
func Money(s *catalog.Series) bool { return s.Indicator.Money() }
