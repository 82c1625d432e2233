package entry

import (
	"slices"
	"strconv"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin/entry/sheet"
	"github.com/segur-tracker/segur/internal/web/form"
)

const fieldMeasures = "mesures"

// allowNew refuses a form about a new row that no answer could bring into the person's scope.
func allowNew(s *sheet.Sheet) error { return s.Allow(country(s.Actor.Scope.Measures...)) }

// covered reports whether a measure lies in the person's scope.
func covered(s *sheet.Sheet, number int) bool {
	return s.Actor.Scope.Covers(desk.Target{Measures: []int{number}})
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
func askMeasures(s *sheet.Sheet, live, held, shown []int) {
	f := form.Field{Name: fieldMeasures, Kind: form.Checkboxes, Values: keys(shown)}
	var fixed []form.Option
	for _, m := range s.Catalog.Measures() {
		o := form.Option{Value: m.RowKey(), Label: measureLabel(s, m)}
		switch {
		case covered(s, m.Number), given(s, shown, m) && !slices.Contains(held, m.Number):
			// One that was ticked all the same stays, to be unticked.
			f.Options = append(f.Options, o)
		case slices.Contains(held, m.Number):
			o.Fixed = true
			fixed = append(fixed, o)
		}
	}
	f.Options = append(f.Options, fixed...)
	if len(s.Actor.Scope.Measures) > 0 {
		f.Hint = s.T("entry.measures_scope")
	}
	if len(fixed) > 0 {
		f.Hint += " " + s.T("entry.measures_fixed")
	}
	if len(live) > 0 {
		f.Now = s.Published(s.Words.List(keys(live)))
	}
	s.Ask("measures", f)
}

// given reports whether a measure is ticked: in the form that was sent, or in the draft.
func given(s *sheet.Sheet, shown []int, m *catalog.Measure) bool {
	if s.Answering() {
		return slices.Contains(s.Call.Form[fieldMeasures], m.RowKey())
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

func measureLabel(s *sheet.Sheet, m *catalog.Measure) string {
	return s.T("entry.measure_label", "number", m.Number, "title", m.ShortTitle.In(string(s.Words.Lang())))
}

// readMeasures reads the measures that were ticked, with those that the row holds out of the
// person's scope. It refuses others out of it, and a row that would leave it.
func readMeasures(s *sheet.Sheet, held []int) []int {
	var numbers, foreign []int
	inside := len(s.Actor.Scope.Measures) == 0
	for _, m := range s.Catalog.Measures() {
		ticked := s.Asked.Field(fieldMeasures).Has(m.RowKey())
		switch {
		case !covered(s, m.Number) && slices.Contains(held, m.Number):
			numbers = append(numbers, m.Number)
		case ticked && covered(s, m.Number):
			numbers, inside = append(numbers, m.Number), true
		case ticked:
			foreign = append(foreign, m.Number)
		}
	}
	switch {
	case len(foreign) > 0:
		s.Refuse(fieldMeasures, "entry.measures_out", "count", len(foreign), "list", s.Words.List(keys(foreign)))
	case !inside:
		s.Refuse(fieldMeasures, "entry.measures_none")
	}
	return numbers
}
