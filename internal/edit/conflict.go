package edit

import (
	"slices"
	"strings"

	"github.com/segur-tracker/segur/internal/segur"
)

// Conflict is what keeps a change set from fitting what is published.
type Conflict struct{ Rows []ConflictRow }

// ConflictRow is one row that somebody else changed. Base is the row as the author saw it,
// Theirs as it is published now, Mine as the author wants it; each is nil where there is none.
type ConflictRow struct {
	Ref                segur.RowRef
	Base, Theirs, Mine Row
}

// Conflicts returns where c no longer fits d, nil when it does. Beyond changed rows it sees
// figures that would be left with no reference or with two.
func Conflicts(d segur.Dataset, c segur.ChangeSet) *Conflict {
	live := look(d)
	c = Fit(d, c)
	changes := List(c)
	leaving := map[segur.RowRef]bool{}
	for _, change := range changes {
		if change.Old != nil {
			leaving[segur.RowRef{Table: change.Table, Key: change.Old.RowKey()}] = true
		}
	}
	var rows []ConflictRow
	for _, change := range changes {
		if theirs, fits := meets(live, change, leaving); !fits {
			rows = append(rows, ConflictRow{conflictRef(change), change.Old, theirs, change.New})
		}
	}
	rows = append(rows, unsettled(d, c, rows)...)
	if len(rows) == 0 {
		return nil
	}
	return &Conflict{rows}
}

// conflictRef names the row that the author saw, or else the one that the author adds.
func conflictRef(c Change) segur.RowRef {
	if c.Old != nil {
		return segur.RowRef{Table: c.Table, Key: c.Old.RowKey()}
	}
	return c.Ref()
}

// meets reports whether one change fits, and what stands in its way when it does not.
func meets(live *view, c Change, leaving map[segur.RowRef]bool) (theirs Row, fits bool) {
	if c.Old != nil {
		now := live.row(c.Table, c.Old.RowKey())
		if now == nil {
			return successor(live.Dataset, c.Old), false
		}
		if !same(now, c.Old) {
			return now, false
		}
	}
	if c.New == nil || leaving[c.Ref()] {
		return nil, true
	}
	now := live.row(c.Table, c.Ref().Key)
	return now, now == nil
}

// successor returns the row that took the place of one whose key is gone, nil when none can be
// told: the reference of the same figure, or the event of the same title or day and source.
func successor(d segur.Dataset, old Row) Row {
	switch o := old.(type) {
	case segur.Value:
		i := slices.IndexFunc(d.Values, func(v segur.Value) bool {
			return o.Reference && v.Reference && v.FigureID() == o.FigureID()
		})
		if i >= 0 {
			return d.Values[i]
		}
	case segur.Event:
		i := slices.IndexFunc(d.Events, func(e segur.Event) bool {
			return e.Title.FR == o.Title.FR || (e.Date == o.Date && e.Kind == o.Kind && slices.ContainsFunc(e.Sources,
				func(id string) bool { return slices.Contains(o.Sources, id) }))
		})
		if i >= 0 {
			return d.Events[i]
		}
	}
	return nil
}

// unsettled returns the figures that c would leave without exactly one reference, other than
// those that met a conflict already.
func unsettled(d segur.Dataset, c segur.ChangeSet, known []ConflictRow) []ConflictRow {
	met := map[string]bool{}
	for _, row := range known {
		for _, r := range []Row{row.Base, row.Theirs, row.Mine} {
			if v, ok := r.(segur.Value); ok {
				met[v.FigureID()] = true
			}
		}
	}
	var rows []ConflictRow
	for _, change := range List(segur.ChangeSet{Values: c.Values}) {
		for _, row := range []Row{change.New, change.Old} {
			v, ok := row.(segur.Value)
			if !ok || met[v.FigureID()] {
				continue
			}
			met[v.FigureID()] = true
			if theirs, rival := rivalReference(d, c, v.FigureID()); rival {
				rows = append(rows, ConflictRow{change.Ref(), change.Old, theirs, change.New})
			}
		}
	}
	return rows
}

// rivalReference reports whether a figure has values and not exactly one reference once c is
// applied, and returns the reference that is published.
func rivalReference(d segur.Dataset, c segur.ChangeSet, figure string) (theirs Row, rival bool) {
	// Keys are made for the values of this figure only, of which there are few.
	inFigure := func(v segur.Value) bool { return v.FigureID() == figure }
	var live []segur.Value
	for _, v := range d.Values {
		if strings.HasPrefix(figure, v.Indicator) && inFigure(v) {
			live = append(live, v)
		}
	}
	if i := slices.IndexFunc(live, func(v segur.Value) bool { return v.Reference }); i >= 0 {
		theirs = live[i]
	}
	values, references := 0, 0
	for _, v := range after(live, c.Values) {
		if inFigure(v) {
			values++
			if v.Reference {
				references++
			}
		}
	}
	return theirs, values > 0 && references != 1
}

// Rebase returns the changes that make the same new rows on top of d, whatever others have
// published since ("keep mine"). Where somebody else has corrected the same value, mine takes its
// place; a value that somebody else took from another source stays as an alternative. It fails with RefusalSame when d already says all of it.
func Rebase(d segur.Dataset, c segur.ChangeSet) (segur.ChangeSet, error) {
	live := look(d)
	var changes []Change
	for _, change := range List(c) {
		if change.Table != segur.TableValues {
			changes = append(changes, rebase(live, change)...)
		}
	}
	l := open(d.Values)
	values := List(segur.ChangeSet{Values: c.Values})
	seen := map[string]bool{}
	for _, change := range values {
		if change.Old != nil {
			seen[change.Old.RowKey()] = true
		}
	}
	for _, change := range values {
		l.rebase(change, seen)
	}
	out := collect(changes)
	out.Values = l.changes()
	return settled(out)
}

// rebase applies one change of another table to what is published now.
func rebase(live *view, c Change) []Change {
	if c.Old != nil {
		now := live.row(c.Table, c.Old.RowKey())
		if now == nil {
			now = successor(live.Dataset, c.Old)
		}
		c.Old = now
	}
	if c.New == nil {
		return []Change{c}
	}
	holder := live.row(c.Table, c.New.RowKey())
	if holder == nil || c.Old != nil && holder.RowKey() == c.Old.RowKey() {
		return []Change{c}
	}
	// Somebody else has taken the key of the new row: both the old row and theirs make way.
	return []Change{{c.Table, holder, c.New}, {c.Table, c.Old, nil}}
}

// rebase applies one change of a value to what is published now. seen are the keys of the values
// that the author knew and changes.
func (l *ledger) rebase(c Change, seen map[string]bool) {
	old, replaces := c.Old.(segur.Value)
	mine, brings := c.New.(segur.Value)
	if replaces && brings && isDemotion(old, mine) {
		return // whatever is the reference now makes way for the value that the author chose
	}
	place := -1
	if replaces {
		if place = l.published(old); place < 0 {
			place = l.corrected(old, seen)
		}
	}
	if place >= 0 {
		l.slots[place].now = nil
	}
	if !brings {
		return
	}
	if holder := l.held(mine); holder >= 0 {
		place = holder
	}
	if place < 0 {
		l.slots = append(l.slots, slot{})
		place = len(l.slots) - 1
	}
	l.slots[place].now = &mine
	if mine.Reference {
		l.chosen[mine.FigureID()] = mine.RowKey()
	}
}

// corrected returns the place of the value that took the place of one that is gone: the
// reference of its figure, when that rests on the same source and the author has not seen it.
// One from another source says something else: it stays, as an alternative.
func (l *ledger) corrected(old segur.Value, seen map[string]bool) int {
	i := l.reference(old.FigureID())
	if i < 0 || !old.Reference || l.slots[i].old.Source != old.Source || seen[l.slots[i].old.RowKey()] {
		return -1
	}
	return i
}

// isDemotion tells a reference that merely makes way from one whose content changes.
func isDemotion(old, now segur.Value) bool {
	demoted := old
	demoted.Reference = false
	return old.Reference && now == demoted
}
