package publish

import (
	"slices"
	"strconv"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/changelog"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/preview"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Stuck is a row that an undo leaves as it is.
type Stuck struct {
	*locale.Localizer
	Subject  string
	Lang     string // of Subject, when it is not the reader's
	Why      string
	By       *admin.Crumb // the publication that changed it since, nil where none can be told
	Versions preview.Versions
}

// mostStuck bounds the rows that the page tells one by one.
const mostStuck = 40

// stuck tells what cannot be undone, and why. undo is what undoing all of it would do.
func (page *Undoing) stuck(c *admin.Call, w *preview.Words, u edit.Undone, undo segur.ChangeSet) {
	var conflict edit.Conflict
	for _, s := range u.Stuck {
		conflict.Rows = append(conflict.Rows, s.Row)
	}
	told := min(len(conflict.Rows), mostStuck)
	page.MoreStuck = len(conflict.Rows) - told
	conflict.Rows = conflict.Rows[:told]
	describer := changelog.Describer{After: c.Catalog, Words: w.Localizer}
	for i, versions := range preview.Conflict(w, c.Catalog, &conflict, undo) {
		s := u.Stuck[i]
		by := ""
		if s.Cause == edit.CauseNeeded {
			by = describer.Key(s.By)
		}
		page.Stuck = append(page.Stuck, Stuck{
			Localizer: w.Localizer, Subject: versions.Subject, Lang: versions.Lang, Why: w.T("publish.stuck_"+string(s.Cause), "row", by),
			By: since(c.Catalog, w, page.Number, s), Versions: versions,
		})
	}
}

// since finds the last publication after number that touched what keeps a row from being undone.
func since(c *catalog.Catalog, w *preview.Words, number int, s edit.Stuck) *admin.Crumb {
	met := edit.ConflictKeys(s.Row)
	switch s.Cause {
	case edit.CauseNeeded:
		met = []segur.RowRef{s.By}
	case edit.CauseRule:
		return nil
	}
	for _, e := range slices.Backward(c.Editions()) {
		n := e.Publication.Number
		if n <= number {
			break
		}
		if slices.ContainsFunc(edit.Keys(e.Changes), func(key segur.RowRef) bool { return slices.Contains(met, key) }) {
			return &admin.Crumb{Label: w.T("publish.number", "number", strconv.Itoa(n)), Href: view.Links{Lang: w.Lang()}.News(n)}
		}
	}
	return nil
}

// partly returns the last publication that undoes a part of an edition, 0 for none.
func partly(e *catalog.Edition) int {
	if len(e.PartlyBy) == 0 {
		return 0
	}
	return e.PartlyBy[len(e.PartlyBy)-1]
}
