package editorial_test

import (
	"path/filepath"
	"reflect"
	"testing"

	"github.com/segur-tracker/segur/internal/editorial"
	"github.com/segur-tracker/segur/internal/ingest"
	"github.com/segur-tracker/segur/internal/journal"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/store"
	"github.com/segur-tracker/segur/internal/testkit/usecase"
	"github.com/segur-tracker/segur/seed"
)

func empty(t testing.TB) *store.Store {
	t.Helper()
	db, err := store.Open(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "segur.db"), Clock: opening})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
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
	db := empty(t)
	service := editorial.New(editorial.Options{Storage: db, Journal: journal.New(db, opening)})
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
	_, err = service.PublishSeed(t.Context(), want, p.Note)
	usecase.Refused(t, "the seed again", err, segur.CodeConflict, "")
	if v, err := service.Verify(t.Context()); err != nil || len(v.Mismatches) > 0 || v.Head != p.Hash || v.Entries != 1 {
		t.Errorf("verify: %+v, %v", v, err)
	}
}

// TestSeedHashIsTheOneInUse pins the chain's first link: databases seeded by older programs
// must verify.
func TestSeedHashIsTheOneInUse(t *testing.T) {
	t.Parallel()
	d := readSeed(t)
	form, err := segur.Additions(d).Canonical()
	if err != nil {
		t.Fatal(err)
	}
	if got := usecase.Must(segur.ParseChangeSet(form))(t); !reflect.DeepEqual(got, segur.Additions(d)) {
		t.Error("the canonical form does not read back as what it was made from")
	}
	o := openOffice(t)
	releases := usecase.Must(o.db.Releases(t.Context(), 0))(t)
	if len(releases) != 1 || releases[0].PreviousHash != "" || releases[0].PayloadHash != releases[0].Publication.Hash {
		t.Errorf("the first link: %+v", releases[0].Publication)
	}
}

func TestInvalidSeedWritesNothing(t *testing.T) {
	t.Parallel()
	db := empty(t)
	service := editorial.New(editorial.Options{Storage: db, Journal: journal.New(db, opening)})
	cases := map[string]func(*segur.Dataset){
		"territories.code":      func(d *segur.Dataset) { *d = segur.Dataset{} },
		"assessments.year":      func(d *segur.Dataset) { d.Assessments[184].Year, d.Assessments[184].EffectiveOn = 2027, segur.Date{} }, // after publication
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
		_, err := service.PublishSeed(t.Context(), d, segur.Text{})
		usecase.Refused(t, field, err, segur.CodeInvalid, field)
	}
	if n, err := db.Latest(t.Context()); n != 0 || err != nil {
		t.Errorf("publication %d exists, %v", n, err)
	}
}

func BenchmarkPublish(b *testing.B) {
	o := openOffice(b)
	number := 180
	for b.Loop() {
		number++
		o.published(o.approved("edith", o.corrected(cpts, number)))
	}
}

func BenchmarkLoad(b *testing.B) {
	o := openOffice(b)
	for b.Loop() {
		if _, err := o.db.Load(b.Context(), 1); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkVerify(b *testing.B) {
	o := openOffice(b)
	for b.Loop() {
		if _, err := o.Verify(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}
