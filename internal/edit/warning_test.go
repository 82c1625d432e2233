package edit_test

import (
	"slices"
	"testing"

	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/segur"
)

// asked returns the codes of the warnings on putting v in its figure's place, or adding it.
func asked(t *testing.T, d segur.Dataset, v segur.Value) ([]string, []edit.Warning) {
	t.Helper()
	action := edit.ValueReplace
	if !slices.ContainsFunc(d.Values, func(o segur.Value) bool { return o.Reference && o.FigureID() == v.FigureID() }) {
		action = edit.ValueAdd
	}
	c, err := edit.Value(d, edit.ValueIntent{Action: action, New: v})
	if err != nil {
		t.Fatal(err)
	}
	warnings := edit.Warnings(d, c, edit.Limits{LargeChange: 0.5, Today: noon()})
	var codes []string
	for _, w := range warnings {
		codes = append(codes, w.Code)
	}
	return codes, warnings
}

func TestWarningsOnValues(t *testing.T) {
	t.Parallel()
	zero := small()
	zero.Values[1].Number = 0
	negative := small()
	negative.Values[1].Number = segur.Int(-3)
	for name, c := range map[string]struct {
		d    segur.Dataset
		v    segur.Value
		want []string
	}{
		"a plausible next value":        {small(), value("msp", segur.KindActual, "2022-03", 2000, "presse", true), nil},
		"times ten":                     {small(), value("msp", segur.KindActual, "2022-03", 18890, "presse", true), []string{"times_ten"}},
		"times a thousand":              {small(), value("msp", segur.KindActual, "2022-03", 1889000, "presse", true), []string{"times_ten"}},
		"divided by a hundred":          {small(), value("msp", segur.KindActual, "2022-03", 19, "presse", true), []string{"times_ten"}},
		"times fifty":                   {small(), value("msp", segur.KindActual, "2022-03", 94450, "presse", true), []string{"times_ten"}},
		"divided by thirty-four":        {small(), value("msp", segur.KindActual, "2022-03", 56, "presse", true), []string{"times_ten"}},
		"times nine and a half":         {small(), value("msp", segur.KindActual, "2022-03", 17946, "presse", true), []string{"times_ten"}},
		"times six":                     {small(), value("msp", segur.KindActual, "2022-03", 11334, "presse", true), []string{"large_change"}},
		"a target far from its start":   {start(40), value("msp", segur.KindTarget, "2027", 1360, "bilan", true), nil},
		"a target ten times its start":  {start(40), value("msp", segur.KindTarget, "2027", 400, "bilan", true), []string{"times_ten"}},
		"half as much again":            {small(), value("msp", segur.KindActual, "2022-03", 2834, "presse", true), []string{"large_change"}},
		"exactly half as much again":    {small(), value("msp", segur.KindActual, "2022-02", 2833, "presse", true), nil},
		"a correction far from what is": {small(), value("msp", segur.KindActual, "2021", 900, "bilan", true), []string{"large_change"}},
		"below zero":                    {small(), value("msp", segur.KindActual, "2022-03", -1900, "presse", true), []string{"large_change", "sign", "bounds"}},
		"below zero again":              {negative, value("msp", segur.KindActual, "2020", -4, "bilan", true), []string{"large_change", "sign"}},
		"above a hundred percent":       {small(), value("part", segur.KindActual, "2021", 101, "bilan", true), []string{"large_change", "bounds"}},
		"older than the latest":         {small(), value("msp", segur.KindActual, "2020-06", 1400, "presse", true), []string{"older"}},
		"a year that is not over":       {small(), value("msp", segur.KindActual, "2022", 2000, "presse", true), []string{"future"}},
		"a target of the future":        {small(), value("msp", segur.KindTarget, "2030", 4500, "presse", true), nil},
		"a target that moves":           {small(), value("msp", segur.KindTarget, "2027", 3800, "bilan", true), []string{"goal_moved"}},
		"a baseline that moves":         {small(), value("msp", segur.KindBaseline, "2019", 1000, "bilan", true), []string{"goal_moved"}},
		"the number of the year before": {small(), value("msp", segur.KindActual, "2022-03", 1889, "presse", true), []string{"same_value"}},
		"the number again, same source": {small(), value("msp", segur.KindActual, "2022-03", 1889, "bilan", true), nil},
		"another source for the number": {small(), value("msp", segur.KindActual, "2021", 1889, "presse", true), []string{"same_value"}},
		"nothing to compare with":       {small(), with(value("msp", segur.KindActual, "2021", 7, "bilan", true), func(v *segur.Value) { v.Territory = "11" }), nil},
		"after a zero":                  {zero, value("msp", segur.KindActual, "2020", 5000, "bilan", true), []string{"large_change"}},
		"the next one when none before": {small(), with(value("msp", segur.KindActual, "2020", 2100, "bilan", true), func(v *segur.Value) { v.Territory = "84" }), []string{"times_ten", "older"}},
	} {
		if got, _ := asked(t, c.d, c.v); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestWarningCarriesItsNumbers(t *testing.T) {
	t.Parallel()
	_, warnings := asked(t, small(), value("msp", segur.KindActual, "2022-03", 18890, "presse", true))
	if len(warnings) != 1 {
		t.Fatalf("%d warnings", len(warnings))
	}
	w := warnings[0]
	want := map[string]any{
		"old": segur.Int(1889), "new": segur.Int(18890), "ratio": 10.0, "factor": 10, "up": true,
		"against": edit.AgainstPrevious, "against_period": span("2021"),
	}
	for name, value := range want {
		if w.Args[name] != value {
			t.Errorf("%s is %v, want %v", name, w.Args[name], value)
		}
	}
	if w.Token() != "times_ten values/msp actual 2022-03 FR 18890 presse" {
		t.Errorf("token %s", w.Token())
	}
}

// start is a dataset of a single value, where a series starts from.
func start(n int) segur.Dataset {
	d := small()
	d.Values = []segur.Value{value("msp", segur.KindBaseline, "2019", n, "bilan", true)}
	return d
}

// TestWarningSaysHowManyTimes: whatever the ratio, powers of ten or not.
func TestWarningSaysHowManyTimes(t *testing.T) {
	t.Parallel()
	for number, want := range map[int]struct {
		factor int
		up     bool
	}{
		18890: {10, true}, 22668: {12, true}, 64226: {34, true}, 642260: {340, true}, 1889000: {1000, true}, 64226000: {34000, true},
		189: {10, false}, 56: {34, false}, 5: {378, false},
	} {
		_, warnings := asked(t, small(), value("msp", segur.KindActual, "2022-03", number, "presse", true))
		if len(warnings) != 1 || warnings[0].Code != edit.WarnTimesTen || warnings[0].Args["factor"] != want.factor || warnings[0].Args["up"] != want.up {
			t.Errorf("%d: %v", number, warnings)
		}
	}
}

// TestAlternativeIsHeldAgainstTheReference: it speaks of the same period, not of the next.
func TestAlternativeIsHeldAgainstTheReference(t *testing.T) {
	t.Parallel()
	d := small()
	c, err := edit.Value(d, edit.ValueIntent{Action: edit.ValueAlternative, New: value("msp", segur.KindActual, "2021", 18890, "presse", false)})
	if err != nil {
		t.Fatal(err)
	}
	warnings := edit.Warnings(d, c, edit.Limits{LargeChange: 0.5, Today: noon()})
	if len(warnings) != 1 || warnings[0].Code != edit.WarnTimesTen || warnings[0].Args["against"] != edit.AgainstReference {
		t.Errorf("%v", warnings)
	}
}

// TestValuesOfOneSetAreComparedWithEachOther: a grid is filled in whole.
func TestValuesOfOneSetAreComparedWithEachOther(t *testing.T) {
	t.Parallel()
	d := small()
	c := segur.ChangeSet{Values: segur.Changes[segur.Value]{Add: []segur.Value{
		value("msp", segur.KindActual, "2022-01", 3700, "bilan", true),
		value("msp", segur.KindActual, "2022-02", 3800, "bilan", true),
		value("msp", segur.KindActual, "2022-03", 38000, "bilan", true),
	}}}
	var got []string
	for _, w := range edit.Warnings(d, c, edit.Limits{LargeChange: 0.5, Today: noon()}) {
		got = append(got, w.Token())
	}
	want := []string{
		"large_change values/msp actual 2022-01 FR 3700 bilan", "times_ten values/msp actual 2022-03 FR 38000 bilan",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
}

func TestChangesThatAskNothing(t *testing.T) {
	t.Parallel()
	d := small()
	d.Values[2].Number = segur.Int(18890) // published with a leap: who confirmed it is not asked again
	for name, in := range map[string]edit.ValueIntent{
		"standing": {Action: edit.ValueReference, Old: &d.Values[3]},
		"withdraw": {Action: edit.ValueWithdraw, Old: &d.Values[2]},
		"note":     {Action: edit.ValueReplace, New: with(d.Values[2], func(v *segur.Value) { v.Note = "Revu" })},
	} {
		c, err := edit.Value(d, in)
		if err != nil {
			t.Fatal(err)
		}
		if w := edit.Warnings(d, c, edit.Limits{LargeChange: 0.5, Today: noon()}); len(w) > 0 {
			t.Errorf("%s: %v", name, w)
		}
	}
}

func TestDatesOfTheFuture(t *testing.T) {
	t.Parallel()
	d := small()
	var c segur.ChangeSet
	c.Assessments.Add = []segur.Assessment{assessment(9, 2023, segur.Done)}
	c.Events.Add = []segur.Event{{Date: day("2022-06-02")}, {Date: day("2022-06-01")}, {Date: day("2022")}}
	c.Sources.Add = []segur.Source{{ID: "a", PublishedOn: day("2022-07")}, {ID: "b"}}
	var got []string
	for _, w := range edit.Warnings(d, c, edit.Limits{Today: noon()}) {
		got = append(got, w.Token())
	}
	if want := []string{"future sources/a", "future assessments/9/2023", "future events/2022-06-02 "}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

func TestEveryWarningHasItsCodeListed(t *testing.T) {
	t.Parallel()
	d := small()
	for _, v := range []segur.Value{
		value("msp", segur.KindActual, "2022", -18890, "presse", true), value("msp", segur.KindTarget, "2027", 100, "presse", true),
	} {
		codes, _ := asked(t, d, v)
		for _, code := range codes {
			if !slices.Contains(edit.WarningCodes(), code) {
				t.Errorf("%s is not listed", code)
			}
		}
	}
}
