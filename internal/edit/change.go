package edit

import (
	"bytes"
	"cmp"
	"encoding/json"
	"reflect"
	"slices"

	"github.com/segur-tracker/segur/internal/segur"
)

// Row is one row of any table of a dataset.
type Row = segur.Row

// Change is what a change set does to one row.
type Change = segur.Change

// List returns the changes of a set one by one, table by table, in its own order.
func List(c segur.ChangeSet) []Change { return segur.List(c) }

// collect is the way back from List. The outcome depends on the changes and not on their
// order: sorted by key, empty lists nil, what changes nothing left out.
func collect(changes []Change) segur.ChangeSet {
	var kept []Change
	for _, c := range changes {
		c.Old, c.New = segur.Tidy(c.Old), segur.Tidy(c.New)
		if !same(c.Old, c.New) {
			kept = append(kept, c)
		}
	}
	slices.SortStableFunc(kept, func(a, b Change) int { return cmp.Compare(a.Ref().Key, b.Ref().Key) })
	return segur.Gather(kept)
}

// Normalise returns the change set in the one form that its content has: the same changes
// always give the same bytes, hence the same hash.
func Normalise(c segur.ChangeSet) segur.ChangeSet { return collect(List(c)) }

// Empty reports whether a change set changes nothing.
func Empty(c segur.ChangeSet) bool { return len(List(c)) == 0 }

// Document returns the document that a change set attaches to a row, or takes away with one; ok is false
// where it names none.
func Document(c segur.ChangeSet) (d segur.Document, ok bool) {
	for _, change := range List(segur.ChangeSet{Sessions: c.Sessions}) {
		for _, row := range []Row{change.New, change.Old} {
			if session, is := row.(segur.Session); is && session.Document != (segur.Document{}) {
				return session.Document, true
			}
		}
	}
	return segur.Document{}, false
}

// Rows names the rows that a change set brings, and those that it takes away without another
// in their place. Measures that get other numbers stand for the rows in which nothing else changes.
func Rows(c segur.ChangeSet) []segur.RowRef {
	var refs []segur.RowRef
	told := c.BeyondMoves()
	told.Measures = c.Measures
	for _, change := range List(told) {
		refs = append(refs, change.Ref())
	}
	return refs
}

// Keys names everything that a change set touches: each row, old and new, and for a value also
// its figure (table "values", key Value.FigureID). Two sets that share a key are rivals.
func Keys(c segur.ChangeSet) []segur.RowRef {
	var keys []segur.RowRef
	met := map[segur.RowRef]bool{}
	for _, change := range List(c) {
		for _, key := range change.Keys() {
			if !met[key] {
				keys = append(keys, key)
			}
			met[key] = true
		}
	}
	return keys
}

// same compares what a reader would see: an empty list equals an absent one.
func same(a, b Row) bool {
	if a == nil || b == nil {
		return a == nil && b == nil
	}
	a, b = segur.Tidy(a), segur.Tidy(b)
	if reflect.DeepEqual(a, b) {
		return true
	}
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && bytes.Equal(x, y)
}

// view looks rows up in a dataset and indexes only the tables that are asked for.
type view struct {
	segur.Dataset
	tables map[string]map[string]Row
}

func look(d segur.Dataset) *view { return &view{d, map[string]map[string]Row{}} }

// row returns the live row with a key, nil when there is none.
func (v *view) row(table, key string) Row {
	rows, built := v.tables[table]
	if !built {
		rows = map[string]Row{}
		if t := segur.TableNamed(table); t != nil {
			for _, row := range t.Rows(v.Dataset) {
				if key := row.RowKey(); rows[key] == nil {
					rows[key] = row
				}
			}
		}
		v.tables[table] = rows
	}
	return rows[key]
}

// after returns rows with the changes made as far as they fit, in no particular order.
func after[T Row](rows []T, c segur.Changes[T]) []T {
	leaving := map[string]bool{}
	out := slices.Clone(c.Add)
	for _, r := range c.Replace {
		leaving[r.Old.RowKey()] = true
		out = append(out, r.New)
	}
	for _, row := range c.Remove {
		leaving[row.RowKey()] = true
	}
	for _, row := range rows {
		if !leaving[row.RowKey()] {
			out = append(out, row)
		}
	}
	return out
}
