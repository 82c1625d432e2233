package schema

import (
	"strings"

	"github.com/segur-tracker/segur/internal/segur"
)

// What guards say.
const (
	changed  = "published rows are never changed"
	deleted  = "published rows are never deleted"
	once     = "a row is superseded once"
	replaced = "a row with the same key is there already"
	joined   = "nothing is added to what is published"
)

// Guards returns the triggers that keep the rows of a table: they are neither changed nor deleted,
// except that a row may be superseded once, and nothing joins or ends in a publication that is
// complete. The program does not count on them; they stop other hands.
func (d Dialect) Guards(t segur.Table) []Trigger {
	s := shapeOf(t)
	all := d.versions(s)
	for _, l := range s.lists {
		all = append(all, d.list(s, l)...)
	}
	if s.Identity != "" {
		all = append(all, frozen(s.Identity)...)
		if d.Beside != "" && s.columns[0].kind == text { // a number is its own row's: replacing it by itself changes nothing
			all = append(all, guard(s.Identity, "insert_only", "INSERT", Refusal{replaced, anyOf(d.numbered(s.Identity)...)}))
		}
	}
	var written []Trigger
	for _, g := range all {
		written = append(written, d.Trigger(g))
	}
	return written
}

func guard(table, name, on string, refusals ...Refusal) Guard {
	return Guard{Name: table + "_" + name, Table: table, On: on, Refusals: refusals}
}

func frozen(table string) []Guard {
	return []Guard{
		guard(table, "no_update", "UPDATE", Refusal{Message: changed}),
		guard(table, "no_delete", "DELETE", Refusal{Message: deleted}),
	}
}

func taken(table, condition string) string {
	return "EXISTS (SELECT 1 FROM " + table + " WHERE " + condition + ")"
}

// numbered is the condition that a row has the number already that a new one gets beside its key, none
// where rows have no such number.
func (d Dialect) numbered(table string) []string {
	if d.Beside == "" {
		return nil
	}
	return []string{taken(table, d.Beside+" = NEW."+d.Beside)}
}

func anyOf(conditions ...string) string {
	return "\n        " + strings.Join(conditions, "\n        OR ")
}

func (d Dialect) versions(s shape) []Guard {
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
	complete := func(publication string) Refusal {
		return Refusal{joined, anyOf(taken("publication_payloads", "number = NEW."+publication))}
	}
	update := guard(s.Stored, "no_update", "UPDATE", Refusal{Message: changed})
	update.Of = names
	supersede := guard(s.Stored, "supersede_once", "UPDATE", Refusal{Message: once})
	supersede.Of, supersede.When = []string{"superseded_in"}, "OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL"
	return []Guard{
		update,
		supersede,
		guard(s.Stored, "no_delete", "DELETE", Refusal{Message: deleted}),
		guard(s.Stored, "insert_only", "INSERT", Refusal{replaced, anyOf(same...)}, complete("published_in")),
		// A row's number can be changed under other names than that of its column.
		guard(s.Stored, "in_place", "UPDATE", Refusal{changed, " NEW.id <> OLD.id"}, complete("superseded_in")),
	}
}

func (d Dialect) list(s shape, l list) []Guard {
	entry := l.entry.name
	same := append(d.numbered(l.name), taken(l.name, "row_id = NEW.row_id AND (position = NEW.position OR "+entry+" = NEW."+entry+")"))
	return append(frozen(l.name), guard(l.name, "insert_only", "INSERT", Refusal{replaced, anyOf(same...)}, Refusal{joined, anyOf(
		"EXISTS (SELECT 1 FROM " + s.Stored + " v JOIN publication_payloads p ON p.number = v.published_in WHERE v.id = NEW.row_id)")}))
}
