package regional

import (
	"cmp"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/entry/driver"
)

// FieldOn is the parameter that names a row which its address does not.
const FieldOn = "sur"

// Withdrawal takes one row of a region out of what is published.
type Withdrawal struct {
	Table  string
	Key    string // of the row, "" where FieldOn names it
	Title  string // key
	Lede   string // key, "" for none
	Action string // address of the form
	List   string // address where the rows are listed
	Listed string // key that names the list
	Facts  func(r *driver.Request, row segur.Row) []driver.Fact

	old segur.Row
}

// Allow finds the row.
func (w *Withdrawal) Allow(r *driver.Request) ([]desk.Target, error) {
	key := cmp.Or(w.Key, r.Param(FieldOn))
	old, ok := Row(segur.TableNamed(w.Table).Rows(r.Base), key)
	if !ok {
		return nil, &segur.Error{Code: segur.CodeNotFound}
	}
	w.old = old
	return Concerned(Of(old)...), nil
}

// Of returns the regions that a row belongs to.
func Of(row segur.Row) []string { return segur.References(row, segur.TableTerritories) }

// Ask tells what is withdrawn.
func (w *Withdrawal) Ask(r *driver.Request, q *driver.Questions) error {
	page, words := q.Page, r.Words
	page.Title, page.Action, page.Warn, q.Start = words.T(w.Title), w.Action, true, w.List
	if w.Lede != "" {
		page.Lede = words.T(w.Lede)
	}
	page.Crumbs = append(page.Crumbs, admin.Crumb{Label: words.T(w.Listed), Href: w.List})
	page.Facts = w.Facts(r, w.old)
	if w.Key == "" {
		q.Hide(FieldOn, w.old.RowKey())
	}
	return nil
}

// Read takes the row away.
func (w *Withdrawal) Read(r *driver.Request, _ *driver.Answers) (segur.ChangeSet, error) {
	return edit.Exchange(r.Base, w.Table, w.old, nil)
}
