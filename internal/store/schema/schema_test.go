package schema_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/store/engine"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestTheGuardsAreThoseOfTheDescriptions: what a change of a description does to the SQL of an engine is
// read in the difference of the golden files.
func TestTheGuardsAreThoseOfTheDescriptions(t *testing.T) {
	t.Parallel()
	for _, e := range []engine.Engine{engine.SQLite("")} {
		var tables, guards strings.Builder
		for _, table := range segur.Tables() {
			for _, statement := range e.Schema().Create(table) {
				tables.WriteString(statement + ";\n\n")
			}
			for _, guard := range e.Schema().Guards(table) {
				guards.WriteString(guard.SQL + ";\n\n")
			}
		}
		for kind, got := range map[string]string{"tables": tables.String(), "guards": guards.String()} {
			file := "testdata/" + kind + "." + e.Name() + ".sql"
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
}
