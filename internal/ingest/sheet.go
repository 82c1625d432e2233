package ingest

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/segur-tracker/segur/internal/segur"
)

// rowsOf is one CSV file whose shape is as expected: every row has the header's fields.
type rowsOf struct {
	file    string
	columns []string // of the header
	widest  []string // all columns of the table
	prose   bool     // staff wrote its texts, as long as they liked
	rows    []sheetRow
}

// fileOf names the file of a table.
func fileOf(t segur.Table) string { return t.About().Name + ".csv" }

// sheetRow is a row and the line of the file on which each of its fields starts.
type sheetRow struct {
	fields []string
	lines  []int
}

// readSheet reads a file strictly. Findings of shape go to the report; ok is false when some
// rows could not be read, so that their absence must not be judged.
func readSheet(fsys fs.FS, table segur.Table, r *report) (s rowsOf, ok bool, err error) {
	file, desk := fileOf(table), table.About().Desk
	s = rowsOf{file: file, columns: columnsOf(table, false), widest: columnsOf(table, true), prose: desk}
	raw, err := fs.ReadFile(fsys, file)
	if errors.Is(err, fs.ErrNotExist) {
		if desk {
			return s, true, nil
		}
		r.add(Finding{File: file, Rule: RuleMissingFile})
		return s, false, nil
	}
	if err != nil {
		return s, false, fmt.Errorf("read %s: %w", file, err)
	}
	if !checkBytes(file, raw, r) {
		return s, false, nil
	}
	return s, s.parse(raw, r), nil
}

// checkBytes reports the first byte that a file may not hold.
func checkBytes(file string, raw []byte, r *report) bool {
	before := len(r.findings)
	if bytes.HasPrefix(raw, []byte("\ufeff")) {
		r.add(Finding{File: file, Line: 1, Rule: RuleByteOrderMark})
	}
	if i := bytes.IndexByte(raw, '\r'); i >= 0 {
		r.add(Finding{File: file, Line: lineAt(raw, i), Rule: RuleCarriageRet})
	}
	if !utf8.Valid(raw) {
		valid := 0
		for rest := raw; ; {
			c, size := utf8.DecodeRune(rest)
			if c == utf8.RuneError && size <= 1 {
				break
			}
			rest, valid = rest[size:], valid+size
		}
		r.add(Finding{File: file, Line: lineAt(raw, valid), Rule: RuleEncoding})
	}
	return len(r.findings) == before
}

func lineAt(raw []byte, offset int) int { return bytes.Count(raw[:offset], []byte("\n")) + 1 }

// parse reads all records; false when one of them could not be read.
func (s *rowsOf) parse(raw []byte, r *report) bool {
	reader := csv.NewReader(bytes.NewReader(raw))
	reader.FieldsPerRecord = -1
	intact, header, next, offset := true, true, 1, 0
	for {
		fields, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return s.atEnd(header, len(raw) > offset, next, r) && intact
		}
		if err != nil {
			r.add(Finding{File: s.file, Line: errorLine(err, next), Rule: RuleQuotes})
			return false
		}
		row := locate(reader, fields)
		if row.lines[0] > next {
			r.add(Finding{File: s.file, Line: next, Rule: RuleBlankLine})
		}
		end := int(reader.InputOffset())
		next, offset = next+bytes.Count(raw[offset:end], []byte("\n")), end
		if header {
			header = false
			if !s.checkHeader(row, r) {
				return false
			}
			continue
		}
		intact = s.take(row, r) && intact
	}
}

// atEnd reports an empty file, and blank lines after the last record: encoding/csv skips
// them without a word.
func (s *rowsOf) atEnd(header, rest bool, line int, r *report) bool {
	if header {
		r.add(Finding{File: s.file, Line: 1, Rule: RuleHeader})
		return false
	}
	if rest {
		r.add(Finding{File: s.file, Line: line, Rule: RuleBlankLine})
	}
	return true
}

// errorLine returns the line on which the quoting goes wrong.
func errorLine(err error, otherwise int) int {
	var parse *csv.ParseError
	if errors.As(err, &parse) {
		return parse.StartLine
	}
	return otherwise
}

func locate(reader *csv.Reader, fields []string) sheetRow {
	row := sheetRow{fields: fields, lines: make([]int, len(fields))}
	for i := range fields {
		row.lines[i], _ = reader.FieldPos(i)
	}
	return row
}

func (s *rowsOf) checkHeader(row sheetRow, r *report) bool {
	if slices.Equal(row.fields, s.widest) {
		s.columns = s.widest
		return true
	}
	if slices.Equal(row.fields, s.columns) {
		return true
	}
	f := Finding{File: s.file, Line: 1, Rule: RuleHeader, Value: strings.Join(row.fields, ",")}
	for i, name := range s.columns {
		if i >= len(row.fields) || row.fields[i] != name {
			f.Column, f.ColumnName = i+1, name
			break
		}
	}
	r.add(f)
	return false
}

// take keeps a row that has one field per column and checks what its texts are made of.
func (s *rowsOf) take(row sheetRow, r *report) bool {
	if len(row.fields) != len(s.columns) {
		r.add(Finding{
			File: s.file, Line: row.lines[0], Rule: RuleFieldCount,
			Value: strconv.Itoa(len(row.fields)),
		})
		return false
	}
	for i, field := range row.fields {
		if rule := textFault(field); rule != "" && !(s.prose && rule == RuleStraySpace) {
			r.add(s.finding(row, i, rule))
		}
	}
	s.rows = append(s.rows, row)
	return true
}

// finding describes the field i of a row.
func (s *rowsOf) finding(row sheetRow, i int, rule string) Finding {
	return Finding{
		File: s.file, Line: row.lines[i], Column: i + 1, ColumnName: s.columns[i],
		Rule: rule, Value: row.fields[i],
	}
}

// textFault returns the rule that the characters of a field break, "" for none.
func textFault(field string) string {
	switch {
	case field != strings.TrimSpace(field), strings.Contains(field, "  "), strings.ContainsAny(field, "\n\t"):
		return RuleStraySpace
	case localPath.MatchString(field):
		return RuleLocalPath
	}
	return ""
}

// localPath is a folder of a work station at the start of a word: a note to oneself that slipped
// into a public text.
var localPath = regexp.MustCompile(`(?:^|[\s\v\x{85}\p{Z}])\(*/(?:home|root|tmp)/`)
