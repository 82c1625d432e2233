package store

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit/engines"
)

// openVariable names the database that a copy of the test program must try to open.
const openVariable = "OPEN_DATABASE_AND_SAY"

func TestMain(m *testing.M) {
	path, ok := os.LookupEnv(openVariable)
	if !ok {
		os.Exit(m.Run())
	}
	s, err := Open(context.Background(), Options{Path: path, Clock: noon})
	if err != nil {
		fmt.Print(segur.ErrorCode(err), " ", err)
		os.Exit(0)
	}
	fmt.Print("opened ", s.Close())
}

func noon() time.Time { return time.Date(2026, time.November, 30, 12, 0, 0, 123456000, time.UTC) }

func open(t testing.TB, path string) *Store {
	t.Helper()
	s, err := Open(t.Context(), Options{Path: path, Clock: noon})
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

func scratch(t testing.TB, at engines.Place) *Store {
	t.Helper()
	return open(t, at.Source(t))
}

func TestDatabaseIsPrivate(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "new", "segur.db")
	s := open(t, path)
	if err := s.Ping(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{path, path + "-wal", path + ".lock"} {
		info, err := os.Stat(name)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", filepath.Base(name), info, err)
		}
	}
}

func TestSecondProcessIsRefused(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "segur.db")
	s, err := Open(t.Context(), Options{Path: path, Clock: noon, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	if got := openElsewhere(t, path); !strings.HasPrefix(got, "conflict ") || !strings.Contains(got, path) ||
		!strings.Contains(got, fmt.Sprintf("in use by another process (number %d)", os.Getpid())) {
		t.Errorf("the second process says %q", got)
	}
	if _, err := Open(t.Context(), Options{Path: path, Clock: noon}); segur.ErrorCode(err) != segur.CodeConflict {
		t.Errorf("the same process opened it twice: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if got := openElsewhere(t, path); got != "opened <nil>" {
		t.Errorf("after closing, the second process says %q", got)
	}
}

func openElsewhere(t *testing.T, path string) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	command := exec.CommandContext(t.Context(), self)
	command.Env = append(os.Environ(), openVariable+"="+path)
	out, err := command.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return string(out)
}

func TestUnusableFileIsRefused(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "segur.db")
	if err := os.WriteFile(path, []byte(strings.Repeat("not a database ", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), Options{Path: path, Clock: noon}); err == nil {
		t.Error("a text file was opened as a database")
	}
}

func countRows(t *testing.T, at engines.Place, pool *sql.DB) map[string]int {
	t.Helper()
	counts := map[string]int{}
	for _, name := range at.Tables(t, pool) {
		var n int
		if err := pool.QueryRowContext(t.Context(), "SELECT COUNT(*) FROM "+name).Scan(&n); err != nil {
			t.Fatal(err)
		}
		counts[name] = n
	}
	return counts
}

func TestErrorsAreToldApart(t *testing.T) { engines.Each(t, testErrorsAreToldApart) }

func testErrorsAreToldApart(t *testing.T, at engines.Place) {
	s := scratch(t, at)
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	_, notFound := s.Publication(t.Context(), 7)
	_, gone := s.Latest(cancelled)
	exec := func(statement string) error {
		return s.errors.Translate("test", s.db.WithContext(t.Context()).Exec(statement).Error)
	}
	cases := map[string]struct {
		err  error
		want segur.Code
	}{
		"not found":   {notFound, segur.CodeNotFound},
		"cancelled":   {gone, segur.CodeUnavailable},
		"foreign key": {exec("INSERT INTO measure_sources VALUES (1, 1, 'none')"), segur.CodeInvalid},
		"check":       {exec("INSERT INTO proposal_rows VALUES (1, '')"), segur.CodeInvalid},
		"not null":    {exec("INSERT INTO proposal_rows VALUES (1, NULL)"), segur.CodeInvalid},
		"type":        {exec("INSERT INTO proposal_rows VALUES ('one', 'x')"), segur.CodeInvalid},
		"unique":      {exec("INSERT INTO goose_db_version (id, version_id, is_applied) VALUES (1, 1, 1)"), segur.CodeConflict},
		"trigger":     {exec("DELETE FROM publication_counter"), segur.CodeConflict},
		"syntax":      {exec("SELEC"), segur.CodeInternal},
		"none":        {exec("SELECT 1"), ""},
	}
	for name, c := range cases {
		if got := segur.ErrorCode(c.err); got != c.want {
			t.Errorf("%s: code %q, want %q (%v)", name, got, c.want, c.err)
		}
	}
	if got := s.errors.Translate("x", &segur.Error{Code: segur.CodeGone}); segur.ErrorCode(got) != segur.CodeGone || reflect.TypeOf(got) == nil {
		t.Errorf("a known error changed: %v", got)
	}
}
