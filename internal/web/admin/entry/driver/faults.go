package driver

import (
	"errors"

	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/editorial"
	"github.com/segur-tracker/segur/internal/segur"
)

// refuseReason refuses a reason that the use cases would not take; a draft may still lack one.
func (x *course) refuseReason() {
	_, err := editorial.Reason(x.answers.Given(fieldReason))
	var long *editorial.TooLong
	at := x.answers.Field(fieldReason)
	if err == nil || !errors.As(err, &long) && !x.request.Submitting() || at != nil && len(at.Faults) > 0 {
		return
	}
	x.questions.form.Refuse(fieldReason, x.word(err))
}

// word is what a refusal means for the reader.
func (x *course) word(refusal error) string {
	text, err := x.request.Call.Word(refusal)
	return x.request.Words.keep(text, err)
}

// refuseIntent words why no change could be made; what is no refusal is an error.
func (x *course) refuseIntent(err error) error {
	e := refused(err)
	if e == nil {
		return err
	}
	switch {
	case x.answers.Refused(): // what is missing explains it already
	case x.request.Words.Localizer.Has("entry.intent." + e.Field):
		x.answers.Refuse("", "entry.intent."+e.Field)
	default:
		word, err := x.request.Call.Word(e)
		if err != nil {
			return err
		}
		x.questions.form.Refuse("", word)
	}
	return nil
}

// refuseFaults puts every broken rule where it can be corrected.
func (x *course) refuseFaults(check editorial.Check) {
	for _, f := range check.Faults {
		field := x.questions.columns[f.Table][f.Field]
		if x.questions.At != nil && f.Table == segur.TableValues && f.Row >= 0 && f.Row < len(check.After.Values) {
			ref := segur.RowRef{Table: f.Table, Key: check.After.Values[f.Row].RowKey()}
			if cell := x.questions.At(ref, f.Field); cell != "" {
				field = cell
			}
		}
		if field == "" {
			field = x.questions.Vague
		}
		x.answers.RefuseOnce(field, "entry.rule."+string(f.Rule), "value", x.request.Words.written(f.Value))
	}
}

// written is a value as a message repeats it: figures with decimals as the reader writes them.
func (w *Words) written(value string) string {
	if n, decimals, err := segur.ParseNumber(value); err == nil && decimals > 0 {
		return w.Localizer.Number(n.Float(), segur.MaxDecimals)
	}
	return short(value)
}

// short bounds what a message repeats of a value.
func short(text string) string {
	const most = 60
	if letters := []rune(text); len(letters) > most {
		return string(letters[:most]) + "…"
	}
	return text
}

// refuseRest says what submitting would refuse and no other message has said.
func (x *course) refuseRest(check editorial.Check) {
	if len(check.Backwards) > 0 && x.answers.Given(fieldExplanation) == "" {
		if x.answers.Field(fieldExplanation) == nil {
			x.questions.askExplanation("")
		}
		x.answers.Refuse(fieldExplanation, "entry.backwards", "steps", x.request.Words.steps(check.Backwards))
	}
	for _, e := range check.Refusals {
		switch e.Field {
		case editorial.RefusalInvalid, editorial.RefusalUnconfirmed, editorial.RefusalExplanation:
		case editorial.RefusalNoSource:
			x.answers.RefuseOnce(FieldSource, "entry.no_source")
		default:
			if !x.answers.Refused() {
				x.questions.form.Refuse("", x.word(&e))
			}
		}
	}
}

func (w *Words) steps(steps []edit.Backward) string {
	var said []string
	for _, b := range steps {
		said = append(said, w.T("entry.step_back", "from_year", b.FromYear, "to_year", b.ToYear,
			"from", w.T("state."+b.From.Slug()), "to", w.T("state."+b.To.Slug())))
	}
	return w.Localizer.List(said)
}
