package kept

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func opened(t *testing.T, packages []string, contents ...[]byte) *Folder {
	t.Helper()
	f, err := Open("things", packages, contents...)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestAFileIsMadeOnceForAllProcesses(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	made := 0
	produce := func() ([]byte, error) { made++; return []byte("picture"), nil }
	for range 3 {
		if body, err := opened(t, nil).Get(Key([]byte("a")), produce); err != nil || string(body) != "picture" {
			t.Errorf("got %q, %v", body, err)
		}
	}
	if made != 1 {
		t.Errorf("made %d times", made)
	}
	if _, err := opened(t, nil).Get(Key([]byte("b")), func() ([]byte, error) { return nil, os.ErrPermission }); !errors.Is(err, os.ErrPermission) {
		t.Errorf("a failure is told as %v", err)
	}
	if _, err := opened(t, nil).Get(Key([]byte("b")), produce); err != nil || made != 2 {
		t.Errorf("a failure was kept: %v", err)
	}
	if left, err := filepath.Glob(filepath.Join(opened(t, nil).path, "part-*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// TestAnotherMakerHasAnotherFolder changes what the maker is made of and what it reads.
func TestAnotherMakerHasAnotherFolder(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	const here, there = "internal/testkit/kept", "internal/testkit/pictures"
	seen := map[string]bool{}
	for _, f := range []*Folder{
		opened(t, nil), opened(t, []string{here}), opened(t, []string{there}), opened(t, []string{here}, []byte("ab")),
		opened(t, []string{here}, []byte("a"), []byte("b")),
	} {
		seen[f.path] = true
	}
	if len(seen) != 5 {
		t.Errorf("5 makers share %d folders", len(seen))
	}
	if again := opened(t, []string{here}); !seen[again.path] {
		t.Error("one maker has two folders")
	}
}

func TestWhatNobodyOpensIsDeleted(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	old, recent := opened(t, nil, []byte("old")), opened(t, nil, []byte("recent"))
	before := time.Now().Add(-forgotten - time.Hour)
	if err := os.Chtimes(old.path, before, before); err != nil {
		t.Fatal(err)
	}
	opened(t, nil, []byte("new"))
	if _, err := os.Stat(old.path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the old folder: %v", err)
	}
	if _, err := os.Stat(recent.path); err != nil {
		t.Error(err)
	}
}
