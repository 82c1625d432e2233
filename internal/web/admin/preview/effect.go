package preview

import (
	"context"
	"slices"
	"strconv"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/editorial"
	"github.com/segur-tracker/segur/internal/effect"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Effects is what readers would see, for the component "effects".
type Effects struct {
	*locale.Localizer
	Facts     []Fact
	Rest      []Fact // beyond the first ones
	Headlines []effect.Headline
	Aged      []Fact // trajectories that time alone changes
	Pages     []Link
	MorePages int
	Charts    int
	Gone      int // charts that are no more
	Views     int // that charts get beside those they had
	ViewsOf   []string
	Drawn     []view.Chart // the charts as they would be drawn, the first ones
}

// Fact is one thing that readers see, before and after.
type Fact struct {
	*locale.Localizer
	Label    string
	Was, Now Side
	Same     bool // both sides are equal
}

// Side is one side of a fact: words, a trajectory, or nothing at all.
type Side struct {
	Text    locale.Phrase
	Verdict *view.Trajectory
}

// Link leads to a public page; Href is "" while there is none.
type Link struct{ Label, Href string }

// Bounds of what a page shows at once.
const (
	mostFacts  = 6
	mostPages  = 8
	mostCharts = 2
)

// Maker makes the effects of changes.
type Maker struct{ Site *view.Site }

// After makes the catalog of what would be published; nil where nothing can be: the changes do not
// fit, or break a rule.
func After(o editorial.Outcome) *catalog.Catalog {
	if !o.Fits() || len(o.Faults) > 0 {
		return nil
	}
	after, err := catalog.Build(o.After)
	if err != nil {
		return nil
	}
	return after
}

// Sight is what would be published, and the catalog that it makes. Dated asks for what the time
// since the last publication does as well.
type Sight struct {
	Outcome editorial.Outcome
	After   *catalog.Catalog
	Dated   bool
}

// Of returns the effects of an outcome in one language.
func (m Maker) Of(ctx context.Context, words *locale.Localizer, p Sight) (*Effects, error) {
	same, after := p.Outcome.Live, p.After
	same.Publication.PublishedAt = after.ModifiedAt()
	before, err := catalog.Build(same)
	if err != nil {
		return nil, err
	}
	e, err := effect.Of(effect.Sight{Before: before, After: after, Words: words}, p.Outcome.Changes)
	if err != nil {
		return nil, err
	}
	t := describer{Words: &Words{Localizer: words}, before: before, after: after, to: view.Links{Lang: words.Lang()}}
	out := &Effects{Localizer: words, Headlines: e.Headlines, Charts: len(e.Charts), Gone: len(e.Gone)}
	t.views(out, e.Views)
	out.Facts = t.facts(e)
	if len(out.Facts) > mostFacts+1 {
		out.Facts, out.Rest = out.Facts[:mostFacts], out.Facts[mostFacts:]
	}
	out.Pages, out.MorePages = t.pages(e.Pages)
	if p.Dated {
		if out.Aged, err = t.aged(p.Outcome.Live); err != nil {
			return nil, err
		}
	}
	if out.Drawn, err = m.charts(ctx, t, e); err != nil {
		return nil, err
	}
	return out, nil
}

// charts draws the first charts that differ, those of indicators before those that all share, and
// then the first new maps.
func (m Maker) charts(ctx context.Context, t describer, e effect.Effect) ([]view.Chart, error) {
	drawer := view.Drawer{Catalog: t.after, Words: t.Localizer, To: t.to, ChartRenderer: m.Site.ChartRenderer}
	ordered := slices.Clone(e.Charts)
	slices.SortStableFunc(ordered, func(a, b string) int { return rank(a, t.after) - rank(b, t.after) })
	var charts []view.Chart
	for _, name := range ordered {
		if len(charts) == mostCharts {
			break
		}
		drawn, err := drawer.Chart(ctx, name, headingLevel)
		if err != nil {
			return nil, err
		}
		drawn.Live = nil // the desk has no script for charts
		charts = append(charts, drawn)
	}
	for _, views := range e.Views {
		if len(charts) == mostCharts || !views.Map {
			continue
		}
		asked := chart.View{Kind: chart.KindMap}
		made, err := chart.MakeView(t.after, views.Chart, asked, t.Localizer)
		if err != nil {
			return nil, err
		}
		drawn, err := drawer.Made(ctx, made, asked, headingLevel)
		if err != nil {
			return nil, err
		}
		drawn.Live = nil
		charts = append(charts, drawn)
	}
	return charts, nil
}

// views counts the new views of charts and says which they are.
func (t describer) views(out *Effects, all []effect.Views) {
	for _, v := range all {
		out.Views += v.Count()
		var parts []string
		if v.Map {
			parts = append(parts, t.T("effect.view_map"))
		}
		if n := len(v.Territories); n > 0 {
			parts = append(parts, t.T("effect.view_territories", "count", n))
		}
		name := sentence.Chart(t.after, t.Localizer, v.Chart)
		out.ViewsOf = append(out.ViewsOf, t.T("effect.views_of", "name", name, "views", t.List(parts)))
	}
}

const headingLevel = 3

func rank(name string, c *catalog.Catalog) int {
	for _, ind := range c.Indicators() {
		if segur.ChartOf(ind.Code) == name {
			return 0
		}
	}
	return 1
}

// describer words effects.
type describer struct {
	*Words
	before, after *catalog.Catalog
	to            view.Links
}

func (t describer) facts(e effect.Effect) []Fact {
	var facts []Fact
	if e.LastYear.Was != e.LastYear.Now {
		facts = append(facts, Fact{
			Localizer: t.Localizer, Label: t.T("effect.last_year"), Was: plain(t.Year(e.LastYear.Was)), Now: plain(t.Year(e.LastYear.Now)),
		})
	}
	for _, c := range e.Counts {
		facts = append(facts, Fact{
			Localizer: t.Localizer, Label: t.T("effect.count."+c.State.Slug(), "year", c.Year),
			Was: figure(sentence.Count(t.Localizer, c.Was)), Now: figure(sentence.Count(t.Localizer, c.Now)),
		})
	}
	alone := !slices.ContainsFunc(e.Series, func(s effect.Series) bool { return s.Indicator != e.Series[0].Indicator })
	for _, s := range e.Series {
		name := ""
		if len(e.Series) > 1 {
			name = t.name(s, alone)
		}
		facts = append(facts, t.shown(s, name), t.verdict(s, name))
	}
	return slices.DeleteFunc(facts, func(f Fact) bool { return f.Label == "" })
}

func plain(text string) Side { return Side{Text: locale.Plain(text)} }

func figure(f locale.Figure) Side {
	return Side{Text: locale.Phrase{locale.Part{Text: f.Text, Value: f.Value, Of: f.Of}}}
}

// shown says which figure stands for a series, named among several: there one that stays the
// same is not worth a line.
func (t describer) shown(s effect.Series, name string) Fact {
	if name != "" && !s.Shown() {
		return Fact{}
	}
	f := Fact{Localizer: t.Localizer, Label: t.T("effect.shown"), Was: t.figureOf(s.Was), Now: t.figureOf(s.Now), Same: !s.Shown()}
	if name != "" {
		f.Label = t.T("effect.shown_of", "name", name)
	}
	return f
}

func (t describer) figureOf(s *catalog.Series) Side {
	if s == nil {
		return plain(t.T("effect.none"))
	}
	v, ind := s.Shown(), s.Indicator.Indicator
	period := sentence.Period(t.Localizer, ind.Nature, v.Kind, v.Period)
	return Side{Text: t.Phrase("effect.figure", "value", sentence.Of(t.Localizer, ind, v), "period", period)}
}

func (t describer) verdict(s effect.Series, name string) Fact {
	if (name != "" || s.Now == nil || s.Was == nil) && !s.Verdict() {
		return Fact{}
	}
	f := Fact{Localizer: t.Localizer, Label: t.T("effect.verdict"), Was: t.verdictOf(s.Was), Now: t.verdictOf(s.Now), Same: !s.Verdict()}
	if name != "" {
		f.Label = t.T("effect.verdict_of", "name", name)
	}
	return f
}

func (t describer) verdictOf(s *catalog.Series) Side {
	if s == nil {
		return plain(t.T("effect.none"))
	}
	v := view.NewTrajectory(t.Localizer, s)
	switch {
	case v.Silent():
		return plain(t.T("effect.no_target"))
	case v.Slug == "":
		return Side{Text: v.Note}
	}
	return Side{Verdict: &v}
}

// name says which series: by its territory among those of one indicator, else by its indicator,
// with its territory where that is not the country.
func (t describer) name(s effect.Series, alone bool) string {
	series := s.Now
	if series == nil {
		series = s.Was
	}
	if series == nil {
		return s.Indicator
	}
	label := t.text(series.Indicator.Label)
	if alone {
		return t.text(series.Territory.Name)
	}
	if s.Territory == segur.France {
		return label
	}
	return t.T("effect.series", "indicator", label, "territory", t.text(series.Territory.Name))
}

func (t describer) text(text segur.Text) string { return t.Text(text.In(string(t.Lang()))) }

// aged lists the trajectories that differ from what is published though no figure does.
func (t describer) aged(live segur.Dataset) ([]Fact, error) {
	published, err := catalog.Build(live)
	if err != nil {
		return nil, err
	}
	var facts []Fact
	for _, s := range effect.Aged(published, t.before) {
		facts = append(facts, t.verdict(s, t.name(s, false)))
	}
	return facts, nil
}

// pages lists the public pages that a change touches, the most telling first.
func (t describer) pages(p effect.Pages) (links []Link, left int) {
	for _, section := range []struct {
		touched bool
		name    string
		key     string
	}{
		{p.Everywhere, "", "effect.page_all"}, {p.Home, "home", "effect.page_home"},
		{p.Timeline, "timeline", "effect.page_timeline"},
		{p.Consulted, "concertation", "effect.page_consulted"}, {p.Projects, "projects", "effect.page_projects"}, {p.Sources, "sources", "effect.page_sources"},
	} {
		if section.touched {
			link := Link{Label: t.T(section.key)}
			if section.name != "" {
				link.Href = t.to.Section(section.name)
			}
			links = append(links, link)
		}
	}
	for _, code := range p.Regions {
		if territory, ok := t.after.Territory(code); ok {
			links = append(links, Link{t.T("effect.page_region", "name", t.text(territory.Name)), t.to.Region(territory)})
		}
	}
	for _, code := range p.Indicators {
		links = append(links, t.indicatorPage(code))
	}
	for _, number := range p.Measures {
		link := Link{Label: t.T("effect.page_measure", "number", strconv.Itoa(number))}
		if m := t.before.Measure(number); m != nil {
			link.Href = t.to.Measure(m)
		}
		links = append(links, link)
	}
	left = max(len(links)-mostPages, 0)
	return links[:len(links)-left], left
}

// indicatorPage leads to a page that may not exist yet.
func (t describer) indicatorPage(code string) Link {
	ind := t.before.Indicator(code)
	if ind != nil && t.after.Indicator(code) == nil {
		return Link{t.T("effect.page_gone", "name", t.text(ind.Label)), t.to.Indicator(code)}
	}
	if ind != nil {
		return Link{t.text(ind.Label), t.to.Indicator(code)}
	}
	if ind := t.after.Indicator(code); ind != nil {
		return Link{Label: t.T("effect.page_new", "name", t.text(ind.Label))}
	}
	return Link{Label: code}
}
