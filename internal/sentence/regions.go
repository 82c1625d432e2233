package sentence

import (
	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// Range says between which figures the regions of an indicator lie, each by its latest value,
// else its goal. It is meant for indicators without a figure for France.
func Range(ind *catalog.Indicator, l *locale.Localizer) (locale.Phrase, error) {
	var low, high *segur.Value
	count := 0
	for _, s := range ind.AllSeries() {
		v := s.Shown()
		count++
		if low == nil || v.Number < low.Number {
			low = &v
		}
		if high == nil || v.Number > high.Number {
			high = &v
		}
	}
	return l.Phrase("regions.range", "count", count, "n", Count(l, count),
		"low", Of(l, ind.Indicator, *low), "high", Of(l, ind.Indicator, *high))
}
