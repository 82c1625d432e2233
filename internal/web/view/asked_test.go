package view_test

import (
	"slices"
	"testing"

	"github.com/segur-tracker/segur/internal/web/view"
)

// TestRenamesLeadSomewhere holds for the table of the tracker that it has no circle.
func TestRenamesLeadSomewhere(t *testing.T) {
	for old, next := range view.Renamed() {
		if now, ok := view.Renamed().Today(old); !ok || now == old || next == "" {
			t.Errorf("%s was renamed %s and leads to %q, %v", old, next, now, ok)
		}
	}
}

func TestANameIsFollowedToItsEnd(t *testing.T) {
	table := view.Renames{"a": "b", "b": "c", "x": "c"}
	for name, want := range map[string]string{"a": "c", "b": "c", "c": "c", "x": "c", "never": "never"} {
		if now, ok := table.Today(name); !ok || now != want {
			t.Errorf("%s is now %q, %v", name, now, ok)
		}
	}
	for _, circle := range []view.Renames{{"a": "a"}, {"a": "b", "b": "a"}, {"a": "b", "b": "c", "c": "b"}} {
		if now, ok := circle.Today("a"); ok {
			t.Errorf("%v leads to %q", circle, now)
		}
		if name, ok := circle.Find("a", func(string) bool { return false }); ok {
			t.Errorf("%v finds %q", circle, name)
		}
	}
}

// TestPublicationsKeepTheNamesOfTheirTime asks publications that know a chart by other names.
func TestPublicationsKeepTheNamesOfTheirTime(t *testing.T) {
	table := view.Renames{"a": "b", "b": "c"}
	for _, then := range []string{"a", "b", "c"} {
		for _, asked := range []string{"a", "b", "c"} {
			name, ok := table.Find(asked, func(name string) bool { return name == then })
			if !ok || name != then {
				t.Errorf("%s asked of a publication that knows %s: %q, %v", asked, then, name, ok)
			}
		}
		if name, ok := table.Find("d", func(name string) bool { return name == then }); ok {
			t.Errorf("a stranger is found as %q", name)
		}
	}
	both := []string{"a", "c"}
	if name, _ := table.Find("a", func(name string) bool { return slices.Contains(both, name) }); name != "a" {
		t.Errorf("a name that is known leads to %q", name)
	}
}
