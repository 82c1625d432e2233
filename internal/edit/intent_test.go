package edit_test

import (
	"testing"

	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/segur"
)

// one returns the only change of a set.
func one(t *testing.T, c segur.ChangeSet, err error) edit.Change {
	t.Helper()
	changes := edit.List(c)
	if err != nil || len(changes) != 1 {
		t.Fatalf("%d changes, %v", len(changes), err)
	}
	return changes[0]
}

func TestIntentsOnOneRow(t *testing.T) {
	t.Parallel()
	d := small()
	renamed, retitled, revised := d.Measures[0], d.Sources[0], d.Indicators[0]
	renamed.Title.FR, retitled.Title, revised.Decimals = "Neuf bis", "Bilan corrigé", 1
	later := d.Events[0]
	later.Date = day("2021-07-22")
	banner := segur.SiteText{ID: segur.TextBanner, Text: segur.Text{FR: "Bonjour", EN: "Hello"}}
	cases := map[string]func() (segur.ChangeSet, error){
		"replace assessments/9/2022":      func() (segur.ChangeSet, error) { return edit.State(d, assessment(9, 2022, segur.DoneModified)) },
		"add assessments/9/2023":          func() (segur.ChangeSet, error) { return edit.State(d, assessment(9, 2023, segur.Done)) },
		"remove assessments/9/2022":       func() (segur.ChangeSet, error) { return edit.WithdrawState(d, 9, 2022) },
		"replace measures/9":              func() (segur.ChangeSet, error) { return edit.Measure(d, renamed) },
		"replace sources/bilan":           func() (segur.ChangeSet, error) { return edit.Source(d, retitled) },
		"add sources/neuf":                func() (segur.ChangeSet, error) { return edit.Source(d, segur.Source{ID: "neuf"}) },
		"remove sources/presse":           func() (segur.ChangeSet, error) { return edit.WithdrawSource(d, "presse") },
		"replace indicators/msp":          func() (segur.ChangeSet, error) { return edit.Indicator(d, revised, nil) },
		"replace events/2021-07-22 Un an": func() (segur.ChangeSet, error) { return edit.Event(d, &d.Events[0], &later) },
		"add events/2021-07-22 Un an":     func() (segur.ChangeSet, error) { return edit.Event(d, nil, &later) },
		"remove events/2021-07-21 Un an":  func() (segur.ChangeSet, error) { return edit.Event(d, &d.Events[0], nil) },
		"add texts/" + segur.TextBanner:   func() (segur.ChangeSet, error) { return edit.Text(d, banner) },
	}
	for want, intent := range cases {
		c, err := intent()
		change := one(t, c, err)
		got := "replace"
		switch {
		case change.Old == nil:
			got = "add"
		case change.New == nil:
			got = "remove"
		}
		if got += " " + change.Ref().Table + "/" + change.Ref().Key; got != want {
			t.Errorf("%s, want %s", got, want)
		}
		if _, err := c.Apply(d); err != nil {
			t.Errorf("%s: %v", want, err)
		}
	}
}

func TestIntentsThatAreRefused(t *testing.T) {
	t.Parallel()
	d := small()
	d.Texts = []segur.SiteText{{ID: segur.TextBanner, Text: segur.Text{FR: "Bonjour", EN: "Hello"}}}
	noSources := d.Events[0]
	noSources.Title.FR = "Deux ans"
	d.Events = append(d.Events, noSources)
	emptied := d.Measures[0]
	emptied.Number = 33
	for name, c := range map[string]struct {
		intent func() (segur.ChangeSet, error)
		code   segur.Code
		field  string
	}{
		"the same state":          {func() (segur.ChangeSet, error) { return edit.State(d, d.Assessments[0]) }, segur.CodeInvalid, refusal.Same},
		"no state to withdraw":    {func() (segur.ChangeSet, error) { return edit.WithdrawState(d, 9, 2030) }, segur.CodeConflict, refusal.Gone},
		"the same source":         {func() (segur.ChangeSet, error) { return edit.Source(d, d.Sources[0]) }, segur.CodeInvalid, refusal.Same},
		"no such source":          {func() (segur.ChangeSet, error) { return edit.WithdrawSource(d, "autre") }, segur.CodeConflict, refusal.Gone},
		"a new measure":           {func() (segur.ChangeSet, error) { return edit.Measure(d, emptied) }, segur.CodeConflict, refusal.Gone},
		"no event":                {func() (segur.ChangeSet, error) { return edit.Event(d, nil, nil) }, segur.CodeInvalid, refusal.Same},
		"the same event":          {func() (segur.ChangeSet, error) { return edit.Event(d, &d.Events[0], &d.Events[0]) }, segur.CodeInvalid, refusal.Same},
		"an event that is there":  {func() (segur.ChangeSet, error) { return edit.Event(d, nil, &d.Events[0]) }, segur.CodeInvalid, refusal.Exists},
		"the title of another":    {func() (segur.ChangeSet, error) { return edit.Event(d, &d.Events[1], &d.Events[0]) }, segur.CodeInvalid, refusal.Exists},
		"an event that is gone":   {func() (segur.ChangeSet, error) { return edit.Event(d, &segur.Event{}, &d.Events[0]) }, segur.CodeConflict, refusal.Gone},
		"the same banner":         {func() (segur.ChangeSet, error) { return edit.Text(d, d.Texts[0]) }, segur.CodeInvalid, refusal.Same},
		"no banner to remove":     {func() (segur.ChangeSet, error) { return edit.Text(small(), segur.SiteText{ID: "banner"}) }, segur.CodeInvalid, refusal.Same},
		"a value of another":      {func() (segur.ChangeSet, error) { return edit.Indicator(d, segur.Indicator{Code: "x"}, d.Values[:1]) }, segur.CodeInvalid, "indicator"},
		"the same value twice":    {func() (segur.ChangeSet, error) { return edit.Indicator(d, d.Indicators[0], d.Values[:1]) }, segur.CodeInvalid, refusal.Exists},
		"an unchanged definition": {func() (segur.ChangeSet, error) { return edit.Indicator(d, d.Indicators[0], nil) }, segur.CodeInvalid, refusal.Same},
	} {
		_, err := c.intent()
		t.Run(name, func(t *testing.T) { refused(t, err, c.code, c.field) })
	}
}

// TestEmptyListsAreNoChange: a form gives an empty list where storage gives none.
func TestEmptyListsAreNoChange(t *testing.T) {
	t.Parallel()
	d := small()
	d.Events[0].Measures = nil
	same := d.Events[0]
	same.Measures = []int{}
	_, err := edit.Event(d, &d.Events[0], &same)
	refused(t, err, segur.CodeInvalid, refusal.Same)

	same.Title.FR = "Autre"
	c, err := edit.Event(d, &d.Events[0], &same)
	if change := one(t, c, err); change.New.(segur.Event).Measures != nil {
		t.Error("an empty list is written: the canonical form would differ once read back")
	}
}

func TestBannerIsSetAndRemoved(t *testing.T) {
	t.Parallel()
	d := small()
	c, err := edit.Text(d, segur.SiteText{ID: segur.TextBanner, Text: segur.Text{FR: "Bonjour", EN: "Hello"}})
	if err != nil {
		t.Fatal(err)
	}
	shown, err := c.Apply(d)
	if err != nil || len(shown.Texts) != 1 {
		t.Fatal(shown.Texts, err)
	}
	c, err = edit.Text(shown, segur.SiteText{ID: segur.TextBanner})
	if change := one(t, c, err); change.New != nil {
		t.Errorf("an empty banner was published: %v", change.New)
	}
}

func TestNewIndicatorWithItsFirstValues(t *testing.T) {
	t.Parallel()
	d := small()
	c, err := edit.Indicator(d, segur.Indicator{Code: "neuf", Measures: []int{9}}, []segur.Value{
		with(value("neuf", segur.KindActual, "2021", 5, "presse", true), func(v *segur.Value) { v.Confidence = "low" }),
		value("neuf", segur.KindActual, "2021", 6, "bilan", true),
		value("neuf", segur.KindActual, "2022", 7, "bilan", false),
	})
	if err != nil {
		t.Fatal(err)
	}
	after, err := c.Apply(d)
	if err != nil {
		t.Fatal(err)
	}
	if got := figure(after, "neuf/FR/actual/2021"); len(got) != 2 || got[1] != "6 bilan*" {
		t.Errorf("first values %v", got)
	}
	if got := figure(after, "neuf/FR/actual/2022"); len(got) != 1 || got[0] != "7 bilan*" {
		t.Errorf("first values %v", got)
	}
}
