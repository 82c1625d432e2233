package driver

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/editorial"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/form"
)

// Form is one form of entry. Of each request the driver calls Allow, Ask and, once the form is sent
// by one of the buttons that keep it, Read.
type Form interface {
	// Allow finds what the form is about, fails with CodeNotFound where that is not there, and
	// returns what an answer would touch: the driver refuses what lies out of the person's scope.
	Allow(r *Request) ([]desk.Target, error)
	// Ask puts the questions and says on the page what belongs beside them. The driver adds the
	// documents that the form wants, and the reason.
	Ask(r *Request, q *Questions) error
	// Read makes changes of the answers. What is to be corrected is refused among the answers, and
	// the changes do not count then; an error says why no change can be made.
	Read(r *Request, a *Answers) (segur.ChangeSet, error)
}

// Filler is a form that can fill in some of its questions by what was sent with it, which is to be
// looked at before it is kept: ok is false where there was nothing of the kind.
type Filler interface {
	Fill(r *Request, a *Answers) (notice string, ok bool)
}

// Rebaser is a form of many rows. Where others have published meanwhile it can take over the rows
// that they changed and leave the rest as it was typed; it says so. Any other form begins again.
type Rebaser interface {
	Rebase(r *Request, a *Answers) (notice string)
}

// exchange is one form and the answer to it in the making.
type exchange struct {
	driver    *Driver
	form      Form
	request   *Request
	questions *Questions
	answers   *Answers
	open      []form.Error // what is still to be confirmed
}

// Handle returns what answers the form of an address about one kind of change.
func (d *Driver) Handle(kind desk.Kind, formOf func(c *admin.Call) (Form, error)) admin.Handler {
	return func(c *admin.Call) (admin.Answer, error) {
		f, err := formOf(c)
		if err != nil {
			return admin.Answer{}, err
		}
		r, err := d.Open(c, kind)
		if err != nil {
			return admin.Answer{}, err
		}
		return d.run(r, f)
	}
}

// Reopen answers the form that a proposal of the person's own came from. formOf returns nil where no
// form could have made it.
func (d *Driver) Reopen(c *admin.Call, id int64, formOf func(*Request) Form) (admin.Answer, error) {
	r, err := d.open(c, "")
	if err == nil {
		err = d.resume(r, id)
	}
	if err != nil {
		return admin.Answer{}, err
	}
	f := formOf(r)
	if f == nil {
		return admin.Answer{}, &segur.Error{Code: segur.CodeConflict, Field: "not_reopened"}
	}
	return d.run(r, f)
}

// Open starts a page or a form about one kind of change. It fails with CodeNotFound or
// CodeForbidden where the form works on a proposal that is not the person's own.
func (d *Driver) Open(c *admin.Call, kind desk.Kind) (*Request, error) {
	r, err := d.open(c, kind)
	if err != nil || !r.Answering {
		return r, err
	}
	r.seen, _ = strconv.Atoi(c.Form.Get(fieldSeen))
	if c.Form.Get(fieldID) != "" {
		if r.ref, err = c.Ref(); err != nil {
			return nil, err
		}
		if err := d.hold(r, r.ref.ID); err != nil {
			return nil, err
		}
	}
	base, _ := strconv.Atoi(c.Form.Get(fieldBase))
	return r, d.startFrom(r, base)
}

func (d *Driver) open(c *admin.Call, kind desk.Kind) (*Request, error) {
	live, err := d.Editorial.Live(c.Request.Context())
	if err != nil {
		return nil, err
	}
	r := &Request{
		Call: c, Kind: kind, Live: live, Base: live, Answering: c.Request.Method == http.MethodPost,
		Button: cmp.Or(c.Form.Get(fieldDo), doSearch), Submitting: c.Form.Get(fieldDo) == DoSubmit,
		Words: &Words{Localizer: c.Words, French: c.Words.In(locale.FR), catalog: c.Catalog, zone: c.Zone()},
	}
	if number, err := strconv.ParseInt(r.Param(fieldCase), 10, 64); err == nil && number > 0 {
		r.Case = number
	}
	return r, nil
}

// resume starts from a proposal of the person's own that may still be changed.
func (d *Driver) resume(r *Request, id int64) error {
	if err := d.hold(r, id); err != nil {
		return err
	}
	r.Kind, r.ref = r.Proposal.Kind, desk.Ref{ID: id, Version: r.Proposal.Version}
	return d.startFrom(r, r.Proposal.Base)
}

// hold finds the proposal that the form works on.
func (d *Driver) hold(r *Request, id int64) error {
	p, err := d.Editorial.Proposal(r.Call.Request.Context(), r.Call.Actor, id)
	switch {
	case err != nil:
		return err
	case p.Author != r.Call.Actor.ID:
		return d.forbid(r, refusal.Author, "")
	case p.Status != desk.StatusDraft && p.Status != desk.StatusReturned:
		return &segur.Error{Code: segur.CodeConflict, Field: refusal.Status}
	}
	r.Proposal = &p
	return nil
}

// startFrom finds what the person saw; a number that makes no sense counts as today's.
func (d *Driver) startFrom(r *Request, publication int) (err error) {
	if publication < 1 || publication >= r.Live.Publication.Number {
		return nil
	}
	r.Base, err = d.Archive.Load(r.Call.Request.Context(), publication)
	return err
}

// run takes a form through its steps, in the one order there is.
func (d *Driver) run(r *Request, f Form) (admin.Answer, error) {
	targets, err := f.Allow(r)
	if err == nil {
		err = d.Allow(r, targets...)
	}
	if err != nil {
		return admin.Answer{}, err
	}
	x := &exchange{driver: d, form: f, request: r}
	if x.questions, err = newQuestions(r); err == nil {
		err = f.Ask(r, x.questions)
	}
	if err != nil {
		return admin.Answer{}, err
	}
	if instead := x.questions.Page.Instead; instead != nil {
		return *instead, nil
	}
	x.questions.askDocuments()
	x.askReason()
	x.answers = &Answers{request: r, questions: x.questions}
	if !r.Answering {
		x.complete()
		return admin.Page(Template, x.questions.Page), nil
	}
	x.fill()
	switch r.Call.Form.Get(fieldConflict) {
	case takeTheirs:
		return x.giveWay()
	case editMine:
		return x.again()
	}
	if filler, ok := f.(Filler); ok {
		if notice, filled := filler.Fill(r, x.answers); filled {
			x.questions.Page.Notice = notice
			return x.again()
		}
	}
	if r.Button != DoSubmit && r.Button != DoDraft {
		return x.again()
	}
	return x.settle()
}

// askReason adds the last questions: why, and why a state moves backwards where one does.
func (x *exchange) askReason() {
	reason, explanation := "", ""
	if number := x.request.Case; number > 0 {
		reason = x.request.Words.InFrench("doubts.reason", "number", number)
	}
	if p := x.request.Proposal; p != nil {
		reason, explanation = p.Reason, p.Explanation
	}
	if reason == "" {
		reason = x.questions.Reason
	}
	x.questions.Ask("reason", form.Field{Name: fieldReason, Kind: form.Area, Rows: 3, Values: One(reason)})
	if explanation != "" || x.request.Call.Form.Get(fieldExplanation) != "" {
		x.askExplanation(explanation)
	}
}

func (x *exchange) askExplanation(text string) {
	x.questions.Ask("explanation", form.Field{Name: fieldExplanation, Kind: form.Area, Rows: 3, Values: One(text)})
}

// fill puts what was typed into the questions.
func (x *exchange) fill() {
	x.questions.form.Fill(x.request.Call.Form)
	if x.questions.Documents != nil {
		x.questions.offerDocuments()
	}
}

// giveWay answers who takes what was published meanwhile in place of what they typed.
func (x *exchange) giveWay() (admin.Answer, error) {
	rebaser, ok := x.form.(Rebaser)
	if !ok {
		x.request.Call.Say("entry.said_theirs")
		return admin.SeeOther(x.questions.Start), nil
	}
	x.questions.Page.Notice = rebaser.Rebase(x.request, x.answers)
	x.request.Base, x.request.seen = x.request.Live, 0
	return x.again()
}

// again shows the form with what was typed: nothing is kept, nothing is lost.
func (x *exchange) again() (admin.Answer, error) {
	x.complete()
	return admin.Refused(Template, x.questions.Page), nil
}

// settle reads the form and answers with it where something is to be corrected or confirmed, else
// keeps the draft or submits it, and leads to the proposal.
func (x *exchange) settle() (admin.Answer, error) {
	changes, err := x.form.Read(x.request, x.answers)
	if err == nil && !x.answers.Refused() {
		changes, err = x.answers.withDocument(changes)
	}
	x.refuseReason()
	if err != nil {
		if err := x.refuseIntent(err); err != nil {
			return admin.Answer{}, err
		}
	}
	if x.answers.Refused() {
		return x.again()
	}
	draft := editorial.Draft{
		Ref: x.request.ref, Kind: x.request.Kind, Base: x.request.Base.Publication.Number, Changes: changes,
		Attachments: x.answers.files, Case: x.request.Case, Reason: x.answers.Given(fieldReason), Explanation: x.answers.Given(fieldExplanation),
	}
	if x.request.Submitting {
		if answer, settled, err := x.judge(&draft); err != nil || !settled {
			return answer, err
		}
	}
	return x.keep(draft)
}

// keep writes the draft and, where that was asked for, submits it.
func (x *exchange) keep(draft editorial.Draft) (admin.Answer, error) {
	// Who leaves in the middle leaves a proposal, not a draft that nobody asked for.
	ctx, actor := context.WithoutCancel(x.request.Call.Request.Context()), x.request.Call.Actor
	kept, err := x.driver.Editorial.Save(ctx, actor, draft)
	if err == nil && x.request.Submitting {
		// Should submitting fail, the next attempt must go on with this very draft.
		x.request.ref = desk.Ref{ID: kept.ID, Version: kept.Version}
		var submitted []desk.Proposal
		if submitted, err = x.driver.Editorial.Submit(ctx, actor, []desk.Ref{x.request.ref}, ""); err == nil {
			kept = submitted[0]
		}
	}
	if e := refused(err); e != nil && e.Code != segur.CodeForbidden && e.Code != segur.CodeInternal && e.Code != segur.CodeUnavailable {
		if err := x.refuseIntent(e); err != nil {
			return admin.Answer{}, err
		}
		return x.again()
	}
	if err != nil {
		return admin.Answer{}, err
	}
	x.say(kept)
	return admin.SeeOther(paths.Proposal.Of(kept.ID)), nil
}

// mostTold bounds the sentences repeated in a message.
const mostTold = 3

// say keeps the outcome in a sentence for the page of the proposal.
func (x *exchange) say(p desk.Proposal) {
	key := "entry.said_draft"
	if p.Status == desk.StatusSubmitted {
		key = "entry.said_submitted"
	}
	number, told := strconv.FormatInt(p.ID, 10), x.answers.told
	if len(told) == 0 {
		x.request.Call.Say(key, "number", number)
		return
	}
	x.request.Call.Say(key+"_read", "number", number, "read", strings.Join(told[:min(len(told), mostTold)], " "))
}

// Allow refuses, and has noted in the journal, what lies out of the person's scope.
func (d *Driver) Allow(r *Request, targets ...desk.Target) error {
	for _, t := range targets {
		if !r.Call.Actor.MayOn(r.Kind.Permission(), t) {
			return d.forbid(r, refusal.Scope, fmt.Sprintf("measures %v, territories %v", t.Measures, t.Territories))
		}
	}
	return nil
}

// forbid refuses and has noted what was tried.
func (d *Driver) forbid(r *Request, field, tried string) error {
	asked := r.Call.Request
	err := d.Journal.Record(r.Call.Request.Context(), desk.Entry{
		Actor: r.Call.Actor.Name, Action: desk.ActionForbidden, Object: asked.Method + " " + asked.URL.Path, New: tried, Reason: field,
	})
	return &segur.Error{Code: segur.CodeForbidden, Field: field, Err: err}
}
