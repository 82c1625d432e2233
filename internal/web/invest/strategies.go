package invest

import (
	"slices"

	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Strategy is what a region wants to invest in.
type Strategy struct {
	Region       view.Place
	Full         bool // all orientations were read
	Period       string
	Orientations []Orientation
	Citations    []view.Citation
	Rules        []RuleGroup
}

// Orientation is one of a strategy, under the number that its document gives it.
type Orientation struct {
	Order int
	Text  string
}

// RuleGroup is the criteria, or the principles, by which a region chooses projects.
type RuleGroup struct {
	Title     string
	Rules     []Orientation
	Citations []view.Citation
}

// Example is the region whose rules of selection are known, with all that was read of how it went about.
type Example struct {
	Strategy Strategy
	Envelope *Envelope // nil where none was announced
	Facts    []Fact
	Projects int
	Href     string // of its projects
}

// Fact is a figure of the example with what it counts and its document.
type Fact struct {
	Figure locale.Figure
	Word   string
	Source []view.Citation
}

// strategies puts orientations under their regions, by name.
func (c *call) strategies(page *Plan) {
	of := map[string][]segur.Strategy{}
	for _, s := range c.Strategies() {
		of[s.Territory] = append(of[s.Territory], s)
	}
	for _, t := range c.RegionsByName() {
		place := view.RegionPlace(c.Catalog, c.words, c.page.To, t.Code)
		if len(of[t.Code]) == 0 {
			page.NoStrategy = append(page.NoStrategy, place)
			continue
		}
		page.Strategies = append(page.Strategies, c.strategy(place, of[t.Code]))
	}
}

func (c *call) strategy(place view.Place, rows []segur.Strategy) Strategy {
	slices.SortFunc(rows, func(a, b segur.Strategy) int { return a.Order - b.Order })
	s := Strategy{Region: place, Full: true}
	from, to := rows[0].Period.From.Year, rows[0].Period.To.Year
	var sources []string
	for _, row := range rows {
		s.Full = s.Full && row.Scope != "partial"
		from, to = min(from, row.Period.From.Year), max(to, row.Period.To.Year)
		s.Orientations = append(s.Orientations, Orientation{row.Order, c.text(row.Orientation)})
		if !slices.Contains(sources, row.Source) {
			sources = append(sources, row.Source)
		}
	}
	s.Period, s.Citations = c.words.YearRange(from, to), view.CiteAll(c.Catalog, c.words, sources)
	s.Rules = c.rules(place.Code)
	return s
}

// rules returns what projects of a region are chosen by, criteria first.
func (c *call) rules(territory string) []RuleGroup {
	var groups []RuleGroup
	for _, kind := range segur.Allowed(segur.TableStrategyRules, "kind") {
		group := RuleGroup{Title: c.words.T("invest.rules_" + kind)}
		var sources []string
		rows := slices.DeleteFunc(slices.Clone(c.StrategyRules()), func(r segur.StrategyRule) bool { return r.Territory != territory || r.Kind != kind })
		slices.SortFunc(rows, func(a, b segur.StrategyRule) int { return a.Order - b.Order })
		for _, r := range rows {
			group.Rules = append(group.Rules, Orientation{r.Order, c.text(r.Text)})
			if !slices.Contains(sources, r.Source) {
				sources = append(sources, r.Source)
			}
		}
		if group.Citations = view.CiteAll(c.Catalog, c.words, sources); len(rows) > 0 {
			groups = append(groups, group)
		}
	}
	return groups
}

// example tells of the region whose rules of selection were read; of several, the first by name.
func (c *call) example(page *Plan) {
	i := slices.IndexFunc(page.Strategies, func(s Strategy) bool { return len(s.Rules) > 0 })
	if i < 0 {
		return
	}
	strategy := page.Strategies[i]
	code := strategy.Region.Code
	e := Example{Strategy: strategy, Projects: len(c.ProjectsOf(code)), Href: c.page.To.ProjectList(view.ProjectFilter{Region: code})}
	for _, scope := range page.Scopes {
		for _, envelope := range scope.Regions {
			if envelope.Region.Code == code {
				e.Envelope = &envelope
			}
		}
	}
	add := func(n int, key string, sources ...string) {
		e.Facts = append(e.Facts, Fact{c.page.Count(n), c.words.T(key, "count", n), view.CiteAll(c.Catalog, c.words, sources)})
	}
	add(len(strategy.Orientations), "invest.fact_orientations")
	departments := 0
	for _, d := range segur.Departments() {
		if d.Region == code {
			departments++
		}
	}
	add(departments, "invest.fact_departments")
	for _, strand := range c.Consultations() {
		if strand.Territory != code || strand.Parent != "" {
			continue
		}
		if strand.Councils != nil {
			add(*strand.Councils, "invest.fact_councils", strand.Sources...)
			if strand.Rounds != nil {
				add(*strand.Rounds, "invest.fact_rounds", strand.Sources...)
			}
		}
	}
	page.Example = &e
}
