package regional

import (
	"slices"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin/entry/driver"
	"github.com/segur-tracker/segur/internal/web/form"
)

// FieldRegion is the question about the region that a row belongs to, and the parameter of an address
// that answers it.
const FieldRegion = "region"

// Open returns the codes of the regions for which the person may propose this kind of change.
func Open(r *driver.Request) []string {
	var codes []string
	for _, t := range r.Call.Catalog.Territories() {
		if t.Code != segur.France && r.Call.Actor.MayOn(r.Kind.Permission(), desk.Target{Territories: []string{t.Code}}) {
			codes = append(codes, t.Code)
		}
	}
	return codes
}

// Asked returns the region that an address or the form names; where there is none of that name,
// the first that is open to the person.
func Asked(r *driver.Request) string {
	asked := r.Param(FieldRegion)
	if t, known := r.Call.Catalog.Territory(asked); known && t.Code != segur.France {
		return asked
	}
	if open := Open(r); len(open) > 0 {
		return open[0]
	}
	return segur.France // where a bound on regions or measures lets nobody in
}

// Concerned returns what a form about rows of some regions touches, each by itself.
func Concerned(regions ...string) []desk.Target {
	var targets []desk.Target
	for _, code := range regions {
		targets = append(targets, desk.Target{Territories: []string{code}})
	}
	return targets
}

// Ask asks which region a row belongs to, among those that are open to the person.
func Ask(r *driver.Request, q *driver.Questions, held string) {
	var options []form.Option
	for _, code := range Open(r) {
		options = append(options, form.Option{Value: code, Label: r.Words.Territory(code)})
	}
	if len(options) > 1 {
		options = r.Words.Choose(options)
	}
	q.Ask("region", form.Field{Name: FieldRegion, Kind: form.Select, Values: driver.One(held), Options: options})
}

// Read reads the answer to Ask. It is required even of a draft.
func Read(r *driver.Request, a *driver.Answers) string { return a.Word(FieldRegion, Open(r)) }

// Row finds the row of a table with a key; ok is false where there is none.
func Row[T segur.Row](rows []T, key string) (row T, ok bool) {
	i := slices.IndexFunc(rows, func(row T) bool { return row.RowKey() == key })
	if i < 0 {
		return row, false
	}
	return rows[i], true
}

// Only returns the one row that changes bring to a table, or take away from it; ok is false for none
// or several.
func Only[T any](c segur.Changes[T]) (row T, withdrawn, ok bool) {
	switch {
	case len(c.Add)+len(c.Replace)+len(c.Remove) != 1:
		return row, false, false
	case len(c.Add) == 1:
		return c.Add[0], false, true
	case len(c.Replace) == 1:
		return c.Replace[0].New, false, true
	}
	return c.Remove[0], true, true
}

// Touched returns the regions that the form about a published row touches: the row's own, and the one
// that was chosen instead.
func Touched(r *driver.Request, old segur.Row) []string {
	touched := Of(old)
	chosen := r.Typed(FieldRegion)
	if _, known := r.Call.Catalog.Territory(chosen); r.Answering && known {
		touched = append(touched, chosen)
	}
	return touched
}
