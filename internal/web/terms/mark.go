package terms

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"github.com/segur-tracker/segur/internal/glossary"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/web"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Printer renders a template into memory.
type Printer interface {
	Render(name string, data any) ([]byte, error)
}

// Marker explains the first use of each term on a page. It never changes and serves any number of
// goroutines.
type Marker struct {
	glossary *glossary.Glossary
	words    *locale.Bundle
	print    Printer
}

// NewMarker returns a marker that prints marks with the templates "terms/mark" and "terms/box".
func NewMarker(g *glossary.Glossary, words *locale.Bundle, print Printer) *Marker {
	return &Marker{g, words, print}
}

// Mark is a use of a term as it is shown.
type Mark struct {
	Href  string
	Abbr  string // as written: "IPAs"
	Long  string // "" where it is not said
	Aside bool   // the use stands between parentheses
}

// Box lists the terms of a page.
type Box struct {
	*locale.Localizer
	Terms []BoxTerm
	Href  string // of the glossary
}

// BoxTerm is a term in the list.
type BoxTerm struct {
	Abbr, Href, Long string
	French           string // the French long form where Long is English
}

// seen is what a page has said of a term.
type seen struct{ linked, explained bool }

// marking is one page being marked.
type marking struct {
	*Marker
	lang  locale.Lang
	terms []glossary.Term
	to    view.Links
	body  []byte
	found pageTexts
	seen  map[int]*seen
	out   bytes.Buffer
	done  int // bytes of the page that are in out
}

// Mark returns a page with the first use of each term explained and the list of its terms in the
// element that its template gives for it, which is taken away when there is none.
func (m *Marker) Mark(body []byte, r web.Request) ([]byte, error) {
	p := marking{
		Marker: m, lang: r.Lang, terms: m.glossary.Terms(r.Lang), body: body, found: read(body, string(r.Lang)),
		to: view.Links{Lang: r.Lang, Publication: r.Publication}, seen: map[int]*seen{},
	}
	if len(p.found.texts) == 0 {
		return body, nil
	}
	p.out.Grow(len(body) + len(body)/16)
	boxAt := -1
	for i, text := range p.found.texts {
		if box := p.found.box; boxAt < 0 && box.to > 0 && text.from >= box.to {
			boxAt = p.skip(box)
		}
		if err := p.text(i); err != nil {
			return nil, err
		}
	}
	if box := p.found.box; boxAt < 0 && box.to > 0 {
		boxAt = p.skip(box)
	}
	p.out.Write(body[p.done:])
	if boxAt < 0 || len(p.seen) == 0 {
		return p.out.Bytes(), nil
	}
	box, err := p.box()
	return slices.Insert(p.out.Bytes(), boxAt, box...), err
}

// skip leaves a part of the page out and returns the place in the output where it was.
func (p *marking) skip(part stretch) int {
	p.out.Write(p.body[p.done:part.from])
	p.done = part.to
	return p.out.Len()
}

// text marks what a run of text says for the first time.
func (p *marking) text(i int) error {
	text := p.found.texts[i]
	for _, use := range p.glossary.Find(string(p.body[text.from:text.to])) {
		from, to := text.from+use.From, text.from+use.To
		mark, needed := p.mark(i, use.Term, from, to)
		if !needed {
			continue
		}
		printed, err := p.print.Render("terms/mark", mark)
		if err != nil {
			return err
		}
		p.out.Write(p.body[p.done:from])
		p.out.Write(bytes.TrimSpace(printed))
		p.done = to
	}
	return nil
}

// mark decides what a use of a term needs; needed is false for nothing. A heading does not explain:
// the first use in running text still does.
func (p *marking) mark(text, index, from, to int) (mark Mark, needed bool) {
	term, said := p.terms[index], p.seen[index]
	if said == nil {
		said = &seen{}
		p.seen[index] = said
	}
	reading := p.found.texts[text].reading
	if reading == listed || said.explained || (reading == terse && said.linked) {
		return Mark{}, false
	}
	said.linked = true
	mark = Mark{Href: p.place(term), Abbr: string(p.body[from:to])}
	if reading == terse {
		return mark, true
	}
	said.explained = true
	if before, after := p.found.around(p.body, text, from, to); !term.Spelled(before, after) {
		mark.Long, mark.Aside = term.Long, strings.LastIndexByte(before, '(') > strings.LastIndexByte(before, ')')
	}
	return mark, true
}

func (p *marking) place(t glossary.Term) string { return p.to.Section("glossary") + "#" + t.Slug }

// box prints the list of the terms of the page, in the order of the glossary.
func (p *marking) box() ([]byte, error) {
	box := Box{Localizer: p.words.For(p.lang), Href: p.to.Section("glossary")}
	for i, t := range p.terms {
		if p.seen[i] == nil {
			continue
		}
		line := BoxTerm{Abbr: t.Abbr, Href: p.place(t), Long: t.Long}
		if t.Long != t.French {
			line.French = t.French
		}
		box.Terms = append(box.Terms, line)
	}
	printed, err := p.print.Render("terms/box", box)
	return bytes.TrimSpace(printed), cmp.Or(err, box.Err())
}
