package public

import (
	"net/url"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/view"
)

// mostValues is how many figures of an indicator stand on its page, whatever their territories. Where there are more,
// the page shows those of one territory, so many at a time, the newest first, and the latest one of each other.
const (
	mostValues = 60
	perPage    = 12
)

func (c *call) indicatorValues(page *Indicator, ind *catalog.Indicator, query url.Values) error {
	all := 0
	for _, s := range ind.AllSeries() {
		all += len(s.Values)
	}
	if all > mostValues {
		return c.indicatorPart(page, ind, query)
	}
	for _, s := range ind.AllSeries() {
		page.Tables = append(page.Tables, c.valueTable(s, s.Values))
		c.conflicts(page, s)
	}
	c.page.Rename(c.page.To.At(0).Indicator(ind.Code))
	return nil
}

// indicatorPart shows a page of the figures of the territory that is asked for.
func (c *call) indicatorPart(page *Indicator, ind *catalog.Indicator, query url.Values) error {
	territory := query.Get("region")
	own := ind.Series(territory)
	if own == nil || own == ind.Main() {
		own, territory = ind.Main(), ""
	}
	number, last := view.PageNumber(query.Get("page")), view.PagesOf(len(own.Values), perPage)
	if number > last {
		return &segur.Error{Code: segur.CodeNotFound, Message: c.words.T("indicator.no_page", "last", last)}
	}
	page.Values = len(own.Values)
	to := len(own.Values) - (number-1)*perPage
	page.Tables = []view.ValueTable{c.valueTable(own, own.Values[max(0, to-perPage):to])}
	page.Pager = view.NewPager(c.words, c.words.T("indicator.pager"), number, last, func(number int) string {
		return c.page.To.IndicatorValues(ind.Code, territory, number) + "#valeurs"
	})
	c.conflicts(page, own)
	for _, s := range ind.AllSeries() {
		line := PlaceLine{Name: c.text(s.Territory.Name), Value: c.values(s, []segur.Value{s.Shown()})[0], Current: s == own}
		line.Href = c.page.To.IndicatorIn(ind.Code, s.Territory.Code) + "#valeurs"
		page.Places = append(page.Places, line)
	}
	c.page.Rename(c.page.To.At(0).IndicatorValues(ind.Code, territory, number))
	return nil
}

// valueTable lists some of the figures of a series, in their order.
func (c *call) valueTable(s *catalog.Series, values []segur.Value) view.ValueTable {
	table := view.ValueTable{
		Localizer: c.words, Caption: c.words.T("indicator.values_of", "territory", c.text(s.Territory.Name)), Values: c.values(s, values), Page: c.page,
	}
	broken := map[segur.Value]bool{}
	for _, o := range s.Observed {
		if o.Break {
			broken[o.Value] = true
		}
	}
	// Between most figures of the line, it is said once above the table.
	if table.Scattered = len(broken) > len(s.Observed)/2; !table.Scattered {
		for i, v := range values {
			table.Values[i].Break = broken[v]
		}
	}
	return table
}

// values words figures of a series; one that competes with another is named so, even where the
// dataset holds it for the reference of its own period.
func (c *call) values(s *catalog.Series, values []segur.Value) []view.Value {
	shown := make([]view.Value, 0, len(values))
	for _, v := range values {
		v.Reference = !s.Competes(v)
		shown = append(shown, view.NewValue(c.Catalog, c.words, s.Indicator.Indicator, v))
	}
	return shown
}

func (c *call) conflicts(page *Indicator, s *catalog.Series) {
	for _, group := range s.Conflicts() {
		values := c.values(s, group)
		title := c.words.T("indicator.conflict_of", "territory", c.text(s.Territory.Name), "period", values[0].Period, "kind", values[0].Kind)
		page.Conflicts = append(page.Conflicts, Conflict{Localizer: c.words, Caption: title, Values: values})
	}
}
