package board

import (
	"fmt"
	"net/url"
	"slices"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/effect"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
	"github.com/segur-tracker/segur/internal/web/admin"
)

// gaps lists what is missing or late within the person's scope.
func (p *Pages) gaps(c *admin.Call) ([]Group, error) {
	found := c.Catalog.Gaps(c.Now())
	var groups []Group
	for _, part := range []struct {
		key   string
		lines func(*admin.Call, catalog.Gaps) ([]Line, error)
	}{
		{"unassessed", unassessed}, {"overdue", overdue}, {"provisional", provisional},
		{"doubtful", doubtful}, {"untargeted", untargeted}, {"outdated", p.outdated},
	} {
		lines, err := part.lines(c, found)
		if err != nil {
			return nil, err
		}
		g, err := group(c, part.key, lines, "year", found.Year)
		if err != nil {
			return nil, err
		}
		groups = append(groups, g)
	}
	return groups, nil
}

func unassessed(c *admin.Call, g catalog.Gaps) ([]Line, error) {
	var lines []Line
	for _, m := range g.Unassessed {
		if !c.Actor.Scope.Covers(desk.Target{Measures: []int{m.Number}, Territories: []string{segur.France}}) {
			continue
		}
		label, err := c.Words.T("board.measure", "number", m.Number, "title", c.Words.Text(m.ShortTitle.In(string(c.Words.Lang()))))
		if err != nil {
			return nil, err
		}
		line := Line{Label: label, Href: c.Entry(desk.KindState, fmt.Sprintf("/etat/%d/%d", m.Number, g.Year))}
		if last, ok := m.Last(); ok {
			word, err := c.Words.T("state." + last.State().Slug())
			if err != nil {
				return nil, err
			}
			if line.Meta, err = c.Words.T("board.last_state", "year", last.Year, "state", word); err != nil {
				return nil, err
			}
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
		line, err := overdueLine(c, late)
		if err != nil {
			return nil, err
		}
		lines = append(lines, line)
	}
	return lines, nil
}

func overdueLine(c *admin.Call, late catalog.Overdue) (Line, error) {
	value := c.Words.Quantity(late.Last.Number.Float(), late.Indicator.Decimals, late.Indicator.Unit).String()
	if late.Territory.Code != segur.France {
		value += ", " + c.Words.Text(late.Territory.Name.In(string(c.Words.Lang())))
	}
	period, err := sentence.Period(c.Words, late.Indicator.Nature, late.Last.Kind, late.Last.Period)
	if err != nil {
		return Line{}, err
	}
	expected := c.Words.Date(late.Expected.Year(), int(late.Expected.Month()), 0)
	meta, err := c.Words.T("board.overdue_meta", "value", value, "period", period, "expected", expected)
	return indicatorLine(c, late.Indicator, meta), err
}

func untargeted(c *admin.Call, g catalog.Gaps) ([]Line, error) {
	var lines []Line
	for _, ind := range g.Untargeted {
		if covers(c, ind, ind.Regional()) {
			lines = append(lines, indicatorLine(c, ind, ""))
		}
	}
	return lines, nil
}

func provisional(c *admin.Call, g catalog.Gaps) ([]Line, error) { return values(c, g.Provisional) }

func doubtful(c *admin.Call, g catalog.Gaps) ([]Line, error) { return values(c, g.Doubtful) }

func values(c *admin.Call, list []segur.Value) ([]Line, error) {
	var lines []Line
	for _, v := range list {
		ind := c.Catalog.Indicator(v.Indicator)
		if !c.Actor.Scope.Covers(desk.Target{Measures: ind.Measures, Territories: []string{v.Territory}}) {
			continue
		}
		territory, _ := c.Catalog.Territory(v.Territory)
		period, err := sentence.Period(c.Words, ind.Nature, v.Kind, v.Period)
		if err != nil {
			return nil, err
		}
		meta, err := c.Words.T("board.value_meta",
			"value", c.Words.Quantity(v.Number.Float(), ind.Decimals, ind.Unit).String(), "period", period,
			"territory", c.Words.Text(territory.Name.In(string(c.Words.Lang()))))
		if err != nil {
			return nil, err
		}
		lines = append(lines, indicatorLine(c, ind, meta))
	}
	return lines, nil
}

// outdated lists the charts whose written text alternative is older than their figures. These texts
// are of the whole country: who has a scope may not change them.
func (p *Pages) outdated(c *admin.Call, _ catalog.Gaps) ([]Line, error) {
	if !c.Actor.Scope.Covers(desk.Target{Territories: []string{segur.France}}) {
		return nil, nil
	}
	found, err := effect.OutdatedTexts(c.Catalog, func(n int) (*catalog.Catalog, error) { return p.past.At(c, n) }, c.Words)
	if err != nil {
		return nil, err
	}
	var lines []Line
	for _, o := range found {
		label, err := sentence.Chart(c.Catalog, c.Words, o.Chart)
		if err != nil {
			return nil, err
		}
		since := o.Since.PublishedAt.In(c.Zone())
		meta, err := c.Words.T("board.outdated_meta", "date", c.Words.Date(since.Year(), int(since.Month()), since.Day()))
		if err != nil {
			return nil, err
		}
		lines = append(lines, Line{Label: label, Meta: meta, Href: c.Entry(desk.KindText, "/graphique/"+o.Chart)})
	}
	return lines, nil
}

func indicatorLine(c *admin.Call, ind *catalog.Indicator, meta string) Line {
	return Line{
		Label: c.Words.Text(ind.Label.In(string(c.Words.Lang()))), Meta: meta,
		Href: c.Entry(desk.KindValue, "/valeur/"+url.PathEscape(ind.Code)),
	}
}

// covers reports whether an indicator lies in the person's scope: some territory of it, for one
// that counts regions; the country otherwise.
func covers(c *admin.Call, ind *catalog.Indicator, regional bool) bool {
	territories := []string{segur.France}
	if regional {
		territories = nil
		for _, s := range ind.AllSeries() {
			territories = append(territories, s.Territory.Code)
		}
	}
	return slices.ContainsFunc(territories, func(territory string) bool {
		return c.Actor.Scope.Covers(desk.Target{Measures: ind.Measures, Territories: []string{territory}})
	})
}
