package store

import "database/sql"

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
