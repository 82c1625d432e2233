package effect

import (
	"reflect"
	"slices"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/segur"
)

// Views are the views that a chart gets beside those it had.
type Views struct {
	Chart       string
	Map         bool
	Territories []string // codes, in the order of the chart's choices
}

// Count returns how many views these are.
func (v Views) Count() int {
	if v.Map {
		return len(v.Territories) + 1
	}
	return len(v.Territories)
}

// charts compares the charts that a change can reach: those that all share, and those of the
// indicators it touches.
func (e *Effect) charts(s Sight) error {
	names := chart.Plan()
	add := func(name string) {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	for _, series := range e.Series {
		add(segur.ChartOf(series.Indicator))
		add(segur.RankingChart + series.Indicator)
		if series.Indicator == segur.EnvelopeIndicator || series.Indicator == segur.PopulationIndicator {
			for _, code := range segur.RegionCodes() {
				add(segur.RegionChart + code)
			}
		}
	}
	for _, name := range names {
		if err := e.chart(s, name); err != nil {
			return err
		}
	}
	return nil
}

// chart compares one chart in its whole, in the territories that the change touches and as a map.
func (e *Effect) chart(s Sight, name string) error {
	was, err := views(s.Before, name)
	if err != nil {
		return err
	}
	now, err := views(s.After, name)
	if err != nil {
		return err
	}
	switch {
	case was == nil && now == nil:
		return nil
	case now == nil:
		e.Gone = append(e.Gone, name)
		return nil
	case was == nil:
		e.Charts = append(e.Charts, name)
		return nil
	}
	if redrawn, err := e.redrawn(s, name, *was, *now); err != nil {
		return err
	} else if redrawn {
		e.Charts = append(e.Charts, name)
	}
	added := Views{Chart: name, Map: now.Map && !was.Map}
	for _, code := range now.Territories {
		if !slices.Contains(was.Territories, code) {
			added.Territories = append(added.Territories, code)
		}
	}
	if added.Count() > 0 {
		e.Views = append(e.Views, added)
	}
	return nil
}

// views returns the views that a chart has, nil where there is no such chart.
func views(c *catalog.Catalog, name string) (*Views, error) {
	choices, err := chart.ChoicesOf(c, name)
	if segur.ErrorCode(err) == segur.CodeNotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	v := Views{Chart: name, Map: slices.Contains(choices.Kinds, chart.KindMap)}
	if code, ok := segur.ChartIndicator(name); ok {
		for _, series := range c.Indicator(code).AllSeries() {
			v.Territories = append(v.Territories, series.Territory.Code)
		}
	}
	return &v, nil
}

// redrawn reports whether a view that was there before is drawn differently.
func (e *Effect) redrawn(s Sight, name string, was, now Views) (bool, error) {
	shared := []chart.View{{}}
	if was.Map && now.Map {
		shared = append(shared, chart.View{Kind: chart.KindMap})
	}
	for _, series := range e.Series {
		if segur.ChartOf(series.Indicator) == name && series.Territory != segur.France && series.Was != nil && series.Now != nil {
			shared = append(shared, chart.View{Territory: series.Territory})
		}
	}
	for _, view := range shared {
		before, err := drawn(s, s.Before, name, view)
		if err != nil {
			return false, err
		}
		after, err := drawn(s, s.After, name, view)
		if err != nil {
			return false, err
		}
		if !reflect.DeepEqual(before, after) {
			return true, nil
		}
	}
	return false, nil
}

// drawn returns a view as it is drawn and headed: a number that only its table or its text
// alternative gives does not redraw it.
func drawn(s Sight, c *catalog.Catalog, name string, v chart.View) (chart.Chart, error) {
	drawn, err := chart.MakeView(c, name, v, s.Words)
	drawn.Table, drawn.Sources, drawn.Alt = chart.Table{}, nil, nil
	return drawn, err
}
