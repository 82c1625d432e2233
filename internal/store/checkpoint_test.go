package store

import (
	"database/sql"
	"os"
	"path/filepath"
	"testing"

	"github.com/segur-tracker/segur/internal/desk"
)

// copied copies one file, as cp does.
func copied(t *testing.T, file string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "segur.db")
	put(t, to, content(t, file))
	return to
}

func content(t *testing.T, file string) string {
	t.Helper()
	body, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func put(t *testing.T, file, body string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(body), 0o600); err != nil {
		t.Fatal(err)
	}
}

// accountsIn counts the accounts in a file that nobody has open, -1 when there is no such table.
func accountsIn(t *testing.T, path string) (n int) {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+path+"?immutable=1")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRow("SELECT COUNT(*) FROM accounts").Scan(&n); err != nil {
		return -1
	}
	return n
}

// TestACheckpointCompletesTheFile: whoever copies the file alone has what was committed before. A reader of
// what was there before puts it off; neither that reader nor the checkpoint is in the way of a writer.
func TestACheckpointCompletesTheFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "segur.db")
	s := open(t, path)
	commit(t, s, &desk.Batch{Accounts: []desk.Account{account("camille")}})
	if complete, err := s.Checkpoint(t.Context()); !complete || err != nil {
		t.Errorf("nobody is in the way: %t, %v", complete, err)
	}
	if n := accountsIn(t, copied(t, path)); n != 1 {
		t.Errorf("the copy has %d accounts", n)
	}
	reader, err := s.pool.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	for _, statement := range []string{"BEGIN", "SELECT COUNT(*) FROM accounts"} {
		if _, err := reader.ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"dominique", "claude"} {
		commit(t, s, &desk.Batch{Accounts: []desk.Account{account(name)}})
		if complete, err := s.Checkpoint(t.Context()); complete || err != nil {
			t.Errorf("with a reader of before: %t, %v", complete, err)
		}
	}
	if _, err := reader.ExecContext(t.Context(), "ROLLBACK"); err != nil {
		t.Fatal(err)
	}
	if complete, err := s.Checkpoint(t.Context()); !complete || err != nil {
		t.Errorf("after the reader left: %t, %v", complete, err)
	}
	if n := accountsIn(t, copied(t, path)); n != 3 {
		t.Errorf("the copy has %d accounts", n)
	}
}
