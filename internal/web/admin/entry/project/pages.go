package project

import (
	"net/http"
	"strings"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/entry/driver"
	"github.com/segur-tracker/segur/internal/web/admin/entry/regional"
)

// Pages answers for projects.
type Pages struct{ driver *driver.Driver }

// New returns the pages.
func New(d *driver.Driver) *Pages { return &Pages{d} }

// Routes declares the pages.
func (p *Pages) Routes() []admin.Route {
	routes := []admin.Route{{Method: http.MethodGet, Path: paths.Projects, Need: desk.ProposeProject, Handle: p.list}}
	for path, of := range map[string]func(id string) driver.Form{
		paths.NewProject:              func(string) driver.Form { return &projectForm{} },
		string(paths.Project):         func(id string) driver.Form { return &projectForm{id: id} },
		string(paths.WithdrawProject): func(id string) driver.Form { return withdrawal(id) },
	} {
		answer := p.driver.Handle(desk.KindProject, func(c *admin.Call) (driver.Form, error) { return of(c.Params["id"]), nil })
		for _, method := range []string{http.MethodGet, http.MethodPost} {
			routes = append(routes, admin.Route{Method: method, Path: path, Need: desk.ProposeProject, Handle: answer})
		}
	}
	return routes
}

// Reopened returns the form of a proposal about one project, nil for any other.
func Reopened(r *driver.Request) driver.Form {
	row, withdrawn, ok := regional.Only(r.Proposal.Changes.Projects)
	switch {
	case r.Kind != desk.KindProject || !ok:
		return nil
	case withdrawn:
		return withdrawal(row.ID)
	case len(r.Proposal.Changes.Projects.Add) == 1:
		return &projectForm{}
	}
	return &projectForm{id: row.ID}
}

func withdrawal(id string) driver.Form {
	return &regional.Withdrawal{
		Table: segur.TableProjects, Key: id, Title: "regional.withdraw_project_title", Action: paths.WithdrawProject.Of(id),
		List: paths.Projects, Listed: "regional.projects_title", Facts: facts,
	}
}

// facts tells which project is withdrawn.
func facts(r *driver.Request, row segur.Row) []driver.Fact {
	p := row.(segur.Project)
	return []driver.Fact{
		{Label: r.Words.T("entry.ask.project_place"), Text: r.Words.Localizer.Text(p.Place)},
		{Label: r.Words.T("entry.ask.titre_fr"), Text: r.Words.Text(p.Title)},
		{Label: r.Words.T("entry.ask.project_operator"), Text: r.Words.Localizer.Text(p.Operator)},
		{Label: r.Words.T("entry.ask.stage"), Text: r.Words.T("change.stage." + string(p.Stage))},
	}
}

// list shows the projects of a region, by department.
func (p *Pages) list(c *admin.Call) (admin.Answer, error) {
	r, err := p.driver.Open(c, desk.KindProject)
	if err != nil {
		return admin.Answer{}, err
	}
	return regional.Listed{
		Title: "regional.projects_title", Lede: "regional.projects_lede", Path: paths.Projects,
		Groups: func(region string) []regional.ListGroup { return groups(r, region) },
		New: func(region string) []admin.Crumb {
			return []admin.Crumb{{Label: r.Words.T("regional.new_project_title"), Href: paths.NewProject + "?" + regional.FieldRegion + "=" + region}}
		},
	}.Answer(r)
}

func groups(r *driver.Request, region string) []regional.ListGroup {
	var all []regional.ListGroup
	for _, d := range segur.ProjectPlaces() {
		if d.Region != region {
			continue
		}
		group := regional.ListGroup{Title: r.Words.Localizer.Text(d.Name)}
		for _, project := range r.Call.Catalog.Projects() {
			if project.Department == d.Code && project.Territory == region {
				group.Lines = append(group.Lines, line(r, project))
			}
		}
		all = append(all, group)
	}
	return all
}

func line(r *driver.Request, p segur.Project) regional.ListLine {
	title := r.Words.T("regional.project_line", "place", r.Words.Localizer.Text(p.Place), "title", r.Words.Text(p.Title))
	meta := []string{r.Words.Localizer.Text(p.Operator), r.Words.T("change.stage." + string(p.Stage))}
	if on := r.Words.Date(p.StageOn); on != "" {
		meta = append(meta, on)
	}
	return regional.ListLine{
		Title: title, Meta: strings.Join(meta, " · "),
		Actions: regional.Actions(r, p.Territory, title, paths.Project.Of(p.ID), paths.WithdrawProject.Of(p.ID)),
	}
}
