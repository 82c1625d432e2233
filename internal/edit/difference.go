package edit

import (
	"errors"
	"slices"

	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/segur"
)

// Difference returns the change set that leads from one dataset to another. A row that takes the place of another,
// such as a figure that was counted anew, replaces it.
func Difference(from, to segur.Dataset) segur.ChangeSet {
	var changes []Change
	for _, t := range segur.Tables() {
		changes = append(changes, differing(t, from, to)...)
	}
	return collect(changes)
}

func differing(t segur.Table, from, to segur.Dataset) (changes []Change) {
	name := t.About().Name
	before, gone := map[string]Row{}, map[string]Row{} // by key; those that leave also by what they compete for
	for _, row := range t.Rows(from) {
		before[row.RowKey()] = row
	}
	after := map[string]bool{}
	for _, row := range t.Rows(to) {
		after[row.RowKey()] = true
	}
	for _, row := range t.Rows(from) {
		if rival := shownAs(row); rival != "" && !after[row.RowKey()] {
			gone[rival] = row
		}
	}
	replaced := map[string]bool{}
	for _, row := range t.Rows(to) {
		old := before[row.RowKey()]
		if old == nil {
			if old = gone[shownAs(row)]; old != nil {
				replaced[old.RowKey()] = true
			}
		}
		if old == nil || !same(old, row) {
			changes = append(changes, Change{Table: name, Old: old, New: row})
		}
	}
	for _, row := range t.Rows(from) {
		if key := row.RowKey(); !after[key] && !replaced[key] {
			changes = append(changes, Change{Table: name, Old: row})
		}
	}
	return changes
}

// shownAs names what a row alone may stand for, "" where others may stand beside it, as alternatives of a figure do.
func shownAs(row Row) string {
	if v, ok := row.(segur.Value); ok && !v.Reference {
		return ""
	}
	return segur.RivalKey(row)
}

// mostRounds bounds how often Joined looks for what stands in the way: what is given up can be what others need.
const mostRounds = 8

// Joined puts changes that were written elsewhere on top of what is published, where others have changed it since:
// each column that only one side changed is that side's, and what both changed stays as it is published. kept are
// the rows of which something was left alone. The changes are empty when d says all of them already.
func Joined(d segur.Dataset, c segur.ChangeSet) (changes segur.ChangeSet, kept []ConflictRow, err error) {
	for range mostRounds {
		conflict := Conflicts(d, c)
		if conflict == nil {
			return c, kept, nil
		}
		contested := slices.DeleteFunc(slices.Clone(conflict.Rows), func(row ConflictRow) bool { return !row.Contested() })
		kept = append(kept, contested...)
		if c = Without(c, contested); Empty(c) {
			return c, kept, nil
		}
		c, err = Rebase(d, c)
		var refused *segur.Error
		if errors.As(err, &refused) && refused.Field == refusal.Same {
			return segur.ChangeSet{}, kept, nil
		}
		if err != nil {
			return segur.ChangeSet{}, nil, err
		}
	}
	return segur.ChangeSet{}, nil, refusal.Conflictf(refusal.Conflict, "the changes do not fit what is published, whatever is given up")
}
