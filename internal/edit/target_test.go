package edit_test

import (
	"reflect"
	"slices"
	"testing"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/segur"
)

func TestTargets(t *testing.T) {
	t.Parallel()
	d := small()
	d.Sources = append(d.Sources, segur.Source{ID: "inutile"})
	regional := with(d.Values[7], func(v *segur.Value) { v.Number = segur.Int(211) })
	moved := d.Indicators[0]
	moved.Measures = []int{9}
	france := []string{"FR"}
	for name, c := range map[string]struct {
		changes segur.ChangeSet
		want    []desk.Target
	}{
		"a regional value": {
			segur.ChangeSet{Values: segur.Changes[segur.Value]{Replace: []segur.Replacement[segur.Value]{{Old: d.Values[7], New: regional}}}},
			[]desk.Target{{Measures: []int{25}, Territories: []string{"84"}}, {Measures: []int{25}, Territories: []string{"84"}}},
		},
		"a value moved to another region": {
			segur.ChangeSet{Values: segur.Changes[segur.Value]{Replace: []segur.Replacement[segur.Value]{
				{Old: d.Values[7], New: with(regional, func(v *segur.Value) { v.Territory = "11" })},
			}}},
			[]desk.Target{{Measures: []int{25}, Territories: []string{"84"}}, {Measures: []int{25}, Territories: []string{"11"}}},
		},
		"a state": {
			segur.ChangeSet{Assessments: segur.Changes[segur.Assessment]{Add: []segur.Assessment{assessment(9, 2023, segur.Done)}}},
			[]desk.Target{{Measures: []int{9}, Territories: france}},
		},
		"an indicator that changes measure": {
			segur.ChangeSet{Indicators: segur.Changes[segur.Indicator]{Replace: []segur.Replacement[segur.Indicator]{{Old: d.Indicators[0], New: moved}}}},
			[]desk.Target{{Measures: []int{25}, Territories: france}, {Measures: []int{9}, Territories: france}},
		},
		"a new indicator and its value": {
			segur.ChangeSet{
				Indicators: segur.Changes[segur.Indicator]{Add: []segur.Indicator{{Code: "neuf", Measures: []int{31}}}},
				Values:     segur.Changes[segur.Value]{Add: []segur.Value{value("neuf", segur.KindActual, "2021", 1, "bilan", true)}},
			},
			[]desk.Target{{Measures: []int{31}, Territories: france}, {Measures: []int{31}, Territories: france}},
		},
		"a new source": {
			segur.ChangeSet{Sources: segur.Changes[segur.Source]{Add: []segur.Source{{ID: "neuf"}}}},
			[]desk.Target{{}},
		},
		"a new source and the value that cites it": {
			segur.ChangeSet{
				Sources: segur.Changes[segur.Source]{Add: []segur.Source{{ID: "neuf"}}},
				Values: segur.Changes[segur.Value]{Add: []segur.Value{
					with(value("msp", segur.KindActual, "2022", 1, "neuf", true), func(v *segur.Value) { v.Territory = "84" }),
				}},
			},
			[]desk.Target{{Measures: []int{25}, Territories: []string{"84"}}},
		},
		"a source that nothing cites": {
			segur.ChangeSet{Sources: segur.Changes[segur.Source]{Remove: []segur.Source{d.Sources[2]}}},
			[]desk.Target{{}},
		},
		"a source that figures cite": {
			segur.ChangeSet{Sources: segur.Changes[segur.Source]{Remove: []segur.Source{d.Sources[1]}}},
			[]desk.Target{{Measures: []int{25}, Territories: france}},
		},
		"the banner": {
			segur.ChangeSet{Texts: segur.Changes[segur.SiteText]{Add: []segur.SiteText{{ID: "banner"}}}},
			[]desk.Target{{Territories: france}},
		},
	} {
		if got := edit.Targets(d, c.changes); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

// TestTargetOfASourceIsAllThatCitesIt: whoever may correct one region's figure may not rewrite
// the evidence of the others.
func TestTargetOfASourceIsAllThatCitesIt(t *testing.T) {
	t.Parallel()
	d := small()
	retitled := d.Sources[0]
	retitled.URL = "https://example.org"
	c, err := edit.Source(d, retitled)
	if err != nil {
		t.Fatal(err)
	}
	got := edit.Target(d, c)
	if want := (desk.Target{Measures: []int{9, 25}, Territories: []string{"84", "FR"}}); !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
	inRegion := desk.Scope{Regions: []string{"84"}}
	if slices.ContainsFunc(edit.Targets(d, c), inRegion.Covers) {
		t.Error("a regional agent may rewrite a source of national figures")
	}
}
