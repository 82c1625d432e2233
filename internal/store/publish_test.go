package store

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/ingest"
	"github.com/segur-tracker/segur/internal/rules"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit/engines"
	"github.com/segur-tracker/segur/seed"
)

func readSeed(t testing.TB) segur.Dataset {
	t.Helper()
	d, findings, err := ingest.ReadSeed(seed.Files)
	if err != nil || len(findings) > 0 {
		t.Fatal(err, findings)
	}
	return d
}

// release numbers a change set; the hashes are those of nothing.
func release(base int, changes segur.ChangeSet) segur.Release {
	return segur.Release{
		Base: base, Author: "test", PayloadHash: strings.Repeat("0", 64), Changes: changes,
		Publication: segur.Publication{
			Number: base + 1, PublishedAt: noon(), Note: segur.Text{FR: "Note", EN: "Note"},
			Hash: strings.Repeat(string(rune('a'+base)), 64),
		},
	}
}

func firstRelease(t testing.TB) segur.Release {
	t.Helper()
	return release(0, segur.Additions(readSeed(t)))
}

func mustPublish(t testing.TB, s *Store, r segur.Release) {
	t.Helper()
	if err := commitRelease(t, s, r); err != nil {
		t.Fatal(err)
	}
}

func commitRelease(t testing.TB, s *Store, r segur.Release) error {
	t.Helper()
	return s.Commit(t.Context(), &desk.Batch{Release: &r})
}

func mustLoad(t testing.TB, s *Store, n int) segur.Dataset {
	t.Helper()
	d, err := s.Load(t.Context(), n)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestLoadGivesTheSeedBack(t *testing.T) { engines.Each(t, testLoadGivesTheSeedBack) }

func testLoadGivesTheSeedBack(t *testing.T, at engines.Place) {
	path := at.Source(t)
	s, err := Open(t.Context(), Options{Path: path, Clock: noon})
	if err != nil {
		t.Fatal(err)
	}
	if n, err := s.Latest(t.Context()); n != 0 || err != nil {
		t.Errorf("latest of an empty database: %d, %v", n, err)
	}
	mustPublish(t, s, firstRelease(t))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, path) // what counts is what a new process reads
	if n, err := s.Latest(t.Context()); n != 1 || err != nil {
		t.Errorf("latest: %d, %v", n, err)
	}
	want := readSeed(t)
	want.Publication = release(0, segur.ChangeSet{}).Publication
	got := mustLoad(t, s, 1)
	if !reflect.DeepEqual(got, want) {
		t.Error("what was read back is not what was written")
	}
	if got.Publication.PublishedAt.Location() != time.UTC {
		t.Error("the time of publication is not in UTC")
	}
	if _, err := s.Load(t.Context(), 2); segur.ErrorCode(err) != segur.CodeNotFound {
		t.Errorf("publication 2: %v", err)
	}
}

// secondChanges replaces one value, adds one assessment and one early event, and removes an
// event.
func secondChanges(d segur.Dataset) segur.ChangeSet {
	value := d.Values[1]
	value.Number, value.Flag = segur.Int(175), "rounded"
	assessment := d.Assessments[0]
	assessment.Measure, assessment.Year, assessment.EffectiveOn = 2, 2026, segur.Date{}
	event := d.Events[0]
	event.Date, event.Measures = segur.Date{Year: 2020, Month: 3}, []int{3, 1}
	return segur.ChangeSet{
		Values:      segur.Changes[segur.Value]{Replace: []segur.Replacement[segur.Value]{{Old: d.Values[1], New: value}}},
		Assessments: segur.Changes[segur.Assessment]{Add: []segur.Assessment{assessment}},
		Events:      segur.Changes[segur.Event]{Add: []segur.Event{event}, Remove: []segur.Event{d.Events[5]}},
	}
}

func TestPublicationsStayApart(t *testing.T) { engines.Each(t, testPublicationsStayApart) }

func testPublicationsStayApart(t *testing.T, at engines.Place) {
	s := scratch(t, at)
	mustPublish(t, s, firstRelease(t))
	first := mustLoad(t, s, 1)
	changes := secondChanges(first)
	mustPublish(t, s, release(1, changes))

	if again := mustLoad(t, s, 1); !reflect.DeepEqual(again, first) {
		t.Error("publication 1 changed when publication 2 came out")
	}
	second := mustLoad(t, s, 2)
	want, err := changes.Apply(first)
	if err != nil {
		t.Fatal(err)
	}
	want.Publication = second.Publication
	if !reflect.DeepEqual(second, want) {
		t.Error("publication 2 is not publication 1 with the changes made")
	}
	if second.Values[1].Number != segur.Int(175) || first.Values[1].Number != segur.Int(172) {
		t.Errorf("the replaced value reads %v then %v", first.Values[1].Number, second.Values[1].Number)
	}
	if faults := rules.Validate(second); len(faults) > 0 {
		t.Errorf("publication 2 is not valid: %v", faults)
	}
	second.Values, second.Assessments, second.Events = first.Values, first.Assessments[:185], first.Events
	second.Publication = first.Publication
	if !reflect.DeepEqual(second, first) {
		t.Error("publication 2 differs elsewhere too")
	}
}

func TestEveryTableCanBeReplaced(t *testing.T) { engines.Each(t, testEveryTableCanBeReplaced) }

func testEveryTableCanBeReplaced(t *testing.T, at engines.Place) {
	s := scratch(t, at)
	first := firstRelease(t)
	first.Changes.Texts.Add = []segur.SiteText{{ID: segur.TextBanner, Text: segur.Text{FR: "Bonjour", EN: "Hello"}}}
	mustPublish(t, s, first)
	d := mustLoad(t, s, 1)
	changes := segur.ChangeSet{
		Sources:       again(d.Sources, func(r *segur.Source) { r.Title += " (2)" }),
		Territories:   again(d.Territories, func(r *segur.Territory) { r.Name.FR += " (2)" }),
		Pillars:       again(d.Pillars, func(r *segur.Pillar) { r.Title.FR += " (2)" }),
		Measures:      again(d.Measures, func(r *segur.Measure) { r.Sources = slices.Clone(r.Sources[:1]) }),
		Assessments:   again(d.Assessments, func(r *segur.Assessment) { r.State = segur.Suspended }),
		Indicators:    again(d.Indicators, func(r *segur.Indicator) { r.Measures = nil }),
		Values:        again(d.Values, func(r *segur.Value) { r.Note += " (2)" }),
		Events:        again(d.Events, func(r *segur.Event) { r.Measures = nil }),
		Consultations: again(d.Consultations, func(r *segur.Consultation) { r.Meetings = nil }),
		Priorities:    again(d.Priorities, func(r *segur.Priority) { r.Title.EN += " (2)" }),
		Texts:         again(d.Texts, func(r *segur.SiteText) { r.Text.EN += " (2)" }),
	}
	mustPublish(t, s, release(1, changes))
	want, err := changes.Apply(d)
	if err != nil {
		t.Fatal(err)
	}
	got := mustLoad(t, s, 2)
	want.Publication = got.Publication
	if !reflect.DeepEqual(got, want) {
		t.Error("replacing every row gives something else")
	}
	if len(got.Texts) != 1 || !reflect.DeepEqual(mustLoad(t, s, 1), d) {
		t.Error("publication 1 changed")
	}
}

func again[T any](rows []T, edit func(*T)) segur.Changes[T] {
	var c segur.Changes[T]
	for _, row := range rows {
		fresh := row
		edit(&fresh)
		c.Replace = append(c.Replace, segur.Replacement[T]{Old: row, New: fresh})
	}
	return c
}

// TestFailedPublicationLeavesNothing breaks the last row of the last table, after every
// other row has been inserted.
func TestFailedPublicationLeavesNothing(t *testing.T) {
	engines.Each(t, testFailedPublicationLeavesNothing)
}

func testFailedPublicationLeavesNothing(t *testing.T, at engines.Place) {
	s := scratch(t, at)
	empty := countRows(t, at, s.pool)
	r := firstRelease(t)
	last := &r.Changes.Priorities.Add[7]
	last.Sources = append(slices.Clone(last.Sources), "no-such-source")
	if err := commitRelease(t, s, r); segur.ErrorCode(err) != segur.CodeInvalid {
		t.Errorf("a dangling source: %v", err)
	}
	if got := countRows(t, at, s.pool); !reflect.DeepEqual(got, empty) {
		t.Errorf("rows were left behind: %v", got)
	}
	mustPublish(t, s, firstRelease(t))                                      // and the number was not used up
	for name, want := range map[string]int{"events": 89, "priorities": 8} { // nor were identifiers of rows
		var last, highest int
		err := s.pool.QueryRowContext(t.Context(), "SELECT last, (SELECT MAX(id) FROM "+name+") FROM counters WHERE name = '"+name+"'").Scan(&last, &highest)
		if err != nil || last != want || highest != want {
			t.Errorf("%s: %d counted, the last row is %d, want %d (%v)", name, last, highest, want, err)
		}
	}
}

func TestPublishRefusesConflicts(t *testing.T) { engines.Each(t, testPublishRefusesConflicts) }

func testPublishRefusesConflicts(t *testing.T, at engines.Place) {
	s := scratch(t, at)
	mustPublish(t, s, firstRelease(t))
	d := mustLoad(t, s, 1)
	stale := d.Values[1]
	stale.Number = segur.Int(171)
	cases := map[string]struct {
		release segur.Release
		want    segur.Code
	}{
		"seed twice":     {firstRelease(t), segur.CodeConflict},
		"base too new":   {release(2, segur.ChangeSet{}), segur.CodeConflict},
		"row not live":   {release(1, segur.ChangeSet{Values: segur.Changes[segur.Value]{Remove: []segur.Value{stale}}}), segur.CodeConflict},
		"key taken":      {release(1, segur.ChangeSet{Measures: segur.Changes[segur.Measure]{Add: d.Measures[:1]}}), segur.CodeConflict},
		"second state":   {release(1, segur.ChangeSet{Assessments: segur.Changes[segur.Assessment]{Add: d.Assessments[:1]}}), segur.CodeConflict},
		"two references": {release(1, segur.ChangeSet{Values: segur.Changes[segur.Value]{Add: []segur.Value{stale}}}), segur.CodeConflict},
	}
	before := countRows(t, at, s.pool)
	for name, c := range cases {
		if err := commitRelease(t, s, c.release); segur.ErrorCode(err) != c.want {
			t.Errorf("%s: %v", name, err)
		}
	}
	if after := countRows(t, at, s.pool); !reflect.DeepEqual(after, before) {
		t.Errorf("refused publications left rows: %v", after)
	}
}

func BenchmarkLoad(b *testing.B) {
	s := scratch(b, engines.All()[0])
	mustPublish(b, s, firstRelease(b))
	for b.Loop() {
		mustLoad(b, s, 1)
	}
}

func BenchmarkPublishSeed(b *testing.B) {
	r := firstRelease(b)
	for b.Loop() {
		b.StopTimer()
		s := scratch(b, engines.All()[0])
		b.StartTimer()
		mustPublish(b, s, r)
	}
}
