package segur

import (
	"encoding/json"
	"fmt"
	"slices"
)

// Row is one row of any table of a dataset. Its key names one live row of its table.
type Row interface{ RowKey() string }

// Column describes one column of a table. The content of a row's column is reached through
// Record.Fields.
type Column struct {
	Name     string // in files and on screens: "measure", "title_fr"
	Stored   string // in the database, "" for Name
	Key      bool   // tells one live row from another, together with the other keys
	Optional bool   // may be empty, or 0
	Desk     bool   // is filled by staff only: no file has it
	YesNo    bool   // is written "yes" or "no" in files, where others that hold a bool say "true" or "false"
	Refers   string // the table whose rows it names by their keys, "" for none
	Link     string // for a list: the table in the database that holds its entries
	Words    string // the words that it admits, separated by spaces; "" for any text
	Longest  int    // letters that it may have, 0 for no bound
}

// InStore returns the name of the column in the database.
func (c Column) InStore() string {
	if c.Stored != "" {
		return c.Stored
	}
	return c.Name
}

// Spec is what is said of a table once, for everything that works on all tables.
type Spec struct {
	Name    string // of its file and on screens: "assessments"
	Stored  string // in the database
	Columns []Column
	// Identity is the table in the database that rows of other tables refer to, by the column
	// IdentityKey; "" where nobody does.
	Identity, IdentityKey string
	Desk                  bool // is filled by staff only: there is no file
	Regional              bool // its column "territory" says whose business a row is; others are the country's
	Historied             bool // its rows have a history of their own, so that those of other rows leave them out
	// Kinds are those of the proposals that may change it; documents that others need are added with these.
	Kinds  []string
	Unique []Unique // what no two live rows share beside their keys
}

// Unique is a set of columns whose content no two live rows share, where the column Filled is
// neither empty nor 0; "" for everywhere.
type Unique struct {
	Name    string
	Columns []string
	Filled  string
}

// Column returns the index of a column by its name in files, -1 for none.
func (s *Spec) Column(name string) int {
	return slices.IndexFunc(s.Columns, func(c Column) bool { return c.Name == name })
}

// Table is one table of a dataset, whatever the type of its rows.
type Table interface {
	About() *Spec
	// Holds reports whether a row is of this table.
	Holds(row Row) bool
	// Rows returns the rows of a dataset in their order.
	Rows(d Dataset) []Row
	// Changes returns what a change set does to the table: replacements, removals, additions.
	Changes(c ChangeSet) []Change
	// Collect puts changes of this table into a change set, in their order, instead of those there.
	Collect(c *ChangeSet, changes []Change)
	// Open returns a copy of a row whose fields can be read and written; of an empty row for nil.
	Open(row Row) Record
	// Read returns a reader that fills the table of a dataset.
	Read() Reader
	// Judge reports what the table's own rules find wrong: see Definition.Rules.
	Judge(d Dataset, fault func(row int, field string, rule Rule, value string))

	rival(row Row) string
	add(c *ChangeSet, d Dataset)
	apply(a *applier, out *Dataset, d Dataset, c ChangeSet)
	arrange(d *Dataset)
	parse(form []byte) (any, error)
}

// Record is a row with its fields.
type Record struct {
	// Fields point to the content in the order of the columns: *string or a pointer to a named
	// string, *int, **int, *bool, *Date, *Period, *Number, **Number, *[]string or *[]int.
	Fields []any
	row    func() Row
}

// Row returns the row with what has been written to its fields.
func (r Record) Row() Row { return r.row() }

// Reader takes in rows one by one.
type Reader interface {
	// Next appends an empty row and returns its fields, good until the next call.
	Next() []any
	// At returns the fields of a row that was appended.
	At(row int) []any
	// Into hands the rows over, as they came.
	Into(d *Dataset)
}

// Definition describes a table of rows T.
type Definition[T Row] struct {
	Spec
	Fields func(*T) []any // pointers to the content, in the order of Columns
	// Rival names what a row competes for with others of its table, nil for nothing but its key.
	Rival func(T) string
	Sort  func([]T) // where the order is not that of storage
	// Rules reports what is wrong beyond what the columns say; it may be nil. The built-in tables have
	// theirs in package rules.
	Rules func(d Dataset, rows []T, fault func(row int, field string, rule Rule, value string))

	rows    func(*Dataset) *[]T // nil for a table of More
	changes func(*ChangeSet) *Changes[T]
}

// About returns what the definition says.
func (t *Definition[T]) About() *Spec { return &t.Spec }

// Holds reports whether a row is a T.
func (t *Definition[T]) Holds(row Row) bool { _, ok := row.(T); return ok }

// In returns the rows of a dataset.
func (t *Definition[T]) In(d Dataset) []T {
	if t.rows != nil {
		return *t.rows(&d)
	}
	rows, _ := d.More[t.Name].([]T)
	return rows
}

// Of returns what a change set does to the table.
func (t *Definition[T]) Of(c ChangeSet) Changes[T] {
	if t.changes != nil {
		return *t.changes(&c)
	}
	changes, _ := c.More[t.Name].(Changes[T])
	return changes
}

func (t *Definition[T]) set(d *Dataset, rows []T) {
	if t.rows != nil {
		*t.rows(d) = rows
		return
	}
	d.More = with(d.More, t.Name, rows, len(rows) > 0)
}

func (t *Definition[T]) put(c *ChangeSet, changes Changes[T]) {
	if t.changes != nil {
		*t.changes(c) = changes
		return
	}
	c.More = with(c.More, t.Name, changes, len(changes.Add)+len(changes.Replace)+len(changes.Remove) > 0)
}

// with copies: datasets and change sets are passed on by value.
func with[M ~map[string]any](m M, name string, content any, some bool) M {
	out := M{}
	for k, v := range m {
		out[k] = v
	}
	delete(out, name)
	if some {
		out[name] = content
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

// Rows returns the rows of a dataset in their order.
func (t *Definition[T]) Rows(d Dataset) []Row {
	rows := t.In(d)
	out := make([]Row, len(rows))
	for i, row := range rows {
		out[i] = row
	}
	return out
}

// Changes returns what a change set does to the table: replacements, removals, additions.
func (t *Definition[T]) Changes(c ChangeSet) []Change {
	changes := t.Of(c)
	var out []Change
	for _, r := range changes.Replace {
		out = append(out, Change{t.Name, r.Old, r.New})
	}
	for _, row := range changes.Remove {
		out = append(out, Change{t.Name, row, nil})
	}
	for _, row := range changes.Add {
		out = append(out, Change{t.Name, nil, row})
	}
	return out
}

// Collect puts changes of this table into a change set, in their order, instead of those there.
func (t *Definition[T]) Collect(c *ChangeSet, changes []Change) {
	var out Changes[T]
	for _, change := range changes {
		before, replaces := change.Old.(T)
		after, brings := change.New.(T)
		switch {
		case replaces && brings:
			out.Replace = append(out.Replace, Replacement[T]{Old: before, New: after})
		case brings:
			out.Add = append(out.Add, after)
		case replaces:
			out.Remove = append(out.Remove, before)
		}
	}
	t.put(c, out)
}

// Open returns a copy of a row whose fields can be read and written; of an empty row for nil.
func (t *Definition[T]) Open(row Row) Record {
	content := new(T)
	if row != nil {
		*content = row.(T)
	}
	return Record{t.Fields(content), func() Row { return *content }}
}

// Read returns a reader that fills the table of a dataset.
func (t *Definition[T]) Read() Reader { return &reader[T]{table: t} }

type reader[T Row] struct {
	table *Definition[T]
	rows  []T // nil when empty: an empty list is no list
}

func (r *reader[T]) Next() []any {
	var empty T
	r.rows = append(r.rows, empty)
	return r.At(len(r.rows) - 1)
}

func (r *reader[T]) At(row int) []any { return r.table.Fields(&r.rows[row]) }

func (r *reader[T]) Into(d *Dataset) {
	r.table.set(d, r.rows)
}

func (t *Definition[T]) rival(row Row) string {
	if t.Rival == nil {
		return ""
	}
	return t.Rival(row.(T))
}

func (t *Definition[T]) add(c *ChangeSet, d Dataset) { t.put(c, Changes[T]{Add: t.In(d)}) }

func (t *Definition[T]) apply(a *applier, out *Dataset, d Dataset, c ChangeSet) {
	t.set(out, apply(a, t.Name, t.In(d), t.Of(c)))
}

func (t *Definition[T]) arrange(d *Dataset) {
	if t.Sort != nil {
		t.Sort(t.In(*d))
	}
}

func (t *Definition[T]) parse(form []byte) (any, error) {
	var changes Changes[T]
	return changes, strictly(form, &changes)
}

// Judge reports what the table's own rules find wrong.
func (t *Definition[T]) Judge(d Dataset, fault func(row int, field string, rule Rule, value string)) {
	if t.Rules != nil {
		t.Rules(d, t.In(d), fault)
	}
}

// Rows of tables and changes of them, of tables that Dataset and ChangeSet have no field for.
type (
	MoreRows    map[string]any // table: []T
	MoreChanges map[string]any // table: Changes[T]
)

// IsZero reports whether nothing changes: the canonical form leaves it out then.
func (m MoreChanges) IsZero() bool { return len(m) == 0 }

// UnmarshalJSON reads the changes of each table by its definition.
func (m *MoreChanges) UnmarshalJSON(form []byte) error {
	var forms map[string]json.RawMessage
	if err := json.Unmarshal(form, &forms); err != nil {
		return err
	}
	*m = MoreChanges{}
	for name, form := range forms {
		table := TableNamed(name)
		if table == nil {
			return fmt.Errorf("no table %q", name)
		}
		changes, err := table.parse(form)
		if err != nil {
			return err
		}
		(*m)[name] = changes
	}
	return nil
}
