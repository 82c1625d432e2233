package driver

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/segur-tracker/segur/internal/changelog"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/form"
)

// ConflictTemplate draws the page about what somebody else published meanwhile.
const ConflictTemplate = "admin/entry-conflict"

// The choices of that page.
const (
	keepMine   = "garder"
	takeTheirs = "reprendre"
	editMine   = "modifier"
)

// ConflictPage shows, row by row, what there was, what there is and what was typed.
type ConflictPage struct {
	admin.Frame
	Kicker *Kicker
	Action string
	Rows   []ConflictRow
	Typed  []admin.Typed // the whole form, carried along
	Choice form.Field
}

// ConflictRow is one row in its three versions.
type ConflictRow struct {
	Subject string
	Fields  []ConflictField
}

// ConflictField is one column in its three versions.
type ConflictField struct {
	Label, Base, Theirs, Mine string
	State                     string // who changed it, in words; "" for nobody and where only the whole row counts
	Apart                     bool   // mine would take the place of theirs
	Left                      bool   // only others have changed it: what they published stays

	side edit.Side
}

func (x *exchange) showConflict(c *edit.Conflict) (admin.Answer, error) {
	p, words := x.questions.Page, x.request.Words
	page := ConflictPage{Frame: p.Frame, Kicker: p.Kicker, Action: p.Action}
	page.Title = words.T("entry.conflict_title")
	for _, row := range c.Rows {
		shown, err := words.conflictRow(row)
		if err != nil {
			return admin.Answer{}, err
		}
		page.Rows = append(page.Rows, shown)
	}
	page.Typed = x.carried()
	page.Choice = form.Field{
		Name: fieldConflict, Kind: form.Radios, Label: words.T("entry.ask.conflict"), Values: []string{keepMine},
		Options: words.Options("entry.conflict_choice.", []string{keepMine, editMine, takeTheirs}), Heading: true,
	}
	return admin.Answer{Status: conflictStatus, Template: ConflictTemplate, Data: page}, nil
}

// conflictStatus is that of a refused form: nothing was kept yet, and nothing is lost.
const conflictStatus = 422

// carried lists everything that was typed, so that the choice loses none of it.
func (x *exchange) carried() []admin.Typed {
	skip := []string{admin.TokenField, fieldConflict, fieldSeen}
	fields := []admin.Typed{{Name: fieldSeen, Value: strconv.Itoa(x.request.Live.Publication.Number)}}
	for name, values := range x.request.Call.Form {
		for _, value := range values {
			if !slices.Contains(skip, name) {
				fields = append(fields, admin.Typed{Name: name, Value: value})
			}
		}
	}
	slices.SortStableFunc(fields, func(a, b admin.Typed) int { return cmp.Compare(a.Name, b.Name) })
	return fields
}

func (w *Words) conflictRow(row edit.ConflictRow) (ConflictRow, error) {
	describer := changelog.Describer{After: w.catalog, Words: w.Localizer}
	var shown ConflictRow
	sides := row.Sides()
	v, isValue := valueOf(row.Ref)
	shown.Subject = w.subject(row.Ref, v, isValue)
	put := func(version edit.Row, into func(*ConflictField) *string) {
		if version == nil {
			return
		}
		for _, f := range describer.Row(version) {
			i := slices.IndexFunc(shown.Fields, func(o ConflictField) bool { return o.Label == f.Label })
			if i < 0 {
				shown.Fields = append(shown.Fields, ConflictField{Label: f.Label, side: sides.Of(f.Name)})
				i = len(shown.Fields) - 1
			}
			*into(&shown.Fields[i]) = f.New
		}
	}
	for _, version := range []struct {
		row  edit.Row
		into func(*ConflictField) *string
	}{
		{row.Base, func(f *ConflictField) *string { return &f.Base }},
		{row.Theirs, func(f *ConflictField) *string { return &f.Theirs }},
		{row.Mine, func(f *ConflictField) *string { return &f.Mine }},
	} {
		put(version.row, version.into)
	}
	// What all versions agree on is left out: the page is for comparing.
	shown.Fields = slices.DeleteFunc(shown.Fields, func(f ConflictField) bool { return f.Base == f.Theirs && f.Theirs == f.Mine })
	for i, f := range shown.Fields {
		shown.Fields[i].Left = f.side == edit.SideTheirs
		shown.Fields[i].Apart = f.Theirs != f.Mine && !shown.Fields[i].Left
		if f.side != edit.SideNobody {
			shown.Fields[i].State = w.T("entry.side." + string(f.side))
		}
	}
	return shown, nil
}
