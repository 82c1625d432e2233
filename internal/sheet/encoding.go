package sheet

import (
	"bytes"
	"errors"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// Encoding is how the letters of a CSV file are written.
type Encoding string

// The encodings that spreadsheets save.
const (
	UTF8        Encoding = "utf-8"
	UTF16LE     Encoding = "utf-16le"
	UTF16BE     Encoding = "utf-16be"
	Windows1252 Encoding = "windows-1252"
)

// detectEncoding tells the encoding of a text, and how long the mark at its beginning is. A text that is UTF-8 is
// UTF-8; any other is of Windows, unless it is both in turn.
func detectEncoding(r io.ReaderAt, size int64) (Encoding, int64, error) {
	head := make([]byte, min(size, 4096))
	if _, err := r.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return "", 0, err
	}
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xfe")):
		return UTF16LE, 2, nil
	case bytes.HasPrefix(head, []byte("\xfe\xff")):
		return UTF16BE, 2, nil
	}
	if e := unmarked(head); e != "" {
		return e, 0, nil
	}
	mark := int64(0)
	if bytes.HasPrefix(head, []byte("\ufeff")) {
		mark = 3
	}
	seen, err := weigh(io.NewSectionReader(r, mark, size-mark))
	switch {
	case err != nil:
		return "", 0, err
	case seen.zero > 0:
		return "", 0, &Refusal{Reason: ReasonZero, Line: seen.zero}
	case seen.wrong == 0:
		return UTF8, mark, nil
	case mark > 0, seen.right > seen.wrong:
		return "", 0, &Refusal{Reason: ReasonEncoding, Line: seen.firstWrong}
	case seen.unknown > 0:
		return "", 0, &Refusal{Reason: ReasonEncoding, Line: seen.unknown}
	}
	return Windows1252, 0, nil
}

// unmarked tells UTF-16 without a mark by the zeros of its Latin letters.
func unmarked(head []byte) Encoding {
	var zeros [2]int
	for i, c := range head {
		if c == 0 {
			zeros[i%2]++
		}
	}
	switch half := len(head) / 2; {
	case half == 0 || len(head)%2 == 1:
	case zeros[0] == 0 && zeros[1]*10 > half*8:
		return UTF16LE
	case zeros[1] == 0 && zeros[0]*10 > half*8:
		return UTF16BE
	}
	return ""
}

// weight is what speaks for an encoding, in lines from 1 where it is a place.
type weight struct {
	right, wrong, firstWrong int // letters beyond ASCII that are UTF-8, bytes that are none
	zero                     int // a NUL
	unknown                  int // a byte that is no letter of Windows
}

// weigh reads a text once.
func weigh(r io.Reader) (weight, error) {
	w, line, block, kept := weight{}, 1, make([]byte, 64<<10), 0
	for {
		n, err := r.Read(block[kept:])
		if err != nil && !errors.Is(err, io.EOF) {
			return w, err
		}
		rest := block[:kept+n]
		for len(rest) > 0 && (err != nil || utf8.FullRune(rest)) {
			c, width := rest[0], 1
			switch {
			case c == '\n':
				line++
			case c == 0 && w.zero == 0:
				w.zero = line
			case c >= utf8.RuneSelf:
				width = w.letter(rest, line)
			}
			rest = rest[width:]
		}
		if err != nil {
			return w, nil
		}
		kept = copy(block, rest)
	}
}

// letter weighs what begins with a byte beyond ASCII, and returns its length.
func (w *weight) letter(rest []byte, line int) int {
	if r, width := utf8.DecodeRune(rest); r != utf8.RuneError || width > 1 {
		w.right++
		return width
	}
	if w.wrong++; w.firstWrong == 0 {
		w.firstWrong = line
	}
	if bytes.IndexByte([]byte("\x81\x8d\x8f\x90\x9d"), rest[0]) >= 0 && w.unknown == 0 {
		w.unknown = line
	}
	return 1
}

// decode gives a text as UTF-8.
func (e Encoding) decode(r io.Reader) io.Reader {
	switch e {
	case UTF16LE:
		return transform.NewReader(r, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewDecoder())
	case UTF16BE:
		return transform.NewReader(r, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewDecoder())
	case Windows1252:
		return transform.NewReader(r, charmap.Windows1252.NewDecoder())
	}
	return r
}
