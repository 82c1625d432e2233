package public

import (
	"context"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/sentence"
	"github.com/segur-tracker/segur/internal/web"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Indicators is the list of indicators by measure, with the distance to targets.
type Indicators struct {
	view.Page
	Text       string
	Found      locale.Phrase
	Goals      view.Figure // objectifs
	Investment view.Figure // investissement
	Groups     []IndicatorGroup
}

// IndicatorGroup is a measure with its indicators; Number is 0 for those of the whole plan.
type IndicatorGroup struct {
	Number     int
	Pillar     int
	Title      string
	Href       string
	Indicators []view.IndicatorLine
}

func (p *Pages) indicators(ctx context.Context, cat *catalog.Catalog, r web.Request) (web.Page, error) {
	c := p.begin(ctx, cat, r, "indicators")
	text, err := c.searched(r)
	if err != nil {
		return web.Page{}, err
	}
	page := Indicators{Text: text}
	found := c.FindIndicators(text)
	page.Found, err = c.words.Phrase("indicators.found", "count", len(found),
		"n", sentence.Count(c.words, len(found)), "total", sentence.Count(c.words, len(cat.Indicators())))
	if err != nil {
		return web.Page{}, err
	}
	if page.Groups, err = c.groupIndicators(found); err != nil {
		return web.Page{}, err
	}
	if page.Goals, err = c.draw.Chart(c, "objectifs", 2); err != nil {
		return web.Page{}, err
	}
	if page.Investment, err = c.draw.Chart(c, "investissement", 2); err != nil {
		return web.Page{}, err
	}
	if err := c.title("indicators"); err != nil {
		return web.Page{}, err
	}
	c.page.NoIndex = text != ""
	page.Page = c.page
	return web.Page{Template: "public/indicators", Data: page}, nil
}

// groupIndicators lists each indicator once, under its first measure, in measure order;
// those of the whole plan come last.
func (c *call) groupIndicators(found []*catalog.Indicator) ([]IndicatorGroup, error) {
	lines := map[int][]view.IndicatorLine{}
	for _, ind := range found {
		line, err := c.indicatorLine(ind)
		if err != nil {
			return nil, err
		}
		number := 0
		if len(ind.Of) > 0 {
			number = ind.Of[0].Number
		}
		lines[number] = append(lines[number], line)
	}
	var groups []IndicatorGroup
	for _, m := range c.Measures() {
		if len(lines[m.Number]) > 0 {
			groups = append(groups, IndicatorGroup{m.Number, m.In.Number, c.text(m.ShortTitle), c.page.To.Measure(m), lines[m.Number]})
		}
	}
	if len(lines[0]) > 0 {
		title, err := c.words.T("indicators.whole_plan")
		if err != nil {
			return nil, err
		}
		groups = append(groups, IndicatorGroup{Title: title, Indicators: lines[0]})
	}
	return groups, nil
}
