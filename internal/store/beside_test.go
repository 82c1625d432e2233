package store

import (
	"log/slog"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit/engines"
)

func openBesides(t *testing.T, path string) *Store {
	t.Helper()
	s, err := Open(t.Context(), Options{Path: path, Clock: noon, Beside: true})
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

// TestBesideAnOpenStore shows that both see what either writes, and that neither waits for
// the other to end.
func TestBesideAnOpenStore(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "a folder?", "segur.db")
	s := open(t, path)
	mustPublish(t, s, firstRelease(t))
	beside := openBesides(t, path)
	commit(t, beside, &desk.Batch{Accounts: []desk.Account{account("camille")}})
	commit(t, s, &desk.Batch{Accounts: []desk.Account{account("dominique")}})
	for name, side := range map[string]*Store{"server": s, "errand": beside} {
		accounts, err := side.Accounts(t.Context())
		if err != nil || len(accounts) != 2 {
			t.Errorf("the %s sees %d accounts (%v)", name, len(accounts), err)
		}
		if n, err := side.Latest(t.Context()); n != 1 || err != nil {
			t.Errorf("the %s sees publication %d (%v)", name, n, err)
		}
	}
	if _, err := Open(t.Context(), Options{Path: path, Clock: noon}); segur.ErrorCode(err) != segur.CodeConflict {
		t.Errorf("the lock was given up: %v", err)
	}
}

// TestBesideTakesNoLock opens a database as its holder while an errand is under way.
func TestBesideTakesNoLock(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "segur.db")
	keep(t, path, account("dominique"))
	beside := openBesides(t, path)
	s := open(t, path)
	commit(t, s, &desk.Batch{Accounts: []desk.Account{account("camille")}})
	if _, err := beside.AccountByName(t.Context(), "camille"); err != nil {
		t.Error(err)
	}
}

func TestBesideCreatesAndMigratesNothing(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	absent := filepath.Join(folder, "none", "segur.db")
	if _, err := Open(t.Context(), Options{Path: absent, Clock: noon, Beside: true}); segur.ErrorCode(err) != segur.CodeNotFound {
		t.Errorf("an absent database: %v", err)
	}
	if entries, err := os.ReadDir(folder); err != nil || len(entries) > 0 {
		t.Errorf("something was created: %v (%v)", entries, err)
	}
	older, pool := olderDatabase(t, 2)
	before := countRows(t, engines.SQLite(), pool)
	newer := filepath.Join(folder, "newer.db")
	keep(t, newer, account("camille"))
	s, err := Open(t.Context(), Options{Path: newer, Clock: noon})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.pool.Exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (9000, TRUE)"); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for path, version := range map[string]string{older: "version 2 ", newer: "version 9000 "} {
		_, err := Open(t.Context(), Options{Path: path, Clock: noon, Beside: true, Logger: slog.New(slog.DiscardHandler)})
		if segur.ErrorCode(err) != segur.CodeConflict || !strings.Contains(err.Error(), version) {
			t.Errorf("%s: %v", filepath.Base(path), err)
		}
	}
	if after := countRows(t, engines.SQLite(), pool); !reflect.DeepEqual(after, before) {
		t.Errorf("the older database changed: %v", after)
	}
}
