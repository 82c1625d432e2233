package segur

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Changes is what one publication does to one table. Rows carry their whole content, old
// and new, so that a change can be read, hashed and undone without the database.
type Changes[T any] struct {
	Add     []T              `json:"add,omitempty"`     // appended in this order
	Replace []Replacement[T] `json:"replace,omitempty"` // the new row takes the place of the old one
	Remove  []T              `json:"remove,omitempty"`
}

// Replacement is a live row and what takes its place.
type Replacement[T any] struct {
	Old T `json:"old"`
	New T `json:"new"`
}

// ChangeSet is everything one publication applies. Empty lists inside rows are nil, as in
// a Dataset read from storage: the canonical form, hence the hash, depends on it.
type ChangeSet struct {
	Sources       Changes[Source]       `json:"sources"`
	Territories   Changes[Territory]    `json:"territories"`
	Pillars       Changes[Pillar]       `json:"pillars"`
	Measures      Changes[Measure]      `json:"measures"`
	Assessments   Changes[Assessment]   `json:"assessments"`
	Indicators    Changes[Indicator]    `json:"indicators"`
	Values        Changes[Value]        `json:"values"`
	Events        Changes[Event]        `json:"events"`
	Consultations Changes[Consultation] `json:"consultations"`
	Priorities    Changes[Priority]     `json:"priorities"`
}

// Release is a validated change set on its way to storage.
type Release struct {
	Base         int         // number of the publication it builds on, 0 for the first
	Publication  Publication // Number is Base + 1
	Author       string
	PreviousHash string // hash of publication Base, "" for the first
	PayloadHash  string // hexadecimal SHA-256 of the canonical form of Changes
	Changes      ChangeSet
}

// Additions returns the change set that creates every row of d: how a seed is published.
func Additions(d Dataset) ChangeSet {
	return ChangeSet{
		Sources:       Changes[Source]{Add: d.Sources},
		Territories:   Changes[Territory]{Add: d.Territories},
		Pillars:       Changes[Pillar]{Add: d.Pillars},
		Measures:      Changes[Measure]{Add: d.Measures},
		Assessments:   Changes[Assessment]{Add: d.Assessments},
		Indicators:    Changes[Indicator]{Add: d.Indicators},
		Values:        Changes[Value]{Add: d.Values},
		Events:        Changes[Event]{Add: d.Events},
		Consultations: Changes[Consultation]{Add: d.Consultations},
		Priorities:    Changes[Priority]{Add: d.Priorities},
	}
}

// Canonical returns the one JSON form of the change set that hashes are taken of: fields
// in the order of the types, no insignificant space, no HTML escaping, no final newline.
func (c ChangeSet) Canonical() ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(c); err != nil {
		return nil, fmt.Errorf("canonical form of a change set: %w", err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// Apply returns d with the changes made; d itself stays as it was. It fails with
// CodeConflict when a row to replace or remove is not in d as described.
func (c ChangeSet) Apply(d Dataset) (Dataset, error) {
	var a applier
	out := Dataset{
		Publication:   d.Publication,
		Sources:       apply(&a, TableSources, d.Sources, c.Sources),
		Territories:   apply(&a, TableTerritories, d.Territories, c.Territories),
		Pillars:       apply(&a, TablePillars, d.Pillars, c.Pillars),
		Measures:      apply(&a, TableMeasures, d.Measures, c.Measures),
		Assessments:   apply(&a, TableAssessments, d.Assessments, c.Assessments),
		Indicators:    apply(&a, TableIndicators, d.Indicators, c.Indicators),
		Values:        apply(&a, TableValues, d.Values, c.Values),
		Events:        apply(&a, TableEvents, d.Events, c.Events),
		Consultations: apply(&a, TableConsultation, d.Consultations, c.Consultations),
		Priorities:    apply(&a, TablePriorities, d.Priorities, c.Priorities),
	}
	SortEvents(out.Events)
	return out, a.err
}

// SortEvents puts events in the order of their dates and keeps the given order within one
// date: an event may be added to the past.
func SortEvents(events []Event) {
	slices.SortStableFunc(events, func(a, b Event) int { return cmp.Compare(a.Date.String(), b.Date.String()) })
}

type keyed interface{ RowKey() string }

// applier keeps the first failure of a series of apply calls.
type applier struct{ err error }

func apply[T keyed](a *applier, table string, rows []T, c Changes[T]) []T {
	out := slices.Clone(rows)
	find := func(old T) int {
		i := slices.IndexFunc(out, func(row T) bool { return row.RowKey() == old.RowKey() })
		if (i < 0 || !same(out[i], old)) && a.err == nil {
			a.err = &Error{Code: CodeConflict, Field: table,
				Message: fmt.Sprintf("the row %s of %s is no longer what this change expects", old.RowKey(), table)}
			return -1
		}
		return i
	}
	for _, r := range c.Replace {
		if i := find(r.Old); i >= 0 {
			out[i] = r.New
		}
	}
	for _, old := range c.Remove {
		if i := find(old); i >= 0 {
			out = slices.Delete(out, i, i+1)
		}
	}
	return append(out, c.Add...)
}

// same compares written forms: rows hold slices and pointers, and what counts is what a
// reader would see.
func same(a, b any) bool {
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && bytes.Equal(x, y)
}

// RowKey returns the source's identifier. Row keys name one live row of their table.
func (s Source) RowKey() string { return s.ID }

// RowKey returns the territory's code.
func (t Territory) RowKey() string { return t.Code }

// RowKey returns the pillar's number.
func (p Pillar) RowKey() string { return strconv.Itoa(p.Number) }

// RowKey returns the measure's number.
func (m Measure) RowKey() string { return strconv.Itoa(m.Number) }

// RowKey returns "measure/year".
func (a Assessment) RowKey() string { return fmt.Sprintf("%d/%d", a.Measure, a.Year) }

// RowKey returns the indicator's code.
func (i Indicator) RowKey() string { return i.Code }

// RowKey returns what tells one figure from every other, alternatives included.
func (v Value) RowKey() string {
	return strings.Join([]string{v.Indicator, string(v.Kind), v.Period.String(), v.Territory, v.Number.String(), v.Source}, " ")
}

// RowKey returns the event's date and French title.
func (e Event) RowKey() string { return e.Date.String() + " " + e.Title.FR }

// RowKey returns the consultation's identifier.
func (c Consultation) RowKey() string { return c.ID }

// RowKey returns the priority's identifier.
func (p Priority) RowKey() string { return p.ID }

// MarshalText writes the dataset form, "" for the zero Date.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// MarshalText writes the dataset form.
func (p Period) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// MarshalJSON writes the plain decimal form, as a JSON number.
func (n Number) MarshalJSON() ([]byte, error) { return []byte(n.String()), nil }
