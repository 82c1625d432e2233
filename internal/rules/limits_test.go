package rules_test

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/rules"
	"github.com/segur-tracker/segur/internal/segur"
)

// TestTextsFitTheirPlace: a text as long as its place is taken, one letter more is refused.
func TestTextsFitTheirPlace(t *testing.T) {
	t.Parallel()
	for name, put := range map[string]func(d *segur.Dataset, text string){
		"measures.short_title_fr":      func(d *segur.Dataset, s string) { d.Measures[0].ShortTitle.FR = s },
		"measures.title_en":            func(d *segur.Dataset, s string) { d.Measures[0].Title.EN = s },
		"measures.summary_fr":          func(d *segur.Dataset, s string) { d.Measures[0].Summary.FR = s },
		"assessments.justification_en": func(d *segur.Dataset, s string) { d.Assessments[0].Justification.EN = s },
		"indicators.label_fr":          func(d *segur.Dataset, s string) { d.Indicators[0].Label.FR = s },
		"indicators.description_fr":    func(d *segur.Dataset, s string) { d.Indicators[0].Description.FR = s },
		"indicators.break_note":        func(d *segur.Dataset, s string) { d.Indicators[0].BreakNote = s },
		"values.note_fr":               func(d *segur.Dataset, s string) { d.Values[0].Note = s },
		"events.title_en":              func(d *segur.Dataset, s string) { d.Events[0].Title.EN = s },
		"sources.title":                func(d *segur.Dataset, s string) { d.Sources[0].Title = s },
		"sources.publisher":            func(d *segur.Dataset, s string) { d.Sources[0].Publisher = s },
	} {
		table, column, _ := strings.Cut(name, ".")
		longest := segur.Longest(table, column)
		if longest == 0 {
			t.Errorf("%s has no bound", name)
			continue
		}
		for extra, want := range [][]segur.Fault{nil, {{Table: table, Field: column, Rule: segur.RuleTooLong, Value: strconv.Itoa(longest)}}} {
			d := realDataset(t)
			put(&d, strings.Repeat("é", longest+extra))
			if faults := rules.Validate(d); !slices.Equal(faults, want) {
				t.Errorf("%s with %d letters: %+v", name, longest+extra, faults)
			}
		}
	}
}

// TestCountsAreNotNegative; money that goes out may be.
func TestCountsAreNotNegative(t *testing.T) {
	t.Parallel()
	for _, unit := range segur.Allowed(segur.TableIndicators, "unit") {
		for _, nature := range segur.Allowed(segur.TableIndicators, "nature") {
			money := unit == "eur" || unit == "million_eur" || unit == "billion_eur"
			want := money && (nature == "flow" || nature == "amount")
			if got := (segur.Indicator{Unit: unit, Nature: segur.Nature(nature)}).MayBeNegative(); got != want {
				t.Errorf("%s, %s: %v", unit, nature, got)
			}
		}
	}
	d := realDataset(t)
	i := slices.IndexFunc(d.Values, func(v segur.Value) bool { return v.Indicator == "cpts-active" })
	d.Values[i].Number = segur.Int(-5)
	want := segur.Fault{Table: segur.TableValues, Row: i, Field: "value", Rule: segur.RuleBelowZero, Value: "-5"}
	if faults := rules.Validate(d); len(faults) != 1 || faults[0] != want {
		t.Errorf("%+v", faults)
	}
}

// TestNothingIsObservedInThePeriodToCome: what is not over may be counted, what has not begun may not.
func TestNothingIsObservedInThePeriodToCome(t *testing.T) {
	t.Parallel()
	d := realDataset(t)
	i := slices.IndexFunc(d.Values, func(v segur.Value) bool { return v.Indicator == "cpts-active" && v.Kind == segur.KindActual })
	d.Publication.PublishedAt = time.Date(2026, time.November, 29, 12, 0, 0, 0, time.UTC)
	for period, refused := range map[string]bool{"2026": false, "2026-11": false, "2026-12": true, "2027": true} {
		var err error
		if d.Values[i].Period, err = segur.ParsePeriod(period); err != nil {
			t.Fatal(err)
		}
		at := slices.IndexFunc(rules.ValidateIssue(d), func(f segur.Fault) bool { return f.Rule == segur.RuleToCome && f.Row == i })
		if (at >= 0) != refused {
			t.Errorf("%s: refused %v", period, at >= 0)
		}
	}
}

// TestFailureFindsWhatARefusalHides in causes and in joined errors.
func TestFailureFindsWhatARefusalHides(t *testing.T) {
	t.Parallel()
	down := &segur.Error{Code: segur.CodeUnavailable, Message: "down"}
	refusal := &segur.Error{Code: segur.CodeForbidden}
	for name, c := range map[string]struct {
		err  error
		want error
	}{
		"nothing": {nil, nil}, "a refusal": {refusal, nil}, "a failure": {down, down},
		"a cause": {&segur.Error{Code: segur.CodeForbidden, Err: down}, down}, "a part": {errors.Join(refusal, fmt.Errorf("note: %w", down)), down},
	} {
		if got := segur.Failure(c.err); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
