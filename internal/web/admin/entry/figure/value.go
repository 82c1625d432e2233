package figure

import (
	"cmp"
	"errors"
	"slices"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
	"github.com/segur-tracker/segur/internal/web/admin/entry/driver"
	"github.com/segur-tracker/segur/internal/web/admin/entry/typed"
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

// valueForm asks for a figure: a new one, one in the place of another, or one beside it.
type valueForm struct {
	action
}

// Allow finds the figure. A territory that the form does not offer is no slip: it is refused before
// anything is read.
func (f *valueForm) Allow(r *driver.Request) ([]desk.Target, error) {
	targets, err := f.find(r)
	if code := r.Typed(fieldTerritory); err == nil && r.Answering() {
		if _, known := r.Call.Catalog.Territory(code); known {
			targets = append(targets, Target(f.ind.Indicator, code))
		}
	}
	return targets, err
}

// Ask puts the questions about one figure.
func (f *valueForm) Ask(r *driver.Request, q *driver.Questions) error {
	f.begin(r, q)
	v := f.initial(r)
	AskValue(r, q, f.ind.Indicator, v)
	if r.Answering() && r.Call.Form.Has(fieldExists) {
		q.Ask("figure_exists", existing(r))
	}
	q.Documents = &driver.Documents{Near: Near(f.ind)}
	switch {
	case f.proposed != (segur.Value{}):
		q.Documents.Chosen = driver.One(f.proposed.Source)
	case f.what == edit.ValueReplace: // a correction goes on resting on what is published
		q.Documents.Chosen = driver.One(f.old.Source)
	}
	if f.old != nil {
		q.Documents.Now = []string{f.old.Source}
	}
	q.Vague = fieldNumber
	q.Page.Sections = []driver.Section{
		{Questions: Questions()},
		{Title: r.Words.T("entry.section_source"), Documents: true},
	}
	return nil
}

// initial is what stands in the boxes when the form opens.
func (f *valueForm) initial(r *driver.Request) segur.Value {
	switch {
	case f.proposed != (segur.Value{}):
		return f.proposed
	case f.old == nil:
		return fromQuery(r, f.ind.Code)
	case f.what == edit.ValueAlternative:
		return segur.Value{Indicator: f.old.Indicator, Kind: f.old.Kind, Period: f.old.Period, Territory: f.old.Territory}
	}
	return *f.old
}

// fromQuery takes over what the page before knows: the board leads here for a missing figure.
func fromQuery(r *driver.Request, code string) segur.Value {
	v := segur.Value{Indicator: code, Kind: segur.KindActual, Flag: "final", Confidence: "high"}
	if kind := r.Call.Query.Get(fieldKind); slices.Contains(segur.Allowed(segur.TableValues, "kind"), kind) {
		v.Kind = segur.Kind(kind)
	}
	if p, err := segur.ParsePeriod(r.Call.Query.Get(fieldPeriod)); err == nil {
		v.Period = p
	}
	v.Territory = r.Call.Query.Get(fieldTerritory)
	return v
}

// Read makes the change that the figure comes to.
func (f *valueForm) Read(r *driver.Request, a *driver.Answers) (segur.ChangeSet, error) {
	v := ReadValue(r, a, f.ind.Indicator)
	if ids := a.Documents(); len(ids) > 0 {
		v.Source = ids[0]
	}
	if a.Refused() {
		return segur.ChangeSet{}, nil
	}
	changes, err := edit.Value(r.Base, edit.ValueIntent{Action: f.what, Old: f.old, New: v})
	var refusal *segur.Error
	if f.what == edit.ValueAdd && errors.As(err, &refusal) && refusal.Field == edit.RefusalExists {
		return f.beside(r, a, v)
	}
	return changes, err
}

// beside asks what to do with the figure that is there already, or does what was chosen.
func (f *valueForm) beside(r *driver.Request, a *driver.Answers, v segur.Value) (segur.ChangeSet, error) {
	switch a.Given(fieldExists) {
	case "remplacer":
		return edit.Value(r.Base, edit.ValueIntent{Action: edit.ValueReplace, New: v})
	case "alternative":
		return edit.Value(r.Base, edit.ValueIntent{Action: edit.ValueAlternative, New: v})
	}
	if a.Field(fieldExists) == nil {
		a.Ask("figure_exists", existing(r))
	}
	a.Refuse(fieldExists, "entry.figure_exists", "value", f.sentence(r, rivals(r.Base, v)[0]))
	return segur.ChangeSet{}, nil
}

func existing(r *driver.Request) form.Field {
	return form.Field{
		Name: fieldExists, Kind: form.Radios,
		Options: r.Words.Options("entry.figure_exists_choice.", []string{"remplacer", "alternative"}),
	}
}

// AskValue adds the questions about one figure, filled with v.
func AskValue(r *driver.Request, q *driver.Questions, ind segur.Indicator, v segur.Value) {
	words, number := r.Words, ""
	if v.Flag != "" && (v.Source != "" || v.Number != 0) {
		number = words.TypedNumber(v.Number)
	}
	q.Ask("value_kind", form.Field{
		Name: fieldKind, Kind: form.Radios, Values: driver.One(string(v.Kind)),
		Options: words.Options("entry.value_kind.", []string{"actual", "baseline", "target"}),
	})
	q.Ask("territory", form.Field{Name: fieldTerritory, Kind: form.Select, Values: driver.One(v.Territory), Options: territories(r, ind)})
	q.Ask("period", form.Field{Name: fieldPeriod, Values: driver.One(words.TypedPeriod(v.Period)), Width: 20})
	q.Ask("value", form.Field{
		Name: fieldNumber, Values: driver.One(number), Width: 10, Mode: "decimal",
		Hint: NumberHint(words, ind), Now: published(r, ind, v), Suffix: suffix(words, ind),
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
	q.Hold(Columns())
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
	period, err := sentence.Period(words.Localizer, ind.Nature, shown.Kind, shown.Period)
	if err != nil {
		return words.Keep(err)
	}
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
	if v.Period, err = typed.Period(a.Given(fieldPeriod)); err != nil {
		a.Mistyped(fieldPeriod, err)
	}
	if v.Number, err = typed.Number(a.Given(fieldNumber), ind); err != nil {
		a.Mistyped(fieldNumber, err)
	} else if !a.Refused() {
		a.Tell(r.Words.T("entry.read_number", "typed", a.Given(fieldNumber), "quantity", r.Words.Quantity(ind, v.Number),
			"territory", r.Words.Territory(v.Territory), "period", r.Words.Period(v.Period)))
	}
	return v
}
