package markup

import (
	"bytes"
	"strconv"
	"unicode/utf8"
)

// words reads a piece of text up to the next tag. It reports whether it is an event: around the root only space may
// stand, which is none.
func (r *Reader) words() (bool, error) {
	end := bytes.IndexByte(r.buf[r.at:], '<')
	for end < 0 && len(r.buf)-r.at < block && r.fill() {
		end = bytes.IndexByte(r.buf[r.at:], '<')
	}
	piece := r.buf[r.at:]
	if end >= 0 {
		piece = piece[:end]
	} else if r.err == nil {
		piece = whole(piece)
	}
	if len(piece) == 0 {
		return false, ErrBroken
	}
	r.at += len(piece)
	if len(r.starts) == 0 {
		if !r.begun {
			piece = bytes.TrimPrefix(piece, []byte("\ufeff"))
		}
		if len(bytes.TrimLeft(piece, " \t\r\n")) > 0 {
			return false, ErrBroken
		}
		return false, nil
	}
	if bytes.Contains(piece, []byte("]]>")) {
		return false, ErrBroken
	}
	var err error
	r.spare = r.spare[:0]
	r.text, err = r.resolve(piece)
	return true, err
}

// verbatim reads a piece of a CDATA section.
func (r *Reader) verbatim() (bool, error) {
	end := bytes.Index(r.buf[r.at:], []byte("]]>"))
	for end < 0 && len(r.buf)-r.at < block && r.fill() {
		end = bytes.Index(r.buf[r.at:], []byte("]]>"))
	}
	piece := r.buf[r.at:]
	switch {
	case end >= 0:
		piece, r.section = piece[:end], false
		r.at += end + len("]]>")
	case r.err != nil:
		return false, r.cut()
	default:
		piece = whole(piece[:len(piece)-2]) // the end of the section may be cut
		r.at += len(piece)
	}
	r.text = lines(piece)
	return len(piece) > 0, plain(piece)
}

// whole cuts a piece of text where neither a letter, an entity nor an end of line goes on.
func whole(piece []byte) []byte {
	for i := 1; i < utf8.UTFMax && i <= len(piece); i++ {
		if last := piece[len(piece)-i:]; utf8.RuneStart(last[0]) {
			if !utf8.FullRune(last) {
				piece = piece[:len(piece)-i]
			}
			break
		}
	}
	if i := bytes.LastIndexByte(piece, '&'); i > 0 && i > len(piece)-longestEntity {
		piece = piece[:i]
	}
	return bytes.TrimRight(piece, "\r")
}

// longestEntity is that of a letter by its number, in bytes.
const longestEntity = 12

// resolve gives a text without entities and with plain ends of lines.
func (r *Reader) resolve(text []byte) ([]byte, error) {
	if err := plain(text); err != nil {
		return nil, err
	}
	next := bytes.IndexByte(text, '&')
	if next < 0 {
		return lines(text), nil
	}
	from := len(r.spare)
	for ; next >= 0; next = bytes.IndexByte(text, '&') {
		r.spare = append(r.spare, lines(text[:next])...)
		end := bytes.IndexByte(text[next:min(len(text), next+longestEntity)], ';')
		if end < 0 {
			return nil, ErrBroken
		}
		letter, ok := entity(string(text[next+1 : next+end]))
		if !ok {
			return nil, ErrDoctype
		}
		r.spare = utf8.AppendRune(r.spare, letter)
		text = text[next+end+1:]
	}
	r.spare = append(r.spare, lines(text)...)
	return r.spare[from:], nil
}

// entity returns the letter that an entity stands for.
func entity(name string) (rune, bool) {
	switch name {
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "amp":
		return '&', true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	}
	base, digits := 10, ""
	switch {
	case len(name) > 2 && name[:2] == "#x":
		base, digits = 16, name[2:]
	case len(name) > 1 && name[0] == '#':
		digits = name[1:]
	}
	n, err := strconv.ParseUint(digits, base, 32)
	letter := rune(min(n, utf8.MaxRune+1))
	return letter, err == nil && digits[0] != '+' && utf8.ValidRune(letter) && allowed(letter)
}

func allowed(letter rune) bool {
	return letter >= ' ' && letter != 0xFFFE && letter != 0xFFFF || letter == '\t' || letter == '\n' || letter == '\r'
}

// lines makes every end of line a plain one. It may change text, which lies in a buffer of the reader.
func lines(text []byte) []byte {
	if bytes.IndexByte(text, '\r') < 0 {
		return text
	}
	return bytes.ReplaceAll(bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")), []byte("\r"), []byte("\n"))
}

// plain refuses letters that XML does not know.
func plain(text []byte) error {
	ascii := true
	for _, c := range text {
		if c < ' ' && c != '\n' && c != '\t' && c != '\r' {
			return ErrBroken
		}
		ascii = ascii && c < utf8.RuneSelf
	}
	switch {
	case ascii:
	case !utf8.Valid(text):
		return ErrEncoding
	case bytes.Contains(text, []byte("\uffff")), bytes.Contains(text, []byte("\ufffe")):
		return ErrBroken
	}
	return nil
}
