package sheet

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// tight are limits under which any file is read at once.
func tight() Limits {
	return Limits{Bytes: 4 << 20, Unfolded: 32 << 20, Sheets: 8, Rows: 2000, Columns: 100, Text: 1000, Strings: 1 << 20}
}

// hold reads a file and fails where reading breaks a promise: every error is a refusal with a known reason, rows and cells come in
// their order and within the limits, a second reading says the same.
func hold(t *testing.T, body []byte, name string) {
	t.Helper()
	limits := tight()
	b, err := Open(bytes.NewReader(body), int64(len(body)), name, limits)
	if err != nil {
		known(t, err)
		return
	}
	sheet, number, count := -1, 0, 0
	for row, err := range b.Rows(context.Background()) {
		if err != nil {
			known(t, err)
			if r, _ := errors.AsType[*Refusal](err); r.Row == 0 && r.Line == 0 && r.Part == "" && r.Reason != ReasonEmpty && r.Reason != ReasonSheets {
				t.Fatalf("%s has no place", r.Reason)
			}
			break
		}
		if row.Sheet != sheet {
			sheet, number = row.Sheet, 0
		}
		if count++; row.Number <= number || len(row.Cells) == 0 || count > limits.Rows {
			t.Fatalf("row %d after %d, of %d cells, is number %d", row.Number, number, len(row.Cells), count)
		}
		number = row.Number
		column := 0
		for _, c := range row.Cells {
			if c.Column <= column || c.Column > limits.Columns || len([]rune(c.Text)) > limits.Text || c.Kind == Empty && !c.Formula {
				t.Fatalf("cell %+v after column %d", c, column)
			}
			if _, err := strconv.ParseFloat(c.Text, 64); c.Kind == Number && (err != nil || strings.ContainsAny(c.Text, "eE+")) {
				t.Fatalf("%q is no number", c.Text)
			}
			column = c.Column
		}
	}
	sheets, err := b.Survey(context.Background())
	if err != nil {
		known(t, err)
		return
	}
	total := 0
	for _, s := range sheets {
		total += s.Rows
	}
	if total != count {
		t.Fatalf("%d rows, then %d", count, total)
	}
}

func known(t *testing.T, err error) {
	t.Helper()
	if r, ok := errors.AsType[*Refusal](err); !ok || !slices.Contains(Reasons(), r.Reason) {
		t.Fatalf("no refusal: %v", err)
	}
}

const csvSeed = "Bilan, au 31/12/2021\r\n\r\nRégion;2021;2022\r\n\"Île-de-\r\nFrance\";\"1 234,5\";86,0\r\nTotal;;12 %\r\n"

func workbookSeed() made {
	return made{
		sheets: []string{`<dimension ref="A1:D3"/><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="D1" t="inlineStr"><is><r><t>x</t></r></is></c></row><row r="2"><c r="A2" s="1"><v>0.125</v></c><c r="B2" s="2"><f>TODAY()</f><v>44561.5</v></c>` +
			`<c r="C2" t="b"><v>1</v></c><c t="e"><v>#N/A</v></c></row><row><c><v>7.0000000000000007E-2</v></c></row></sheetData><mergeCells count="1"><mergeCell ref="A1:C1"/></mergeCells>`, `<sheetData/>`},
		strings: `<si><t>Île_x000D_&amp;</t></si><si><r><t>a</t></r></si>`, styles: styled, book: `<workbookPr date1904="1"/>`,
	}
}

func documentSeed(t testing.TB) []byte {
	return openDoc(t, table(`<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-spanned="2" office:value-type="string"><text:p>a<text:s text:c="3"/>é</text:p></table:table-cell><table:covered-table-cell/>`+
		`<table:table-cell office:value-type="percentage" office:value="0.5" table:formula="of:=1/2"><text:p>50 %</text:p></table:table-cell><table:table-cell office:value-type="date" office:date-value="2021-12-31"/><table:table-cell table:number-columns-repeated="16000"/></table:table-row>`),
		`<style:style style:name="ta1" style:family="table"><style:table-properties table:display="false"/></style:style>`, "")
}

// rewritten is an archive with one part changed.
func rewritten(t testing.TB, body []byte, which int, change func([]byte) []byte) []byte {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	var parts []part
	for i, f := range r.File {
		from, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(from)
		if err != nil {
			t.Fatal(err)
		}
		if i == which%len(r.File) {
			content = change(content)
		}
		parts = append(parts, part{f.Name, string(content)})
	}
	return zipped(t, parts...)
}

// spoilt changes some bytes of a content as files go wrong: cut off, doubled, swapped, replaced by what hurts.
func spoilt(r *rand.Rand, content []byte) []byte {
	hurts := []string{"\x00", "\"", "<", ">", "&", "&#0;", "<!DOCTYPE x>", "]]>", "999999999999", "-1", "=\"", "\xff", "/>", "<row>", "<c>", "</c>", "table:", "e999", "NaN", ";", "\n", "'"}
	content = slices.Clone(content)
	for range 1 + r.IntN(3) {
		if len(content) < 2 {
			return content
		}
		at, length := r.IntN(len(content)), 1+r.IntN(20)
		end := min(len(content), at+length)
		switch r.IntN(5) {
		case 0:
			content = content[:at]
		case 1:
			content = slices.Insert(content, at, content[at:end:end]...)
		case 2:
			content[at] ^= byte(1 << r.IntN(8))
		case 3:
			content = slices.Delete(content, at, end)
		default:
			content = slices.Insert(content, at, []byte(hurts[r.IntN(len(hurts))])...)
		}
	}
	return content
}

func TestSpoiltFilesAreReadOrRefused(t *testing.T) {
	t.Parallel()
	workbook, document := workbookSeed().bytes(t), documentSeed(t)
	texts := encoded(t, csvSeed)
	r := rand.New(rand.NewPCG(13, 1))
	for i := range 1500 {
		change := func(content []byte) []byte { return spoilt(r, content) }
		hold(t, rewritten(t, workbook, i, change), "a.xlsx")
		hold(t, rewritten(t, document, 1+i%2, change), "a.ods")
		hold(t, spoilt(r, workbook), "a.xlsx")
		hold(t, spoilt(r, document), "a.ods")
		for _, e := range []Encoding{UTF8, UTF16LE, UTF16BE, Windows1252} {
			hold(t, spoilt(r, texts[e]), "a.csv")
		}
	}
}

func FuzzOpen(f *testing.F) {
	f.Add(workbookSeed().bytes(f))
	f.Add(documentSeed(f))
	for _, text := range encoded(f, csvSeed) {
		f.Add(text)
	}
	f.Add([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))
	f.Fuzz(func(t *testing.T, body []byte) { hold(t, body, "") })
}

func FuzzXLSX(f *testing.F) {
	m := workbookSeed()
	f.Add(m.sheets[0], m.strings, m.styles, m.book)
	f.Add(`<sheetData><row><c t="str"><f>x</f><v></v></c></row></sheetData>`, "", "", "")
	f.Fuzz(func(t *testing.T, inside, strings, styles, book string) {
		hold(t, made{sheets: []string{inside, inside}, strings: strings, styles: styles, book: book}.bytes(t), "")
	})
}

func FuzzODS(f *testing.F) {
	f.Add(table(tableRow(`<table:table-cell office:value-type="float" office:value="1"/>`)), "", "")
	f.Add(`<table:table table:name="a"><table:table-row table:number-rows-repeated="9"><table:table-cell table:number-columns-repeated="3" office:value-type="string"><text:p>a<text:s text:c="9"/></text:p></table:table-cell></table:table-row></table:table>`, "", "")
	f.Fuzz(func(t *testing.T, tables, styles, manifest string) {
		hold(t, openDoc(t, tables, styles, manifest), "")
	})
}

func FuzzSniff(f *testing.F) {
	f.Add([]byte(csvSeed), true)
	f.Add([]byte("a,b\n1,2\n"), false)
	f.Fuzz(func(t *testing.T, sample []byte, whole bool) {
		if s := sniff(sample, whole); !strings.ContainsRune(",;\t", rune(s)) {
			t.Fatalf("separator %q", s)
		}
	})
}

// What encoding/csv reads, strictly, is read here as the same.
func FuzzCSV(f *testing.F) {
	for _, seed := range []string{csvSeed, "a;\"b\"\"c\";\n;;\n", "\"a\nb\";c", "a\"b;c\r\n\"\"\n"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, content string) {
		hold(t, []byte(content), "")
		standard := csv.NewReader(strings.NewReader(content))
		standard.Comma, standard.FieldsPerRecord = ';', -1
		want, err := standard.ReadAll()
		if err != nil || strings.Contains(strings.ReplaceAll(content, "\r\n", ""), "\r") || strings.ContainsAny(content, "\x00") {
			return
		}
		var got [][]string
		r := newRecords(strings.NewReader(content), ';', len(content)+1)
		for ended := false; !ended; {
			var row []string
			err := r.next(func(_ int, text []byte) error { row = append(row, string(text)); return nil })
			if ended = errors.Is(err, io.EOF); err != nil && !ended {
				t.Fatalf("%q: %v, want %q", content, err, want)
			}
			if len(row) > 1 || row[0] != "" {
				got = append(got, row)
			}
		}
		// A row of one empty cell between quotes is one to the standard, and an empty row here.
		want = slices.DeleteFunc(want, func(row []string) bool { return len(row) == 1 && row[0] == "" })
		if fmt.Sprintf("%q", got) != fmt.Sprintf("%q", want) {
			t.Fatalf("%q\n%q\nwant %q", content, got, want)
		}
	})
}

func FuzzDecimal(f *testing.F) {
	for _, seed := range []string{"86.0", "-0.50", "7.0000000000000007E-2", "1e300", "12345678901234567", "007", "0x1p-2", "1_000", "+1", "."} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, stored string) {
		text, ok := decimal(stored)
		if !ok {
			return
		}
		want, err := strconv.ParseFloat(stored, 64)
		got, again := strconv.ParseFloat(text, 64)
		if err != nil || again != nil || strings.ContainsAny(text, "eE+") {
			t.Fatalf("%q is %q: %v %v", stored, text, err, again)
		}
		if d := got - want; d > 0 && d > 1e-14*max(got, -got) || d < 0 && -d > 1e-14*max(got, -got) {
			t.Fatalf("%q is %q", stored, text)
		}
	})
}
