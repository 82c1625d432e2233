package find

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"
	"unicode/utf8"
)

// Near is a word of the publication that readers may have meant, or one of their own that something holds.
type Near struct {
	Asked string // folded
	Word  string // as it is written
	Text  string // what to ask: the query with the word in the place of the other, or the word alone
	Kinds []Tally
}

// Tally is how many entries of a kind hold a word.
type Tally struct {
	Kind  Kind
	Total int
}

// mostNear bounds the suggestions. A word of four letters is a letter away from others more often than not (lits: lots, lien,
// liés), one of five or more seldom is: shorter ones are neither mended nor suggested.
const (
	mostNear     = 4
	shortestNear = 5
)

// mend reads each word that nothing holds as the likeliest of those that are one typing error away. What something holds is never
// read as anything else.
func (x *Index) mend(q Query) (Query, []string) {
	mended, vain := q, []string(nil)
	for _, asked := range q.words {
		if !x.mendable(asked) {
			continue
		}
		if like := x.like(asked, 1); len(like) > 0 {
			vain = append(vain, q.typed(asked))
			mended.text = mended.With(asked.folded, like[0].shown)
		}
	}
	if vain == nil {
		return q, nil
	}
	return Ask(mended.text), vain
}

func (x *Index) mendable(asked word) bool {
	return utf8.RuneCountInString(asked.folded) >= shortestNear && !strings.ContainsAny(asked.folded, digits) && !x.holds(asked)
}

// near returns suggestions: other words for those that nothing holds, the likeliest first and, where nothing was found, what
// each says and the words that do say something.
func (x *Index) near(asked Query, r Result) []Near {
	var all []Near
	for _, w := range asked.words {
		if len(all) >= mostNear || !x.mendable(w) {
			continue
		}
		allowed := 1
		if utf8.RuneCountInString(w.folded) > shortestNear {
			allowed = 2
		}
		for _, k := range x.like(w, allowed) {
			if slices.Contains(r.Query.words, k.word) {
				continue // the word is read as this one
			}
			all = append(all, Near{Asked: w.folded, Word: k.shown, Text: asked.With(w.folded, k.shown)})
		}
	}
	if len(r.Groups) > 0 {
		return all[:min(len(all), mostNear)]
	}
	for i := range all {
		all[i].Text = all[i].Word
	}
	var held []Near
	for _, w := range r.Query.words {
		if len(r.Query.words) > 1 && x.holds(w) {
			typed := r.Query.typed(w)
			held = append(held, Near{w.folded, typed, typed, nil})
		}
	}
	all = append(held, all...)
	all = all[:min(len(all), mostNear)]
	for i := range all {
		groups, _ := x.groups(Ask(all[i].Text))
		for _, g := range groups {
			all[i].Kinds = append(all[i].Kinds, Tally{g.Kind, g.Total})
		}
	}
	return all
}

// like returns the words at a short distance of one, the most frequent first, one of each stem: those within a letter or, without
// any, those whose stem is, since readers misspell plurals too, or else those a little further away.
func (x *Index) like(asked word, allowed int) []known {
	s := x.shapes()
	ids := s.words.near(asked.folded, 1)
	if len(ids) == 0 && utf8.RuneCountInString(asked.stem) >= shortestNear {
		for _, stem := range s.stems.near(asked.stem, 1) {
			ids = append(ids, x.forms[stem]...)
		}
		ids = slices.DeleteFunc(ids, func(id int) bool { return !x.offers(id) })
	}
	if len(ids) == 0 && allowed > 1 {
		ids = s.words.near(asked.folded, allowed)
	}
	slices.SortFunc(ids, func(a, b int) int {
		return cmp.Or(cmp.Compare(x.known[b].count, x.known[a].count), cmp.Compare(x.known[a].folded, x.known[b].folded))
	})
	var words []known
	stems := map[int32]bool{}
	for _, id := range ids {
		if k := x.known[id]; !stems[k.number] {
			stems[k.number] = true
			words = append(words, k)
		}
	}
	return words
}

// offers reports whether readers may be offered a word.
func (x *Index) offers(id int) bool { return x.known[id].shown != "" && len(x.held.Held(id)) > 0 }

const digits = "0123456789"

// shapes are the words and stems of an index by what is seen of them at a glance: measuring the distance to each would take
// longer than all the rest.
type shapes struct{ words, stems shaped }

type shaped map[int][]shape // by length

type shape struct {
	text    string
	letters uint64
	id      int
}

func (x *Index) shape() shapes {
	s := shapes{shaped{}, shaped{}}
	for id, k := range x.known {
		if x.offers(id) {
			s.words.add(k.folded, id)
		}
	}
	for stem, id := range x.stems {
		s.stems.add(stem, int(id))
	}
	return s
}

func (s shaped) add(text string, id int) {
	size := utf8.RuneCountInString(text)
	s[size] = append(s[size], shape{text, lettersOf(text), id})
}

// near returns the numbers of what is within a distance of a text.
func (s shaped) near(text string, allowed int) []int {
	var ids []int
	size, letters := utf8.RuneCountInString(text), lettersOf(text)
	for other := size - allowed; other <= size+allowed; other++ {
		for _, one := range s[other] {
			// A letter that changes is one less and one more.
			if bits.OnesCount64(one.letters^letters) <= 2*allowed && distance(text, one.text, allowed) <= allowed {
				ids = append(ids, one.id)
			}
		}
	}
	return ids
}

// lettersOf is the set of the letters of a folded text, those beyond a to z some of them together.
func lettersOf(text string) uint64 {
	var set uint64
	for _, r := range text {
		if 'a' <= r && r <= 'z' {
			set |= 1 << (r - 'a')
		} else {
			set |= 1 << (26 + r%38)
		}
	}
	return set
}

// distance counts the letters to add, drop, change or swap between two words, and stops counting
// past a bound.
func distance(from, to string, bound int) int {
	a, b := []rune(from), []rune(to)
	if len(a)-len(b) > bound || len(b)-len(a) > bound {
		return bound + 1
	}
	before, last, now := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		now[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			now[j] = min(last[j]+1, now[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				now[j] = min(now[j], before[j-2]+1)
			}
			least = min(least, now[j])
		}
		if least > bound {
			return bound + 1
		}
		before, last, now = last, now, before
	}
	return last[len(b)]
}
