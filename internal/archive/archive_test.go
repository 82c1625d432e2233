package archive

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
)

func zipped(t testing.TB, parts ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for i := 0; i < len(parts); i += 2 {
		to, err := w.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(to, parts[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// unfold opens an archive and reads every part of it twice.
func unfold(body []byte, limits Limits) error {
	a, err := Open(bytes.NewReader(body), int64(len(body)), limits)
	if err != nil {
		return err
	}
	for range 2 {
		for _, name := range a.Names() {
			if _, err := a.ReadAll(strings.ToUpper(name), 1<<30); err != nil {
				return err
			}
		}
	}
	return nil
}

func TestArchivesAreBounded(t *testing.T) {
	t.Parallel()
	limits := Limits{Parts: 3, Unfolded: 40 << 20, Ratio: 100}
	blank := strings.Repeat(" ", 10<<20)
	damaged := zipped(t, "a", strings.Repeat("abc", 1000))
	damaged[40] ^= 0xff
	hidden := bytes.ReplaceAll(zipped(t, "a", "1", "b", "2", "c", "3", "d", "4"), []byte("\x04\x00\x04\x00"), []byte("\x01\x00\x01\x00"))
	for name, c := range map[string]struct {
		body []byte
		want string
	}{
		"as it should be":      {zipped(t, "a/b.xml", "x", "c.xml", blank), ""},
		"three parts of 10 MB": {zipped(t, "a", blank, "b", blank, "c", blank), ""},
		"two of 30 MB":         {zipped(t, "a", blank+blank+blank, "b", blank+blank+blank), ReasonBomb},
		"thin":                 {zipped(t, "a", blank+blank), ReasonBomb},
		"many parts":           {zipped(t, "a", "", "b", "", "c", "", "d", ""), ReasonBomb},
		"more than it says":    {hidden, ReasonBomb},
		"twice":                {zipped(t, "a", "", "A", ""), ReasonBroken},
		"outside":              {zipped(t, "../a", ""), ReasonBroken},
		"outside, further in":  {zipped(t, "b/../../a", ""), ReasonBroken},
		"absolute":             {zipped(t, "/a", ""), ReasonBroken},
		"of another system":    {zipped(t, `b\a`, ""), ReasonBroken},
		"damaged":              {damaged, ReasonBroken},
		"cut off":              {zipped(t, "a", "x")[:60], ReasonBroken},
		"nothing":              {nil, ReasonBroken},
	} {
		err := unfold(c.body, limits)
		fault, _ := errors.AsType[*Fault](err)
		if got := fmt.Sprint(err); c.want == "" && err != nil || c.want != "" && (fault == nil || fault.Reason != c.want) {
			t.Errorf("%s: %s, want %q", name, got, c.want)
		}
	}
}
