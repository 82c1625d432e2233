package sheet

import (
	"bytes"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

func encoded(t testing.TB, text string) map[Encoding][]byte {
	t.Helper()
	all := map[Encoding][]byte{UTF8: []byte(text)}
	var err error
	if all[UTF16LE], err = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if all[UTF16BE], err = unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if all[Windows1252], err = charmap.Windows1252.NewEncoder().Bytes([]byte(text)); err != nil {
		t.Fatal(err)
	}
	return all
}

func TestTextsOfEveryEncodingSeparatorAndSystem(t *testing.T) {
	t.Parallel()
	const want = "1 | A text Région | B text 2021 | C text 2022\n2 | A text Île-de-France | B text 1,5 | C text 2,5\n" +
		"4 | A text dit \"⏎le; centre\", € | B text 3\n5 | C text 4\n"
	for separator, text := range map[byte]string{
		';':  "Région;2021;2022\nÎle-de-France;1,5;2,5\n\n\"dit \"\"\nle; centre\"\", €\";3;\n;;4\n",
		'\t': "Région\t2021\t2022\nÎle-de-France\t1,5\t2,5\n\t\t\n\"dit \"\"\nle; centre\"\", €\"\t3\n\t\t4",
		',':  "Région,2021,2022\nÎle-de-France,\"1,5\",\"2,5\"\n \n\"dit \"\"\nle; centre\"\", €\" ,3,\n,,4\n",
	} {
		for system, end := range map[string]string{"unix": "\n", "windows": "\r\n", "old mac": "\r"} {
			for encoding, body := range encoded(t, strings.ReplaceAll(text, "\n", end)) {
				got, err := read(body, "a.csv", Usual())
				if err != nil || got != want {
					t.Errorf("%q %s %s: %v\n%s", separator, system, encoding, err, got)
				}
				b, err := Open(bytes.NewReader(body), int64(len(body)), "", Usual())
				if err != nil || b.CSV.Separator != separator || b.CSV.Encoding != encoding {
					t.Errorf("%q %s %s: %+v %v", separator, system, encoding, b.CSV, err)
				}
			}
		}
	}
	if got, err := read([]byte("\ufeff"+"a;b\n1;2"), "", Usual()); err != nil || got != "1 | A text a | B text b\n2 | A text 1 | B text 2\n" {
		t.Errorf("with a mark: %q %v", got, err)
	}
	if got, err := read([]byte("sep=,\r\na;a,b;b\n"), "", Usual()); err != nil || got != "1 | A text a;a | B text b;b\n" {
		t.Errorf("with a separator said: %q %v", got, err)
	}
	if got, err := read([]byte("a\x00;\x00b\x00\n\x001\x00;\x002\x00"), "", Usual()); err != nil || got != "1 | A text a | B text b\n2 | A text 1 | B text 2\n" {
		t.Errorf("UTF-16 without a mark: %q %v", got, err)
	}
}

func TestSeparatorsAreTold(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]byte{
		"Région;Valeur\nA;1,5\nB;2,5\n":                          ';',
		"Région;Valeur, en %\nA;12,5\nB;2,5\n":                   ';',
		"Bilan, au 31/12\n\nRégion;2021\nA;1,5\nB;2,5\n":         ';',
		"Bilan; au 31/12\n\nRégion,2021,2022\nA,1,2\nB,2,5\n":    ',',
		"nom,note\nA,x;y\nB,z;w\n":                               ',',
		"R;2021;2022;note\nA;1,5;2,5\nB;1,5;2,5;ok\nC;1,5;2,5\n": ';',
		"nom\tnote\nA\tx, y\nB\tz, w\n":                          '\t',
		"code;texte\n1;\"a, b\"\n2;\"c, d\"\n3;\"e, f\"\n":       ';',
		"valeur\n12,5\n13,5\n":                                   ';',
		"valeur\n12\n":                                           ';',
		"a;b;c;d;e\n1;2;3;4;un, deux\n1;2;3;4;un, deux\n":        ';',
		"":                                   ';',
		"\"a\";\"b\"\n\"x,y,z\";\"1,2,3\"\n": ';',
		"date,valeur\n2021-01-01,1.5\n2022-01-01,2.5\n":                 ',',
		"Région;2021;2022\nA;\"1 234,5\";2\nB;3,5;4\n;;\nTotal;4,5;6\n": ';',
	} {
		if got := sniff([]byte(text), true); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
		long := text + strings.Repeat(text, 40) // cut anywhere
		if got := sniff([]byte(long[:len(long)*9/10]), false); got != want {
			t.Errorf("long %q: %q, want %q", text, got, want)
		}
	}
}

func TestTextsAreRefused(t *testing.T) {
	t.Parallel()
	small := Usual()
	small.Rows, small.Columns, small.Text, small.Bytes = 3, 4, 10, 2000
	for name, c := range map[string]struct{ text, want string }{
		"nothing":               {"", "empty"},
		"nothing but space":     {" ; ;\n\n\u00a0\n", "empty"},
		"quote left open":       {"a;b\n1;\"2\n3;4\n5;6\n", "quotes 2,2 line 2"},
		"quote left open, long": {"a;b\n1;\"2\n" + strings.Repeat("3;4\n", 40), "quotes 2,2 line 2"},
		"text after a quote":    {"a;b\n\n1;\"2\"3\n", "quotes 3,2 line 3"},
		"quote within text":     {"a;b\n1;un 12\"\n", "<nil>"},
		"after lines in a cell": {"\"a\nb\";c\n1;\"2\"3\n", "quotes 2,2 line 3"},
		"NUL":                   {"a;b\n1;2\x00\n", "zero line 2"},
		"UTF-8 with others":     {"é;à;ü\nb\n1;\xe9\n", "encoding line 3"},
		"UTF-8, marked, broken": {"\ufeffa\n1;\xe9\n", "encoding line 2"},
		"no letter of Windows":  {"a;b\n1;\xe9\x81\n", "encoding line 2"},
		"four rows":             {"1\n2\n\n3\n4\n", "rows 5,1 line 5"},
		"five columns":          {"1;2;3;4;;;;\n1;2;3;4;5\n", "columns 2,5 line 2"},
		"long":                  {"a;b\n1;12345678901\n", "long 2,2 line 2"},
		"very long":             {"a;b\n1;" + strings.Repeat("x", 1000), "long 2,2 line 2"},
		"large":                 {strings.Repeat("1;2\n", 501), "large"},
		"UTF-16 with a NUL":     {"\xff\xfea\x00;\x00\x00\x00", "zero 1,2 line 1"},
	} {
		_, err := read([]byte(c.text), "a.csv", small)
		if got := refused(err); got != c.want {
			t.Errorf("%s: %s (%v), want %s", name, got, err, c.want)
		}
	}
}

func TestOtherFilesAreNamed(t *testing.T) {
	t.Parallel()
	compound := func(stream string) []byte {
		body := append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 70_000)...)
		for _, c := range stream {
			body = append(body, byte(c), 0)
		}
		return append(body, 0, 0)
	}
	workbook := cells(`<row><c><v>1</v></c></row>`).bytes(t)
	for name, c := range map[string]struct {
		body []byte
		want string
	}{
		"a.pdf":          {[]byte("%PDF-1.7\n"), "type pdf"},
		"a.xls":          {compound("Workbook"), "binary xls"},
		"b.xls":          {[]byte("<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><table>"), "type html"},
		"c.xls":          {[]byte("\xff\xfe<\x00t\x00a\x00b\x00l\x00e\x00>\x00"), "type html"},
		"d.xls":          {[]byte("<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook>"), "type xml"},
		"e.xls":          {[]byte("a;b\n1;2\n"), "name csv"},
		"f.xls":          {workbook, "name xlsx"},
		"g.xls":          {[]byte("\x09\x08\x10\x00\x00\x06"), "binary xls"},
		"a.xlsx":         {compound("EncryptedPackage"), "encrypted"},
		"b.xlsx":         {[]byte("a;b\n1;2\n"), "name csv"},
		"c.xlsx":         {compound("WordDocument"), "type ole"},
		"d.xlsx":         {[]byte("PK\x03\x04 and no more"), "broken"},
		"e.xlsx":         {zipped(t, part{"a.txt", "a"}), "type zip"},
		"f.xlsx":         {zipped(t, part{"[Content_Types].xml", "<Types/>"}, part{"word/document.xml", "<x/>"}), "type docx"},
		"g.xlsx":         {workbook[:len(workbook)/2], "broken"},
		"h.xlsx":         {workbook, "<nil>"},
		"a.ods":          {workbook, "name xlsx"},
		"b.ods":          {zipped(t, part{"mimetype", "application/vnd.oasis.opendocument.text"}), "type odt"},
		"a.csv":          {workbook, "name xlsx"},
		"b.csv":          {[]byte("MZ;b\n1;2\n"), "<nil>"},
		"c.csv":          {[]byte("MZ\x90\x00"), "type program"},
		"d.csv":          {[]byte("\x89PNG\r\n"), "type png"},
		"e.csv":          {[]byte("<5 ans;12\n"), "<nil>"},
		"no ending":      {[]byte("a;b\n1;2\n"), "<nil>"},
		"a.xlsx.csv":     {[]byte("a;b\n1;2\n"), "<nil>"},
		`C:\x.y\fichier`: {workbook, "<nil>"},
	} {
		_, err := read(c.body, name, Usual())
		if got := refused(err); got != c.want {
			t.Errorf("%s: %s (%v), want %s", name, got, err, c.want)
		}
	}
}
