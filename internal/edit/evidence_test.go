package edit_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/segur"
)

// on dates the document "bilan"; "" takes its date away.
func on(t *testing.T, date string) segur.Dataset {
	t.Helper()
	d := small()
	d.Sources = slices.Clone(d.Sources)
	for i := range d.Sources {
		if d.Sources[i].ID == "bilan" {
			d.Sources[i].PublishedOn = segur.Date{}
			if date != "" {
				var err error
				if d.Sources[i].PublishedOn, err = segur.ParseDate(date); err != nil {
					t.Fatal(err)
				}
			}
			return d
		}
	}
	t.Fatal("no document bilan")
	return d
}

// TestEvidenceOlderThanItsFact: a document is older when its last possible day comes before the first
// day of the fact, or before the last one of a year that is over.
func TestEvidenceOlderThanItsFact(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		date, period string
		kind         segur.Kind
		want         bool
	}{
		"the year before":            {"2021", "2022", segur.KindActual, true},
		"the day before":             {"2021-12-31", "2022-01", segur.KindActual, true},
		"the same month":             {"2022-01", "2022-01", segur.KindActual, false},
		"within a year that is over": {"2021-02-01", "2021", segur.KindActual, true},
		"in its last month":          {"2021-12", "2021", segur.KindActual, false},
		"within a year not over":     {"2022-02-01", "2022", segur.KindActual, false},
		"a year that may be later":   {"2022", "2022-03", segur.KindActual, false},
		"no date":                    {"", "2022-03", segur.KindActual, false},
		"a starting point":           {"2018", "2020", segur.KindBaseline, true},
		"a target":                   {"2021", "2030", segur.KindTarget, false},
	} {
		codes, warnings := asked(t, on(t, c.date), value("msp", c.kind, c.period, 2000, "bilan", true))
		if got := slices.Contains(codes, edit.WarnEvidence); got != c.want {
			t.Errorf("%s: asked %v, want %v", name, got, c.want)
		}
		for _, w := range warnings {
			if w.Code == edit.WarnEvidence && !strings.HasSuffix(w.Token(), " bilan") {
				t.Errorf("%s: the token %q does not name the document", name, w.Token())
			}
		}
	}
}

// TestOldEvidenceIsNotAskedAboutAgain where the fact stays what it was.
func TestOldEvidenceIsNotAskedAboutAgain(t *testing.T) {
	t.Parallel()
	d := on(t, "2010")
	noted := d.Values[0]
	noted.Note = "Une note."
	if codes, _ := asked(t, d, noted); slices.Contains(codes, edit.WarnEvidence) {
		t.Errorf("a note is asked about: %v", codes)
	}
	noted.Number += segur.Int(1)
	if codes, _ := asked(t, d, noted); !slices.Contains(codes, edit.WarnEvidence) {
		t.Errorf("another number is not: %v", codes)
	}
}

// TestKindsGatherWarnings: one token for each code, which other rows or numbers change.
func TestKindsGatherWarnings(t *testing.T) {
	t.Parallel()
	w := func(code, key string) edit.Warning {
		return edit.Warning{Code: code, Ref: segur.RowRef{Table: segur.TableValues, Key: key}}
	}
	kinds := edit.Kinds([]edit.Warning{w("future", "a 1"), w("older", "a 1"), w("future", "b 2")})
	if len(kinds) != 2 || kinds[0].Code != "future" || len(kinds[0].Warnings) != 2 || kinds[1].Token() != "older values/a 1" {
		t.Fatalf("%+v", kinds)
	}
	if tokens := kinds[0].Tokens(); !slices.Equal(tokens, []string{"future values/a 1", "future values/b 2"}) {
		t.Errorf("tokens %q", tokens)
	}
	other := edit.Kinds([]edit.Warning{w("future", "a 1"), w("future", "b 3")})
	if kinds[0].Token() == other[0].Token() || !strings.HasPrefix(kinds[0].Token(), "future ") {
		t.Errorf("%q and %q", kinds[0].Token(), other[0].Token())
	}
}
