package cli

import (
	"database/sql"
	"path/filepath"
	"strings"
	"testing"

	_ "github.com/mattn/go-sqlite3" // the tests alter rows behind the program's back
)

// alter does to a database what somebody who holds the file can do.
func alter(t *testing.T, dir string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+filepath.Join(dir, "segur.db")+"?_busy_timeout=20000")
	if err != nil {
		t.Fatal(err)
	}
	for _, statement := range statements {
		if _, err := db.Exec(statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestVerifyNamesAnAlteredRow(t *testing.T) {
	dir := t.TempDir()
	if r := run(t, nil, "seed", "--data", dir); r.code != 0 {
		t.Fatalf("%+v", r)
	}
	if r := run(t, nil, "verify", "--data", dir); r.code != 0 || !strings.Contains(r.out, "1 publications, ") || !strings.Contains(r.out, " 0 faults") {
		t.Fatalf("an untouched database: %+v", r)
	}
	alter(t, dir, "DROP TRIGGER indicator_values_no_update",
		"UPDATE indicator_values SET number = 173000 WHERE indicator_code = 'cpts-active' AND period = '2021-07' AND number = 172000")
	r := run(t, nil, "verify", "--data", dir)
	if r.code != 1 || !strings.Contains(r.out, "publication 1: values cpts-active actual 2021-07 FR 172") || !strings.Contains(r.errors, "faults: ") {
		t.Errorf("an altered value: %+v", r)
	}
}

// TestVerifyKnowsALineOfTheJournal: what one run prints as the journal's end, the next one finds.
func TestVerifyKnowsALineOfTheJournal(t *testing.T) {
	dir := t.TempDir()
	if r := run(t, nil, "seed", "--data", dir); r.code != 0 {
		t.Fatalf("%+v", r)
	}
	if r := run(t, nil, "user", "create", "agent-01", "--role", "editor", "--data", dir); r.code != 0 {
		t.Fatalf("%+v", r)
	}
	_, line, _ := strings.Cut(run(t, nil, "verify", "--data", dir).out, "\njournal ")
	line = strings.TrimSpace(line)
	if r := run(t, nil, "verify", "--data", dir, "--journal", line); r.code != 0 || !strings.Contains(r.out, " 0 faults") {
		t.Errorf("%q: %+v", line, r)
	}
	if r := run(t, nil, "verify", "--data", dir, "--journal", "tail"); r.code != 1 || !strings.Contains(r.errors, `"tail" is not a line of the journal`) {
		t.Errorf("%+v", r)
	}
	alter(t, dir, "DROP TRIGGER audit_no_delete", "DELETE FROM audit WHERE id = (SELECT MAX(id) FROM audit)")
	number, _, _ := strings.Cut(line, ":")
	if r := run(t, nil, "verify", "--data", dir, "--journal", line); r.code != 1 || !strings.Contains(r.out, "audit "+number+": the row is missing") {
		t.Errorf("a journal cut at its end: %+v", r)
	}
}

// TestVerifyNamesAProposalThatNobodyApproved: a status written by hand is no approval.
func TestVerifyNamesAProposalThatNobodyApproved(t *testing.T) {
	dir := t.TempDir()
	if r := run(t, nil, "seed", "--data", dir); r.code != 0 {
		t.Fatalf("%+v", r)
	}
	alter(t, dir, `INSERT INTO proposals (id, kind, status, author_name, base, changes, reason, explanation, confirmed, submission,
		created_at, updated_at, submitted_at, decided_at, decided_by, decision, version)
		SELECT 7, 'text', 'approved', 'saisie', 1, payload, 'Une raison', '', 'null', 7, '', '', '', '', 'x', '', 1
		FROM publication_payloads WHERE number = 1`)
	r := run(t, nil, "verify", "--data", dir)
	if r.code != 1 || !strings.Contains(r.out, `proposal 7: approved by "x" without a line of the journal by somebody other than saisie`) {
		t.Errorf("%+v", r)
	}
}

func TestVerifyNeedsADatabase(t *testing.T) {
	if r := run(t, nil, "verify", "--data", t.TempDir()); r.code != 1 || !strings.Contains(r.errors, "there is no database") {
		t.Errorf("%+v", r)
	}
}

func TestVerifyWorksBesideAServer(t *testing.T) {
	dir := t.TempDir()
	serve(t, dir)
	if r := run(t, nil, "verify", "--data", dir); r.code != 0 {
		t.Errorf("%+v", r)
	}
}
