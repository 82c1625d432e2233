package edit

import (
	"reflect"
	"slices"

	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/segur"
)

// Move returns the change that puts a measure in a place of a pillar, 1 being the first. The
// measures in between give way by one number, and every row that names one of them by number says
// its new one. m may differ from what is published in its bases, texts and sources as well; its
// Number is the present one. refusal.Place where the pillar has no such place, or would be left
// without any measure.
func Move(d segur.Dataset, m segur.Measure, pillar, place int) (segur.ChangeSet, error) {
	order, err := ordered(d, m, pillar, place)
	if err != nil {
		return segur.ChangeSet{}, err
	}
	moves := segur.Moves{}
	for i, other := range order {
		if other.Number != i+1 {
			moves[other.Number] = i + 1
		}
	}
	live := look(d).row(segur.TableMeasures, m.RowKey())
	changes := slices.DeleteFunc(renumbered(d, moves), func(c Change) bool { return same(c.Old, live) })
	m.Number, m.Pillar = moves.Of(m.Number), pillar
	return settled(collect(append(changes, Change{Table: segur.TableMeasures, Old: live, New: m})))
}

// ordered returns the measures in the order in which m stands in its place, each with the number
// that it has now.
func ordered(d segur.Dataset, m segur.Measure, pillar, place int) ([]segur.Measure, error) {
	byPillar, left := map[int][]segur.Measure{}, 0
	for _, other := range d.Measures {
		if other.Number == m.Number {
			left = other.Pillar
			continue
		}
		byPillar[other.Pillar] = append(byPillar[other.Pillar], other)
	}
	known := slices.ContainsFunc(d.Pillars, func(p segur.Pillar) bool { return p.Number == pillar })
	switch {
	case left == 0:
		return nil, refuseGone(segur.TableMeasures, m.RowKey())
	case !known || place < 1 || place > len(byPillar[pillar])+1:
		return nil, refusal.Invalidf(refusal.Place, "the pillar has no such place")
	case pillar != left && len(byPillar[left]) == 0:
		return nil, refusal.Invalidf(refusal.Place, "a pillar keeps at least one measure")
	}
	byPillar[pillar] = slices.Insert(byPillar[pillar], place-1, m)
	var order []segur.Measure
	for _, p := range d.Pillars {
		order = append(order, byPillar[p.Number]...)
	}
	return order, nil
}

// isMove reports whether a change gives a measure another number or pillar.
func isMove(c Change) bool {
	old, replaces := c.Old.(segur.Measure)
	now, brings := c.New.(segur.Measure)
	return replaces && brings && (old.Number != now.Number || old.Pillar != now.Pillar)
}

// renumbered returns the change of every row of d that names a measure that moves.
func renumbered(d segur.Dataset, moves segur.Moves) []Change {
	var changes []Change
	for _, change := range List(segur.Additions(d)) {
		if now := moves.Row(change.New); !reflect.DeepEqual(change.New, now) {
			changes = append(changes, Change{Table: change.Table, Old: change.New, New: now})
		}
	}
	return changes
}

func follow[T Row](moves segur.Moves, rows []T) []T {
	out := make([]T, len(rows))
	for i, row := range rows {
		out[i] = moves.Row(row).(T)
	}
	return out
}

// Follow returns c as it reads once measures have moved: under their new numbers.
func Follow(c segur.ChangeSet, moves segur.Moves) segur.ChangeSet {
	if len(moves) == 0 {
		return c
	}
	changes := List(c)
	for i := range changes {
		for _, version := range []*Row{&changes[i].Old, &changes[i].New} {
			if *version != nil {
				*version = moves.Row(*version)
			}
		}
	}
	return collect(changes)
}

// Names reports whether a change set names a measure that has moved.
func Names(c segur.ChangeSet, moves segur.Moves) bool {
	return len(moves) > 0 && slices.ContainsFunc(List(c), func(change Change) bool { return names(change, moves) })
}

// displaced names the rows of a change set that name a measure to which another gives another
// number: a new state of measure 20 means the measure that has this number where it was written.
func displaced(c, by segur.ChangeSet) []segur.RowRef {
	moves := by.Moves()
	if len(moves) == 0 {
		return nil
	}
	var refs []segur.RowRef
	for _, change := range told(c) {
		if names(change, moves) {
			refs = append(refs, change.Ref())
		}
	}
	return refs
}

func names(change Change, moves segur.Moves) bool {
	return change.Old != nil && moves.Names(change.Old) || change.New != nil && moves.Names(change.New)
}

// told lists the changes of a set without those that the numbers of measures explain, for which the
// measures stand.
func told(c segur.ChangeSet) []Change {
	moves := c.Moves()
	return slices.DeleteFunc(List(c), func(change Change) bool {
		return change.Table != segur.TableMeasures && change.Old != nil && change.New != nil && moves.Explain(change.Old, change.New)
	})
}

// renumbering adds to the conflicts of c the rows that name a measure that it moves and that it
// does not know of, and marks all as what is kept or given up together.
func renumbering(d segur.Dataset, c segur.ChangeSet, known map[segur.RowRef]bool, rows []ConflictRow) []ConflictRow {
	moves := c.Moves()
	if len(moves) == 0 {
		return rows
	}
	for _, change := range renumbered(d, moves) {
		if ref := conflictRef(change); !known[ref] {
			rows = append(rows, ConflictRow{Ref: ref, Theirs: change.Old, Mine: change.New})
		}
	}
	for i := range rows {
		rows[i].follows = true
	}
	return rows
}

// onward returns c, which moves measures, on top of d: the same moves in all the rows that d has
// now, then what else c does, as rest makes it fit.
func onward(d segur.Dataset, c segur.ChangeSet, rest func(segur.Dataset, segur.ChangeSet) (segur.ChangeSet, error)) (segur.ChangeSet, error) {
	live, moves := look(d), c.Moves()
	for _, r := range c.Measures.Replace {
		if now, ok := live.row(segur.TableMeasures, r.Old.RowKey()).(segur.Measure); !ok || now.Slug != r.Old.Slug {
			return segur.ChangeSet{}, refusal.Conflictf(refusal.Moved, "measure %s is another one by now", r.Old.RowKey())
		}
	}
	first := renumbered(d, moves)
	moved, err := collect(first).Apply(d)
	if err != nil {
		return segur.ChangeSet{}, err
	}
	beyond := c.BeyondMoves()
	if Empty(beyond) {
		return settled(collect(first))
	}
	second, err := rest(moved, beyond)
	if err != nil && refusal.Field(err) != refusal.Same {
		return segur.ChangeSet{}, err
	}
	return settled(collect(chain(first, List(second))))
}

// chain returns what two lists of changes do one after the other.
func chain(first, second []Change) []Change {
	for _, change := range second {
		i := -1
		if change.Old != nil {
			i = slices.IndexFunc(first, func(c Change) bool {
				return c.Table == change.Table && c.New != nil && c.New.RowKey() == change.Old.RowKey()
			})
		}
		if i >= 0 {
			first[i].New = change.New
		} else {
			first = append(first, change)
		}
	}
	return first
}

// undoMoves makes the inverse of a change that moved measures fit d: what others have changed in
// the rows since stays. What cannot be joined is left for Conflicts to tell.
func undoMoves(d segur.Dataset, inverse segur.ChangeSet) segur.ChangeSet {
	undo, err := onward(d, inverse, func(d segur.Dataset, rest segur.ChangeSet) (segur.ChangeSet, error) {
		conflict := Conflicts(d, rest)
		switch {
		case conflict == nil:
			return rest, nil
		case slices.ContainsFunc(conflict.Rows, ConflictRow.Contested):
			return segur.ChangeSet{}, &segur.Error{Code: segur.CodeConflict, Field: refusal.Conflict}
		}
		return Rebase(d, rest)
	})
	if err != nil {
		return inverse
	}
	return undo
}
