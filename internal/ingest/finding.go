package ingest

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sheet"
)

// Finding is one reason why a file is refused.
type Finding struct {
	File       string // name of the file, "values.csv"
	Line       int    // line of the file that holds the fault, from 1; 0 for the file as a whole
	Column     int    // place of the field in its row, from 1; 0 where no single field is at fault
	ColumnName string // "" where no single column is at fault
	Rule       string // a segur.Rule, or one of the rules below
	Value      string // what was found, shortened; may be empty
}

// The rules of the files themselves; those of their content are segur.Rules.
const (
	RuleMissingFile   = "missing_file"    // the file is not there
	RuleEncoding      = "encoding"        // not UTF-8
	RuleByteOrderMark = "byte_order_mark" // the file starts with U+FEFF
	RuleCarriageRet   = "carriage_return" // lines must end with a line feed alone
	RuleHeader        = "header"          // the first line does not name the expected columns
	RuleQuotes        = "quotes"          // quoting breaks RFC 4180; the rest of the file is unread
	RuleFieldCount    = "field_count"     // a row with too many or too few fields
	RuleBlankLine     = "blank_line"      // an empty line
	RuleStraySpace    = "stray_space"     // a space at an end, two in a row, a tab or a line break
	RuleLocalPath     = "local_path"      // a path of somebody's machine
)

// The rules of workbooks.
const (
	RuleFile         = "file_"         // before a reason of package sheet: the file is not read
	RuleNoTable      = "no_table"      // a sheet that has the name of no table
	RuleMissingSheet = "missing_sheet" // a table without a sheet
	RuleColumn       = "column"        // a heading that names no column of the table, or one twice, or spans several
	RuleNoColumn     = "no_column"     // a column of the table that no heading names
	RuleNoHeading    = "no_heading"    // a cell below no heading
	RuleErrorCell    = "error_cell"    // a formula that failed
	RuleFormula      = "formula"       // a formula without a stored value
)

// Rules returns every rule a finding may carry; each has words in every language.
func Rules() []string {
	rules := []string{
		RuleMissingFile, RuleEncoding, RuleByteOrderMark, RuleCarriageRet, RuleHeader, RuleQuotes,
		RuleFieldCount, RuleBlankLine, RuleStraySpace, RuleLocalPath,
	}
	rules = append(rules, RuleNoTable, RuleMissingSheet, RuleColumn, RuleNoColumn, RuleNoHeading, RuleErrorCell, RuleFormula)
	for _, reason := range sheet.Reasons() {
		rules = append(rules, RuleFile+reason)
	}
	for _, rule := range segur.Rules() {
		rules = append(rules, string(rule))
	}
	return rules
}

// Message returns the finding as a plain sentence in the localizer's language. It names the
// column and the value, and leaves the file and the line to the caller.
func (f Finding) Message(l *locale.Localizer) string {
	return l.T("finding."+f.Rule, "Column", f.ColumnName, "Value", f.Value)
}

// maxFindings bounds a report: past it, reading on helps nobody.
const maxFindings = 200

// report collects findings.
type report struct{ findings []Finding }

func (r *report) add(f Finding) {
	f.Value = shorten(f.Value)
	r.findings = append(r.findings, f)
}

// sorted returns the findings by file, line and column, each once, at most maxFindings.
func (r *report) sorted() []Finding {
	slices.SortStableFunc(r.findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	out := slices.Compact(r.findings)
	return out[:min(len(out), maxFindings)]
}

// covers tells whether a cell is already at fault: what follows from it is noise.
func (r *report) covers(file string, line, column int) bool {
	return slices.ContainsFunc(r.findings, func(f Finding) bool {
		return f.File == file && f.Line == line && f.Column == column
	})
}

const maxValueRunes = 80

// shorten makes a value from outside fit for a terminal or a table cell.
func shorten(s string) string {
	runes := []rune(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return unicode.ReplacementChar
		}
		return r
	}, s))
	if len(runes) <= maxValueRunes {
		return string(runes)
	}
	return string(runes[:maxValueRunes-1]) + "…"
}
