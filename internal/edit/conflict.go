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

	rival   bool // Theirs is not what became of Base: it stands in the way of Mine
	follows bool // Mine gives measures other numbers: Rebase makes the same of Theirs
}

// Sides says who changed each column. It is nil for a row that is kept or given up as a whole: one
// version is missing, or what is published is another row.
func (r ConflictRow) Sides() Sides {
	if r.rival || r.Base == nil || r.Theirs == nil || r.Mine == nil || !continues(r.Base, r.Theirs, r.Mine) {
		return nil
	}
	return sides(r.Base, r.Theirs, r.Mine)
}

// Contested reports whether somebody has to choose: Rebase joins the two changes of any other
// row without losing any.
func (r ConflictRow) Contested() bool {
	all := r.Sides()
	return !r.follows && (all == nil || all.has(SideBoth))
}

// Follows reports whether the row takes part in a change of numbers, which is kept or given up as
// a whole.
func (r ConflictRow) Follows() bool { return r.follows }

// Rest returns Mine with the contested columns given up, nil when that leaves nothing that is
// only the author's.
func (r ConflictRow) Rest() Row {
	all := r.Sides()
	if !all.has(SideMine) || all["reference"] == SideBoth {
		return nil
	}
	return take(r.Mine, r.Base, all, SideBoth)
}

// continues reports whether theirs is what became of base. A reference may have got another
// number; one from another document says something else, unless mine leaves both alone.
func continues(base, theirs, mine Row) bool {
	b, ok := base.(segur.Value)
	t, _ := theirs.(segur.Value)
	if !ok || b.RowKey() == t.RowKey() {
		return true
	}
	m, brings := mine.(segur.Value)
	return b.Reference && t.Reference && b.FigureID() == t.FigureID() &&
		(b.Source == t.Source || brings && stated(b) == stated(m))
}

// Conflicts returns where c no longer fits d, nil when it does. Beyond changed rows it sees
// figures that would be left with no reference or with two, and rows that would be left without the
// document or the indicator that they need.
func Conflicts(d segur.Dataset, c segur.ChangeSet) *Conflict {
	live := look(d)
	c = Fit(d, c)
	known := leaving(c)
	var rows []ConflictRow
	for _, change := range List(c) {
		if row, fits := meets(live, change, known); !fits {
			rows = append(rows, row)
		}
	}
	rows = append(rows, unsettled(d, c, rows)...)
	rows = append(rows, dependants(live, c)...)
	rows = renumbering(d, c, known, rows)
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
func meets(live *view, c Change, leaving map[segur.RowRef]bool) (row ConflictRow, fits bool) {
	row = ConflictRow{Ref: conflictRef(c), Base: c.Old, Mine: c.New}
	if c.Old != nil {
		row.Theirs = live.row(c.Table, c.Old.RowKey())
		if row.Theirs == nil {
			row.Theirs = successor(live.Dataset, c, leaving)
			return row, false
		}
		if !same(row.Theirs, c.Old) {
			return row, false
		}
	}
	if c.New == nil || leaving[c.Ref()] {
		return row, true
	}
	row.Theirs, row.rival = live.row(c.Table, c.Ref().Key), c.Old != nil
	return row, row.Theirs == nil
}

// successor returns the row that took the place of one whose key is gone, nil when none can be
// told: the reference of the same figure, or the event of the same title or day and source. A
// row that the author knew and changes as well, one of leaving, is no successor.
func successor(d segur.Dataset, c Change, leaving map[segur.RowRef]bool) Row {
	known := func(row Row) bool { return leaving[segur.RowRef{Table: c.Table, Key: row.RowKey()}] }
	switch o := c.Old.(type) {
	case segur.Value:
		i := slices.IndexFunc(d.Values, func(v segur.Value) bool {
			return o.Reference && v.Reference && v.FigureID() == o.FigureID() && !known(v)
		})
		if i >= 0 {
			return d.Values[i]
		}
	case segur.Event:
		i := slices.IndexFunc(d.Events, func(e segur.Event) bool {
			return !known(e) && (e.Title.FR == o.Title.FR || e.Date == o.Date && e.Kind == o.Kind && slices.ContainsFunc(e.Sources,
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
				rows = append(rows, ConflictRow{Ref: change.Ref(), Base: change.Old, Theirs: theirs, Mine: change.New, rival: change.Old != nil})
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

// Rebase returns the changes that do on top of d what c did where it was written, whatever others
// have published since ("keep mine"): a column that c leaves alone stays as it is in d, one that
// both changed becomes as in c. Where somebody else has corrected the same value, mine takes its
// place; a value that somebody else took from another source stays as an alternative. What has come
// to an indicator that c withdraws leaves with it. It fails with refusal.Same when d already says all
// of it, and with refusal.Moved when c gives other numbers to measures that have got others since.
func Rebase(d segur.Dataset, c segur.ChangeSet) (segur.ChangeSet, error) {
	if len(c.Moves()) > 0 {
		return onward(d, c, Rebase)
	}
	live, known := look(d), leaving(c)
	c = withDependants(live, c)
	var changes []Change
	for _, change := range List(c) {
		if change.Table != segur.TableValues {
			changes = append(changes, rebase(live, change, known)...)
		}
	}
	l := open(d.Values)
	for _, change := range List(segur.ChangeSet{Values: c.Values}) {
		l.rebase(change, known)
	}
	out := collect(changes)
	out.Values = l.changes()
	return settled(out)
}

// leaving names the rows that c replaces or takes away.
func leaving(c segur.ChangeSet) map[segur.RowRef]bool {
	out := map[segur.RowRef]bool{}
	for _, change := range List(c) {
		if change.Old != nil {
			out[segur.RowRef{Table: change.Table, Key: change.Old.RowKey()}] = true
		}
	}
	return out
}

// withDependants returns c with the withdrawal of all that d holds of the indicators that c
// withdraws: what others have added to them meanwhile leaves with them.
func withDependants(live *view, c segur.ChangeSet) segur.ChangeSet {
	gone, going := taken(segur.ChangeSet{Indicators: c.Indicators}), leaving(c)
	if len(gone) == 0 {
		return c
	}
	changes := List(c)
	for _, row := range List(segur.Additions(live.Dataset)) {
		withdrawal := Change{Table: row.Table, Old: row.New}
		if leavesWith(withdrawal, gone) && !going[row.Ref()] {
			changes = append(changes, withdrawal)
		}
	}
	return collect(changes)
}

// rebase applies one change of another table to what is published now. known are the rows that
// the author knew and changes.
func rebase(live *view, c Change, known map[segur.RowRef]bool) []Change {
	if c.Old != nil {
		now := live.row(c.Table, c.Old.RowKey())
		if now == nil {
			now = successor(live.Dataset, c, known)
		}
		if now != nil && c.New != nil {
			c.New = combine(c.Old, now, c.New)
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
	return []Change{{Table: c.Table, Old: holder, New: c.New}, {Table: c.Table, Old: c.Old}}
}

// rebase applies one change of a value to what is published now. known are the rows that the
// author knew and changes.
func (l *ledger) rebase(c Change, known map[segur.RowRef]bool) {
	old, replaces := c.Old.(segur.Value)
	mine, brings := c.New.(segur.Value)
	if replaces && brings && isDemotion(old, mine) {
		return // whatever is the reference now makes way for the value that the author chose
	}
	place := -1
	if replaces {
		if place = l.published(old); place < 0 {
			place = l.corrected(c, old, known)
		}
	}
	if place >= 0 {
		if brings {
			mine = combine(old, *l.slots[place].old, mine).(segur.Value)
		}
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

// corrected returns the place of the value that took the place of one that is gone, -1 for none:
// the reference of its figure, unless the author has seen it. One that says something else stays,
// as an alternative.
func (l *ledger) corrected(c Change, old segur.Value, known map[segur.RowRef]bool) int {
	i := l.reference(old.FigureID())
	if i < 0 || known[segur.RowRef{Table: c.Table, Key: l.slots[i].old.RowKey()}] || !continues(old, *l.slots[i].old, c.New) {
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
