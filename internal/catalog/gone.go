package catalog

import (
	"slices"

	"github.com/segur-tracker/segur/internal/segur"
)

// Gone is an indicator that an earlier publication shows and this one does not.
type Gone struct {
	segur.Indicator                   // as it was last
	On              segur.Publication // that withdrew it
	Last            int               // number of the last publication that shows it
	Reason          string            // of whoever proposed to withdraw it, in French
}

// Gone returns an indicator that has been withdrawn by this publication or before; ok is false for
// one that is shown and for one that never was.
func (c *Catalog) Gone(code string) (g Gone, ok bool) {
	if c.Indicator(code) != nil {
		return Gone{}, false
	}
	for _, e := range slices.Backward(c.editions) {
		i := slices.IndexFunc(e.Changes.Indicators.Remove, func(i segur.Indicator) bool { return i.Code == code })
		if i < 0 {
			continue
		}
		return Gone{
			Indicator: e.Changes.Indicators.Remove[i], On: e.Publication, Last: e.Publication.Number - 1,
			Reason: e.reason(segur.RowRef{Table: segur.TableIndicators, Key: code}),
		}, true
	}
	return Gone{}, false
}

// goneChart is Gone for the chart of an indicator.
func (c *Catalog) goneChart(chart string) (g Gone, ok bool) {
	if code, of := segur.ChartIndicator(chart); of {
		return c.Gone(code)
	}
	return Gone{}, false
}

// reason returns why a row changed in the edition, "" where nobody said.
func (e *Edition) reason(ref segur.RowRef) string {
	for _, m := range e.Motives {
		if slices.Contains(m.Rows, ref) {
			return m.Reason
		}
	}
	return ""
}
