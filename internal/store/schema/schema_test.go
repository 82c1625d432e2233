package schema_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/store/schema"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestTheGuardsAreThoseOfTheDescriptions: what a change of a description does to the SQL is read in
// the difference of the golden files.
func TestTheGuardsAreThoseOfTheDescriptions(t *testing.T) {
	t.Parallel()
	var tables, guards strings.Builder
	for _, table := range segur.Tables() {
		for _, statement := range schema.Create(table) {
			tables.WriteString(statement + ";\n\n")
		}
		for _, guard := range schema.Guards(table) {
			guards.WriteString(guard.SQL + ";\n\n")
		}
	}
	for file, got := range map[string]string{"testdata/tables.sqlite.sql": tables.String(), "testdata/guards.sqlite.sql": guards.String()} {
		if *update {
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil || string(want) != got {
			t.Errorf("%s differs (%v): run with -update and read the difference", file, err)
		}
	}
}
