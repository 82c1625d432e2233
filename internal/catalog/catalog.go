package catalog

import (
	"fmt"
	"slices"
	"time"

	"github.com/segur-tracker/segur/internal/segur"
)

// Catalog holds one publication.
type Catalog struct {
	publication  segur.Publication
	publications []segur.Publication // up to this one
	editions     []*Edition
	years        []int
	pillars      []*Pillar
	measures     []*Measure
	indicators   []*Indicator
	byCode       map[string]*Indicator
	headline     []*Indicator
	sources      []*Source
	bySource     map[string]*Source
	projects     projects
	data         segur.Dataset // the tables that are handed out as they are
	asOf         time.Time
	valueCount   int
	assessCount  int
	bases        map[segur.Basis]int
}

// Pillar is a pillar with its measures in order.
type Pillar struct {
	segur.Pillar
	Measures []*Measure
}

// Build makes the catalog of one valid dataset. Editions are the publications up to that of
// the dataset, oldest first; a catalog built without them has no history. Build fails when a
// reference leads nowhere or when nothing has been assessed, which rules.Validate refuses earlier.
func Build(d segur.Dataset, editions ...segur.Edition) (*Catalog, error) {
	c := &Catalog{
		publication: d.Publication,
		data: segur.Dataset{
			Territories: d.Territories, Events: d.Events, Consultations: d.Consultations, Priorities: d.Priorities,
			Searches: d.Searches, Texts: d.Texts, More: d.More, PillarWordings: d.PillarWordings, ReviewGroups: d.ReviewGroups,
			GuideThemes: d.GuideThemes, GuideSteps: d.GuideSteps, Strategies: d.Strategies, StrategyRules: d.StrategyRules,
			Projects: d.Projects, Sessions: d.Sessions,
		},
		asOf: keptUntil(d, editions), bases: map[segur.Basis]int{},
		byCode: map[string]*Indicator{}, bySource: map[string]*Source{},
		valueCount: len(d.Values), assessCount: len(d.Assessments),
	}
	for _, step := range []func(segur.Dataset) error{
		c.addYears, c.addMeasures, c.addIndicators, c.addSources, c.addProjects,
	} {
		if err := step(d); err != nil {
			return nil, fmt.Errorf("build catalog of publication %d: %w", d.Publication.Number, err)
		}
	}
	c.stand()
	c.addEditions(editions)
	return c, nil
}

// addYears takes every year from the plan's first to the last one with an assessment:
// a year without any in between is shown as such.
func (c *Catalog) addYears(d segur.Dataset) error {
	if len(d.Assessments) == 0 {
		return fmt.Errorf("no assessment")
	}
	first, last := d.Assessments[0].Year, d.Assessments[0].Year
	for _, a := range d.Assessments {
		first, last = min(first, a.Year), max(last, a.Year)
		c.bases[a.Basis]++
	}
	for y := first; y <= last; y++ {
		c.years = append(c.years, y)
	}
	return nil
}

// Publication returns the publication that the catalog shows.
func (c *Catalog) Publication() segur.Publication { return c.publication }

// Years returns every year from the first to the last assessed one.
func (c *Catalog) Years() []int { return c.years }

// FirstYear returns the first assessed year.
func (c *Catalog) FirstYear() int { return c.years[0] }

// LastYear returns the last assessed year.
func (c *Catalog) LastYear() int { return c.years[len(c.years)-1] }

// HasYear reports whether year is one of Years.
func (c *Catalog) HasYear(year int) bool { return slices.Contains(c.years, year) }

// Pillars returns the pillars in order.
func (c *Catalog) Pillars() []*Pillar { return c.pillars }

// Pillar returns a pillar by number, nil when there is none.
func (c *Catalog) Pillar(number int) *Pillar {
	for _, p := range c.pillars {
		if p.Number == number {
			return p
		}
	}
	return nil
}

// Indicators returns every indicator in the order of the dataset.
func (c *Catalog) Indicators() []*Indicator { return c.indicators }

// Indicator returns an indicator by code, nil when there is none.
func (c *Catalog) Indicator(code string) *Indicator { return c.byCode[code] }

// Headline returns the headline indicators by rank.
func (c *Catalog) Headline() []*Indicator { return c.headline }

// Territories returns France and the regions.
func (c *Catalog) Territories() []segur.Territory { return c.data.Territories }

// Territory returns a territory by code; ok is false when there is none.
func (c *Catalog) Territory(code string) (t segur.Territory, ok bool) {
	for _, t := range c.data.Territories {
		if t.Code == code {
			return t, true
		}
	}
	return segur.Territory{}, false
}

// Events returns the dated events, oldest first.
func (c *Catalog) Events() []segur.Event { return c.data.Events }

// Priorities returns the axes announced for the second year, and the heading of method.
func (c *Catalog) Priorities() []segur.Priority { return c.data.Priorities }

// Consultations returns the strands and sessions of the consultations.
func (c *Catalog) Consultations() []segur.Consultation { return c.data.Consultations }

// Strategies returns the orientations of the regions' investment strategies.
func (c *Catalog) Strategies() []segur.Strategy { return c.data.Strategies }

// StrategyRules returns the rules by which regions select projects.
func (c *Catalog) StrategyRules() []segur.StrategyRule { return c.data.StrategyRules }

// Projects returns the investment projects in the order of the dataset.
func (c *Catalog) Projects() []segur.Project { return c.data.Projects }

// Sessions returns the territorial sessions.
func (c *Catalog) Sessions() []segur.Session { return c.data.Sessions }

// PillarWordings returns the titles of the pillars in each document.
func (c *Catalog) PillarWordings() []segur.PillarWording { return c.data.PillarWordings }

// ReviewGroups returns the ministry's split of July 2021.
func (c *Catalog) ReviewGroups() []segur.ReviewGroup { return c.data.ReviewGroups }

// GuideThemes returns the example themes of the guide of May 2020.
func (c *Catalog) GuideThemes() []segur.GuideTheme { return c.data.GuideThemes }

// GuideSteps returns the steps, forms, rules and deliverables of that guide.
func (c *Catalog) GuideSteps() []segur.GuideStep { return c.data.GuideSteps }

// Rows returns the rows of a table that the catalog hands out as they are: of every table but
// sources, pillars, measures, assessments, indicators and values.
func (c *Catalog) Rows(table string) []segur.Row {
	t := segur.TableNamed(table)
	if t == nil {
		return nil
	}
	return t.Rows(c.data)
}

// Text returns a text of the site by its ID; ok is false while there is none.
func (c *Catalog) Text(id string) (t segur.Text, ok bool) {
	for _, text := range c.data.Texts {
		if text.ID == id {
			return text.Text, true
		}
	}
	return segur.Text{}, false
}

// Totals are the sizes of the dataset.
type Totals struct {
	Measures, Assessments, Indicators, Values, Sources, Events, Consultations, Priorities, Searches int

	Projects, Strategies int
	Bases                map[segur.Basis]int // assessments by basis
}

// OnInference returns how many assessments are deduced from acts and stated by no official.
func (t Totals) OnInference() int {
	return t.Bases[segur.BasisInferred] + t.Bases[segur.BasisBySubject]
}

// Totals counts what the publication holds.
func (c *Catalog) Totals() Totals {
	return Totals{
		Measures: len(c.measures), Assessments: c.assessCount, Bases: c.bases,
		Indicators: len(c.indicators), Values: c.valueCount, Sources: len(c.sources), Events: len(c.data.Events),
		Consultations: len(c.data.Consultations), Priorities: len(c.data.Priorities), Searches: len(c.data.Searches),
		Projects: len(c.data.Projects), Strategies: len(c.data.Strategies),
	}
}

// Version returns the publication number.
func (c *Catalog) Version() int { return c.publication.Number }

// ModifiedAt returns the moment of the publication.
func (c *Catalog) ModifiedAt() time.Time { return c.publication.PublishedAt }
