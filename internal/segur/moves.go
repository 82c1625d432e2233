package segur

import (
	"maps"
	"reflect"
)

// Moves says which measures have got another number: from the number that each had to the one
// that it has. It is a permutation; measures that keep their number are not in it.
type Moves map[int]int

// Of returns the number that a measure has now.
func (m Moves) Of(number int) int {
	if now, moved := m[number]; moved {
		return now
	}
	return number
}

// Then returns both moves, one after the other.
func (m Moves) Then(next Moves) Moves {
	both := maps.Clone(next)
	if both == nil {
		both = Moves{}
	}
	for from, to := range m {
		both[from] = next.Of(to)
	}
	maps.DeleteFunc(both, func(from, to int) bool { return from == to })
	return both
}

// Inverse returns the moves that lead back.
func (m Moves) Inverse() Moves {
	back := make(Moves, len(m))
	for from, to := range m {
		back[to] = from
	}
	return back
}

// Row returns a row of a dataset with the numbers that the measures it names have now.
func (m Moves) Row(row Row) Row {
	t := TableOf(row)
	if t == nil || len(m) == 0 {
		return row
	}
	var record Record
	for i, c := range t.About().Columns {
		if c.Refers != TableMeasures {
			continue
		}
		if record.Fields == nil {
			record = t.Open(row)
		}
		switch field := record.Fields[i].(type) {
		case *int:
			*field = m.Of(*field)
		case *[]int:
			*field = m.all(*field)
		}
	}
	if record.Fields == nil {
		return row
	}
	return record.Row()
}

// all keeps the order of a list: which measure it names first may mean something.
func (m Moves) all(numbers []int) []int {
	if len(numbers) == 0 {
		return numbers
	}
	now := make([]int, len(numbers))
	for i, n := range numbers {
		now[i] = m.Of(n)
	}
	return now
}

// Names reports whether a row names a measure that has moved.
func (m Moves) Names(row Row) bool { return !reflect.DeepEqual(row, m.Row(row)) }

// Explain reports whether nothing but the numbers of measures tells two versions of a row apart.
func (m Moves) Explain(old, now Row) bool { return len(m) > 0 && same(m.Row(old), now) }

// Moves returns which measures the change set gives another number. A measure is known by its
// slug, which it never loses.
func (c ChangeSet) Moves() Moves {
	var moves Moves
	for _, r := range c.Measures.Replace {
		if r.Old.Number == r.New.Number || r.Old.Slug != r.New.Slug {
			continue
		}
		if moves == nil {
			moves = Moves{}
		}
		moves[r.Old.Number] = r.New.Number
	}
	return moves
}

// BeyondMoves returns what the change set does besides giving measures other numbers, as if they
// had had these before: rows in which only numbers differ are left out.
func (c ChangeSet) BeyondMoves() ChangeSet {
	moves := c.Moves()
	if len(moves) == 0 {
		return c
	}
	var left []Change
	for _, change := range List(c) {
		switch {
		case change.Old == nil:
		case change.New == nil:
			change.Old = moves.Row(change.Old)
		case moves.Explain(change.Old, change.New):
			continue
		default:
			change.Old = moves.Row(change.Old)
		}
		left = append(left, change)
	}
	return Gather(left)
}
