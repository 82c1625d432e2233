package invest

import (
	"context"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Project is the page of one project.
type Project struct {
	view.Page
	Of         view.Project
	Cited      view.Citation // the document, with its title
	Track      []TrackStep
	Neighbours []view.Project // in the same department
	More       int            // others of the department, left out
	History    view.History
}

// TrackStep is one of the stages that projects go through.
type TrackStep struct {
	Word    string
	Reached bool
	Now     bool
}

// mostNeighbours bounds the projects of the same department that a page names; the list has them all.
const mostNeighbours = 6

func (p *Pages) project(ctx context.Context, cat *catalog.Catalog, r web.Request) (web.Answer, error) {
	c := p.begin(ctx, cat, r, "projects")
	one, ok := cat.Project(r.Params["project"])
	if !ok {
		return web.Answer{}, c.missing("project.missing")
	}
	page := Project{Of: view.NewProject(cat, c.words, c.page.To, one)}
	page.Cited = page.Of.Source
	page.Cited.Full = true
	for i, stage := range segur.Stages() {
		page.Track = append(page.Track, TrackStep{c.words.T("project.stage_" + string(stage)), i < page.Of.Stage.Step, i+1 == page.Of.Stage.Step})
	}
	for _, other := range cat.ProjectsIn(one.Department) {
		switch {
		case other.ID == one.ID:
		case len(page.Neighbours) < mostNeighbours:
			page.Neighbours = append(page.Neighbours, view.NewProject(cat, c.words, c.page.To, other))
		default:
			page.More++
		}
	}
	page.History = c.tell.History(cat.ProjectHistory(one.ID), func(to view.Links) string { return to.Project(one.ID) })
	c.page.Title = c.words.T("project.title", "title", page.Of.Title, "place", page.Of.Place)
	c.page.Description = c.words.T("project.summary", "operator", page.Of.Operator, "place", page.Of.Place,
		"department", page.Of.Department.Name, "stage", page.Of.Stage.Word)
	page.Page = c.page
	return web.Answer{Template: "invest/project", Data: page}, nil
}
