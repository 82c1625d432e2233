package changelog_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/changelog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// TestEveryTableAndColumnHasItsWords tells the whole seed as added, taken away and replaced by
// itself, in both languages.
func TestEveryTableAndColumnHasItsWords(t *testing.T) {
	t.Parallel()
	d := dataset(t)
	d.Texts = []segur.SiteText{{ID: segur.TextBanner, Text: segur.Text{FR: "Bonjour", EN: "Hello"}}, {ID: "autre", Text: segur.Text{FR: "Oui", EN: "Yes"}}}
	added := segur.Additions(d)
	rows, filled := 0, 0
	for _, t := range segur.Tables() {
		if n := len(t.Rows(d)); n > 0 {
			rows, filled = rows+n, filled+1
		}
	}
	for _, lang := range locale.Langs() {
		tables := map[string]bool{}
		refs := map[segur.RowRef]bool{}
		items := describe(t, lang, added)
		for _, i := range items {
			tables[i.Ref.Table] = true
			refs[i.Ref] = true
			if i.Kind != changelog.Added || i.Title == "" || strings.TrimSpace(i.Subject) == "" || i.Correction || len(i.Fields) == 0 {
				t.Errorf("%s %s: %+v", lang, i.Ref.Key, i)
			}
			for _, f := range i.Fields {
				if f.Label == "" || f.New == "" || f.Old != "" || f.OldRaw != "" {
					t.Errorf("%s %s: %+v", lang, i.Ref.Key, f)
				}
			}
		}
		if len(items) != rows || len(refs) != rows || len(tables) != filled {
			t.Errorf("%s: %d items and %d names of %d rows, in %d tables", lang, len(items), len(refs), rows, len(tables))
		}
	}
}

func TestARowTakenAwayIsToldByWhatItSaid(t *testing.T) {
	t.Parallel()
	d := dataset(t)
	gone := segur.ChangeSet{
		Events: segur.Changes[segur.Event]{Remove: d.Events[:1]}, Indicators: segur.Changes[segur.Indicator]{Remove: d.Indicators[:1]},
		Consultations: segur.Changes[segur.Consultation]{Remove: d.Consultations[:1]}, Sources: segur.Changes[segur.Source]{Remove: d.Sources[:1]},
	}
	for _, i := range describe(t, locale.FR, gone) {
		if i.Kind != changelog.Removed || len(i.Fields) == 0 || slices.ContainsFunc(i.Fields, func(f changelog.Field) bool { return f.New != "" || f.Old == "" }) {
			t.Errorf("%+v", i)
		}
	}
}

func TestWordingIsToldInTheReadersLanguage(t *testing.T) {
	t.Parallel()
	d := dataset(t)
	old := d.Measures[slices.IndexFunc(d.Measures, func(m segur.Measure) bool { return m.Number == 12 })]
	now := old
	now.ShortTitle = segur.Text{FR: "Lits d'hiver", EN: "Winter beds"}
	now.Summary.EN = "Shorter."
	changes := segur.ChangeSet{Measures: replace(old, now)}
	french, english := describe(t, locale.FR, changes)[0], describe(t, locale.EN, changes)[0]
	if got, want := told(french), "Texte modifié | Mesure 12 : Lits à la demande | Intitulé court: Lits à la demande > Lits d'hiver; Résumé en anglais: "+plain(old.Summary.EN)+" > Shorter."; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	if got, want := told(english), "Wording changed | Measure 12: On-demand beds | Short title: On-demand beds > Winter beds; Summary: "+plain(old.Summary.EN)+" > Shorter."; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	for _, f := range french.News() {
		if foreign := f.Name == "summary_en"; foreign != (f.Lang == "en") || foreign != f.Long {
			t.Errorf("%+v", f)
		}
	}
	if n := len(french.Fields); n < 11 {
		t.Errorf("reviewers see %d fields", n)
	}
}

// TestNamesAreLookedUpWhereTheyStillAre covers what a later publication took away.
func TestNamesAreLookedUpWhereTheyStillAre(t *testing.T) {
	t.Parallel()
	d := describer(t, locale.FR)
	unknown := find(t, "msp-count actual 2022-12 FR")
	unknown.Indicator, unknown.Source, unknown.Territory = "gone", "gone-too", "97"
	added := segur.ChangeSet{Values: segur.Changes[segur.Value]{Add: []segur.Value{unknown}}}
	items := d.Describe(added)
	if plain(items[0].Subject) != "gone, 97, décembre 2022" || plain(items[0].Fields[0].New) != "2 250" {
		t.Errorf("%+v", items)
	}
	indicator := segur.Indicator{Code: "gone", Label: segur.Text{FR: "Lits", EN: "Beds"}, Unit: "beds", Measures: []int{12, 99}, Nature: segur.NatureStock, Direction: segur.DirectionUp, Role: "means"}
	added.Indicators.Add = []segur.Indicator{indicator}
	added.Territories.Add = []segur.Territory{{Code: "97", Name: segur.Text{FR: "Ailleurs", EN: "Elsewhere"}, Level: "region"}}
	added.Sources.Add = []segur.Source{{ID: "gone-too", Title: "Bilan", Publisher: "Ministère", Kind: "law", Language: "fr"}}
	if items = d.Describe(added); plain(items[0].Subject) != "Lits, Ailleurs, décembre 2022" || plain(items[0].Fields[0].New) != "2 250 lits" {
		t.Errorf("%+v", items)
	}
	if f := items[0].Fields[slices.IndexFunc(items[0].Fields, func(f changelog.Field) bool { return f.Name == "source" })]; plain(f.New) != "Ministère, « Bilan »" {
		t.Errorf("%+v", f)
	}
	before := dataset(t)
	before.Indicators = append(before.Indicators, indicator)
	value := unknown
	value.Territory, value.Source = "FR", before.Sources[0].ID
	before.Values = append(before.Values, value)
	indicator.Measures = nil
	before.Indicators[len(before.Indicators)-1] = indicator
	var err error
	if d.Before, err = catalog.Build(before); err != nil {
		t.Fatal(err)
	}
	items = d.Describe(segur.ChangeSet{Values: segur.Changes[segur.Value]{Remove: []segur.Value{value}}})
	if plain(items[0].Subject) != "Lits, France, décembre 2022" {
		t.Errorf("%+v", items)
	}
}

func TestRowsOfAConflict(t *testing.T) {
	t.Parallel()
	d, all := describer(t, locale.FR), dataset(t)
	for _, row := range []segur.Row{
		all.Sources[0], all.Territories[0], all.Pillars[0], all.Measures[0], all.Assessments[0], all.Indicators[0], all.Values[0],
		all.Events[0], all.Consultations[0], all.Priorities[0], segur.SiteText{ID: segur.TextBanner, Text: segur.Text{FR: "Bonjour"}},
	} {
		fields := d.Row(row)
		if len(fields) == 0 || slices.ContainsFunc(fields, func(f changelog.Field) bool { return f.Label == "" || f.New == "" || f.Old != "" }) {
			t.Errorf("%T: %+v", row, fields)
		}
	}
	if fields := d.Row(nil); fields != nil {
		t.Errorf("%v", fields)
	}
}

func TestTextsOfChartsInWords(t *testing.T) {
	t.Parallel()
	alt := segur.SiteText{ID: segur.TextAlt("indicateur-msp-count"), Text: segur.Text{FR: "Un texte.", EN: "A text."}}
	better := with(alt, func(s *segur.SiteText) { s.Text = segur.Text{FR: "Un meilleur texte.", EN: "A better text."} })
	gone := segur.SiteText{ID: segur.TextWithdrawn("matrice"), Text: segur.Text{FR: "Double compte", EN: "Counted twice"}}
	added := func(s segur.SiteText) segur.Changes[segur.SiteText] {
		return segur.Changes[segur.SiteText]{Add: []segur.SiteText{s}}
	}
	removed := func(s segur.SiteText) segur.Changes[segur.SiteText] {
		return segur.Changes[segur.SiteText]{Remove: []segur.SiteText{s}}
	}
	const msp = "Texte de remplacement du graphique « Maisons de santé pluriprofessionnelles (MSP) ouvertes »"
	for want, changes := range map[string]segur.Changes[segur.SiteText]{
		"Nouveau texte | " + msp + " | Texte de remplacement:  > Un texte.":                                                             added(alt),
		"Texte modifié | " + msp + " | Texte de remplacement: Un texte. > Un meilleur texte.":                                           replace(alt, better),
		"Texte retiré | " + msp + " | Texte de remplacement: Un texte. > ":                                                              removed(alt),
		"Graphique retiré | Graphique « État des 33 mesures, année par année » | Motif du retrait:  > Double compte":                    added(gone),
		"Graphique rétabli | Graphique « État des 33 mesures, année par année » | Motif du retrait: Double compte > ":                   removed(gone),
		"Motif du retrait modifié | Graphique « État des 33 mesures, année par année » | Motif du retrait: Double compte > Autre motif": replace(gone, with(gone, func(s *segur.SiteText) { s.Text.FR = "Autre motif" })),
		"Nouveau texte | Texte de remplacement du graphique « parti » | Texte de remplacement:  > Un texte.":                            added(with(alt, func(s *segur.SiteText) { s.ID = segur.TextAlt("indicateur-parti") })),
	} {
		items := describe(t, locale.FR, segur.ChangeSet{Texts: changes})
		if len(items) != 1 || told(items[0]) != want || items[0].Correction {
			t.Errorf("\n got %s\nwant %s", told(items[0]), want)
		}
	}
	english := describe(t, locale.EN, segur.ChangeSet{Texts: replace(alt, better)})[0]
	if got := told(english); !strings.HasPrefix(got, "Wording changed | Alternative text of the chart “") || !strings.HasSuffix(got, "Alternative text: A text. > A better text.") || english.Indicator != "msp-count" {
		t.Errorf("%s, about %q", got, english.Indicator)
	}
}
