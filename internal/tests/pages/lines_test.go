package pages

import (
	"bytes"
	"io/fs"
	"testing"
	"unicode/utf8"
)

// longest is how many characters a line of a template may have: a diff shows whole lines, and
// one that runs out of the window hides what has changed.
const longest = 140

func TestNoLineOfATemplateIsLong(t *testing.T) {
	fsys, read := templateFiles(t), 0
	err := fs.WalkDir(fsys, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		body, err := fs.ReadFile(fsys, path)
		if err != nil {
			return err
		}
		read++
		for i, line := range bytes.Split(body, []byte("\n")) {
			if n := utf8.RuneCount(line); n > longest {
				t.Errorf("%s:%d has %d characters", path, i+1, n)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if read < len(pages()) {
		t.Errorf("only %d templates were read", read)
	}
}
