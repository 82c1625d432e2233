package ingest

import (
	"io/fs"
	"slices"
	"strings"

	"github.com/segur-tracker/segur/internal/segur"
)

// ReadSeed reads the eleven CSV files of a dataset at the root of fsys. Any finding makes the
// dataset unusable: it is then empty. The error is for files that cannot be read at all.
// Findings come by file and line, at most 200. The publication stays empty: years are
// checked against the date of publication once there is one.
func ReadSeed(fsys fs.FS) (segur.Dataset, []Finding, error) {
	s := seed{sheets: map[string]*sheet{}}
	intact, err := s.readSheets(fsys)
	if err != nil {
		return segur.Dataset{}, nil, err
	}
	// With rows missing, every reference to them would be reported as well: shape comes first.
	if intact {
		dataset := s.dataset()
		s.place(segur.ValidateSeed(dataset))
		if len(s.report.findings) == 0 {
			return dataset, nil, nil
		}
	}
	return segur.Dataset{}, s.report.sorted(), nil
}

// seed is the state of one reading.
type seed struct {
	sheets map[string]*sheet
	report report
}

// seedColumns gives the columns of each table, as the dataset's description lists them.
func seedColumns(table string) []string {
	columns := map[string]string{
		segur.TableSources:     "id title publisher url published_on kind language",
		segur.TableTerritories: "code level name_fr name_en parent iso_3166_2",
		segur.TablePillars:     "number slug title_fr title_en summary_fr summary_en",
		segur.TableMeasures: "number pillar slug title_fr title_en short_title_fr short_title_en title_basis " +
			"number_basis summary_fr summary_en source_ids",
		segur.TableAssessments: "measure year state effective_on basis justification_fr justification_en source_ids",
		segur.TableIndicators: "code label_fr label_en unit decimals direction nature role measures description_fr " +
			"description_en headline_rank break_note",
		segur.TableValues: "indicator kind period territory value scope flag reference source_id confidence note_fr",
		segur.TableEvents: "date title_fr title_en kind measures source_ids",
		segur.TableConsultation: "id title_fr title_en territory parent starts_on ends_on frequency mode pillars " +
			"organiser_fr organiser_en audience_fr audience_en participants doctors_pct nurses_pct contributions meetings " +
			"rounds groups surveys councils room_limit deadline deliverable_fr deliverable_en summary_fr summary_en source_ids",
		segur.TableSearches:   "date measure year corpus query wording results found outcome_fr source_id",
		segur.TablePriorities: "id kind title_fr title_en measures summary_fr summary_en source_ids",
	}
	return strings.Fields(columns[table])
}

func seedTables() []string {
	return []string{
		segur.TableSources, segur.TableTerritories, segur.TablePillars, segur.TableMeasures,
		segur.TableAssessments, segur.TableIndicators, segur.TableValues, segur.TableEvents,
		segur.TableConsultation, segur.TablePriorities, segur.TableSearches,
	}
}

func (s *seed) readSheets(fsys fs.FS) (intact bool, err error) {
	intact = true
	for _, table := range seedTables() {
		sheet, ok, err := readSheet(fsys, table+".csv", seedColumns(table), &s.report)
		if err != nil {
			return false, err
		}
		s.sheets[table] = &sheet
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
