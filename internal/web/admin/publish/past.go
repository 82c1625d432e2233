package publish

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/input"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/preview"
	"github.com/segur-tracker/segur/internal/web/form"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Bounds of what the page lists.
const (
	mostPast   = 10
	mostFailed = 5
)

// plans lists what is to go out at a date, and what could not, the latest first.
func (d *maker) plans() error {
	all, err := d.editorial.Plans(d.call, d.call.Actor, desk.PlanWaiting, desk.PlanFailed)
	if err != nil {
		return err
	}
	if d.holds, err = d.editorial.Holds(d.call, d.call.Actor); err != nil {
		return err
	}
	for _, plan := range all {
		shown, err := d.plan(plan)
		if err != nil {
			return err
		}
		if plan.Status == desk.PlanWaiting {
			d.page.Plans = append(d.page.Plans, shown)
		} else {
			d.page.Failed = append(d.page.Failed, shown)
		}
	}
	slices.Reverse(d.page.Failed)
	d.page.Failed = d.page.Failed[:min(len(d.page.Failed), mostFailed)]
	return nil
}

func (d *maker) plan(plan desk.Plan) (Plan, error) {
	shown := Plan{
		ID: plan.ID, Version: plan.Version, Moment: d.second(d.Words, plan.DueAt), Zone: d.T("publish.zone"),
		Meta: d.T("publish.planned_by", "author", plan.Author, "moment", d.Moment(plan.CreatedAt, d.site.Zone)),
		Note: d.Text(plan.Note.In(string(d.Lang()))),
	}
	if input.ShownTwice(plan.DueAt, d.site.Zone) {
		shown.Zone = d.T("publish.zone_twice")
	}
	if plan.Status == desk.PlanFailed {
		shown.Failure = d.failure(plan)
	}
	inScope := true
	for _, id := range plan.Proposals {
		p, err := d.editorial.Proposal(d.call, d.call.Actor, id)
		if err != nil {
			return Plan{}, err
		}
		subject := d.call.Subject(p)
		line := Line{Localizer: d.Localizer, Label: subject, Href: paths.Proposal.Of(id)}
		if p.Status == desk.StatusApproved && edit.Conflicts(d.live, p.Changes) != nil {
			line.Conflict = paths.Conflict.Of(id)
		}
		shown.Lines = append(shown.Lines, line)
		inScope = inScope && d.covers(p)
	}
	d.hold(&shown)
	if plan.Status == desk.PlanWaiting && inScope && d.call.Actor.May(desk.Publish) {
		shown.Cancel = paths.CancelPlan.Of(plan.ID)
	}
	return shown, nil
}

// failure says why a plan could not go out. It is kept as the name of the refusal, a colon and
// particulars.
func (d *maker) failure(plan desk.Plan) string {
	field, _, _ := strings.Cut(plan.Failure, ":")
	if key := "publish.failure." + field; d.Has(key) {
		return d.T(key)
	}
	return d.T("publish.failure.unknown")
}

// past lists what went out, the latest first.
func (d *maker) past() error {
	before, err := strconv.Atoi(d.call.Query.Get("avant"))
	if err != nil || before < 1 {
		before = d.call.Catalog.Version() + 1
	} else {
		d.page.Newest = paths.Publications + "#publiees"
	}
	for _, e := range slices.Backward(d.call.Catalog.Editions()) {
		n := e.Publication.Number
		if n >= before {
			continue
		}
		if len(d.page.Past) == mostPast {
			d.page.Older = paths.Publications + "?avant=" + strconv.Itoa(n+1) + "#publiees"
			break
		}
		d.page.Past = append(d.page.Past, d.went(e))
	}
	return nil
}

func (d *maker) went(e *catalog.Edition) Past {
	n, to := e.Publication.Number, view.Links{Lang: d.Lang()}
	past := Past{
		Number: n, Moment: d.Moment(e.Publication.PublishedAt, d.site.Zone), Undone: e.RevertedBy, Partly: partly(e),
		Note: d.Text(e.Publication.Note.In(string(d.Lang()))), News: to.News(n), Then: to.At(n).Home(),
	}
	if !e.First() && e.RevertedBy == 0 && d.call.Actor.Holds(desk.Publish) {
		past.UndoHref = paths.UndoPublication.Of(n)
	}
	return past
}

// just remembers what the person has just published: the address of the page says it.
func (d *maker) just() error {
	n, err := strconv.Atoi(d.call.Query.Get("publiee"))
	if e := d.call.Catalog.Edition(n); err == nil && e != nil && d.call.Actor.Holds(desk.Publish) {
		past := d.went(e)
		d.page.Just = &past
	}
	return nil
}

// cancel calls a plan off.
func (p *Pages) cancel(c *admin.Call) (admin.Answer, error) {
	return p.settle(c, p.editorial.CancelPlan, "publish.said_cancelled")
}

// settle does something about one plan. When somebody else was faster, the page says so and shows
// how things stand.
func (p *Pages) settle(c *admin.Call, do func(context.Context, desk.Actor, desk.Ref) (desk.Plan, error), said string) (admin.Answer, error) {
	ref, err := c.Ref()
	if err != nil {
		return admin.Answer{}, err
	}
	if id, err := c.Number("id"); err != nil || int64(id) != ref.ID {
		return admin.Answer{}, &segur.Error{Code: segur.CodeInvalid, Field: "body", Err: err}
	}
	_, err = do(c, c.Actor, ref)
	switch {
	case segur.ErrorCode(err) == segur.CodeConflict:
		w := &preview.Words{Localizer: c.Words}
		page, err := p.page(c, &order{})
		if err != nil {
			return admin.Answer{}, err
		}
		page.Errors = []form.Error{{Message: w.T("publish.plan_moved")}}
		return sent(segur.CodeConflict, "admin/publish", page), nil
	case err != nil:
		return admin.Answer{}, err
	}
	c.Say(said)
	return admin.SeeOther(paths.Publications + "#programmees"), nil
}
