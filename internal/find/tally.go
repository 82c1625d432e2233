package find

import (
	"cmp"
	"slices"
)

// tally is what a query found of an entry so far.
type tally struct {
	score uint16
	found uint8 // words
	best  uint8 // weight of the word that is looked at
	word  uint8 // its place, from 1
}

// tallies are those of all entries. They are used again: only what was met is cleared.
type tallies struct {
	of  []tally
	met []uint32
}

// note counts what a word of the query is worth in an entry.
func (t *tallies) note(doc uint32, word, weight uint8) {
	one := &t.of[doc]
	switch {
	case one.word == word:
		if weight > one.best {
			one.score += uint16(weight - one.best)
			one.best = weight
		}
		return
	case one.word == 0:
		t.met = append(t.met, doc)
	}
	one.word, one.best = word, weight
	one.score += uint16(weight)
	one.found++
}

func (t *tallies) clear() {
	for _, doc := range t.met {
		t.of[doc] = tally{}
	}
	t.met = t.met[:0]
}

// most returns how many words of the query the best entries hold.
func (t *tallies) most() int {
	most := uint8(0)
	for _, doc := range t.met {
		most = max(most, t.of[doc].found)
	}
	return int(most)
}

// tally looks every word of a query up.
func (x *Index) tally(q Query, t *tallies) {
	for i, asked := range q.words {
		for id, how := range x.fitting(asked) {
			for _, p := range x.held.Held(id) {
				t.note(p.Doc, uint8(i+1), x.worth[how][p.Parts])
			}
		}
	}
}

// fitting yields the words that answer one of a query, with how well they do.
func (x *Index) fitting(asked word) func(yield func(int, fit) bool) {
	return func(yield func(int, fit) bool) {
		stem, known := x.stems[asked.stem]
		if known {
			for _, id := range x.forms[stem] {
				if !yield(id, same) {
					return
				}
			}
		}
		if len(asked.folded) < shortestBeginning {
			return
		}
		for _, id := range x.held.Beginning(asked.folded) {
			if known && x.known[id].number == stem {
				continue
			}
			if !yield(id, begins) {
				return
			}
		}
	}
}

// holds reports whether anything holds a word.
func (x *Index) holds(asked word) bool {
	for id := range x.fitting(asked) {
		if len(x.held.Held(id)) > 0 {
			return true
		}
	}
	return false
}

// mostHits bounds the answers of a kind that are kept: who needs more of them has lists to go through.
const mostHits = 100

// ranking keeps the best answers of a kind, and counts all.
type ranking struct {
	total int
	best  []ranked
}

type ranked struct {
	doc   uint32
	score int
}

// compare orders answers by score and, among equals, as entries stand.
func (r ranked) compare(other ranked) int {
	return cmp.Or(cmp.Compare(other.score, r.score), cmp.Compare(r.doc, other.doc))
}

func (r *ranking) add(one ranked) {
	r.total++
	if len(r.best) == mostHits {
		if worst := r.best[mostHits-1]; one.score < worst.score || one.compare(worst) > 0 {
			return
		}
		r.best = r.best[:mostHits-1]
	}
	place, _ := slices.BinarySearchFunc(r.best, one, ranked.compare)
	r.best = slices.Insert(r.best, place, one)
}
