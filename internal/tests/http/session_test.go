package http

import (
	"database/sql"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/config"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/testkit/staff"
)

// onDisk opens a site whose database can be reached from beside.
func onDisk(t *testing.T) (*testkit.Site, *sql.DB) {
	t.Helper()
	dir := t.TempDir()
	s := testkit.Open(t, testkit.WithConfig(func(c *config.Config) { c.DataDir = dir }))
	db, err := sql.Open("sqlite3", "file:"+filepath.Join(dir, "segur.db")+"?_busy_timeout=20000")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return s, db
}

func run(t *testing.T, db *sql.DB, statement string) {
	t.Helper()
	if _, err := db.Exec(statement); err != nil {
		t.Fatal(err)
	}
}

// breaking makes each write of a table fail in the engine, as a full disk does.
const breaking = " BEGIN SELECT abs(-9223372036854775807 - 1); END"

// TestASessionThatCannotBeKeptIsAFailure: the page, the log and the readiness say so, and recover.
func TestASessionThatCannotBeKeptIsAFailure(t *testing.T) {
	s, db := onDisk(t)
	who := staff.Join(t, s, "agent-01", desk.RoleEditor, desk.Scope{})
	token := who.Token()
	run(t, db, "CREATE TRIGGER broken BEFORE INSERT ON sessions"+breaking)
	run(t, db, "CREATE TRIGGER stuck BEFORE UPDATE ON sessions"+breaking)
	for i, method := range []string{http.MethodGet, http.MethodHead} {
		s.Clock.Set(testkit.Now().Add(time.Duration(i+1) * 10 * time.Minute)) // when the session was last seen is kept
		r := s.Do(method, "/admin/saisir/source", who.Cookie())
		if r.Status != http.StatusServiceUnavailable || r.Header.Get("Retry-After") == "" || r.Header.Get("Set-Cookie") != "" {
			t.Errorf("%s answers %d, %v", method, r.Status, r.Header)
		}
		if shown := len(r.Body) > 0; shown != (method == http.MethodGet) {
			t.Errorf("%s shows a page: %v", method, shown)
		}
		if last := lastRecord(t, s); last["level"] != "ERROR" || !strings.Contains(s.Log.Cause(r), "keep session") {
			t.Errorf("%s is logged as %v", method, last)
		}
	}
	if r := s.Get("/readyz"); r.Status != http.StatusServiceUnavailable {
		t.Errorf("/readyz answers %d", r.Status)
	}
	// What leads elsewhere leads nowhere then.
	r := who.Post("/admin/compte/langue", url.Values{"langue": {"fr"}, "jeton": {token}})
	if r.Status != http.StatusServiceUnavailable || r.Header.Get("Location") != "" {
		t.Errorf("a form answers %d and leads to %q", r.Status, r.Header.Get("Location"))
	}
	run(t, db, "DROP TRIGGER broken")
	run(t, db, "DROP TRIGGER stuck")
	if r := s.Get("/readyz"); r.Status != http.StatusOK {
		t.Errorf("with the disk in order /readyz answers %d: %s", r.Status, s.Log.Cause(r))
	}
	if r := who.Get("/admin/saisir/source"); r.Status != http.StatusOK {
		t.Errorf("the desk answers %d", r.Status)
	}
}

// TestARefusalThatCannotBeNotedIsLogged: the refusal stands, and what it hides is not lost.
func TestARefusalThatCannotBeNotedIsLogged(t *testing.T) {
	s, db := onDisk(t)
	who := staff.Join(t, s, "agent-01", desk.RoleEditor, desk.Scope{})
	run(t, db, "CREATE TRIGGER broken BEFORE INSERT ON audit"+breaking)
	r := who.Get("/admin/comptes")
	if r.Status != http.StatusForbidden {
		t.Errorf("answers %d", r.Status)
	}
	records, err := s.Log.Records()
	if err != nil {
		t.Fatal(err)
	}
	told := false
	for _, record := range records {
		told = told || record["level"] == "ERROR" && record["request_id"] == r.Header.Get("X-Request-Id")
	}
	if !told {
		t.Error("no error is logged")
	}
}
