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
type Row interface{ RowKey() string }

// Change is what a change set does to one row. Old is nil for a row that is added, New for one
// that is removed.
type Change struct {
	Table    string
	Old, New Row
}

// Ref names the row that the change brings, or the one that it takes away.
func (c Change) Ref() segur.RowRef {
	if c.New != nil {
		return segur.RowRef{Table: c.Table, Key: c.New.RowKey()}
	}
	return segur.RowRef{Table: c.Table, Key: c.Old.RowKey()}
}

// keys returns every name under which somebody else's change may meet this one: both row keys
// and, for a value, its figure.
func (c Change) keys() []segur.RowRef {
	var keys []segur.RowRef
	for _, row := range []Row{c.Old, c.New} {
		if row == nil {
			continue
		}
		keys = append(keys, segur.RowRef{Table: c.Table, Key: row.RowKey()})
		if v, ok := row.(segur.Value); ok {
			keys = append(keys, segur.RowRef{Table: c.Table, Key: v.FigureID()})
		}
	}
	return keys
}

// List returns the changes of a set one by one, table by table, in its own order.
func List(c segur.ChangeSet) []Change {
	var out []Change
	list(&out, segur.TableSources, c.Sources)
	list(&out, segur.TableTerritories, c.Territories)
	list(&out, segur.TablePillars, c.Pillars)
	list(&out, segur.TableMeasures, c.Measures)
	list(&out, segur.TableAssessments, c.Assessments)
	list(&out, segur.TableIndicators, c.Indicators)
	list(&out, segur.TableValues, c.Values)
	list(&out, segur.TableEvents, c.Events)
	list(&out, segur.TableConsultation, c.Consultations)
	list(&out, segur.TablePriorities, c.Priorities)
	list(&out, segur.TableSearches, c.Searches)
	list(&out, segur.TableTexts, c.Texts)
	return out
}

func list[T Row](out *[]Change, table string, c segur.Changes[T]) {
	for _, r := range c.Replace {
		*out = append(*out, Change{table, r.Old, r.New})
	}
	for _, row := range c.Remove {
		*out = append(*out, Change{table, row, nil})
	}
	for _, row := range c.Add {
		*out = append(*out, Change{table, nil, row})
	}
}

// collect is the way back from List. The outcome depends on the changes and not on their
// order: sorted by key, empty lists nil, what changes nothing left out.
func collect(changes []Change) segur.ChangeSet {
	var kept []Change
	for _, c := range changes {
		c.Old, c.New = tidy(c.Old), tidy(c.New)
		if !same(c.Old, c.New) {
			kept = append(kept, c)
		}
	}
	slices.SortStableFunc(kept, func(a, b Change) int { return cmp.Compare(a.Ref().Key, b.Ref().Key) })
	return segur.ChangeSet{
		Sources:       gather[segur.Source](kept),
		Territories:   gather[segur.Territory](kept),
		Pillars:       gather[segur.Pillar](kept),
		Measures:      gather[segur.Measure](kept),
		Assessments:   gather[segur.Assessment](kept),
		Indicators:    gather[segur.Indicator](kept),
		Values:        gather[segur.Value](kept),
		Events:        gather[segur.Event](kept),
		Consultations: gather[segur.Consultation](kept),
		Priorities:    gather[segur.Priority](kept),
		Searches:      gather[segur.Search](kept),
		Texts:         gather[segur.SiteText](kept),
	}
}

func gather[T Row](changes []Change) segur.Changes[T] {
	var out segur.Changes[T]
	for _, c := range changes {
		before, replaces := c.Old.(T)
		after, brings := c.New.(T)
		switch {
		case replaces && brings:
			out.Replace = append(out.Replace, segur.Replacement[T]{Old: before, New: after})
		case brings:
			out.Add = append(out.Add, after)
		case replaces:
			out.Remove = append(out.Remove, before)
		}
	}
	return out
}

// Normalise returns the change set in the one form that its content has: the same changes
// always give the same bytes, hence the same hash.
func Normalise(c segur.ChangeSet) segur.ChangeSet { return collect(List(c)) }

// Empty reports whether a change set changes nothing.
func Empty(c segur.ChangeSet) bool { return len(List(c)) == 0 }

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
		for _, key := range change.keys() {
			if !met[key] {
				keys = append(keys, key)
			}
			met[key] = true
		}
	}
	return keys
}

// tidy gives empty lists the one form that storage gives them back in.
func tidy(row Row) Row {
	switch r := row.(type) {
	case segur.Measure:
		r.Sources = orNil(r.Sources)
		return r
	case segur.Assessment:
		r.Sources = orNil(r.Sources)
		return r
	case segur.Indicator:
		r.Measures = orNil(r.Measures)
		return r
	case segur.Event:
		r.Measures, r.Sources = orNil(r.Measures), orNil(r.Sources)
		return r
	case segur.Consultation:
		r.Pillars, r.Sources = orNil(r.Pillars), orNil(r.Sources)
		return r
	case segur.Priority:
		r.Measures, r.Sources = orNil(r.Measures), orNil(r.Sources)
		return r
	}
	return row
}

func orNil[T any](list []T) []T {
	if len(list) == 0 {
		return nil
	}
	return list
}

// same compares what a reader would see: an empty list equals an absent one.
func same(a, b Row) bool {
	if a == nil || b == nil {
		return a == nil && b == nil
	}
	a, b = tidy(a), tidy(b)
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
		rows = v.index(table)
		v.tables[table] = rows
	}
	return rows[key]
}

func (v *view) index(table string) map[string]Row {
	switch table {
	case segur.TableSources:
		return index(v.Sources)
	case segur.TableTerritories:
		return index(v.Territories)
	case segur.TablePillars:
		return index(v.Pillars)
	case segur.TableMeasures:
		return index(v.Measures)
	case segur.TableAssessments:
		return index(v.Assessments)
	case segur.TableIndicators:
		return index(v.Indicators)
	case segur.TableValues:
		return index(v.Values)
	case segur.TableEvents:
		return index(v.Events)
	case segur.TableConsultation:
		return index(v.Consultations)
	case segur.TablePriorities:
		return index(v.Priorities)
	case segur.TableSearches:
		return index(v.Searches)
	case segur.TableTexts:
		return index(v.Texts)
	}
	return nil
}

func index[T Row](rows []T) map[string]Row {
	out := make(map[string]Row, len(rows))
	for _, row := range rows {
		if key := row.RowKey(); out[key] == nil {
			out[key] = row
		}
	}
	return out
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
