package publish

import (
	"slices"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/editorial"
	"github.com/segur-tracker/segur/internal/web/admin"
)

// hold says of a plan that is held, or will be, for whom it waits, and offers those who may to
// approve it in place of who had.
func (d *maker) hold(shown *Plan) {
	i := slices.IndexFunc(d.holds, func(h editorial.Hold) bool { return h.Plan.ID == shown.ID })
	if i < 0 {
		return
	}
	h := d.holds[i]
	key := "publish.will_hold"
	switch {
	case len(h.Proposals) == 0:
		key = "publish.held_until_said"
	case h.Plan.Held():
		key = "publish.held"
	}
	shown.Held = d.T(key, "count", len(h.Approvers), "list", d.List(h.Approvers))
	if d.call.Actor.May(desk.Decide) && !slices.ContainsFunc(h.Proposals, func(p desk.Proposal) bool {
		return p.Author == d.call.Actor.ID || !d.covers(p)
	}) {
		shown.Confirm = paths.ConfirmPlan.Of(shown.ID)
	}
}

// confirm approves a planned publication in place of somebody who no longer can.
func (p *Pages) confirm(c *admin.Call) (admin.Answer, error) {
	return p.settle(c, p.editorial.ConfirmPlan, "publish.said_confirmed")
}
