package changelog

import (
	"cmp"
	"slices"

	"github.com/segur-tracker/segur/internal/segur"
)

// run is measures in a row that get other numbers by the same step, under their former numbers.
type run struct {
	first, last int
	step        int
	measure     segur.Measure // the first one, as it is now
	crosses     bool          // it changes pillar
}

// runs puts the measures that move in the order in which people tell it: those that go far first,
// then those that make room.
func runs(measures segur.Changes[segur.Measure]) []run {
	moved := slices.DeleteFunc(slices.Clone(measures.Replace), func(r segur.Replacement[segur.Measure]) bool {
		return r.Old.Number == r.New.Number
	})
	slices.SortFunc(moved, func(a, b segur.Replacement[segur.Measure]) int { return cmp.Compare(a.Old.Number, b.Old.Number) })
	var all []run
	for _, r := range moved {
		one := run{r.Old.Number, r.Old.Number, r.New.Number - r.Old.Number, r.New, r.Old.Pillar != r.New.Pillar}
		if n := len(all); n > 0 && !one.crosses && !all[n-1].crosses && all[n-1].step == one.step && all[n-1].last == one.first-1 {
			all[n-1].last = one.last
			continue
		}
		all = append(all, one)
	}
	slices.SortStableFunc(all, func(a, b run) int {
		return cmp.Or(cmp.Compare(a.last-a.first, b.last-b.first), crossing(a, b), distance(a, b))
	})
	return all
}

func crossing(a, b run) int {
	switch {
	case a.crosses == b.crosses:
		return 0
	case a.crosses:
		return -1
	}
	return 1
}

func distance(a, b run) int { return cmp.Compare(max(b.step, -b.step), max(a.step, -a.step)) }

// moves tells the measures that get other numbers as one change, with what else becomes of the one
// that it begins with, and returns the other changes of measures.
func moves(t *writer, all, rest segur.Changes[segur.Measure]) segur.Changes[segur.Measure] {
	told := runs(all)
	if len(told) == 0 {
		return rest
	}
	first := told[0].measure
	item := Item{
		Ref: segur.RowRef{Table: segur.TableMeasures, Key: first.RowKey()}, Kind: Replaced,
		Title: t.word("renumber.title"), Measures: []int{first.Number}, Sources: first.Sources,
	}
	for i, r := range told {
		if i == 0 {
			item.Subject = t.step(r, "renumber.goes")
			continue
		}
		item.Subject = t.word("renumber.join", "before", item.Subject, "after", t.step(r, "renumber.takes"))
	}
	for i, r := range rest.Replace {
		if r.New.Number == first.Number {
			item.Fields = differing(t.fields(measures().cells(t, r.Old), measures().cells(t, r.New)))
			rest.Replace = slices.Delete(slices.Clone(rest.Replace), i, i+1)
			break
		}
	}
	item.Fields = append(t.places(all), item.Fields...)
	t.items = append(t.items, item)
	return rest
}

// differing keeps what changes of a measure beside its place, which the subject tells.
func differing(fields []Field) []Field {
	return slices.DeleteFunc(fields, func(f Field) bool { return !f.Changed() || f.Name == "number" || f.Name == "pillar" })
}

// step tells where measures in a row go; alone is the key for a single one within its pillar.
func (t *writer) step(r run, alone string) string {
	args := []any{"from", r.first, "to", r.first + r.step, "title", t.pick(r.measure.ShortTitle), "pillar", r.measure.Pillar}
	switch {
	case r.crosses:
		return t.word("renumber.crosses", args...)
	case r.first == r.last:
		return t.word(alone, args...)
	}
	args = append(args, "last", r.last, "to_last", r.last+r.step)
	switch r.step {
	case 1:
		return t.word("renumber.next", args...)
	case -1:
		return t.word("renumber.previous", args...)
	}
	return t.word("renumber.become", args...)
}

// places lists each measure that moves with its former and its new place, in the new order, for
// whoever reviews.
func (t *writer) places(measures segur.Changes[segur.Measure]) []Field {
	var out []Field
	byPlace := slices.SortedFunc(slices.Values(measures.Replace), func(a, b segur.Replacement[segur.Measure]) int {
		return cmp.Compare(a.New.Number, b.New.Number)
	})
	for _, r := range byPlace {
		if r.Old.Number == r.New.Number {
			continue
		}
		f := Field{Name: "place", Label: t.pick(r.New.ShortTitle), Detail: true}
		for _, side := range []struct {
			m          segur.Measure
			shown, raw *string
		}{{r.Old, &f.Old, &f.OldRaw}, {r.New, &f.New, &f.NewRaw}} {
			*side.shown = t.word("renumber.place", "number", side.m.Number, "pillar", side.m.Pillar)
			*side.raw = *side.shown
		}
		out = append(out, f)
	}
	return out
}
