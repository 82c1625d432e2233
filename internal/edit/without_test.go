package edit_test

import (
	"reflect"
	"testing"

	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/segur"
)

// TestWithoutGivesUpWhatMeetsARow: a contested figure leaves whole, with the new document that
// only it cites; one that another figure cites stays, and so does that figure.
func TestWithoutGivesUpWhatMeetsARow(t *testing.T) {
	t.Parallel()
	value := func(code, source string, number int, reference bool) segur.Value {
		v := segur.Value{Indicator: code, Kind: segur.KindActual, Territory: segur.France, Number: segur.Int(number), Source: source, Reference: reference}
		v.Period, _ = segur.ParsePeriod("2025")
		return v
	}
	var c segur.ChangeSet
	c.Sources.Add = []segur.Source{{ID: "partagee"}, {ID: "seule"}}
	was, beside := value("msp", "bilan", 10, true), value("msp", "bilan", 10, false)
	c.Values.Replace = []segur.Replacement[segur.Value]{{Old: was, New: beside}}
	c.Values.Add = []segur.Value{value("msp", "seule", 12, true), value("cpts", "partagee", 3, true)}
	theirs := value("msp", "presse", 11, true)
	rows := []edit.ConflictRow{{Ref: segur.RowRef{Table: segur.TableValues, Key: was.RowKey()}, Base: was, Theirs: theirs, Mine: beside}}
	var want segur.ChangeSet
	want.Sources.Add = []segur.Source{{ID: "partagee"}}
	want.Values.Add = []segur.Value{value("cpts", "partagee", 3, true)}
	if got := edit.Without(c, rows); !reflect.DeepEqual(got, want) {
		t.Errorf("%+v", got)
	}
	if got := edit.Without(c, nil); !reflect.DeepEqual(got, edit.Normalise(c)) {
		t.Errorf("without any row: %+v", got)
	}
	gone := []edit.ConflictRow{{Ref: segur.RowRef{Table: segur.TableSources, Key: "seule"}, Mine: segur.Source{ID: "seule"}}}
	if got := edit.Without(c, gone); len(got.Sources.Add) != 1 || len(got.Values.Add) != 2 {
		t.Errorf("without a document: %+v", got)
	}
}
