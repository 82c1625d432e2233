package cli

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"github.com/segur-tracker/segur/internal/config"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/seed"
)

func TestSeedCheckPasses(t *testing.T) {
	r := run(t, nil, "seed", "--check")
	if r.code != 0 || !strings.HasPrefix(r.out, "33 measures, ") || strings.Count(r.out, "\n") != 1 || r.errors != "" {
		t.Errorf("%+v", r)
	}
	if same := run(t, nil, "seed", "--check", "--from", seedFolder(t, func(map[string][]byte) {})); same.out != r.out || same.code != 0 {
		t.Errorf("the same files in a folder: %+v", same)
	}
}

// seedFolder writes a changed copy of the dataset.
func seedFolder(t *testing.T, change func(files map[string][]byte)) string {
	t.Helper()
	dir, files := t.TempDir(), map[string][]byte{}
	names, err := fs.Glob(seed.Files, "*.csv")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if files[name], err = seed.Files.ReadFile(name); err != nil {
			t.Fatal(err)
		}
	}
	change(files)
	for name, body := range files {
		if err := os.WriteFile(filepath.Join(dir, name), body, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

var faultLine = regexp.MustCompile(`^[a-z]+\.csv:\d+:\d+: [a-z_]*: \S.+$`)

// TestSeedCheckListsFaults breaks two files, in three ways.
func TestSeedCheckListsFaults(t *testing.T) {
	dir := seedFolder(t, func(files map[string][]byte) {
		files["values.csv"] = bytes.Replace(files["values.csv"], []byte("cpts-active,baseline,2020,FR,73,"), []byte("cpts-active,baseline,2020-13,FR,many,"), 1)
		testkit.EditRows(t, files, "assessments.csv", func(row map[string]string) {
			if row["measure"] == "1" && row["year"] == "2020" {
				row["source_ids"] += "|no-such-source"
			}
		})
	})
	for lang, words := range map[string]string{"fr": "n’existe pas", "en": "does not exist"} {
		r := refused(t, nil, []string{"seed", "--check", "--from", dir, "--lang", lang}, "faults: 3")
		lines := strings.Split(strings.TrimSpace(r.out), "\n")
		if len(lines) != 3 {
			t.Errorf("%d lines: %s", len(lines), r.out)
		}
		for _, line := range lines {
			if !faultLine.MatchString(line) {
				t.Errorf("%s: %q", lang, line)
			}
		}
		for _, want := range []string{"values.csv:2:3: period: ", "values.csv:2:5: value: ", "assessments.csv:2:8: source_ids: ", words, "2020-13", "many", "no-such-source"} {
			if !strings.Contains(r.out, want) {
				t.Errorf("%s: no %q in %s", lang, want, r.out)
			}
		}
	}
}

// TestSeedCheckNamesAMissingFile holds that a fault without a line names none.
func TestSeedCheckNamesAMissingFile(t *testing.T) {
	dir := seedFolder(t, func(files map[string][]byte) { delete(files, "events.csv") })
	r := refused(t, nil, []string{"seed", "--check", "--from", dir}, "faults: 1")
	if !strings.HasPrefix(r.out, "events.csv: ") || strings.Count(r.out, "\n") != 1 {
		t.Errorf("%q", r.out)
	}
}

func TestSeedFromAnotherFolderIsOnlyChecked(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	dir := seedFolder(t, func(map[string][]byte) {})
	if r := run(t, nil, "seed", "--from", dir, "--data", data); r.code != 0 {
		t.Errorf("%+v", r)
	}
	if _, err := os.Stat(data); !os.IsNotExist(err) {
		t.Errorf("a check creates the data folder: %v", err)
	}
	refused(t, nil, []string{"seed", "--check", "--from", filepath.Join(dir, "absent")}, "absent")
}

func TestConfigPrintsWhatHolds(t *testing.T) {
	r := run(t, []string{"SEGUR_DATA=/srv/segur", "SEGUR_LISTEN=127.0.0.1:1", "SEGUR_LOG_FORMAT=json"}, "config", "--listen", "127.0.0.1:2")
	if r.code != 0 {
		t.Fatalf("%+v", r)
	}
	for _, s := range config.Settings() {
		if !strings.Contains(r.out, s.Env+"=") {
			t.Errorf("%s is not printed", s.Env)
		}
	}
	for _, want := range []string{"SEGUR_DATA=/srv/segur\n", "SEGUR_LISTEN=127.0.0.1:2\n", "SEGUR_LOG_FORMAT=json\n"} {
		if !strings.Contains(r.out, want) {
			t.Errorf("no %q in %s", want, r.out)
		}
	}
}

func TestMistakesInSettingsStopTheStart(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	refused(t, []string{"SEGUR_LISTENN=:1"}, []string{"serve", "--data", data}, "SEGUR_LISTENN", "not a setting")
	refused(t, []string{"SEGUR_LOG_LEVEL=loud", "SEGUR_SHUTDOWN_TIMEOUT=never"}, []string{"serve", "--data", data, "--listen", "nonsense"},
		"SEGUR_LOG_LEVEL", "SEGUR_SHUTDOWN_TIMEOUT", "SEGUR_LISTEN", "host:port")
	refused(t, []string{"SEGUR_BASE_URL=javascript:alert(1)"}, []string{"config"}, "SEGUR_BASE_URL")
	refused(t, nil, []string{"serve", "--data", data, "--listenn", ":1"}, "--listenn")
	refused(t, nil, []string{"serve", "stray"}, "stray")
	refused(t, nil, []string{"nonsense"}, "nonsense")
	refused(t, nil, nil)
	if _, err := os.Stat(data); !os.IsNotExist(err) {
		t.Errorf("a refused start creates the data folder: %v", err)
	}
}

func TestHealthAsksTheServer(t *testing.T) {
	s := serve(t, t.TempDir())
	if r := run(t, nil, "health", "--url", s.address+"/healthz"); r.code != 0 {
		t.Errorf("%+v", r)
	}
	refused(t, nil, []string{"health", "--url", s.address + "/nope"}, "404")
	s.stop(t, syscall.SIGTERM)
	refused(t, nil, []string{"health", "--url", s.address + "/healthz"}, "refused")
	refused(t, nil, []string{"health", "--url", "nonsense"}, "nonsense")
}

func TestVersionAndHelp(t *testing.T) {
	if r := run(t, nil, "version"); r.code != 0 || r.out != "v1.2.3-test\n" {
		t.Errorf("%+v", r)
	}
	r := run(t, nil, "--help")
	for _, name := range []string{"serve", "seed", "config", "health", "version"} {
		if r.code != 0 || !strings.Contains(r.out, name) {
			t.Errorf("help does not name %s: %+v", name, r)
		}
	}
}

// TestLogsAreJSONOnDemand reads what the program writes when told to.
func TestLogsAreJSONOnDemand(t *testing.T) {
	s := serve(t, t.TempDir(), "--log-format", "json")
	s.get(t, "/methode?q=secretwords")
	s.stop(t, syscall.SIGTERM)
	for line := range strings.Lines(s.errors()) {
		if !strings.HasPrefix(line, `{"time":`) || strings.Contains(line, "secretwords") {
			t.Errorf("line %q", line)
		}
	}
}
