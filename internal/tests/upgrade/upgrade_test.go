package upgrade

import (
	"compress/gzip"
	"database/sql"
	"io"
	"os"
	"path/filepath"
	"testing"

	_ "github.com/mattn/go-sqlite3"

	"github.com/segur-tracker/segur/internal/config"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/editorial"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/store/engine"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/testkit/staff"
	"github.com/segur-tracker/segur/internal/web/view"
)

// kept unpacks a database that a program of before made.
func kept(t *testing.T, name string) (folder string) {
	t.Helper()
	packed, err := os.Open(filepath.Join("testdata", name+".db.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer packed.Close()
	content, err := gzip.NewReader(packed)
	if err != nil {
		t.Fatal(err)
	}
	folder = t.TempDir()
	out, err := os.OpenFile(filepath.Join(folder, "segur.db"), os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(out, content); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return folder
}

// TestADatabaseOfBeforeGoesOn: schema6 was made by the last program whose tables were listed by hand:
// eight publications (a figure, a state, the message of the site, an event, measures that get other
// numbers and back, a summary), proposals at every step, and their journal.
func TestADatabaseOfBeforeGoesOn(t *testing.T) {
	folder := kept(t, "schema6")
	s := testkit.Open(t, testkit.WithConfig(func(c *config.Config) { c.DataDir = folder }))
	if got := s.Catalog().Version(); got != 8 {
		t.Fatalf("publication %d", got)
	}
	verified(t, s)
	to := view.Links{Lang: locale.FR}
	paths := []string{to.Home(), to.Section("sources"), to.Section("timeline"), to.News(6), to.Indicator("msp-count")}
	for _, m := range s.Catalog().Measures() {
		paths = append(paths, to.Measure(m))
	}
	for _, path := range paths {
		if r := s.Get(path); r.Status != 200 {
			t.Errorf("%s answers %d: %s", path, r.Status, s.Log.Cause(r))
		}
	}
	guarded(t, filepath.Join(folder, "segur.db"))

	claire := staff.Join(t, s, "claire", desk.RoleApprover, desk.Scope{}).Actor()
	denis := staff.Join(t, s, "denis", desk.RoleApprover, desk.Scope{}).Actor()
	p, err := s.App.Editorial().Revert(t.Context(), claire, 2, "Chiffre démenti par sa source")
	if err != nil {
		t.Fatal(err)
	}
	p, err = s.App.Editorial().Decide(t.Context(), denis, desk.Ref{ID: p.ID, Version: p.Version}, editorial.Decision{Status: desk.StatusApproved})
	if err != nil {
		t.Fatal(err)
	}
	if _, err = s.App.Editorial().Publish(t.Context(), denis, []desk.Ref{{ID: p.ID, Version: p.Version}}, segur.Text{FR: "Retour", EN: "Back"}); err != nil {
		t.Fatal(err)
	}
	verified(t, s)
}

func verified(t *testing.T, s *testkit.Site) {
	t.Helper()
	if v, err := s.App.Editorial().Verify(t.Context()); err != nil || len(v.Mismatches) > 0 {
		t.Errorf("verify: %+v, %v", v, err)
	}
}

// guarded holds that each guard is the one that the descriptions ask for today.
func guarded(t *testing.T, path string) {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+path+"?mode=ro&_busy_timeout=20000")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, table := range segur.Tables() {
		for _, guard := range engine.SQLite(path).Schema().Guards(table) {
			var text string
			if err := db.QueryRow("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = ?", guard.Name).Scan(&text); err != nil || text != guard.SQL {
				t.Errorf("%s: %v\n%s", guard.Name, err, text)
			}
		}
	}
}
