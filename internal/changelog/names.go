package changelog

import (
	"strings"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
)

// catalogs are the places where names are looked up, in order; the changes come in between.
func (t *writer) catalogs() []*catalog.Catalog {
	if t.Before == nil {
		return []*catalog.Catalog{t.After}
	}
	return []*catalog.Catalog{t.After, t.Before}
}

// indicator returns the definition of an indicator. One that is gone without trace keeps its code
// for a label.
func (t *writer) indicator(code string) segur.Indicator {
	if found := t.After.Indicator(code); found != nil {
		return found.Indicator
	}
	if found := row(t.changes.Indicators, code); found != nil {
		return *found
	}
	for _, c := range t.catalogs() {
		if found := c.Indicator(code); found != nil {
			return found.Indicator
		}
	}
	return segur.Indicator{Code: code, Label: segur.Text{FR: code, EN: code}, Decimals: segur.MaxDecimals}
}

// source cites a document on one line, its identifier when it is gone.
func (t *writer) source(id string) string {
	cited := row(t.changes.Sources, id)
	for _, c := range t.catalogs() {
		if found := c.Source(id); found != nil && cited == nil {
			cited = &found.Source
		}
	}
	if cited == nil {
		return id
	}
	return t.cite(*cited)
}

// cite names a document: publisher, title in quotation marks, date.
func (t *writer) cite(s segur.Source) string {
	title := t.word("change.quoted", "title", locale.Typography(locale.Lang(s.Language), s.Title))
	parts := []string{t.Words.Text(s.Publisher), title}
	if date := t.date(s.PublishedOn); date != "" {
		parts = append(parts, date)
	}
	return strings.Join(parts, ", ")
}

func (t *writer) sources(ids []string) string {
	var all []string
	for _, id := range ids {
		all = append(all, t.source(id))
	}
	return strings.Join(all, " · ")
}

// territory names a territory, by its code when it is gone.
func (t *writer) territory(code string) string {
	for _, c := range t.catalogs() {
		if found, ok := c.Territory(code); ok {
			return t.pick(found.Name)
		}
	}
	if found := row(t.changes.Territories, code); found != nil {
		return t.pick(found.Name)
	}
	return code
}

// measure names a measure by its number and short title.
func (t *writer) measure(number int) string {
	for _, c := range t.catalogs() {
		if found := c.Measure(t.Moved.Of(number)); found != nil {
			return t.word("change.measure", "number", number, "title", t.pick(found.ShortTitle))
		}
	}
	return t.word("measure.number", "number", number)
}

// chart names a chart, in the latest catalog that has its indicator.
func (t *writer) chart(name string) string {
	in := t.After
	if code, ok := segur.ChartIndicator(name); ok && in.Indicator(code) == nil && t.Before != nil {
		in = t.Before
	}
	return sentence.Chart(in, t.Words, name)
}

func (t *writer) date(d segur.Date) string {
	if d.IsZero() {
		return ""
	}
	return t.Words.Date(d.Year, d.Month, d.Day)
}

// row finds a row of a changed table by its key, the newest version first.
func row[T segur.Row](c segur.Changes[T], key string) *T {
	for i := range c.Add {
		if c.Add[i].RowKey() == key {
			return &c.Add[i]
		}
	}
	for i := range c.Replace {
		if c.Replace[i].New.RowKey() == key {
			return &c.Replace[i].New
		}
	}
	for i := range c.Remove {
		if c.Remove[i].RowKey() == key {
			return &c.Remove[i]
		}
	}
	return nil
}
