package find

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/segur-tracker/segur/internal/glossary"
	"github.com/segur-tracker/segur/internal/postings"
)

// maker fills an index.
type maker struct {
	x        *Index
	glossary *glossary.Glossary
	held     postings.Builder
	tokens   map[string]token
	// What terms bring to the entries that use them or spell them out: numbers of words.
	abbrs, longs [][]int
	spelled      map[int32][]spelling // by the first stem of the long form
}

// token is a piece of text between spaces and the like, as it was read once: folding costs more than all else.
type token struct {
	ids   []int // of its words, the small ones left out
	shown []int // those that suggestions may offer, as they stand
}

// spelling is the long form of a term, by stems.
type spelling struct {
	term  int
	stems []int32
}

func newMaker(o Options) *maker {
	m := &maker{x: &Index{stems: map[string]int32{}}, glossary: o.Glossary, tokens: map[string]token{}, spelled: map[int32][]spelling{}}
	for i, t := range o.Glossary.Terms(o.Words.Lang()) {
		long := m.ids(t.Long)
		m.abbrs = append(m.abbrs, m.ids(t.Abbr))
		m.longs = append(m.longs, append(long, m.ids(t.French)...))
		if stems := m.stems(long); len(stems) > 0 {
			m.spelled[stems[0]] = append(m.spelled[stems[0]], spelling{i, stems})
		}
	}
	return m
}

// add puts an entry into the index.
func (m *maker) add(e Entry, names string, also ...string) {
	doc := len(m.x.entries)
	m.x.places = append(m.x.places, uint8(slices.Index(kinds[:], e.Kind)))
	put := func(ids []int, part uint8) {
		for _, id := range ids {
			m.held.Add(id, doc, part)
		}
	}
	title, text := m.ids(e.Title), m.ids(e.Text)
	put(title, inTitle)
	put(m.ids(names), inNames)
	put(text, inText)
	for _, s := range also {
		put(m.ids(s), inAlso)
		m.used(s, put)
	}
	m.used(e.Title, put)
	m.used(e.Text, put)
	m.count(e.Title)
	m.count(e.Text)
	stems := m.stems(title)
	m.spells(stems, put)
	m.spells(m.stems(text), put)
	m.x.entries, m.x.titles = append(m.x.entries, e), append(m.x.titles, stems)
}

// used adds the long forms of the terms that a text uses.
func (m *maker) used(text string, put func(ids []int, part uint8)) {
	for _, use := range m.glossary.Find(text) {
		put(m.longs[use.Term], inAlso)
	}
}

// spells adds the terms that a text spells out.
func (m *maker) spells(text []int32, put func(ids []int, part uint8)) {
	for i, first := range text {
		for _, s := range m.spelled[first] {
			if runs(text[i:], s.stems) {
				put(m.abbrs[s.term], inAlso)
			}
		}
	}
}

// ids returns the numbers of the words of a text that say something, in order.
func (m *maker) ids(text string) []int {
	var ids []int
	for piece := range strings.FieldsFuncSeq(text, parts) {
		ids = append(ids, m.read(piece).ids...)
	}
	return ids
}

// count learns how often words stand where readers see them: suggestions offer the usual ones first.
func (m *maker) count(text string) {
	for piece := range strings.FieldsFuncSeq(text, parts) {
		for _, id := range m.read(piece).shown {
			m.x.known[id].count++
		}
	}
}

// parts reports whether a character parts words whatever stands beside it. Other signs, as those of « m² » and « n° », are for
// folding to judge, which may make letters or digits of them.
func parts(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9')
	case r == '\u00a0' || r == '\u202f' || r == '’' || r == '«' || r == '»':
		return true
	}
	return false
}

func (m *maker) read(piece string) token {
	t, met := m.tokens[piece]
	if met {
		return t
	}
	for _, w := range wordsOf(piece) {
		t.ids = append(t.ids, m.id(w))
	}
	for _, field := range strings.FieldsFunc(piece, func(r rune) bool { return !spoken(r) }) {
		if utf8.RuneCountInString(field) < shortestBeginning || strings.ContainsAny(field, digits) {
			continue
		}
		for _, w := range wordsOf(field) {
			id := m.id(w)
			t.shown = append(t.shown, id)
			if k := &m.x.known[id]; k.shown == "" {
				k.shown = strings.ToLower(field)
			}
		}
	}
	m.tokens[piece] = t
	return t
}

func (m *maker) id(w word) int {
	id := m.held.ID(w.folded)
	if id < len(m.x.known) {
		return id
	}
	stem, met := m.x.stems[w.stem]
	if !met {
		stem = int32(len(m.x.forms))
		m.x.stems[w.stem] = stem
		m.x.forms = append(m.x.forms, nil)
	}
	m.x.forms[stem] = append(m.x.forms[stem], id)
	m.x.known = append(m.x.known, known{word: w, number: stem})
	return id
}

// stems returns the numbers of the stems of words.
func (m *maker) stems(ids []int) []int32 {
	stems := make([]int32, len(ids))
	for i, id := range ids {
		stems[i] = m.x.known[id].number
	}
	return stems
}

// runs reports whether a text begins with words, in any form of them.
func runs(text, words []int32) bool {
	if len(text) < len(words) {
		return false
	}
	for i, w := range words {
		if text[i] != w {
			return false
		}
	}
	return true
}
