package edit

import (
	"slices"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/segur"
)

// Target returns what a change set touches as a whole. To decide whether a scope covers it, ask
// for each of Targets: two changes may be about two measures of which only one is in scope.
func Target(d segur.Dataset, c segur.ChangeSet) desk.Target {
	var whole desk.Target
	for _, t := range Targets(d, c) {
		whole = join(whole, t)
	}
	slices.Sort(whole.Measures)
	slices.Sort(whole.Territories)
	return whole
}

// Targets returns what each row of a change set touches, old and new. Whatever speaks of the
// country (states, texts, definitions, events) counts as France; a source that changes touches
// all that cites it; one that is added touches nothing but what cites it in c itself. A measure
// that gets another number or pillar touches the order of all, hence none in particular: only who
// is bound to no measure may do that.
func Targets(d segur.Dataset, c segur.ChangeSet) []desk.Target {
	t := targets{Dataset: d, measures: map[string][]int{}}
	for _, i := range append(slices.Clone(d.Indicators), c.Indicators.Add...) {
		t.measures[i.Code] = append(t.measures[i.Code], i.Measures...)
	}
	changes := List(c)
	used := map[string]bool{}
	for _, change := range changes {
		for _, id := range cited(change.New) {
			used[id] = true
		}
	}
	var out []desk.Target
	for _, change := range changes {
		if s, ok := change.New.(segur.Source); ok && change.Old == nil {
			if !used[s.ID] {
				out = append(out, desk.Target{})
			}
			continue
		}
		if Leaving(c, change) {
			continue // the indicator that it leaves with tells what it is about
		}
		if isMove(change) {
			out = append(out, desk.Target{Territories: []string{segur.France}})
		}
		for _, row := range []Row{change.Old, change.New} {
			if row != nil {
				out = append(out, t.of(row))
			}
		}
	}
	return out
}

// targets tells what rows are about.
type targets struct {
	segur.Dataset
	measures map[string][]int // of each indicator, published or added
}

func (t targets) of(row Row) desk.Target {
	if source, ok := row.(segur.Source); ok {
		return t.citing(source.ID)
	}
	target := desk.Target{Measures: segur.MeasuresOf(row), Territories: []string{segur.France}}
	for _, code := range segur.References(row, segur.TableIndicators) {
		target.Measures = append(target.Measures, t.measures[code]...)
	}
	if segur.TableOf(row).About().Regional {
		target.Territories = segur.References(row, segur.TableTerritories)
	}
	return target
}

// citing returns everything that rests on a source.
func (t targets) citing(id string) desk.Target {
	var whole desk.Target
	for _, change := range List(segur.Additions(t.Dataset)) {
		if slices.Contains(cited(change.New), id) {
			whole = join(whole, t.of(change.New))
		}
	}
	return whole
}

// cited returns the sources that a row names.
func cited(row Row) []string { return segur.References(row, segur.TableSources) }

// join adds what is new in b to a.
func join(a, b desk.Target) desk.Target {
	for _, m := range b.Measures {
		if !slices.Contains(a.Measures, m) {
			a.Measures = append(a.Measures, m)
		}
	}
	for _, code := range b.Territories {
		if !slices.Contains(a.Territories, code) {
			a.Territories = append(a.Territories, code)
		}
	}
	return a
}
