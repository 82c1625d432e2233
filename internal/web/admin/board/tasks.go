package board

import (
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/web/admin"
)

// task is one list of proposals that waits for somebody.
type task struct {
	key    string
	filter desk.Filter
	mine   bool // keep the person's own; otherwise only those of others
	free   bool // keep only those that no plan carries
}

// tasksOf returns what a person's rights make wait for them.
func tasksOf(a desk.Actor) []task {
	tasks := []task{
		{key: "returned", filter: desk.Filter{Author: a.ID, Statuses: []desk.Status{desk.StatusReturned}}, mine: true},
		{key: "drafts", filter: desk.Filter{Author: a.ID, Statuses: []desk.Status{desk.StatusDraft}}, mine: true},
		{key: "submitted", filter: desk.Filter{Author: a.ID, Statuses: []desk.Status{desk.StatusSubmitted}}, mine: true},
	}
	if !a.Holds(desk.ProposeValue) {
		tasks = nil
	}
	if a.Holds(desk.Decide) {
		tasks = append([]task{{key: "review", filter: desk.Filter{Statuses: []desk.Status{desk.StatusSubmitted}}}}, tasks...)
	}
	if a.Holds(desk.Publish) {
		tasks = append(tasks, task{key: "approved", filter: desk.Filter{Statuses: []desk.Status{desk.StatusApproved}}, mine: true, free: true})
	}
	return tasks
}

func (p *Pages) tasks(c *admin.Call) ([]Group, error) {
	var groups []Group
	for _, t := range tasksOf(c.Actor) {
		lines, err := p.proposals(c, t)
		if err != nil {
			return nil, err
		}
		g := group(c, t.key, lines)
		groups = append(groups, g)
	}
	conflicts, err := p.conflicts(c)
	if err != nil {
		return nil, err
	}
	plans, err := p.plans(c)
	if err != nil {
		return nil, err
	}
	for _, extra := range []struct {
		key   string
		lines []Line
	}{{"conflicts", conflicts}, {"plans", plans}} {
		if len(extra.lines) == 0 {
			continue
		}
		g := group(c, extra.key, extra.lines)
		groups = append(groups, g)
	}
	return groups, nil
}

func (p *Pages) proposals(c *admin.Call, t task) ([]Line, error) {
	found, err := p.editorial.Proposals(c, c.Actor, t.filter)
	if err != nil {
		return nil, err
	}
	var lines []Line
	for _, proposal := range found {
		if (!t.mine && proposal.Author == c.Actor.ID) || (t.free && proposal.Plan != 0) {
			continue
		}
		line := proposalLine(c, proposal)
		if t.key == "approved" {
			line.Href = paths.Publications
		}
		lines = append(lines, line)
	}
	return lines, nil
}

func proposalLine(c *admin.Call, p desk.Proposal) Line {
	meta := c.Words.T("board.proposal_meta", "number", int(p.ID), "author", p.AuthorName, "moment", c.Moment(p.UpdatedAt))
	return Line{Label: c.Subject(p), Meta: meta, Href: paths.Proposal.Of(p.ID)}
}

// mostCompared bounds the proposals that one visit compares with what is published.
const mostCompared = 100

// conflicts lists the person's own proposals that no longer fit what is published; for those
// who publish, the approved ones of everybody.
func (p *Pages) conflicts(c *admin.Call) ([]Line, error) {
	open := desk.Filter{
		Statuses: []desk.Status{desk.StatusDraft, desk.StatusSubmitted, desk.StatusReturned, desk.StatusApproved},
		Limit:    mostCompared,
	}
	if !c.Actor.Holds(desk.Publish) {
		open.Author = c.Actor.ID
	}
	found, err := p.editorial.Proposals(c, c.Actor, open)
	if err != nil {
		return nil, err
	}
	var lines []Line
	for _, proposal := range found {
		if proposal.Base == c.Catalog.Version() {
			continue
		}
		conflict, err := p.editorial.Conflict(c, c.Actor, proposal.ID)
		if err != nil {
			return nil, err
		}
		if conflict == nil {
			continue
		}
		line := proposalLine(c, proposal)
		line.Href = paths.Conflict.Of(proposal.ID)
		lines = append(lines, line)
	}
	return lines, nil
}

func (p *Pages) plans(c *admin.Call) ([]Line, error) {
	found, err := p.editorial.Plans(c, c.Actor, desk.PlanWaiting, desk.PlanFailed)
	if err != nil {
		return nil, err
	}
	var lines []Line
	for _, plan := range found {
		status := string(plan.Status)
		if plan.Held() {
			status = "held"
		}
		label := c.Words.T("board.plan_"+status, "moment", c.Moment(plan.DueAt), "count", len(plan.Proposals))
		lines = append(lines, Line{Label: label, Meta: plan.Note.In(string(c.Words.Lang())), Href: paths.Publications})
	}
	return lines, nil
}
