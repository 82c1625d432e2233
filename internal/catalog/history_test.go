package catalog_test

import (
	"reflect"
	"slices"
	"testing"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/segur"
)

// editions are three publications of small: the seed, changes of everything, an undoing.
func editions() []segur.Edition {
	d := small()
	second := segur.Edition{Publication: segur.Publication{Number: 2}}
	state := d.Assessments[0]
	state.State = segur.Abandoned
	second.Changes.Assessments.Replace = []segur.Replacement[segur.Assessment]{{Old: d.Assessments[0], New: state}}
	second.Changes.Assessments.Add = []segur.Assessment{{Measure: 2, Year: 2023, State: segur.Done}}
	second.Changes.Values.Remove = []segur.Value{{Indicator: "lits"}, {Indicator: "x"}}
	second.Changes.Events.Replace = []segur.Replacement[segur.Event]{{Old: segur.Event{Measures: []int{2}}, New: segur.Event{}}}
	third := segur.Edition{Publication: segur.Publication{Number: 3}, Reverts: 2}
	third.Changes.Indicators.Add = []segur.Indicator{{Code: "x", Measures: []int{1}}}
	third.Changes.Measures.Replace = []segur.Replacement[segur.Measure]{{Old: d.Measures[1], New: d.Measures[1]}}
	third.Changes.Priorities.Add = []segur.Priority{{Measures: []int{2}}}
	return []segur.Edition{{Publication: segur.Publication{Number: 1}, Changes: segur.Additions(d)}, second, third}
}

func told(t *testing.T) *catalog.Catalog {
	t.Helper()
	c, err := catalog.Build(small(), editions()...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestEditionsKnowEachOther(t *testing.T) {
	t.Parallel()
	c := told(t)
	var published []int
	for _, p := range c.Publications() {
		published = append(published, p.Number)
	}
	first, second, third := c.Edition(1), c.Edition(2), c.Edition(3)
	if !slices.Equal(published, []int{1, 2, 3}) || len(c.Editions()) != 3 || c.Edition(0) != nil || c.Edition(4) != nil {
		t.Errorf("publications %v", published)
	}
	if !first.First() || second.First() || !slices.Equal(second.PartlyBy, []int{3}) || !third.PartOnly ||
		first.RevertedBy+second.RevertedBy+third.RevertedBy != 0 || third.Reverts != 2 {
		t.Errorf("%+v, %+v, %+v", first.RevertedBy, second.RevertedBy, third.Reverts)
	}
	if got := first.Totals(); !reflect.DeepEqual(got, catalog.Totals{Measures: 2, Assessments: 2, Indicators: 1, Values: 1, Sources: 1}) {
		t.Errorf("the seed counts %+v", got)
	}
}

func TestHistoriesKeepToTheirSubject(t *testing.T) {
	t.Parallel()
	c := told(t)
	one, two := c.MeasureHistory(1), c.MeasureHistory(2)
	if len(one) != 2 || one[0].Publication.Number != 3 || one[1].Publication.Number != 2 ||
		len(one[1].Part.Assessments.Replace) != 1 || len(one[1].Part.Assessments.Add) != 0 || len(one[0].Part.Measures.Replace) != 1 {
		t.Errorf("measure 1: %+v", one)
	}
	if len(two) != 2 || len(two[1].Part.Assessments.Add) != 1 || len(two[1].Part.Events.Replace) != 1 || len(two[0].Part.Priorities.Add) != 1 {
		t.Errorf("measure 2: %+v", two)
	}
	lits, x := c.IndicatorHistory("lits"), c.IndicatorHistory("x")
	if len(lits) != 1 || len(lits[0].Part.Values.Remove) != 1 || len(x) != 2 || len(x[0].Part.Indicators.Add) != 1 {
		t.Errorf("indicators: %+v, %+v", lits, x)
	}
	if len(c.MeasureHistory(3))+len(c.IndicatorHistory("y")) != 0 {
		t.Error("what does not exist has a history")
	}
}

func TestARegionHasAHistoryOfItsOwn(t *testing.T) {
	t.Parallel()
	d := small()
	d.Territories = append(d.Territories, segur.Territory{Code: "53", Level: "region", Name: segur.Text{FR: "Bretagne", EN: "Brittany"}},
		segur.Territory{Code: "52", Level: "region", Name: segur.Text{FR: "Pays de la Loire", EN: "Pays de la Loire"}})
	second := segur.Edition{Publication: segur.Publication{Number: 2}}
	second.Changes.Values.Add = []segur.Value{{Indicator: "lits", Territory: "53"}, {Indicator: "lits", Territory: "FR"}}
	second.Changes.Projects.Remove = []segur.Project{{ID: "a", Territory: "53"}, {ID: "b", Territory: "52"}}
	second.Changes.Events.Add = []segur.Event{{Title: segur.Text{FR: "L’agence de Bretagne écrit"}}, {Title: segur.Text{FR: "Discours"}}}
	third := segur.Edition{Publication: segur.Publication{Number: 3}}
	third.Changes.Strategies.Add = []segur.Strategy{{Territory: "53"}}
	c, err := catalog.Build(d, segur.Edition{Publication: segur.Publication{Number: 1}, Changes: segur.Additions(d)}, second, third)
	if err != nil {
		t.Fatal(err)
	}
	own := c.RegionHistory("53")
	if len(own) != 2 || own[0].Publication.Number != 3 || len(own[0].Part.Strategies.Add) != 1 {
		t.Fatalf("%+v", own)
	}
	if p := own[1].Part; len(p.Values.Add) != 1 || len(p.Projects.Remove) != 1 || p.Projects.Remove[0].ID != "a" || len(p.Events.Add) != 1 {
		t.Errorf("%+v", p)
	}
	if other := c.RegionHistory("52"); len(other) != 1 || len(other[0].Part.Projects.Remove) != 1 || len(other[0].Part.Events.Add) != 0 {
		t.Errorf("%+v", other)
	}
	if none := c.RegionHistory("11"); len(none) != 0 {
		t.Errorf("%+v", none)
	}
}

func TestACatalogWithoutEditionsKnowsItself(t *testing.T) {
	t.Parallel()
	c := build(t, small())
	if p := c.Publications(); len(p) != 1 || p[0].Number != 3 || len(c.MeasureHistory(1)) != 0 {
		t.Errorf("%+v", p)
	}
}

func TestTexts(t *testing.T) {
	t.Parallel()
	d := small()
	d.Texts = []segur.SiteText{{ID: segur.TextBanner, Text: text("Bonjour")}}
	if got, ok := build(t, d).Text(segur.TextBanner); !ok || got.FR != "Bonjour" {
		t.Errorf("%v %v", got, ok)
	}
	if _, ok := build(t, small()).Text(segur.TextBanner); ok {
		t.Error("a text out of nothing")
	}
}
