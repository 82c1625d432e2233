package changelog

import (
	"strconv"
	"strings"

	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
)

// Key tells which row of the dataset a reference names, from what the reference and the catalogs
// say of it: « Maisons de santé ouvertes, France, décembre 2022 (relevé) : 2 350 ». What neither
// knows keeps its key.
func (d Describer) Key(ref segur.RowRef) string {
	d.Words = d.Words.Aside()
	t := d.writer(segur.ChangeSet{})
	if text, ok := t.key(ref); ok && d.Words.Err() == nil {
		return text
	}
	return ref.Key
}

func (t *writer) key(ref segur.RowRef) (text string, ok bool) {
	switch ref.Table {
	case segur.TableValues:
		return t.valueKey(ref.Key)
	case segur.TableAssessments:
		return t.stateKey(ref.Key)
	case segur.TableMeasures:
		number, err := strconv.Atoi(ref.Key)
		return t.measure(number), err == nil
	case segur.TableIndicators:
		return t.pick(t.indicator(ref.Key).Label), true
	case segur.TableSources:
		return t.source(ref.Key), true
	case segur.TableTerritories:
		return t.territory(ref.Key), true
	case segur.TableTexts:
		return texts().subject(t, segur.SiteText{ID: ref.Key}).text, true
	}
	table, ok := spokenOf(ref.Table)
	if !ok {
		return "", false
	}
	for _, c := range t.catalogs() {
		for _, row := range c.Rows(ref.Table) {
			if row.RowKey() == ref.Key {
				return table.subject(t, row).text, true
			}
		}
	}
	return "", false
}

// valueKey reads what Value.RowKey writes.
func (t *writer) valueKey(key string) (text string, ok bool) {
	parts := strings.Split(key, " ") // indicator, kind, period, territory, number, source
	if len(parts) != 6 {
		return "", false
	}
	v := segur.Value{Indicator: parts[0], Kind: segur.Kind(parts[1]), Territory: parts[3], Reference: true}
	var periodErr, numberErr error
	v.Period, periodErr = segur.ParsePeriod(parts[2])
	v.Number, _, numberErr = segur.ParseNumber(parts[4])
	if periodErr != nil || numberErr != nil {
		return "", false
	}
	ind := t.indicator(v.Indicator)
	kind := sentence.Kind(t.Words, ind, v)
	return t.word("change.value_key",
		"indicator", t.pick(ind.Label), "territory", t.territory(v.Territory), "period", t.period(ind, v),
		"kind", kind, "quantity", t.Words.Quantity(v.Number.Float(), ind.Decimals, ind.Unit).String()), true
}

// stateKey reads what Assessment.RowKey writes.
func (t *writer) stateKey(key string) (text string, ok bool) {
	measure, year, _ := strings.Cut(key, "/")
	number, measureErr := strconv.Atoi(measure)
	in, yearErr := strconv.Atoi(year)
	if measureErr != nil || yearErr != nil {
		return "", false
	}
	return states().subject(t, segur.Assessment{Measure: number, Year: in}).text, true
}
