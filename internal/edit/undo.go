package edit

import (
	"slices"

	"github.com/segur-tracker/segur/internal/segur"
)

// Inverse returns the changes that undo c: applied after c they give back the rows there were.
func Inverse(c segur.ChangeSet) segur.ChangeSet {
	changes := List(c)
	for i, change := range changes {
		changes[i].Old, changes[i].New = change.New, change.Old
	}
	return collect(changes)
}

// Undo returns the changes that undo c on top of d. Unlike in Inverse, a source that c added and
// that other rows of d have come to cite stays, and numbers that c gave to measures go back in
// every row of d.
func Undo(d segur.Dataset, c segur.ChangeSet) segur.ChangeSet {
	inverse := Inverse(c)
	inverse.Sources.Remove = spare(d, inverse)
	if len(inverse.Moves()) > 0 {
		return undoMoves(d, Normalise(inverse))
	}
	return Normalise(inverse)
}

// spare returns the sources that c removes and that nothing of d cites once c is applied.
func spare(d segur.Dataset, c segur.ChangeSet) []segur.Source {
	undone, needed := leaving(c), map[string]bool{}
	for _, change := range List(segur.Additions(d)) {
		if !undone[change.Ref()] {
			for _, id := range cited(change.New) {
				needed[id] = true
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(c.Sources.Remove), func(s segur.Source) bool { return needed[s.ID] })
}

// Cause is why a row cannot be undone.
type Cause string

// The causes.
const (
	CauseChanged Cause = "changed" // somebody has changed it since, or its figure
	CauseNeeded  Cause = "needed"  // another row has come to need it
	CauseMissing Cause = "missing" // it needs a row that is gone
	CauseRule    Cause = "rule"    // a rule of the dataset forbids it
)

// Stuck is a row that a publication changed and that cannot become again what it was. In Row, Base
// is what the publication brought, Theirs what there is now, Mine what there was before.
type Stuck struct {
	Row   ConflictRow
	Cause Cause
	By    segur.RowRef // of CauseNeeded, the row that needs it
}

// ConflictKeys names everything that the versions of a row touch, as Keys does.
func ConflictKeys(row ConflictRow) []segur.RowRef {
	keys := Change{Table: row.Ref.Table, Old: row.Base, New: row.Mine}.Keys()
	return append(keys, Change{Table: row.Ref.Table, New: row.Theirs}.Keys()...)
}

// Undone is what can be undone of a publication on top of a dataset, and what cannot.
type Undone struct {
	Changes segur.ChangeSet
	Stuck   []Stuck
}

// Undoable returns what of c can be undone on top of d. A row of which others have only changed
// other columns is joined with these; one that is again as it was is neither undone nor stuck. What
// barred names is left alone, as a rule of the dataset asks. Documents that are still cited stay.
// Numbers of measures go back all together or not at all, with what came with them.
func Undoable(d segur.Dataset, c segur.ChangeSet, barred ...segur.RowRef) Undone {
	u := undoing{Dataset: d, left: List(Undo(d, c))}
	if whole := collect(u.left); len(whole.Moves()) > 0 {
		return u.together(whole, len(barred) > 0)
	}
	for _, ref := range barred {
		u.drop(CauseRule, segur.RowRef{}, func(change Change) bool { return change.Ref() == ref || conflictRef(change) == ref })
	}
	for u.step() {
	}
	rest := collect(u.left)
	if Conflicts(d, rest) != nil {
		joined, err := Rebase(d, rest)
		if err != nil || Conflicts(d, joined) != nil {
			u.drop(CauseChanged, segur.RowRef{}, func(Change) bool { return true })
			joined = segur.ChangeSet{}
		}
		rest = joined
	}
	return Undone{rest, u.stuck}
}

// together undoes all of a change of numbers, or nothing.
func (u *undoing) together(whole segur.ChangeSet, barred bool) Undone {
	why := CauseChanged
	switch {
	case barred:
		why = CauseRule
	case Conflicts(u.Dataset, whole) == nil:
		return Undone{Changes: whole}
	}
	u.left = told(whole)
	u.drop(why, segur.RowRef{}, func(Change) bool { return true })
	return Undone{Stuck: u.stuck}
}

// undoing leaves out of an undo, step by step, what cannot be undone.
type undoing struct {
	segur.Dataset
	left  []Change
	stuck []Stuck
}

// step leaves out what stands in the way of the rest, and reports whether there was anything.
func (u *undoing) step() (more bool) {
	rest, before := collect(u.left), len(u.left)
	live := look(u.Dataset)
	u.drop(CauseMissing, segur.RowRef{}, func(c Change) bool { return lacks(live, rest, c) })
	if conflict := Conflicts(u.Dataset, rest); conflict != nil {
		u.avoid(conflict.Rows)
	}
	return len(u.left) < before
}

// avoid leaves out what meets rows that others have changed.
func (u *undoing) avoid(rows []ConflictRow) {
	for _, row := range rows {
		switch needed := row.needed(); {
		case len(needed) > 0:
			u.left = slices.DeleteFunc(u.left, func(c Change) bool { // a document that is still cited stays, and that is no news
				return c.Table == segur.TableSources && c.New == nil && slices.Contains(needed, c.Ref())
			})
			u.drop(CauseNeeded, row.Ref, func(c Change) bool { return c.New == nil && slices.Contains(needed, c.Ref()) })
		case same(row.Theirs, row.Mine):
			u.left = slices.DeleteFunc(u.left, func(c Change) bool { return conflictRef(c) == row.Ref })
		case row.Contested():
			met := Change{Table: row.Ref.Table, Old: row.Base, New: row.Mine}.Keys()
			u.drop(CauseChanged, segur.RowRef{}, func(c Change) bool {
				return slices.ContainsFunc(c.Keys(), func(key segur.RowRef) bool { return slices.Contains(met, key) })
			})
		}
	}
}

// drop takes the changes that are meant out of the undo, and notes why.
func (u *undoing) drop(why Cause, by segur.RowRef, meant func(Change) bool) {
	live := look(u.Dataset)
	u.left = slices.DeleteFunc(slices.Clone(u.left), func(c Change) bool {
		if !meant(c) {
			return false
		}
		row := ConflictRow{Ref: conflictRef(c), Base: c.Old, Mine: c.New}
		if row.Theirs = live.row(c.Table, row.Ref.Key); row.Theirs == nil {
			row.Theirs = successor(u.Dataset, c, nil)
		}
		u.stuck = append(u.stuck, Stuck{row, why, by})
		return true
	})
}
