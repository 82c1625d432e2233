package segur

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
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
	// Texts came later: it is left out of the canonical form where it is empty, so that older
	// hashes hold.
	Texts Changes[SiteText] `json:"texts,omitzero"`
	// So did Searches.
	Searches Changes[Search] `json:"searches,omitzero"`
	// And the concertation, the regions and their projects.
	PillarWordings Changes[PillarWording] `json:"pillar_wordings,omitzero"`
	ReviewGroups   Changes[ReviewGroup]   `json:"review_groups,omitzero"`
	GuideThemes    Changes[GuideTheme]    `json:"guide_themes,omitzero"`
	GuideSteps     Changes[GuideStep]     `json:"guide_steps,omitzero"`
	Strategies     Changes[Strategy]      `json:"strategies,omitzero"`
	StrategyRules  Changes[StrategyRule]  `json:"strategy_rules,omitzero"`
	Projects       Changes[Project]       `json:"projects,omitzero"`
	Sessions       Changes[Session]       `json:"sessions,omitzero"`
	// More are the changes of tables without a field.
	More MoreChanges `json:"more,omitzero"`
}

// Motive is why a set of rows changed, in the words of the person who proposed it. It is
// published with the change.
type Motive struct {
	Proposal    int64    `json:"proposal"`
	Reason      string   `json:"reason"`                // French
	Explanation string   `json:"explanation,omitempty"` // French; why a state moved backwards
	Rows        []RowRef `json:"rows"`
}

// RowRef names one row of a change set: a table and the RowKey of the row that it brings,
// or of the one that it takes away.
type RowRef struct {
	Table string `json:"table"`
	Key   string `json:"key"`
}

// Edition is a publication with what it changed and why.
type Edition struct {
	Publication Publication
	Reverts     int // number of the publication that it undoes, 0 for none
	Changes     ChangeSet
	Motives     []Motive // none for a seed
}

// Release is a validated change set on its way to storage.
type Release struct {
	Base         int         // number of the publication it builds on, 0 for the first
	Publication  Publication // Number is Base + 1
	Author       string
	PreviousHash string // hash of publication Base, "" for the first
	PayloadHash  string // hexadecimal SHA-256 of the canonical form of Changes
	Seal         string // hexadecimal SHA-256 over what the chain leaves out, see Sealed
	Reverts      int    // publication that this one undoes, 0 for none
	Changes      ChangeSet
	Motives      []Motive
}

// Sealed returns what Seal must be: the hash covers the moment, author, notes and motives of
// the release, which the chain of payloads says nothing of.
func (r Release) Sealed() (string, error) {
	body, err := canonical(struct {
		Number  int
		At      string
		Note    Text
		Hash    string
		Author  string
		Reverts int
		Motives []Motive
	}{
		r.Publication.Number, r.Publication.PublishedAt.UTC().Format(time.RFC3339Nano), r.Publication.Note,
		r.Publication.Hash, r.Author, r.Reverts, r.Motives,
	})
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:]), nil
}

// Additions returns the change set that creates every row of d: how a seed is published.
func Additions(d Dataset) ChangeSet {
	var c ChangeSet
	for _, t := range known {
		t.add(&c, d)
	}
	return c
}

// Canonical returns the one JSON form of the change set that hashes are taken of: fields
// in the order of the types, no insignificant space, no HTML escaping, no final newline.
func (c ChangeSet) Canonical() ([]byte, error) { return canonical(c) }

// ParseChangeSet reads the canonical form.
func ParseChangeSet(form []byte) (ChangeSet, error) {
	var c ChangeSet
	if err := strictly(form, &c); err != nil {
		return ChangeSet{}, fmt.Errorf("read a change set: %w", err)
	}
	return c, nil
}

// strictly reads JSON and refuses fields that are not known.
func strictly(form []byte, into any) error {
	decoder := json.NewDecoder(bytes.NewReader(form))
	decoder.DisallowUnknownFields()
	return decoder.Decode(into)
}

func canonical(v any) ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		return nil, fmt.Errorf("canonical form: %w", err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// Apply returns d with the changes made; d itself stays as it was. It fails with
// CodeConflict when a row to replace or remove is not in d as described.
func (c ChangeSet) Apply(d Dataset) (Dataset, error) {
	var a applier
	out := Dataset{Publication: d.Publication}
	for _, t := range known {
		t.apply(&a, &out, d, c)
	}
	Arrange(&out)
	return out, a.err
}

// applier keeps the first failure of a series of apply calls.
type applier struct{ err error }

// apply makes all changes at once: the new row of one replacement may have the key of the old row
// of another, as where measures change numbers.
func apply[T Row](a *applier, table string, rows []T, c Changes[T]) []T {
	out := slices.Clone(rows)
	leaving := map[int]bool{}
	find := func(old T) int {
		i := slices.IndexFunc(rows, func(row T) bool { return row.RowKey() == old.RowKey() })
		if i >= 0 && !leaving[i] && same(rows[i], old) {
			leaving[i] = true
			return i
		}
		if a.err == nil {
			a.err = &Error{Code: CodeConflict, Field: table,
				Message: fmt.Sprintf("the row %s of %s is no longer what this change expects", old.RowKey(), table)}
		}
		return -1
	}
	for _, r := range c.Replace {
		if i := find(r.Old); i >= 0 {
			out[i] = r.New
		}
	}
	gone := map[int]bool{}
	for _, old := range c.Remove {
		gone[find(old)] = true
	}
	kept := out[:0]
	for i, row := range out {
		if !gone[i] {
			kept = append(kept, row)
		}
	}
	return append(kept, c.Add...)
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
func (a Assessment) RowKey() string { return strconv.Itoa(a.Measure) + "/" + strconv.Itoa(a.Year) }

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

// RowKey returns what tells one search from every other: day, measure, year and words.
func (s Search) RowKey() string {
	return fmt.Sprintf("%s %d/%d %s", s.Date, s.Measure, s.Year, s.Query)
}

// RowKey returns the text's identifier.
func (t SiteText) RowKey() string { return t.ID }

// MarshalText writes the dataset form, "" for the zero Date.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (d *Date) UnmarshalText(text []byte) (err error) {
	*d = Date{}
	if len(text) > 0 {
		*d, err = ParseDate(string(text))
	}
	return err
}

// MarshalText writes the dataset form.
func (p Period) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (p *Period) UnmarshalText(text []byte) (err error) {
	*p = Period{}
	if len(text) > 0 {
		*p, err = ParsePeriod(string(text))
	}
	return err
}

// MarshalJSON writes the plain decimal form, as a JSON number.
func (n Number) MarshalJSON() ([]byte, error) { return []byte(n.String()), nil }

// UnmarshalJSON reads what MarshalJSON writes.
func (n *Number) UnmarshalJSON(form []byte) (err error) {
	*n, _, err = ParseNumber(string(form))
	return err
}
