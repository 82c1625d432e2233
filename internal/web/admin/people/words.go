package people

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/segur-tracker/segur/internal/changelog"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
)

// Fact is one thing that an entry says was changed: Old is empty for what is new, New for
// what is gone.
type Fact struct{ Label, Old, New string }

// Row is a row of the dataset with what changes in it.
type Row struct {
	Subject string
	Changes []Fact
}

// describer words the entries of a page.
type describer struct {
	*admin.Call
	frame    admin.Frame
	accounts []desk.Account // for links, none for people who may not open them
}

// known words a term of the program, and leaves what people wrote as it is.
func (t *describer) known(table, text string) string {
	if key := table + text; text != "" && t.Words.Has(key) {
		return t.Words.T(key)
	}
	return text
}

// compare words what stood before and after: changed rows of the dataset one by one, records of
// a few facts fact by fact and only where they differ, plain text as it is.
func (t *describer) compare(e desk.Entry) (facts []Fact, rows []Row) {
	was, is := e.Old, e.New
	for _, side := range []*string{&was, &is} {
		if told, ok := t.rows(*side, t.movedSince(e)); ok {
			rows = told // what is proposed now, where both sides are proposals
			was, is = "", ""
		}
	}
	before, after := t.facts(e.Action, was), t.facts(e.Action, is)
	if before["status"] != "" && after["status"] == "" && e.Action == desk.ActionPublished {
		after["status"] = t.known("journal_value.", string(desk.StatusPublished)) // its record tells only where
	}
	no := t.known("journal_value.", "false")
	names := maps.Clone(before)
	maps.Copy(names, after)
	for _, name := range slices.Sorted(maps.Keys(names)) {
		fresh := e.Old == "" && after[name] == no // what was never otherwise goes without saying
		if before[name] != after[name] && after[name] != e.Reason && !fresh {
			facts = append(facts, Fact{t.known("journal_fact.", name), before[name], after[name]})
		}
	}
	return facts, rows
}

// movedSince returns which measures have got other numbers since an entry was written.
func (t *describer) movedSince(e desk.Entry) segur.Moves {
	last := 0
	for _, p := range t.Catalog.Publications() {
		if !p.PublishedAt.After(e.At) {
			last = p.Number
		}
	}
	return t.Catalog.MovedSince(last)
}

// rows words a change of the dataset, or a list of its rows; false for anything else. The numbers
// of measures in it have moved since.
func (t *describer) rows(text string, moved segur.Moves) ([]Row, bool) {
	var refs []segur.RowRef
	if strings.HasPrefix(text, "[") && json.Unmarshal([]byte(text), &refs) == nil {
		var rows []Row
		names := changelog.Describer{After: t.Catalog, Words: t.Words, Moved: moved}
		for _, ref := range refs {
			rows = append(rows, Row{Subject: t.Words.T("journal.row", "table", t.known("journal_table.", ref.Table), "name", names.Key(ref))})
		}
		return rows, true
	}
	if !strings.HasPrefix(text, `{"sources":`) {
		return nil, false
	}
	set, err := segur.ParseChangeSet([]byte(text))
	if err != nil {
		return nil, false
	}
	// What can no longer be named is told as it was kept: one old entry must not close the journal.
	items := changelog.Describer{After: t.Catalog, Words: t.Words, Moved: moved}.Describe(set)
	var rows []Row
	for _, item := range items {
		row := Row{Subject: item.Subject}
		for _, field := range item.Fields {
			if field.Changed() && !field.Told {
				row.Changes = append(row.Changes, Fact{field.Label, field.Old, field.New})
			}
		}
		rows = append(rows, row)
	}
	return rows, true
}

// facts takes a record apart into worded facts by name. Plain text is one fact, named after what
// the action writes there.
func (t *describer) facts(action desk.Action, text string) map[string]string {
	found := map[string]string{}
	switch record := read(text); {
	case text == "":
	case record != nil:
		t.gather(found, "", record)
	case plain(action) == "status":
		found["status"] = t.known("journal_value.", text)
	default:
		found[plain(action)] = text
	}
	return found
}

// read takes JSON objects, numbers as they are written; nil for anything else.
func read(text string) map[string]any {
	var record map[string]any
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	if !strings.HasPrefix(text, "{") || decoder.Decode(&record) != nil {
		return nil
	}
	return record
}

// plain names the text that an action keeps.
func plain(action desk.Action) string {
	switch action {
	case desk.ActionCommented:
		return "comment"
	case desk.ActionSignIn, desk.ActionSessionRevoked:
		return "agent"
	}
	return "status"
}

// told are facts that every line of the journal tells by itself, and those for machines.
func told() []string {
	return []string{"id", "version", "name", "number", "author", "createdat", "published_at", "hash", "payload_hash", "seal"}
}

// gather adds the facts of a record, those of a record inside it under both names.
func (t *describer) gather(into map[string]string, prefix string, record map[string]any) {
	for key, value := range record {
		name := prefix + strings.ToLower(key)
		if inner, ok := value.(map[string]any); ok && prefix == "" {
			t.gather(into, name+"_", inner)
			continue
		}
		if text := t.value(name, value); text != "" && !slices.Contains(told(), name) {
			into[name] = text
		}
	}
}

// value words one fact; nothing and zero are no fact.
func (t *describer) value(name string, value any) string {
	switch v := value.(type) {
	case json.Number:
		if v == "0" {
			return ""
		}
		return v.String()
	case bool:
		return t.known("journal_value.", fmt.Sprint(v))
	case []any:
		words := make([]string, len(v))
		for i := range v {
			words[i] = t.value(name, v[i])
		}
		return t.Words.List(words)
	case map[string]any:
		inner, _ := json.Marshal(v) // what was read as JSON is written as JSON
		return string(inner)
	case string:
		return t.term(name, v)
	}
	return "" // null
}

// term words a text by what it is a fact about.
func (t *describer) term(name, text string) string {
	if at, err := time.Parse(time.RFC3339Nano, text); err == nil {
		if at.IsZero() {
			return ""
		}
		return t.Moment(at)
	}
	switch name {
	case "role":
		return t.known("role_of.", text)
	case "scope_regions":
		if territory, ok := t.Catalog.Territory(text); ok {
			return t.Words.Text(territory.Name.In(string(t.Words.Lang())))
		}
	}
	return t.known("journal_value.", text)
}
