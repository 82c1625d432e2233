package figure

import (
	"errors"

	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/entry/sheet"
	"github.com/segur-tracker/segur/internal/web/admin/entry/typed"
	"github.com/segur-tracker/segur/internal/web/form"
)

// Columns maps the columns of a value to the fields of its form.
func Columns() sheet.Columns {
	return sheet.Columns{
		segur.TableValues: {
			"kind": fieldKind, "territory": fieldTerritory, "period": fieldPeriod, "value": fieldNumber,
			"flag": fieldFlag, "confidence": fieldConfidence, "note_fr": fieldNote, "source_id": sheet.FieldSource,
		},
		segur.TableSources: sheet.NewDocumentColumns(),
	}
}

// ReadValue reads the questions of AskValue, all but the source.
func ReadValue(s *sheet.Sheet, ind segur.Indicator) segur.Value {
	v := segur.Value{
		Indicator: ind.Code, Kind: segur.Kind(s.ReadWord(fieldKind, segur.Allowed(segur.TableValues, "kind"))),
		Territory: s.Given(fieldTerritory), Note: s.ReadOptional(fieldNote),
		Flag:       s.ReadWord(fieldFlag, segur.Allowed(segur.TableValues, "flag")),
		Confidence: s.ReadWord(fieldConfidence, segur.Allowed(segur.TableValues, "confidence")),
	}
	if _, known := s.Catalog.Territory(v.Territory); !known {
		s.Refuse(fieldTerritory, "entry.choose_territory")
	}
	var err error
	if v.Period, err = typed.Period(s.Given(fieldPeriod)); err != nil {
		s.Mistyped(fieldPeriod, err)
	}
	if v.Number, err = typed.Number(s.Given(fieldNumber), ind); err != nil {
		s.Mistyped(fieldNumber, err)
	} else if !s.Asked.Refused() {
		s.Read = append(s.Read, s.T("entry.read_number", "typed", s.Given(fieldNumber), "quantity", s.Quantity(ind, v.Number),
			"territory", s.Territory(v.Territory), "period", s.Period(v.Period)))
	}
	return v
}

func (a asked) read() sheet.Outcome {
	o := sheet.Outcome{Fields: Columns(), Vague: fieldNumber}
	v := ReadValue(a.Sheet, a.ind.Indicator)
	ids, added := a.ReadDocuments()
	if len(ids) > 0 {
		v.Source = ids[0]
	}
	if a.Asked.Refused() {
		return o
	}
	if o.Changes, o.Err = edit.Value(a.Base, edit.ValueIntent{Action: a.action, Old: a.old, New: v}); a.collides(o.Err) {
		o.Changes, o.Err = a.beside(v)
	}
	if o.Err == nil {
		o.Changes, o.Err = a.WithDocument(o.Changes, added)
	}
	return o
}

// collides tells a new figure that is published already from other refusals.
func (a asked) collides(err error) bool {
	var refusal *segur.Error
	return a.action == edit.ValueAdd && errors.As(err, &refusal) && refusal.Field == edit.RefusalExists
}

// beside asks what to do with the figure that is there already, or does what was chosen.
func (a asked) beside(v segur.Value) (segur.ChangeSet, error) {
	switch a.Given(fieldExists) {
	case "remplacer":
		return edit.Value(a.Base, edit.ValueIntent{Action: edit.ValueReplace, New: v})
	case "alternative":
		return edit.Value(a.Base, edit.ValueIntent{Action: edit.ValueAlternative, New: v})
	}
	if a.Asked.Field(fieldExists) == nil {
		a.askExisting()
	}
	there := a.rivals(a.Base, v)
	a.Refuse(fieldExists, "entry.figure_exists", "value", a.sentence(there[0]))
	return segur.ChangeSet{}, nil
}

func (a asked) askExisting() {
	a.Ask("figure_exists", form.Field{
		Name: fieldExists, Kind: form.Radios, Options: a.Options("entry.figure_exists_choice.", []string{"remplacer", "alternative"}),
	})
}

// standing asks for no more than the reason: another value becomes the reference, or one goes.
func (a asked) standing(page *sheet.Page, proposed segur.Value) (admin.Answer, error) {
	page.Lede = a.T("entry.figure." + actionWord(a.action) + "_lede")
	page.Warn = a.action == edit.ValueWithdraw
	if others := a.others(); a.action == edit.ValueWithdraw && a.old.Reference && len(others) > 1 {
		var options []form.Option
		for _, v := range others {
			options = append(options, form.Option{Value: v.RowKey(), Label: a.sentence(v)})
		}
		next := others[0].RowKey()
		if proposed != (segur.Value{}) {
			next = proposed.RowKey()
		}
		a.Ask("next_reference", form.Field{Name: fieldNext, Kind: form.Radios, Options: options, Values: sheet.One(next)})
		page.Sections = []sheet.Section{{Questions: []string{fieldNext}}}
	}
	a.AskReason()
	if !a.Answering() {
		return a.Show(page)
	}
	a.Type()
	if answer, ok, err := a.Conflicted(page, Path(a.ind.Code)); ok {
		return answer, err
	}
	return a.Settle(page, a.readStanding)
}

func (a asked) readStanding() sheet.Outcome {
	in := edit.ValueIntent{Action: a.action, Old: a.old}
	if next := find(a.Base, a.Given(fieldNext)); next != nil {
		in.New = *next
	}
	o := sheet.Outcome{Fields: Columns()}
	o.Changes, o.Err = edit.Value(a.Base, in)
	return o
}

// others returns the values that could take the place of the one to withdraw.
func (a asked) others() []segur.Value {
	var left []segur.Value
	for _, v := range a.rivals(a.Base, *a.old) {
		if v.RowKey() != a.old.RowKey() {
			left = append(left, v)
		}
	}
	return left
}
