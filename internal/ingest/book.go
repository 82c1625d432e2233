package ingest

import (
	"context"
	"errors"
	"path"
	"slices"
	"strings"

	"github.com/segur-tracker/segur/internal/input"
	"github.com/segur-tracker/segur/internal/rules"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sheet"
)

// ReadBook reads a dataset from a workbook: a sheet for each table, named like its file, whose first row names the
// columns, in any order. What is stored in a cell counts, whatever its format shows; of a percentage, the number of
// percent. Findings are those of ReadSeed, and those of workbooks; file is its name in them.
func ReadBook(ctx context.Context, b *sheet.Book, file string) (segur.Dataset, []Finding, error) {
	r := bookReader{seed: seed{sheets: map[string]*rowsOf{}}, file: file}
	for row, err := range b.Rows(ctx) {
		var refused *sheet.Refusal
		if errors.As(err, &refused) {
			r.report.add(RefusedFile(refused, file))
			return segur.Dataset{}, r.report.sorted(), nil
		}
		if err != nil {
			return segur.Dataset{}, nil, err
		}
		r.take(row)
	}
	intact := r.complete()
	if intact {
		dataset := r.dataset()
		r.place(rules.ValidateSeed(dataset))
		if len(r.report.findings) == 0 {
			return dataset, nil, nil
		}
	}
	return segur.Dataset{}, r.report.sorted(), nil
}

// RefusedFile tells in the words of findings why a file is not read at all.
func RefusedFile(r *sheet.Refusal, file string) Finding {
	f := Finding{File: file, Line: max(r.Row, r.Line), Rule: RuleFile + r.Reason, Value: r.Found}
	if r.Sheet != "" {
		f.File += ":" + r.Sheet
	}
	if r.Column > 0 {
		f.Column, f.ColumnName = r.Column, sheet.Letters(r.Column)
	}
	return f
}

// bookReader is the state of one reading of a workbook.
type bookReader struct {
	seed
	file      string
	strangers []string // sheets that are no table
	broken    bool     // some rows could not be read, so that their absence must not be judged
}

// take reads a row: the first of a sheet names its columns.
func (r *bookReader) take(row sheet.Row) {
	if row.Name == "" { // a CSV file is the one sheet that it is named like
		row.Name = strings.TrimSuffix(r.file, path.Ext(r.file))
	}
	table := segur.TableNamed(strings.ToLower(strings.TrimSpace(row.Name)))
	if table == nil {
		if !slices.Contains(r.strangers, row.Name) {
			r.strangers, r.broken = append(r.strangers, row.Name), true
			r.report.add(Finding{File: r.file + ":" + row.Name, Rule: RuleNoTable, Value: row.Name})
		}
		return
	}
	name := table.About().Name
	if r.sheets[name] == nil {
		r.sheets[name] = &rowsOf{file: r.file + ":" + row.Name, widest: columnsOf(table, true), prose: table.About().Desk}
		r.header(r.sheets[name], row, table)
		return
	}
	r.row(r.sheets[name], row, table)
}

func (r *bookReader) header(s *rowsOf, row sheet.Row, table segur.Table) {
	for _, cell := range row.Cells {
		for len(s.columns) < cell.Column {
			s.columns = append(s.columns, "")
		}
		name := strings.ToLower(strings.TrimSpace(cell.Text))
		if cell.Merged() || !slices.Contains(s.widest, name) || slices.Contains(s.columns, name) {
			r.broken = true
			r.report.add(Finding{File: s.file, Line: row.Number, Column: cell.Column, ColumnName: sheet.Letters(cell.Column), Rule: RuleColumn, Value: cell.Text})
			continue
		}
		s.columns[cell.Column-1] = name
	}
	for _, name := range columnsOf(table, false) {
		if !slices.Contains(s.columns, name) {
			r.broken = true
			r.report.add(Finding{File: s.file, Line: row.Number, ColumnName: name, Rule: RuleNoColumn})
		}
	}
}

func (r *bookReader) row(s *rowsOf, row sheet.Row, table segur.Table) {
	into := sheetRow{fields: make([]string, len(s.columns)), lines: make([]int, len(s.columns))}
	for i := range into.lines {
		into.lines[i] = row.Number
	}
	empty := table.Open(nil)
	for _, cell := range row.Cells {
		if cell.Column > len(s.columns) || s.columns[cell.Column-1] == "" {
			r.broken = true
			r.report.add(Finding{File: s.file, Line: row.Number, Column: cell.Column, ColumnName: sheet.Letters(cell.Column), Rule: RuleNoHeading, Value: cell.Text})
			continue
		}
		i := table.About().Column(s.columns[cell.Column-1])
		text, rule := textOf(table.About().Columns[i], empty.Fields[i], cell)
		into.fields[cell.Column-1] = text
		if rule == "" {
			rule = textFault(text)
			if s.prose && rule == RuleStraySpace {
				rule = ""
			}
		}
		if rule != "" {
			r.report.add(s.finding(into, cell.Column-1, rule))
		}
	}
	s.rows = append(s.rows, into)
}

// complete gives every table its sheet, and reports whether all could be read.
func (r *bookReader) complete() bool {
	for _, table := range segur.Tables() {
		name := table.About().Name
		if r.sheets[name] == nil {
			r.sheets[name] = &rowsOf{file: r.file, columns: columnsOf(table, false)}
			if !table.About().Desk {
				r.broken = true
				r.report.add(Finding{File: r.file, Rule: RuleMissingSheet, Value: name})
			}
		}
	}
	return !r.broken
}

// textOf writes what a cell stores as files of a dataset write it; rule is why it cannot be, "" where it can. What
// cannot be read as the field asks stays as it is, for the rules to find.
func textOf(c segur.Column, field any, cell sheet.Cell) (text, rule string) {
	switch cell.Kind {
	case sheet.Error:
		return cell.Text, RuleErrorCell
	case sheet.Empty:
		if cell.Formula {
			return "", RuleFormula
		}
	case sheet.Number:
		return numberOf(c, field, cell), ""
	case sheet.Bool:
		if c.YesNo {
			return map[string]string{"true": "yes", "false": "no"}[cell.Text], ""
		}
	}
	text, _, _ = strings.Cut(cell.Text, "T00:00:00")
	switch field.(type) {
	case *segur.Number, **segur.Number:
		if n, err := input.Number(text, anyFigure()); err == nil {
			return n.String(), ""
		}
	case *segur.Date:
		if span, err := input.ReadSpan(text); err == nil && span.From == span.To {
			return span.From.String(), ""
		}
	case *segur.Period:
		span, err := input.ReadSpan(text)
		if p, is := span.Period(); err == nil && is {
			return p.String(), ""
		}
	}
	return text, ""
}

// anyFigure reads numbers of which the unit is another column's business.
func anyFigure() segur.Indicator { return segur.Indicator{Decimals: 3} }

// numberOf gives a percentage back its hundred, and a code the zero that a spreadsheet takes away.
func numberOf(c segur.Column, field any, cell sheet.Cell) string {
	switch field.(type) {
	case *segur.Number, **segur.Number:
		if n, err := input.StoredNumber(cell.Text, cell.Percent, anyFigure()); err == nil {
			return n.String()
		}
	case *string:
		if (c.Refers == segur.TableTerritories || c.Name == "department" || c.Name == "code") && len(cell.Text) == 1 {
			return "0" + cell.Text
		}
	}
	return cell.Text
}
