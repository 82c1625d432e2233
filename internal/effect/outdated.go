package effect

import (
	"slices"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// Outdated is a chart whose written text alternative is older than its figures.
type Outdated struct {
	Chart string
	Since segur.Publication // when the text got its present words
}

// Past gives earlier publications.
type Past func(number int) (*catalog.Catalog, error)

// OutdatedTexts lists the charts whose figures are no longer those that their written text
// alternative was published with, in the order of chart.Names.
func OutdatedTexts(now *catalog.Catalog, past Past, words *locale.Localizer) ([]Outdated, error) {
	var found []Outdated
	for _, name := range chart.Names(now) {
		since, written := now.TextSince(segur.TextAlt(name))
		if !written || !reached(now, name, since.Number) {
			continue
		}
		then, err := past(since.Number)
		if err != nil {
			return nil, err
		}
		differ, err := tablesDiffer(then, now, name, words)
		if err != nil {
			return nil, err
		}
		if differ {
			found = append(found, Outdated{name, since})
		}
	}
	return found, nil
}

// reached reports whether a publication after a given one may have changed what a chart shows: most
// have not, and need no drawing to be sure.
func reached(c *catalog.Catalog, name string, since int) bool {
	if code, ok := segur.ChartIndicator(name); ok {
		history := c.IndicatorHistory(code)
		return len(history) > 0 && history[0].Publication.Number > since
	}
	return slices.ContainsFunc(c.Editions(), func(e *catalog.Edition) bool {
		return e.Publication.Number > since &&
			!(none(e.Changes.Assessments) && none(e.Changes.Values) && none(e.Changes.Indicators))
	})
}

// tablesDiffer compares the figures of a chart in two publications, whatever they rest on.
func tablesDiffer(then, now *catalog.Catalog, name string, words *locale.Localizer) (bool, error) {
	was, err := chart.Make(then, name, words)
	if segur.ErrorCode(err) == segur.CodeNotFound {
		return true, nil
	}
	if err != nil {
		return false, err
	}
	is, err := chart.Make(now, name, words)
	if err != nil {
		return false, err
	}
	return !slices.EqualFunc(was.Table.Rows, is.Table.Rows, func(a, b chart.Row) bool {
		return a.Header == b.Header && slices.EqualFunc(a.Cells, b.Cells, func(a, b chart.Cell) bool {
			return a.Text == b.Text && a.Value == b.Value && a.After == b.After
		})
	}), nil
}
