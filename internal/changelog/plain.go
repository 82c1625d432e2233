package changelog

import (
	"reflect"
	"strconv"
	"strings"

	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// plain tells the rows of a table by its columns alone: what no words are written for is never a
// hole in history.
func plain(described segur.Table) table[segur.Row] {
	spec := described.About()
	return table[segur.Row]{
		name: spec.Name, title: happened[segur.Row]("change.added_row", "change.replaced_row", "change.removed_row"),
		subject: func(t *writer, row segur.Row) subject { return subject{text: t.called(described, row)} },
		about:   func(_ *writer, row segur.Row) about { return belongs(spec, row) },
		cells: func(t *writer, row segur.Row) []cell {
			record := described.Open(row)
			var cells []cell
			for i, c := range spec.Columns {
				cells = append(cells, t.plainly(c, record.Fields[i]))
			}
			return cells
		},
	}
}

// belongs reads from the columns that name other rows what a row is about.
func belongs(spec *segur.Spec, row segur.Row) about {
	a := about{measures: segur.MeasuresOf(row), sources: segur.References(row, segur.TableSources)}
	if codes := segur.References(row, segur.TableIndicators); len(codes) > 0 {
		a.indicator = codes[0]
	}
	if codes := segur.References(row, segur.TableTerritories); spec.Regional && len(codes) > 0 {
		a.territory = codes[0]
	}
	return a
}

// called names a row by its first text, by its key where it has none.
func (t *writer) called(described segur.Table, row segur.Row) string {
	about, record := described.About(), described.Open(row)
	for i, c := range about.Columns {
		if text, ok := record.Fields[i].(*string); ok && strings.HasSuffix(c.Name, "_"+string(t.Words.Lang())) && *text != "" {
			return t.Words.Text(*text)
		}
	}
	return row.RowKey()
}

// plainly returns the cell of a column. Its label is "column." and its name, or that name alone.
func (t *writer) plainly(c segur.Column, field any) cell {
	made := t.shown(c, field)
	if made.name, made.label = c.Name, "column."+c.Name; !t.Words.Has(made.label) {
		made.label = ""
	}
	made.told = made.told || c.Key
	return made
}

func (t *writer) shown(c segur.Column, field any) cell {
	if c.Refers == segur.TableSources {
		return t.cites(references(field))
	}
	switch f := field.(type) {
	case *string:
		for _, lang := range locale.Langs() {
			if strings.HasSuffix(c.Name, "_"+string(lang)) {
				return t.worded("", "", *f, lang)
			}
		}
		return cell{shown: t.Words.Text(*f), raw: *f}
	case *int:
		return t.number("", "", *f)
	case **int:
		return t.count("", "", *f)
	case *bool:
		return cell{shown: strconv.FormatBool(*f), raw: strconv.FormatBool(*f)}
	case *segur.Date:
		return t.day("", "", *f)
	case *segur.Period:
		return cell{shown: f.String(), raw: f.String()}
	case *segur.Number:
		return cell{shown: t.Words.Number(f.Float(), segur.MaxDecimals), raw: f.String()}
	case **segur.Number:
		if *f == nil {
			return cell{}
		}
		return cell{shown: t.Words.Number((*f).Float(), segur.MaxDecimals), raw: (*f).String()}
	case *[]int:
		return t.numbers("", "", *f)
	case *[]string:
		return cell{shown: t.Words.List(*f), raw: strings.Join(*f, " ")}
	}
	text := reflect.ValueOf(field).Elem().String() // a named string
	return cell{shown: text, raw: text}
}

func references(field any) []string {
	switch f := field.(type) {
	case *string:
		if *f != "" {
			return []string{*f}
		}
	case *[]string:
		return *f
	}
	return nil
}
