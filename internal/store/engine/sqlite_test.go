package engine

import (
	"database/sql"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/segur-tracker/segur/internal/segur"
)

// openFresh makes a database and holds it during the test.
func openFresh(t *testing.T) Engine {
	t.Helper()
	e := SQLite(filepath.Join(t.TempDir(), "a folder?", "segur.db"))
	hold, err := e.Take()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := hold.Release(); err != nil {
			t.Error(err)
		}
	})
	return e
}

// TestEveryConnectionKeepsItsGuarantees holds the whole pool open at once: a PRAGMA set
// through one connection would not show on the others.
func TestEveryConnectionKeepsItsGuarantees(t *testing.T) {
	t.Parallel()
	pool := openFresh(t).Open()
	defer pool.Close()
	if _, err := pool.ExecContext(t.Context(), "CREATE TABLE sources (id TEXT PRIMARY KEY); CREATE TABLE uses (source_id TEXT REFERENCES sources (id))"); err != nil {
		t.Fatal(err)
	}
	for i := range maxConnections {
		conn, err := pool.Conn(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		for name, want := range map[string]string{"foreign_keys": "1", "journal_mode": "wal", "synchronous": "2"} {
			var got string
			if err := conn.QueryRowContext(t.Context(), "PRAGMA "+name).Scan(&got); err != nil || got != want {
				t.Errorf("connection %d: %s is %q, want %q (%v)", i, name, got, want, err)
			}
		}
		_, err = conn.ExecContext(t.Context(), "INSERT INTO uses (source_id) VALUES ('none')")
		if code, _ := SQLite("").Classify(err); code != segur.CodeInvalid {
			t.Errorf("connection %d let a dangling row in: %v", i, err)
		}
	}
	if got := pool.Stats().OpenConnections; got != maxConnections {
		t.Errorf("%d connections were open, want %d", got, maxConnections)
	}
}

func TestConnectionWithoutGuaranteeIsRefused(t *testing.T) {
	t.Parallel()
	for _, option := range []string{"_foreign_keys=1&", "_journal_mode=WAL&", "_synchronous=FULL&"} {
		e := openFresh(t)
		source := strings.Replace(dataSource(e.Source()), option, "", 1)
		if option == "_synchronous=FULL&" {
			source += "&_synchronous=NORMAL"
		}
		pool := openPool(source, maxConnections, guarantees)
		if err := pool.PingContext(t.Context()); err == nil || !strings.Contains(err.Error(), "check connection") {
			t.Errorf("a connection without %s was taken: %v", option, err)
		}
		if err := pool.Close(); err != nil {
			t.Error(err)
		}
	}
}

// readModifyWrite runs 20 goroutines that each raise a counter 50 times in transactions,
// and returns how many transactions failed.
func readModifyWrite(t *testing.T, pool *sql.DB) int64 {
	t.Helper()
	if _, err := pool.ExecContext(t.Context(), "CREATE TABLE tally (n INTEGER); INSERT INTO tally VALUES (0)"); err != nil {
		t.Fatal(err)
	}
	raise := func() error {
		tx, err := pool.BeginTx(t.Context(), nil)
		if err != nil {
			return err
		}
		defer tx.Rollback()
		var n int
		if err := tx.QueryRow("SELECT n FROM tally").Scan(&n); err != nil {
			return err
		}
		if _, err := tx.Exec("UPDATE tally SET n = ?", n+1); err != nil {
			return err
		}
		return tx.Commit()
	}
	var failed atomic.Int64
	var group sync.WaitGroup
	for range 20 {
		group.Go(func() {
			for range 50 {
				if raise() != nil {
					failed.Add(1)
				}
			}
		})
	}
	group.Wait()
	var total int64
	if err := pool.QueryRow("SELECT n FROM tally").Scan(&total); err != nil || total+failed.Load() != 1000 {
		t.Errorf("%d counted and %d failed of 1000 (%v)", total, failed.Load(), err)
	}
	return failed.Load()
}

// TestTransactionsAreImmediate shows that no concurrent read-modify-write fails, and that
// it is the option of the data source that makes it so.
func TestTransactionsAreImmediate(t *testing.T) {
	t.Parallel()
	pool := openFresh(t).Open()
	defer pool.Close()
	if failed := readModifyWrite(t, pool); failed > 0 {
		t.Errorf("%d transactions failed", failed)
	}
	deferred := openPool(strings.Replace(dataSource(openFresh(t).Source()), "_txlock=immediate&", "", 1), maxConnections, guarantees)
	defer deferred.Close()
	if failed := readModifyWrite(t, deferred); failed == 0 {
		t.Error("no transaction failed without the option: this test proves nothing")
	}
}
