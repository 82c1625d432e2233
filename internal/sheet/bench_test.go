package sheet

import (
	"archive/zip"
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/metrics"
	"testing"
)

// large writes a file of a header and n rows of 8 cells: 3 short texts, one that is no other's, 4 numbers.
func large(b testing.TB, f Format, n int) *os.File {
	b.Helper()
	file, err := os.Create(filepath.Join(b.TempDir(), fmt.Sprintf("a.%s", f)))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = file.Close() })
	out := bufio.NewWriterSize(file, 1<<20)
	switch f {
	case CSV:
		fmt.Fprintln(out, "a;b;c;d;e;f;g;h")
		for i := range n {
			fmt.Fprintf(out, "indicateur-%d;Île-de-France %d;2021-%02d;\"observation ; n° %d\";%d,%d;%d;1 234,%d;%d\n", i%40, i%18, i%12+1, i, i, i%10, i%7, i%100, i)
		}
	case XLSX:
		largeWorkbook(out, n)
	case ODS:
		largeDocument(out, n)
	}
	if err := out.Flush(); err != nil {
		b.Fatal(err)
	}
	return file
}

func largeWorkbook(out io.Writer, n int) {
	z := zip.NewWriter(out)
	add := func(name, content string) *bufio.Writer {
		w, _ := z.Create(name)
		buffered := bufio.NewWriterSize(w, 64<<10)
		_, _ = buffered.WriteString(content)
		return buffered
	}
	_ = add("[Content_Types].xml", "<Types/>").Flush()
	_ = add("_rels/.rels", `<Relationships><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>`).Flush()
	_ = add("xl/workbook.xml", `<workbook xmlns:r="r"><sheets><sheet name="Feuil1" r:id="a"/></sheets></workbook>`).Flush()
	_ = add("xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="a" Type="x/worksheet" Target="s.xml"/><Relationship Id="b" Type="x/sharedStrings" Target="t.xml"/></Relationships>`).Flush()
	w := add("xl/s.xml", `<worksheet><sheetData>`)
	for i := range n + 1 {
		fmt.Fprintf(w, `<row r="%d" spans="1:8">`, i+1)
		for c, text := range []int{i % 40, 40 + i%18, 58 + i%12, 70 + i} {
			fmt.Fprintf(w, `<c r="%c%d" t="s"><v>%d</v></c>`, 'A'+c, i+1, text)
		}
		fmt.Fprintf(w, `<c r="E%d" s="1"><v>%d.%d</v></c><c r="F%d"><v>%d</v></c><c r="G%d"><v>%d</v></c><c r="H%d"><f>E%d*2</f><v>%d</v></c></row>`, i+1, i, i%10, i+1, i%7, i+1, i, i+1, i+1, i)
	}
	_, _ = w.WriteString(`</sheetData></worksheet>`)
	_ = w.Flush()
	w = add("xl/t.xml", `<sst>`)
	for i := range n + 71 {
		fmt.Fprintf(w, `<si><t>observation, n° %d</t></si>`, i)
	}
	_, _ = w.WriteString(`</sst>`)
	_ = w.Flush()
	_ = z.Close()
}

func largeDocument(out io.Writer, n int) {
	z := zip.NewWriter(out)
	to, _ := z.CreateHeader(&zip.FileHeader{Name: "mimetype", Method: zip.Store})
	_, _ = io.WriteString(to, ods)
	to, _ = z.Create("content.xml")
	w := bufio.NewWriterSize(to, 64<<10)
	_, _ = w.WriteString(`<office:document-content><office:body><office:spreadsheet><table:table table:name="Feuille1">`)
	for i := range n + 1 {
		_, _ = w.WriteString(`<table:table-row table:style-name="ro1">`)
		for _, text := range []int{i % 40, i % 18, i % 12, i} {
			fmt.Fprintf(w, `<table:table-cell office:value-type="string" calcext:value-type="string"><text:p>observation, n° %d</text:p></table:table-cell>`, text)
		}
		for _, value := range []int{i, i % 7, i % 100, i} {
			fmt.Fprintf(w, `<table:table-cell table:style-name="ce1" office:value-type="float" office:value="%d.5" calcext:value-type="float"><text:p>%d,50</text:p></table:table-cell>`, value, value)
		}
		_, _ = w.WriteString(`<table:table-cell table:number-columns-repeated="16376"/></table:table-row>`)
	}
	_, _ = w.WriteString(`</table:table></office:spreadsheet></office:body></office:document-content>`)
	_ = w.Flush()
	_ = z.Close()
}

// heap returns how much memory things take, those included that nobody needs any more and nobody has swept up.
func heap(sample []metrics.Sample) uint64 {
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// TestMemoryIsBounded reads files of which much more than what may be taken would have to be held to hold them whole. It runs beside no other.
func TestMemoryIsBounded(t *testing.T) {
	const rows, bound = 60_000, 24 << 20
	for _, f := range []Format{CSV, XLSX, ODS} {
		file := large(t, f, rows)
		info, err := file.Stat()
		if err != nil {
			t.Fatal(err)
		}
		book, err := Open(file, info.Size(), file.Name(), Usual())
		if err != nil {
			t.Fatal(err)
		}
		sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
		runtime.GC()
		before, most, n := heap(sample), uint64(0), 0
		for _, err := range book.Rows(t.Context()) {
			if err != nil {
				t.Fatal(err)
			}
			if n++; n%512 == 0 {
				most = max(most, heap(sample))
			}
		}
		if most > before+bound || n != rows+1 {
			t.Errorf("%s: %d rows take %d MB", f, n, (most-before)>>20)
		}
	}
}

// BenchmarkRead reads large files of every format, and reports the most memory that was taken beyond what was there before, in MB.
func BenchmarkRead(b *testing.B) {
	for _, f := range []Format{CSV, XLSX, ODS} {
		for _, n := range []int{1_000, 100_000, 500_000} {
			b.Run(fmt.Sprintf("%s/%dk", f, n/1000), func(b *testing.B) {
				file := large(b, f, n)
				info, err := file.Stat()
				if err != nil {
					b.Fatal(err)
				}
				sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
				runtime.GC()
				before, most := heap(sample), uint64(0)
				b.SetBytes(info.Size())
				b.ReportAllocs()
				for b.Loop() {
					book, err := Open(file, info.Size(), file.Name(), Usual())
					if err != nil {
						b.Fatal(err)
					}
					rows := 0
					for row, err := range book.Rows(context.Background()) {
						if err != nil || len(row.Cells) != 8 {
							b.Fatalf("row %d of %d cells: %v", row.Number, len(row.Cells), err)
						}
						if rows++; rows%1024 == 0 {
							most = max(most, heap(sample))
						}
					}
					if rows != n+1 {
						b.Fatalf("%d rows", rows)
					}
				}
				b.ReportMetric(float64(max(most, before)-before)/(1<<20), "peak-MB")
				b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
			})
		}
	}
}
