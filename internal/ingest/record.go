package ingest

import (
	"slices"
	"strconv"
	"strings"

	"github.com/segur-tracker/segur/internal/segur"
)

// record reads the fields of one row as types of the domain. A field that cannot be read
// becomes a finding and the zero value.
type record struct {
	sheet  *rowsOf
	row    sheetRow
	report *report
}

// index panics on an unknown column: column names are written in this package only.
func (r record) index(column string) int {
	i := slices.Index(r.sheet.columns, column)
	if i < 0 {
		panic("ingest: no column " + column + " in " + r.sheet.file)
	}
	return i
}

func (r record) text(column string) string { return r.row.fields[r.index(column)] }

func (r record) fault(column string, rule segur.Rule, value string) {
	f := r.sheet.finding(r.row, r.index(column), string(rule))
	f.Value = value
	r.report.add(f)
}

// integer reads a required whole number in its only written form: "07" and "+7" are refused.
func (r record) integer(column string) int {
	text := r.text(column)
	if text == "" {
		r.fault(column, segur.RuleRequired, "")
		return 0
	}
	return r.parseInteger(column, text)
}

func (r record) parseInteger(column, text string) int {
	n, err := strconv.Atoi(text)
	if err != nil || strconv.Itoa(n) != text {
		r.fault(column, segur.RuleBadFormat, text)
		return 0
	}
	return n
}

// optional reads a whole number that may be left out.
func (r record) optional(column string) *int {
	text := r.text(column)
	if text == "" {
		return nil
	}
	n := r.parseInteger(column, text)
	return &n
}

// rank reads a place from 1 on, 0 where the field is empty.
func (r record) rank(column string) int {
	n := r.optional(column)
	if n == nil {
		return 0
	}
	if *n == 0 {
		r.fault(column, segur.RuleOutOfRange, r.text(column))
	}
	return *n
}

func (r record) date(column string) segur.Date {
	text := r.text(column)
	if text == "" {
		return segur.Date{}
	}
	d, err := segur.ParseDate(text)
	if err != nil {
		r.fault(column, segur.RuleBadDate, text)
	}
	return d
}

func (r record) period(column string) segur.Period {
	text := r.text(column)
	if text == "" {
		return segur.Period{}
	}
	p, err := segur.ParsePeriod(text)
	if err != nil {
		r.fault(column, segur.RuleBadDate, text)
	}
	return p
}

// figure reads a number in its only written form, so that what is read back is the same text.
func (r record) figure(column string) segur.Number {
	text := r.text(column)
	if text == "" {
		r.fault(column, segur.RuleRequired, "")
		return 0
	}
	n, _, err := segur.ParseNumber(text)
	if err != nil || n.String() != text {
		r.fault(column, segur.RuleBadFormat, text)
		return 0
	}
	return n
}

func (r record) either(column, yes, no string) bool {
	text := r.text(column)
	if text != yes && text != no {
		r.fault(column, segur.RuleNotAllowed, text)
	}
	return text == yes
}

// list reads values separated by "|"; nil where the field is empty.
func (r record) list(column string) []string {
	if r.text(column) == "" {
		return nil
	}
	return strings.Split(r.text(column), "|")
}

func (r record) integers(column string) []int {
	var numbers []int
	for _, text := range r.list(column) {
		numbers = append(numbers, r.parseInteger(column, text))
	}
	return numbers
}
