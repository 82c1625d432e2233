package invest

import (
	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart/atlas"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Map is the departments with a mark for each that has projects, and the same as a list. Marks are of one size: how many were read
// of says nothing of how many there are.
type Map struct {
	Width, Height int
	Frames        []Frame
	Areas         []Area
	Marks         []Mark
	Regions       []MapRegion
	Departments   int // that have projects
}

// Frame is a box around what is not to scale.
type Frame struct {
	atlas.Frame
	Name string
}

// Area is the outline of a department.
type Area struct {
	Path   string
	Href   string // its projects, "" where it has none
	Title  string
	Chosen bool
}

// Mark is the number of projects of a department.
type Mark struct {
	X, Y   int
	Text   string
	Href   string
	Title  string
	Chosen bool
	Small  bool   // the number is long
	Beside string // name of a place without an outline
}

// MapRegion is the departments of a region that have projects.
type MapRegion struct {
	Name        string
	Departments []MapDepartment
}

// MapDepartment is a department with its number of projects.
type MapDepartment struct {
	Name   string
	Count  locale.Figure
	Href   string
	Chosen bool
}

// longNumber is where the number of a mark has to be smaller.
const longNumber = 3

func (c *call) drawn(ground *atlas.Departments, f view.ProjectFilter, counts catalog.ProjectCounts) *Map {
	m := &Map{Width: ground.Width, Height: ground.Height}
	for _, frame := range ground.Frames {
		name := c.words.T("projects.capital")
		if frame.Region != "" {
			name = view.RegionPlace(c.Catalog, c.words, c.page.To, frame.Region).Name
		}
		m.Frames = append(m.Frames, Frame{frame, name})
	}
	names := map[string]segur.Department{}
	for _, d := range segur.ProjectPlaces() {
		names[d.Code] = d
	}
	for _, o := range ground.Outlines {
		n, d := counts.Departments[o.Code], names[o.Code]
		area := Area{Path: o.Path, Chosen: f.Department == o.Code}
		if n > 0 {
			area.Href = c.narrowed(f, d)
			area.Title = c.words.T("projects.mark", "count", n, "n", c.words.Number(float64(n), 0), "place", c.departmentName(d))
		}
		if o.Path != "" {
			m.Areas = append(m.Areas, area)
		}
		if n == 0 || o.Twin {
			continue
		}
		mark := Mark{X: o.X, Y: o.Y, Text: c.words.Number(float64(n), 0), Href: area.Href, Title: area.Title, Chosen: area.Chosen}
		mark.Small = len(mark.Text) >= longNumber
		if o.Path == "" {
			mark.Beside = c.words.Text(d.Name)
		}
		m.Marks = append(m.Marks, mark)
	}
	c.listed(m, f, counts)
	return m
}

// narrowed is the list of a department under the rest of a filter.
func (c *call) narrowed(f view.ProjectFilter, d segur.Department) string {
	f.Region, f.Department, f.Page = "", d.Code, 0
	return c.page.To.ProjectList(f)
}

// listed says in words what the map shows.
func (c *call) listed(m *Map, f view.ProjectFilter, counts catalog.ProjectCounts) {
	places := segur.ProjectPlaces()
	for _, t := range c.RegionsByName() {
		region := MapRegion{Name: c.text(t.Name)}
		for _, d := range places {
			if n := counts.Departments[d.Code]; d.Region == t.Code && n > 0 {
				region.Departments = append(region.Departments, MapDepartment{
					c.words.Text(d.Name), c.page.Count(n), c.narrowed(f, d), f.Department == d.Code,
				})
			}
		}
		if len(region.Departments) > 0 {
			m.Regions = append(m.Regions, region)
			m.Departments += len(region.Departments)
		}
	}
}
