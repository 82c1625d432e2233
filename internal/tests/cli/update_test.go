package cli

import (
	"bytes"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestUpdateBesideAServer: a site that begins with the dataset has nothing to take in; of one that has changed it says what,
// and hands it in for somebody who may.
func TestUpdateBesideAServer(t *testing.T) {
	data := t.TempDir()
	s := serve(t, data)
	env := []string{"SEGUR_DATA=" + data}
	if r := run(t, env, "update", "--check"); r.code != 0 || r.out != "nothing changes\n" || r.errors != "" {
		t.Errorf("%+v", r)
	}
	newer := seedFolder(t, func(files map[string][]byte) {
		files["values.csv"] = bytes.Replace(files["values.csv"], []byte("cpts-active,baseline,2020,FR,73,"), []byte("cpts-active,baseline,2020,FR,74,"), 1)
	})
	want := "values: 0 new, 1 changed, 0 withdrawn\n"
	if r := run(t, env, "update", "--check", "--from", newer); r.code != 0 || r.out != want {
		t.Errorf("%+v", r)
	}
	if r := run(t, env, "user", "create", "claire", "--role", "editor"); r.code != 0 {
		t.Fatalf("%+v", r)
	}
	refused(t, env, []string{"update"}, "--check", "--submit-as NAME")
	refused(t, env, []string{"update", "--check", "--submit-as", "claire"}, "--check", "--submit-as NAME")
	refused(t, env, []string{"update", "--submit-as", "paul", "--from", newer}, "there is no account paul")
	refused(t, env, []string{"update", "--submit-as", "claire", "--from", newer, "--reason", " "}, "reason")
	broken := seedFolder(t, func(files map[string][]byte) { delete(files, "values.csv") })
	refused(t, env, []string{"update", "--check", "--from", broken}, "1 faults", "values.csv")
	if r := run(t, env, "update", "--submit-as", "claire", "--from", newer); r.code != 0 || r.out != want+"handed in for review: proposals 1\n" {
		t.Errorf("%+v", r)
	}
	if r := run(t, env, "update", "--submit-as", "claire", "--from", newer); r.code != 0 || r.out != "nothing changes\n" {
		t.Errorf("%+v", r)
	}
	s.stop(t, syscall.SIGTERM)
	refused(t, []string{"SEGUR_DATA=" + t.TempDir()}, []string{"update", "--check"}, "there is no database")
}

// TestWorkbooksAreReadByTheirContent: files that office programs have written, with what each is refused for.
func TestWorkbooksAreReadByTheirContent(t *testing.T) {
	of := func(name string) string {
		path, err := filepath.Abs(filepath.Join("..", "..", "sheet", "testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		return path
	}
	for name, says := range map[string]string{"libreoffice.xls": "ancien format (xls)", "libreoffice.xlsx": "ne porte le nom d’aucune table", "libreoffice.ods": "ne porte le nom d’aucune table"} {
		if r := refused(t, nil, []string{"seed", "--check", "--from", of(name)}, "faults: "); !strings.Contains(r.out, says) || !strings.Contains(r.out, name) {
			t.Errorf("%s: %s", name, r.out)
		}
	}
	refused(t, nil, []string{"seed", "--check", "--from", of("none.xlsx")}, "no such file")
}
