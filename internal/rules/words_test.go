package rules_test

import (
	"reflect"
	"slices"
	"testing"

	"github.com/segur-tracker/segur/internal/rules"
	"github.com/segur-tracker/segur/internal/segur"
)

// TestEveryListOfWordsIsHeld spoils each column that has a list of words. No table of the database holds
// them: nothing but these rules does.
func TestEveryListOfWordsIsHeld(t *testing.T) {
	t.Parallel()
	d := realDataset(t)
	d.Sessions = []segur.Session{{ID: "seance", Territory: "84", Form: segur.FormVideo}} // staff alone make them
	tried := 0
	for _, table := range segur.Tables() {
		for i, column := range table.About().Columns {
			if column.Words == "" {
				continue
			}
			tried++
			want := segur.Fault{Table: table.About().Name, Row: 0, Field: column.Name, Rule: segur.RuleNotAllowed, Value: "of tomorrow"}
			if faults := rules.Validate(spoilt(d, table, i, want.Value)); !slices.Contains(faults, want) {
				t.Errorf("%s.%s may say %q: %v", want.Table, want.Field, want.Value, faults)
			}
		}
	}
	if tried < 21 {
		t.Errorf("only %d lists of words", tried)
	}
}

// spoilt returns a dataset in which a column of the first row of a table holds a word.
func spoilt(d segur.Dataset, table segur.Table, column int, word string) segur.Dataset {
	into := table.Read()
	for n, row := range table.Rows(d) {
		fields := into.Next()
		for i, field := range table.Open(row).Fields {
			reflect.ValueOf(fields[i]).Elem().Set(reflect.ValueOf(field).Elem())
		}
		if n == 0 {
			reflect.ValueOf(fields[column]).Elem().SetString(word)
		}
	}
	into.Into(&d)
	return d
}
