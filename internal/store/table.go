package store

import (
	"database/sql"
	"database/sql/driver"
	"fmt"
	"time"

	"github.com/segur-tracker/segur/internal/segur"
)

// table maps one type of row to its versioned table. One list of fields serves reading and
// writing, so that the two cannot disagree.
type table[T any] struct {
	name     string         // SQL table of the versions
	identity identity       // where others refer to; empty when nobody does
	columns  []string       // content, natural key first
	keys     int            // how many leading columns make the natural key
	fields   func(*T) []any // pointers to the content, in the order of columns
	links    []link[T]      // lists of the row
}

// identity is the table and column that rows of other tables refer to.
type identity struct{ table, column string }

// link maps one list of a row to its own table, in order.
type link[T any] struct {
	table, target string
	values        func(*T) []any
	read          func(rows *sql.Rows, owner func(int64) *T) error
}

func linkOf[T, E any](table, target string, list func(*T) *[]E) link[T] {
	return link[T]{
		table: table, target: target,
		values: func(row *T) []any {
			var out []any
			for _, e := range *list(row) {
				out = append(out, e)
			}
			return out
		},
		read: func(rows *sql.Rows, owner func(int64) *T) error {
			for rows.Next() {
				var id int64
				var e E
				if err := rows.Scan(&id, &e); err != nil {
					return err
				}
				items := list(owner(id))
				*items = append(*items, e)
			}
			return rows.Err()
		},
	}
}

// dateColumn keeps a date as text: it may be incomplete or not given.
type dateColumn struct{ date *segur.Date }

// Value returns the dataset form.
func (c dateColumn) Value() (driver.Value, error) { return c.date.String(), nil }

// Scan reads the dataset form.
func (c dateColumn) Scan(src any) (err error) {
	text, err := textOf(src)
	if err != nil || text == "" {
		*c.date = segur.Date{}
		return err
	}
	*c.date, err = segur.ParseDate(text)
	return err
}

// periodColumn keeps a period as text.
type periodColumn struct{ period *segur.Period }

// Value returns the dataset form.
func (c periodColumn) Value() (driver.Value, error) { return c.period.String(), nil }

// Scan reads the dataset form.
func (c periodColumn) Scan(src any) (err error) {
	text, err := textOf(src)
	if err != nil {
		return err
	}
	*c.period, err = segur.ParsePeriod(text)
	return err
}

// optionalText keeps "" as null: a foreign key cannot refer to "".
type optionalText struct{ text *string }

// Value returns null for "".
func (c optionalText) Value() (driver.Value, error) {
	if *c.text == "" {
		return nil, nil
	}
	return *c.text, nil
}

// Scan returns "" for null.
func (c optionalText) Scan(src any) (err error) {
	if src == nil {
		*c.text = ""
		return nil
	}
	*c.text, err = textOf(src)
	return err
}

// momentLayout keeps microseconds at a fixed width, so that text order is time order.
const momentLayout = "2006-01-02T15:04:05.000000Z"

// momentColumn keeps a moment as text in UTC.
type momentColumn struct{ moment *time.Time }

// Value returns the moment in UTC, to the microsecond.
func (c momentColumn) Value() (driver.Value, error) { return c.moment.UTC().Format(momentLayout), nil }

// Scan reads what Value wrote.
func (c momentColumn) Scan(src any) (err error) {
	text, err := textOf(src)
	if err != nil {
		return err
	}
	*c.moment, err = time.Parse(momentLayout, text)
	return err
}

func textOf(src any) (string, error) {
	switch v := src.(type) {
	case string:
		return v, nil
	case []byte:
		return string(v), nil
	}
	return "", fmt.Errorf("a column of text holds a %T", src)
}
