package changelog_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/segur-tracker/segur/assets"
	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/changelog"
	"github.com/segur-tracker/segur/internal/ingest"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/seed"
)

func dataset(t testing.TB) segur.Dataset {
	t.Helper()
	d, findings, err := ingest.ReadSeed(seed.Files)
	if err != nil || len(findings) > 0 {
		t.Fatal(err, findings)
	}
	d.Publication = segur.Publication{Number: 1, PublishedAt: time.Date(2026, time.March, 1, 9, 0, 0, 0, time.UTC)}
	return d
}

// The catalog of the seed and the words of the site do not change: they are made once.
var (
	published = sync.OnceValues(func() (*catalog.Catalog, error) {
		d, _, err := ingest.ReadSeed(seed.Files)
		if err != nil {
			return nil, err
		}
		d.Publication = segur.Publication{Number: 1, PublishedAt: time.Date(2026, time.March, 1, 9, 0, 0, 0, time.UTC)}
		return catalog.Build(d)
	})
	bundle = sync.OnceValues(func() (*locale.Bundle, error) { return locale.Load(assets.Locales) })
)

func describer(t testing.TB, lang locale.Lang) changelog.Describer {
	t.Helper()
	c, err := published()
	if err != nil {
		t.Fatal(err)
	}
	b, err := bundle()
	if err != nil {
		t.Fatal(err)
	}
	return changelog.Describer{After: c, Words: b.For(lang)}
}

func describe(t testing.TB, lang locale.Lang, changes segur.ChangeSet) []changelog.Item {
	t.Helper()
	items := describer(t, lang).Describe(changes)
	return items
}

// plain replaces the spaces and apostrophes that typography sets.
func plain(s string) string {
	return strings.NewReplacer("\u00a0", " ", "\u202f", " ", "’", "'", "‘", "'").Replace(s)
}

// told writes an item on one line: "title | subject | label: old > new; …".
func told(i changelog.Item) string {
	var fields []string
	for _, f := range i.News() {
		fields = append(fields, f.Label+": "+f.Old+" > "+f.New)
	}
	return plain(i.Title + " | " + i.Subject + " | " + strings.Join(fields, "; "))
}

// find returns the value of the seed whose key begins so.
func find(t testing.TB, key string) segur.Value {
	t.Helper()
	all := dataset(t).Values
	i := slices.IndexFunc(all, func(v segur.Value) bool { return strings.HasPrefix(v.RowKey(), key) })
	if i < 0 {
		t.Fatalf("no value %s", key)
	}
	return all[i]
}

func with[T any](row T, edit func(*T)) T {
	edit(&row)
	return row
}

func replace[T any](old, now T) segur.Changes[T] {
	return segur.Changes[T]{Replace: []segur.Replacement[T]{{Old: old, New: now}}}
}

func TestFiguresInWords(t *testing.T) {
	t.Parallel()
	actual, target := find(t, "msp-count actual 2022-12 FR"), find(t, "msp-count target 2027 FR")
	estimate, region := find(t, "cpts-active actual 2025-05 FR"), find(t, "msp-aci actual 2023 84")
	const msp = "Maisons de santé pluriprofessionnelles (MSP) ouvertes, France, "
	for name, c := range map[string]struct {
		changes segur.Changes[segur.Value]
		want    string
		wrong   bool
	}{
		"corrected": {replace(actual, with(actual, func(v *segur.Value) { v.Number, v.Flag = segur.Int(2251), "final" })),
			"Correction | " + msp + "décembre 2022 | Valeur: 2 250 > 2 251; Précision du chiffre: arrondi > définitif", true},
		"of another time": {replace(actual, with(actual, func(v *segur.Value) { v.Period, _ = segur.ParsePeriod("2023") })),
			"Correction | " + msp + "2023 | Période: décembre 2022 > 2023", true},
		"revised": {replace(estimate, with(estimate, func(v *segur.Value) { v.Number, v.Flag = segur.Int(731), "final" })),
			"Révision | CPTS en fonctionnement, France, mai 2025 | Valeur: 724 > 731; Précision du chiffre: estimation > définitif", false},
		"another document": {replace(actual, with(actual, func(v *segur.Value) { v.Source, v.Confidence = "macsf-objectif-4000-maisons", "low" })),
			"Précision | " + msp + "décembre 2022 | Source: NosDéputés.fr / Assemblée nationale, « Question écrite n° 2840 sur les maisons de santé et réponse du ministère », 2023 > " +
				plain(describer(t, locale.FR).After.Source("macsf-objectif-4000-maisons").Publisher) + ", « " + plain(describer(t, locale.FR).After.Source("macsf-objectif-4000-maisons").Title) + " », 2023; Confiance: bonne > faible", false},
		"no longer shown": {replace(actual, with(actual, func(v *segur.Value) { v.Reference = false })),
			"Chiffre affiché remplacé | " + msp + "décembre 2022 (autre chiffre publié) | Place du chiffre: affiché > gardé à côté", false},
		"target moved": {replace(target, with(target, func(v *segur.Value) { v.Period, _ = segur.ParsePeriod("2028") })),
			"Objectif modifié | " + msp + "fin 2028 (objectif) | Période: fin 2027 > fin 2028", false},
		"added": {segur.Changes[segur.Value]{Add: []segur.Value{with(actual, func(v *segur.Value) { v.Period, _ = segur.ParsePeriod("2026-06"); v.Note = "" })}},
			"Nouveau chiffre | " + msp + "juin 2026 | Valeur:  > 2 250; Précision du chiffre:  > arrondi", false},
		"target added":     {segur.Changes[segur.Value]{Add: []segur.Value{with(target, func(v *segur.Value) { v.Note = "" })}}, "Nouvel objectif | " + msp + "fin 2027 (objectif) | Valeur:  > 4 000", false},
		"competitor added": {segur.Changes[segur.Value]{Add: []segur.Value{with(target, func(v *segur.Value) { v.Note, v.Reference = "", false })}}, "Chiffre concurrent ajouté | " + msp + "fin 2027 (objectif, autre chiffre publié) | Valeur:  > 4 000", false},
		"withdrawn":        {segur.Changes[segur.Value]{Remove: []segur.Value{with(region, func(v *segur.Value) { v.Note = "" })}}, "Chiffre retiré | " + plain(describer(t, locale.FR).After.Indicator("msp-aci").Label.FR) + ", Auvergne-Rhône-Alpes, 2023 | Valeur: 280 > ", false},
	} {
		items := describe(t, locale.FR, segur.ChangeSet{Values: c.changes})
		if len(items) != 1 || told(items[0]) != c.want || items[0].Correction != c.wrong {
			t.Errorf("%s:\n got %s\nwant %s", name, told(items[0]), c.want)
		}
	}
}

func TestAFigureKnowsWhereItBelongs(t *testing.T) {
	t.Parallel()
	old := find(t, "msp-aci actual 2023 84")
	now := with(old, func(v *segur.Value) { v.Number = segur.Int(281) })
	i := describe(t, locale.EN, segur.ChangeSet{Values: replace(old, now)})[0]
	if i.Ref != (segur.RowRef{Table: segur.TableValues, Key: now.RowKey()}) || i.Kind != changelog.Replaced || i.Indicator != "msp-aci" ||
		i.Territory != "84" || i.Place != "Auvergne-Rhône-Alpes" || !slices.Equal(i.Measures, []int{25}) || !slices.Equal(i.Sources, []string{old.Source}) {
		t.Errorf("%+v", i)
	}
	if strings.Contains(i.Series, "Auvergne") || !strings.HasSuffix(i.Series, ", 2023") || i.Title != "Correction" {
		t.Errorf("%q, %q", i.Series, i.Title)
	}
	if f := i.Fields[0]; f.Name != "number" || f.Label != "Value" || f.Old != "280" || f.NewRaw != "281" || !f.Changed() {
		t.Errorf("%+v", f)
	}
	if f := i.Fields[len(i.Fields)-1]; f.Name != "note_fr" || f.Lang != "fr" || f.Changed() {
		t.Errorf("the French note: %+v", f)
	}
}

func TestUnitsAreThoseOfTheIndicator(t *testing.T) {
	t.Parallel()
	old := find(t, "inv-total target")
	now := with(old, func(v *segur.Value) { v.Number += 500 })
	i := describe(t, locale.FR, segur.ChangeSet{Values: replace(old, now)})[0]
	if f := i.News()[0]; plain(f.Old) != "19 Md€" || plain(f.New) != "19,5 Md€" {
		t.Errorf("%+v", f)
	}
	if got := describe(t, locale.FR, segur.ChangeSet{Values: segur.Changes[segur.Value]{Add: []segur.Value{old}}})[0].Title; got != "Nouveau montant programmé" {
		t.Errorf("money is %q", got)
	}
}

func TestStatesInWords(t *testing.T) {
	t.Parallel()
	all := dataset(t).Assessments
	old := all[slices.IndexFunc(all, func(a segur.Assessment) bool { return a.RowKey() == "12/2021" })]
	suspended := with(old, func(a *segur.Assessment) { a.State = segur.Suspended })
	this := with(old, func(a *segur.Assessment) { a.Year = 2026; a.EffectiveOn = segur.Date{Year: 2026, Month: 2} })
	for name, c := range map[string]struct {
		changes segur.Changes[segur.Assessment]
		want    string
		wrong   bool
	}{
		"of a year gone by": {replace(old, suspended), "Correction | Mesure 12 : Lits à la demande, état en 2021 | État: En cours de déploiement > Suspendue", true},
		"of this year": {replace(this, with(this, func(a *segur.Assessment) { a.State = segur.Abandoned })),
			"État mis à jour | Mesure 12 : Lits à la demande, état en 2026 | État: En cours de déploiement > Abandonnée", false},
		"better told": {replace(old, with(old, func(a *segur.Assessment) {
			a.Justification.FR, a.Basis, a.EffectiveOn = "Court.", segur.BasisInferred, segur.Date{}
		})), "Précision | Mesure 12 : Lits à la demande, état en 2021 | Date d'effet: juillet 2021 > ; Fondement: état officiel > état déduit; Justification: " + plain(old.Justification.FR) + " > Court.", false},
		"withdrawn": {segur.Changes[segur.Assessment]{Remove: []segur.Assessment{with(old, func(a *segur.Assessment) { a.Justification, a.EffectiveOn = segur.Text{}, segur.Date{} })}},
			"État retiré | Mesure 12 : Lits à la demande, état en 2021 | État: En cours de déploiement > ; Fondement: état officiel > ", false},
	} {
		items := describe(t, locale.FR, segur.ChangeSet{Assessments: c.changes})
		if len(items) != 1 || told(items[0]) != c.want || items[0].Correction != c.wrong {
			t.Errorf("%s:\n got %s\nwant %s", name, told(items[0]), c.want)
		}
	}
	d := describer(t, locale.FR)
	d.Year = 2027
	items := d.Describe(segur.ChangeSet{Assessments: replace(this, with(this, func(a *segur.Assessment) { a.State = segur.Abandoned }))})
	if !items[0].Correction {
		t.Error("a state of 2026 changed in 2027 is no correction")
	}
}
