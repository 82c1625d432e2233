package board

import (
	"net/url"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
)

// lacking lists, for each region that the person works for, what is not documented of it.
func lacking(c *admin.Call) []Group {
	var groups []Group
	for _, code := range c.Actor.Scope.Regions {
		territory, known := c.Catalog.Territory(code)
		if !known {
			continue
		}
		lines := append(missingRows(c, code), missingFigures(c, code)...)
		groups = append(groups, group(c, "lacking", lines, "region", c.Words.Text(territory.Name.In(string(c.Words.Lang())))))
	}
	return groups
}

// missingRows leads to the form of each kind of row of which a region has none.
func missingRows(c *admin.Call, code string) []Line {
	query := "?" + url.Values{"region": {code}}.Encode()
	var lines []Line
	if ind := c.Catalog.Indicator(segur.EnvelopeIndicator); ind != nil && ind.Series(code) == nil {
		href := c.Entry(desk.KindValue, paths.Figure.Of(ind.Code, paths.Add)+"?"+newFigure(segur.KindTarget, code).Encode())
		lines = append(lines, Line{Label: c.Words.T("board.no_envelope"), Href: href})
	}
	for _, rows := range []struct {
		label string
		none  bool
		kind  desk.Kind
		form  string
	}{
		{c.Words.T("board.no_strategy"), none(c.Catalog.Strategies(), code), desk.KindStrategy, paths.NewOrientation},
		{c.Words.T("board.no_project"), none(c.Catalog.Projects(), code), desk.KindProject, paths.NewProject},
		{c.Words.T("board.no_session"), none(c.Catalog.Sessions(), code), desk.KindSession, paths.NewSession},
	} {
		if rows.none {
			lines = append(lines, Line{Label: rows.label, Href: c.Entry(rows.kind, rows.form+query)})
		}
	}
	return lines
}

// none reports whether no row is a region's.
func none[T segur.Row](rows []T, code string) bool {
	for _, row := range rows {
		for _, of := range segur.References(row, segur.TableTerritories) {
			if of == code {
				return false
			}
		}
	}
	return true
}

// missingFigures leads to the form of each indicator that other regions document and this one does not.
func missingFigures(c *admin.Call, code string) []Line {
	var lines []Line
	region, _ := c.Catalog.Region(code)
	for _, ind := range region.Lacking {
		regions, kind := others(ind)
		if ind.Code == segur.EnvelopeIndicator || !c.Actor.MayOn(desk.ProposeValue, desk.Target{Measures: ind.Measures, Territories: []string{code}}) {
			continue
		}
		meta := c.Words.T("board.documented_elsewhere", "count", regions)
		lines = append(lines, indicatorLine(c, ind, meta, paths.Add, newFigure(kind, code)))
	}
	return lines
}

// others returns how many regions an indicator is documented for, and of what kind its figures are.
func others(ind *catalog.Indicator) (regions int, kind segur.Kind) {
	kind = segur.KindActual
	for _, series := range ind.AllSeries() {
		if series.Territory.Code != segur.France {
			regions++
			kind = series.Shown().Kind
		}
	}
	return regions, kind
}
