package public

import (
	"context"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Timeline is the page of dated events, by year.
type Timeline struct {
	view.Page
	Years []EventYear
}

// EventYear is a year with its events.
type EventYear struct {
	Year   int
	Events []EventLine
}

func (p *Pages) timeline(ctx context.Context, cat *catalog.Catalog, r web.Request) (web.Answer, error) {
	c := p.begin(ctx, cat, r, "timeline")
	var page Timeline
	for _, e := range cat.Events() {
		if n := len(page.Years); n == 0 || page.Years[n-1].Year != e.Date.Year {
			page.Years = append(page.Years, EventYear{Year: e.Date.Year})
		}
		line := c.eventLine(e)
		year := &page.Years[len(page.Years)-1]
		year.Events = append(year.Events, line)
	}
	c.title("timeline")
	page.Page = c.page
	return web.Answer{Template: "public/timeline", Data: page}, nil
}

// Data says what the dataset holds and how complete it is.
type Data struct {
	view.Page
	Totals       catalog.Totals
	Regional     int
	Regions      int
	Completeness []CompletenessLine
	Axes         int // of the second year, without the heading of method
	Consultation ConsultationTotals
	Summary      CompletenessSummary
}

// ConsultationTotals counts what is known of the consultations beside their strands.
type ConsultationTotals struct{ Guide, Wordings, Review, Sessions int }

// CompletenessLine is what is documented about a measure.
type CompletenessLine struct {
	Measure                                   MeasureLink
	Years, Indicators, Targets, Judged, Fresh locale.Figure
	LastYearKnown                             bool
}

// CompletenessSummary counts the measures that have each thing.
type CompletenessSummary struct {
	WithIndicator, WithTarget, WithFresh, WithLastYear locale.Figure
}

func (p *Pages) data(ctx context.Context, cat *catalog.Catalog, r web.Request) (web.Answer, error) {
	c := p.begin(ctx, cat, r, "data")
	page := Data{Totals: cat.Totals()}
	lines := cat.Completeness()
	for _, line := range lines {
		link := c.measureLink(line.Measure.Number)
		page.Completeness = append(page.Completeness, CompletenessLine{
			Measure: link, Years: c.page.Count(line.YearsDocumented), Indicators: c.page.Count(line.Indicators),
			Targets: c.page.Count(line.WithTarget), Judged: c.page.Count(line.Assessable),
			Fresh: c.page.Count(line.Fresh), LastYearKnown: line.LastYearKnown,
		})
	}
	page.Summary = c.summarise(lines)
	for _, p := range cat.Priorities() {
		if p.IsAxis() {
			page.Axes++
		}
	}
	for _, ind := range cat.Indicators() {
		for _, s := range ind.AllSeries() {
			if s.Territory.Code != segur.France {
				page.Regional += len(s.Values)
			}
		}
	}
	page.Consultation = ConsultationTotals{
		Guide: len(cat.GuideSteps()) + len(cat.GuideThemes()), Wordings: len(cat.PillarWordings()), Review: len(cat.ReviewGroups()),
		Sessions: len(cat.Sessions()),
	}
	page.Regions = len(cat.Territories()) - 1
	c.title("data")
	page.Page = c.page
	return web.Answer{Template: "public/data", Data: page}, nil
}

func (c *call) summarise(lines []catalog.Completeness) CompletenessSummary {
	count := func(has func(catalog.Completeness) bool) locale.Figure {
		n := 0
		for _, line := range lines {
			if has(line) {
				n++
			}
		}
		return c.page.Count(n)
	}
	return CompletenessSummary{
		WithIndicator: count(func(l catalog.Completeness) bool { return l.Indicators > 0 }),
		WithTarget:    count(func(l catalog.Completeness) bool { return l.WithTarget > 0 }),
		WithFresh:     count(func(l catalog.Completeness) bool { return l.Fresh > 0 }),
		WithLastYear:  count(func(l catalog.Completeness) bool { return l.LastYearKnown }),
	}
}
