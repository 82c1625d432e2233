package entry

import (
	"slices"
	"strconv"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin/entry/driver"
	"github.com/segur-tracker/segur/internal/web/form"
)

const fieldMeasures = "mesures"

// scoped is what a form about a new row touches as long as it names no measure: those of the
// person's scope are possible.
func scoped(r *driver.Request) []desk.Target {
	return []desk.Target{country(r.Call.Actor.Scope.Measures...)}
}

// covered reports whether a measure lies in the person's scope.
func covered(r *driver.Request, number int) bool {
	return r.Call.Actor.Scope.Covers(desk.Target{Measures: []int{number}})
}

// heldBy returns the measures of an indicator, none for a new one.
func heldBy(i *segur.Indicator) []int {
	if i == nil {
		return nil
	}
	return i.Measures
}

// measuresOf returns the measures of an event, none for a new one.
func measuresOf(e *segur.Event) []int {
	if e == nil {
		return nil
	}
	return e.Measures
}

// askMeasures asks which measures a row is about. Those of the person's scope are offered; those
// that the row holds already and that lie out of it are shown and cannot be changed.
func askMeasures(r *driver.Request, q *driver.Questions, live, held, shown []int) {
	f := form.Field{Name: fieldMeasures, Kind: form.Checkboxes, Values: keys(shown)}
	var fixed []form.Option
	for _, m := range r.Call.Catalog.Measures() {
		o := form.Option{Value: m.RowKey(), Label: measureLabel(r, m)}
		switch {
		case covered(r, m.Number), given(r, shown, m) && !slices.Contains(held, m.Number):
			// One that was ticked all the same stays, to be unticked.
			f.Options = append(f.Options, o)
		case slices.Contains(held, m.Number):
			o.Fixed = true
			fixed = append(fixed, o)
		}
	}
	f.Options = append(f.Options, fixed...)
	if len(r.Call.Actor.Scope.Measures) > 0 {
		f.Hint = r.Words.T("entry.measures_scope")
	}
	if len(fixed) > 0 {
		f.Hint += " " + r.Words.T("entry.measures_fixed")
	}
	if len(live) > 0 {
		f.Now = r.Words.Published(r.Words.Localizer.List(keys(live)))
	}
	q.Ask("measures", f)
}

// given reports whether a measure is ticked: in the form that was sent, or in the draft.
func given(r *driver.Request, shown []int, m *catalog.Measure) bool {
	if r.Answering {
		return slices.Contains(r.Call.Form[fieldMeasures], m.RowKey())
	}
	return slices.Contains(shown, m.Number)
}

func keys(numbers []int) []string {
	var keys []string
	for _, n := range numbers {
		keys = append(keys, strconv.Itoa(n))
	}
	return keys
}

func measureLabel(r *driver.Request, m *catalog.Measure) string {
	return r.Words.T("entry.measure_label", "number", m.Number, "title", m.ShortTitle.In(string(r.Words.Localizer.Lang())))
}

// readMeasures reads the measures that were ticked, with those that the row holds out of the
// person's scope. It refuses others out of it, and a row that would leave it.
func readMeasures(r *driver.Request, a *driver.Answers, held []int) []int {
	var numbers, foreign []int
	inside := len(r.Call.Actor.Scope.Measures) == 0
	for _, m := range r.Call.Catalog.Measures() {
		ticked := a.Field(fieldMeasures).Has(m.RowKey())
		switch {
		case !covered(r, m.Number) && slices.Contains(held, m.Number):
			numbers = append(numbers, m.Number)
		case ticked && covered(r, m.Number):
			numbers, inside = append(numbers, m.Number), true
		case ticked:
			foreign = append(foreign, m.Number)
		}
	}
	switch {
	case len(foreign) > 0:
		a.Refuse(fieldMeasures, "entry.measures_out", "count", len(foreign), "list", r.Words.Localizer.List(keys(foreign)))
	case !inside:
		a.Refuse(fieldMeasures, "entry.measures_none")
	}
	return numbers
}
