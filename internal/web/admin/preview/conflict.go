package preview

import (
	"slices"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/changelog"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// Versions is one row as its author saw it, as it is published now and as its author wants it,
// for the component "versions".
type Versions struct {
	*locale.Localizer
	Subject string
	Lang    string // of Subject, when it is not the reader's
	Fields  []VersionField
	// A version that has no row at all.
	BaseGone, TheirsGone, MineGone bool
}

// VersionField is one column in its three versions.
type VersionField struct {
	Label, Base, Theirs, Mine string
	Lang                      string // of the three, when it is not the reader's
	Side                      edit.Side
	State                     string // who changed it, in words; "" for nobody and where only the whole row counts
	Apart                     bool   // mine would take the place of theirs
	Left                      bool   // only others have changed it: what they published stays
	Same                      bool   // all three are equal
}

// Conflict tells every row of a conflict. Names of rows come from the catalog that is published
// and from the changes themselves.
func Conflict(words *Words, c *catalog.Catalog, conflict *edit.Conflict, changes segur.ChangeSet) []Versions {
	describer := changelog.Describer{After: c, Words: words.Localizer}
	items := describer.Describe(changes)
	var rows []Versions
	for _, row := range conflict.Rows {
		v := Versions{
			Localizer: words.Localizer, Subject: describer.Key(row.Ref),
			BaseGone: row.Base == nil, TheirsGone: row.Theirs == nil, MineGone: row.Mine == nil,
		}
		var own changelog.Item
		if i := slices.IndexFunc(items, func(item changelog.Item) bool { return brings(row, item) }); i >= 0 {
			own = items[i]
			v.Subject, v.Lang = own.Subject, own.Lang
		}
		v.Fields = versions(words, describer, own, row)
		rows = append(rows, v)
	}
	return rows
}

// brings reports whether an item is the author's change of the row.
func brings(row edit.ConflictRow, item changelog.Item) bool {
	if item.Ref.Table != row.Ref.Table {
		return false
	}
	if row.Mine != nil {
		return item.Ref.Key == row.Mine.RowKey()
	}
	return item.Ref.Key == row.Ref.Key
}

// versions sets what the author saw and wants beside what is published.
func versions(words *Words, describer changelog.Describer, own changelog.Item, row edit.ConflictRow) []VersionField {
	var fields []VersionField
	sides := row.Sides()
	at := func(f changelog.Field) *VersionField {
		i := slices.IndexFunc(fields, func(o VersionField) bool { return o.Label == f.Label })
		if i < 0 {
			fields = append(fields, VersionField{Label: f.Label, Lang: f.Lang, Side: sides.Of(f.Name)})
			i = len(fields) - 1
		}
		return &fields[i]
	}
	for _, f := range own.Fields {
		field := at(f)
		field.Base, field.Mine = f.Old, f.New
	}
	if row.Theirs != nil {
		told := describer.Row(row.Theirs)
		for _, f := range told {
			at(f).Theirs = f.New
		}
	}
	for i, f := range fields {
		fields[i].Left, fields[i].Same = f.Side == edit.SideTheirs, f.Base == f.Theirs && f.Theirs == f.Mine
		fields[i].Apart = f.Theirs != f.Mine && !fields[i].Left
		if f.Side != edit.SideNobody {
			fields[i].State = words.T("review.side." + string(f.Side))
		}
	}
	return fields
}
