package invest

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web"
	"github.com/segur-tracker/segur/internal/web/view"
)

// longestQuery bounds what a reader may search for, in characters.
const longestQuery = 100

// filter reads the parameters. What names nothing is dropped: the list is then longer than was asked for, and says so in its
// filters.
func (c *call) filter(r web.Request) (f view.ProjectFilter) {
	f = view.ProjectFilter{Region: r.Query.Get("region"), Department: r.Query.Get("departement"), Text: r.Query.Get("q")}
	f.Sector, f.Stage = view.Hyphens(r.Query.Get("secteur")), view.Hyphens(r.Query.Get("etape"))
	for _, known := range []struct {
		value *string
		named bool
	}{
		{&f.Region, slices.ContainsFunc(c.RegionsByName(), func(t segur.Territory) bool { return t.Code == f.Region })},
		{&f.Department, slices.ContainsFunc(segur.ProjectPlaces(), func(d segur.Department) bool { return d.Code == f.Department })},
		{&f.Sector, slices.Contains(sectors(), underscores(f.Sector))},
		{&f.Stage, slices.Contains(segur.Stages(), segur.Stage(underscores(f.Stage)))},
		{&f.Text, utf8.ValidString(f.Text) && utf8.RuneCountInString(f.Text) <= longestQuery},
	} {
		if !known.named {
			*known.value = ""
		}
	}
	if n, err := strconv.Atoi(r.Query.Get("page")); err == nil && n > 0 {
		f.Page = n
	}
	return f
}

func underscores(word string) string { return strings.ReplaceAll(word, "-", "_") }

func sectors() []string { return segur.Allowed(segur.TableProjects, "sector") }

// choices lists what each field may be, with the number of projects that it would find.
func (c *call) choices(page *Projects, counts catalog.ProjectCounts) {
	label := func(name string, n int) string {
		return c.words.T("projects.choice", "name", name, "n", c.words.Number(float64(n), 0))
	}
	places := segur.ProjectPlaces()
	for _, t := range c.RegionsByName() {
		page.Regions = append(page.Regions, Choice{t.Code, label(c.text(t.Name), counts.Territories[t.Code]), t.Code == page.Filter.Region})
		group := ChoiceGroup{Label: c.text(t.Name)}
		for _, d := range places {
			if n, chosen := counts.Departments[d.Code], d.Code == page.Filter.Department; d.Region == t.Code && (n > 0 || chosen) {
				group.Choices = append(group.Choices, Choice{d.Code, label(c.departmentName(d), n), chosen})
			}
		}
		if len(group.Choices) > 0 {
			page.Departments = append(page.Departments, group)
		}
	}
	for _, sector := range sectors() {
		slug := view.Hyphens(sector)
		page.Sectors = append(page.Sectors, Choice{slug, label(c.words.T("project.sector_"+sector), counts.Sectors[sector]), slug == page.Filter.Sector})
	}
	for _, stage := range segur.Stages() {
		slug := view.Hyphens(string(stage))
		page.Stages = append(page.Stages, Choice{slug, label(c.words.T("project.stage_"+string(stage)), counts.Stages[stage]), slug == page.Filter.Stage})
	}
}

// departmentName is « Rhône (69) ».
func (c *call) departmentName(d segur.Department) string {
	return c.words.T("projects.department_named", "name", c.words.Text(d.Name), "code", d.Code)
}

// active names each part of the filter and the address without it and, where nothing is found, how many projects there are then.
func (c *call) active(page *Projects, counts catalog.ProjectCounts) {
	f := page.Filter
	f.Page = 0
	for _, part := range []struct {
		set   bool
		label func() string
		drop  func(*view.ProjectFilter)
		n     int
	}{
		{f.Region != "", func() string { return view.RegionPlace(c.Catalog, c.words, c.page.To, f.Region).Name }, func(f *view.ProjectFilter) { f.Region = "" }, sum(counts.Territories)},
		{f.Department != "", func() string { return c.departmentOf(f.Department) }, func(f *view.ProjectFilter) { f.Department = "" }, sum(counts.Departments)},
		{f.Sector != "", func() string { return c.words.T("project.sector_" + underscores(f.Sector)) }, func(f *view.ProjectFilter) { f.Sector = "" }, sum(counts.Sectors)},
		{f.Stage != "", func() string { return c.words.T("project.stage_" + underscores(f.Stage)) }, func(f *view.ProjectFilter) { f.Stage = "" }, sum(counts.Stages)},
		{f.Text != "", func() string { return locale.Quote(c.words.Lang(), f.Text) }, func(f *view.ProjectFilter) { f.Text = "" }, counts.AnyText},
	} {
		if !part.set {
			continue
		}
		without := f
		part.drop(&without)
		href := c.page.To.ProjectList(without)
		page.Active = append(page.Active, Active{part.label(), href})
		if counts.Found == 0 && part.n > 0 {
			said := c.words.Phrase("projects.looser", "count", part.n, "n", c.page.Count(part.n), "filter", part.label())
			page.Looser = append(page.Looser, Looser{said, href})
		}
	}
}

func (c *call) departmentOf(code string) string {
	for _, d := range segur.ProjectPlaces() {
		if d.Code == code {
			return c.departmentName(d)
		}
	}
	return code
}

// sum counts projects, never their money.
func sum[K comparable](counts map[K]int) (n int) {
	for _, one := range counts {
		n += one
	}
	return n
}
