package chart

import (
	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart/series"
	"github.com/segur-tracker/segur/internal/chart/spec"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
)

// ranked lists the indicators on which enough regions compare for a ranking.
func ranked(c *catalog.Catalog) []string {
	var codes []string
	for _, i := range c.Indicators() {
		if all := i.Compare(0, 0); all != nil && len(all.Figures) >= catalog.FewestForRanking {
			codes = append(codes, i.Code)
		}
	}
	return codes
}

// ranking sets the regions of an indicator in order.
func ranking(c *catalog.Catalog, code string, view View, v *spec.Voice) (Chart, error) {
	return series.Ranking(c.Indicator(code).Compare(0, 0), view.Chosen(), v)
}

func regionCodes(c *catalog.Catalog) []string {
	var codes []string
	for _, t := range c.Regions() {
		codes = append(codes, t.Code)
	}
	return codes
}

// region shows what the plan is to invest in a region, among the others.
func region(c *catalog.Catalog, code string, view View, v *spec.Voice) (Chart, error) {
	territory, _ := c.Territory(code)
	title := sentence.Envelope(c, territory, v.Localizer)
	all := c.Comparable(segur.EnvelopeIndicator)
	if all == nil {
		f := Chart{Title: title, Subtitle: v.Say("region.subtitle_none"), Alt: title}
		f.Table.Caption, f.Table.Columns = f.Subtitle, []Column{{Label: v.Say("column.territory")}}
		return f, nil
	}
	f, err := series.Ranking(all, append([]string{code}, view.Chosen()...), v)
	f.Title = title
	return f, err
}
