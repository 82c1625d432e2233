package chart

import (
	"cmp"
	"slices"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// Telling returns the indicators of a measure whose main series has a line to draw or a goal to
// measure up to: headline ones first, then those that can be judged, then by length.
func Telling(m *catalog.Measure) []*catalog.Indicator {
	var picked []*catalog.Indicator
	for _, ind := range m.Indicators {
		s := ind.Main()
		if len(s.Observed) > 1 || (len(s.Observed) == 1 && len(s.Targets) > 0) || ind.HeadlineRank > 0 {
			picked = append(picked, ind)
		}
	}
	slices.SortStableFunc(picked, func(a, b *catalog.Indicator) int {
		return cmp.Or(cmp.Compare(Rank(a), Rank(b)), cmp.Compare(len(b.Main().Observed), len(a.Main().Observed)))
	})
	return picked
}

// Leading names the chart that stands for a measure elsewhere: the first telling one that draws a
// picture and is not withdrawn, "" for none.
func Leading(c *catalog.Catalog, m *catalog.Measure, l *locale.Localizer) (string, error) {
	for _, ind := range Telling(m) {
		name := Of(ind)
		if _, withdrawn := c.Withdrawal(name); withdrawn {
			continue
		}
		made, err := Make(c, name, l)
		if err != nil {
			return "", err
		}
		if made.Wide.Width > 0 {
			return name, nil
		}
	}
	return "", nil
}

// The order in which a measure shows its indicators, after the ranked headline ones.
const (
	rankAssessable = 100
	rankOther      = 101
)

// Rank places an indicator among those of its measure: the lower comes first.
func Rank(i *catalog.Indicator) int {
	switch {
	case i.HeadlineRank > 0:
		return i.HeadlineRank
	case i.Main().Trajectory.Outcome != segur.NotAssessable:
		return rankAssessable
	}
	return rankOther
}
