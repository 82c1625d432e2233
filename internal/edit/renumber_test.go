package edit_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/ingest"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/rules"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/seed"
)

// whole is the dataset of the seed.
func whole(t *testing.T) segur.Dataset {
	t.Helper()
	d, findings, err := ingest.ReadSeed(seed.Files)
	if err != nil || len(findings) > 0 {
		t.Fatal(err, findings)
	}
	d.Publication.PublishedAt = time.Date(2026, time.November, 29, 0, 0, 0, 0, time.UTC)
	return d
}

// place is where a measure stands.
type place struct{ pillar, at int }

func placeOf(d segur.Dataset, slug string) place {
	var p place
	for _, m := range d.Measures {
		if m.Pillar != p.pillar {
			p = place{pillar: m.Pillar}
		}
		if p.at++; m.Slug == slug {
			return p
		}
	}
	return place{}
}

// places lists every place that a measure may take.
func places(d segur.Dataset, m segur.Measure) []place {
	var all []place
	for _, p := range d.Pillars {
		n := 1
		for _, other := range d.Measures {
			if other.Pillar == p.Number && other.Number != m.Number {
				n++
			}
		}
		for at := range n {
			all = append(all, place{p.Number, at + 1})
		}
	}
	return all
}

func measureOf(t *testing.T, d segur.Dataset, slug string) segur.Measure {
	t.Helper()
	i := slices.IndexFunc(d.Measures, func(m segur.Measure) bool { return m.Slug == slug })
	if i < 0 {
		t.Fatalf("no measure %s", slug)
	}
	return d.Measures[i]
}

// moved applies a move and fails the test when it is refused.
func moved(t *testing.T, d segur.Dataset, slug string, to place) segur.Dataset {
	t.Helper()
	c, err := edit.Move(d, measureOf(t, d, slug), to.pillar, to.at)
	if err != nil {
		t.Fatalf("%s to %+v: %v", slug, to, err)
	}
	return applied(t, d, c)
}

func applied(t *testing.T, d segur.Dataset, c segur.ChangeSet) segur.Dataset {
	t.Helper()
	out, err := c.Apply(d)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// named is d with slugs in the place of numbers: what a move must leave as it is.
func named(d segur.Dataset) []any {
	slugs := map[int]string{}
	for _, m := range d.Measures {
		slugs[m.Number] = m.Slug
	}
	of := func(numbers []int) (out []string) {
		for _, n := range numbers {
			out = append(out, slugs[n])
		}
		return out
	}
	var rows []any
	for _, change := range edit.List(segur.Additions(d)) {
		switch r := change.New.(type) {
		case segur.Measure:
		case segur.Assessment:
			rows = append(rows, slugs[r.Measure], segur.Moves{r.Measure: 0}.Row(r))
		case segur.Indicator:
			rows, r.Measures = append(rows, of(r.Measures)), nil
			rows = append(rows, r)
		case segur.Event:
			rows, r.Measures = append(rows, of(r.Measures)), nil
			rows = append(rows, r)
		case segur.Priority:
			rows, r.Measures = append(rows, of(r.Measures)), nil
			rows = append(rows, r)
		case segur.ReviewGroup:
			rows, r.Measures = append(rows, of(r.Measures)), nil
			rows = append(rows, r)
		case segur.Search:
			rows, r.Measure = append(rows, slugs[r.Measure]), 0
			rows = append(rows, r)
		default:
			rows = append(rows, r)
		}
	}
	return rows
}

// TestEveryMoveAndBack puts each measure in each place: everything stays with its measure, the
// others keep their order, and moving back leaves the very same dataset.
func TestEveryMoveAndBack(t *testing.T) {
	t.Parallel()
	full := whole(t)
	d := segur.Dataset{ // some rows of each table that names measures: the walk is long
		Pillars: full.Pillars, Measures: full.Measures, Assessments: some(full.Assessments, 5), Indicators: some(full.Indicators, 20),
		Events: some(full.Events, 15), Priorities: some(full.Priorities, 3), Searches: some(full.Searches, 15),
	}
	want := named(d)
	for _, m := range d.Measures {
		from := placeOf(d, m.Slug)
		for _, to := range places(d, m) {
			if to == from {
				if _, err := edit.Move(d, m, to.pillar, to.at); !isRefusal(err, refusal.Same) {
					t.Errorf("%s stays where it is: %v", m.Slug, err)
				}
				continue
			}
			after := moved(t, d, m.Slug, to)
			if got := placeOf(after, m.Slug); got != to {
				t.Fatalf("%s to %+v stands at %+v", m.Slug, to, got)
			}
			if !reflect.DeepEqual(named(after), want) {
				t.Fatalf("%s to %+v: rows are no longer those of their measures", m.Slug, to)
			}
			if !reflect.DeepEqual(others(after, m.Slug), others(d, m.Slug)) {
				t.Fatalf("%s to %+v: %v", m.Slug, to, others(after, m.Slug))
			}
			if back := moved(t, after, m.Slug, from); !reflect.DeepEqual(back, d) {
				t.Fatalf("%s to %+v and back is another dataset", m.Slug, to)
			}
		}
	}
}

// some keeps one row of every few.
func some[T any](rows []T, few int) (kept []T) {
	for i := 0; i < len(rows); i += few {
		kept = append(kept, rows[i])
	}
	return kept
}

// TestAMovedDatasetIsValid judges all rows of the seed after a move from each pillar to each other.
func TestAMovedDatasetIsValid(t *testing.T) {
	t.Parallel()
	d := whole(t)
	for _, number := range []int{1, 9, 20, 33} {
		m := d.Measures[number-1]
		for pillar := 1; pillar <= segur.PillarCount; pillar++ {
			if to := (place{pillar, 2}); to != placeOf(d, m.Slug) {
				after := moved(t, d, m.Slug, to)
				if faults := rules.Validate(after); len(faults) > 0 {
					t.Errorf("%s to %+v: %+v", m.Slug, to, faults[0])
				}
				if !reflect.DeepEqual(named(after), named(d)) {
					t.Errorf("%s to %+v: rows are no longer those of their measures", m.Slug, to)
				}
			}
		}
	}
}

// others lists the slugs and pillars of the other measures in order.
func others(d segur.Dataset, slug string) []segur.Measure {
	var rest []segur.Measure
	for _, m := range d.Measures {
		if m.Slug != slug {
			rest = append(rest, segur.Measure{Slug: m.Slug, Pillar: m.Pillar})
		}
	}
	return rest
}

func TestUndoingAMoveKeepsWhatCameSince(t *testing.T) {
	t.Parallel()
	d := whole(t)
	slug := d.Measures[19].Slug
	c, err := edit.Move(d, d.Measures[19], 1, 1)
	if err != nil {
		t.Fatal(err)
	}
	now := applied(t, d, c)
	m := measureOf(t, now, slug)
	m.Title.FR = "Un autre intitulé"
	texts, err := edit.Measure(now, m)
	if err != nil {
		t.Fatal(err)
	}
	now = applied(t, now, texts)
	state := assessment(1, 2026, segur.InProgress)
	state.Sources = []string{d.Sources[0].ID}
	added, err := edit.State(now, state)
	if err != nil {
		t.Fatal(err)
	}
	now = applied(t, now, added)

	undo := edit.Undo(now, c)
	if conflict := edit.Conflicts(now, undo); conflict != nil {
		t.Fatalf("%+v", conflict.Rows[0])
	}
	back := applied(t, now, undo)
	got := measureOf(t, back, slug)
	if got.Number != 20 || got.Pillar != d.Measures[19].Pillar || got.Title.FR != "Un autre intitulé" {
		t.Errorf("%+v", got)
	}
	if !slices.ContainsFunc(back.Assessments, func(a segur.Assessment) bool { return a.Measure == 20 && a.Year == 2026 }) {
		t.Error("the state of 2026 does not follow its measure")
	}
	back.Measures[19].Title.FR = d.Measures[19].Title.FR
	back.Assessments = slices.DeleteFunc(back.Assessments, func(a segur.Assessment) bool { return a.Measure == 20 && a.Year == 2026 })
	if !reflect.DeepEqual(back, d) {
		t.Error("the rest is not what it was")
	}
}

// TestAMoveMeetsWhatWasPublishedSince: a state that the author of a move does not know of would be
// left with the wrong measure; written anew, the move takes it along.
func TestAMoveMeetsWhatWasPublishedSince(t *testing.T) {
	t.Parallel()
	d := whole(t)
	c, err := edit.Move(d, d.Measures[19], 1, 1)
	if err != nil {
		t.Fatal(err)
	}
	state := assessment(20, 2026, segur.InProgress)
	state.Sources = []string{d.Sources[0].ID}
	now := d
	now.Assessments = append(slices.Clone(d.Assessments), state)
	now.Measures = slices.Clone(d.Measures)
	now.Measures[4].Summary.FR = "Un autre résumé"
	conflict := edit.Conflicts(now, c)
	if conflict == nil || len(conflict.Rows) != 2 {
		t.Fatalf("%+v", conflict)
	}
	for _, row := range conflict.Rows {
		if row.Contested() || !row.Follows() {
			t.Errorf("%+v leaves a choice", row.Ref)
		}
	}
	anew, err := edit.Rebase(now, c)
	if err != nil {
		t.Fatal(err)
	}
	after := applied(t, now, anew)
	if !slices.ContainsFunc(after.Assessments, func(a segur.Assessment) bool { return a.Measure == 1 && a.Year == 2026 }) {
		t.Error("the state of 2026 does not follow its measure")
	}
	if after.Measures[5].Summary.FR != "Un autre résumé" || after.Measures[5].Slug != d.Measures[4].Slug {
		t.Errorf("%+v", after.Measures[5])
	}
	if _, err := edit.Rebase(after, c); !isRefusal(err, refusal.Moved) {
		t.Errorf("the same move on top of itself: %v", err)
	}
}

func TestAMoveExcludesWhatNamesItsMeasures(t *testing.T) {
	t.Parallel()
	d := whole(t)
	c, err := edit.Move(d, d.Measures[19], 2, 1)
	if err != nil {
		t.Fatal(err)
	}
	for measure, excluded := range map[int]bool{20: true, d.Measures[18].Number: true, 1: false, 33: false} {
		state := assessment(measure, 2026, segur.InProgress)
		state.Sources = []string{d.Sources[0].ID}
		other, err := edit.State(d, state)
		if err != nil {
			t.Fatal(err)
		}
		_, err = edit.Merge(c, other)
		_, reverse := edit.Merge(other, c)
		if (err != nil) != excluded || (reverse != nil) != excluded || (len(edit.Disputes(c, other)) > 0) != excluded {
			t.Errorf("a state of measure %d beside the move: %v, %v", measure, err, reverse)
		}
		followed := edit.Follow(other, c.Moves())
		if got := edit.List(followed)[0].New.(segur.Assessment).Measure; got != c.Moves().Of(measure) {
			t.Errorf("the state of measure %d follows to %d", measure, got)
		}
	}
}

func TestAMoveIsNeitherAStepBackNorASlip(t *testing.T) {
	t.Parallel()
	d := whole(t)
	for _, m := range some(d.Measures, 6) {
		c, err := edit.Move(d, m, 5-m.Pillar, 1)
		if err != nil {
			t.Fatal(err)
		}
		if steps := edit.Backwards(d, c); len(steps) > 0 {
			t.Errorf("%d: %+v", m.Number, steps)
		}
		official := 0
		for _, r := range c.Measures.Replace {
			if r.Old.Number != r.New.Number && r.Old.NumberBasis == "official" {
				official++
			}
		}
		warnings := edit.Warnings(d, c, edit.Limits{LargeChange: 0.5, Today: time.Date(2021, 1, 1, 0, 0, 0, 0, time.UTC)})
		asked := 0
		for _, w := range warnings {
			if numbers, _ := w.Args["numbers"].(string); w.Code == edit.WarnOfficial {
				asked = len(strings.Split(numbers, ", "))
			}
		}
		if asked != official || len(warnings) > 1 {
			t.Errorf("%d: %d official numbers move, %+v", m.Number, official, warnings)
		}
		for _, scope := range []desk.Scope{{Measures: upTo(33)}, {Regions: segur.RegionCodes()}} {
			if !slices.ContainsFunc(edit.Targets(d, c), func(target desk.Target) bool { return !scope.Covers(target) }) {
				t.Errorf("%d moves within a bound scope", m.Number)
			}
		}
	}
}

func upTo(n int) (all []int) {
	for i := range n {
		all = append(all, i+1)
	}
	return all
}

func TestPlacesThatThereAreNot(t *testing.T) {
	t.Parallel()
	d := whole(t)
	m := d.Measures[19]
	for _, to := range []place{{0, 1}, {5, 1}, {1, 0}, {1, 99}, {m.Pillar, 99}} {
		if _, err := edit.Move(d, m, to.pillar, to.at); !isRefusal(err, refusal.Place) {
			t.Errorf("%+v: %v", to, err)
		}
	}
	alone := segur.Dataset{
		Pillars:  []segur.Pillar{{Number: 1}, {Number: 2}},
		Measures: []segur.Measure{{Number: 1, Pillar: 1, Slug: "a"}, {Number: 2, Pillar: 2, Slug: "b"}},
	}
	if _, err := edit.Move(alone, alone.Measures[1], 1, 1); !isRefusal(err, refusal.Place) {
		t.Errorf("a pillar left empty: %v", err)
	}
	if _, err := edit.Move(alone, segur.Measure{Number: 7}, 1, 1); !isRefusal(err, refusal.Gone) {
		t.Errorf("an unknown measure: %v", err)
	}
}

func isRefusal(err error, field string) bool {
	e, ok := err.(*segur.Error)
	return ok && e.Field == field
}
