package schema

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/segur-tracker/segur/internal/segur"
)

// kind is what a column holds.
type kind int

const (
	integer kind = iota
	text
	boolean
)

// column is a column of a table of versions, or the entry of a list.
type column struct {
	name   string
	kind   kind
	null   bool
	refers string // "sources (id)"
}

// shape is a table of the dataset as SQL keeps it.
type shape struct {
	*segur.Spec
	columns []column
	keys    []string
	lists   []list
}

// list is a table of the entries of a list.
type list struct {
	name  string
	entry column
}

func shapeOf(t segur.Table) shape {
	s := shape{Spec: t.About()}
	fields := t.Open(nil).Fields
	for i, c := range s.Columns {
		made := column{name: c.InStore(), kind: kindOf(fields[i]), refers: reference(c, s.Spec)}
		if c.Link != "" {
			s.lists = append(s.lists, list{c.Link, made})
			continue
		}
		if c.Key {
			s.keys = append(s.keys, made.name)
		}
		made.null = mayLack(fields[i]) || c.Optional && made.refers != "" && made.kind == text
		if c.Optional && made.kind == integer {
			made.refers = "" // 0 names nothing, and a key has no nulls
		}
		s.columns = append(s.columns, made)
	}
	return s
}

// mayLack reports a field that tells nothing from 0.
func mayLack(field any) bool {
	switch field.(type) {
	case **int, **segur.Number:
		return true
	}
	return false
}

// kindOf returns how SQL keeps a field: dates, periods and words are text, figures whole thousandths.
func kindOf(field any) kind {
	switch field.(type) {
	case *bool:
		return boolean
	case *int, **int, *segur.Number, **segur.Number, *[]int:
		return integer
	case *segur.Date, *segur.Period, *[]string:
		return text
	}
	if reflect.TypeOf(field).Elem().Kind() != reflect.String {
		panic(fmt.Sprintf("schema: no column holds a %T", field))
	}
	return text
}

// holds returns the type of a column.
func (d Dialect) holds(k kind) string {
	return map[kind]string{integer: d.Integer, text: d.Text, boolean: d.Boolean}[k]
}

// reference returns what a foreign key leads to: the identity of the table that a column names, or
// that of its own for the first key of a table that has one.
func reference(c segur.Column, own *segur.Spec) string {
	if c.Key && own.Identity != "" {
		return own.Identity + " (" + own.IdentityKey + ")"
	}
	if t := segur.TableNamed(c.Refers); t != nil && t.About().Identity != "" {
		return t.About().Identity + " (" + t.About().IdentityKey + ")"
	}
	return ""
}

// Create returns the statements that make a table that the database lacks.
func (d Dialect) Create(t segur.Table) []string {
	s := shapeOf(t)
	var made []string
	if s.Identity != "" {
		made = append(made, "CREATE TABLE "+s.Identity+" ("+s.IdentityKey+" "+d.holds(s.columns[0].kind)+" PRIMARY KEY)"+d.Strict)
	}
	lines := []string{"id " + d.Identifier, "position " + d.Integer + " NOT NULL"}
	for _, c := range s.columns {
		lines = append(lines, d.definition(c))
	}
	lines = append(lines,
		"published_in "+d.Integer+" NOT NULL REFERENCES publications (number)",
		"superseded_in "+d.Integer+" REFERENCES publications (number) CHECK (superseded_in > published_in)")
	made = append(made, "CREATE TABLE "+s.Stored+" (\n    "+strings.Join(lines, ",\n    ")+"\n)"+d.Strict)
	for _, u := range s.unique() {
		made = append(made, "CREATE UNIQUE INDEX "+s.Stored+"_live_"+u.name+" ON "+s.Stored+" ("+strings.Join(u.columns, ", ")+")\n    WHERE superseded_in IS NULL"+u.and(""))
	}
	for _, l := range s.lists {
		made = append(made, "CREATE TABLE "+l.name+" (\n    row_id "+d.Integer+" NOT NULL REFERENCES "+s.Stored+" (id),\n    position "+d.Integer+" NOT NULL,\n    "+
			d.definition(l.entry)+",\n    PRIMARY KEY (row_id, position),\n    UNIQUE (row_id, "+l.entry.name+")\n)"+d.Strict)
	}
	return made
}

func (d Dialect) definition(c column) string {
	line := c.name + " " + d.holds(c.kind)
	if !c.null {
		line += " NOT NULL"
	}
	if c.refers != "" {
		line += " REFERENCES " + c.refers
	}
	return line
}

// unique is what no two live rows share.
type unique struct {
	name    string
	columns []string
	filled  column // two rows compete only when it is not empty; no name for always
}

func (s shape) unique() []unique {
	all := []unique{{name: "key", columns: s.keys}}
	for _, u := range s.Unique {
		made := unique{name: u.Name}
		for _, name := range u.Columns {
			made.columns = append(made.columns, s.Columns[s.Column(name)].InStore())
		}
		if u.Filled != "" {
			made.filled = s.stored(s.Columns[s.Column(u.Filled)].InStore())
		}
		all = append(all, made)
	}
	return all
}

func (s shape) stored(name string) column {
	return s.columns[slices.IndexFunc(s.columns, func(c column) bool { return c.name == name })]
}

// and returns the condition under which two rows compete, of the row that a prefix names ("NEW.").
func (u unique) and(prefix string) string {
	if u.filled.name == "" {
		return ""
	}
	return " AND " + prefix + u.filled.name + map[kind]string{integer: " <> 0", text: " <> ''", boolean: ""}[u.filled.kind]
}
