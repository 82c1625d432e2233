package markup

import (
	"bytes"
	"errors"
	"io"
	"strings"
)

// Event is what a Reader comes to.
type Event int

// The events of a document. An empty element starts and ends.
const (
	Start Event = iota + 1
	End
	Text // a piece of the text of an element; there may be several in a row
)

// Errors of documents that are not read. Those of the reader below are passed on.
var (
	ErrBroken   = errors.New("markup: not well formed")
	ErrDoctype  = errors.New("markup: document type or unknown entity")
	ErrEncoding = errors.New("markup: not UTF-8")
	ErrLarge    = errors.New("markup: a tag is too long or elements are too deep")
)

const (
	block   = 64 << 10 // bytes read at once, and about the most that one text event holds
	longest = 1 << 20  // bytes of one tag
	deepest = 256      // elements within each other
	most    = 256      // attributes of one element
)

// Reader reads one document. What its methods return is valid until the next event.
type Reader struct {
	from io.Reader
	buf  []byte
	at   int   // of what is not read yet, in buf
	err  error // of from, io.EOF at its end

	name  []byte
	attrs []attr
	text  []byte
	spare []byte // room for what is not read as it stands in buf

	names   []byte // of the open elements, one after the other
	starts  []int  // of each in names
	begun   bool   // the root has been met
	empty   bool   // an element that ends where it starts
	section bool   // inside of CDATA
}

type attr struct{ name, value []byte }

// New returns a reader of a document.
func New(r io.Reader) *Reader { return &Reader{from: r, buf: make([]byte, 0, block)} }

// Name returns the name of the element that starts or ends, with its prefix.
func (r *Reader) Name() []byte { return r.name }

// Local returns the name without its prefix.
func (r *Reader) Local() []byte { return r.name[bytes.IndexByte(r.name, ':')+1:] }

// Depth returns how many elements are open, the one that starts included and the one that ends not.
func (r *Reader) Depth() int { return len(r.starts) }

// Attr returns an attribute of the element that starts, by its name with prefix, nil for none.
func (r *Reader) Attr(name string) []byte {
	for i := range r.attrs {
		if string(r.attrs[i].name) == name {
			return r.attrs[i].value
		}
	}
	return nil
}

// Each gives every attribute of the element that starts.
func (r *Reader) Each(see func(name, value []byte)) {
	for i := range r.attrs {
		see(r.attrs[i].name, r.attrs[i].value)
	}
}

// Text returns the piece of text, without markup.
func (r *Reader) Text() []byte { return r.text }

// Skip reads to the end of the element that starts.
func (r *Reader) Skip() error {
	for depth := r.Depth(); r.Depth() >= depth; {
		if _, err := r.Next(); err != nil {
			return err
		}
	}
	return nil
}

// Next reads on to the next event. After the end of the root it is io.EOF.
func (r *Reader) Next() (Event, error) {
	if r.empty {
		r.empty = false
		return End, r.pop()
	}
	for {
		if r.at == len(r.buf) && !r.fill() {
			return 0, r.end()
		}
		switch {
		case r.section:
			if found, err := r.verbatim(); found || err != nil {
				return Text, err
			}
		case r.buf[r.at] != '<':
			if found, err := r.words(); found || err != nil {
				return Text, err
			}
		default:
			if event, err := r.markup(); event != 0 || err != nil {
				return event, err
			}
		}
	}
}

// end tells what the end of the bytes is.
func (r *Reader) end() error {
	switch {
	case !errors.Is(r.err, io.EOF):
		return r.err
	case !r.begun, len(r.starts) > 0, r.section:
		return ErrBroken
	}
	return io.EOF
}

// cut says why something is not complete.
func (r *Reader) cut() error {
	if r.err != nil && !errors.Is(r.err, io.EOF) {
		return r.err
	}
	return ErrBroken
}

// fill reads on, and keeps what is not read yet. It reports whether there is more.
func (r *Reader) fill() bool {
	if r.err != nil {
		return false
	}
	if r.at > 0 {
		r.buf = r.buf[:copy(r.buf, r.buf[r.at:])]
		r.at = 0
	}
	if len(r.buf) == cap(r.buf) {
		r.buf = append(make([]byte, 0, 2*cap(r.buf)), r.buf...)
	}
	for range 100 {
		n, err := r.from.Read(r.buf[len(r.buf):cap(r.buf)])
		r.buf = r.buf[:len(r.buf)+n]
		if r.err = err; n > 0 || err != nil {
			return n > 0
		}
	}
	r.err = io.ErrNoProgress
	return false
}

// has reads until the bytes ahead begin with a word, or cannot.
func (r *Reader) has(word string) bool {
	for len(r.buf)-r.at < len(word) {
		if !strings.HasPrefix(word, string(r.buf[r.at:])) || !r.fill() {
			return false
		}
	}
	return string(r.buf[r.at:r.at+len(word)]) == word
}

// markup reads what a "<" begins. Comments and instructions are no event.
func (r *Reader) markup() (Event, error) {
	if r.at+1 < len(r.buf) && isLetter(r.buf[r.at+1]) {
		return Start, r.startTag() // as most are
	}
	switch {
	case r.has("</"):
		return End, r.endTag()
	case r.has("<!--"):
		return 0, r.comment()
	case r.has("<![CDATA["):
		if len(r.starts) == 0 {
			return 0, ErrBroken
		}
		r.at += len("<![CDATA[")
		r.section = true
		return 0, nil
	case r.has("<!"):
		return 0, ErrDoctype
	case r.has("<?"):
		return 0, r.instruction()
	}
	return Start, r.startTag()
}

// comment goes past a comment, however long it is.
func (r *Reader) comment() error {
	r.at += len("<!--")
	for {
		i := bytes.Index(r.buf[r.at:], []byte("--"))
		if i < 0 {
			r.at = max(r.at, len(r.buf)-1)
			if !r.fill() {
				return r.cut()
			}
			continue
		}
		if r.at += i; !r.has("-->") {
			return ErrBroken // no two dashes inside
		}
		r.at += len("-->")
		return nil
	}
}

// instruction reads a processing instruction, and of the declaration its encoding.
func (r *Reader) instruction() error {
	for {
		i := bytes.Index(r.buf[r.at+len("<?"):], []byte("?>"))
		if i < 0 {
			if len(r.buf)-r.at > block || !r.fill() {
				return r.cut()
			}
			continue
		}
		body := r.buf[r.at+len("<?"):][:i]
		r.at += len("<?") + i + len("?>")
		if rest, ok := bytes.CutPrefix(body, []byte("xml")); ok && (len(rest) == 0 || isSpace(rest[0])) {
			return declaration(rest)
		}
		if len(body) == 0 || !validName(body[:nameEnd(body)]) {
			return ErrBroken
		}
		return plain(body)
	}
}

// declaration reads what a document says of its version and encoding.
func declaration(body []byte) error {
	version, ok := said(body, "version")
	if !ok || version != "" && version != "1.0" {
		return ErrBroken
	}
	encoding, ok := said(body, "encoding")
	switch {
	case !ok:
		return ErrBroken
	case encoding != "" && !strings.EqualFold(encoding, "utf-8"):
		return ErrEncoding
	}
	return nil
}

// said returns what a declaration says of something, "" for nothing, and whether it says it properly.
func said(body []byte, of string) (string, bool) {
	_, after, found := bytes.Cut(body, []byte(of))
	if !found {
		return "", true
	}
	if len(after) < 2 || after[0] != '=' || after[1] != '"' && after[1] != '\'' {
		return "", false
	}
	value, _, closed := bytes.Cut(after[2:], after[1:2])
	return string(value), closed
}
