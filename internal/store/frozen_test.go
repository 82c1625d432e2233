package store

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/attachment"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/store/engine"
	"github.com/segur-tracker/segur/internal/store/sqlerr"
	"github.com/segur-tracker/segur/internal/testkit/engines"
)

// foreign opens a database as other people's tools do: without any of our guarantees.
func foreign(t *testing.T, path string) *sql.DB {
	t.Helper()
	pool, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	pool.SetMaxOpenConns(1)
	t.Cleanup(func() { pool.Close() })
	return pool
}

// publishedTwice is a database with two publications and a line in its journal, in foreign hands.
func publishedTwice(t *testing.T) *sql.DB {
	t.Helper()
	path := filepath.Join(t.TempDir(), "segur.db")
	s := open(t, path)
	mustPublish(t, s, firstRelease(t))
	changes := secondChanges(mustLoad(t, s, 1))
	changes.Texts.Add = []segur.SiteText{{ID: segur.TextBanner, Text: segur.Text{FR: "Bonjour", EN: "Hello"}}}
	changes.Sessions.Add = []segur.Session{{ID: "seance", Territory: "84", Date: segur.Date{Year: 2020, Month: 6}, Pillars: []int{1, 2}}}
	second := release(1, changes)
	second.Motives = []segur.Motive{{Proposal: 1, Reason: "Nouveau chiffre"}}
	audit := []desk.Entry{{At: noon(), Action: desk.ActionPublished}}
	files := []attachment.File{{Digest: strings.Repeat("a", 64), Type: attachment.PDF, Body: []byte("%PDF-")}}
	offer := &desk.Offer{Publication: 1, At: noon(), Dataset: mustLoad(t, s, 1)}
	if err := s.Commit(t.Context(), &desk.Batch{Release: &second, Attachments: files, Offer: offer, Audit: audit}); err != nil {
		t.Fatal(err)
	}
	return foreign(t, path)
}

// frozenTables are those whose rows stay: all but the staff's own and the counter.
func frozenTables(t *testing.T, pool *sql.DB) []string {
	t.Helper()
	free := []string{
		"publication_counter", "counters", "accounts", "recovery_codes", "devices", "sessions", "links",
		"plans", "proposals", "proposal_rows", "remarks", "cases", "contacts",
	}
	var names []string
	for _, name := range engines.SQLite().Tables(t, pool) {
		if !slices.Contains(free, name) {
			names = append(names, name)
		}
	}
	if len(names) != 42 {
		t.Errorf("%d tables stay, want 42: %v", len(names), names)
	}
	return names
}

func refusal(err error) segur.Code {
	return segur.ErrorCode(sqlerr.Translator(engine.SQLite("").Classify).Translate("", err))
}

// TestKeptRowsAreFrozen tries every column of every table whose rows stay, and the row
// numbers that SQLite has besides.
func TestKeptRowsAreFrozen(t *testing.T) {
	t.Parallel()
	pool := publishedTwice(t)
	for _, name := range frozenTables(t, pool) {
		if _, err := pool.Exec("DELETE FROM " + name); refusal(err) != segur.CodeConflict {
			t.Errorf("%s: rows were deleted (%v)", name, err)
		}
		columns := columnNames(t, pool, name)
		for _, column := range columns {
			_, err := pool.Exec("UPDATE " + name + " SET " + column + " = " + column)
			if refusal(err) != segur.CodeConflict {
				t.Errorf("%s.%s was changed (%v)", name, column, err)
			}
		}
		for _, alias := range []string{"rowid", "_rowid_", "oid"} {
			if _, err := pool.Exec("UPDATE " + name + " SET " + alias + " = 7000 + rowid"); refusal(err) != segur.CodeConflict {
				t.Errorf("%s.%s was changed (%v)", name, alias, err)
			}
		}
	}
	for _, statement := range []string{
		// Superseding is the one change allowed, once, forwards, by the publication that goes out.
		"UPDATE indicator_values SET superseded_in = NULL WHERE superseded_in = 2",
		"UPDATE indicator_values SET superseded_in = 3 WHERE superseded_in = 2",
		"UPDATE indicator_values SET superseded_in = 2 WHERE id = 3",
		"UPDATE events SET superseded_in = 1 WHERE id = 1",
		"UPDATE publication_counter SET last = last - 1",
		"UPDATE publication_counter SET last = last + 2",
		"UPDATE publication_counter SET last = last",
		"UPDATE publication_counter SET rowid = 2",
		"DELETE FROM publication_counter",
		"INSERT OR REPLACE INTO publication_counter (id, last) VALUES (1, 7)",
		"INSERT OR REPLACE INTO audit SELECT * FROM audit",
		"INSERT OR REPLACE INTO audit (rowid, made_at, actor, action, object, old_text, new_text, reason, hash)" +
			" SELECT 1, made_at, actor, 'other', object, old_text, new_text, reason, hash FROM audit",
		"INSERT INTO audit SELECT 7, made_at, actor, action, object, old_text, new_text, reason, hash FROM audit",
		"INSERT INTO audit (made_at, actor, action, object, old_text, new_text, reason, hash)" +
			" SELECT made_at, actor, action, object, old_text, new_text, reason, hash FROM audit",
	} {
		if _, err := pool.Exec(statement); err == nil {
			t.Errorf("accepted: %s", statement)
		}
	}
}

// TestKeptRowsAreNotReplaced shows that INSERT OR REPLACE, which deletes without asking the
// triggers on deletion, replaces no row by any of its keys.
func TestKeptRowsAreNotReplaced(t *testing.T) {
	t.Parallel()
	pool := publishedTwice(t)
	tried := 0
	for _, name := range frozenTables(t, pool) {
		columns := columnNames(t, pool, name)
		if name == "audit" || len(columns) == 1 {
			continue // the first grows at its end only; an identity has nothing but its key
		}
		_, err := pool.Exec("INSERT OR REPLACE INTO " + name + " (rowid, " + strings.Join(columns[1:], ", ") +
			") SELECT rowid, " + strings.Join(columns[1:], ", ") + " FROM " + name)
		if err == nil || err.Error() != "a row with the same key is there already" {
			t.Errorf("%s: rows were replaced by number (%v)", name, err)
		}
		keys := uniqueKeys(t, pool, name)
		for _, key := range keys {
			_, err := pool.Exec(copyWithKey(name, columns, key, keys))
			if err == nil || err.Error() != "a row with the same key is there already" {
				t.Errorf("%s: a row was replaced by %v (%v)", name, key.columns, err)
			}
			tried++
		}
	}
	if tried < 35 {
		t.Errorf("only %d keys tried", tried)
	}
	for _, name := range []string{"sources", "territories", "indicators"} {
		_, err := pool.Exec("INSERT OR REPLACE INTO " + name + " (rowid, " + columnNames(t, pool, name)[0] + ") VALUES (1, 'other')")
		if err == nil {
			t.Errorf("%s: an identity was replaced", name)
		}
	}
}

type uniqueKey struct {
	columns   []string
	condition string // rows that the key is about
}

func uniqueKeys(t *testing.T, pool *sql.DB, table string) []uniqueKey {
	t.Helper()
	rows, err := pool.Query("SELECT group_concat(i.name), COALESCE(m.sql, '') FROM pragma_index_list(?) l"+
		" JOIN pragma_index_info(l.name) i JOIN sqlite_master m ON m.name = l.name WHERE l.[unique] GROUP BY l.name", table)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var keys []uniqueKey
	for rows.Next() {
		var columns, create string
		if err := rows.Scan(&columns, &create); err != nil {
			t.Fatal(err)
		}
		_, condition, partial := strings.Cut(create, "WHERE")
		if !partial {
			condition = "1"
		}
		keys = append(keys, uniqueKey{strings.Split(columns, ","), condition})
	}
	return keys
}

// copyWithKey replaces a row by a copy of itself that has this key and no other in common
// with it.
func copyWithKey(table string, columns []string, key uniqueKey, keys []uniqueKey) string {
	var copied []string
	for _, column := range columns {
		unique := slices.ContainsFunc(keys, func(k uniqueKey) bool { return slices.Contains(k.columns, column) })
		switch {
		case slices.Contains(key.columns, column):
			copied = append(copied, column)
		case unique, column == "id", table == "publications" && column == "number":
			copied = append(copied, fmt.Sprintf("CASE typeof(%[1]s) WHEN 'text' THEN %[1]s || '~' ELSE %[1]s + 1000000 END", column))
		default:
			copied = append(copied, column)
		}
	}
	condition := key.condition
	for _, other := range keys {
		within := !slices.ContainsFunc(other.columns, func(c string) bool { return !slices.Contains(key.columns, c) })
		if within && len(other.columns) < len(key.columns) {
			condition += " AND NOT (" + other.condition + ")"
		}
	}
	return fmt.Sprintf("INSERT OR REPLACE INTO %s (%s) SELECT %s FROM %s WHERE %s LIMIT 1",
		table, strings.Join(columns, ", "), strings.Join(copied, ", "), table, condition)
}

// TestNothingJoinsWhatIsPublished adds rows with keys of their own to finished publications.
func TestNothingJoinsWhatIsPublished(t *testing.T) {
	t.Parallel()
	pool := publishedTwice(t)
	for _, statement := range []string{
		"INSERT INTO events VALUES (9000, 9000, '2024-01-01', 'x', 'x', 'law', %d, NULL)",
		"INSERT INTO site_texts VALUES (9000, 9000, 'x', 'x', 'x', %d, NULL)",
		"INSERT INTO priorities VALUES (9000, 9000, 'x', 'x', 'x', 'x', 'x', %d, NULL, 'axis')",
		"INSERT INTO indicator_values SELECT 9000, 9000, indicator_code, kind, '2031', territory_code, number, source_id," +
			" flag, reference, confidence, note_fr, %d, NULL, scope FROM indicator_values WHERE id = 1",
		"INSERT INTO event_sources SELECT MAX(row_id), 90, 'x' FROM event_sources WHERE row_id > %d",
		"INSERT INTO measure_sources VALUES (%d, 90, 'x')",
		"INSERT INTO publication_motives VALUES (%d, 9, 1, 'x', '', '[]')",
	} {
		for _, number := range []int{1, 2} {
			_, err := pool.Exec(fmt.Sprintf(statement, number))
			if err == nil || err.Error() != "nothing is added to what is published" {
				t.Errorf("%s: %v", statement, err)
			}
		}
	}
}

func columnNames(t *testing.T, pool *sql.DB, name string) []string {
	t.Helper()
	rows, err := pool.Query("SELECT name FROM pragma_table_info(?)", name)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var names []string
	for rows.Next() {
		var column string
		if err := rows.Scan(&column); err != nil {
			t.Fatal(err)
		}
		names = append(names, column)
	}
	return names
}
