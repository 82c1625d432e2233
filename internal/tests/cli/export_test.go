package cli

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestExportBesideAServer: the files pass the check of a dataset, and a second export does not touch them.
func TestExportBesideAServer(t *testing.T) {
	data, folder := t.TempDir(), filepath.Join(t.TempDir(), "dataset")
	s := serve(t, data)
	env := []string{"SEGUR_DATA=" + data}
	if r := run(t, env, "export", folder); r.code != 0 || !strings.HasPrefix(r.out, "publication 1, ") || r.errors != "" {
		t.Errorf("%+v", r)
	}
	s.stop(t, syscall.SIGTERM)
	whole := run(t, nil, "seed", "--check")
	if r := run(t, nil, "seed", "--check", "--from", folder); r.code != 0 || r.out != whole.out {
		t.Errorf("%+v, the dataset itself %+v", r, whole)
	}
	before, err := os.Stat(filepath.Join(folder, "values.csv"))
	if err != nil {
		t.Fatal(err)
	}
	refused(t, env, []string{"export", folder}, "is there already")
	if after, err := os.Stat(filepath.Join(folder, "values.csv")); err != nil || after.ModTime() != before.ModTime() {
		t.Errorf("%v, %v", after, err)
	}
	refused(t, env, []string{"export", filepath.Join(t.TempDir(), "a"), "--publication", "2"}, "no publication 2")
	refused(t, []string{"SEGUR_DATA=" + t.TempDir()}, []string{"export", filepath.Join(t.TempDir(), "a")}, "there is no database")
}
