package driver

import "github.com/segur-tracker/segur/internal/web/form"

// Grid is a table of questions: one row a territory, one column a year.
type Grid struct {
	Caption string
	Area    string // head of the first column
	Columns []string
	Rows    []GridRow
	Years   []string // names of the questions about which columns to show
	Show    Button   // shows them
	Other   string   // what is published and has no place in the grid, "" for nothing
}

// GridRow is one territory. A closed row can be read only.
type GridRow struct {
	Head  string
	Open  bool
	Cells []GridCell
}

// GridCell is one question of the form, or a text where the row is closed.
type GridCell struct {
	Name        string // of the field
	Label       string // what a screen reader says: « Bretagne, 2021 »
	Now         string // what is published
	Row, Column int    // among the open rows, for the arrow keys
}

// GridQuestion is a cell with its question.
type GridQuestion struct {
	GridCell
	Field form.Field
}
