package driver

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/editorial"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/form"
)

// refuseReason refuses a reason that the use cases would not take; a draft may still lack one.
func (x *exchange) refuseReason() {
	_, err := editorial.Reason(x.answers.Given(fieldReason))
	var long *refusal.TooLong
	at := x.answers.Field(fieldReason)
	if err == nil || !errors.As(err, &long) && !x.request.Submitting || at != nil && len(at.Errors) > 0 {
		return
	}
	x.questions.form.Refuse(fieldReason, x.word(err))
}

// word is what a refusal means for the reader.
func (x *exchange) word(refused error) string {
	return x.request.Call.Word(refused)
}

// refuseIntent words why no change could be made; what is no refusal is an error.
func (x *exchange) refuseIntent(err error) error {
	e := refused(err)
	if e == nil {
		return err
	}
	switch {
	case x.answers.Refused(): // what is missing explains it already
	case x.request.Words.Localizer.Has("entry.intent." + e.Field):
		x.answers.Refuse("", "entry.intent."+e.Field)
	default:
		word := x.request.Call.Word(e)
		x.questions.form.Refuse("", word)
	}
	return nil
}

// judge asks what the rules say. settled is false when the answer is a page.
func (x *exchange) judge(draft *editorial.Draft) (answer admin.Answer, settled bool, err error) {
	ctx, actor, live := x.request.Call.Request.Context(), x.request.Call.Actor, x.request.Live
	check, err := x.driver.Editorial.Check(ctx, actor, *draft)
	if err != nil {
		return admin.Answer{}, false, err
	}
	if check.Conflict != nil {
		if x.request.seen != live.Publication.Number {
			answer, err = x.showConflict(check.Conflict)
			return answer, false, err
		}
		if draft.Changes, err = edit.Rebase(live, draft.Changes); err == nil {
			draft.Base = live.Publication.Number
			check, err = x.driver.Editorial.Check(ctx, actor, *draft)
		}
		if err != nil {
			if err = x.refuseIntent(err); err == nil {
				answer, err = x.again()
			}
			return answer, false, err
		}
	}
	x.refuseFaults(check)
	draft.Confirmed = x.doubt(check)
	x.refuseRest(check)
	if x.answers.Refused() {
		answer, err = x.again()
		return answer, false, err
	}
	return admin.Answer{}, true, nil
}

// refuseFaults puts every broken rule where it can be corrected.
func (x *exchange) refuseFaults(check editorial.Check) {
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

// doubt asks to confirm what looks like a slip, once a kind, and what others are proposing meanwhile.
// It returns the tokens of the warnings that were confirmed.
func (x *exchange) doubt(check editorial.Check) (confirmed []string) {
	options := slices.Clone(x.answers.doubts)
	given := x.request.Call.Form[fieldConfirmed]
	for _, kind := range edit.Kinds(check.Warnings) {
		o := x.request.Words.kindOption(kind)
		options = append(options, o)
		if slices.Contains(given, o.Value) {
			confirmed = append(confirmed, kind.Tokens()...)
		}
	}
	options = append(options, x.rivals(check)...)
	if len(options) == 0 {
		return nil
	}
	x.questions.Ask("confirm", form.Field{Name: fieldConfirmed, Kind: form.Checkboxes, Options: options, Values: given})
	boxes := x.answers.Field(fieldConfirmed)
	for i, o := range options {
		if !slices.Contains(given, o.Value) {
			x.open = append(x.open, form.Error{Field: strings.TrimPrefix(boxes.OptionID(i), "f-"), Message: o.Label})
		}
	}
	if len(x.open) > 0 {
		x.answers.Refuse(fieldConfirmed, "entry.to_confirm", "count", len(x.open))
	}
	return confirmed
}

func (x *exchange) rivals(check editorial.Check) []form.Option {
	var numbers, words []string
	for _, r := range check.Rivals {
		number := strconv.FormatInt(r.ID, 10)
		numbers = append(numbers, number)
		words = append(words, x.request.Words.T("entry.rival", "number", number, "author", r.AuthorName))
		x.questions.Page.Rivals = append(x.questions.Page.Rivals, admin.Crumb{Label: x.request.Words.T("entry.see_rival", "number", number), Href: paths.Proposal.Of(r.ID)})
	}
	if len(numbers) == 0 {
		return nil
	}
	return []form.Option{{
		Value: ownToken + "rivales " + strings.Join(numbers, " "),
		Label: x.request.Words.T("entry.rivals", "count", len(numbers), "list", x.request.Words.Localizer.List(words)),
	}}
}

// refuseRest says what submitting would refuse and no other message has said.
func (x *exchange) refuseRest(check editorial.Check) {
	if len(check.Backwards) > 0 && x.answers.Given(fieldExplanation) == "" {
		if x.answers.Field(fieldExplanation) == nil {
			x.askExplanation("")
		}
		x.answers.Refuse(fieldExplanation, "entry.backwards", "steps", x.request.Words.steps(check.Backwards))
	}
	for _, e := range check.Refusals {
		switch e.Field {
		case refusal.Invalid, refusal.Unconfirmed, refusal.Explanation:
		case refusal.NoSource:
			x.answers.RefuseOnce(FieldSource, "entry.no_source")
		default:
			if !x.answers.Refused() {
				x.questions.form.Refuse("", x.word(&e))
			}
		}
	}
}

// refused returns the refusal in the chain of an error, nil when there is none.
func refused(err error) *segur.Error {
	var e *segur.Error
	if errors.As(err, &e) {
		return e
	}
	return nil
}
