package sheet

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"strconv"
	"unicode/utf8"

	"github.com/segur-tracker/segur/internal/archive"
	"github.com/segur-tracker/segur/internal/sheet/markup"
)

// texts are those that cells of a workbook name by number. They lie end to end in pages, since millions of strings
// would take several times their length.
type texts struct {
	pages  [][]byte
	places []uint32 // page and offset of each, where its length stands before it
	bytes  int
}

const (
	pageBits  = 18
	pageBytes = 1 << pageBits // more than the longest text
	textCosts = 8             // bytes beside those of the text
)

// add keeps one more text, and reports whether all are within a limit.
func (t *texts) add(text []byte, most int) bool {
	if t.bytes += len(text) + textCosts; t.bytes > most || len(text)+binary.MaxVarintLen32 > pageBytes {
		return false
	}
	last := len(t.pages) - 1
	if last < 0 || len(t.pages[last])+len(text)+binary.MaxVarintLen32 > pageBytes {
		t.pages = append(t.pages, nil)
		last++
	}
	t.places = append(t.places, uint32(last<<pageBits|len(t.pages[last])))
	t.pages[last] = binary.AppendUvarint(t.pages[last], uint64(len(text)))
	t.pages[last] = append(t.pages[last], text...)
	return true
}

// at returns a text by the number that a cell has for it.
func (t *texts) at(number []byte) (string, bool) {
	i, err := strconv.Atoi(string(number))
	if err != nil || i < 0 || i >= len(t.places) {
		return "", false
	}
	page, offset := t.places[i]>>pageBits, t.places[i]&(pageBytes-1)
	length, n := binary.Uvarint(t.pages[page][offset:])
	from := int(offset) + n
	return string(t.pages[page][from : from+int(length)]), true
}

// readTexts reads the shared texts of a workbook. Of a text that is too long so much is kept that its cell is refused.
func readTexts(ctx context.Context, packed *archive.Archive, part string, limits Limits, longest int) (*texts, error) {
	t := &texts{}
	if part == "" {
		return t, nil
	}
	from, err := packed.Open(part)
	if err != nil {
		return nil, err
	}
	defer func() { _ = from.Close() }() // nothing was written
	r := markup.New(reading{ctx, from})
	var text []byte
	for {
		event, err := r.Next()
		switch {
		case errors.Is(err, io.EOF):
			return t, nil
		case err != nil:
			return nil, err
		case event == markup.Start && r.Depth() == 2 && string(r.Local()) == "si":
			if text, err = richText(r, text[:0], longest); err != nil {
				return nil, err
			}
			if !t.add(text, limits.Strings) {
				return nil, &Refusal{Reason: ReasonStrings, Part: part, Most: limits.Strings}
			}
		}
	}
}

// richText reads the text of an element that holds it in pieces, each with its look, up to its end. How it is
// pronounced is left out.
func richText(r *markup.Reader, text []byte, longest int) ([]byte, error) {
	depth, inside := r.Depth(), false
	for {
		event, err := r.Next()
		switch {
		case err != nil:
			return nil, err
		case event == markup.Text && inside && len(text) < longest:
			text = append(text, r.Text()...)
		case event == markup.End && r.Depth() < depth:
			return unescape(text), nil
		case event == markup.Start && string(r.Local()) == "rPh":
			err = r.Skip()
		case event == markup.Start:
			inside = string(r.Local()) == "t"
		case event == markup.End:
			inside = false
		}
		if err != nil {
			return nil, err
		}
	}
}

// unescape undoes how Excel writes what XML cannot hold: "_x000D_" is a part of an end of line. What no text holds is left out.
func unescape(text []byte) []byte {
	if !bytes.Contains(text, []byte("_x")) {
		return text
	}
	var out []byte
	for rest := text; len(rest) > 0; {
		if len(rest) >= 7 && rest[0] == '_' && rest[1] == 'x' && rest[6] == '_' {
			if n, err := strconv.ParseUint(string(rest[2:6]), 16, 16); err == nil {
				if n > 0 {
					out = utf8.AppendRune(out, rune(n))
				}
				rest = rest[7:]
				continue
			}
		}
		out, rest = append(out, rest[0]), rest[1:]
	}
	return bytes.ReplaceAll(bytes.ReplaceAll(out, []byte("\r\n"), []byte("\n")), []byte("\r"), []byte("\n"))
}
