package store

import (
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"log/slog"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/doubt"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/store/engine"
	"github.com/segur-tracker/segur/internal/testkit/engines"
)

func TestNewerSchemaIsRefused(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "segur.db")
	s, err := Open(t.Context(), Options{Path: path, Clock: noon})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.pool.Exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (9000, TRUE)"); err != nil {
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

// create begins a database and leaves it empty.
func create(t *testing.T, e engine.Engine) {
	t.Helper()
	hold, err := e.Take()
	if err == nil {
		err = hold.Release()
	}
	if err != nil {
		t.Fatal(err)
	}
}

// before2026 is the dataset as the first programs could hold it.
func before2026(d segur.Dataset) segur.Dataset {
	d.Searches, d.PillarWordings, d.ReviewGroups, d.GuideThemes, d.GuideSteps = nil, nil, nil, nil, nil
	d.Strategies, d.StrategyRules, d.Projects = nil, nil, nil
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
	for _, name := range engines.SQLite().Tables(t, pool) {
		if name != "publication_counter" && name != "counters" && !strings.HasPrefix(name, "goose") {
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
	before := countRows(t, engines.SQLite(), pool)
	if before["indicator_values"] != 597 || before["source_versions"] != 486 {
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
		after := countRows(t, engines.SQLite(), pool)
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

// TestTablesWrittenAnewAreTheSame: taking the lists of words away leaves every row with its number, every
// column in its place, every index and every trigger of the migrations before.
func TestTablesWrittenAnewAreTheSame(t *testing.T) {
	t.Parallel()
	path, pool := olderDatabase(t, 7)
	before := dump(t, pool)
	provider, err := newProvider(engine.SQLite(path), pool, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := provider.UpTo(t.Context(), 8); err != nil {
		t.Fatal(err)
	}
	after := dump(t, pool)
	if len(before) < 45+40 || len(before) != len(after) {
		t.Errorf("%d things before, %d after", len(before), len(after))
	}
	for name, was := range before {
		if is := after[name]; is != was {
			t.Errorf("%s was\n%.400s\nand is\n%.400s", name, was, is)
		}
	}
}

// dump returns the columns and rows of every table, and the text of every index and trigger, by name.
func dump(t *testing.T, pool *sql.DB) map[string]string {
	t.Helper()
	found := map[string]string{}
	for _, name := range engines.SQLite().Tables(t, pool) {
		columns := columnNames(t, pool, name)
		var rows sql.NullString
		err := pool.QueryRow("SELECT group_concat(line, char(10)) FROM (SELECT concat_ws('|', rowid, " + strings.Join(columns, ", ") +
			") AS line FROM " + name + " ORDER BY rowid)").Scan(&rows)
		if err != nil {
			t.Fatal(err)
		}
		found[name] = strings.Join(columns, " ") + "\n" + rows.String
	}
	rows, err := pool.Query("SELECT name, COALESCE(sql, '') FROM sqlite_master WHERE type IN ('index', 'trigger')")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var name, text string
		if err := rows.Scan(&name, &text); err != nil {
			t.Fatal(err)
		}
		found[name] = strings.Replace(text, "reference = 1", "reference", 1)
	}
	return found
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
	if n := countRows(t, engines.SQLite(), s.pool)["publication_payloads"]; n != 2 {
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

// TestNewWordsNeedNoNewTable opens a database whose tables listed the words of their columns, and keeps
// words there that nobody knows yet. Guards are for other hands; they are taken away first.
func TestNewWordsNeedNoNewTable(t *testing.T) {
	t.Parallel()
	path, pool := olderDatabase(t, 6)
	if err := pool.Close(); err != nil {
		t.Fatal(err)
	}
	s := open(t, path)
	commit(t, s, &desk.Batch{
		Accounts:  []desk.Account{account("camille")},
		Proposals: []desk.Proposal{{Kind: desk.KindText, Status: desk.StatusDraft, CreatedAt: noon(), UpdatedAt: noon()}},
		Plans:     []desk.Plan{{Status: desk.PlanWaiting, DueAt: noon(), CreatedAt: noon()}},
		Link:      &desk.Link{TokenHash: "x", Purpose: desk.LinkSetUp, ExpiresAt: noon()},
	})
	if _, _, err := s.TakeCase(t.Context(), doubt.Case{Kind: doubt.KindDoubt, Status: doubt.StatusOpen, Lang: "fr", ReceivedAt: noon()},
		doubt.Room{Cases: 1, Bytes: 1}); err != nil {
		t.Fatal(err)
	}
	var before []string // tables of that time which hold something
	for name, n := range countRows(t, engines.SQLite(), s.pool) {
		if n > 0 {
			before = append(before, name)
		}
	}
	columns := [][2]string{
		{"accounts", "role"}, {"accounts", "lang"}, {"links", "purpose"}, {"plans", "status"}, {"proposals", "kind"},
		{"proposals", "status"}, {"cases", "kind"}, {"cases", "lang"}, {"cases", "status"},
	}
	for _, table := range segur.Tables() {
		for _, c := range table.About().Columns {
			if len(c.Words) > 0 {
				columns = append(columns, [2]string{table.About().Stored, c.InStore()})
			}
		}
		for _, guard := range s.engine.Schema().Guards(table) {
			if _, err := s.pool.Exec(guard.Drop); err != nil {
				t.Fatal(err)
			}
		}
	}
	if len(columns) < 9+21 {
		t.Errorf("only %d columns of words", len(columns))
	}
	for _, c := range columns {
		result, err := s.pool.Exec("UPDATE " + c[0] + " SET " + c[1] + " = 'of tomorrow' WHERE rowid = (SELECT MIN(rowid) FROM " + c[0] + ")")
		if err != nil {
			t.Errorf("%s.%s: %v", c[0], c[1], err)
			continue
		}
		if n, err := result.RowsAffected(); err != nil || n == 0 && slices.Contains(before, c[0]) {
			t.Errorf("%s.%s: %d rows tried (%v)", c[0], c[1], n, err)
		}
	}
}
