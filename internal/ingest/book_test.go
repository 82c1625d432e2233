package ingest_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/ingest"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sheet"
	"github.com/segur-tracker/segur/seed"
)

// workbook is the sheets of an XLSX file, by name, as texts; a cell that begins with "=" is a piece of XML.
type workbook struct {
	names []string
	rows  map[string][][]string
}

// seedBook is the dataset as somebody keeps it: a sheet per table, columns the other way round, numbers as numbers, so
// that codes have lost their zeros.
func seedBook(t *testing.T) workbook {
	t.Helper()
	w := workbook{rows: map[string][][]string{}}
	number := regexp.MustCompile(`^-?\d{1,9}(\.\d{1,3})?$`)
	for _, table := range segur.Tables() {
		name := table.About().Name
		if table.About().Desk {
			continue
		}
		raw, err := seed.Files.ReadFile(name + ".csv")
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(bytes.NewReader(raw)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for i := range rows {
			slices.Reverse(rows[i])
			for j, text := range rows[i] {
				if number.MatchString(text) {
					rows[i][j] = "=<v>" + strings.TrimLeft(text[:len(text)-1], "0") + text[len(text)-1:] + "</v>"
				}
			}
		}
		rows[0][0] = strings.ToUpper(rows[0][0])
		w.names, w.rows[name] = append(w.names, name), rows
	}
	return w
}

// bytes writes the workbook as spreadsheet programs do, with texts in their cells.
func (w workbook) bytes(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	part := func(name, content string) {
		f, err := z.Create(name)
		if err == nil {
			_, err = f.Write([]byte(xml.Header + content))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	var sheets, relations, types strings.Builder
	for i, name := range w.names {
		fmt.Fprintf(&sheets, `<sheet name="%s" sheetId="%d" r:id="rId%d"/>`, name, i+1, i+1)
		fmt.Fprintf(&relations, `<Relationship Id="rId%d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet%d.xml"/>`, i+1, i+1)
		fmt.Fprintf(&types, `<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`, i+1)
		var rows strings.Builder
		for r, row := range w.rows[name] {
			fmt.Fprintf(&rows, `<row r="%d">`, r+1)
			for c, text := range row {
				if inner, typed := strings.CutPrefix(text, "="); typed {
					kind := ""
					if strings.Contains(inner, "#REF!") {
						kind = ` t="e"`
					}
					fmt.Fprintf(&rows, `<c r="%s"%s>%s</c>`, sheet.Address(c+1, r+1), kind, inner)
				} else if text != "" {
					fmt.Fprintf(&rows, `<c r="%s" t="inlineStr"><is><t xml:space="preserve">`, sheet.Address(c+1, r+1))
					if err := xml.EscapeText(&rows, []byte(text)); err != nil {
						t.Fatal(err)
					}
					rows.WriteString(`</t></is></c>`)
				}
			}
			rows.WriteString(`</row>`)
		}
		part(fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1), `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`+rows.String()+`</sheetData></worksheet>`)
	}
	part("[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>`+types.String()+`</Types>`)
	part("_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`)
	part("xl/workbook.xml", `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>`+sheets.String()+`</sheets></workbook>`)
	part("xl/_rels/workbook.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`+relations.String()+`</Relationships>`)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func readBook(t *testing.T, file []byte) (segur.Dataset, []ingest.Finding) {
	t.Helper()
	b, err := sheet.Open(bytes.NewReader(file), int64(len(file)), "dataset.xlsx", sheet.Usual())
	var refused *sheet.Refusal
	if errors.As(err, &refused) {
		return segur.Dataset{}, []ingest.Finding{ingest.RefusedFile(refused, "dataset.xlsx")}
	}
	if err != nil {
		t.Fatal(err)
	}
	d, findings, err := ingest.ReadBook(t.Context(), b, "dataset.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	return d, findings
}

func TestAWorkbookIsTheSameDataset(t *testing.T) {
	t.Parallel()
	want := seeded(t)
	got, findings := readBook(t, seedBook(t).bytes(t))
	if len(findings) > 0 {
		t.Fatalf("%d findings: %+v", len(findings), findings[:min(len(findings), 5)])
	}
	for _, table := range segur.Tables() {
		if was, is := table.Rows(want), table.Rows(got); len(was)+len(is) > 0 && !reflect.DeepEqual(was, is) {
			t.Errorf("%s: %d rows became %d, or others", table.About().Name, len(was), len(is))
		}
	}
}

// TestCellsAreReadAsPeopleWriteThem: numbers and days in French, stored percentages, and what is not so is left to the rules.
func TestCellsAreReadAsPeopleWriteThem(t *testing.T) {
	t.Parallel()
	w := seedBook(t)
	values, events := w.rows["values"], w.rows["events"]
	value, period := slices.Index(values[0], "value"), slices.Index(values[0], "period")
	day := slices.Index(events[0], "date")
	row := slices.IndexFunc(values, func(row []string) bool { return row[len(row)-1] == "msp-count" && row[period] == "2022-12" })
	if row < 0 || day < 0 {
		t.Fatal("the dataset has no figure of surgeries for 2022")
	}
	written, err := segur.ParseDate(events[1][day])
	if err != nil || written.Day == 0 {
		t.Fatal(written, err)
	}
	values[row][value], values[row][period] = "2\u202f250,0", "déc. 2022"
	events[1][day] = fmt.Sprintf("%02d/%02d/%d", written.Day, written.Month, written.Year)
	d, findings := readBook(t, w.bytes(t))
	if len(findings) > 0 {
		t.Fatalf("%+v", findings)
	}
	want := segur.Period{From: segur.Date{Year: 2022, Month: 12}, To: segur.Date{Year: 2022, Month: 12}}
	if !slices.ContainsFunc(d.Values, func(v segur.Value) bool {
		return v.Indicator == "msp-count" && v.Period == want && v.Number == segur.Int(2250)
	}) {
		t.Error("the figure is not there")
	}
	if !slices.ContainsFunc(d.Events, func(e segur.Event) bool { return e.Date == written }) {
		t.Error("the event is not there")
	}
	values[row][period] = "T4 2022"
	if _, findings := readBook(t, w.bytes(t)); len(findings) == 0 || findings[0].Rule != string(segur.RuleBadDate) || findings[0].Value != "T4 2022" || findings[0].Line != row+1 {
		t.Errorf("a quarter: %+v", findings)
	}
}

// TestWorkbooksThatAreRefused: each fault is named with its sheet, row and column, and nothing is read.
func TestWorkbooksThatAreRefused(t *testing.T) {
	t.Parallel()
	value := func(w workbook) []string { return w.rows["values"][1] }
	for name, c := range map[string]struct {
		spoil func(*workbook)
		want  ingest.Finding
	}{
		"a sheet of something else": {func(w *workbook) {
			w.names, w.rows["Lisez-moi"] = append(w.names, "Lisez-moi"), [][]string{{"Bonjour"}}
		}, ingest.Finding{File: "dataset.xlsx:Lisez-moi", Rule: ingest.RuleNoTable, Value: "Lisez-moi"}},
		"no sheet of values":        {func(w *workbook) { w.names = slices.DeleteFunc(w.names, func(n string) bool { return n == "values" }) }, ingest.Finding{File: "dataset.xlsx", Rule: ingest.RuleMissingSheet, Value: "values"}},
		"a heading of no column":    {func(w *workbook) { w.rows["values"][0][0] = "Remarque" }, ingest.Finding{File: "dataset.xlsx:values", Line: 1, Column: 1, ColumnName: "A", Rule: ingest.RuleColumn, Value: "Remarque"}},
		"a column that is missing":  {func(w *workbook) { w.rows["values"][0][0] = "" }, ingest.Finding{File: "dataset.xlsx:values", Line: 1, ColumnName: "note_fr", Rule: ingest.RuleNoColumn}},
		"a heading twice":           {func(w *workbook) { w.rows["values"][0][0] = "source_id" }, ingest.Finding{File: "dataset.xlsx:values", Line: 1, Column: 3, ColumnName: "C", Rule: ingest.RuleColumn, Value: "source_id"}},
		"a cell beside the table":   {func(w *workbook) { w.rows["values"][1] = append(value(*w), "à revoir") }, ingest.Finding{File: "dataset.xlsx:values", Line: 2, Column: 12, ColumnName: "L", Rule: ingest.RuleNoHeading, Value: "à revoir"}},
		"a formula that failed":     {func(w *workbook) { value(*w)[6] = "=<f>A1</f><v>#REF!</v>" }, ingest.Finding{File: "dataset.xlsx:values", Line: 2, Column: 7, ColumnName: "value", Rule: ingest.RuleErrorCell, Value: "#REF!"}},
		"a formula without a value": {func(w *workbook) { value(*w)[6] = "=<f>A1</f>" }, ingest.Finding{File: "dataset.xlsx:values", Line: 2, Column: 7, ColumnName: "value", Rule: ingest.RuleFormula}},
		"a text for a number":       {func(w *workbook) { value(*w)[6] = "beaucoup" }, ingest.Finding{File: "dataset.xlsx:values", Line: 2, Column: 7, ColumnName: "value", Rule: string(segur.RuleBadFormat), Value: "beaucoup"}},
		"a region that is none":     {func(w *workbook) { value(*w)[7] = "=<v>99</v>" }, ingest.Finding{File: "dataset.xlsx:values", Line: 2, Column: 8, ColumnName: "territory", Rule: string(segur.RuleUnknownReference), Value: "99"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := seedBook(t)
			c.spoil(&w)
			d, findings := readBook(t, w.bytes(t))
			if !slices.Contains(findings, c.want) || len(d.Values)+len(d.Sources) > 0 {
				t.Errorf("%d values, %+v", len(d.Values), findings[:min(len(findings), 5)])
			}
		})
	}
	if _, findings := readBook(t, []byte("%PDF-1.7\n")); len(findings) != 1 || findings[0] != (ingest.Finding{File: "dataset.xlsx", Rule: "file_type", Value: "pdf"}) {
		t.Errorf("%+v", findings)
	}
}
