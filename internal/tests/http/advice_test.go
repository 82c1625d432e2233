package http

import (
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/app"
	"github.com/segur-tracker/segur/internal/testkit"
)

// TestTheStartTellsWhatPicturesCost: where memory may not be written and then executed, PNG pictures are slow, and the log says what
// to do; elsewhere there is nothing to say.
func TestTheStartTellsWhatPicturesCost(t *testing.T) {
	for compiles, want := range map[bool]int{true: 0, false: 1} {
		s := testkit.Open(t, func(o *app.Options) error {
			o.Compiles = func() bool { return compiles }
			return nil
		})
		records, err := s.Log.Records()
		if err != nil {
			t.Fatal(err)
		}
		said := 0
		for _, record := range records {
			if text, _ := record["msg"].(string); strings.Contains(text, "MemoryDenyWriteExecute") {
				if record["level"] != "WARN" {
					t.Errorf("said as %v", record["level"])
				}
				said++
			}
		}
		if said != want {
			t.Errorf("where an engine compiles is %t, the start says it %d times", compiles, said)
		}
	}
}
