package driver

import (
	"github.com/segur-tracker/segur/internal/changelog"
	"github.com/segur-tracker/segur/internal/segur"
)

// Order is the order of measures that a form would lead to: in a sentence, then one line for each
// measure that gets another number or pillar.
type Order struct {
	Sentence string
	Title    string
	Heads    [3]string // of the columns: measure, before, after
	Rows     []changelog.Field
}

// Reorder tells the order that changes lead to, nil when they leave it as it is.
func (w *Words) Reorder(changes segur.ChangeSet) *Order {
	items := changelog.Describer{After: w.catalog, Words: w.Localizer}.Describe(changes)
	if len(items) == 0 {
		return nil
	}
	order := Order{
		Sentence: items[0].Subject, Title: w.T("renumber.preview"),
		Heads: [3]string{w.T("renumber.column_measure"), w.T("renumber.column_before"), w.T("renumber.column_after")},
	}
	for _, f := range items[0].Fields {
		if f.Detail || f.Name == "pillar" && f.Changed() {
			order.Rows = append(order.Rows, f)
		}
	}
	return &order
}
