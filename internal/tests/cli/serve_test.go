package cli

import (
	"database/sql"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	_ "github.com/segur-tracker/segur/internal/store" // brings the database driver
)

// TestServeMakesItsData starts on an empty folder, stops, and starts again.
func TestServeMakesItsData(t *testing.T) {
	data := filepath.Join(t.TempDir(), "new", "data")
	first := serve(t, data)
	if _, err := os.Stat(filepath.Join(data, "segur.db")); err != nil {
		t.Error(err)
	}
	page := first.get(t, "/methode")
	first.get(t, "/en/")
	if ready := first.get(t, "/readyz"); ready != "ready\n" {
		t.Errorf("/readyz says %q", ready)
	}
	first.stop(t, syscall.SIGTERM)
	if !strings.Contains(first.errors(), "seeded") {
		t.Errorf("the first start does not say that it seeds: %s", first.errors())
	}
	second := serve(t, data)
	if strings.Contains(second.errors(), "seeded") || strings.Contains(second.errors(), "migrated") {
		t.Errorf("the second start changes the data: %s", second.errors())
	}
	if second.get(t, "/methode") != page {
		t.Error("the second start shows another page")
	}
	second.stop(t, syscall.SIGINT)
	if took := second.ProcessState.UserTime() + second.ProcessState.SystemTime(); took > 20*time.Second { // a few seconds, first pages drawn ahead included
		t.Errorf("the second start takes %v of a processor", took)
	}
}

// TestServeStopsAtOnce interrupts the program while it still prepares its first pages.
func TestServeStopsAtOnce(t *testing.T) {
	serve(t, t.TempDir()).stop(t, syscall.SIGTERM)
}

func TestASecondProgramIsRefused(t *testing.T) {
	data := t.TempDir()
	first := serve(t, data)
	refused(t, nil, []string{"serve", "--listen", "127.0.0.1:0", "--data", data},
		filepath.Join(data, "segur.db"), "in use", "number "+strconv.Itoa(first.Process.Pid))
	refused(t, nil, []string{"seed", "--data", data}, "in use")
	first.get(t, "/methode")
	first.stop(t, syscall.SIGTERM)
	again := serve(t, data)
	again.stop(t, syscall.SIGTERM)
}

// TestAKilledProgramLeavesNoLock ends it in the hardest way.
func TestAKilledProgramLeavesNoLock(t *testing.T) {
	data := t.TempDir()
	first := serve(t, data)
	if err := first.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	<-first.ended
	again := serve(t, data)
	again.get(t, "/methode")
	again.stop(t, syscall.SIGTERM)
}

func TestATakenAddressIsRefused(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	refused(t, nil, []string{"serve", "--listen", l.Addr().String(), "--data", t.TempDir()}, l.Addr().String(), "in use")
}

// TestANewerDatabaseIsRefused pretends that a later program has been there.
func TestANewerDatabaseIsRefused(t *testing.T) {
	data := t.TempDir()
	if r := run(t, nil, "seed", "--data", data); r.code != 0 || !strings.Contains(r.out, "Publication 1") {
		t.Fatalf("seed: %+v", r)
	}
	file := filepath.Join(data, "segur.db")
	db, err := sql.Open("sqlite3", file)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	before := content(t, file)
	refused(t, nil, []string{"serve", "--listen", "127.0.0.1:0", "--data", data}, file, "version 9999", "newer program")
	if content(t, file) != before {
		t.Error("the refused database has changed")
	}
}

func content(t *testing.T, file string) string {
	t.Helper()
	body, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// TestWhatIsNoDatabaseIsRefused points the program at other things.
func TestWhatIsNoDatabaseIsRefused(t *testing.T) {
	junk := t.TempDir()
	file := filepath.Join(junk, "segur.db")
	if err := os.WriteFile(file, []byte(strings.Repeat("this is no database\n", 500)), 0o600); err != nil {
		t.Fatal(err)
	}
	before := content(t, file)
	refused(t, nil, []string{"serve", "--listen", "127.0.0.1:0", "--data", junk}, file, "not a database")
	if content(t, file) != before {
		t.Error("the refused file has changed")
	}
	refused(t, nil, []string{"serve", "--listen", "127.0.0.1:0", "--data", file}, file)
}
