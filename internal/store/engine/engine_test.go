package engine

import (
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/segur"
)

func TestPick(t *testing.T) {
	t.Parallel()
	for source, path := range map[string]string{
		"data/segur.db":           "data/segur.db",
		"/var/lib/segur/segur.db": "/var/lib/segur/segur.db",
		"sqlite:data/segur.db":    "data/segur.db",
		"sqlite:/srv/segur.db":    "/srv/segur.db",
		"sqlite:///srv/segur.db":  "///srv/segur.db",
		"c:/data/segur.db":        "c:/data/segur.db",
		"odd:name/segur.db":       "odd:name/segur.db",
	} {
		if e, err := Pick(source); err != nil || e.Name() != "sqlite" || e.Source() != path {
			t.Errorf("%s: %v, %v", source, e, err)
		}
	}
}

// TestUnknownEngineIsRefused: the refusal names what works, and never the password in the source.
func TestUnknownEngineIsRefused(t *testing.T) {
	t.Parallel()
	_, err := Pick("postgres://segur:hunter2@db.example/segur")
	if segur.ErrorCode(err) != segur.CodeInvalid || !strings.Contains(err.Error(), "postgres") ||
		!strings.Contains(err.Error(), "sqlite:") || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("the refusal is %v", err)
	}
}

func TestIn(t *testing.T) {
	t.Parallel()
	for folder, want := range map[string]string{
		"data":                      "data/segur.db",
		"./data/":                   "data/segur.db",
		"sqlite:data":               "sqlite:data/segur.db",
		"sqlite:/srv":               "sqlite:/srv/segur.db",
		"postgres://db.example/one": "postgres://db.example/one",
	} {
		if got := In(folder, "segur.db"); got != want {
			t.Errorf("%s: %s, want %s", folder, got, want)
		}
	}
}
