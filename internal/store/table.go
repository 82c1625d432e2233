package store

import (
	"database/sql"
	"fmt"

	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/store/column"
)

// table is the versioned table of a table of the dataset.
type table struct {
	segur.Table
	name    string   // SQL table of the versions
	columns []string // content
	content []int    // where each of columns is in a record
	keys    []int    // which of columns make the natural key
	links   []link   // lists of a row
}

// link is a list of a row, kept in order in a table of its own.
type link struct {
	table, target string
	at            int
}

func tables() []table {
	var all []table
	for _, described := range segur.Tables() {
		about := described.About()
		t := table{Table: described, name: about.Stored}
		for i, c := range about.Columns {
			if c.Link != "" {
				t.links = append(t.links, link{c.Link, c.InStore(), i})
				continue
			}
			if c.Key {
				t.keys = append(t.keys, len(t.columns))
			}
			t.columns, t.content = append(t.columns, c.InStore()), append(t.content, i)
		}
		all = append(all, t)
	}
	return all
}

// fields returns the variables of a record as SQL keeps them, in the order of columns, after those
// that come first.
func (t table) fields(first []any, record []any) []any {
	for _, i := range t.content {
		first = append(first, stored(record[i], t.About().Columns[i]))
	}
	return first
}

// stored returns a field as SQL keeps it.
func stored(field any, c segur.Column) any {
	switch f := field.(type) {
	case *segur.Date:
		return column.Date(f)
	case *segur.Period:
		return column.Period(f)
	case *string:
		if c.Optional && c.Refers != "" {
			return column.OptionalText(f)
		}
	}
	return field
}

// key returns the natural key of a row.
func (t table) key(row segur.Row) []any {
	fields := t.fields(nil, t.Open(row).Fields)
	var key []any
	for _, i := range t.keys {
		key = append(key, fields[i])
	}
	return key
}

// items returns the entries of a list.
func items(list any) []any {
	var out []any
	switch list := list.(type) {
	case *[]string:
		for _, entry := range *list {
			out = append(out, entry)
		}
	case *[]int:
		for _, entry := range *list {
			out = append(out, entry)
		}
	}
	return out
}

// scan reads the entry of a list, after the row that it belongs to.
func scan(rows *sql.Rows, owner func(int64) any) error {
	var id int64
	var entry any
	if err := rows.Scan(&id, &entry); err != nil {
		return err
	}
	switch list := owner(id).(type) {
	case *[]string:
		text, ok := entry.(string)
		*list = append(*list, text)
		return unlike(ok, entry)
	case *[]int:
		number, ok := entry.(int64)
		*list = append(*list, int(number))
		return unlike(ok, entry)
	}
	return nil
}

func unlike(ok bool, entry any) error {
	if ok {
		return nil
	}
	return fmt.Errorf("an entry of a list is a %T", entry)
}
