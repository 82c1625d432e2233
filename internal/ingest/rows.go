package ingest

import (
	"reflect"
	"slices"

	"github.com/segur-tracker/segur/internal/segur"
)

// dataset reads the rows of all sheets into types of the domain.
func (s *seed) dataset() segur.Dataset {
	var d segur.Dataset
	for _, t := range segur.Tables() {
		into, sheet := t.Read(), s.sheets[t.About().Name]
		for _, row := range sheet.rows {
			r, fields := record{sheet: sheet, row: row, report: &s.report}, into.Next()
			for i, c := range t.About().Columns {
				if slices.Contains(sheet.columns, c.Name) {
					r.read(c, fields[i])
				}
			}
		}
		into.Into(&d)
	}
	return d
}

// read reads a column as the type of the field that it fills.
func (r record) read(c segur.Column, field any) {
	switch f := field.(type) {
	case *string:
		*f = r.text(c.Name)
	case *int:
		if c.Optional {
			*f = r.rank(c.Name)
		} else {
			*f = r.integer(c.Name)
		}
	case **int:
		*f = r.optional(c.Name)
	case **segur.Number:
		if r.text(c.Name) != "" {
			n := r.figure(c.Name)
			*f = &n
		}
	case *bool:
		if c.YesNo {
			*f = r.either(c.Name, "yes", "no")
		} else {
			*f = r.either(c.Name, "true", "false")
		}
	case *segur.Date:
		*f = r.date(c.Name)
	case *segur.Period:
		*f = r.period(c.Name)
	case *segur.Number:
		*f = r.figure(c.Name)
	case *[]string:
		*f = r.list(c.Name)
	case *[]int:
		*f = r.integers(c.Name)
	default:
		reflect.ValueOf(field).Elem().SetString(r.text(c.Name)) // a named string: a state, a unit
	}
}
