package sentence

import (
	"strings"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// Chart names a chart in a few words that no figure changes: the label of its indicator, or what
// it is about. One that is not known any more keeps its name in addresses.
func Chart(c *catalog.Catalog, l *locale.Localizer, chart string) string {
	if code, ok := segur.ChartIndicator(chart); ok {
		if ind := c.Indicator(code); ind != nil {
			return l.Text(ind.Label.In(string(l.Lang())))
		}
		if gone, ok := c.Gone(code); ok {
			return l.Text(gone.Label.In(string(l.Lang())))
		}
		return code
	}
	if code, ok := strings.CutPrefix(chart, segur.RankingChart); ok {
		return l.T("chart_name.ranking", "label", Chart(c, l, segur.ChartOf(code)))
	}
	if code, ok := strings.CutPrefix(chart, segur.RegionChart); ok {
		if t, known := c.Territory(code); known {
			return l.T("chart_name.region", "region", l.Text(t.Name.In(string(l.Lang()))))
		}
	}
	if key := "chart_name." + chart; l.Has(key) {
		return l.T(key)
	}
	return chart
}
