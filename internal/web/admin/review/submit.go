package review

import (
	"slices"
	"strconv"
	"strings"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/editorial"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/preview"
	"github.com/segur-tracker/segur/internal/web/form"
)

// The fields of a submission.
const (
	fieldDrafts    = "brouillon" // "12:3": number and version
	fieldReason    = "motif"
	fieldConfirmed = "confirme" // "12 times_ten values/…": number and token of a warning
)

// submission is a form that submits drafts, with what is wrong with it so far.
type submission struct {
	typed   bool // something was sent
	chosen  []string
	reason  string
	given   []string
	open    []form.Option // warnings still to be confirmed
	errors  []form.Error
	ordered []string // fields of the form, in order
}

func (p *Pages) newSubmission() submission {
	return submission{ordered: []string{fieldDrafts, fieldReason}}
}

// form asks what remains to be asked.
func (s submission) form(w *preview.Words, drafts []form.Option) *form.Form {
	f := &form.Form{}
	for _, name := range s.ordered {
		switch name {
		case fieldDrafts:
			f.Fields = append(f.Fields, form.Field{
				Name: name, Kind: form.Checkboxes, Label: w.T("review.ask_drafts"), Hint: w.T("review.hint_drafts"),
				Options: drafts, Values: s.chosen,
			})
		case fieldReason:
			f.Fields = append(f.Fields, form.Field{
				Name: name, Kind: form.Area, Rows: 3, Label: w.T("review.ask_reason"), Hint: w.T(s.reasonHint()),
				Lang: "fr", Values: []string{s.reason},
			})
		}
	}
	if len(s.open) > 0 {
		f.Fields = append(f.Fields, form.Field{
			Name: fieldConfirmed, Kind: form.Checkboxes, Label: w.T("review.ask_confirmed"), Hint: w.T("review.hint_confirmed"),
			Options: s.open, Values: s.given,
		})
	}
	for _, one := range s.errors {
		f.Refuse(one.Field, one.Message)
	}
	return f
}

// reasonHint tells the reason of one draft from that of several.
func (s submission) reasonHint() string {
	if slices.Contains(s.ordered, fieldDrafts) {
		return "review.hint_reasons"
	}
	return "review.hint_reason"
}

// drafts adds the person's own drafts to the queue, and those returned for correction.
func (p *Pages) drafts(c *admin.Call, w *preview.Words, live segur.Dataset, page *Queue, s submission) error {
	own, err := p.editorial.Proposals(c, c.Actor, desk.Filter{
		Author: c.Actor.ID, Statuses: []desk.Status{desk.StatusDraft, desk.StatusReturned},
	})
	if err != nil || len(own) == 0 {
		return err
	}
	var options []form.Option
	chosen := slices.Clone(s.chosen)
	for _, proposal := range own {
		line := p.line(c, w, live, proposal)
		page.Drafts = append(page.Drafts, line)
		value := refValue(proposal)
		options = append(options, form.Option{Value: value, Label: line.Subject, Hint: w.T("review.draft_hint", "status", line.Status, "meta", line.Meta)})
		// A draft saved with its confirmations has moved on: it stays chosen.
		if i := slices.IndexFunc(chosen, func(v string) bool { return strings.HasPrefix(v, number(proposal.ID)+":") }); i >= 0 {
			chosen[i] = value
		}
	}
	s.chosen = chosen
	page.Together = s.form(w, options)
	page.Errors = page.Together.Errors
	return nil
}

func refValue(p desk.Proposal) string { return number(p.ID) + ":" + strconv.Itoa(p.Version) }

// readRef reads what refValue writes.
func readRef(value string) (desk.Ref, bool) {
	id, version, _ := strings.Cut(value, ":")
	n, err := strconv.ParseInt(id, 10, 64)
	v, errVersion := strconv.Atoi(version)
	return desk.Ref{ID: n, Version: v}, err == nil && errVersion == nil
}

func (p *Pages) submitTogether(c *admin.Call) (admin.Answer, error) {
	s := p.newSubmission()
	s.read(c)
	s.chosen = c.Form[fieldDrafts]
	var refs []desk.Ref
	for _, value := range s.chosen {
		ref, ok := readRef(value)
		if !ok {
			return admin.Answer{}, &segur.Error{Code: segur.CodeInvalid, Field: "body"}
		}
		refs = append(refs, ref)
	}
	submitted, err := p.submit(c, &s, refs)
	if err != nil {
		return admin.Answer{}, err
	}
	if submitted == nil {
		page, err := p.queuePage(c, s)
		if err != nil {
			return admin.Answer{}, err
		}
		return admin.Refused("admin/queue", page), nil
	}
	if len(submitted) == 1 {
		c.Say("review.said_submitted")
	} else {
		c.Say("review.said_submitted_several", "n", strconv.Itoa(len(submitted)))
	}
	return admin.SeeOther(paths.Proposals), nil
}

func (p *Pages) submitOne(c *admin.Call) (admin.Answer, error) {
	ref, err := reference(c)
	if err != nil {
		return admin.Answer{}, err
	}
	s := submission{ordered: []string{fieldReason}}
	s.read(c)
	submitted, err := p.submit(c, &s, []desk.Ref{ref})
	if err != nil {
		return admin.Answer{}, err
	}
	if submitted == nil {
		return p.showAgain(c, ref.ID, attempt{submission: &s})
	}
	c.Say("review.said_submitted")
	return admin.SeeOther(paths.Proposal.Of(ref.ID)), nil
}

func (s *submission) read(c *admin.Call) {
	s.typed, s.reason, s.given = true, c.Form.Get(fieldReason), c.Form[fieldConfirmed]
}

func (s *submission) refuse(field, message string) {
	s.errors = append(s.errors, form.Error{Field: field, Message: message})
}

// submit keeps the confirmations that were given, then submits. nil without an error means that
// the form is to be shown again.
func (p *Pages) submit(c *admin.Call, s *submission, refs []desk.Ref) ([]desk.Proposal, error) {
	w := &preview.Words{Localizer: c.Words}
	for i, ref := range refs {
		if err := p.confirm(c, w, s, &refs[i]); err != nil {
			return nil, s.word(c, err, number(ref.ID))
		}
	}
	if len(s.open) > 0 {
		if missing := len(s.open) - answered(s.open, s.given); missing > 0 {
			s.refuse(fieldConfirmed, w.T("review.to_confirm", "count", missing))
			return nil, nil
		}
	}
	submitted, err := p.editorial.Submit(c, c.Actor, refs, s.reason)
	if err != nil {
		return nil, p.explain(c, w, s, refs, err)
	}
	return submitted, nil
}

func answered(options []form.Option, given []string) int {
	n := 0
	for _, o := range options {
		if slices.Contains(given, o.Value) {
			n++
		}
	}
	return n
}

// confirm looks for warnings that a draft has not confirmed, and saves the confirmations given
// now. ref follows the draft to its new version.
func (p *Pages) confirm(c *admin.Call, w *preview.Words, s *submission, ref *desk.Ref) error {
	proposal, err := p.editorial.Proposal(c, c.Actor, ref.ID)
	if err != nil {
		return err
	}
	check, err := p.editorial.Inspect(c, c.Actor, ref.ID)
	if err != nil {
		return err
	}
	left := slices.DeleteFunc(check.Warnings, func(w edit.Warning) bool { return slices.Contains(proposal.Confirmed, w.Token()) })
	var now []string
	for _, kind := range edit.Kinds(left) {
		option := form.Option{Value: number(ref.ID) + " " + kind.Token(), Hint: w.T("review.proposal", "number", number(ref.ID))}
		option.Label, option.Items = doubts(c, w, proposal.Changes, kind)
		s.open = append(s.open, option)
		if slices.Contains(s.given, option.Value) {
			now = append(now, kind.Tokens()...)
		}
	}
	if len(now) == 0 {
		return nil
	}
	kept, err := p.editorial.Save(c, c.Actor, editorial.Draft{
		Ref: *ref, Kind: proposal.Kind, Base: proposal.Base, Changes: proposal.Changes, Reason: proposal.Reason,
		Explanation: proposal.Explanation, Confirmed: append(slices.Clone(proposal.Confirmed), now...),
	})
	if err == nil {
		ref.Version = kept.Version
	}
	return err
}

// word puts a refusal into the form; what is no refusal of a form goes on as an error.
func (s *submission) word(c *admin.Call, err error, about string) error {
	e := refused(err)
	if e == nil {
		return err
	}
	message := c.Word(e)
	field := map[string]string{refusal.Reason: fieldReason, refusal.Empty: fieldDrafts}[e.Field]
	if about != "" && len(s.chosen) > 1 && field == "" {
		message = c.Words.T("review.fault_of", "number", about, "message", message)
	}
	s.refuse(field, message)
	return nil
}

// explain words why a submission was refused and, among several drafts, which of them is at fault.
func (p *Pages) explain(c *admin.Call, w *preview.Words, s *submission, refs []desk.Ref, err error) error {
	e := refused(err)
	if e == nil {
		return err
	}
	found := false
	for _, ref := range refs {
		if len(refs) == 1 {
			break
		}
		check, err := p.editorial.Inspect(c, c.Actor, ref.ID)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(check.Refusals, func(own segur.Error) bool { return own.Field == e.Field }) {
			found = true
			if err := s.word(c, e, number(ref.ID)); err != nil {
				return err
			}
		}
	}
	if found {
		return nil
	}
	return s.word(c, e, "")
}
