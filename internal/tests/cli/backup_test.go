package cli

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/segur-tracker/segur/internal/testkit"
)

var journalLine = regexp.MustCompile(`(?m)^journal (\d+:[0-9a-f]{64})$`)

// alone copies the file of the database as cp does, without what lies beside it.
func alone(t *testing.T, data string) (folder string) {
	t.Helper()
	folder = t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "segur.db"), []byte(content(t, filepath.Join(data, "segur.db"))), 0o600); err != nil {
		t.Fatal(err)
	}
	return folder
}

// entries counts the lines of the journal in a copy that nobody has open.
func entries(t *testing.T, folder string) (n int) {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+filepath.Join(folder, "segur.db")+"?immutable=1")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if err := db.QueryRow("SELECT COUNT(*) FROM audit").Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func listed(t *testing.T, folder string) []string {
	t.Helper()
	all, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, one := range all {
		names = append(names, one.Name())
	}
	return names
}

// TestACopyOfTheFileAloneHasTheSite: on a site that has just begun, and what staff did since once it is quiet.
func TestACopyOfTheFileAloneHasTheSite(t *testing.T) {
	data := t.TempDir()
	s := serve(t, data)
	first := alone(t, data)
	if r := run(t, nil, "verify", "--data", first); r.code != 0 || !strings.Contains(r.out, "1 publications, ") {
		t.Errorf("a copy of a new site: %+v", r)
	}
	if r := run(t, nil, "user", "create", "agent-01", "--role", "editor", "--data", data); r.code != 0 {
		t.Fatalf("%+v", r)
	}
	noted := journalLine.FindStringSubmatch(run(t, nil, "verify", "--data", data).out)
	if noted == nil {
		t.Fatal("no line of the journal")
	}
	var later string
	testkit.Await(t, "the copy has all lines of the journal", func() bool {
		later = alone(t, data)
		return strings.HasPrefix(noted[1], fmt.Sprint(entries(t, later), ":"))
	})
	if r := run(t, nil, "verify", "--data", later, "--journal", noted[1]); r.code != 0 {
		t.Errorf("a copy of a quiet site: %+v", r)
	}
	s.stop(t, syscall.SIGTERM)
	if left := listed(t, data); !slices.Equal(left, []string{"segur.db", "segur.db.lock"}) {
		t.Errorf("the program leaves %v", left)
	}
	restored := serve(t, later)
	if same := restored.get(t, "/methode"); same == "" || strings.Contains(restored.errors(), "seeded") {
		t.Errorf("the copy is no site: %s", restored.errors())
	}
	restored.stop(t, syscall.SIGTERM)
	if r := run(t, nil, "user", "list", "--data", later); !strings.Contains(r.out, "agent-01") {
		t.Errorf("the copy lacks the account: %+v", r)
	}
}

// TestABackupOfARunningSite has what was committed until then, verifies, and brings a site back elsewhere.
func TestABackupOfARunningSite(t *testing.T) {
	data, folder := t.TempDir(), t.TempDir()
	s := serve(t, data)
	if r := run(t, nil, "user", "create", "agent-01", "--role", "editor", "--data", data); r.code != 0 {
		t.Fatalf("%+v", r)
	}
	noted := journalLine.FindStringSubmatch(run(t, nil, "verify", "--data", data).out)
	file := filepath.Join(folder, "nightly.db")
	r := run(t, nil, "backup", file, "--data", data)
	if r.code != 0 || !strings.Contains(r.out, " 0 faults\n") || !strings.HasSuffix(r.out, "\nbackup "+file+"\n") || noted == nil || !strings.Contains(r.out, "journal "+noted[1]) {
		t.Fatalf("%q %+v", noted, r)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 || len(listed(t, folder)) != 1 {
		t.Errorf("%v %v, %v", info, err, listed(t, folder))
	}
	before := content(t, file)
	refused(t, nil, []string{"backup", file, "--data", data}, file, "nothing is overwritten")
	if content(t, file) != before {
		t.Error("the backup was overwritten")
	}
	if r := run(t, nil, "verify", file, "--journal", noted[1]); r.code != 0 || !strings.Contains(r.out, "last journal line written 20") {
		t.Errorf("%+v", r)
	}
	refused(t, nil, []string{"restore", file, "--data", data}, "in use by another process")
	page := s.get(t, "/methode")
	s.stop(t, syscall.SIGTERM)

	refused(t, nil, []string{"restore", file, "--data", data}, "there is a database", "--replace")
	elsewhere := filepath.Join(t.TempDir(), "new", "machine")
	if r := run(t, nil, "restore", file, "--data", elsewhere); r.code != 0 || !strings.Contains(r.out, "restored into "+elsewhere) {
		t.Fatalf("%+v", r)
	}
	restored := serve(t, elsewhere)
	if restored.get(t, "/methode") != page || strings.Contains(restored.errors(), "seeded") || setUpLine.MatchString(restored.output()) {
		t.Errorf("the restored site is another one: %s", restored.errors())
	}
	restored.stop(t, syscall.SIGTERM)
}

// TestRestoringOverASiteKeepsIt under a name that tells the moment.
func TestRestoringOverASiteKeepsIt(t *testing.T) {
	data, file := t.TempDir(), filepath.Join(t.TempDir(), "first.db")
	for _, args := range [][]string{{"seed", "--data", data}, {"backup", file, "--data", data}, {"user", "create", "late-01", "--role", "editor", "--data", data}} {
		if r := run(t, nil, args...); r.code != 0 {
			t.Fatalf("%v: %+v", args, r)
		}
	}
	r := run(t, nil, "restore", file, "--data", data, "--replace")
	aside := regexp.MustCompile(`(?m)^set aside (.*/segur\.db\.\d{4}-\d\d-\d\dT\d{6}Z)$`).FindStringSubmatch(r.out)
	if r.code != 0 || aside == nil {
		t.Fatalf("%+v", r)
	}
	if r := run(t, nil, "user", "list", "--data", data); !strings.Contains(r.out, "no account yet") {
		t.Errorf("not what was backed up: %+v", r)
	}
	back := t.TempDir()
	if r := run(t, nil, "restore", aside[1], "--data", back); r.code != 0 {
		t.Fatalf("%+v", r)
	}
	if r := run(t, nil, "user", "list", "--data", back); !strings.Contains(r.out, "late-01") {
		t.Errorf("what was set aside lacks something: %+v", r)
	}
}

// TestAnAlteredDatabaseIsNoBackup: nothing that does not verify gets the name of a backup or the place of a site.
func TestAnAlteredDatabaseIsNoBackup(t *testing.T) {
	data, folder := t.TempDir(), t.TempDir()
	if r := run(t, nil, "seed", "--data", data); r.code != 0 {
		t.Fatalf("%+v", r)
	}
	alter(t, data, "DROP TRIGGER indicator_values_no_update",
		"UPDATE indicator_values SET number = 173000 WHERE indicator_code = 'cpts-active' AND period = '2021-07' AND number = 172000")
	r := refused(t, nil, []string{"backup", filepath.Join(folder, "x.db"), "--data", data}, "not as it was published", "faults: 2; it was not kept")
	if !strings.Contains(r.out, "publication 1: values cpts-active") || len(listed(t, folder)) != 0 {
		t.Errorf("%s, %v", r.out, listed(t, folder))
	}
	empty := filepath.Join(folder, "new")
	refused(t, nil, []string{"restore", filepath.Join(data, "segur.db"), "--data", empty}, "not as it was published")
	if _, err := os.Stat(filepath.Join(empty, "segur.db")); !os.IsNotExist(err) {
		t.Errorf("it was restored: %v", err)
	}
	refused(t, nil, []string{"backup", filepath.Join(folder, "y.db"), "--data", folder}, "there is no database")
}

// TestADatabaseWithoutASiteIsNeverSeeded, by no command, unless somebody says so, who keeps the old file.
func TestADatabaseWithoutASiteIsNeverSeeded(t *testing.T) {
	foreign := filepath.Join(t.TempDir(), "segur.db")
	db, err := sql.Open("sqlite3", foreign)
	if err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{"PRAGMA journal_mode = WAL", "CREATE TABLE tickets (id INTEGER)"} {
		if _, err := db.Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
	onePage := content(t, foreign)[:4096] // what was there before the table: everything else is in the log
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	for name, body := range map[string]string{"empty": "", "one page": onePage, "foreign": content(t, foreign)} {
		data := t.TempDir()
		file := filepath.Join(data, "segur.db")
		if err := os.WriteFile(file, []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, args := range [][]string{
			{"serve", "--listen", "127.0.0.1:0"}, {"seed"}, {"verify"}, {"user", "list"}, {"backup", filepath.Join(data, "copy.db")},
		} {
			r := refused(t, nil, append(args, "--data", data), file+" is a database without a site", "segur backup", "--new")
			if hint := strings.Contains(r.errors, "segur.db-wal"); r.out != "" || hint == (name == "foreign") {
				t.Errorf("%s, %v: %+v", name, args, r)
			}
		}
		if content(t, file) != body || len(listed(t, data)) > 2 {
			t.Errorf("%s: the refused file changed: %v", name, listed(t, data))
		}
		s := serve(t, data, "--new")
		s.get(t, "/methode")
		s.awaitSetUp(t)
		s.stop(t, syscall.SIGTERM)
		kept, err := filepath.Glob(file + ".20*Z")
		if err != nil || len(kept) != 1 || content(t, kept[0]) != body || !strings.Contains(s.errors(), kept[0]) {
			t.Errorf("%s: kept %v, %v: %s", name, kept, err, s.errors())
		}
	}
}

// TestVerifyReadsWhatCannotBeWritten runs as somebody who may read a copy and its folder, and no more.
func TestVerifyReadsWhatCannotBeWritten(t *testing.T) {
	data := t.TempDir()
	s := serve(t, data)
	s.awaitSetUp(t) // the last thing that it writes
	first, whole, both := alone(t, data), t.TempDir(), t.TempDir()
	for folder, names := range map[string][]string{whole: {"segur.db", "segur.db-wal", "segur.db-shm"}, both: {"segur.db", "segur.db-wal"}} {
		for _, name := range names {
			if err := os.WriteFile(filepath.Join(folder, name), []byte(content(t, filepath.Join(data, name))), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	s.stop(t, syscall.SIGTERM)
	for _, folder := range []string{first, whole, both} {
		before := listed(t, folder)
		locked(t, folder)
		r := runAsReader(t, "verify", "--data", folder)
		if r.code != 0 || !strings.Contains(r.out, " 0 faults\n") {
			t.Errorf("%v: %+v", before, r)
		}
		if beside := strings.Contains(r.out, "read together with "+filepath.Join(folder, "segur.db-wal")); beside == (folder == first) {
			t.Errorf("%v: %s", before, r.out)
		}
		if after := listed(t, folder); !slices.Equal(after, before) {
			t.Errorf("it leaves %v", after)
		}
		elsewhere := filepath.Join(reachable(t), "elsewhere")
		if r := runAsReader(t, "restore", filepath.Join(folder, "segur.db"), "--data", elsewhere); r.code != 0 {
			t.Errorf("restored from there: %+v", r)
		}
	}
}

// nobody is who reads when the tests are run by somebody whom no mode of a file binds.
const nobody = 65534

// locked takes the right to write from everybody.
func locked(t *testing.T, folder string) {
	t.Helper()
	for _, name := range listed(t, folder) {
		mode(t, filepath.Join(folder, name), 0o400)
	}
	mode(t, folder, 0o500)
	t.Cleanup(func() { mode(t, folder, 0o700) })
}

// mode gives a file or folder to who reads, who must get there.
func mode(t *testing.T, path string, m os.FileMode) {
	t.Helper()
	err := os.Chmod(path, m)
	if err == nil && os.Geteuid() == 0 {
		err = errors.Join(os.Chown(path, nobody, nobody), passable(filepath.Dir(path)))
	}
	if err != nil {
		t.Fatal(err)
	}
}

// passable lets everybody pass a folder that only its owner may, without letting them read it.
func passable(folder string) error {
	info, err := os.Stat(folder)
	if err != nil || info.Mode().Perm() != 0o700 || !strings.HasPrefix(folder, os.TempDir()+"/") {
		return err
	}
	return os.Chmod(folder, 0o711)
}

// reachable is a folder in which who reads may write.
func reachable(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	mode(t, folder, 0o700)
	return folder
}

// runAsReader runs the program without the rights of the superuser.
func runAsReader(t *testing.T, args ...string) result {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), testkit.Patience)
	defer cancel()
	c := command(t, ctx, nil, args...)
	c.Dir = reachable(t)
	if os.Geteuid() == 0 {
		if err := passable(filepath.Dir(binary)); err != nil {
			t.Fatal(err)
		}
		c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	}
	var out, errs strings.Builder
	c.Stdout, c.Stderr = &out, &errs
	_ = c.Run() // the code says it
	return result{c.ProcessState.ExitCode(), out.String(), errs.String()}
}
