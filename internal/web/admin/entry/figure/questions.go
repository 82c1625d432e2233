package figure

import (
	"cmp"
	"slices"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/input"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
	"github.com/segur-tracker/segur/internal/web/admin/entry/driver"
	"github.com/segur-tracker/segur/internal/web/form"
)

// The fields of a figure.
const (
	fieldKind       = "nature"
	fieldTerritory  = "territoire"
	fieldPeriod     = "periode"
	fieldNumber     = "valeur"
	fieldFlag       = "precision"
	fieldConfidence = "confiance"
	fieldNote       = "note"
	fieldExists     = "existant"
)

// AskValue adds the questions about one figure, filled with v.
func AskValue(r *driver.Request, q *driver.Questions, ind segur.Indicator, v segur.Value) {
	words, number := r.Words, ""
	if v.Flag != "" && (v.Source != "" || v.Number != 0) {
		number = words.TypedNumber(v.Number)
	}
	offered, now, hint, unit, columns := territories(r, ind), published(r, ind, v), NumberHint(words, ind), suffix(words, ind), Columns()
	period := words.TypedPeriod(v.Period)
	q.Ask("value_kind", form.Field{
		Name: fieldKind, Kind: form.Radios, Values: driver.One(string(v.Kind)),
		Options: words.Options("entry.value_kind.", []string{"actual", "baseline", "target"}),
	})
	q.Ask("territory", form.Field{Name: fieldTerritory, Kind: form.Select, Values: driver.One(v.Territory), Options: offered})
	q.Ask("period", form.Field{Name: fieldPeriod, Values: driver.One(period), Width: 20})
	q.Ask("value", form.Field{
		Name: fieldNumber, Values: driver.One(number), Width: 10, Mode: "decimal", Hint: hint, Now: now, Suffix: unit,
	})
	q.Ask("flag", form.Field{
		Name: fieldFlag, Kind: form.Select, Values: driver.One(cmp.Or(v.Flag, "final")),
		Options: words.Options("entry.flag.", segur.Allowed(segur.TableValues, "flag")),
	})
	q.Ask("confidence", form.Field{
		Name: fieldConfidence, Kind: form.Radios, Values: driver.One(cmp.Or(v.Confidence, "high")),
		Options: words.Options("entry.confidence.", segur.Allowed(segur.TableValues, "confidence")),
	})
	q.Ask("note", form.Field{Name: fieldNote, Kind: form.Area, Rows: 2, Values: driver.One(v.Note), Lang: "fr"})
	q.Hold(columns)
}

// Columns maps the columns of a value to the fields of its form.
func Columns() driver.Columns {
	return driver.Columns{segur.TableValues: {
		"kind": fieldKind, "territory": fieldTerritory, "period": fieldPeriod, "value": fieldNumber,
		"flag": fieldFlag, "confidence": fieldConfidence, "note_fr": fieldNote, "source_id": driver.FieldSource,
	}}
}

// Questions names the questions of AskValue, in order.
func Questions() []string {
	needed, more := QuestionsByNeed()
	return slices.Concat(needed, more)
}

// QuestionsByNeed splits Questions into those that are to be answered and those that have an answer
// already.
func QuestionsByNeed() (needed, more []string) {
	return []string{fieldKind, fieldTerritory, fieldPeriod, fieldExists, fieldNumber}, []string{fieldFlag, fieldConfidence, fieldNote}
}

// suffix is the unit after the box, "" where the unit is still to be chosen.
func suffix(words *driver.Words, ind segur.Indicator) string {
	if ind.Unit == "" || ind.Unit == "count" {
		return ""
	}
	return words.T("entry.unit_suffix." + ind.Unit)
}

// NumberHint says how a figure of an indicator is typed.
func NumberHint(words *driver.Words, ind segur.Indicator) string {
	switch {
	case ind.Unit == "":
		return words.T("entry.unit_name.unknown")
	case ind.Decimals == 0:
		return words.T("entry.unit_name."+ind.Unit) + " " + words.T("entry.no_decimals")
	}
	return words.T("entry.unit_name."+ind.Unit) + " " + words.T("entry.some_decimals", "count", ind.Decimals)
}

// published tells the latest figure of the territory, or of the indicator.
func published(r *driver.Request, ind segur.Indicator, v segur.Value) string {
	known := r.Call.Catalog.Indicator(ind.Code)
	if known == nil {
		return ""
	}
	if only := territories(r, ind); v.Territory == "" && len(only) == 1 {
		v.Territory = only[0].Value
	}
	series := known.Series(v.Territory)
	if series == nil {
		series = known.Main()
	}
	return Latest(r.Words, ind, series)
}

// Latest tells the figure that stands for a series.
func Latest(words *driver.Words, ind segur.Indicator, series *catalog.Series) string {
	shown := series.Shown()
	period := sentence.Period(words.Localizer, ind.Nature, shown.Kind, shown.Period)
	return words.T("entry.latest", "quantity", words.Quantity(ind, shown.Number), "territory", words.Territory(shown.Territory), "period", period)
}

// territories lists those of which the person may propose figures.
func territories(r *driver.Request, ind segur.Indicator) []form.Option {
	var options []form.Option
	for _, t := range r.Call.Catalog.Territories() {
		if Open(r.Call.Actor, ind, t.Code) {
			options = append(options, form.Option{Value: t.Code, Label: r.Words.Text(t.Name)})
		}
	}
	if len(options) > 1 {
		options = r.Words.Choose(options)
	}
	return options
}

// mostNear bounds the documents offered without a search.
const mostNear = 6

// Near lists the documents that an indicator rests on, those of its latest figures first.
func Near(ind *catalog.Indicator) []string {
	var ids []string
	for _, series := range ind.AllSeries() {
		for _, v := range slices.Backward(series.Values) {
			if !slices.Contains(ids, v.Source) && len(ids) < mostNear {
				ids = append(ids, v.Source)
			}
		}
	}
	return ids
}

// ReadValue reads the questions of AskValue, all but the source.
func ReadValue(r *driver.Request, a *driver.Answers, ind segur.Indicator) segur.Value {
	v := segur.Value{
		Indicator: ind.Code, Kind: segur.Kind(a.Word(fieldKind, segur.Allowed(segur.TableValues, "kind"))),
		Territory: a.Given(fieldTerritory), Note: a.Optional(fieldNote),
		Flag:       a.Word(fieldFlag, segur.Allowed(segur.TableValues, "flag")),
		Confidence: a.Word(fieldConfidence, segur.Allowed(segur.TableValues, "confidence")),
	}
	if _, known := r.Call.Catalog.Territory(v.Territory); !known {
		a.Refuse(fieldTerritory, "entry.choose_territory")
	}
	var err error
	if v.Period, err = input.Period(a.Given(fieldPeriod)); err != nil {
		a.Mistyped(fieldPeriod, err)
	}
	if v.Number, err = input.Number(a.Given(fieldNumber), ind); err != nil {
		a.Mistyped(fieldNumber, err)
	} else if !a.Refused() {
		a.Tell(r.Words.T("entry.read_number", "typed", a.Given(fieldNumber), "quantity", r.Words.Quantity(ind, v.Number),
			"territory", r.Words.Territory(v.Territory), "period", r.Words.Period(v.Period)))
	}
	return v
}
