package invest

import (
	"context"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Projects is the list of projects under a filter, a page at a time, with their map.
type Projects struct {
	view.Page
	Filter      view.ProjectFilter
	All         int // projects published, whatever the filter
	Regions     []Choice
	Departments []ChoiceGroup
	Sectors     []Choice
	Stages      []Choice
	Active      []Active
	Found       locale.Phrase
	FoundCount  int
	Groups      []Group
	Map         *Map // of the first page
	Looser      []Looser
	Pager       view.Pager
}

// Choice is one option of a form field, with how many projects it would find.
type Choice struct {
	Value    string
	Label    string
	Selected bool
}

// ChoiceGroup is the options of a region.
type ChoiceGroup struct {
	Label   string
	Choices []Choice
}

// Active is one part of the filter with the address that drops it.
type Active struct{ Label, Href string }

// Looser is how many projects there are without one part of a filter that finds none.
type Looser struct {
	Label locale.Phrase
	Href  string
}

// Group is the projects of a region on one page of the list.
type Group struct {
	Region   view.Place
	Projects []view.Project
}

// perPage keeps a page of the list light, however many projects there are.
const perPage = 50

func (p *Pages) projects(ctx context.Context, cat *catalog.Catalog, r web.Request) (web.Answer, error) {
	c := p.begin(ctx, cat, r, "projects")
	page := Projects{Filter: c.filter(r), All: len(cat.Projects())}
	query := queryOf(page.Filter)
	counts := cat.CountProjects(query)
	page.FoundCount = counts.Found
	last, number := view.PagesOf(counts.Found, perPage), max(page.Filter.Page, 1)
	if number > last {
		return web.Answer{}, c.missing("projects.no_page", "last", last)
	}
	if number == 1 {
		page.Filter.Page = 0
	}
	page.Found = c.words.Phrase("projects.found", "count", counts.Found, "n", c.page.Count(counts.Found), "total", c.page.Count(page.All))
	c.choices(&page, counts)
	c.active(&page, counts)
	c.groups(&page, cat.FindProjects(query, (number-1)*perPage, perPage))
	page.Pager = view.NewPager(c.words, c.words.T("projects.pager"), number, last, func(number int) string {
		filter := page.Filter
		if filter.Page = number; number == 1 {
			filter.Page = 0
		}
		return c.page.To.ProjectList(filter)
	})
	if number == 1 && sum(counts.Departments) > 0 {
		page.Map = c.drawn(p.ground, page.Filter, counts)
	}
	c.page.Title, c.page.Description = c.words.T("projects.title"), c.words.T("projects.summary", "count", page.All)
	c.page.Rename(c.page.To.At(0).ProjectList(page.Filter)) // one address, however the filter was written
	c.page.NoIndex = page.Filter.Text != ""
	page.Page = c.page
	return web.Answer{Template: "invest/projects", Data: page}, nil
}

func queryOf(f view.ProjectFilter) catalog.ProjectQuery {
	return catalog.ProjectQuery{
		Territory: f.Region, Department: f.Department, Sector: underscores(f.Sector), Stage: segur.Stage(underscores(f.Stage)), Text: f.Text,
	}
}

// groups puts the projects of a page under their regions.
func (c *call) groups(page *Projects, found []segur.Project) {
	for _, one := range found {
		if n := len(page.Groups); n == 0 || page.Groups[n-1].Region.Code != one.Territory {
			page.Groups = append(page.Groups, Group{Region: view.RegionPlace(c.Catalog, c.words, c.page.To, one.Territory)})
		}
		group := &page.Groups[len(page.Groups)-1]
		group.Projects = append(group.Projects, view.NewProject(c.Catalog, c.words, c.page.To, one))
	}
}
