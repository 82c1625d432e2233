package rules_test

import (
	"math"
	"slices"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/ingest"
	"github.com/segur-tracker/segur/internal/rules"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/seed"
)

// The faults that a file can hold are tried in package ingest, on the real seed. Here are
// those that only a program can make.

func realDataset(t *testing.T) segur.Dataset {
	t.Helper()
	d, findings, err := ingest.ReadSeed(seed.Files)
	if err != nil || len(findings) > 0 {
		t.Fatal(err, findings)
	}
	return d
}

func TestValidateFindsWhatNoFileCanHold(t *testing.T) {
	t.Parallel()
	cases := map[segur.Fault]func(*segur.Dataset){
		{Table: "assessments", Row: 138, Field: "year", Rule: segur.RuleOutOfRange, Value: "2027"}: func(d *segur.Dataset) {
			d.Assessments[138].Year, d.Assessments[138].EffectiveOn = 2027, segur.Date{}
		},
		{Table: "events", Row: 0, Field: "date", Rule: segur.RuleBadDate, Value: "2020-02-30"}: func(d *segur.Dataset) {
			d.Events[0].Date = segur.Date{Year: 2020, Month: 2, Day: 30}
		},
		{Table: "sources", Row: 0, Field: "published_on", Rule: segur.RuleBadDate, Value: "2020"}: func(d *segur.Dataset) {
			d.Sources[0].PublishedOn = segur.Date{Year: 2020, Day: 4} // a day without a month
		},
		{Table: "values", Row: 1, Field: "period", Rule: segur.RuleBadDate, Value: "2021-07/2020"}: func(d *segur.Dataset) {
			d.Values[1].Period.To = segur.Date{Year: 2020}
		},
		{Table: "values", Row: 1, Field: "value", Rule: segur.RuleOutOfRange, Value: "9223372036854775.807"}: func(d *segur.Dataset) {
			d.Values[1].Number = math.MaxInt64
		},
		{Table: "territories", Row: 1, Field: "level", Rule: segur.RuleNotAllowed, Value: "country"}: func(d *segur.Dataset) {
			d.Territories[1].Level, d.Territories[1].Parent = "country", ""
		},
	}
	for want, spoil := range cases {
		d := realDataset(t)
		d.Publication.PublishedAt = time.Date(2026, 12, 31, 23, 0, 0, 0, time.UTC)
		spoil(&d)
		if faults := rules.Validate(d); !slices.Equal(faults, []segur.Fault{want}) {
			t.Errorf("faults %+v, want %+v", faults, want)
		}
	}
}

func TestAssessmentsReachTheYearOfPublication(t *testing.T) {
	t.Parallel()
	d := realDataset(t)
	d.Assessments[138].Year, d.Assessments[138].EffectiveOn = 2027, segur.Date{}
	d.Publication.PublishedAt = time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)
	if faults := rules.Validate(d); len(faults) > 0 {
		t.Errorf("an assessment of the current year is refused: %v", faults)
	}
}

func TestValidateOfNothingNamesWhatIsMissing(t *testing.T) {
	t.Parallel()
	faults := rules.Validate(segur.Dataset{})
	if want := 19 + segur.PillarCount + segur.MeasureCount + segur.HeadlineCount; len(faults) != want {
		t.Errorf("%d faults, want %d", len(faults), want)
	}
	for _, f := range faults {
		if f.Rule != segur.RuleMissingRow || f.Row != segur.WholeTable {
			t.Errorf("%+v", f)
		}
	}
}

func TestAllowedStatesAreTheStates(t *testing.T) {
	t.Parallel()
	var states []string
	for _, s := range segur.States() {
		states = append(states, string(s))
	}
	if got := segur.Allowed(segur.TableAssessments, "state"); !slices.Equal(got, states) {
		t.Errorf("allowed %v, states %v", got, states)
	}
	if len(segur.Allowed(segur.TableValues, "note_fr")) > 0 {
		t.Error("a free text has a list of words")
	}
}

func TestApplyLeavesItsInputAlone(t *testing.T) {
	t.Parallel()
	d := realDataset(t)
	first := d.Values[0]
	var c segur.ChangeSet
	c.Values.Remove = []segur.Value{first}
	out, err := c.Apply(d)
	if err != nil || len(out.Values) != len(d.Values)-1 || d.Values[0] != first {
		t.Errorf("%d values left of %d, %v", len(out.Values), len(d.Values), err)
	}
	first.Note = "not what is there"
	c.Values.Remove = []segur.Value{first}
	if _, err := c.Apply(d); segur.ErrorCode(err) != segur.CodeConflict {
		t.Errorf("a row that reads differently was removed: %v", err)
	}
}
