package edit

import (
	"reflect"
	"slices"
	"strings"

	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/segur"
)

// Merge returns the changes of both sets, in normal form. It fails with CodeConflict and
// refusal.Conflict when Disputes finds rows between them. A source that both add with the same
// content is no conflict: two changes may rest on the same new document.
func Merge(a, b segur.ChangeSet) (segur.ChangeSet, error) {
	if disputed := Disputes(a, b); len(disputed) > 0 {
		return segur.ChangeSet{}, refusal.Conflictf(refusal.Conflict, "two changes touch %s %s", disputed[0].Table, disputed[0].Key)
	}
	whole, shared := List(a), additions(a)
	for _, change := range List(b) {
		if !isShared(shared, change) {
			whole = append(whole, change)
		}
	}
	return collect(whole), nil
}

// Side says who changed a column of a row that two people changed.
type Side string

// The sides of a column. Only SideBoth is a conflict.
const (
	SideNobody Side = ""
	SideMine   Side = "mine"   // only the author of the change set
	SideTheirs Side = "theirs" // only what was published since
	SideEqual  Side = "equal"  // both, to the same content
	SideBoth   Side = "both"   // both, to different contents
)

// Sides are the sides of the columns of a row, by their names in its JSON form; a text has one
// column for each language, with the ending _fr or _en.
type Sides map[string]Side

// Of returns the side of a column as the dataset names it: what exists in French only may carry
// the ending of its language there.
func (s Sides) Of(name string) Side {
	if side, known := s[name]; known {
		return side
	}
	return s[strings.TrimSuffix(name, "_fr")]
}

// has reports whether any column is on a side.
func (s Sides) has(which Side) bool {
	for _, side := range s {
		if side == which {
			return true
		}
	}
	return false
}

// column is one column of a table: a text has one for each language.
type column struct {
	name  string
	index []int
}

func columns(row reflect.Type) []column {
	var out []column
	for i := range row.NumField() {
		name, _, _ := strings.Cut(row.Field(i).Tag.Get("json"), ",")
		if row.Field(i).Type == reflect.TypeFor[segur.Text]() {
			out = append(out, column{name + "_fr", []int{i, 0}}, column{name + "_en", []int{i, 1}})
			continue
		}
		out = append(out, column{name, []int{i}})
	}
	return out
}

// sides compares three versions of one row column by column; a list is one column.
func sides(base, theirs, mine Row) Sides {
	out := Sides{}
	b, t, m := reflect.ValueOf(segur.Tidy(base)), reflect.ValueOf(segur.Tidy(theirs)), reflect.ValueOf(segur.Tidy(mine))
	for _, c := range columns(b.Type()) {
		out[c.name] = side(b.FieldByIndex(c.index).Interface(), t.FieldByIndex(c.index).Interface(), m.FieldByIndex(c.index).Interface())
	}
	if b, ok := base.(segur.Value); ok {
		valueSides(out, b, theirs.(segur.Value), mine.(segur.Value))
	}
	return out
}

func side(base, theirs, mine any) Side {
	byThem, byMe := !reflect.DeepEqual(base, theirs), !reflect.DeepEqual(base, mine)
	switch {
	case byThem && byMe && reflect.DeepEqual(theirs, mine):
		return SideEqual
	case byThem && byMe:
		return SideBoth
	case byThem:
		return SideTheirs
	case byMe:
		return SideMine
	}
	return SideNobody
}

// valueSides keeps a number with the document that says it: mine must not be put in the mouth of
// theirs. Which value of a figure is shown is a conflict too, once both have changed what is
// shown and one of them by another value.
func valueSides(sides Sides, base, theirs, mine segur.Value) {
	if side(stated(base), stated(theirs), stated(mine)) == SideBoth {
		for _, name := range []string{"number", "source"} {
			if sides[name] == SideMine || sides[name] == SideTheirs {
				sides[name] = SideBoth
			}
		}
	}
	shows := func(v segur.Value) bool { return v.Reference && stated(v) == stated(base) }
	if base.Reference && !shows(theirs) && !shows(mine) && (!theirs.Reference || !mine.Reference) {
		sides["reference"] = SideBoth
	}
}

// statement is what a document says.
type statement struct {
	number segur.Number
	source string
}

func stated(v segur.Value) statement { return statement{v.Number, v.Source} }

// take returns row with the columns of one side as they are in from.
func take(row, from Row, sides Sides, which Side) Row {
	out, other := reflect.New(reflect.TypeOf(row)).Elem(), reflect.ValueOf(from)
	out.Set(reflect.ValueOf(row))
	for _, c := range columns(out.Type()) {
		if sides[c.name] == which {
			out.FieldByIndex(c.index).Set(other.FieldByIndex(c.index))
		}
	}
	return out.Interface().(Row)
}

// combine returns mine with what only others have changed since base.
func combine(base, theirs, mine Row) Row {
	return take(mine, theirs, sides(base, theirs, mine), SideTheirs)
}

// Without returns c without what meets some rows of a conflict ("take theirs"), and without the
// new sources that only this cites. Of a row that has a Rest, the rest stays; of a value that
// has none, every change of its figure goes. Where an indicator is no longer withdrawn, neither is
// what would have left with it.
func Without(c segur.ChangeSet, rows []ConflictRow) segur.ChangeSet {
	met, rest := map[segur.RowRef]bool{}, map[segur.RowRef]Row{}
	for _, row := range rows {
		for _, needed := range row.needed() {
			met[needed] = true
		}
		if left := row.Rest(); left != nil {
			rest[segur.RowRef{Table: row.Ref.Table, Key: row.Base.RowKey()}] = left
			continue
		}
		for _, version := range []Row{row.Base, row.Theirs, row.Mine} {
			for _, key := range (Change{Table: row.Ref.Table, New: version}).Keys() {
				met[key] = true
			}
		}
	}
	var left []Change
	dropped, needed := map[string]bool{}, map[string]bool{}
	for _, change := range List(c) {
		for _, id := range cited(change.New) {
			dropped[id] = true
		}
		if slices.ContainsFunc(change.Keys(), func(key segur.RowRef) bool { return met[key] }) || leavesWith(change, met) {
			continue
		}
		if change.Old != nil {
			if row := rest[segur.RowRef{Table: change.Table, Key: change.Old.RowKey()}]; row != nil {
				change.New = row
			}
		}
		for _, id := range cited(change.New) {
			needed[id] = true
		}
		left = append(left, change)
	}
	return collect(slices.DeleteFunc(left, func(change Change) bool {
		key := change.Ref().Key
		return change.Table == segur.TableSources && change.Old == nil && dropped[key] && !needed[key]
	}))
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
