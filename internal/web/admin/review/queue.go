package review

import (
	"net/url"
	"slices"
	"strconv"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/preview"
	"github.com/segur-tracker/segur/internal/web/form"
)

// Queue is the list of proposals.
type Queue struct {
	admin.Frame
	Filters  []form.Field
	More     []form.Field // folded unless one of them is used
	MoreOpen bool
	Filtered bool
	Lines    []Line
	Older    string // address of the next page, "" on the last one
	Newest   string // address of the first page, "" when this is it
	Drafts   []Line // the person's own, on the first page
	Together *form.Form
}

// Line is one proposal among others.
type Line struct {
	*locale.Localizer
	ID       int64
	Href     string
	Subject  string
	Status   string // in words
	Meta     string // who and when
	Conflict bool
	Waiting  bool   // for this person
	Edit     string // address of its form, "" where it cannot be edited
}

// perPage is how many proposals a page lists.
const perPage = 20

func (p *Pages) queue(c *admin.Call) (admin.Answer, error) {
	page, err := p.queuePage(c, p.newSubmission())
	if err != nil {
		return admin.Answer{}, err
	}
	return admin.Page("admin/queue", page), nil
}

// queuePage makes the page with the form that submits drafts together, as it stands.
func (p *Pages) queuePage(c *admin.Call, s submission) (Queue, error) {
	frame, err := c.Begin("proposals", "review.queue_title")
	if err != nil {
		return Queue{}, err
	}
	live, err := p.editorial.Live(c)
	if err != nil {
		return Queue{}, err
	}
	page := Queue{Frame: frame}
	w := &preview.Words{Localizer: c.Words}
	wanted := readFilter(c)
	page.Filters, page.More = wanted.fields(c, w)
	page.Filtered = wanted.narrows(fieldWhose, fieldStatus)
	page.MoreOpen = wanted.narrows(fieldKind, fieldMeasure, fieldIndicator, fieldRegion)
	page.Filtered = page.Filtered || page.MoreOpen
	found, more, err := p.find(c, live, wanted)
	if err != nil {
		return Queue{}, err
	}
	for _, proposal := range found {
		page.Lines = append(page.Lines, p.line(c, w, live, proposal))
	}
	if more {
		page.Older = wanted.address(found[len(found)-1].ID)
	}
	if wanted.before > 0 {
		page.Newest = wanted.address(0)
	} else if err := p.drafts(c, w, live, &page, s); err != nil {
		return Queue{}, err
	}
	return page, nil
}

// find reads proposals until a page is full. more reports whether there are others.
func (p *Pages) find(c *admin.Call, live segur.Dataset, f filter) (found []desk.Proposal, more bool, err error) {
	asked := desk.Filter{Statuses: f.statuses(), Before: f.before, Limit: perPage + 1}
	if f.kind != "" {
		asked.Kinds = []desk.Kind{f.kind}
	}
	if f.whose == mine {
		asked.Author = c.Actor.ID
	}
	for {
		read, err := p.editorial.Proposals(c, c.Actor, asked)
		if err != nil {
			return nil, false, err
		}
		for _, proposal := range read {
			if !f.admits(c, live, proposal) {
				continue
			}
			if len(found) == perPage {
				return found, true, nil
			}
			found = append(found, proposal)
		}
		if len(read) < asked.Limit {
			return found, false, nil
		}
		asked.Before = read[len(read)-1].ID
	}
}

func (p *Pages) line(c *admin.Call, w *preview.Words, live segur.Dataset, proposal desk.Proposal) Line {
	l := Line{
		Localizer: c.Words, ID: proposal.ID, Href: paths.Proposal.Of(proposal.ID), Subject: c.Subject(proposal), Status: statusWord(w, proposal),
		Conflict: proposal.Status.Open() && edit.Conflicts(live, proposal.Changes) != nil,
		Waiting:  waits(c.Actor, live, proposal),
	}
	if proposal.SubmittedAt.IsZero() {
		l.Meta = w.T("review.line_draft", "number", number(proposal.ID), "author", proposal.AuthorName,
			"moment", w.Moment(proposal.UpdatedAt, p.site.Zone))
	} else {
		l.Meta = w.T("review.line", "number", number(proposal.ID), "author", proposal.AuthorName,
			"moment", w.Moment(proposal.SubmittedAt, p.site.Zone))
	}
	if mayEdit(c.Actor, proposal) {
		l.Edit = paths.EditProposal.Of(proposal.ID)
	}
	return l
}

// statusWord words how far a proposal has come.
func statusWord(w *preview.Words, p desk.Proposal) string {
	if p.Plan != 0 && p.Status == desk.StatusApproved {
		return w.T("review.status_planned")
	}
	return w.T("review.status." + string(p.Status))
}

// mayEdit reports whether the form of a proposal is open to a person.
func mayEdit(actor desk.Actor, p desk.Proposal) bool {
	return p.Author == actor.ID && (p.Status == desk.StatusDraft || p.Status == desk.StatusReturned)
}

// waits reports whether a proposal waits for a person: to be reviewed, or corrected.
func waits(actor desk.Actor, live segur.Dataset, p desk.Proposal) bool {
	switch p.Status {
	case desk.StatusSubmitted:
		return p.Author != actor.ID && actor.Holds(desk.Decide) && covers(actor, live, p)
	case desk.StatusReturned:
		return p.Author == actor.ID
	}
	return false
}

// covers reports whether all that a proposal touches lies in the person's scope.
func covers(actor desk.Actor, live segur.Dataset, p desk.Proposal) bool {
	return !slices.ContainsFunc(edit.Targets(live, p.Changes), func(t desk.Target) bool { return !actor.Scope.Covers(t) })
}

// address returns the queue under the same choices, from before a proposal on.
func (f filter) address(before int64) string {
	query := url.Values{}
	for name, value := range f.typed {
		if value != "" {
			query.Set(name, value)
		}
	}
	if before > 0 {
		query.Set(fieldBefore, strconv.FormatInt(before, 10))
	}
	if len(query) == 0 {
		return paths.Proposals
	}
	return paths.Proposals + "?" + query.Encode()
}
