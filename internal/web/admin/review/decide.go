package review

import (
	"errors"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/editorial"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/preview"
	"github.com/segur-tracker/segur/internal/web/form"
)

// The fields of the forms about one proposal.
const (
	fieldDecision = "decision"
	fieldComment  = "commentaire"
	fieldText     = "texte"
)

// The forms of the page, by the end of their path.
const (
	formDecision = "decision"
	formRemark   = "commentaire"
	formWithdraw = "retrait"
)

// choice is a decision as forms name it, with the message that follows it.
type choice struct {
	status desk.Status
	said   string
}

func decisions() map[string]choice {
	return map[string]choice{
		"approuver": {desk.StatusApproved, "review.said_approved"},
		"rejeter":   {desk.StatusRejected, "review.said_rejected"},
		"retourner": {desk.StatusReturned, "review.said_returned"},
	}
}

// forms adds the forms that this person may use, and puts an attempt back into its own.
func (o *opened) forms(page *Proposal, a attempt) {
	actor, p := o.call.Actor, o.p
	if actor.Holds(desk.Comment) {
		page.Comment = remarkForm(o.Words)
	}
	if o.check.Conflict != nil {
		page.Resolve = paths.Conflict.Of(p.ID)
	}
	if p.Author == actor.ID && p.Status.Open() && p.Plan == 0 {
		page.Withdraw = withdrawForm(o.Words)
		if mayEdit(actor, p) {
			page.Edit = paths.EditProposal.Of(p.ID)
			s := submission{ordered: []string{fieldReason}, reason: p.Reason}
			if a.submission != nil {
				s = *a.submission
			}
			page.Submit = s.form(o.Words, nil)
		}
	}
	o.decision(page)
	o.restore(page, a)
	o.next(page)
}

// decision says whether this person may decide, else why not.
func (o *opened) decision(page *Proposal) {
	actor, p := o.call.Actor, o.p
	switch {
	case p.Status != desk.StatusSubmitted || !actor.Holds(desk.Decide):
	case p.Author == actor.ID:
		page.Denied = o.T("review.denied_own")
	case !covers(actor, o.live, p):
		page.Denied = o.T("review.denied_scope")
	case !actor.May(desk.Decide):
		page.Denied, page.Factor = o.T("review.denied_factor"), true
	default:
		page.Decision = decisionForm(o.Words)
		page.Decision.Field(fieldDecision).Options = o.options()
	}
}

// options are the decisions that a proposal admits.
func (o *opened) options() []form.Option {
	var options []form.Option
	for _, x := range []struct {
		value, key string
		closed     bool
	}{
		{"approuver", "review.approve", o.check.Conflict != nil},
		{"retourner", "review.return", o.p.Kind.Whole()},
		{"rejeter", "review.reject", false},
	} {
		if !x.closed {
			options = append(options, form.Option{Value: x.value, Label: o.T(x.key), Hint: o.T(x.key + "_hint")})
		}
	}
	return options
}

func decisionForm(w *preview.Words) *form.Form {
	return &form.Form{Fields: []form.Field{
		{Name: fieldDecision, Kind: form.Radios, Label: w.T("review.ask_decision"), Heading: true},
		{Name: fieldComment, Kind: form.Area, Rows: 3, Label: w.T("review.ask_comment"), Hint: w.T("review.hint_comment")},
	}}
}

func remarkForm(w *preview.Words) *form.Form {
	return &form.Form{Fields: []form.Field{
		{Name: fieldText, Kind: form.Area, Rows: 3, Label: w.T("review.ask_remark"), Hint: w.T("review.hint_remark")},
	}}
}

func withdrawForm(w *preview.Words) *form.Form {
	return &form.Form{Fields: []form.Field{
		{Name: fieldReason + "-retrait", Kind: form.Area, Rows: 2, Label: w.T("review.ask_withdraw")},
	}}
}

// restore puts what was sent back into the page. Where its form is no longer there, because the
// proposal has moved on, what was written goes into the comment.
func (o *opened) restore(page *Proposal, a attempt) {
	if a.submission != nil {
		if page.Submit != nil {
			page.Errors = page.Submit.Errors
		}
		return
	}
	if a.form == nil {
		return
	}
	for which, there := range map[string]**form.Form{
		formDecision: &page.Decision, formRemark: &page.Comment, formWithdraw: &page.Withdraw,
	} {
		if which == a.which && *there != nil {
			if field := a.form.Field(fieldDecision); field != nil {
				field.Options = o.options()
			}
			*there = a.form
			page.Errors = a.form.Errors
			return
		}
	}
	page.Errors = a.form.Errors
	for i := range page.Errors {
		page.Errors[i].Field = ""
	}
	if page.Comment != nil {
		page.Comment.Field(fieldText).Values = []string{a.form.Value(fieldComment) + a.form.Value(fieldReason+"-retrait")}
	}
}

// next finds the next proposal that waits for this person, the older ones first.
func (o *opened) next(page *Proposal) {
	if !o.call.Actor.Holds(desk.Decide) {
		return
	}
	waiting, err := o.editorial.Proposals(o.call, o.call.Actor, desk.Filter{Statuses: []desk.Status{desk.StatusSubmitted}})
	o.Fail(err)
	first := int64(0)
	for _, p := range waiting {
		if p.ID == o.p.ID || !waits(o.call.Actor, o.live, p) {
			continue
		}
		if first == 0 || p.ID < o.p.ID {
			first = p.ID
		}
		if p.ID < o.p.ID {
			break
		}
	}
	if first > 0 {
		page.Next = paths.Proposal.Of(first)
	}
}

func (p *Pages) decide(c *admin.Call) (admin.Answer, error) {
	ref, err := reference(c)
	if err != nil {
		return admin.Answer{}, err
	}
	w := &preview.Words{Localizer: c.Words}
	f := decisionForm(w)
	f.Fill(c.Form)
	chosen, known := decisions()[c.Form.Get(fieldDecision)]
	if !known {
		f.Refuse(fieldDecision, w.T("review.choose_decision"))
		return p.showAgain(c, ref.ID, attempt{form: f, which: formDecision})
	}
	_, err = p.editorial.Decide(c, c.Actor, ref, editorial.Decision{Status: chosen.status, Reason: f.Value(fieldComment)})
	if err != nil {
		a := attempt{form: f, which: formDecision}
		return p.sorry(c, w, ref.ID, refusedAttempt{attempt: a, err: err, field: fieldComment})
	}
	c.Say(chosen.said, "number", number(ref.ID))
	return admin.SeeOther(paths.Proposal.Of(ref.ID)), nil
}

func (p *Pages) remark(c *admin.Call) (admin.Answer, error) {
	id, err := identified(c)
	if err != nil {
		return admin.Answer{}, err
	}
	w := &preview.Words{Localizer: c.Words}
	f := remarkForm(w)
	f.Fill(c.Form)
	if err := p.editorial.Remark(c, c.Actor, id, f.Value(fieldText)); err != nil {
		a := attempt{form: f, which: formRemark}
		return p.sorry(c, w, id, refusedAttempt{attempt: a, err: err, field: fieldText})
	}
	c.Say("review.said_remark")
	return admin.SeeOther(paths.Proposal.Of(id) + "#commentaires"), nil
}

func (p *Pages) withdraw(c *admin.Call) (admin.Answer, error) {
	ref, err := reference(c)
	if err != nil {
		return admin.Answer{}, err
	}
	w := &preview.Words{Localizer: c.Words}
	f := withdrawForm(w)
	f.Fill(c.Form)
	if _, err := p.editorial.Withdraw(c, c.Actor, ref, f.Value(fieldReason+"-retrait")); err != nil {
		a := attempt{form: f, which: formWithdraw}
		return p.sorry(c, w, ref.ID, refusedAttempt{attempt: a, err: err})
	}
	c.Say("review.said_withdrawn", "number", number(ref.ID))
	return admin.SeeOther(paths.Proposals), nil
}

// refusedAttempt is an attempt that the use cases refused.
type refusedAttempt struct {
	attempt
	err   error
	field string // field that a refusal of what was written belongs to
}

// sorry shows the page again with the refusal beside its field, everything typed kept.
func (p *Pages) sorry(c *admin.Call, w *preview.Words, id int64, r refusedAttempt) (admin.Answer, error) {
	e := refused(r.err)
	if e == nil {
		return admin.Answer{}, r.err
	}
	message := c.Word(e)
	field := ""
	if e.Field == refusal.Reason || e.Field == refusal.Text {
		field = r.field
	}
	var long *refusal.TooLong
	if e.Field == refusal.Reason && !errors.As(e, &long) {
		message = w.T("review.reason_needed")
	}
	r.form.Refuse(field, message)
	r.code = e.Code
	return p.showAgain(c, id, r.attempt)
}
