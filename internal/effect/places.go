package effect

import (
	"slices"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/segur"
)

// Pages are the public pages that a change touches.
type Pages struct {
	Measures   []int    // numbers, in order
	Indicators []string // codes, in order
	Home       bool
	Timeline   bool
	Consulted  bool // the page of the consultations
	Sources    bool
	Regions    []string // codes of the regions whose page shows other rows, in order
	Projects   bool
	Everywhere bool // the message on top of every page
}

func pages(s Sight, c segur.ChangeSet, e Effect) Pages {
	p := Pages{
		Timeline: !none(c.Events), Sources: !none(c.Sources),
		Home: !none(c.Assessments) || !none(c.Measures) || !none(c.Pillars) || !none(c.Priorities),
		Consulted: !none(c.Consultations) || !none(c.Priorities) || !none(c.GuideSteps) || !none(c.GuideThemes) ||
			!none(c.PillarWordings) || !none(c.ReviewGroups) || !none(c.Sessions),
	}
	p.Projects = !none(c.Projects)
	for _, text := range rows(c.Texts) {
		p.said(text)
	}
	for _, change := range segur.List(c) {
		for _, row := range []segur.Row{change.Old, change.New} {
			if row != nil {
				p.Measures = append(p.Measures, segur.MeasuresOf(row)...)
				p.ofRegion(row)
			}
		}
	}
	for _, series := range e.Series {
		p.Indicators = append(p.Indicators, series.Indicator)
		for _, side := range []*catalog.Catalog{s.Before, s.After} {
			if ind := side.Indicator(series.Indicator); ind != nil {
				p.Measures = append(p.Measures, ind.Measures...)
				p.Home = p.Home || ind.HeadlineRank > 0
			}
		}
	}
	for _, name := range chart.OnHome() {
		p.Home = p.Home || slices.Contains(e.Charts, name)
	}
	p.Measures, p.Indicators, p.Regions = once(p.Measures), once(p.Indicators), once(p.Regions)
	return p
}

// ofRegion adds the page of the region that a row belongs to.
func (p *Pages) ofRegion(row segur.Row) {
	if !segur.TableOf(row).About().Regional {
		return
	}
	for _, code := range segur.References(row, segur.TableTerritories) {
		if code != segur.France {
			p.Regions = append(p.Regions, code)
		}
	}
}

// said adds the pages that show a text of the site. A chart that is withdrawn stays on the page of
// its indicator.
func (p *Pages) said(text segur.SiteText) {
	p.Everywhere = p.Everywhere || text.ID == segur.TextBanner
	if name, ok := text.AltOf(); ok {
		p.Home = p.Home || slices.Contains(chart.OnHome(), name)
		if code, ok := segur.ChartIndicator(name); ok {
			p.Indicators = append(p.Indicators, code)
		}
	}
}

func none[T any](c segur.Changes[T]) bool { return len(c.Add)+len(c.Replace)+len(c.Remove) == 0 }

func once[T int | string](list []T) []T {
	slices.Sort(list)
	return slices.Compact(list)
}
