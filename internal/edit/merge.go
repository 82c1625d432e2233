package edit

import (
	"fmt"
	"slices"

	"github.com/segur-tracker/segur/internal/segur"
)

// Merge returns the changes of both sets, in normal form. It fails with CodeConflict and
// RefusalConflict when both touch the same row, figure, or measure and year. A source that both
// add with the same content is no conflict: two changes may rest on the same new document.
func Merge(a, b segur.ChangeSet) (segur.ChangeSet, error) {
	out := List(a)
	taken := map[segur.RowRef]Change{}
	for _, change := range out {
		for _, key := range change.keys() {
			taken[key] = change
		}
	}
	for _, change := range List(b) {
		if shared, met := taken[change.Ref()]; met && isSharedSource(shared, change) {
			continue
		}
		for _, key := range change.keys() {
			if _, met := taken[key]; met {
				return segur.ChangeSet{}, &segur.Error{Code: segur.CodeConflict, Field: RefusalConflict,
					Message: fmt.Sprintf("two changes touch %s %s", key.Table, key.Key)}
			}
		}
		out = append(out, change)
	}
	return collect(out), nil
}

func isSharedSource(a, b Change) bool {
	return a.Table == segur.TableSources && a.Old == nil && b.Old == nil && same(a.New, b.New)
}

// Without returns c without the changes that meet some rows of a conflict ("take theirs"), and
// without the new sources that only those changes cite.
func Without(c segur.ChangeSet, rows []ConflictRow) segur.ChangeSet {
	met := map[segur.RowRef]bool{}
	for _, row := range rows {
		for _, version := range []Row{row.Base, row.Theirs, row.Mine} {
			for _, key := range (Change{Table: row.Ref.Table, New: version}).keys() {
				met[key] = true
			}
		}
	}
	var left []Change
	dropped, needed := map[string]bool{}, map[string]bool{}
	for _, change := range List(c) {
		out := slices.ContainsFunc(change.keys(), func(key segur.RowRef) bool { return met[key] })
		if !out {
			left = append(left, change)
		}
		for _, id := range cited(change.New) {
			dropped[id] = dropped[id] || out
			needed[id] = needed[id] || !out
		}
	}
	return collect(slices.DeleteFunc(left, func(change Change) bool {
		key := change.Ref().Key
		return change.Table == segur.TableSources && change.Old == nil && dropped[key] && !needed[key]
	}))
}

// Inverse returns the changes that undo c: applied after c they give back the rows there were.
func Inverse(c segur.ChangeSet) segur.ChangeSet {
	changes := List(c)
	for i, change := range changes {
		changes[i].Old, changes[i].New = change.New, change.Old
	}
	return collect(changes)
}

// Undo returns the changes that undo c on top of d. Unlike in Inverse, a source that c added and
// that other rows of d have come to cite stays.
func Undo(d segur.Dataset, c segur.ChangeSet) segur.ChangeSet {
	inverse := Inverse(c)
	leaving := map[segur.RowRef]bool{}
	for _, change := range List(inverse) {
		if change.Old != nil {
			leaving[segur.RowRef{Table: change.Table, Key: change.Old.RowKey()}] = true
		}
	}
	needed := map[string]bool{}
	for _, change := range List(segur.Additions(d)) {
		if !leaving[change.Ref()] {
			for _, id := range cited(change.New) {
				needed[id] = true
			}
		}
	}
	inverse.Sources.Remove = slices.DeleteFunc(inverse.Sources.Remove, func(s segur.Source) bool { return needed[s.ID] })
	return Normalise(inverse)
}

// Fit returns c without the rows to add that d already holds with the same content.
func Fit(d segur.Dataset, c segur.ChangeSet) segur.ChangeSet {
	live := look(d)
	var left []Change
	for _, change := range List(c) {
		if change.Old == nil && same(live.row(change.Table, change.Ref().Key), change.New) {
			continue
		}
		left = append(left, change)
	}
	return collect(left)
}

// Apply returns d with the changes made that it does not hold already. It fails with
// CodeConflict when a row to replace or remove is not in d as described.
func Apply(d segur.Dataset, c segur.ChangeSet) (segur.Dataset, error) { return Fit(d, c).Apply(d) }
