package publish

import (
	"slices"
	"strconv"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/changelog"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/preview"
	"github.com/segur-tracker/segur/internal/web/form"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Undoing is the page that proposes to undo a publication.
type Undoing struct {
	admin.Frame
	Number    int
	Published string
	Note      string
	Diffs     []preview.Diff
	Stuck     []Stuck    // rows that cannot be undone
	MoreStuck int        // beyond those
	Partly    []Undoer   // publications that have undone a part
	Form      *form.Form // nil where nothing can be undone
	Seen      int        // the latest publication, for an undo of a part; 0 for one of all
	News      string
	Undone    *admin.Crumb // what undoes it already, or may soon
	Reason    string       // what was typed, where there is no form to keep it
}

// Undoer is a publication that has undone a part of another.
type Undoer struct {
	Number int
	Href   string
}

// edition finds the publication of the address.
func edition(c *admin.Call) (int, error) {
	n, err := c.Number("n")
	if err == nil && c.Catalog.Edition(n) == nil {
		err = &segur.Error{Code: segur.CodeNotFound}
	}
	return n, err
}

func (p *Pages) undoing(c *admin.Call) (admin.Answer, error) {
	n, err := edition(c)
	if err != nil {
		return admin.Answer{}, err
	}
	w := &preview.Words{Localizer: c.Words}
	page, err := p.undoPage(c, n, undoForm(w))
	if err != nil {
		return admin.Answer{}, err
	}
	return admin.Page("admin/publish-undo", page), nil
}

func (p *Pages) undoPage(c *admin.Call, n int, f *form.Form) (Undoing, error) {
	frame, err := c.Begin("publish", "publish.undo_title", "number", strconv.Itoa(n))
	if err != nil {
		return Undoing{}, err
	}
	if n == 1 {
		return Undoing{}, &segur.Error{Code: segur.CodeInvalid, Field: refusal.First}
	}
	live, err := p.editorial.Live(c)
	if err != nil {
		return Undoing{}, err
	}
	return p.fillUndo(c, live, Undoing{Frame: frame, Number: n, Form: f})
}

// fillUndo tells what would become what it was, else what stands in the way.
func (p *Pages) fillUndo(c *admin.Call, live segur.Dataset, page Undoing) (Undoing, error) {
	w := &preview.Words{Localizer: c.Words}
	e := c.Catalog.Edition(page.Number)
	page.Crumbs = []admin.Crumb{{Label: w.T("desk.nav_publish"), Href: paths.Publications}, {Label: page.Title}}
	page.Published = w.Moment(e.Publication.PublishedAt, p.site.Zone)
	page.Note, page.News = w.Text(e.Publication.Note.In(string(w.Lang()))), view.Links{Lang: w.Lang()}.News(page.Number)
	var err error
	if page.Undone, err = p.undoneBy(c, w, e); err != nil || page.Undone != nil {
		page.Reason, page.Form = page.Form.Value(fieldReason), nil
		return page, err
	}
	for _, n := range e.PartlyBy {
		page.Partly = append(page.Partly, Undoer{n, view.Links{Lang: w.Lang()}.News(n)})
	}
	u, err := p.editorial.Undoable(c, c.Actor, page.Number)
	if err != nil {
		return Undoing{}, err
	}
	page.stuck(c, w, u, edit.Undo(live, edit.Follow(e.Changes, c.Catalog.MovedSince(page.Number))))
	if edit.Empty(u.Changes) {
		page.Reason, page.Form = page.Form.Value(fieldReason), nil
		return page, nil
	}
	if len(u.Stuck) > 0 {
		page.Seen = live.Publication.Number
	}
	items := changelog.Describer{After: c.Catalog, Words: w.Localizer}.Describe(u.Changes)
	page.Diffs, page.Errors = preview.Diffs(w, items), page.Form.Errors
	for i, diff := range page.Diffs {
		page.Diffs[i].Rows = slices.DeleteFunc(diff.Rows, func(r preview.DiffRow) bool { return !r.Changed })
	}
	if len(items) == 1 { // the heading does not say what it is about
		page.Diffs[0].Subject, page.Diffs[0].Lang = items[0].Subject, items[0].Lang
	}
	return page, nil
}

// undoneBy finds what undoes a publication already, or a proposal under way that would; nil for
// neither.
func (p *Pages) undoneBy(c *admin.Call, w *preview.Words, e *catalog.Edition) (*admin.Crumb, error) {
	if n := e.RevertedBy; n > 0 {
		return &admin.Crumb{Label: w.T("publish.undone_by", "number", strconv.Itoa(n)), Href: view.Links{Lang: w.Lang()}.News(n)}, nil
	}
	open, err := p.editorial.Proposals(c, c.Actor, desk.Filter{
		Kinds: []desk.Kind{desk.KindRevert}, Statuses: []desk.Status{desk.StatusSubmitted, desk.StatusReturned, desk.StatusApproved},
	})
	if err != nil {
		return nil, err
	}
	for _, proposal := range open {
		if proposal.Reverts == e.Publication.Number {
			return &admin.Crumb{Label: w.T("publish.undo_open", "number", number(proposal.ID)), Href: paths.Proposal.Of(proposal.ID)}, nil
		}
	}
	return nil, nil
}

// undoForm asks why.
func undoForm(w *preview.Words) *form.Form {
	return &form.Form{Fields: []form.Field{
		{Name: fieldReason, Kind: form.Area, Rows: 3, Label: w.T("publish.ask_undo_reason"), Hint: w.T("publish.hint_undo_reason"), Lang: "fr"},
	}}
}

const fieldReason = "motif"

// fieldSeen is the latest publication when somebody chose to undo a part, none for an undo of all.
const fieldSeen = "vu"

// proposeUndo proposes to undo all that a publication changed, or the part that the form showed.
func (p *Pages) proposeUndo(c *admin.Call, n int, reason string) (proposal desk.Proposal, said string, err error) {
	if !c.Form.Has(fieldSeen) {
		proposal, err = p.editorial.Revert(c, c.Actor, n, reason)
		return proposal, "publish.said_undoing", err
	}
	seen, err := strconv.Atoi(c.Form.Get(fieldSeen))
	if err != nil {
		return desk.Proposal{}, "", &segur.Error{Code: segur.CodeInvalid, Field: "body", Err: err}
	}
	proposal, err = p.editorial.RevertPart(c, c.Actor, n, seen, reason)
	return proposal, "publish.said_undoing_part", err
}

func (p *Pages) undo(c *admin.Call) (admin.Answer, error) {
	n, err := edition(c)
	if err != nil {
		return admin.Answer{}, err
	}
	w := &preview.Words{Localizer: c.Words}
	f := undoForm(w)
	f.Fill(c.Form)
	proposal, said, err := p.proposeUndo(c, n, f.Value(fieldReason))
	if err == nil {
		c.Say(said, "number", strconv.Itoa(n))
		return admin.SeeOther(paths.Proposal.Of(proposal.ID)), nil
	}
	e := refused(err)
	if e == nil {
		return admin.Answer{}, err
	}
	message := c.Word(e)
	field := ""
	if e.Field == refusal.Reason {
		field = fieldReason
	}
	f.Refuse(field, message)
	page, err := p.undoPage(c, n, f)
	if err != nil {
		return admin.Answer{}, err
	}
	page.Errors = f.Errors
	return sent(e.Code, "admin/publish-undo", page), nil
}
