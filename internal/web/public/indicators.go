package public

import (
	"context"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
	"github.com/segur-tracker/segur/internal/web"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Indicators is the list of indicators, folded by measure under their pillars, after what they say
// about their targets.
type Indicators struct {
	view.Page
	Filter     view.IndicatorFilter
	Pillars    []Choice
	Shows      []Choice
	Found      locale.Phrase
	Open       bool       // few enough to be shown unfolded
	Goals      view.Chart // objectifs, of the whole list only
	Investment view.Chart // investissement, of the whole list only
	Parts      []IndicatorPart
}

// IndicatorPart is a pillar with its measures; Number is 0 for what belongs to the whole plan.
type IndicatorPart struct {
	Number int
	Title  string
	Groups []IndicatorGroup
}

// IndicatorGroup is a measure with its indicators; Number is 0 for those of the whole plan.
type IndicatorGroup struct {
	Number     int
	Title      string
	Href       string
	Indicators []view.IndicatorLine
	Targets    int // how many have a target
	Late       int // how many wait for a figure that is late
}

// mostUnfolded is how many indicators a filtered list shows at once without folding them.
const mostUnfolded = 12

// What a reader may ask the list to be narrowed to.
const (
	showTargets = "objectif" // with a target
	showMissed  = "ecart"    // short of its target, or behind its pace
	showLate    = "retard"   // whose next figure is late
)

func (p *Pages) indicators(ctx context.Context, cat *catalog.Catalog, r web.Request) (web.Answer, error) {
	c := p.begin(ctx, cat, r, "indicators")
	filter, err := c.indicatorFilter(r)
	if err != nil {
		return web.Answer{}, err
	}
	page := Indicators{Filter: filter}
	found := c.foundIndicators(filter)
	for _, step := range []func(*Indicators, []*catalog.Indicator) error{c.indicatorChoices, c.indicatorParts, c.indicatorCharts} {
		if err := step(&page, found); err != nil {
			return web.Answer{}, err
		}
	}
	c.title("indicators")
	c.page.NoIndex = filter.Text != ""
	page.Page = c.page
	return web.Answer{Template: "public/indicators", Data: page}, nil
}

// indicatorFilter reads the parameters; each means something or the request is refused.
func (c *call) indicatorFilter(r web.Request) (f view.IndicatorFilter, err error) {
	if asked := r.Query.Get("pilier"); asked != "" {
		number, ok := plainNumber(asked)
		if !ok || c.Pillar(number) == nil {
			return f, refuse(c.words, "pilier", "error.pillar", c.pillarValues(), "last", len(c.Pillars()))
		}
		f.Pillar = number
	}
	switch f.Show = r.Query.Get("filtre"); f.Show {
	case "", showTargets, showMissed, showLate:
	default:
		return f, refuse(c.words, "filtre", "error.indicator_filter", showValues())
	}
	f.Text, err = c.searched(r)
	return f, err
}

func (c *call) foundIndicators(f view.IndicatorFilter) []*catalog.Indicator {
	var found []*catalog.Indicator
	for _, ind := range c.FindIndicators(f.Text) {
		if f.Pillar != 0 && (len(ind.Of) == 0 || ind.Of[0].In.Number != f.Pillar) || !c.shows(ind, f.Show) {
			continue
		}
		found = append(found, ind)
	}
	return found
}

func (c *call) shows(ind *catalog.Indicator, show string) bool {
	switch show {
	case showTargets:
		return !ind.Regional() && !ind.Main().Trajectory.Silent()
	case showMissed:
		return !ind.Regional() && behind(ind.Main().Trajectory.Outcome)
	case showLate:
		return c.Late(ind)
	}
	return true
}

func behind(o segur.Outcome) bool {
	switch o {
	case segur.SlightlyLate, segur.Late, segur.Regressing, segur.TargetMissed:
		return true
	}
	return false
}

func (c *call) indicatorChoices(page *Indicators, found []*catalog.Indicator) error {
	page.Open = page.Filter != (view.IndicatorFilter{}) && len(found) <= mostUnfolded
	for _, pillar := range c.Pillars() {
		page.Pillars = append(page.Pillars, Choice{c.page.Count(pillar.Number).Value, c.text(pillar.Title), pillar.Number == page.Filter.Pillar})
	}
	for _, show := range []string{showTargets, showMissed, showLate} {
		word := c.words.T("indicators.show_" + show)
		page.Shows = append(page.Shows, Choice{show, word, show == page.Filter.Show})
	}
	page.Found = c.words.Phrase("indicators.found", "count", len(found),
		"n", sentence.Count(c.words, len(found)), "total", sentence.Count(c.words, len(c.Indicators())))
	return nil
}

// indicatorCharts draws what the whole list says; a part of it has no chart of its own.
func (c *call) indicatorCharts(page *Indicators, _ []*catalog.Indicator) error {
	if page.Filter != (view.IndicatorFilter{}) {
		return nil
	}
	var err error
	if page.Goals, err = c.draw.Chart(c, chart.Objectives, 2); err != nil {
		return err
	}
	page.Investment, err = c.draw.Chart(c, chart.Investment, 2)
	return err
}

// indicatorParts lists each indicator once, under its first measure, by pillar and measure; those of
// the whole plan come last.
func (c *call) indicatorParts(page *Indicators, found []*catalog.Indicator) error {
	groups := map[int]*IndicatorGroup{}
	for _, ind := range found {
		number := 0
		if len(ind.Of) > 0 {
			number = ind.Of[0].Number
		}
		if groups[number] == nil {
			groups[number] = &IndicatorGroup{Number: number}
		}
		if err := c.addIndicator(groups[number], ind); err != nil {
			return err
		}
	}
	for _, pillar := range c.Pillars() {
		part := IndicatorPart{Number: pillar.Number, Title: c.text(pillar.Title)}
		for _, m := range pillar.Measures {
			if g := groups[m.Number]; g != nil {
				g.Title, g.Href = c.text(m.ShortTitle), c.page.To.Measure(m)
				part.Groups = append(part.Groups, *g)
			}
		}
		if len(part.Groups) > 0 {
			page.Parts = append(page.Parts, part)
		}
	}
	c.wholePlan(page, groups[0])
	return nil
}

func (c *call) addIndicator(g *IndicatorGroup, ind *catalog.Indicator) error {
	line, err := c.indicatorLine(ind)
	if err != nil {
		return err
	}
	g.Indicators = append(g.Indicators, line)
	if !line.Trajectory.Silent() {
		g.Targets++
	}
	if line.Next.Late {
		g.Late++
	}
	return nil
}

func (c *call) wholePlan(page *Indicators, g *IndicatorGroup) {
	if g == nil {
		return
	}
	title := c.words.T("indicators.whole_plan")
	g.Title = title
	page.Parts = append(page.Parts, IndicatorPart{Title: title, Groups: []IndicatorGroup{*g}})
}

// showValues are the values of the parameter filtre.
func showValues() []segur.Choice {
	return []segur.Choice{{Label: showTargets, Value: showTargets}, {Label: showMissed, Value: showMissed}, {Label: showLate, Value: showLate}}
}
