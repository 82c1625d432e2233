package changelog_test

import (
	"testing"

	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

func TestAKeyIsToldInWords(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		lang       locale.Lang
		table, key string
		want       string
	}{
		{locale.FR, segur.TableValues, "msp-aci actual 2023 84 280 concours-pluripro-cinq-remuneration-maisons", "MSP adhérentes à l'accord conventionnel (ACI), Auvergne-Rhône-Alpes, 2023 (constaté) : 280"},
		{locale.EN, segur.TableAssessments, "12/2023", "Measure 12: On-demand beds, status in 2023"},
		{locale.FR, segur.TableIndicators, "msp-count", "Maisons de santé pluriprofessionnelles (MSP) ouvertes"},
		{locale.FR, segur.TableSources, "egora-1000-cpts-2022", "Egora, « 1000 CPTS en 2022 : où en est-on ? », octobre 2019"},
		{locale.FR, segur.TableTerritories, "84", "Auvergne-Rhône-Alpes"},
		// What nobody knows any more keeps its key.
		{locale.FR, segur.TableSources, "gone", "gone"},
		{locale.FR, segur.TableIndicators, "gone", "gone"},
		{locale.FR, segur.TableValues, "gone actual 2023 99 280 gone", "gone, 99, 2023 (constaté) : 280"},
		{locale.FR, segur.TableValues, "gone bizarre 2023 99 280 gone", "gone bizarre 2023 99 280 gone"},
		{locale.FR, segur.TableValues, "one two", "one two"},
		{locale.FR, segur.TableValues, "msp-aci actual tomorrow 84 280 gone", "msp-aci actual tomorrow 84 280 gone"},
		{locale.FR, segur.TableAssessments, "x/y", "x/y"},
		{locale.FR, segur.TableMeasures, "x", "x"},
		{locale.FR, segur.TableEvents, "2020-01-01 Rien", "2020-01-01 Rien"},
		{locale.FR, segur.TableTexts, "banner", "Message en tête du site"},
		{locale.FR, "unknown", "key", "key"},
	} {
		got := describer(t, c.lang).Key(segur.RowRef{Table: c.table, Key: c.key})
		if plain(got) != c.want {
			t.Errorf("%s %q is told as %q, want %q", c.table, c.key, plain(got), c.want)
		}
	}
}

// Every row of the dataset has a name that is not its key.
func TestEveryRowHasAName(t *testing.T) {
	t.Parallel()
	d := dataset(t)
	var refs []segur.RowRef
	refs = append(refs, refsOf(segur.TableValues, d.Values)...)
	refs = append(refs, refsOf(segur.TableAssessments, d.Assessments)...)
	refs = append(refs, refsOf(segur.TableMeasures, d.Measures)...)
	refs = append(refs, refsOf(segur.TableIndicators, d.Indicators)...)
	refs = append(refs, refsOf(segur.TableSources, d.Sources)...)
	refs = append(refs, refsOf(segur.TableTerritories, d.Territories)...)
	refs = append(refs, refsOf(segur.TableEvents, d.Events)...)
	refs = append(refs, refsOf(segur.TablePriorities, d.Priorities)...)
	refs = append(refs, refsOf(segur.TableConsultation, d.Consultations)...)
	for _, lang := range locale.Langs() {
		words := describer(t, lang)
		for _, ref := range refs {
			if got := words.Key(ref); got == ref.Key || got == "" {
				t.Errorf("%s: %s %q is told as %q", lang, ref.Table, ref.Key, got)
			}
		}
	}
}

func refsOf[T interface{ RowKey() string }](table string, rows []T) []segur.RowRef {
	var refs []segur.RowRef
	for _, row := range rows {
		refs = append(refs, segur.RowRef{Table: table, Key: row.RowKey()})
	}
	return refs
}
