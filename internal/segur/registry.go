package segur

import (
	"slices"
	"strconv"
	"strings"
)

// Change is what a change set does to one row. Old is nil for a row that is added, New for one
// that is removed.
type Change struct {
	Table    string
	Old, New Row
}

// Ref names the row that the change brings, or the one that it takes away.
func (c Change) Ref() RowRef {
	if c.New != nil {
		return RowRef{Table: c.Table, Key: c.New.RowKey()}
	}
	return RowRef{Table: c.Table, Key: c.Old.RowKey()}
}

// Keys returns every name under which somebody else's change may meet this one: both row keys, and
// what the rows compete for.
func (c Change) Keys() []RowRef {
	var keys []RowRef
	for _, row := range []Row{c.Old, c.New} {
		if row == nil {
			continue
		}
		keys = append(keys, RowRef{Table: c.Table, Key: row.RowKey()})
		if rival := RivalKey(row); rival != "" {
			keys = append(keys, RowRef{Table: c.Table, Key: rival})
		}
	}
	return keys
}

// known are the tables in the order of files, of storage and of change sets; columns are theirs, by
// "table.column".
var (
	known   = builtin()
	columns = columnsOf(known)
)

func columnsOf(tables []Table) map[string]Column {
	all := map[string]Column{}
	for _, t := range tables {
		for _, c := range t.About().Columns {
			all[t.About().Name+"."+c.Name] = c
		}
	}
	return all
}

// Tables returns every table of a dataset, in the order of change sets.
func Tables() []Table { return known }

// Register adds a table that no field of Dataset holds: its rows are in Dataset.More. It is for
// initialisation, before any dataset is read, and panics on a definition that contradicts itself.
func Register[T Row](t *Definition[T]) {
	var row T
	if TableNamed(t.Name) != nil || TableOf(row) != nil || len(t.Fields(&row)) != len(t.Columns) {
		panic("segur: cannot register the table " + t.Name)
	}
	known = append(slices.Clip(known), t)
	columns = columnsOf(known)
}

// TableNamed returns a table by its name, nil for none.
func TableNamed(name string) Table {
	for _, t := range known {
		if t.About().Name == name {
			return t
		}
	}
	return nil
}

// TableOf returns the table that a row is of, nil for none.
func TableOf(row Row) Table {
	for _, t := range known {
		if t.Holds(row) {
			return t
		}
	}
	return nil
}

// Arrange puts the rows of a dataset in the order of their tables, where that is not the order in
// which they are stored.
func Arrange(d *Dataset) {
	for _, t := range known {
		t.arrange(d)
	}
}

// List returns the changes of a set one by one, table by table.
func List(c ChangeSet) []Change {
	var out []Change
	for _, t := range known {
		out = append(out, t.Changes(c)...)
	}
	return out
}

// Gather is the way back from List; it keeps the order of the changes of a table.
func Gather(changes []Change) ChangeSet {
	by := map[string][]Change{}
	for _, c := range changes {
		by[c.Table] = append(by[c.Table], c)
	}
	var out ChangeSet
	for name, some := range by {
		TableNamed(name).Collect(&out, some)
	}
	return out
}

// References returns the keys by which a row names rows of another table, in the order of its
// columns. A measure counts as naming itself, since its number may change.
func References(row Row, table string) []string {
	t := TableOf(row)
	if t == nil {
		return nil
	}
	var keys []string
	var record Record
	for i, c := range t.About().Columns {
		if c.Refers != table {
			continue
		}
		if record.Fields == nil {
			record = t.Open(row)
		}
		keys = append(keys, Named(record.Fields[i])...)
	}
	return keys
}

// Named returns the keys of other rows that a field of a record holds; 0 and "" name nothing.
func Named(field any) []string {
	switch f := field.(type) {
	case *string:
		if *f != "" {
			return []string{*f}
		}
	case *int:
		if *f != 0 {
			return []string{strconv.Itoa(*f)}
		}
	case *[]string:
		return *f
	case *[]int:
		keys := make([]string, len(*f))
		for i, n := range *f {
			keys[i] = strconv.Itoa(n)
		}
		return keys
	}
	return nil
}

// MeasuresOf returns the numbers of the measures that a row names, its own for a measure.
func MeasuresOf(row Row) []int {
	var numbers []int
	for _, key := range References(row, TableMeasures) {
		if n, err := strconv.Atoi(key); err == nil {
			numbers = append(numbers, n)
		}
	}
	return numbers
}

// RivalKey returns what a row competes for with others of its table beside its key, "" for nothing.
func RivalKey(row Row) string {
	if t := TableOf(row); t != nil {
		return t.rival(row)
	}
	return ""
}

// Tidy returns a row whose empty lists are nil, the one form that storage gives back.
func Tidy(row Row) Row {
	t := TableOf(row)
	if t == nil || !slices.ContainsFunc(t.About().Columns, func(c Column) bool { return c.Link != "" }) {
		return row
	}
	record := t.Open(row)
	for _, field := range record.Fields {
		switch list := field.(type) {
		case *[]string:
			*list = orNil(*list)
		case *[]int:
			*list = orNil(*list)
		}
	}
	return record.Row()
}

func orNil[T any](list []T) []T {
	if len(list) == 0 {
		return nil
	}
	return list
}

// ColumnOf returns what is said of a column, nothing for one that is not there.
func ColumnOf(table, column string) Column { return columns[table+"."+column] }

// Allowed returns the words that a column admits, none where it is not an enumeration.
func Allowed(table, column string) []string { return strings.Fields(columns[table+"."+column].Words) }

// Longest returns how many letters a text of a table may have, 0 where nothing bounds it: what fits
// the place in which it is shown, with room above the longest of the dataset. The column may be
// named without its language ("title" for "title_fr").
func Longest(table, column string) int {
	if found, ok := columns[table+"."+column]; ok {
		return found.Longest
	}
	return columns[table+"."+column+"_fr"].Longest
}
