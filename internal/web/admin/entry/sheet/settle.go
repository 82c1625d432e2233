package sheet

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/editorial"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/form"
)

// AskReason adds the last questions: why, and why a state moves backwards where one does.
func (s *Sheet) AskReason() {
	reason, explanation := "", ""
	if number := s.report(); number > 0 {
		reason = s.InFrench("doubts.reason", "number", number)
	}
	if s.Proposal != nil {
		reason, explanation = s.Proposal.Reason, s.Proposal.Explanation
	}
	s.Ask("reason", form.Field{Name: fieldReason, Kind: form.Area, Rows: 3, Values: One(reason)})
	if explanation != "" || s.Call.Form.Get(fieldExplanation) != "" {
		s.askExplanation(explanation)
	}
}

// SuggestReason puts words into the question why, where nothing else stands there.
func (s *Sheet) SuggestReason(key string, args ...any) {
	if f := s.Asked.Field(fieldReason); f.Value() == "" {
		f.Values = One(s.InFrench(key, args...))
	}
}

func (s *Sheet) askExplanation(text string) {
	s.Ask("explanation", form.Field{Name: fieldExplanation, Kind: form.Area, Rows: 3, Values: One(text)})
}

// Type puts what was typed into the questions.
func (s *Sheet) Type() {
	s.Asked.Fill(s.Call.Form)
	if s.docs.asked {
		s.offer()
	}
}

// Columns says which field of a form holds a column of a table.
type Columns map[string]map[string]string

// Outcome is what a form asks for once it is read.
type Outcome struct {
	Changes segur.ChangeSet
	Fields  Columns // where a broken rule is said
	Vague   string  // field for a rule that belongs to none of Fields, "" for the whole form
	Err     error   // why no change set could be made
	// At finds the field of one row where many rows share a column: the cell of a grid.
	At func(ref segur.RowRef, column string) string
}

// Settle ends a form that was sent: it reads it and answers with the form where something is to
// be corrected or confirmed, else keeps the draft or submits it, and leads to the proposal. Any
// other button than these two shows the form again without reading it.
func (s *Sheet) Settle(p *Page, read func() Outcome) (admin.Answer, error) {
	if s.Does() != DoSubmit && s.Does() != DoDraft {
		return s.Again(p)
	}
	o := read()
	s.refuseReason()
	if o.Err != nil {
		if err := s.refuseIntent(o.Err); err != nil {
			return admin.Answer{}, err
		}
	}
	if s.err != nil || s.Asked.Refused() {
		return s.Again(p)
	}
	draft := s.draft(o.Changes)
	if s.Submitting() {
		answer, settled, err := s.judge(p, o, &draft)
		if err != nil || !settled {
			return answer, err
		}
	}
	return s.keepIt(p, draft)
}

// Again shows the form with what was typed: nothing is kept, nothing is lost.
func (s *Sheet) Again(p *Page) (admin.Answer, error) {
	s.complete(p)
	return admin.Refused(Template, p), s.err
}

func (s *Sheet) refuseReason() {
	_, err := editorial.Reason(s.Given(fieldReason))
	var long *editorial.TooLong
	if at := s.Asked.Field(fieldReason); err == nil || !errors.As(err, &long) && !s.Submitting() || at != nil && len(at.Faults) > 0 {
		return // a draft may still lack its reason
	}
	s.Asked.Refuse(fieldReason, s.keep(s.Word(err)))
}

// refuseIntent words why no change could be made; what is no refusal is an error.
func (s *Sheet) refuseIntent(err error) error {
	e := refused(err)
	if e == nil {
		return err
	}
	switch {
	case s.Asked.Refused(): // what is missing explains it already
	case s.Words.Has("entry.intent." + e.Field):
		s.Refuse("", "entry.intent."+e.Field)
	default:
		word, err := s.Word(e)
		if err != nil {
			return err
		}
		s.Asked.Refuse("", word)
	}
	return nil
}

// draft is what is kept; what is confirmed is read once the rules have said what is asked.
func (s *Sheet) draft(changes segur.ChangeSet) editorial.Draft {
	return editorial.Draft{
		Ref: s.ref, Kind: s.Kind, Base: s.Base.Publication.Number, Changes: changes,
		Case: s.report(), Reason: s.Given(fieldReason), Explanation: s.Given(fieldExplanation),
	}
}

// judge asks what the rules say. settled is false when the answer is a page.
func (s *Sheet) judge(p *Page, o Outcome, draft *editorial.Draft) (answer admin.Answer, settled bool, err error) {
	check, err := s.course.Editorial.Check(s, s.Actor, *draft)
	if err != nil {
		return admin.Answer{}, false, err
	}
	if check.Conflict != nil {
		if s.seen != s.Live.Publication.Number {
			answer, err = s.showConflict(p, check.Conflict)
			return answer, false, err
		}
		if draft.Changes, err = edit.Rebase(s.Live, draft.Changes); err == nil {
			draft.Base = s.Live.Publication.Number
			check, err = s.course.Editorial.Check(s, s.Actor, *draft)
		}
		if err != nil {
			if err = s.refuseIntent(err); err == nil {
				answer, err = s.Again(p)
			}
			return answer, false, err
		}
	}
	s.refuseFaults(check, o)
	draft.Confirmed = s.doubt(p, check)
	s.refuseRest(check)
	if s.err != nil || s.Asked.Refused() {
		answer, err = s.Again(p)
		return answer, false, err
	}
	return admin.Answer{}, true, nil
}

// refuseFaults puts every broken rule where it can be corrected.
func (s *Sheet) refuseFaults(check editorial.Check, o Outcome) {
	for _, f := range check.Faults {
		field := o.Fields[f.Table][f.Field]
		if o.At != nil && f.Table == segur.TableValues && f.Row >= 0 && f.Row < len(check.After.Values) {
			ref := segur.RowRef{Table: f.Table, Key: check.After.Values[f.Row].RowKey()}
			if cell := o.At(ref, f.Field); cell != "" {
				field = cell
			}
		}
		if field == "" {
			field = o.Vague
		}
		s.RefuseOnce(field, "entry.rule."+string(f.Rule), "value", s.written(f.Value))
	}
}

// written is a value as a message repeats it: figures with decimals as the reader writes them.
func (s *Sheet) written(value string) string {
	if n, decimals, err := segur.ParseNumber(value); err == nil && decimals > 0 {
		return s.Words.Number(n.Float(), segur.MaxDecimals)
	}
	return short(value)
}

// refuseRest says what Submit would refuse and no other message has said.
func (s *Sheet) refuseRest(check editorial.Check) {
	if len(check.Backwards) > 0 && s.Given(fieldExplanation) == "" {
		if s.Asked.Field(fieldExplanation) == nil {
			s.askExplanation("")
		}
		s.Refuse(fieldExplanation, "entry.backwards", "steps", s.steps(check.Backwards))
	}
	for _, e := range check.Refusals {
		switch e.Field {
		case editorial.RefusalInvalid, editorial.RefusalUnconfirmed, editorial.RefusalExplanation:
		case editorial.RefusalNoSource:
			s.RefuseOnce(FieldSource, "entry.no_source")
		default:
			if s.Asked.Refused() {
				continue
			}
			s.Asked.Refuse("", s.keep(s.Word(&e)))
		}
	}
}

func (s *Sheet) steps(steps []edit.Backward) string {
	var said []string
	for _, b := range steps {
		said = append(said, s.T("entry.step_back", "from_year", b.FromYear, "to_year", b.ToYear,
			"from", s.T("state."+b.From.Slug()), "to", s.T("state."+b.To.Slug())))
	}
	return s.Words.List(said)
}

// keepIt writes the draft and, where that was asked for, submits it.
func (s *Sheet) keepIt(p *Page, draft editorial.Draft) (admin.Answer, error) {
	// Who leaves in the middle leaves a proposal, not a draft that nobody asked for.
	ctx := context.WithoutCancel(s)
	kept, err := s.course.Editorial.Save(ctx, s.Actor, draft)
	if err == nil && s.Submitting() {
		// Should submitting fail, the next attempt must go on with this very draft.
		s.ref = editorial.Ref{ID: kept.ID, Version: kept.Version}
		var submitted []desk.Proposal
		if submitted, err = s.course.Editorial.Submit(ctx, s.Actor, []editorial.Ref{s.ref}, ""); err == nil {
			kept = submitted[0]
		}
	}
	if e := refused(err); e != nil && e.Code != segur.CodeForbidden && e.Code != segur.CodeInternal && e.Code != segur.CodeUnavailable {
		if err := s.refuseIntent(e); err != nil {
			return admin.Answer{}, err
		}
		return s.Again(p)
	}
	if err != nil {
		return admin.Answer{}, err
	}
	s.say(kept)
	return admin.SeeOther(ProposalPath(kept.ID)), nil
}

// say keeps the outcome in a sentence for the page of the proposal.
func (s *Sheet) say(p desk.Proposal) {
	key := "entry.said_draft"
	if p.Status == desk.StatusSubmitted {
		key = "entry.said_submitted"
	}
	number := strconv.FormatInt(p.ID, 10)
	if len(s.Read) == 0 {
		s.Say(key, "number", number)
		return
	}
	s.Say(key+"_read", "number", number, "read", strings.Join(s.Read[:min(len(s.Read), mostRead)], " "))
}

// mostRead bounds the sentences repeated in a message.
const mostRead = 3

// short bounds what a message repeats of a value.
func short(text string) string {
	const most = 60
	if letters := []rune(text); len(letters) > most {
		return string(letters[:most]) + "…"
	}
	return text
}

// Finish shows a form, or answers it when it was sent. start is where who gives way to what was
// published meanwhile begins again.
func (s *Sheet) Finish(p *Page, start string, read func() Outcome) (admin.Answer, error) {
	if !s.Answering() {
		return s.Show(p)
	}
	s.Type()
	if answer, ok, err := s.Conflicted(p, start); ok {
		return answer, err
	}
	return s.Settle(p, read)
}
