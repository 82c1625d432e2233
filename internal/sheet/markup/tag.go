package markup

import "bytes"

// endTag reads a tag that ends an element.
func (r *Reader) endTag() error {
	for {
		i := bytes.IndexByte(r.buf[r.at:], '>')
		if i < 0 {
			if len(r.buf)-r.at > longest {
				return ErrLarge
			}
			if !r.fill() {
				return r.cut()
			}
			continue
		}
		r.name = r.buf[r.at+2 : r.at+i]
		for len(r.name) > 0 && isSpace(r.name[len(r.name)-1]) {
			r.name = r.name[:len(r.name)-1]
		}
		r.at += i + 1
		return r.pop()
	}
}

// pop closes the element whose name was read last.
func (r *Reader) pop() error {
	last := len(r.starts) - 1
	if last < 0 || !bytes.Equal(r.names[r.starts[last]:], r.name) {
		return ErrBroken
	}
	r.names, r.starts = r.names[:r.starts[last]], r.starts[:last]
	return nil
}

// startTag reads a tag that starts an element.
func (r *Reader) startTag() error {
	for from := 1; ; {
		end, quote := tagEnd(r.buf[r.at:], from)
		if end < 0 {
			if len(r.buf)-r.at > longest {
				return ErrLarge
			}
			from = quote // what was looked at need not be looked at again
			if !r.fill() {
				return r.cut()
			}
			continue
		}
		tag := r.buf[r.at+1 : r.at+end]
		r.at += end + 1
		return r.open(tag)
	}
}

// tagEnd returns where the ">" of a tag is; without one it is negative, and from is where to look on.
func tagEnd(b []byte, at int) (end, from int) {
	for at < len(b) {
		switch c := b[at]; c {
		case '>':
			return at, 0
		case '"', '\'':
			i := bytes.IndexByte(b[at+1:], c)
			if i < 0 {
				return -1, at
			}
			at += i + 2
		default:
			at++
		}
	}
	return -1, at
}

// open takes the tag of an element apart.
func (r *Reader) open(tag []byte) error {
	if len(tag) > 0 && tag[len(tag)-1] == '/' {
		r.empty, tag = true, tag[:len(tag)-1]
	}
	end := nameEnd(tag)
	r.name, r.attrs, r.spare = tag[:end], r.attrs[:0], r.spare[:0]
	switch {
	case !validName(r.name), r.begun && len(r.starts) == 0:
		return ErrBroken
	case len(r.starts) == deepest:
		return ErrLarge
	}
	for rest := tag[end:]; ; {
		trimmed := trim(rest)
		if len(trimmed) == 0 {
			break
		}
		var a attr
		var err error
		if len(trimmed) == len(rest) || len(r.attrs) == most {
			return ErrBroken
		}
		if a, rest, err = r.attr(trimmed); err != nil {
			return err
		}
		r.attrs = append(r.attrs, a)
	}
	r.begun = true
	r.starts = append(r.starts, len(r.names))
	r.names = append(r.names, r.name...)
	return nil
}

// attr reads the attribute that a text begins with.
func (r *Reader) attr(text []byte) (a attr, rest []byte, err error) {
	end := nameEnd(text)
	a.name = text[:end]
	text = trim(text[end:])
	if !validName(a.name) || len(text) == 0 || text[0] != '=' {
		return a, nil, ErrBroken
	}
	text = trim(text[1:])
	if len(text) == 0 || text[0] != '"' && text[0] != '\'' {
		return a, nil, ErrBroken
	}
	i := bytes.IndexByte(text[1:], text[0])
	if i < 0 {
		return a, nil, ErrBroken
	}
	value, rest := text[1:i+1], text[i+2:]
	if bytes.IndexByte(value, '<') >= 0 {
		return a, nil, ErrBroken
	}
	a.value, err = r.resolve(value)
	return a, rest, err
}

func trim(b []byte) []byte {
	for len(b) > 0 && isSpace(b[0]) {
		b = b[1:]
	}
	return b
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_' }

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

// nameEnd returns the length of the name that a text begins with.
func nameEnd(b []byte) int {
	for i, c := range b {
		if c <= ' ' || c == '=' || c == '/' {
			return i
		}
	}
	return len(b)
}

// validName reports whether a name is one that office programs write: ASCII, with one prefix at most.
func validName(name []byte) bool {
	colons := 0
	for i, c := range name {
		switch {
		case isLetter(c):
		case ('0' <= c && c <= '9' || c == '-' || c == '.') && i > 0 && name[i-1] != ':':
		case c == ':' && i > 0 && i < len(name)-1 && colons == 0:
			colons++
		default:
			return false
		}
	}
	return len(name) > 0
}
