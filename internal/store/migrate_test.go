package store

import (
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"io/fs"
	"log/slog"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/store/column"
)

func TestNewerSchemaIsRefused(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "segur.db")
	s, err := Open(t.Context(), Options{Path: path, Clock: noon})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.pool.Exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (9000, 1)"); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the refusal must also give the lock back
		_, err = Open(t.Context(), Options{Path: path, Clock: noon})
		if segur.ErrorCode(err) != segur.CodeConflict || !strings.Contains(err.Error(), "schema version 9000") {
			t.Errorf("a newer schema: %v", err)
		}
	}
}

// olderDatabase makes a database as the program of a former schema version left it, with the
// seed published in it.
func olderDatabase(t *testing.T, version int64) (path string, pool *sql.DB) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "segur.db")
	if err := createFile(path); err != nil {
		t.Fatal(err)
	}
	pool = openPool(dataSource(path))
	t.Cleanup(func() { pool.Close() })
	provider, err := newProvider(pool, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := provider.UpTo(t.Context(), version); err != nil {
		t.Fatal(err)
	}
	publishAsBefore(t, pool)
	return path, pool
}

// publishAsBefore writes publication 1 into a schema that knows no payloads.
func publishAsBefore(t *testing.T, pool *sql.DB) {
	t.Helper()
	r := firstRelease(t)
	p := r.Publication
	form, err := r.Changes.Canonical()
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(form)
	w := &writer{tx: gormOver(t, pool).WithContext(t.Context()), number: 1}
	w.takeNumber(0)
	w.exec("INSERT INTO publications (number, published_at, note_fr, note_en, author, previous_hash, payload_hash, hash)"+
		" VALUES (1, ?, ?, ?, ?, '', ?, ?)",
		column.At(p.PublishedAt), p.Note.FR, p.Note.EN, r.Author, hex.EncodeToString(sum[:]), p.Hash)
	w.changes(r.Changes)
	if w.err != nil {
		t.Fatal(w.err)
	}
}

// TestMigrationsKeepRows applies each migration to a filled database and counts every table.
func TestMigrationsKeepRows(t *testing.T) {
	t.Parallel()
	_, pool := olderDatabase(t, 1)
	before := countRows(t, pool)
	if before["indicator_values"] != 510 || before["source_versions"] != 343 {
		t.Fatalf("the first schema holds %v", before)
	}
	provider, err := newProvider(pool, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	for _, source := range provider.ListSources()[1:] {
		if _, err := provider.UpTo(t.Context(), source.Version); err != nil {
			t.Fatal(err)
		}
		after := countRows(t, pool)
		for name, n := range before {
			if after[name] != n {
				t.Errorf("migration %d: %s had %d rows and has %d", source.Version, name, n, after[name])
			}
		}
	}
	var fault string
	if err := pool.QueryRow("PRAGMA foreign_key_check").Scan(&fault); err != sql.ErrNoRows {
		t.Errorf("dangling rows after migration: %s %v", fault, err)
	}
}

// TestOlderDatabaseIsCompleted opens a database of the first program, which kept no payload:
// from then on everything works as if it had.
func TestOlderDatabaseIsCompleted(t *testing.T) {
	t.Parallel()
	path, pool := olderDatabase(t, 2)
	if err := pool.Close(); err != nil {
		t.Fatal(err)
	}
	s := open(t, path)
	releases, err := s.Releases(t.Context(), 0)
	if err != nil || len(releases) != 1 {
		t.Fatalf("%d releases, %v", len(releases), err)
	}
	want := firstRelease(t)
	if got := releases[0]; !reflect.DeepEqual(got.Changes, want.Changes) || got.Publication != want.Publication ||
		got.Author != want.Author || got.Base != 0 || got.Seal != "" || got.Motives != nil {
		t.Error("the release is not what was published")
	}
	mustPublish(t, s, release(1, secondChanges(mustLoad(t, s, 1))))
	if n := countRows(t, s.pool)["publication_payloads"]; n != 2 {
		t.Errorf("%d payloads, want 2", n)
	}
}

// TestAlteredOlderDatabaseIsNotCompleted shows that rows which are no longer those that were
// published do not become the payload of the publication.
func TestAlteredOlderDatabaseIsNotCompleted(t *testing.T) {
	t.Parallel()
	path, pool := olderDatabase(t, 1) // before there were triggers
	if _, err := pool.Exec("UPDATE indicator_values SET number = number + 1000 WHERE id = 7"); err != nil {
		t.Fatal(err)
	}
	if err := pool.Close(); err != nil {
		t.Fatal(err)
	}
	s := open(t, path)
	releases, err := s.Releases(t.Context(), 0)
	if err != nil || len(releases) != 1 || !reflect.DeepEqual(releases[0].Changes, segur.ChangeSet{}) {
		t.Errorf("%d releases with changes, %v", len(releases), err)
	}
}

// TestSchemaAdmitsWhatTheDomainAdmits compares the words of each CHECK with the domain's.
func TestSchemaAdmitsWhatTheDomainAdmits(t *testing.T) {
	t.Parallel()
	published := map[string]string{
		"source_versions": segur.TableSources, "territory_versions": segur.TableTerritories,
		"measure_versions": segur.TableMeasures, "assessments": segur.TableAssessments,
		"indicator_versions": segur.TableIndicators, "indicator_values": segur.TableValues,
		"events": segur.TableEvents, "consultations": segur.TableConsultation,
	}
	compareWords(t, "0001_published_data.sql", 16, func(table, column string) []string {
		return segur.Allowed(published[table], column)
	})
	staff := map[string][]string{
		"accounts.role":    words(desk.Roles()),
		"accounts.lang":    {"fr", "en"},
		"links.purpose":    words([]desk.LinkPurpose{desk.LinkSetUp, desk.LinkReset}),
		"plans.status":     words([]desk.PlanStatus{desk.PlanWaiting, desk.PlanPublished, desk.PlanCancelled, desk.PlanFailed}),
		"proposals.kind":   words(desk.Kinds()),
		"proposals.status": words(desk.Statuses()),
	}
	compareWords(t, "0004_staff.sql", len(staff), func(table, column string) []string {
		return staff[table+"."+column]
	})
}

func words[W ~string](list []W) []string {
	var out []string
	for _, word := range list {
		out = append(out, string(word))
	}
	return out
}

// compareWords compares every list of words in a migration with what it should be.
func compareWords(t *testing.T, migration string, lists int, want func(table, column string) []string) {
	t.Helper()
	raw, err := fs.ReadFile(migrations, migrationFolder+"/"+migration)
	if err != nil {
		t.Fatal(err)
	}
	tables := regexp.MustCompile(`(?s)CREATE TABLE (\w+) \((.*?)\) STRICT`)
	checks := regexp.MustCompile(`(?s)CHECK \((\w+) IN \(([^)]*)\)\)`)
	compared := 0
	for _, create := range tables.FindAllStringSubmatch(string(raw), -1) {
		for _, check := range checks.FindAllStringSubmatch(create[2], -1) {
			if check[2] == "0, 1" {
				continue
			}
			var admitted []string
			for _, word := range strings.Split(check[2], ",") {
				admitted = append(admitted, strings.Trim(strings.TrimSpace(word), "'"))
			}
			if wanted := want(create[1], check[1]); !slices.Equal(admitted, wanted) {
				t.Errorf("%s.%s admits %v, the domain %v", create[1], check[1], admitted, wanted)
			}
			compared++
		}
	}
	if compared != lists {
		t.Errorf("%s: %d lists compared, want %d", migration, compared, lists)
	}
}
