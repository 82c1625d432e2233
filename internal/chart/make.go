package chart

import (
	"fmt"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart/series"
	"github.com/segur-tracker/segur/internal/chart/spec"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// What charts are made of; see package spec.
type (
	Chart      = spec.Chart
	Drawing    = spec.Drawing
	Lone       = spec.Lone
	LegendItem = spec.LegendItem
	Table      = spec.Table
	Column     = spec.Column
	Row        = spec.Row
	Cell       = spec.Cell
	Place      = spec.Place
)

// Make builds a whole chart by name, for a page headed by what it shows; an unknown name is a
// segur.Error of CodeNotFound.
func Make(c *catalog.Catalog, name string, l *locale.Localizer) (Chart, error) {
	return MakeView(c, name, View{}, l)
}

// MakeSeries builds the chart of an indicator in one territory, among others: its title always
// names the indicator.
func MakeSeries(s *catalog.Series, l *locale.Localizer) (Chart, error) {
	return finish(segur.ChartOf(s.Indicator.Code), l, func(v *spec.Voice) (Chart, error) { return series.Chart(s, v) })
}

// Spark is the small picture of a tile and its text alternative, zero when there is nothing to
// draw.
func Spark(s *catalog.Series, l *locale.Localizer) (Drawing, string, error) {
	return series.Spark(s, l)
}

func finish(name string, l *locale.Localizer, build func(*spec.Voice) (Chart, error)) (Chart, error) {
	v := spec.Speak(l)
	f, err := build(v)
	if err == nil {
		err = v.Err()
	}
	if err != nil {
		return Chart{}, fmt.Errorf("chart %s in %s: %w", name, l.Lang(), err)
	}
	f.Name, f.Lang = name, l.Lang()
	return f, nil
}
