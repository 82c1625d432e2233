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
	"github.com/segur-tracker/segur/internal/store/engine"
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
	e := engine.SQLite(path)
	create(t, e)
	pool = e.OpenBare()
	t.Cleanup(func() { pool.Close() })
	provider, err := newProvider(e, pool, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := provider.UpTo(t.Context(), version); err != nil {
		t.Fatal(err)
	}
	publishAsBefore(t, pool)
	return path, pool
}

// create makes an empty database.
func create(t *testing.T, e engine.Engine) {
	t.Helper()
	release, err := e.Take()
	if err == nil {
		err = release()
	}
	if err != nil {
		t.Fatal(err)
	}
}

// before2026 is the dataset as the first programs could hold it.
func before2026(d segur.Dataset) segur.Dataset {
	d.Searches = nil
	for i := range d.Assessments {
		if d.Assessments[i].Basis == segur.BasisBySubject {
			d.Assessments[i].Basis = segur.BasisInferred
		}
	}
	for i := range d.Values {
		d.Values[i].Scope = ""
	}
	for i := range d.Priorities {
		d.Priorities[i].Kind = ""
	}
	for i, c := range d.Consultations {
		d.Consultations[i] = segur.Consultation{
			ID: c.ID, Title: c.Title, Territory: c.Territory, StartsOn: c.StartsOn, EndsOn: c.EndsOn, Mode: c.Mode, Pillars: c.Pillars,
			Participants: c.Participants, Contributions: c.Contributions, Meetings: c.Meetings, Summary: c.Summary, Sources: c.Sources,
		}
	}
	return d
}

// releaseBefore2026 publishes it.
func releaseBefore2026(t *testing.T) segur.Release {
	t.Helper()
	return release(0, segur.Additions(before2026(readSeed(t))))
}

// publishAsBefore fills a schema that knows no payloads with publication 1: the rows are those that
// today's program writes, in the columns that were there.
func publishAsBefore(t *testing.T, pool *sql.DB) {
	t.Helper()
	r := releaseBefore2026(t)
	form, err := r.Changes.Canonical()
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(form)
	r.PayloadHash = hex.EncodeToString(sum[:])
	today := filepath.Join(t.TempDir(), "today.db")
	s, err := Open(t.Context(), Options{Path: today, Clock: noon})
	if err != nil {
		t.Fatal(err)
	}
	mustPublish(t, s, r)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	copyRows(t, pool, today)
}

// copyRows fills the tables of a database from those of the same names in another.
func copyRows(t *testing.T, pool *sql.DB, from string) {
	t.Helper()
	statements := []string{"ATTACH DATABASE '" + from + "' AS today", "UPDATE publication_counter SET last = 1"}
	for _, name := range tableNames(t, pool) {
		if name != "publication_counter" && !strings.HasPrefix(name, "goose") {
			list := strings.Join(columnNames(t, pool, name), ", ")
			statements = append(statements, "INSERT INTO "+name+" ("+list+") SELECT "+list+" FROM today."+name)
		}
	}
	connection, err := pool.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close()
	for _, statement := range append(statements, "DETACH DATABASE today") {
		if _, err := connection.ExecContext(t.Context(), statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
}

// TestMigrationsKeepRows applies each migration to a filled database and counts every table.
func TestMigrationsKeepRows(t *testing.T) {
	t.Parallel()
	path, pool := olderDatabase(t, 1)
	before := countRows(t, pool)
	if before["indicator_values"] != 597 || before["source_versions"] != 456 {
		t.Fatalf("the first schema holds %v", before)
	}
	provider, err := newProvider(engine.SQLite(path), pool, slog.New(slog.DiscardHandler))
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
	want := releaseBefore2026(t)
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
		"events": segur.TableEvents, "consultations": segur.TableConsultation, "priorities": segur.TablePriorities,
		"searches": segur.TableSearches,
	}
	compareWords(t, "0001_published_data.sql", 16, func(table, column string) []string {
		if table == "assessments" && column == "basis" {
			return []string{"official", "inferred"} // widened later
		}
		return segur.Allowed(published[table], column)
	})
	compareWords(t, "0005_dataset_of_2026.sql", 7, func(table, column string) []string {
		return segur.Allowed(published[strings.TrimSuffix(table, "_wider")], column)
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
	raw, err := fs.ReadFile(migrations, "migrations/sqlite/"+migration)
	if err != nil {
		t.Fatal(err)
	}
	tables := regexp.MustCompile(`(?s)CREATE TABLE (\w+) \((.*?)\) STRICT|ALTER TABLE (\w+) ADD COLUMN (.*?);`)
	checks := regexp.MustCompile(`(?s)CHECK \((\w+) IN \(([^)]*)\)\)`)
	compared := 0
	for _, create := range tables.FindAllStringSubmatch(string(raw), -1) {
		table := create[1] + create[3]
		for _, check := range checks.FindAllStringSubmatch(create[2]+create[4], -1) {
			if check[2] == "0, 1" {
				continue
			}
			var admitted []string
			for _, word := range strings.Split(check[2], ",") {
				if word = strings.Trim(strings.TrimSpace(word), "'"); word != "" {
					admitted = append(admitted, word)
				}
			}
			if wanted := want(table, check[1]); !slices.Equal(admitted, wanted) {
				t.Errorf("%s.%s admits %v, the domain %v", table, check[1], admitted, wanted)
			}
			compared++
		}
	}
	if compared != lists {
		t.Errorf("%s: %d lists compared, want %d", migration, compared, lists)
	}
}
