package catalog_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/segur"
)

func numbers(found []*catalog.Measure) []int {
	list := []int{}
	for _, m := range found {
		list = append(list, m.Number)
	}
	return list
}

func TestSearchReadsBothLanguagesWithoutAccents(t *testing.T) {
	t.Parallel()
	c := build(t, small())
	for text, want := range map[string][]int{
		"":                       {1, 2},
		"  ":                     {1, 2},
		"hopital":                {1},
		"HÔPITAL":                {1},
		"l'hôpital":              {1},
		"l’hopital":              {1},
		"L'":                     {1, 2},
		"hospital":               {1},
		"coeur":                  {2},
		"cœur":                   {2},
		"CŒUR":                   {2},
		"heart":                  {2},
		"ile":                    {2},
		"oeuvre":                 {2},
		"ete":                    {1},
		"hop":                    {1},
		"pital":                  {},
		"hopital lits":           {1},
		"lits hospital":          {1},
		"hopital coeur":          {},
		"lits ouverts":           {1}, // said by its indicator
		"hopitaux":               {1}, // another form of a word
		"zzz":                    {},
		"!?":                     {1, 2},
		"<script>":               {},
		"' OR 1=1 --":            {},
		strings.Repeat("w", 300): {},
	} {
		if got := numbers(c.FindMeasures(catalog.MeasureQuery{Text: text})); !slices.Equal(got, want) {
			t.Errorf("%q finds %v, want %v", text, got, want)
		}
	}
}

func TestFormsOfAWordFindTheSame(t *testing.T) {
	t.Parallel()
	c := build(t, dataset(t))
	for _, forms := range [][]string{{"infirmières", "infirmière", "infirmiers"}, {"nurses", "nurse"}, {"hôpitaux", "hôpital"}} {
		found := [][]int{}
		for _, form := range forms {
			found = append(found, numbers(c.FindMeasures(catalog.MeasureQuery{Text: form})))
		}
		for i, form := range forms {
			if len(found[i]) == 0 || len(c.FindIndicators(form)) == 0 {
				t.Errorf("%q finds measures %v and %d indicators", form, found[i], len(c.FindIndicators(form)))
			}
		}
	}
}

func TestSearchInTheRealMeasures(t *testing.T) {
	t.Parallel()
	c := build(t, dataset(t))
	accented := numbers(c.FindMeasures(catalog.MeasureQuery{Text: "Hôpital"}))
	plain := numbers(c.FindMeasures(catalog.MeasureQuery{Text: "hopital"}))
	if !slices.Equal(accented, plain) || !slices.Contains(plain, 18) || len(plain) == segur.MeasureCount {
		t.Errorf("« Hôpital » finds %v, \"hopital\" %v", accented, plain)
	}
	for text, number := range map[string]int{"CPTS": 25, "msp": 25, "lits à la demande": 12, "on-demand beds": 12, "teleconsultation": 24, "183": 1} {
		if got := numbers(c.FindMeasures(catalog.MeasureQuery{Text: text})); !slices.Contains(got, number) {
			t.Errorf("%q finds %v, not %d", text, got, number)
		}
	}
}

func TestFiltersCombine(t *testing.T) {
	t.Parallel()
	c := build(t, dataset(t))
	standing := func(s segur.State) *segur.State { return &s }
	if got := c.FindMeasures(catalog.MeasureQuery{}); len(got) != segur.MeasureCount {
		t.Errorf("no filter finds %d", len(got))
	}
	for _, p := range c.Pillars() {
		for _, y := range c.Years() {
			total := 0
			for _, s := range segur.Standings() {
				found := c.FindMeasures(catalog.MeasureQuery{Pillar: p.Number, State: standing(s), Year: y})
				if len(found) != c.PillarTally(p, segur.ByYear, y).Counts[s] {
					t.Errorf("pillar %d, %s in %d: %d found", p.Number, s.Slug(), y, len(found))
				}
				for _, m := range found {
					if m.In != p || m.Cell(y).State() != s {
						t.Errorf("pillar %d, %s in %d: found measure %d", p.Number, s.Slug(), y, m.Number)
					}
				}
				total += len(found)
			}
			if total != len(p.Measures) {
				t.Errorf("pillar %d in %d: %d found in all", p.Number, y, total)
			}
		}
	}
	done := numbers(c.FindMeasures(catalog.MeasureQuery{State: standing(segur.DoneModified)}))
	if want := numbers(c.FindMeasures(catalog.MeasureQuery{State: standing(segur.DoneModified), Year: 2026})); !slices.Equal(done, want) || len(done) == 0 {
		t.Errorf("without a year: %v, in the last one: %v", done, want)
	}
	for name, q := range map[string]catalog.MeasureQuery{
		"no such pillar":     {Pillar: 9},
		"all, and a word":    {Pillar: 4, State: standing(segur.InProgress), Year: 2021, Text: "zzz"},
		"a word, no such":    {Text: "CPTS", Pillar: 1},
		"a state, no record": {State: standing(segur.Done), Year: 2099},
	} {
		if got := c.FindMeasures(q); len(got) != 0 {
			t.Errorf("%s: %v", name, numbers(got))
		}
	}
}

func TestFindIndicators(t *testing.T) {
	t.Parallel()
	c := build(t, dataset(t))
	if got := c.FindIndicators(""); len(got) != 202 {
		t.Errorf("%d indicators without a word", len(got))
	}
	for text, code := range map[string]string{"maisons de sante": "msp-count", "GROUP PRACTICES": "msp-count", "msp-count": "msp-count", "lits a la demande": "lad-beds"} {
		found := c.FindIndicators(text)
		if !slices.ContainsFunc(found, func(i *catalog.Indicator) bool { return i.Code == code }) || len(found) > 20 {
			t.Errorf("%q finds %d, without %s", text, len(found), code)
		}
	}
	if got := c.FindIndicators("msp zzz"); len(got) != 0 {
		t.Errorf("%d indicators with an absent word", len(got))
	}
}
