package board

import (
	"net/url"
	"slices"
	"strconv"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/effect"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
	"github.com/segur-tracker/segur/internal/web/admin"
)

// gap is one kind of thing that is missing or late.
type gap struct {
	key   string
	whole int  // how many there are in the whole plan
	never bool // none can ever lie within the person's scope
	lines func(*admin.Call, catalog.Gaps) ([]Line, error)
}

// gaps lists what is missing or late within the person's scope. A kind that no scope of theirs can
// hold is left out; one that is empty says so of the scope only, unless the plan lacks nothing.
func (p *Pages) gaps(c *admin.Call) ([]Group, error) {
	found := c.Catalog.Gaps(c.Now())
	var groups []Group
	for _, part := range []gap{
		{key: "unassessed", whole: len(found.Unassessed), never: len(c.Actor.Scope.Regions) > 0, lines: unassessed},
		{key: "overdue", whole: len(found.Overdue), lines: overdue},
		{key: "provisional", whole: len(found.Provisional), lines: provisional},
		{key: "doubtful", whole: len(found.Doubtful), lines: doubtful},
		{key: "untargeted", whole: len(found.Untargeted), lines: untargeted},
		{key: "outdated", never: !c.Actor.Scope.Covers(country()), lines: p.outdated},
	} {
		if part.never {
			continue
		}
		lines, err := part.lines(c, found)
		if err != nil {
			return nil, err
		}
		g := group(c, part.key, lines, "years", c.Words.List(written(found.Years)))
		if len(lines) == 0 && part.whole > 0 {
			g.Empty = c.Words.T("board.outside")
		}
		groups = append(groups, g)
	}
	return groups, nil
}

// country is what a change touches that is about no measure in particular.
func country() desk.Target { return desk.Target{Territories: []string{segur.France}} }

func written(years []int) []string {
	var list []string
	for _, year := range years {
		list = append(list, strconv.Itoa(year))
	}
	return list
}

func unassessed(c *admin.Call, g catalog.Gaps) ([]Line, error) {
	var lines []Line
	for _, missing := range g.Unassessed {
		m := missing.Measure
		if !c.Actor.Scope.Covers(desk.Target{Measures: []int{m.Number}, Territories: []string{segur.France}}) {
			continue
		}
		label := c.Words.T("board.measure_year",
			"year", missing.Year, "number", m.Number, "title", c.Words.Text(m.ShortTitle.In(string(c.Words.Lang()))))
		line := Line{Label: label, Href: c.Entry(desk.KindState, paths.State.Of(m.Number, missing.Year))}
		if href := c.Entry(desk.KindState, paths.Search.Of(m.Number, missing.Year)); href != "" {
			line.Also.Label = c.Words.T("entry.note_search")
			line.Also.Href = href
		}
		if last, ok := m.Last(); ok {
			word := c.Words.T("state." + last.State().Slug())
			line.Meta = c.Words.T("board.last_state", "year", last.Year, "state", word)
		}
		lines = append(lines, line)
	}
	return lines, nil
}

// overdue lists each indicator once: by the country where it counts the country, else by the
// region in scope that waits longest.
func overdue(c *admin.Call, g catalog.Gaps) ([]Line, error) {
	var lines []Line
	seen := map[*catalog.Indicator]bool{}
	for _, late := range g.Overdue {
		ind := late.Indicator
		national := len(c.Actor.Scope.Regions) == 0 && ind.Series(segur.France) != nil
		if seen[ind] || (national && late.Territory.Code != segur.France) ||
			!c.Actor.Scope.Covers(desk.Target{Measures: ind.Measures, Territories: []string{late.Territory.Code}}) {
			continue
		}
		seen[ind] = true
		line := overdueLine(c, late)
		lines = append(lines, line)
	}
	return lines, nil
}

func overdueLine(c *admin.Call, late catalog.Overdue) Line {
	value := c.Words.Quantity(late.Last.Number.Float(), late.Indicator.Decimals, late.Indicator.Unit).String()
	if late.Territory.Code != segur.France {
		value += ", " + c.Words.Text(late.Territory.Name.In(string(c.Words.Lang())))
	}
	period := sentence.Period(c.Words, late.Indicator.Nature, late.Last.Kind, late.Last.Period)
	expected := c.Words.Date(late.Expected.Year(), int(late.Expected.Month()), 0)
	meta := c.Words.T("board.overdue_meta", "value", value, "period", period, "expected", expected)
	return indicatorLine(c, late.Indicator, meta, paths.Add, newFigure(segur.KindActual, late.Territory.Code))
}

func untargeted(c *admin.Call, g catalog.Gaps) ([]Line, error) {
	var lines []Line
	for _, ind := range g.Untargeted {
		switch within := territories(c, ind); len(within) {
		case 0:
		case 1:
			lines = append(lines, indicatorLine(c, ind, "", paths.Add, newFigure(segur.KindTarget, within[0])))
		default:
			lines = append(lines, indicatorLine(c, ind, "", paths.Add, newFigure(segur.KindTarget, "")))
		}
	}
	return lines, nil
}

func provisional(c *admin.Call, g catalog.Gaps) ([]Line, error) { return values(c, g.Provisional), nil }

func doubtful(c *admin.Call, g catalog.Gaps) ([]Line, error) { return values(c, g.Doubtful), nil }

func values(c *admin.Call, list []segur.Value) []Line {
	var lines []Line
	for _, v := range list {
		ind := c.Catalog.Indicator(v.Indicator)
		if !c.Actor.Scope.Covers(desk.Target{Measures: ind.Measures, Territories: []string{v.Territory}}) {
			continue
		}
		territory, _ := c.Catalog.Territory(v.Territory)
		period := sentence.Period(c.Words, ind.Nature, v.Kind, v.Period)
		meta := c.Words.T("board.value_meta",
			"value", c.Words.Quantity(v.Number.Float(), ind.Decimals, ind.Unit).String(), "period", period,
			"territory", c.Words.Text(territory.Name.In(string(c.Words.Lang()))))
		lines = append(lines, indicatorLine(c, ind, meta, paths.Replace, url.Values{"sur": {v.RowKey()}}))
	}
	return lines
}

// outdated lists the charts whose written text alternative is older than their figures. These texts
// are of the whole country: who has a scope may not change them.
func (p *Pages) outdated(c *admin.Call, _ catalog.Gaps) ([]Line, error) {
	found, err := effect.OutdatedTexts(c.Catalog, func(n int) (*catalog.Catalog, error) { return p.past.At(c, n) }, c.Words)
	if err != nil {
		return nil, err
	}
	var lines []Line
	for _, o := range found {
		label := sentence.Chart(c.Catalog, c.Words, o.Chart)
		since := o.Since.PublishedAt.In(c.Zone())
		meta := c.Words.T("board.outdated_meta", "date", c.Words.Date(since.Year(), int(since.Month()), since.Day()))
		lines = append(lines, Line{Label: label, Meta: meta, Href: c.Entry(desk.KindText, paths.Chart.Of(o.Chart))})
	}
	return lines, nil
}

// indicatorLine leads to the form of an action on a figure of an indicator, with what is known of it.
func indicatorLine(c *admin.Call, ind *catalog.Indicator, meta string, a paths.Action, known url.Values) Line {
	return Line{
		Label: c.Words.Text(ind.Label.In(string(c.Words.Lang()))), Meta: meta,
		Href: c.Entry(desk.KindValue, paths.Figure.Of(ind.Code, a)+"?"+known.Encode()),
	}
}

// newFigure is what is known of a new figure: its kind, and its territory where there is one.
func newFigure(kind segur.Kind, territory string) url.Values {
	known := url.Values{"nature": {string(kind)}}
	if territory != "" {
		known.Set("territoire", territory)
	}
	return known
}

// territories returns those of an indicator that lie in the person's scope: the country where it
// is counted, else the regions that are.
func territories(c *admin.Call, ind *catalog.Indicator) []string {
	counted := []string{segur.France}
	if ind.Series(segur.France) == nil {
		counted = nil
		for _, s := range ind.AllSeries() {
			counted = append(counted, s.Territory.Code)
		}
	}
	return slices.DeleteFunc(counted, func(territory string) bool {
		return !c.Actor.Scope.Covers(desk.Target{Measures: ind.Measures, Territories: []string{territory}})
	})
}
