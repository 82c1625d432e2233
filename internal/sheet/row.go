package sheet

import "strconv"

// Row is a line of a sheet that holds something. Its cells are valid until the next row.
type Row struct {
	Sheet  int // index of its sheet, in the order of the file
	Name   string
	Number int    // from 1, as spreadsheets count: a cell of several lines is in one row
	Line   int    // of a CSV file, where the row begins in a text editor, from 1; else 0
	Hidden bool   // by hand or by a filter
	Cells  []Cell // that hold something, from left to right
}

// Kind is what a cell holds.
type Kind int

// The kinds of cells. Those of CSV files are Text or, where nothing stands, left out.
const (
	Empty  Kind = iota // a formula without stored value, in XLSX: ODS cannot tell one from an empty text
	Text               // as it is stored, spaces and ends of lines ("\n") included
	Number             // "-1234.5": digits and a point, of as many digits as spreadsheets keep
	Bool               // "true" or "false"
	Date               // "2021-12-31" or "2021-12-31T10:00:00"; the day may be one that never was, see Serial
	Time               // of a day or a duration: "10:00:00"
	Error              // "#REF!", "########" for a day that no calendar of spreadsheets has, or what is stored where it is none of its type
)

// Cell is one cell of a row.
type Cell struct {
	Column  int // from 1
	Kind    Kind
	Text    string // by Kind
	Serial  string // of a Date or Time that is stored as a number of days, that number: a year typed into a cell of dates is one
	Percent bool   // a Number that is shown as a percentage, of which it is a hundredth: 0.125 is "12,5 %"
	Formula bool   // the value is that of a formula, as it was stored; Empty where none was
	Across  int    // columns that the cell covers, from 1
	Down    int    // rows that it covers, from 1
	Covered bool   // stands under another cell of a merged range: programs do not show it
}

// Merged reports whether the cell stands in a range that was merged.
func (c Cell) Merged() bool { return c.Across > 1 || c.Down > 1 || c.Covered }

// take gives a cell the value that a form reads in what is stored. What it cannot read is an error of the cell, not of the file:
// programs store days of the year 12021.
func (c *Cell) take(kind Kind, form func(string) (string, bool), stored string) {
	text, ok := form(stored)
	if c.Kind, c.Text = kind, text; !ok {
		c.Kind, c.Text = Error, stored
	}
}

// Address names a cell as spreadsheets do: "B12".
func Address(column, row int) string { return Letters(column) + strconv.Itoa(row) }

// Letters names a column as spreadsheets do: 1 is "A", 27 "AA". Below 1 it is "".
func Letters(column int) string {
	name := ""
	for ; column > 0; column = (column - 1) / 26 {
		name = string(rune('A'+(column-1)%26)) + name
	}
	return name
}
