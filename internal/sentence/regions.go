package sentence

import (
	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
)

// Range says between which figures the regions of an indicator lie, each by its latest value,
// else its goal; those of one scope, as others do not compare. It is meant for indicators without a figure for France.
func Range(ind *catalog.Indicator, l *locale.Localizer) locale.Phrase {
	low, high, count := ind.Extremes()
	id := "regions.range"
	if count < len(ind.AllSeries()) {
		id = "regions.range_scope"
	}
	return l.Phrase(id, "all", Count(l, len(ind.AllSeries())), "count", count, "n", Count(l, count),
		"low", Of(l, ind.Indicator, low), "high", Of(l, ind.Indicator, high))
}
