package store

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/store/engine"
)

// fine is the check of a copy in which nothing is wrong.
func fine(context.Context, string) error { return nil }

// accountsOf opens a copy of a database for reading and returns how many accounts it has, -1 when it cannot
// be read.
func accountsOf(t *testing.T, path string) int {
	t.Helper()
	s, err := Open(t.Context(), Options{Path: path, Clock: noon, Reading: true})
	if err != nil {
		return -1
	}
	found, err := s.Accounts(t.Context())
	if err = errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
	return len(found)
}

// names lists a folder.
func names(t *testing.T, folder string) []string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all
}

// TestReadingChangesNothing opens a file that a running store was copied from, alone, and one with its log.
func TestReadingChangesNothing(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "segur.db")
	s := open(t, path)
	commit(t, s, &desk.Batch{Accounts: []desk.Account{account("dominique")}})
	if _, err := s.Checkpoint(t.Context()); err != nil {
		t.Fatal(err)
	}
	commit(t, s, &desk.Batch{Accounts: []desk.Account{account("camille")}})
	alone := copied(t, path)
	if n := accountsOf(t, alone); n != 1 {
		t.Errorf("the file alone has %d accounts", n)
	}
	if left := names(t, filepath.Dir(alone)); len(left) != 1 || content(t, alone) != content(t, path) {
		t.Errorf("reading left %v", left)
	}
	both := copied(t, path)
	put(t, both+"-wal", content(t, path+"-wal"))
	if n := accountsOf(t, both); n != 2 {
		t.Errorf("the file with its log has %d accounts", n)
	}
	if left := names(t, filepath.Dir(both)); len(left) != 2 || content(t, both) != content(t, path) || content(t, both+"-wal") != content(t, path+"-wal") {
		t.Errorf("reading left %v", left)
	}
	reading, err := Open(t.Context(), Options{Path: both, Clock: noon, Reading: true})
	if err != nil {
		t.Fatal(err)
	}
	defer reading.Close()
	if notes := reading.Notes(); len(notes) != 1 || !strings.Contains(notes[0], both+"-wal, ") {
		t.Errorf("notes %q", notes)
	}
	if err := reading.Commit(t.Context(), &desk.Batch{Accounts: []desk.Account{account("x")}}); err == nil {
		t.Error("it was written")
	}
}

// TestReadingNoticesAWriter: what was read as though nobody were there is not to be believed when somebody was.
func TestReadingNoticesAWriter(t *testing.T) {
	t.Parallel()
	path := withAccount(t, "camille")
	reading, err := Open(t.Context(), Options{Path: path, Clock: noon, Reading: true})
	if err != nil {
		t.Fatal(err)
	}
	defer reading.Close()
	if !reading.Steady() {
		t.Error("nobody came")
	}
	open(t, path)
	if reading.Steady() {
		t.Error("a server started, and it is not noticed")
	}
}

// TestAnOlderDatabaseIsReadInACopy, and stays what it is.
func TestAnOlderDatabaseIsReadInACopy(t *testing.T) {
	t.Parallel()
	path, pool := olderDatabase(t, 4)
	if err := pool.Close(); err != nil {
		t.Fatal(err)
	}
	before := content(t, path)
	s, err := Open(t.Context(), Options{Path: path, Clock: noon, Reading: true})
	if err != nil {
		t.Fatal(err)
	}
	if n, err := s.Latest(t.Context()); n != 1 || err != nil {
		t.Errorf("publication %d, %v", n, err)
	}
	if notes := s.Notes(); len(notes) != 1 || !strings.Contains(notes[0], "schema version 4") {
		t.Errorf("notes %q", notes)
	}
	copied := s.engine.Source()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Dir(copied)); !os.IsNotExist(err) || copied == path {
		t.Errorf("the copy %s remains: %v", copied, err)
	}
	if content(t, path) != before {
		t.Error("the older database changed")
	}
}

// blanks are database files that hold no site.
func blanks(t *testing.T) map[string]string {
	t.Helper()
	made := func(statement string) string {
		path := filepath.Join(t.TempDir(), "made.db")
		db, err := sql.Open("sqlite3", path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.Exec(statement); err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		return content(t, path)
	}
	path := filepath.Join(t.TempDir(), "segur.db")
	keep(t, path)
	return map[string]string{
		"schema only": content(t, path),
		"empty":       "",
		"one page":    made("PRAGMA journal_mode = WAL"),
		"foreign":     made("CREATE TABLE tickets (id INTEGER); CREATE VIEW open_tickets AS SELECT id FROM tickets"),
		"other tool":  made("CREATE TABLE goose_db_version (id INTEGER, version_id INTEGER, is_applied INTEGER); INSERT INTO goose_db_version VALUES (1, 3, 1)"),
	}
}

// TestADatabaseWithoutASiteIsRefused, however it is opened, and stays as it is. Only who says so gets a new
// one, and keeps the old one.
func TestADatabaseWithoutASiteIsRefused(t *testing.T) {
	t.Parallel()
	for name, body := range blanks(t) {
		path := filepath.Join(t.TempDir(), "segur.db")
		put(t, path, body)
		for _, o := range []Options{{}, {Beside: true}, {Reading: true}, {Beside: true, Anew: true}, {Reading: true, Anew: true}} {
			o.Path, o.Clock = path, noon
			_, err := Open(t.Context(), o)
			if segur.ErrorCode(err) != segur.CodeInvalid || !strings.Contains(err.Error(), path+" is a database without a site") {
				t.Errorf("%s, %+v: %v", name, o, err)
			}
			if foreign := name == "foreign" || name == "other tool"; strings.Contains(err.Error(), "-wal") == foreign {
				t.Errorf("%s: the cause is not told: %v", name, err)
			}
		}
		for what, err := range map[string]error{
			"backup":  Backup(t.Context(), path, path+".copy", fine),
			"restore": restored(t, path, path+".new"),
		} {
			if segur.ErrorCode(err) != segur.CodeInvalid {
				t.Errorf("%s of %s: %v", what, name, err)
			}
		}
		if left := names(t, filepath.Dir(path)); content(t, path) != body || !slices.Equal(left, []string{"segur.db", "segur.db.lock"}) {
			t.Errorf("%s: the refused file changed, %v is there", name, left)
		}
		s, err := Open(t.Context(), Options{Path: path, Clock: noon, Anew: true})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if n, err := s.Latest(t.Context()); n != 0 || err != nil {
			t.Errorf("%s: publication %d, %v", name, n, err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if kept := path + ".2026-11-30T120000Z"; content(t, kept) != body {
			t.Errorf("%s: not kept as it was", name)
		}
	}
}

func restored(t *testing.T, from, to string) error {
	t.Helper()
	_, err := Restore(t.Context(), restoration(from, to, false))
	return err
}

// TestAnewKeepsASite: the choice means nothing where there is a site.
func TestAnewKeepsASite(t *testing.T) {
	t.Parallel()
	path := withAccount(t, "camille")
	s, err := Open(t.Context(), Options{Path: path, Clock: noon, Anew: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.AccountByName(t.Context(), "camille"); err != nil {
		t.Error(err)
	}
}

// TestABeginningThatWasInterruptedGoesOn: a file that is empty because its program died is no broken copy.
func TestABeginningThatWasInterruptedGoesOn(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "segur.db")
	for range 2 {
		create(t, engine.SQLite(path))
	}
	open(t, path)
}

// TestALogWithoutItsDatabaseIsKept: SQLite deletes a log that it finds beside a new file.
func TestALogWithoutItsDatabaseIsKept(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "segur.db")
	put(t, path+"-wal", "what was written last")
	_, err := Open(t.Context(), Options{Path: path, Clock: noon})
	if segur.ErrorCode(err) != segur.CodeConflict || !strings.Contains(err.Error(), path+"-wal holds what was written") {
		t.Errorf("%v", err)
	}
	if _, err := os.Stat(path); !os.IsNotExist(err) || content(t, path+"-wal") != "what was written last" {
		t.Errorf("the folder changed: %v", err)
	}
}
