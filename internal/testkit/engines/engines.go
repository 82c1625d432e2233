// Package engines is where the tests of storage run: on every engine that the product knows, each of
// which must pass the same tests. A new engine is an entry in All. It must not import storage itself, whose
// tests import it.
package engines

import (
	"database/sql"
	"path/filepath"
	"testing"
)

// Place is an engine under test.
type Place struct {
	Name string
	// Source returns the data source of a database that is not there yet; it goes when the test ends.
	Source func(t testing.TB) string
	// Tables returns the names of the tables that the product made.
	Tables func(t testing.TB, pool *sql.DB) []string
}

// All returns every engine, SQLite first.
func All() []Place {
	return []Place{SQLite()}
}

// Each runs a test on every engine.
func Each(t *testing.T, test func(t *testing.T, at Place)) {
	t.Helper()
	t.Parallel()
	for _, at := range All() {
		t.Run(at.Name, func(t *testing.T) {
			t.Parallel()
			test(t, at)
		})
	}
}

// SQLite keeps each database in a folder whose name must stay out of the options of its source.
func SQLite() Place {
	return Place{
		Name:   "sqlite",
		Source: func(t testing.TB) string { return filepath.Join(t.TempDir(), "a folder?", "segur.db") },
		Tables: func(t testing.TB, pool *sql.DB) []string {
			t.Helper()
			return names(t, pool, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name <> 'goose_db_version'")
		},
	}
}

func names(t testing.TB, pool *sql.DB, query string) []string {
	t.Helper()
	rows, err := pool.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var found []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		found = append(found, name)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return found
}
