package sheet

import (
	"bytes"
	"errors"
	"io"
	"path"
	"strings"
	"unicode/utf16"

	"github.com/segur-tracker/segur/internal/archive"
)

// detected is what a file is.
type detected struct {
	format Format
	packed *archive.Archive // of a workbook
}

// signatures are how files begin that are no spreadsheet, or none that is read.
func signatures() []struct{ begins, found string } {
	return []struct{ begins, found string }{
		{"%PDF-", "pdf"}, {"\x89PNG", "png"}, {"\xff\xd8\xff", "jpeg"}, {"GIF8", "gif"}, {"{\\rtf", "rtf"}, {"MZ", "program"}, {"\x7fELF", "program"},
		{"7z\xbc\xaf", "7z"}, {"Rar!", "rar"}, {"\x1f\x8b", "gzip"}, {"PAR1", "parquet"}, {"SQLite format 3\x00", "sqlite"},
		{"PK\x05\x06", "zip"}, {"PK\x07\x08", "zip"}, {"\x09\x08", "xls"}, {"\x09\x04", "xls"}, {"\x09\x02", "xls"}, {"\x09\x00", "xls"},
	}
}

// detect tells what a file is by its content.
func detect(r io.ReaderAt, size int64, limits Limits) (detected, error) {
	head := make([]byte, min(size, 4096))
	if _, err := r.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return detected{}, err
	}
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return detectArchive(r, size, limits)
	case bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return detected{}, detectCompound(r, size)
	}
	for _, s := range signatures() {
		// Two bytes are a text as well, "MZ;…", where nothing but text follows.
		if bytes.HasPrefix(head, []byte(s.begins)) && (len(s.begins) > 2 || bytes.IndexByte(head, 0) >= 0) {
			reason := ReasonType
			if s.found == "xls" {
				reason = ReasonBinary
			}
			return detected{}, &Refusal{Reason: reason, Found: s.found}
		}
	}
	if found := page(head); found != "" {
		return detected{}, &Refusal{Reason: ReasonType, Found: found}
	}
	return detected{format: CSV}, nil
}

// page tells a page or another XML document, which some programs save as .xls, from a text.
func page(head []byte) string {
	text := strings.ReplaceAll(string(head), "\x00", "") // of UTF-16 too
	for _, mark := range []string{"\ufeff", "\xff\xfe", "\xfe\xff"} {
		text = strings.TrimPrefix(text, mark)
	}
	text = strings.ToLower(strings.TrimSpace(text))
	switch {
	case strings.HasPrefix(text, "mime-version:"):
		return "html"
	case !strings.HasPrefix(text, "<"):
		return ""
	}
	for _, tag := range []string{"<office:document", "<workbook"} {
		if strings.Contains(text, tag) {
			return "xml" // of spreadsheets in one part: .fods, and .xml of Excel 2003
		}
	}
	for _, tag := range []string{"<!doctype html", "<html", "<head", "<table", "<meta", "<body", "<div", "<style"} {
		if strings.Contains(text, tag) {
			return "html"
		}
	}
	for _, tag := range []string{"<?xml", "<!doctype", "<svg"} {
		if strings.HasPrefix(text, tag) {
			return "xml"
		}
	}
	return ""
}

// detectArchive tells what an archive is by its parts.
func detectArchive(r io.ReaderAt, size int64, limits Limits) (detected, error) {
	packed, err := archive.Open(r, size, archive.Limits{Parts: mostParts, Unfolded: limits.Unfolded, Ratio: mostRatio})
	if err != nil {
		return detected{}, refusal(err, "")
	}
	if packed.Holds("mimetype") {
		media, err := packed.ReadAll("mimetype", 256)
		if err != nil {
			return detected{}, refusal(err, "mimetype")
		}
		kind := strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(string(media)), "application/vnd.oasis.opendocument."), "-template")
		if kind != "spreadsheet" {
			return detected{}, &Refusal{Reason: ReasonType, Found: found(kind)}
		}
		return detected{ODS, packed}, nil
	}
	if packed.Holds("[Content_Types].xml") {
		for _, name := range packed.Names() {
			switch lower := strings.ToLower(name); {
			case strings.HasPrefix(lower, "word/"):
				return detected{}, &Refusal{Reason: ReasonType, Found: "docx"}
			case strings.HasPrefix(lower, "ppt/"):
				return detected{}, &Refusal{Reason: ReasonType, Found: "pptx"}
			case path.Base(lower) == "workbook.bin":
				return detected{}, &Refusal{Reason: ReasonBinary, Found: "xlsb"}
			}
		}
		return detected{XLSX, packed}, nil
	}
	return detected{}, &Refusal{Reason: ReasonType, Found: "zip"}
}

// found names a kind of document of the Open Document format.
func found(kind string) string {
	switch kind {
	case "text":
		return "odt"
	case "presentation":
		return "odp"
	}
	return "zip"
}

// detectCompound tells apart what lies in the containers of older programs: encrypted workbooks, and those of before 2007. Streams of
// such a container are named in UTF-16.
func detectCompound(r io.ReaderAt, size int64) error {
	wide := func(name string) []byte {
		var b []byte
		for _, unit := range utf16.Encode([]rune(name)) {
			b = append(b, byte(unit), byte(unit>>8))
		}
		return b
	}
	encrypted, old, book := wide("EncryptedPackage"), wide("Workbook"), wide("Book\x00")
	from, block, kept, isOld := io.NewSectionReader(r, 0, size), make([]byte, 64<<10), 0, false
	for {
		n, err := from.Read(block[kept:])
		seen := block[:kept+n]
		if bytes.Contains(seen, encrypted) {
			return &Refusal{Reason: ReasonEncrypted}
		}
		isOld = isOld || bytes.Contains(seen, old) || bytes.Contains(seen, book)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		kept = copy(block, seen[max(0, len(seen)-len(encrypted)):])
	}
	if isOld {
		return &Refusal{Reason: ReasonBinary, Found: "xls"}
	}
	return &Refusal{Reason: ReasonType, Found: "ole"}
}

// endsOtherwise refuses a file whose name has the ending of another format.
func endsOtherwise(name string, is Format) error {
	var says []Format
	switch ending := strings.ToLower(path.Ext(strings.ReplaceAll(name, `\`, "/"))); ending {
	case ".csv", ".tsv", ".tab", ".txt":
		says = []Format{CSV}
	case ".xlsx", ".xltx":
		says = []Format{XLSX}
	case ".ods", ".ots":
		says = []Format{ODS}
	case ".xls", ".xlsm", ".xlsb", ".fods", ".pdf", ".html", ".htm", ".xml", ".json", ".doc", ".docx", ".odt", ".zip", ".png", ".jpg", ".exe":
	default:
		return nil
	}
	if len(says) == 0 || says[0] != is {
		return &Refusal{Reason: ReasonName, Found: string(is)}
	}
	return nil
}
