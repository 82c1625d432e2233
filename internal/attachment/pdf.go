package attachment

import (
	"bytes"
	"compress/zlib"
	"io"
	"regexp"
	"slices"
)

// Bounds of what is unfolded of one file, in bytes.
const (
	mostUnfolded = 64 << 20
	pdfTail      = 2048 // where the end of a PDF is looked for
	pdfHead      = 8192 // how far back the dictionary of a stream may begin
)

// telling are names by which a PDF says that it runs, hides or brings something, long enough not to stand
// in compressed bytes by chance: they are looked for everywhere.
func telling() map[string]string {
	return map[string]string{
		"JavaScript": ReasonMacro, "Launch": ReasonActive, "EmbeddedFile": ReasonActive, "EmbeddedFiles": ReasonActive,
		"RichMedia": ReasonActive, "SubmitForm": ReasonActive, "ImportData": ReasonActive, "Encrypt": ReasonEncrypted, "GoToE": ReasonActive,
	}
}

// short are such names that are looked for where bytes are not compressed.
func short() map[string]string {
	return map[string]string{"JS": ReasonMacro, "XFA": ReasonActive, "Movie": ReasonActive}
}

// pdfName is a name of a PDF: its letters may be written as #4a.
var pdfName = regexp.MustCompile(`/(?:[^\x00\t\n\f\r ()<>\[\]{}/%#]|#[0-9A-Fa-f]{2})+`)

// streamStart begins the bytes of a stream.
var streamStart = regexp.MustCompile(`[>\s\x00]stream(?:\r\n|\n|\r)`)

func judgePDF(body []byte) error {
	tail := body[max(0, len(body)-pdfTail):]
	if len(body) < 8 || (body[5] != '1' && body[5] != '2') || body[6] != '.' || !bytes.Contains(tail, []byte("%%EOF")) ||
		!bytes.Contains(tail, []byte("startxref")) || !bytes.Contains(body, []byte(" obj")) {
		return reject(ReasonBroken, "frame")
	}
	if err := forbidden(body, telling()); err != nil {
		return err
	}
	if err := forbidden(outsideStreams(body), short()); err != nil {
		return err
	}
	return judgeObjectStreams(body)
}

// forbidden refuses bytes that hold one of some names.
func forbidden(body []byte, names map[string]string) error {
	for _, found := range pdfName.FindAll(body, -1) {
		name := plainName(found)
		if reason, ok := names[name]; ok {
			return reject(reason, name)
		}
	}
	return nil
}

// plainName reads a name with its escapes, without the slash.
func plainName(written []byte) string {
	out := make([]byte, 0, len(written))
	for i := 1; i < len(written); i++ {
		if written[i] == '#' && i+2 < len(written) {
			out = append(out, hexDigit(written[i+1])<<4|hexDigit(written[i+2]))
			i += 2
			continue
		}
		out = append(out, written[i])
	}
	return string(out)
}

func hexDigit(c byte) byte {
	switch {
	case c >= 'a':
		return c - 'a' + 10
	case c >= 'A':
		return c - 'A' + 10
	}
	return c - '0'
}

// outsideStreams returns what stands between streams.
func outsideStreams(body []byte) []byte {
	var out []byte
	for {
		at := streamStart.FindIndex(body)
		if at == nil {
			return append(out, body...)
		}
		out = append(append(out, body[:at[0]]...), ' ')
		end := bytes.Index(body[at[1]:], []byte("endstream"))
		if end < 0 {
			return out
		}
		body = body[at[1]+end+len("endstream"):]
	}
}

// judgeObjectStreams looks into the streams that hold objects. One that cannot be looked into is refused: what
// readers would find there is not known.
func judgeObjectStreams(body []byte) error {
	announced := 0
	for _, found := range pdfName.FindAll(body, -1) {
		if plainName(found) == "ObjStm" {
			announced++
		}
	}
	left := mostUnfolded
	for _, at := range streamStart.FindAllIndex(body, -1) {
		names := dictionary(body[:at[0]])
		n := count(names, "ObjStm")
		if n == 0 {
			continue
		}
		announced -= n
		content, err := unfolded(body[at[1]:], names, &left)
		if err != nil {
			return err
		}
		for _, list := range []map[string]string{telling(), short()} {
			if err := forbidden(content, list); err != nil {
				return err
			}
		}
	}
	if announced > 0 {
		return reject(ReasonBroken, "object stream")
	}
	return nil
}

// dictionary returns the names that stand in the dictionary before a stream.
func dictionary(before []byte) []string {
	before = before[max(0, len(before)-pdfHead):]
	if at := bytes.LastIndex(before, []byte(" obj")); at >= 0 {
		before = before[at:]
	}
	var names []string
	for _, found := range pdfName.FindAll(before, -1) {
		names = append(names, plainName(found))
	}
	return names
}

func count(names []string, name string) (n int) {
	for _, other := range names {
		if other == name {
			n++
		}
	}
	return n
}

// unfolded returns what an object stream holds, where it is plain or packed in the one usual way.
func unfolded(body []byte, names []string, left *int) ([]byte, error) {
	if slices.Contains(names, "DecodeParms") || slices.Contains(names, "F") || slices.Contains(names, "DP") {
		return nil, reject(ReasonBroken, "object stream")
	}
	if !slices.Contains(names, "Filter") {
		end := bytes.Index(body, []byte("endstream"))
		if end < 0 {
			return nil, reject(ReasonBroken, "object stream")
		}
		return body[:end], nil
	}
	if count(names, "FlateDecode")+count(names, "Fl") != 1 {
		return nil, reject(ReasonBroken, "object stream")
	}
	r, err := zlib.NewReader(bytes.NewReader(body))
	if err != nil {
		return nil, reject(ReasonBroken, "object stream")
	}
	content, err := io.ReadAll(io.LimitReader(r, int64(*left)+1))
	switch {
	case len(content) > *left:
		return nil, reject(ReasonBomb, "object stream")
	case err != nil:
		return nil, reject(ReasonBroken, "object stream")
	}
	*left -= len(content)
	return content, nil
}
