package review

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/changelog"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/editorial"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/preview"
	"github.com/segur-tracker/segur/internal/web/form"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Proposal is the page of one proposal.
type Proposal struct {
	admin.Frame
	ID        int64
	Version   int
	Path      string
	Heading   string
	Status    string
	Filed     string // number, author, moment
	Diffs     []preview.Diff
	Reason    string // French
	Explained string // French; why a state goes back
	Reverts   *preview.Link
	Sources   []view.Citation
	Attached  *preview.Link // the document that it names, nil for none
	Checks    []Check
	Effects   *preview.Effects
	NoEffects string // why there are none
	Fate      []Fate // what became of it
	Remarks   []Remark
	Steps     []Step

	Decision *form.Form // nil where this person may not decide
	Denied   string     // why not, "" where the question does not arise
	Factor   bool       // the second factor is what is missing
	Comment  *form.Form
	Submit   *form.Form // nil unless it is the person's own to submit
	Withdraw *form.Form // likewise
	Edit     string     // address of the form, "" where it cannot be edited
	Resolve  string     // address of the page of the conflict, "" for none
	Next     string     // the next one to review, "" for none
}

// Fate is a sentence about what became of a proposal, with the place to see it.
type Fate struct {
	Text   string
	Reason string // French, as it was written
	Link   *admin.Crumb
}

// Remark is a comment.
type Remark struct{ Author, Moment, Text string }

// Step is one line of the history.
type Step struct{ Moment, Text, Reason string }

// attempt is a form of the page that was sent and could not be taken.
type attempt struct {
	submission *submission
	form       *form.Form // filled in, with its errors
	which      string     // path of form: "decision", "commentaire" or "retrait"
	code       segur.Code // of the refusal, "" for a mere form
}

func (p *Pages) show(c *admin.Call) (admin.Answer, error) {
	id, err := identified(c)
	if err != nil {
		return admin.Answer{}, err
	}
	page, err := p.page(c, id, attempt{})
	if err != nil {
		return admin.Answer{}, err
	}
	return admin.Page("admin/proposal", page), nil
}

// showAgain answers a form that could not be taken with the page, as the proposal stands now.
func (p *Pages) showAgain(c *admin.Call, id int64, a attempt) (admin.Answer, error) {
	page, err := p.page(c, id, a)
	if err != nil {
		return admin.Answer{}, err
	}
	return sent(a.code, "admin/proposal", page), nil
}

// sent answers a form that could not be taken: with the status of the refusal where somebody
// else was faster or a right is missing, else with that of a form to correct.
func sent(code segur.Code, template string, data any) admin.Answer {
	answer := admin.Refused(template, data)
	switch code {
	case segur.CodeConflict:
		answer.Status = http.StatusConflict
	case segur.CodeForbidden:
		answer.Status = http.StatusForbidden
	}
	return answer
}

// page makes the whole page.
func (p *Pages) page(c *admin.Call, id int64, a attempt) (Proposal, error) {
	proposal, err := p.editorial.Proposal(c, c.Actor, id)
	if err != nil {
		return Proposal{}, err
	}
	var check editorial.Check
	if proposal.Status.Open() {
		if check, err = p.editorial.Inspect(c, c.Actor, id); err != nil {
			return Proposal{}, err
		}
	}
	live, err := p.editorial.Live(c)
	if err != nil {
		return Proposal{}, err
	}
	o := opened{Pages: p, Words: &preview.Words{Localizer: c.Words}, call: c, p: proposal, check: check, live: live}
	if o.frame, err = c.Begin("proposals", "review.proposal", "number", number(id)); err != nil {
		return Proposal{}, err
	}
	page, err := o.page()
	if err != nil {
		return Proposal{}, err
	}
	o.forms(&page, a)
	return page, nil
}

// opened is a proposal being shown.
type opened struct {
	*Pages
	*preview.Words
	call  *admin.Call
	frame admin.Frame
	p     desk.Proposal
	check editorial.Check // zero once the proposal is settled
	live  segur.Dataset
}

func (o *opened) page() (Proposal, error) {
	p := o.p
	page := Proposal{
		Frame: o.frame, ID: p.ID, Version: p.Version, Path: paths.Proposal.Of(p.ID), Status: statusWord(o.Words, p),
		Reason: locale.Typography(locale.FR, p.Reason), Explained: locale.Typography(locale.FR, p.Explanation),
	}
	page.Crumbs = []admin.Crumb{{Label: o.T("desk.nav_proposals"), Href: paths.Proposals}, {Label: o.T("review.number", "number", number(p.ID))}}
	page.Filed = o.filed()
	after := o.after()
	subject := o.call.SubjectIn(after, p)
	page.Heading = subject
	items := changelog.Describer{After: after, Before: o.call.Catalog, Words: o.Localizer, Moved: o.call.MovedSince(p)}.Describe(p.Changes)
	page.Diffs = preview.Diffs(o.Words, items)
	for i := range page.Diffs {
		page.Diffs[i].Former = o.check.Conflict != nil || !p.Status.Open()
	}
	if p.Reverts > 0 {
		page.Reverts = &preview.Link{
			Label: o.T("review.reverts", "number", p.Reverts), Href: view.Links{Lang: o.Lang()}.News(p.Reverts),
		}
	}
	for _, s := range citedSources(o.call, p.Changes) {
		page.Sources = append(page.Sources, o.cite(s))
	}
	if named, ok := edit.Document(p.Changes); ok {
		page.Attached = &preview.Link{Label: named.Name, Href: paths.ProposalDocument.Of(p.ID)}
	}
	if p.Status.Open() {
		page.Checks = (&checker{Words: o.Words, call: o.call, p: p, check: o.check}).list()
		if err := o.foresee(&page, after); err != nil {
			return Proposal{}, err
		}
	}
	return page, o.tell(&page)
}

func (o *opened) filed() string {
	if o.p.SubmittedAt.IsZero() {
		return o.T("review.drafted", "number", number(o.p.ID), "author", o.p.AuthorName, "moment", o.Moment(o.p.CreatedAt, o.site.Zone))
	}
	return o.T("review.filed", "number", number(o.p.ID), "author", o.p.AuthorName, "moment", o.Moment(o.p.SubmittedAt, o.site.Zone))
}

// after returns the catalog with the change made, the one that is published where it cannot be.
func (o *opened) after() *catalog.Catalog {
	if o.p.Status.Open() {
		if after := preview.After(o.check.Outcome); after != nil {
			return after
		}
	}
	return o.call.Catalog
}

// cite makes the citation of a document that may not be published yet.
func (o *opened) cite(s segur.Source) view.Citation {
	cite := view.Citation{
		ID: s.ID, URL: s.URL, Lang: view.Foreign(o.Localizer, s.Language), Full: true, Publisher: o.Text(s.Publisher),
		Title: locale.Typography(locale.Lang(s.Language), s.Title),
	}
	cite.Quoted = locale.Quote(o.Lang(), cite.Title)
	if !s.PublishedOn.IsZero() {
		cite.Date = sentence.Date(o.Localizer, s.PublishedOn)
	}
	if s.URL == "" {
		cite.NoAddress = o.T("source.no_address")
	}
	return cite
}

// foresee adds what readers would see.
func (o *opened) foresee(page *Proposal, after *catalog.Catalog) (err error) {
	switch {
	case o.check.Conflict != nil:
		page.NoEffects = o.T("review.no_effects_conflict")
	case after == o.call.Catalog:
		page.NoEffects = o.T("review.no_effects_fault")
	default:
		page.Effects, err = o.effects.Of(o.call, o.Localizer, preview.Sight{Outcome: o.check.Outcome, After: after})
	}
	return err
}

// tell adds what people did and said.
func (o *opened) tell(page *Proposal) error {
	remarks, err := o.editorial.Remarks(o.call, o.call.Actor, o.p.ID)
	if err != nil {
		return err
	}
	for _, r := range remarks {
		page.Remarks = append(page.Remarks, Remark{r.Author, o.Moment(r.At, o.site.Zone), r.Text})
	}
	entries, err := o.editorial.History(o.call, o.call.Actor, o.p.ID)
	if err != nil {
		return err
	}
	for _, e := range slices.Backward(entries) {
		step := Step{Moment: o.Moment(e.At, o.site.Zone), Text: o.T("review.action."+string(e.Action), "actor", e.Actor)}
		if e.Action == desk.ActionRejected || e.Action == desk.ActionReturned || e.Action == desk.ActionApproved || e.Action == desk.ActionWithdrawn {
			step.Reason = e.Reason
		}
		page.Steps = append(page.Steps, step)
	}
	return o.fate(page)
}

// fate says what was decided and what follows.
func (o *opened) fate(page *Proposal) error {
	p := o.p
	if p.DecidedBy != "" {
		key := map[desk.Status]string{
			desk.StatusRejected: "review.fate_rejected", desk.StatusReturned: "review.fate_returned",
		}[p.Status]
		if key == "" {
			key = "review.fate_approved"
		}
		page.Fate = append(page.Fate, Fate{
			Text: o.T(key, "author", p.DecidedBy, "moment", o.Moment(p.DecidedAt, o.site.Zone)), Reason: p.Decision,
		})
	}
	if p.Plan != 0 && p.Status == desk.StatusApproved {
		plan, err := o.editorial.Planned(o.call, o.call.Actor, p.Plan)
		if err != nil {
			return err
		}
		page.Fate = append(page.Fate, Fate{
			Text: o.T("review.fate_planned", "moment", o.Moment(plan.DueAt, o.site.Zone)),
			Link: &admin.Crumb{Label: o.T("review.see_plans"), Href: paths.Publications},
		})
	}
	if p.PublishedIn > 0 {
		page.Fate = append(page.Fate, Fate{
			Text: o.T("review.fate_published", "number", strconv.Itoa(p.PublishedIn)),
			Link: &admin.Crumb{Label: o.T("review.see_publication"), Href: view.Links{Lang: o.Lang()}.News(p.PublishedIn)},
		})
	}
	return nil
}
