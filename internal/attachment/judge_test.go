package attachment

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/segur"
)

// pdf is a small PDF with some objects in it.
func pdf(objects string) []byte {
	return []byte("%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n" +
		objects + "\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n")
}

func packed(text string) string {
	var out bytes.Buffer
	w := zlib.NewWriter(&out)
	_, _ = w.Write([]byte(text))
	_ = w.Close()
	return out.String()
}

func objectStream(dictionary, content string) string {
	return "3 0 obj\n<< /Type /ObjStm /N 1 /First 4 " + dictionary + " >>\nstream\n" + content + "\nendstream\nendobj"
}

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
		if _, err := to.Write([]byte(p.content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

const (
	types = `<?xml version="1.0"?><Types><Override PartName="/word/document.xml" ContentType="` + docxMedia + `"/>%s</Types>`
	text  = `<?xml version="1.0"?><w:document xmlns:w="w"><w:body><w:p><w:t>Bonjour</w:t></w:p>%s</w:body></w:document>`
)

func docx(t testing.TB, override, body string, more ...part) []byte {
	return zipped(t, append([]part{{"[Content_Types].xml", fmt.Sprintf(types, override)}, {"word/document.xml", fmt.Sprintf(text, body)}}, more...)...)
}

func odt(t testing.TB, content, manifest string, more ...part) []byte {
	return zipped(t, append([]part{
		{"mimetype", odtMedia}, {"content.xml", `<office:document-content xmlns:office="o" xmlns:script="s">` + content + `</office:document-content>`},
		{"META-INF/manifest.xml", `<manifest:manifest xmlns:manifest="m">` + manifest + `</manifest:manifest>`},
	}, more...)...)
}

func relation(kind, mode string) part {
	return part{"word/_rels/document.xml.rels", `<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/` +
		kind + `" Target="https://example.org/x" TargetMode="` + mode + `"/></Relationships>`}
}

func TestDocumentsAreAccepted(t *testing.T) {
	t.Parallel()
	noise := make([]byte, 1<<20)
	_, _ = rand.Read(noise)
	for name, c := range map[string]struct {
		body []byte
		want Type
	}{
		"pdf":              {pdf(""), PDF},
		"pdf with page":    {pdf("3 0 obj\n<< /OpenAction [2 0 R /Fit] >>\nendobj"), PDF},
		"pdf with objects": {pdf(objectStream("/Filter /FlateDecode", packed("4 0 << /Type /Page >>"))), PDF},
		"pdf with picture": {pdf("3 0 obj\n<< /Length 1 >>\nstream\n/JS(" + strings.ReplaceAll(string(noise), "endstream", "") + "\nendstream\nendobj"), PDF},
		"docx":             {docx(t, "", ""), DOCX},
		"docx with link":   {docx(t, "", "", relation("hyperlink", "External")), DOCX},
		"docx with image":  {docx(t, "", "", part{"word/media/image1.png", "png"}, relation("image", "Internal")), DOCX},
		"odt":              {odt(t, "<office:scripts/>", `<manifest:file-entry manifest:full-path="/" manifest:media-type="`+odtMedia+`"/>`), ODT},
	} {
		f, err := Judge(c.body)
		if err != nil || f.Type != c.want || len(f.Digest) != 64 || f.Type.Media() == "" {
			t.Errorf("%s: %v %v", name, f.Type, err)
		}
	}
}

func TestDocumentsAreRefused(t *testing.T) {
	t.Parallel()
	locked := docx(t, "", "")
	for i := 0; i+8 < len(locked); i++ { // the bit that says that a part is encrypted, in both headers
		switch {
		case bytes.HasPrefix(locked[i:], []byte("PK\x03\x04")):
			locked[i+6] |= 1
		case bytes.HasPrefix(locked[i:], []byte("PK\x01\x02")):
			locked[i+8] |= 1
		}
	}
	many := []part{}
	for i := range mostEntries {
		many = append(many, part{fmt.Sprintf("word/%d.txt", i), "x"})
	}
	for name, c := range map[string]struct {
		body []byte
		want string
	}{
		"nothing":                 {nil, ReasonEmpty},
		"11 MB":                   {append(pdf(""), make([]byte, segur.LargestDocument)...), ReasonLarge},
		"text":                    {[]byte("Bonjour"), ReasonType},
		"page":                    {[]byte("<html></html>"), ReasonType},
		"program":                 {[]byte("MZ\x90\x00"), ReasonType},
		"old word":                {[]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), ReasonType},
		"archive":                 {zipped(t, part{"a.txt", "a"}), ReasonType},
		"sheet":                   {zipped(t, part{"[Content_Types].xml", "<Types/>"}, part{"xl/workbook.xml", "<x/>"}), ReasonType},
		"odt sheet":               {zipped(t, part{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, part{"content.xml", "<x/>"}), ReasonType},
		"pdf cut off":             {pdf("")[:60], ReasonBroken},
		"archive cut off":         {docx(t, "", "")[:200], ReasonBroken},
		"pdf script":              {pdf("3 0 obj\n<< /S /JavaScript /JS (x) >>\nendobj"), ReasonMacro},
		"pdf script, escaped":     {pdf("3 0 obj\n<< /S /J#61vaScript >>\nendobj"), ReasonMacro},
		"pdf script, short":       {pdf("3 0 obj\n<< /JS (x) >>\nendobj"), ReasonMacro},
		"pdf script, in a stream": {pdf("3 0 obj\n<< /Length 9 >>\nstream\n<< /S /JavaScript >>\nendstream\nendobj"), ReasonMacro},
		"pdf script, packed":      {pdf(objectStream("/Filter /FlateDecode", packed("4 0 << /JS (x) >>"))), ReasonMacro},
		"pdf script, plain":       {pdf(objectStream("", "4 0 << /JS (x) >>")), ReasonMacro},
		"pdf packed twice":        {pdf(objectStream("/Filter [/ASCIIHexDecode /FlateDecode]", "00")), ReasonBroken},
		"pdf packed elsewhere":    {pdf(objectStream("/Filter 9 0 R", packed("x"))), ReasonBroken},
		"pdf packed oddly":        {pdf(objectStream("/Filter /FlateDecode /DecodeParms << /Predictor 12 >>", packed("x"))), ReasonBroken},
		"pdf bomb":                {pdf(objectStream("/Filter /FlateDecode", packed(strings.Repeat(" ", mostUnfolded+1)))), ReasonBomb},
		"pdf launch":              {pdf("3 0 obj\n<< /OpenAction << /S /Launch /F (x) >> >>\nendobj"), ReasonActive},
		"pdf file":                {pdf("3 0 obj\n<< /Type /EmbeddedFile >>\nendobj"), ReasonActive},
		"pdf encrypted":           {pdf("trailer\n<< /Encrypt 3 0 R >>"), ReasonEncrypted},
		"docx macro":              {docx(t, "", "", part{"word/vbaProject.bin", "x"}), ReasonMacro},
		"docx macro, other case":  {docx(t, "", "", part{"word/VBAPROJECT.BIN", "x"}), ReasonMacro},
		"docx macro type":         {docx(t, `<Default Extension="x" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>`, ""), ReasonMacro},
		"docx template":           {docx(t, "", "", relation("attachedTemplate", "External")), ReasonActive},
		"docx picture elsewhere":  {docx(t, "", "", relation("image", "External")), ReasonActive},
		"docx object":             {docx(t, "", "", part{"word/embeddings/oleObject1.bin", "x"}), ReasonActive},
		"docx control":            {docx(t, "", "", part{"word/activeX/activeX1.xml", "<x/>"}), ReasonActive},
		"docx dde":                {docx(t, "", "<w:instrText>DDE</w:instrText><w:instrText>AUTO c x</w:instrText>"), ReasonActive},
		"docx doctype":            {docx(t, "", "", part{"word/styles.xml", `<!DOCTYPE x [<!ENTITY a "b">]><x/>`}), ReasonBroken},
		"docx twice":              {docx(t, "", "", part{"word/Document.xml", "<x/>"}), ReasonBroken},
		"docx outside":            {docx(t, "", "", part{"../x", "x"}), ReasonBroken},
		"docx encrypted":          {locked, ReasonEncrypted},
		"docx bomb":               {docx(t, "", "", part{"word/a.txt", strings.Repeat(" ", mostUnfolded)}), ReasonBomb},
		"docx of many parts":      {docx(t, "", "", many...), ReasonBomb},
		"odt basic":               {odt(t, "", "", part{"Basic/Standard/Module1.xml", "<x/>"}), ReasonMacro},
		"odt scripts":             {odt(t, "", "", part{"Scripts/python/x.py", "x"}), ReasonMacro},
		"odt listener":            {odt(t, "<script:event-listener/>", ""), ReasonMacro},
		"odt encrypted":           {odt(t, "", "<manifest:encryption-data/>"), ReasonEncrypted},
		"odt object":              {odt(t, "", `<manifest:file-entry manifest:full-path="Object 1" manifest:media-type="application/vnd.sun.star.oleobject"/>`), ReasonActive},
	} {
		_, err := Judge(c.body)
		refused, ok := errors.AsType[*Refusal](err)
		if !ok || refused.Reason != c.want {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}

func TestNamesAreCleaned(t *testing.T) {
	t.Parallel()
	for called, want := range map[string]string{
		"Synthèse de l'Ain.pdf": "Synthèse de l'Ain.pdf", "../../etc/passwd": "passwd.pdf", `C:\tmp\a.exe`: "a.pdf", "": "document.pdf",
		"a\x00b\u202ec.docx": "abc.pdf", ".pdf": "document.pdf", "a%2f..pdf": "a2f.pdf", strings.Repeat("é", 300): strings.Repeat("é", 96) + ".pdf",
	} {
		if got := Name(called, PDF); got != want {
			t.Errorf("%q becomes %q, not %q", called, got, want)
		}
	}
}

func TestATrayIsItsOwners(t *testing.T) {
	t.Parallel()
	var tray Tray
	for i := range 8 {
		tray.Put(1, fmt.Sprint(i), File{Digest: fmt.Sprint(i), Body: make([]byte, 9<<20)})
	}
	if _, _, ok := tray.Take(1, "0"); ok {
		t.Error("the tray is not bounded")
	}
	if _, name, ok := tray.Take(1, "7"); !ok || name != "7" {
		t.Error("the latest file is gone")
	}
	if _, _, ok := tray.Take(2, "7"); ok {
		t.Error("another account has it")
	}
}
