package public

import (
	"context"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Method explains states, trajectories, conflicts and gaps, with the real thresholds.
type Method struct {
	view.Page
	States       []view.State
	Outcomes     []Outcome
	Reasons      []OutcomeReason
	OnTrack      string
	SlightlyLate string
	StaleMonths  int
	Totals       catalog.Totals
	Example      *Example
}

// Outcome is one verdict with the count of indicators that it applies to.
type Outcome struct {
	Slug  string
	Word  string
	Rule  string
	Count locale.Figure
}

// OutcomeReason is why some indicators cannot be judged.
type OutcomeReason struct {
	Word  string
	Rule  string
	Count locale.Figure
}

// Example is a real indicator whose sum the page works through.
type Example struct {
	Label string
	Href  string
	Sum   *Sum
}

func (p *Pages) method(ctx context.Context, cat *catalog.Catalog, r web.Request) (web.Answer, error) {
	c := p.begin(ctx, cat, r, "method")
	page := Method{
		OnTrack: c.words.Percent(segur.OnTrackFrom), SlightlyLate: c.words.Percent(segur.SlightlyLateFrom),
		StaleMonths: segur.StaleAfterMonths, Totals: cat.Totals(),
	}
	for _, s := range segur.Standings() {
		state := view.NewState(c.words, s)
		page.States = append(page.States, state)
	}
	c.methodOutcomes(&page)
	if err := c.methodExample(&page); err != nil {
		return web.Answer{}, err
	}
	c.title("method")
	page.Page = c.page
	return web.Answer{Template: "public/method", Data: page}, nil
}

func (c *call) methodOutcomes(page *Method) {
	outcomes, reasons := map[segur.Outcome]int{}, map[segur.Reason]int{}
	for _, ind := range c.Indicators() {
		t := ind.Main().Trajectory
		outcomes[t.Outcome]++
		reasons[t.Reason]++
	}
	for _, o := range segur.Outcomes() {
		word := c.words.T("outcome." + o.Slug())
		rule := c.words.T("outcome_rule."+o.Slug(), "on_track", page.OnTrack, "slightly_late", page.SlightlyLate, "settles", segur.SettlesWithinMonths)
		page.Outcomes = append(page.Outcomes, Outcome{o.Slug(), word, rule, c.page.Count(outcomes[o])})
	}
	for _, reason := range segur.Reasons() {
		word := c.words.T("reason_word." + string(reason))
		rule := c.words.T("reason_rule."+string(reason), "months", page.StaleMonths, "settles", segur.SettlesWithinMonths)
		page.Reasons = append(page.Reasons, OutcomeReason{word, rule, c.page.Count(reasons[reason])})
	}
}

// methodExample works through the first headline indicator that can be judged, if any.
func (c *call) methodExample(page *Method) error {
	for _, ind := range c.Headline() {
		if t := ind.Main().Trajectory; t.Outcome == segur.NotAssessable || t.Bound || t.Baseline == nil {
			continue
		}
		var worked Indicator
		if err := c.indicatorSum(&worked, ind); err != nil {
			return err
		}
		page.Example = &Example{c.text(ind.Label), c.page.To.Indicator(ind.Code), worked.Sum}
		return nil
	}
	return nil
}

// Static is a page of words alone.
type Static struct {
	view.Page
	Publisher, Hosting string // of the legal notice
}

// static serves a page whose words are all in its template and the locale files.
func (p *Pages) static(name string) handler {
	return func(ctx context.Context, cat *catalog.Catalog, r web.Request) (web.Answer, error) {
		c := p.begin(ctx, cat, r, name)
		c.title(name)
		return web.Answer{Template: "public/" + name, Data: Static{c.page, p.site.Publisher, p.site.Hosting}}, nil
	}
}

// Sitemap lists every page for people.
type Sitemap struct {
	view.Page
	Pillars    []MeasureGroup
	Indicators []IndicatorLink
	Regions    []IndicatorLink
}

func (p *Pages) sitemap(ctx context.Context, cat *catalog.Catalog, r web.Request) (web.Answer, error) {
	c := p.begin(ctx, cat, r, "sitemap")
	var page Sitemap
	for _, pillar := range cat.Pillars() {
		group := MeasureGroup{Number: pillar.Number, Title: c.text(pillar.Title)}
		for _, m := range pillar.Measures {
			item := c.listItem(m, c.today())
			group.Measures = append(group.Measures, item)
		}
		page.Pillars = append(page.Pillars, group)
	}
	for _, t := range cat.RegionsByName() {
		page.Regions = append(page.Regions, IndicatorLink{c.text(t.Name), c.page.To.Region(t)})
	}
	for _, ind := range cat.Indicators() {
		page.Indicators = append(page.Indicators, IndicatorLink{c.text(ind.Label), c.page.To.Indicator(ind.Code)})
	}
	c.title("sitemap")
	page.Page = c.page
	return web.Answer{Template: "public/sitemap", Data: page}, nil
}
