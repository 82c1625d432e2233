package sheet

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
)

func opened(t *testing.T, body []byte) *Book {
	t.Helper()
	b, err := Open(bytes.NewReader(body), int64(len(body)), "", Usual())
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestASurveyTellsTheSheets(t *testing.T) {
	t.Parallel()
	row := `<row><c><v>1</v></c><c><v>2</v></c></row>`
	two := made{sheets: []string{"<sheetData>" + row + "<row/>" + row + "</sheetData>", "<sheetData/>"}, states: `state="hidden"`}.bytes(t)
	for want, body := range map[string][]byte{
		"[{Feuil1 true 2 2} {Feuil2 true 0 0}]": two,
		"[{ false 2 3}]":                        []byte("a;b;c\n\n1\n"),
		"[{Feuille1 false 2 1}]":                openDoc(t, table(`<table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="float" office:value="1"/></table:table-row>`), "", ""),
	} {
		b := opened(t, body)
		for range 2 {
			if got, err := b.Survey(context.Background()); err != nil || fmt.Sprint(got) != want {
				t.Errorf("%v %v, want %s", got, err, want)
			}
		}
	}
}

func TestReadingStopsWhenAsked(t *testing.T) {
	t.Parallel()
	row := `<row><c><v>1</v></c></row>`
	for name, body := range map[string][]byte{
		"csv":   []byte(strings.Repeat("a;b\n", 100_000)),
		"xlsx":  cells(strings.Repeat(row, 100_000)).bytes(t),
		"ods":   openDoc(t, table(strings.Repeat(tableRow(`<table:table-cell office:value-type="float" office:value="1"/>`), 100_000)), "", ""),
		"space": cells(row + strings.Repeat("<!-- -->", 1_000_000)).bytes(t),
	} {
		b := opened(t, body)
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		rows, ended := 0, error(nil)
		for _, err := range b.Rows(ctx) {
			cancel()
			if rows++; err != nil {
				ended = err
			}
		}
		if !errors.Is(ended, context.Canceled) || rows > 10_000 {
			t.Errorf("%s ends after %d rows with %v", name, rows, ended)
		}
		rows = 0
		for range b.Rows(context.Background()) {
			if rows++; rows == 1 {
				break
			}
		}
		if rows != 1 {
			t.Errorf("%s goes on for %d rows", name, rows)
		}
	}
}

func TestWhatUnfoldsIsBounded(t *testing.T) {
	t.Parallel()
	row := `<row><c t="str"><v>` + strings.Repeat("abc def ", 100) + `</v></c></row>`
	limits := Usual()
	limits.Unfolded = 1 << 20
	for _, n := range []int{1000, 2000} {
		_, err := read(cells(strings.Repeat(row, n)).bytes(t), "", limits)
		if got := refused(err); (n == 1000) != (err == nil) || err != nil && got != "bomb" {
			t.Errorf("%d rows: %s", n, got)
		}
	}
}

// failing is a file of a disk that fails beyond some bytes.
type failing struct {
	io.ReaderAt
	from int64
}

var errDisk = errors.New("disk")

func (f failing) ReadAt(p []byte, at int64) (int, error) {
	if at+int64(len(p)) > f.from {
		return 0, errDisk
	}
	return f.ReaderAt.ReadAt(p, at)
}

func TestAFileThatCannotBeReadIsNoRefusal(t *testing.T) {
	t.Parallel()
	body := []byte(strings.Repeat("a;b\n", 100_000))
	for _, from := range []int64{0, 8192, 300_000} {
		_, err := Open(failing{bytes.NewReader(body), from}, int64(len(body)), "", Usual())
		if !errors.Is(err, errDisk) {
			t.Errorf("beyond %d: %v", from, err)
		}
	}
}

func TestColumnsAreNamedAsInSpreadsheets(t *testing.T) {
	t.Parallel()
	for column, want := range map[int]string{0: "", 1: "A", 26: "Z", 27: "AA", 52: "AZ", 702: "ZZ", 703: "AAA", 16384: "XFD"} {
		if got := Letters(column); got != want {
			t.Errorf("%d is %s, want %s", column, got, want)
		}
		if column == 0 {
			continue
		}
		if c, r, ok := address([]byte(Address(column, 12))); c != column || r != 12 || !ok {
			t.Errorf("%s is read as %d, %d", Address(column, 12), c, r)
		}
	}
}

func TestFormatsOfNumbers(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]class{
		"General": plain, "Standard": plain, "@": plain, "0.00": plain, "# ##0.0": plain, `#,##0\ "€"`: plain, `0" jours"`: plain, "0.00E+00": plain, `_-* #,##0.00\ _€_-;-* #,##0.00\ _€_-`: plain,
		"[Red]-0;[Blue]0": plain, `[$€-40C]\ 0`: plain, "#\\ ##0,,\\ \\M": plain, "0.0,,\" M€\"": plain, "": plain, `"m"0`: plain, "General\"h\"": plain,
		"0%": percent, "0.0 %": percent, `0.0\ %;[Red]-0.0\ %`: percent, "[>1]0%": percent,
		"dd/mm/yyyy": day, "DD/MM/YY": day, "jj/mm/aaaa": day, "mmm yyyy": day, "mmmm": day, "[$-40C]d mmmm yyyy;@": day, "yyyy\\-mm\\-dd\\ hh:mm": day, "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy": day, `"T"q yyyy`: day,
		"hh:mm": clock, "h:mm AM/PM": clock, "mm:ss.0": clock, "[h]:mm:ss": elapsed, "[mm]:ss": elapsed,
		`"unfinished`: plain, "[h": plain, "\\": plain,
	} {
		if got := classify(code); got != want {
			t.Errorf("%q is %d, want %d", code, got, want)
		}
	}
	for id, want := range map[int]class{0: plain, 1: plain, 9: percent, 10: percent, 11: plain, 14: day, 17: day, 20: clock, 22: day, 44: plain, 46: elapsed, 49: plain, 164: plain} {
		if got := builtIn(id); got != want {
			t.Errorf("%d is %d, want %d", id, got, want)
		}
	}
}
