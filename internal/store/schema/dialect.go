package schema

import "strings"

// Dialect is what an engine says in its own words.
type Dialect struct {
	Identifier string // the column that numbers the rows of a table, after its name
	// Types of columns. Any engine reads TRUE and FALSE in a column of Boolean, and takes one for a
	// condition.
	Integer, Text, Boolean string
	Strict                 string // what follows the columns of a table, "" for nothing
	Beside                 string // the number that a row has beside its key, "" where there is none
	Trigger                func(Guard) Trigger
}

// Guard refuses changes of rows before they happen.
type Guard struct {
	Name, Table string
	On          string   // "INSERT", "UPDATE" or "DELETE"
	Of          []string // columns that an update must name for the guard to look, none for any
	When        string   // condition on the row, "" for every one; OLD and NEW name it
	Refusals    []Refusal
}

// Refusal is a reason to refuse.
type Refusal struct {
	Message string
	Where   string // condition, with the white space before it; "" for always
}

// Event returns what the guard waits for, as SQL names it.
func (g Guard) Event() string {
	switch len(g.Of) {
	case 0:
		return g.On
	case 1:
		return g.On + " OF " + g.Of[0]
	}
	return g.On + " OF\n    " + strings.Join(g.Of, ", ") + "\n   "
}

// Trigger is a guard as an engine writes it.
type Trigger struct {
	Name, Table string
	SQL         string // the statement that puts it up
	Drop        string // the statement that takes it away, if it is there
}
