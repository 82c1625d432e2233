package sheet

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
)

// part is one part of an archive.
type part struct{ name, content string }

func zipped(t testing.TB, parts ...part) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, p := range parts {
		method := zip.Deflate
		if p.name == "mimetype" {
			method = zip.Store
		}
		to, err := w.CreateHeader(&zip.FileHeader{Name: p.name, Method: method})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(to, p.content); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

const (
	head     = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\r\n"
	office   = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	mainName = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
)

// made is a workbook as Excel would write it, from the inside of its parts.
type made struct {
	sheets  []string // inside of worksheet
	strings string   // of sst
	styles  string   // of styleSheet
	book    string   // of workbook, before the sheets
	states  string   // attributes of each sheet
	types   string   // more of [Content_Types].xml
	more    []part
}

func (m made) bytes(t testing.TB) []byte {
	t.Helper()
	list, related := "", ""
	parts := []part{}
	for i, inside := range m.sheets {
		list += fmt.Sprintf(`<sheet name="Feuil%d" sheetId="%d" %s r:id="rId%d"/>`, i+1, i+1, m.states, i+1)
		related += fmt.Sprintf(`<Relationship Id="rId%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>`, i+1, office, i+1)
		parts = append(parts, part{fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1), head + `<worksheet xmlns="` + mainName + `">` + inside + `</worksheet>`})
	}
	related += `<Relationship Id="rId98" Type="` + office + `/styles" Target="styles.xml"/><Relationship Id="rId99" Type="` + office + `/sharedStrings" Target="/xl/sharedStrings.xml"/>`
	rels := func(inside string) string {
		return head + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + inside + `</Relationships>`
	}
	return zipped(t, append(append([]part{
		{"[Content_Types].xml", head + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>` + m.types + `</Types>`},
		{"_rels/.rels", rels(`<Relationship Id="rId1" Type="` + office + `/officeDocument" Target="xl/workbook.xml"/>`)},
		{"xl/workbook.xml", head + `<workbook xmlns="` + mainName + `" xmlns:r="` + office + `">` + m.book + `<sheets>` + list + `</sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", rels(related)},
		{"xl/styles.xml", head + `<styleSheet xmlns="` + mainName + `">` + m.styles + `</styleSheet>`},
		{"xl/sharedStrings.xml", head + `<sst xmlns="` + mainName + `">` + m.strings + `</sst>`},
	}, parts...), m.more...)...)
}

// cells is a workbook of one sheet with these rows.
func cells(rows string) made { return made{sheets: []string{"<sheetData>" + rows + "</sheetData>"}} }

const ods = "application/vnd.oasis.opendocument.spreadsheet"

// openDoc is an ODS file as LibreOffice would write it, from the inside of office:spreadsheet.
func openDoc(t testing.TB, tables, styles, manifest string, more ...part) []byte {
	t.Helper()
	return zipped(t, append([]part{
		{"mimetype", ods},
		{"content.xml", `<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" office:version="1.3"><office:scripts/><office:automatic-styles>` +
			styles + `</office:automatic-styles><office:body><office:spreadsheet><table:calculation-settings/>` + tables + `<table:named-expressions/></office:spreadsheet></office:body></office:document-content>`},
		{"META-INF/manifest.xml", `<manifest:manifest xmlns:manifest="m"><manifest:file-entry manifest:full-path="/" manifest:media-type="` + ods + `"/>` + manifest + `</manifest:manifest>`},
	}, more...)...)
}

func table(rows string) string {
	return `<table:table table:name="Feuille1">` + rows + `</table:table>`
}

func tableRow(cells string) string { return `<table:table-row>` + cells + `</table:table-row>` }

// read tells the rows of a file, one a line: sheet, number, then each cell.
func read(body []byte, name string, limits Limits) (string, error) {
	b, err := Open(bytes.NewReader(body), int64(len(body)), name, limits)
	if err != nil {
		return "", err
	}
	var out strings.Builder
	for row, err := range b.Rows(context.Background()) {
		if err != nil {
			return out.String(), err
		}
		fmt.Fprintf(&out, "%s%d", row.Name, row.Number)
		if row.Hidden {
			out.WriteString(" hidden")
		}
		for _, c := range row.Cells {
			out.WriteString(" | " + told(c))
		}
		out.WriteString("\n")
	}
	return out.String(), nil
}

// told is a cell in short: "B number 86.5".
func told(c Cell) string {
	kinds := []string{"empty", "text", "number", "bool", "date", "time", "error"}
	text := Letters(c.Column) + " " + kinds[c.Kind]
	if c.Kind != Empty {
		text += " " + strings.ReplaceAll(c.Text, "\n", "⏎")
	}
	if c.Serial != "" {
		text += " of " + c.Serial
	}
	if c.Percent {
		text += " %"
	}
	if c.Formula {
		text += " ="
	}
	if c.Across > 1 || c.Down > 1 {
		text += fmt.Sprintf(" %d×%d", c.Across, c.Down)
	}
	if c.Covered {
		text += " covered"
	}
	return text
}

// refused is the reason for which a file is refused, with its place, "" for none.
func refused(err error) string {
	r, ok := errors.AsType[*Refusal](err)
	if !ok {
		return fmt.Sprint(err)
	}
	place := ""
	if r.Found != "" {
		place += " " + r.Found
	}
	if r.Row > 0 {
		place += fmt.Sprintf(" %s%d,%d", r.Sheet, r.Row, r.Column)
	}
	if r.Line > 0 {
		place += fmt.Sprintf(" line %d", r.Line)
	}
	return r.Reason + place
}
