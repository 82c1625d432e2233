package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/segur"
)

// withAccount is a database that holds one account, closed.
func withAccount(t *testing.T, name string) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "segur.db")
	keep(t, path, account(name))
	return path
}

// keep writes accounts to a database and closes it.
func keep(t *testing.T, path string, accounts ...desk.Account) {
	t.Helper()
	s, err := Open(t.Context(), Options{Path: path, Clock: noon})
	if err != nil {
		t.Fatal(err)
	}
	commit(t, s, &desk.Batch{Accounts: accounts})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestABackupIsWholeWhileOthersWrite: it holds what was committed before, in one file that only its owner reads.
func TestABackupIsWholeWhileOthersWrite(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "a folder?", "segur.db")
	s := open(t, path)
	commit(t, s, &desk.Batch{Accounts: []desk.Account{account("camille")}})
	file := filepath.Join(t.TempDir(), "file:odd?name.db")
	err := Backup(t.Context(), path, file, func(_ context.Context, source string) error {
		if n := accountsOf(t, source); n != 1 || source == file {
			t.Errorf("%s to verify has %d accounts", source, n)
		}
		if _, err := os.Stat(file); !os.IsNotExist(err) {
			t.Errorf("it has its name before it is verified: %v", err)
		}
		commit(t, s, &desk.Batch{Accounts: []desk.Account{account("dominique")}})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if n := accountsOf(t, file); n != 1 {
		t.Errorf("%d accounts", n)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if left := names(t, filepath.Dir(file)); len(left) != 1 {
		t.Errorf("beside it: %v", left)
	}
}

func TestABackupOverwritesNothing(t *testing.T) {
	t.Parallel()
	path := withAccount(t, "camille")
	folder := t.TempDir()
	file, link := filepath.Join(folder, "there.db"), filepath.Join(folder, "link.db")
	put(t, file, "mine")
	if err := os.Symlink(filepath.Join(folder, "nowhere"), link); err != nil {
		t.Fatal(err)
	}
	unasked := func(context.Context, string) error { t.Error("it was copied"); return nil }
	for _, taken := range []string{file, link, folder} {
		if err := Backup(t.Context(), path, taken, unasked); segur.ErrorCode(err) != segur.CodeConflict || !strings.Contains(err.Error(), taken) {
			t.Errorf("%s: %v", taken, err)
		}
	}
	late := filepath.Join(folder, "late.db")
	err := Backup(t.Context(), path, late, func(context.Context, string) error { put(t, late, "mine"); return nil })
	if segur.ErrorCode(err) != segur.CodeConflict || content(t, late) != "mine" || content(t, file) != "mine" {
		t.Errorf("a file that came meanwhile: %v", err)
	}
	wrong := errors.New("altered")
	if err := Backup(t.Context(), path, filepath.Join(folder, "wrong.db"), func(context.Context, string) error { return wrong }); !errors.Is(err, wrong) {
		t.Errorf("a copy that does not verify: %v", err)
	}
	interrupted, interrupt := context.WithCancel(t.Context())
	interrupt()
	if err := Backup(interrupted, path, filepath.Join(folder, "half.db"), unasked); err == nil {
		t.Error("an interrupted backup is one")
	}
	if err := Backup(t.Context(), path+"x", filepath.Join(folder, "none.db"), unasked); segur.ErrorCode(err) != segur.CodeNotFound {
		t.Errorf("without a database: %v", err)
	}
	if left := names(t, folder); !slices.Equal(left, []string{"late.db", "link.db", "there.db"}) {
		t.Errorf("it leaves %v", left)
	}
}

// restoration is of one database into the place of another.
func restoration(from, to string, replace bool) Restoration {
	return Restoration{From: from, To: to, Check: fine, Replace: replace, Clock: noon}
}

func TestARestoredDatabaseStandsAlone(t *testing.T) {
	t.Parallel()
	backup := withAccount(t, "camille")
	to := filepath.Join(t.TempDir(), "new", "segur.db")
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		t.Fatal(err)
	}
	put(t, to+"-wal", "stale")
	put(t, to+"-shm", "stale")
	aside, err := Restore(t.Context(), restoration(backup, to, false))
	kept := to + ".2026-11-30T120000Z"
	if err != nil || aside != kept || content(t, kept+"-wal") != "stale" {
		t.Fatalf("aside %q, %v", aside, err)
	}
	left := names(t, filepath.Dir(to))
	if info, err := os.Stat(to); err != nil || info.Mode().Perm() != 0o600 || slices.Contains(left, "segur.db-wal") || slices.Contains(left, "segur.db-shm") {
		t.Errorf("%v with %v, %v", info, left, err)
	}
	if _, err := open(t, to).AccountByName(t.Context(), "camille"); err != nil {
		t.Error(err)
	}
}

// TestARestorationRespectsWhatIsThere: a database is not touched unless asked to, and never under a server.
func TestARestorationRespectsWhatIsThere(t *testing.T) {
	t.Parallel()
	backup, to := withAccount(t, "camille"), filepath.Join(t.TempDir(), "segur.db")
	s := open(t, to)
	commit(t, s, &desk.Batch{Accounts: []desk.Account{account("ancienne")}})
	for _, replace := range []bool{false, true} {
		if _, err := Restore(t.Context(), restoration(backup, to, replace)); segur.ErrorCode(err) != segur.CodeConflict || !strings.Contains(err.Error(), "in use by") {
			t.Errorf("under a server: %v", err)
		}
	}
	// A server that was killed leaves its log, which is part of the database.
	killed := filepath.Join(t.TempDir(), "segur.db")
	put(t, killed, content(t, to))
	put(t, killed+"-wal", content(t, to+"-wal"))
	before := names(t, filepath.Dir(killed))
	if _, err := Restore(t.Context(), restoration(backup, killed, false)); segur.ErrorCode(err) != segur.CodeConflict || !strings.Contains(err.Error(), "--replace") {
		t.Errorf("a database is there: %v", err)
	}
	wrong := restoration(backup, killed, true)
	wrong.Check = func(context.Context, string) error { return &segur.Error{Code: segur.CodeInvalid, Message: "altered"} }
	if _, err := Restore(t.Context(), wrong); segur.ErrorCode(err) != segur.CodeInvalid {
		t.Errorf("a copy that does not verify: %v", err)
	}
	if left := names(t, filepath.Dir(killed)); !slices.Equal(left, append(before, "segur.db.lock")) && len(left) != len(before)+1 {
		t.Errorf("a refusal leaves %v", left)
	}
	aside, err := Restore(t.Context(), restoration(backup, killed, true))
	if err != nil {
		t.Fatal(err)
	}
	for path, name := range map[string]string{killed: "camille", aside: "ancienne"} {
		if _, err := open(t, path).AccountByName(t.Context(), name); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
}
