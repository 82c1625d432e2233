package share

import (
	"context"
	"strconv"
	"strings"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
	"github.com/segur-tracker/segur/internal/web"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Gallery lists every chart: those of the whole plan with their pictures, then one a line for each
// indicator.
type Gallery struct {
	view.Page
	Charts []Shown
	Groups []Group
	Count  locale.Figure // of the charts of indicators
}

// Shown is a chart of the whole plan.
type Shown struct {
	Name     string // in a few words
	Href     string
	Chart    view.Chart
	Sentence locale.Phrase
}

// Group is the charts of a pillar; Pillar is 0 for those of the whole plan.
type Group struct {
	ID     string
	Pillar int
	Title  string
	Lines  []Line
}

// Line is the chart of an indicator with the figure that it leads to.
type Line struct {
	Label     string
	Territory string // "" for France
	Href      string
	Value     view.Value
	Range     locale.Phrase // instead of Value where only regions are documented
}

func (p *Pages) gallery(ctx context.Context, cat *catalog.Catalog, r web.Request) (web.Answer, error) {
	c := p.begin(ctx, cat, r, "charts")
	page := Gallery{}
	lines := map[int][]Line{}
	families := map[string][]Line{}
	count := 0
	for _, name := range chart.Names(cat) {
		if _, withdrawn := cat.Withdrawal(name); withdrawn {
			continue
		}
		d, code, _ := chart.Find(name)
		if d.Family != nil && d.Name != segur.IndicatorChart {
			families[d.Name] = append(families[d.Name], c.family(d, code))
			count++
			continue
		}
		if d.Family == nil {
			shown, err := c.shown(name)
			if err != nil {
				return web.Answer{}, err
			}
			page.Charts = append(page.Charts, shown)
			continue
		}
		ind := cat.Indicator(code)
		line := c.line(name, ind)
		count++
		lines[pillarOf(ind)] = append(lines[pillarOf(ind)], line)
	}
	page.Count = c.page.Count(count)
	for _, name := range []string{segur.RegionChart, segur.RankingChart} {
		if len(families[name]) > 0 {
			page.Groups = append(page.Groups, Group{ID: strings.TrimSuffix(name, "-"), Title: c.words.T("gallery.family." + strings.TrimSuffix(name, "-")), Lines: families[name]})
		}
	}
	c.groups(&page, lines)
	words := c.words
	c.page.Title, c.page.Description = words.T("gallery.title"), words.T("gallery.summary", "count", count+len(page.Charts))
	page.Page = c.page
	return web.Answer{Template: "share/gallery", Data: page}, nil
}

// family is the line of a region among the others, or of an indicator whose regions are ranked.
func (c *call) family(d chart.Definition, code string) Line {
	line := Line{Href: c.page.To.Chart(d.Name+code, chart.View{}, view.Style{})}
	if d.Name != segur.RegionChart {
		line.Label = sentence.Chart(c.Catalog, c.words, segur.ChartOf(code))
		n := len(c.Comparable(code).Figures)
		line.Range = c.words.Phrase("gallery.compared", "count", n, "n", sentence.Count(c.words, n))
		return line
	}
	t, _ := c.Territory(code)
	line.Label = c.text(t.Name)
	if ind := c.Indicator(segur.EnvelopeIndicator); ind != nil && ind.Series(code) != nil {
		line.Value = view.NewValue(c.Catalog, c.words, ind.Indicator, ind.Series(code).Shown())
	}
	return line
}

func (c *call) shown(name string) (Shown, error) {
	v := view.Usual(c.Catalog, name)
	made, err := chart.MakeView(c.Catalog, name, v, c.words)
	if err != nil {
		return Shown{}, err
	}
	said := c.quote(c.words, view.Asked{Chart: name, View: v}, made)
	s := Shown{Sentence: said.Sentence}
	if s.Chart, err = c.draw.Made(c, made, v, 3); err != nil {
		return Shown{}, err
	}
	// Here the picture leads to its page, where it lives.
	s.Href, s.Chart.Href, s.Chart.ShareHref, s.Chart.Live = s.Chart.ShareHref, s.Chart.ShareHref, "", nil
	s.Name = sentence.Chart(c.Catalog, c.words, name)
	return s, err
}

// pillarOf places an indicator under its first measure, 0 for those of the whole plan.
func pillarOf(ind *catalog.Indicator) int {
	if len(ind.Of) == 0 {
		return 0
	}
	return ind.Of[0].In.Number
}

func (c *call) line(name string, ind *catalog.Indicator) Line {
	line := Line{Label: c.text(ind.Label), Href: c.page.To.Chart(name, chart.View{}, view.Style{})}
	if ind.Regional() {
		line.Range = sentence.Range(ind, c.words)
		return line
	}
	if t := ind.Main().Territory; t.Code != segur.France {
		line.Territory = c.text(t.Name)
	}
	line.Value = view.NewValue(c.Catalog, c.words, ind.Indicator, ind.Main().Shown())
	return line
}

func (c *call) groups(page *Gallery, lines map[int][]Line) {
	for _, pillar := range c.Pillars() {
		if len(lines[pillar.Number]) > 0 {
			page.Groups = append(page.Groups, Group{pillarID(pillar.Number), pillar.Number, c.text(pillar.Title), lines[pillar.Number]})
		}
	}
	if len(lines[0]) == 0 {
		return
	}
	title := c.words.T("indicators.whole_plan")
	page.Groups = append(page.Groups, Group{ID: pillarID(0), Title: title, Lines: lines[0]})
}

// pillarID is the place of the charts of a pillar on the page, of the whole plan for 0.
func pillarID(number int) string { return "pilier-" + strconv.Itoa(number) }
