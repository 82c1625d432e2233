package ingest

import (
	"io/fs"
	"slices"

	"github.com/segur-tracker/segur/internal/rules"
	"github.com/segur-tracker/segur/internal/segur"
)

// ReadSeed reads the CSV files of a dataset, one a table, at the root of fsys. What staff alone fill, tables and
// columns, may be there or not: a file has all its columns or all but those. Any finding makes the dataset
// unusable: it is then empty. The error is for files that cannot be read at all.
// Findings come by file and line, at most 200. The publication stays empty: years are
// checked against the date of publication once there is one.
func ReadSeed(fsys fs.FS) (segur.Dataset, []Finding, error) {
	s := seed{sheets: map[string]*rowsOf{}}
	intact, err := s.readSheets(fsys)
	if err != nil {
		return segur.Dataset{}, nil, err
	}
	// With rows missing, every reference to them would be reported as well: shape comes first.
	if intact {
		dataset := s.dataset()
		s.place(rules.ValidateSeed(dataset))
		if len(s.report.findings) == 0 {
			return dataset, nil, nil
		}
	}
	return segur.Dataset{}, s.report.sorted(), nil
}

// seed is the state of one reading.
type seed struct {
	sheets map[string]*rowsOf
	report report
}

// columnsOf returns the columns of a file, with or without those that staff alone fill.
func columnsOf(t segur.Table, desk bool) []string {
	var names []string
	for _, c := range t.About().Columns {
		if desk || !c.Desk {
			names = append(names, c.Name)
		}
	}
	return names
}

func (s *seed) readSheets(fsys fs.FS) (intact bool, err error) {
	intact = true
	for _, table := range segur.Tables() {
		name := table.About().Name
		sheet, ok, err := readSheet(fsys, table, &s.report)
		if err != nil {
			return false, err
		}
		s.sheets[name] = &sheet
		intact = intact && ok
	}
	return intact, nil
}

// place turns the faults of the domain into findings in the files. A cell that is already
// at fault is left alone.
func (s *seed) place(faults []segur.Fault) {
	syntax := report{findings: slices.Clone(s.report.findings)}
	for _, fault := range faults {
		f := s.locate(fault)
		if f.Column == 0 || !syntax.covers(f.File, f.Line, f.Column) {
			s.report.add(f)
		}
	}
}

func (s *seed) locate(fault segur.Fault) Finding {
	sheet := s.sheets[fault.Table]
	f := Finding{File: sheet.file, ColumnName: fault.Field, Rule: string(fault.Rule), Value: fault.Value}
	if fault.Row == segur.WholeTable {
		return f
	}
	i := slices.Index(sheet.columns, fault.Field)
	f.Column, f.Line = i+1, sheet.rows[fault.Row].lines[max(i, 0)]
	return f
}
