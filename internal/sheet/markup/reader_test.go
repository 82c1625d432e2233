package markup

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// told is a document as its events tell it, texts joined.
func told(r io.Reader) (string, error) {
	var out strings.Builder
	m := New(r)
	for {
		event, err := m.Next()
		if errors.Is(err, io.EOF) {
			return out.String(), nil
		}
		if err != nil {
			return out.String(), err
		}
		switch event {
		case Start:
			fmt.Fprintf(&out, "<%s", m.Name())
			m.Each(func(name, value []byte) { fmt.Fprintf(&out, " %s=%q", name, value) })
			out.WriteString(">")
		case End:
			fmt.Fprintf(&out, "</%s>", m.Name())
		case Text:
			out.Write(m.Text())
		}
	}
}

// toldByStandard is the same by encoding/xml.
func toldByStandard(content []byte) (string, error) {
	var out strings.Builder
	join := func(n xml.Name) string {
		if n.Space == "" {
			return n.Local
		}
		return n.Space + ":" + n.Local
	}
	d := xml.NewDecoder(bytes.NewReader(content))
	var open []string
	for {
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) && len(open) > 0 {
			return "", io.ErrUnexpectedEOF
		}
		if errors.Is(err, io.EOF) {
			return out.String(), nil
		}
		if err != nil {
			return "", err
		}
		switch t := token.(type) {
		case xml.StartElement:
			open = append(open, join(t.Name))
			fmt.Fprintf(&out, "<%s", join(t.Name))
			for _, a := range t.Attr {
				fmt.Fprintf(&out, " %s=%q", join(a.Name), a.Value)
			}
			out.WriteString(">")
		case xml.EndElement:
			if len(open) == 0 || open[len(open)-1] != join(t.Name) {
				return "", io.ErrUnexpectedEOF
			}
			open = open[:len(open)-1]
			fmt.Fprintf(&out, "</%s>", join(t.Name))
		case xml.CharData:
			if len(open) > 0 {
				out.Write(t)
			}
		}
	}
}

const sample = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<!-- a - b --><a:root xmlns:a="urn:x" b='1 > "2"'><c r="A1" t="s" ><v>12</v></c><e/><t xml:space="preserve"> é &amp; &#233;&#xE9;&lt;
</t><![CDATA[<x> & ]] >]]></a:root>
`

func TestDocumentsAreReadAsTheStandardDoes(t *testing.T) {
	t.Parallel()
	for _, content := range []string{sample, "\ufeff<a>\r\n1\r2</a>", `<a b="x&#10;y"/>`, "<a>" + strings.Repeat("é&amp;", 40000) + "</a>", "<a><![CDATA[" + strings.Repeat("é]", 50000) + "]]></a>"} {
		want, err := toldByStandard([]byte(strings.TrimPrefix(content, "\ufeff")))
		if err != nil {
			t.Fatal(err)
		}
		for name, r := range map[string]io.Reader{"whole": strings.NewReader(content), "byte by byte": iotest.OneByteReader(strings.NewReader(content))} {
			if got, err := told(r); err != nil || got != want {
				t.Errorf("%s: %.80q, %v\nwant %.80q", name, got, err, want)
			}
		}
	}
}

func TestDocumentsAreNotRead(t *testing.T) {
	t.Parallel()
	for content, want := range map[string]error{
		"":                  ErrBroken,
		"text":              ErrBroken,
		"<a>":               ErrBroken,
		"<a></b>":           ErrBroken,
		"<a/><b/>":          ErrBroken,
		"<a/>x":             ErrBroken,
		"<a":                ErrBroken,
		"<a b>":             ErrBroken,
		"<a b=1/>":          ErrBroken,
		`<a b="1"c="2"/>`:   ErrBroken,
		`<a b="<"/>`:        ErrBroken,
		"<a>&amp</a>":       ErrBroken,
		"<a>&eacute;</a>":   ErrDoctype,
		"<a>&#0;</a>":       ErrDoctype,
		"<a>\x01</a>":       ErrBroken,
		"<a>\xe9</a>":       ErrEncoding,
		"<!-- -- --><a/>":   ErrBroken,
		"<a><![CDATA[x</a>": ErrBroken,
		"<!DOCTYPE a><a/>":  ErrDoctype,
		`<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>`:    ErrDoctype,
		`<?xml version="1.0" encoding="latin1"?><a/>`: ErrEncoding,
		`<?xml version="1.1"?><a/>`:                   ErrBroken,
		strings.Repeat("<a>", 300):                    ErrLarge,
		"<a " + strings.Repeat(" ", 2<<20) + "/>":     ErrLarge,
		"<a b='" + strings.Repeat(" ", 2<<20) + "'/>": ErrLarge,
		"<a>]]></a>": ErrBroken,
	} {
		if _, err := told(strings.NewReader(content)); !errors.Is(err, want) {
			t.Errorf("%.40q: %v, want %v", content, err, want)
		}
	}
	broken := errors.New("disk")
	if _, err := told(io.MultiReader(strings.NewReader("<a>"), iotest.ErrReader(broken))); !errors.Is(err, broken) {
		t.Errorf("an error of the file is %v", err)
	}
}

// What is read here is read by the standard library too, and is the same.
func FuzzReader(f *testing.F) {
	for _, seed := range []string{sample, "<a/>", "<a b='&lt;'><!--x--><?y z?></a>", "<a><![CDATA[]]]]></a>", "<!DOCTYPE a><a/>", "<a>&#x1F600;\r\n</a >"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		got, err := told(bytes.NewReader(content))
		slow, again := told(iotest.OneByteReader(bytes.NewReader(content)))
		if got != slow || (err == nil) != (again == nil) {
			t.Fatalf("at once %q %v, byte by byte %q %v", got, err, slow, again)
		}
		if err != nil {
			return
		}
		want, err := toldByStandard(bytes.TrimPrefix(content, []byte("\ufeff")))
		if err != nil || got != want {
			t.Fatalf("%q\nstandard %q %v", got, want, err)
		}
	})
}

func BenchmarkReader(b *testing.B) {
	content := []byte("<sheetData>" + strings.Repeat(`<row r="12"><c r="A12" t="s"><v>12</v></c><c r="B12" s="3"><v>86.5</v></c></row>`, 10000) + "</sheetData>")
	b.SetBytes(int64(len(content)))
	b.ReportAllocs()
	for b.Loop() {
		r := New(bytes.NewReader(content))
		for {
			if _, err := r.Next(); err != nil {
				break
			}
		}
	}
}
