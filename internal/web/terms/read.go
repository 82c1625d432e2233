package terms

import (
	"bytes"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// reading is what a place of a page allows, the freest first.
type reading int

const (
	prose  reading = iota // running text: a term is linked and explained
	terse                 // a heading, a cell, what unfolds: a term is linked
	listed                // inside a link, a control or a head: a term is only noticed
	silent                // a drawing, a form field, another language: nothing is looked at
)

// stretch is a run of text of a page. Stretches of one block are one sentence to readers.
type stretch struct {
	from, to int
	reading  reading
	block    int
}

// pageTexts is what reading a page finds: its texts, and the empty element that waits for the list of
// terms; box is empty when there is none.
type pageTexts struct {
	texts []stretch
	box   stretch
}

// The names that markup gives to places: the element for the list of terms, which stands empty in
// its template, and one whose text is to stay as it is.
const (
	boxName   = "data-terms"
	plainName = "data-plain"
)

// openElement is an element whose end has not come yet.
type openElement struct {
	name    string
	reading reading
	main    bool
	box     bool
}

// reader walks through the tags of a page.
type reader struct {
	body  []byte
	lang  string
	at    int
	block int
	open  []openElement
	found pageTexts
}

// read finds the texts of the main part of a page that is in a language. Pages are well formed.
func read(body []byte, lang string) pageTexts {
	r := reader{body: body, lang: lang}
	for z := html.NewTokenizer(bytes.NewReader(body)); ; {
		kind := z.Next()
		from := r.at
		r.at += len(z.Raw())
		switch kind {
		case html.ErrorToken:
			return r.found
		case html.StartTagToken:
			name, _ := z.TagName()
			r.start(string(name), from)
		case html.EndTagToken:
			name, _ := z.TagName()
			if r.end(string(name)) {
				return r.found
			}
		case html.TextToken:
			r.text(from)
		}
	}
}

func (r *reader) now() reading {
	if len(r.open) == 0 {
		return silent
	}
	return r.open[len(r.open)-1].reading
}

func (r *reader) start(name string, from int) {
	if void(name) {
		return
	}
	if !inline(name) {
		r.block++
	}
	tag := r.body[from:r.at]
	own, main := max(r.now(), r.of(name, tag)), name == "main"
	if main {
		own = prose
	}
	box := own < silent && bytes.Contains(tag, []byte(" "+boxName))
	if box {
		r.found.box = stretch{from: from, to: r.at}
	}
	r.open = append(r.open, openElement{name, own, main, box})
}

// end closes an element and reports whether it was the main part.
func (r *reader) end(name string) bool {
	if !inline(name) {
		r.block++
	}
	last := len(r.open) - 1
	if last < 0 || r.open[last].name != name {
		return false
	}
	if r.open[last].box {
		r.found.box.to = r.at
	}
	main := r.open[last].main
	r.open = r.open[:last]
	return main
}

func (r *reader) text(from int) {
	if now := r.now(); now < silent {
		r.found.texts = append(r.found.texts, stretch{from, r.at, now, r.block})
	}
}

// of returns what an element allows by itself.
func (r *reader) of(name string, tag []byte) reading {
	switch {
	case r.mute(tag):
		return silent
	case bytes.Contains(tag, []byte(`"seg-source"`)): // who publishes a document, where no link names it
		return listed
	}
	switch name {
	case "svg", "script", "style", "code", "pre", "textarea", "select", "template", "data", "iframe":
		return silent
	case "a", "button", "label", "th", "nav", "summary", "caption", "legend", "time", "abbr", "mark":
		return listed
	case "h1", "h2", "h3", "h4", "h5", "h6", "td", "dt", "figcaption", "details":
		return terse
	}
	return prose
}

// mute reports whether the attributes of an element keep its text from readers, say that it is in
// another language, or ask to leave it alone.
func (r *reader) mute(tag []byte) bool {
	if !bytes.ContainsRune(tag, ' ') {
		return false
	}
	if _, after, found := bytes.Cut(tag, []byte(` lang="`)); found && !bytes.HasPrefix(after, []byte(r.lang+`"`)) {
		return true
	}
	return slices.ContainsFunc([]string{`aria-hidden="true"`, " hidden", "govuk-visually-hidden", " " + plainName}, func(sign string) bool {
		return bytes.Contains(tag, []byte(sign))
	})
}

// inline reports whether an element stands within a sentence.
func inline(name string) bool {
	return slices.Contains([]string{"a", "span", "strong", "em", "b", "i", "small", "data", "abbr", "time", "mark", "sup", "sub", "q", "cite"}, name)
}

func void(name string) bool {
	return slices.Contains([]string{"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}, name)
}

// around returns the text of the same block before and after a place in a text. Texts that are not
// read do not count.
func (s pageTexts) around(body []byte, text, from, to int) (before, after string) {
	var head, tail strings.Builder
	block, first := s.texts[text].block, text
	for first > 0 && s.texts[first-1].block == block {
		first--
	}
	for _, one := range s.texts[first:text] {
		head.Write(body[one.from:one.to])
	}
	head.Write(body[s.texts[text].from:from])
	tail.Write(body[to:s.texts[text].to])
	for _, one := range s.texts[text+1:] {
		if one.block != block {
			break
		}
		tail.Write(body[one.from:one.to])
	}
	return html.UnescapeString(head.String()), html.UnescapeString(tail.String())
}
