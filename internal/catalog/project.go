package catalog

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"github.com/segur-tracker/segur/internal/fold"
	"github.com/segur-tracker/segur/internal/postings"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/stem"
)

// projects holds the investment projects in the order that readers see them in, by region, department, place
// and identifier, so that those of a region or of a department stand together.
type projects struct {
	list         []segur.Project
	byID         map[string]int // place in list
	ofTerritory  map[string]run
	ofDepartment map[string]run
	kinds        []kindOfProject
	kindAt       []int                  // place in kinds of each project
	words        func() *postings.Index // what search looks through, made when somebody first does
	regions      []segur.Territory
}

// run is where in the list the projects of a place stand.
type run struct{ from, to int }

// kindOfProject counts the projects that have all that filters ask for in common: there are few kinds, however
// many projects there are.
type kindOfProject struct {
	territory, department, sector string
	stage                         segur.Stage
	n                             int
}

func (c *Catalog) addProjects(d segur.Dataset) error {
	p := &c.projects
	rank := map[string]int{}
	p.regions = regionsByName(d.Territories)
	for i, t := range p.regions {
		rank[t.Code] = i
	}
	p.list = slices.Clone(d.Projects)
	folded := map[string]string{} // folding is too slow to be done in each comparison
	for _, one := range p.list {
		if _, known := folded[one.Place]; !known {
			folded[one.Place] = fold.Text(one.Place)
		}
	}
	slices.SortFunc(p.list, func(a, b segur.Project) int {
		return cmp.Or(cmp.Compare(rank[a.Territory], rank[b.Territory]), cmp.Compare(a.Department, b.Department),
			cmp.Compare(folded[a.Place], folded[b.Place]), cmp.Compare(a.ID, b.ID))
	})
	p.byID = make(map[string]int, len(p.list))
	for i, one := range p.list {
		p.byID[one.ID] = i
	}
	p.ofTerritory = together(p.list, func(p segur.Project) string { return p.Territory })
	p.ofDepartment = together(p.list, func(p segur.Project) string { return p.Department })
	p.kinds, p.kindAt = kindsOf(p.list)
	list := p.list
	p.words = sync.OnceValue(func() *postings.Index { return projectWords(list, d.Territories) })
	return nil
}

// kindsOf counts projects by kind, and tells the kind of each.
func kindsOf(list []segur.Project) (kinds []kindOfProject, at []int) {
	places := map[kindOfProject]int{}
	for _, p := range list {
		kind := kindOfProject{territory: p.Territory, department: p.Department, sector: p.Sector, stage: p.Stage}
		place, known := places[kind]
		if !known {
			place = len(kinds)
			places[kind], kinds = place, append(kinds, kind)
		}
		kinds[place].n++
		at = append(at, place)
	}
	return kinds, at
}

// among counts the projects that are wanted by the same kinds.
func (p *projects) among(wanted func(i int) bool) []kindOfProject {
	kinds := slices.Clone(p.kinds)
	for k := range kinds {
		kinds[k].n = 0
	}
	for i, k := range p.kindAt {
		if wanted(i) {
			kinds[k].n++
		}
	}
	return kinds
}

// together cuts a list into the runs that have a key in common; each key has one run.
func together(list []segur.Project, key func(segur.Project) string) map[string]run {
	runs := map[string]run{}
	for from := 0; from < len(list); {
		to := from + 1
		for to < len(list) && key(list[to]) == key(list[from]) {
			to++
		}
		runs[key(list[from])] = run{from, to}
		from = to
	}
	return runs
}

func regionsByName(all []segur.Territory) []segur.Territory {
	var regions []segur.Territory
	for _, t := range all {
		if t.Level == "region" {
			regions = append(regions, t)
		}
	}
	slices.SortStableFunc(regions, func(a, b segur.Territory) int {
		return cmp.Compare(fold.Text(a.Name.FR), fold.Text(b.Name.FR))
	})
	return regions
}

func projectWords(list []segur.Project, territories []segur.Territory) *postings.Index {
	places := map[string]string{}
	for _, t := range territories {
		places[t.Code] = t.Name.FR + " " + t.Name.EN
	}
	departments := map[string]string{}
	for _, d := range segur.ProjectPlaces() {
		departments[d.Code] = d.Name
	}
	var held postings.Builder
	for i, p := range list {
		text := strings.Join([]string{p.Title.FR, p.Title.EN, p.Operator, p.Place, departments[p.Department], places[p.Territory]}, " ")
		for _, w := range strings.Fields(fold.Text(text)) {
			held.Add(held.ID(w), i, 1)
			held.Add(held.ID(stem.Of(w)), i, 1)
		}
	}
	return held.Index()
}

// RegionsByName returns the regions in the alphabetical order of their French names.
func (c *Catalog) RegionsByName() []segur.Territory { return c.projects.regions }

// Project returns a project by identifier; ok is false when there is none.
func (c *Catalog) Project(id string) (p segur.Project, ok bool) {
	i, ok := c.projects.byID[id]
	if !ok {
		return segur.Project{}, false
	}
	return c.projects.list[i], true
}

// ProjectsOf returns the projects of a region by department and place. The caller leaves them as they are.
func (c *Catalog) ProjectsOf(territory string) []segur.Project {
	return c.projects.at(c.projects.ofTerritory[territory])
}

// ProjectsIn returns the projects of a department, or of a collectivity, by place. The caller leaves them as
// they are.
func (c *Catalog) ProjectsIn(department string) []segur.Project {
	return c.projects.at(c.projects.ofDepartment[department])
}

func (p *projects) at(r run) []segur.Project { return p.list[r.from:r.to:r.to] }

// ProjectQuery narrows the list of projects; zero fields do not narrow.
type ProjectQuery struct {
	Territory  string // region
	Department string
	Sector     string
	Stage      segur.Stage
	Text       string // words that must all be found
}

// ProjectCounts says how many projects a query finds, and how many each other choice of one filter would, the
// other filters kept. Amounts are never counted: the list is what was read, and not the programme.
type ProjectCounts struct {
	Found       int
	Territories map[string]int
	Departments map[string]int
	Sectors     map[string]int
	Stages      map[segur.Stage]int
	AnyText     int // whatever they say
}

// CountProjects counts by the kinds of projects, however many there are; words alone are looked up and then counted.
func (c *Catalog) CountProjects(q ProjectQuery) ProjectCounts {
	counts := ProjectCounts{
		Territories: map[string]int{}, Departments: map[string]int{}, Sectors: map[string]int{}, Stages: map[segur.Stage]int{},
	}
	kinds := c.projects.kinds
	for _, k := range kinds {
		if q.misses(k) == 0 {
			counts.AnyText += k.n
		}
	}
	if says := c.projects.saying(q.Text); says != nil {
		kinds = c.projects.among(says)
	}
	for _, k := range kinds {
		missed := q.misses(k)
		for _, facet := range []struct {
			of  misses
			add func()
		}{
			{0, func() { counts.Found += k.n }},
			{missTerritory, func() { counts.Territories[k.territory] += k.n }},
			{missDepartment, func() { counts.Departments[k.department] += k.n }},
			{missSector, func() { counts.Sectors[k.sector] += k.n }},
			{missStage, func() { counts.Stages[k.stage] += k.n }},
		} {
			if k.n > 0 && missed&^facet.of == 0 {
				facet.add()
			}
		}
	}
	return counts
}

// misses is the set of filters that a project does not pass.
type misses uint8

const (
	missTerritory misses = 1 << iota
	missDepartment
	missSector
	missStage
)

func (q ProjectQuery) misses(k kindOfProject) (m misses) {
	if q.Territory != "" && q.Territory != k.territory {
		m |= missTerritory
	}
	if q.Department != "" && q.Department != k.department {
		m |= missDepartment
	}
	if q.Sector != "" && q.Sector != k.sector {
		m |= missSector
	}
	if q.Stage != "" && q.Stage != k.stage {
		m |= missStage
	}
	return m
}

// saying tells the projects that hold all words of a text by their places in the list, nil for no text.
func (p *projects) saying(text string) func(i int) bool {
	asked := searchWords(text)
	if len(asked) == 0 {
		return nil
	}
	words, holding := p.words(), make([]uint16, len(p.list))
	for k, w := range asked {
		found := words.Beginning(w)
		if form, known := words.Find(stem.Of(w)); known {
			found = append(found, form)
		}
		for _, id := range found {
			for _, one := range words.Held(id) {
				if int(holding[one.Doc]) == k {
					holding[one.Doc]++
				}
			}
		}
	}
	return func(i int) bool { return int(holding[i]) == len(asked) }
}

// FindProjects returns the projects that match, by region, department and place: at most most of them after
// the first skip.
func (c *Catalog) FindProjects(q ProjectQuery, skip, most int) []segur.Project {
	p := &c.projects
	where := run{0, len(p.list)}
	if q.Territory != "" {
		where = p.ofTerritory[q.Territory]
	}
	if q.Department != "" {
		where = p.ofDepartment[q.Department]
	}
	says := p.saying(q.Text)
	var found []segur.Project
	for i := where.from; i < where.to && len(found) < most; i++ {
		if q.misses(p.kinds[p.kindAt[i]]) != 0 || says != nil && !says(i) {
			continue
		}
		if skip > 0 {
			skip--
			continue
		}
		found = append(found, p.list[i])
	}
	return found
}

// ProjectHistory returns what changed of a project since the first publication, newest first.
func (c *Catalog) ProjectHistory(id string) []Entry {
	return c.history(func(all segur.ChangeSet) (part segur.ChangeSet) {
		for _, p := range all.Projects.Add {
			if p.ID == id {
				part.Projects.Add = append(part.Projects.Add, p)
			}
		}
		for _, r := range all.Projects.Replace {
			if r.Old.ID == id || r.New.ID == id {
				part.Projects.Replace = append(part.Projects.Replace, r)
			}
		}
		for _, p := range all.Projects.Remove {
			if p.ID == id {
				part.Projects.Remove = append(part.Projects.Remove, p)
			}
		}
		return part
	})
}
