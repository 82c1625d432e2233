package sheet

import (
	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/change"
	"github.com/segur-tracker/segur/internal/segur"
)

// Order is the order of measures that a form would lead to: in a sentence, then one line for each
// measure that gets another number or pillar.
type Order struct {
	Sentence string
	Title    string
	Heads    [3]string // of the columns: measure, before, after
	Rows     []change.Field
}

// Reorder tells the order that changes lead to, nil when they leave it as it is.
func (s *Sheet) Reorder(c *catalog.Catalog, changes segur.ChangeSet) *Order {
	items, err := change.Describer{After: c, Words: s.Words}.Describe(changes)
	if err != nil || len(items) == 0 {
		s.Keep(err)
		return nil
	}
	order := Order{
		Sentence: items[0].Subject, Title: s.T("renumber.preview"),
		Heads: [3]string{s.T("renumber.column_measure"), s.T("renumber.column_before"), s.T("renumber.column_after")},
	}
	for _, f := range items[0].Fields {
		if f.Detail || f.Name == "pillar" && f.Changed() {
			order.Rows = append(order.Rows, f)
		}
	}
	return &order
}
