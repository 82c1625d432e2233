package changelog_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// TestMovesAreOneItem tells a move with the rows that it rewrites, in both languages: one item, with
// one line for each measure in the new order, and what else becomes of the measure that moves.
func TestMovesAreOneItem(t *testing.T) {
	t.Parallel()
	measure := func(number, pillar int, slug, basis string) segur.Measure {
		title := segur.Text{FR: "Titre " + slug, EN: "Title " + slug}
		return segur.Measure{Number: number, Pillar: pillar, Slug: slug, Title: title, ShortTitle: title, NumberBasis: basis, TitleBasis: "official", Summary: title}
	}
	var c segur.ChangeSet
	replace := func(old, now segur.Measure) {
		c.Measures.Replace = append(c.Measures.Replace, segur.Replacement[segur.Measure]{Old: old, New: now})
	}
	replace(measure(1, 1, "a", "provisional"), measure(2, 1, "a", "provisional"))
	replace(measure(2, 1, "b", "provisional"), measure(3, 1, "b", "provisional"))
	replace(measure(3, 2, "c", "provisional"), measure(1, 1, "c", "official"))
	old := segur.Assessment{Measure: 3, Year: 2021, State: segur.Done}
	now := old
	now.Measure = 1
	c.Assessments.Replace = []segur.Replacement[segur.Assessment]{{Old: old, New: now}}
	for lang, want := range map[locale.Lang]string{
		locale.FR: "La mesure 3 (Titre c) devient la mesure 1, dans le pilier 1 ; les mesures 1 à 2 prennent le numéro suivant",
		locale.EN: "Measure 3 (Title c) becomes measure 1, in pillar 1; measures 1 to 2 each take the next number",
	} {
		items := describe(t, lang, c)
		if len(items) != 1 {
			t.Fatalf("%s: %d items", lang, len(items))
		}
		item := items[0]
		if got := strings.ReplaceAll(item.Subject, "\u00a0", " "); got != want {
			t.Errorf("%s: %q", lang, got)
		}
		if item.Ref != (segur.RowRef{Table: segur.TableMeasures, Key: "1"}) || !slices.Equal(item.Measures, []int{1}) {
			t.Errorf("%s: %+v", lang, item)
		}
		var names []string
		for _, f := range item.Fields {
			names = append(names, f.Name)
		}
		if !slices.Equal(names, []string{"place", "place", "place", "number_basis"}) || !strings.HasSuffix(item.Fields[0].Label, " c") {
			t.Errorf("%s: %v", lang, item.Fields)
		}
		if news := item.News(); len(news) != 1 || news[0].Name != "number_basis" {
			t.Errorf("%s: readers are told %v", lang, news)
		}
	}
}
