package schema

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/segur-tracker/segur/internal/segur"
)

// Trigger is a guard with the table that it stands at.
type Trigger struct{ Name, Table, SQL string }

// column is a column of a table of versions, or the entry of a list.
type column struct {
	name, kind string
	null       bool
	refers     string // "sources (id)"
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
		made := column{name: c.InStore(), kind: kind(fields[i]), refers: reference(c, s.Spec)}
		if c.Link != "" {
			s.lists = append(s.lists, list{c.Link, made})
			continue
		}
		if c.Key {
			s.keys = append(s.keys, made.name)
		}
		_, unknown := fields[i].(**int)
		made.null = unknown || c.Optional && made.refers != "" && made.kind == "TEXT"
		if c.Optional && made.kind == "INTEGER" {
			made.refers = "" // 0 names nothing, and a key has no nulls
		}
		s.columns = append(s.columns, made)
	}
	return s
}

// kind returns how SQL keeps a field: dates, periods and words are text, figures whole thousandths.
func kind(field any) string {
	switch field.(type) {
	case *int, **int, *bool, *segur.Number, *[]int:
		return "INTEGER"
	case *segur.Date, *segur.Period, *[]string:
		return "TEXT"
	}
	if reflect.TypeOf(field).Elem().Kind() != reflect.String {
		panic(fmt.Sprintf("schema: no column holds a %T", field))
	}
	return "TEXT"
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
func Create(t segur.Table) []string {
	s := shapeOf(t)
	var made []string
	if s.Identity != "" {
		made = append(made, "CREATE TABLE "+s.Identity+" ("+s.IdentityKey+" "+s.columns[0].kind+" PRIMARY KEY) STRICT")
	}
	lines := []string{"id INTEGER PRIMARY KEY", "position INTEGER NOT NULL"}
	for _, c := range s.columns {
		lines = append(lines, c.definition())
	}
	lines = append(lines,
		"published_in INTEGER NOT NULL REFERENCES publications (number)",
		"superseded_in INTEGER REFERENCES publications (number) CHECK (superseded_in > published_in)")
	made = append(made, "CREATE TABLE "+s.Stored+" (\n    "+strings.Join(lines, ",\n    ")+"\n) STRICT")
	for _, u := range s.unique() {
		made = append(made, "CREATE UNIQUE INDEX "+s.Stored+"_live_"+u.name+" ON "+s.Stored+" ("+strings.Join(u.columns, ", ")+")\n    WHERE superseded_in IS NULL"+u.and(""))
	}
	for _, l := range s.lists {
		made = append(made, "CREATE TABLE "+l.name+" (\n    row_id INTEGER NOT NULL REFERENCES "+s.Stored+" (id),\n    position INTEGER NOT NULL,\n    "+
			l.entry.definition()+",\n    PRIMARY KEY (row_id, position),\n    UNIQUE (row_id, "+l.entry.name+")\n) STRICT")
	}
	return made
}

func (c column) definition() string {
	line := c.name + " " + c.kind
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
	filled  string // a condition on the row, "" for none
}

func (s shape) unique() []unique {
	all := []unique{{name: "key", columns: s.keys}}
	for _, u := range s.Unique {
		made := unique{name: u.Name}
		for _, name := range u.Columns {
			made.columns = append(made.columns, s.Columns[s.Column(name)].InStore())
		}
		if u.Filled != "" {
			i := s.Column(u.Filled)
			made.filled = s.Columns[i].InStore() + " <> " + map[string]string{"TEXT": "''", "INTEGER": "0"}[s.kindOf(s.Columns[i].InStore())]
		}
		all = append(all, made)
	}
	return all
}

func (s shape) kindOf(stored string) string {
	for _, c := range s.columns {
		if c.name == stored {
			return c.kind
		}
	}
	return ""
}

// and returns the condition under which two rows compete, of the row that a prefix names ("NEW.").
func (u unique) and(prefix string) string {
	if u.filled == "" {
		return ""
	}
	return " AND " + prefix + u.filled
}

// SQLite deletes without asking the triggers on deletion when it replaces a row on insertion, so that
// insertion is asked first. A row's id can also be changed under the name of rowid, which a trigger on
// the column id does not see. NEW.rowid is -1 unless the statement gives it.
const (
	changed  = "SELECT RAISE(ABORT, 'published rows are never changed')"
	deleted  = "SELECT RAISE(ABORT, 'published rows are never deleted')"
	once     = "SELECT RAISE(ABORT, 'a row is superseded once')"
	replaced = "SELECT RAISE(ABORT, 'a row with the same key is there already')"
	joined   = "SELECT RAISE(ABORT, 'nothing is added to what is published')"
)

// Guards returns the triggers that keep the rows of a table: they are neither changed nor deleted,
// except that a row may be superseded once, and nothing joins or ends in a publication that is
// complete. The program does not count on them; they stop other hands.
func Guards(t segur.Table) []Trigger {
	s := shapeOf(t)
	all := s.versions()
	for _, l := range s.lists {
		all = append(all, s.list(l)...)
	}
	if s.Identity != "" {
		all = append(all, frozen(s.Identity)...)
		if s.columns[0].kind == "TEXT" { // a number is its own rowid: replacing it by itself changes nothing
			all = append(all, trigger(s.Identity, "insert_only", "BEFORE INSERT ON "+s.Identity, replaced+" WHERE\n        "+taken(s.Identity, "rowid = NEW.rowid")))
		}
	}
	return all
}

func trigger(table, name, when string, does ...string) Trigger {
	name = table + "_" + name
	return Trigger{name, table, "CREATE TRIGGER " + name + " " + when + "\nBEGIN\n    " + strings.Join(does, ";\n    ") + ";\nEND"}
}

func frozen(table string) []Trigger {
	return []Trigger{
		trigger(table, "no_update", "BEFORE UPDATE ON "+table, changed),
		trigger(table, "no_delete", "BEFORE DELETE ON "+table, deleted),
	}
}

func taken(table, condition string) string {
	return "EXISTS (SELECT 1 FROM " + table + " WHERE " + condition + ")"
}

func (s shape) versions() []Trigger {
	names := []string{"id", "position", "published_in"}
	for _, c := range s.columns {
		names = append(names, c.name)
	}
	same := []string{taken(s.Stored, "id = NEW.id")}
	for _, u := range s.unique() {
		var equal []string
		for _, name := range u.columns {
			equal = append(equal, name+" = NEW."+name)
		}
		same = append(same, taken(s.Stored, strings.Join(equal, " AND ")+" AND superseded_in IS NULL"+u.and("")+u.and("NEW.")))
	}
	complete := func(publication string) string {
		return joined + " WHERE\n        " + taken("publication_payloads", "number = NEW."+publication)
	}
	return []Trigger{
		trigger(s.Stored, "no_update", "BEFORE UPDATE OF\n    "+strings.Join(names, ", ")+"\n    ON "+s.Stored, changed),
		trigger(s.Stored, "supersede_once",
			"BEFORE UPDATE OF superseded_in ON "+s.Stored+"\nWHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL", once),
		trigger(s.Stored, "no_delete", "BEFORE DELETE ON "+s.Stored, deleted),
		trigger(s.Stored, "insert_only", "BEFORE INSERT ON "+s.Stored,
			replaced+" WHERE\n        "+strings.Join(same, "\n        OR "), complete("published_in")),
		trigger(s.Stored, "in_place", "BEFORE UPDATE ON "+s.Stored, changed+" WHERE NEW.id <> OLD.id", complete("superseded_in")),
	}
}

func (s shape) list(l list) []Trigger {
	entry := l.entry.name
	return append(frozen(l.name), trigger(l.name, "insert_only", "BEFORE INSERT ON "+l.name,
		replaced+" WHERE\n        "+taken(l.name, "rowid = NEW.rowid")+
			"\n        OR "+taken(l.name, "row_id = NEW.row_id AND (position = NEW.position OR "+entry+" = NEW."+entry+")"),
		joined+" WHERE\n        EXISTS (SELECT 1 FROM "+s.Stored+" v JOIN publication_payloads p ON p.number = v.published_in WHERE v.id = NEW.row_id)"))
}
