package chart

import (
	"fmt"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart/figure"
	"github.com/segur-tracker/segur/internal/chart/series"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// What charts are made of; see package figure.
type (
	Figure     = figure.Figure
	Drawing    = figure.Drawing
	Lone       = figure.Lone
	LegendItem = figure.LegendItem
	Table      = figure.Table
	Column     = figure.Column
	Row        = figure.Row
	Cell       = figure.Cell
)

// Make builds a whole chart by name, for a page headed by what it shows; an unknown name is a
// segur.Error of CodeNotFound.
func Make(c *catalog.Catalog, name string, l *locale.Localizer) (Figure, error) {
	return MakeView(c, name, View{}, l)
}

// MakeSeries builds the chart of an indicator in one territory, among others: its title always
// names the indicator.
func MakeSeries(s *catalog.Series, l *locale.Localizer) (Figure, error) {
	return finish(segur.ChartOf(s.Indicator.Code), l, func(v *figure.Voice) (Figure, error) { return series.Chart(s, v) })
}

// Spark is the small picture of a tile and its text alternative, zero when there is nothing to
// draw.
func Spark(s *catalog.Series, l *locale.Localizer) (Drawing, string, error) {
	return series.Spark(s, l)
}

func finish(name string, l *locale.Localizer, build func(*figure.Voice) (Figure, error)) (Figure, error) {
	v := figure.Speak(l)
	f, err := build(v)
	if err == nil {
		err = v.Err()
	}
	if err != nil {
		return Figure{}, fmt.Errorf("chart %s in %s: %w", name, l.Lang(), err)
	}
	f.Name, f.Lang = name, l.Lang()
	return f, nil
}
