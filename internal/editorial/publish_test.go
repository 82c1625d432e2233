package editorial

import (
	"errors"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/ingest"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/store"
	"github.com/segur-tracker/segur/seed"
)

func noon() time.Time {
	return time.Date(2025, time.November, 22, 13, 0, 0, 123456789, time.FixedZone("Paris", 3600))
}

func database(t testing.TB) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "segur.db"), Clock: noon})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func readSeed(t testing.TB) segur.Dataset {
	t.Helper()
	d, findings, err := ingest.ReadSeed(seed.Files)
	if err != nil || len(findings) > 0 {
		t.Fatal(err, findings)
	}
	return d
}

func TestSeedBecomesPublicationOne(t *testing.T) {
	t.Parallel()
	db := database(t)
	service := New(db, noon)
	want := readSeed(t)
	p, err := service.PublishSeed(t.Context(), want, segur.Text{FR: "Données initiales", EN: "Initial data"})
	if err != nil {
		t.Fatal(err)
	}
	if p.Number != 1 || p.Note.FR != "Données initiales" || len(p.Hash) != 64 {
		t.Errorf("published %+v", p)
	}
	got, err := db.Load(t.Context(), 1)
	if err != nil || !reflect.DeepEqual(got.Publication, p) {
		t.Errorf("read back %+v, %v", got.Publication, err)
	}
	got.Publication = segur.Publication{}
	if !reflect.DeepEqual(got, want) {
		t.Error("the dataset read back is not the seed")
	}
	if _, err := service.PublishSeed(t.Context(), want, p.Note); segur.ErrorCode(err) != segur.CodeConflict {
		t.Errorf("the seed was published twice: %v", err)
	}
}

func TestInvalidSeedWritesNothing(t *testing.T) {
	t.Parallel()
	db := database(t)
	cases := map[string]func(*segur.Dataset){
		"territories.code":      func(d *segur.Dataset) { *d = segur.Dataset{} },
		"assessments.year":      func(d *segur.Dataset) { d.Assessments[138].Year = 2026 }, // after publication
		"values.source_id":      func(d *segur.Dataset) { d.Values[3].Source = "" },
		"events.date":           func(d *segur.Dataset) { d.Events[3].Date = segur.Date{Year: 2021, Month: 2, Day: 30} },
		"measures.pillar":       func(d *segur.Dataset) { d.Measures[3].Pillar = 4 },
		"indicators.decimals":   func(d *segur.Dataset) { d.Indicators[3].Decimals = -1 },
		"sources.id":            func(d *segur.Dataset) { d.Sources[3].ID = d.Sources[2].ID },
		"territories.parent":    func(d *segur.Dataset) { d.Territories[3].Parent = "" },
		"consultation.ends_on":  func(d *segur.Dataset) { d.Consultations[0].EndsOn = segur.Date{Year: 2020} },
		"priorities.source_ids": func(d *segur.Dataset) { d.Priorities[0].Sources = nil },
		"pillars.title_en":      func(d *segur.Dataset) { d.Pillars[0].Title.EN = " " },
	}
	for field, spoil := range cases {
		d := readSeed(t)
		spoil(&d)
		_, err := New(db, noon).PublishSeed(t.Context(), d, segur.Text{})
		var refusal *segur.Error
		if !errors.As(err, &refusal) || refusal.Code != segur.CodeInvalid || refusal.Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	if n, err := db.Latest(t.Context()); n != 0 || err != nil {
		t.Errorf("publication %d exists, %v", n, err)
	}
}

// TestLaterPublicationsChain publishes a second change set on the same path.
func TestLaterPublicationsChain(t *testing.T) {
	t.Parallel()
	db := database(t)
	service := New(db, noon)
	first, err := service.PublishSeed(t.Context(), readSeed(t), segur.Text{FR: "Un", EN: "One"})
	if err != nil {
		t.Fatal(err)
	}
	before, err := db.Load(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	corrected := before.Values[1]
	corrected.Number = segur.Int(175)
	d := draft{base: 1, author: "editor", note: segur.Text{FR: "Deux", EN: "Two"}}
	d.changes.Values.Replace = []segur.Replacement[segur.Value]{{Old: before.Values[1], New: corrected}}
	second, err := service.publish(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	payload, err := d.changes.Canonical()
	if err != nil || second.Hash != digest(first.Hash, payload) || second.Number != 2 {
		t.Errorf("second publication %+v, %v", second, err)
	}
	if _, err := service.publish(t.Context(), d); segur.ErrorCode(err) != segur.CodeConflict {
		t.Errorf("an old base was accepted: %v", err)
	}
	d.base = 2
	if _, err := service.publish(t.Context(), d); segur.ErrorCode(err) != segur.CodeConflict {
		t.Errorf("a row that is no longer live was replaced: %v", err)
	}
}

// TestHashIsStable pins the canonical form: changing it would break every chain in use.
func TestHashIsStable(t *testing.T) {
	t.Parallel()
	var c segur.ChangeSet
	c.Values.Add = []segur.Value{{
		Indicator: "cpts", Kind: segur.KindActual, Territory: "FR", Number: 6500, Reference: true, Source: "a",
		Period: segur.Period{From: segur.Date{Year: 2021}, To: segur.Date{Year: 2029}}, Note: "<é>",
	}}
	c.Events.Remove = []segur.Event{{Date: segur.Date{Year: 2021, Month: 7}}}
	payload, err := c.Canonical()
	const want = `{"sources":{},"territories":{},"pillars":{},"measures":{},"assessments":{},"indicators":{},` +
		`"values":{"add":[{"indicator":"cpts","kind":"actual","period":"2021/2029","territory":"FR","number":6.5,` +
		`"flag":"","reference":true,"source":"a","confidence":"","note":"<é>"}]},` +
		`"events":{"remove":[{"date":"2021-07","title":{"fr":"","en":""},"kind":"","measures":null,"sources":null}]},` +
		`"consultations":{},"priorities":{}}`
	if err != nil || string(payload) != want {
		t.Errorf("canonical form %v\n got %s\nwant %s", err, payload, want)
	}
	if got := digest("", []byte("abc")); got != "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" {
		t.Errorf("SHA-256 of abc: %s", got)
	}
}

func BenchmarkPublishSeed(b *testing.B) {
	d := readSeed(b)
	for b.Loop() {
		b.StopTimer()
		service := New(database(b), noon)
		b.StartTimer()
		if _, err := service.PublishSeed(b.Context(), d, segur.Text{}); err != nil {
			b.Fatal(err)
		}
	}
}
