package find

import (
	"cmp"
	"slices"
	"unicode/utf8"
)

// Near is a word of the publication that looks like one of a query that is not in it.
type Near struct {
	Asked string // folded
	Word  string // as it is written
	Text  string // the query with the word in the place of the other
}

// mostNear bounds the suggestions; short words look like too many others.
const (
	mostNear     = 4
	shortestNear = 5
)

// near returns suggestions for the words of a query that nothing holds, the likeliest first.
func (x *Index) near(q Query) []Near {
	var all []Near
	for _, asked := range q.words {
		if utf8.RuneCountInString(asked.folded) < shortestNear || x.holds(asked) {
			continue
		}
		for _, s := range x.like(asked) {
			all = append(all, Near{asked.folded, s, q.With(asked.folded, s)})
		}
	}
	return all[:min(len(all), mostNear)]
}

func (x *Index) holds(asked word) bool {
	for _, known := range x.vocabulary {
		if asked.fits(known.word) != differs {
			return true
		}
	}
	return false
}

// like returns the words at a short distance of one, the closest then the most frequent first.
func (x *Index) like(asked word) []string {
	type close struct {
		known
		distance int
	}
	var found []close
	allowed := 1
	if utf8.RuneCountInString(asked.folded) > 5 {
		allowed = 2
	}
	for _, k := range x.vocabulary {
		if d := distance(asked.folded, k.folded, allowed); d <= allowed {
			found = append(found, close{k, d})
		}
	}
	slices.SortFunc(found, func(a, b close) int {
		return cmp.Or(cmp.Compare(a.distance, b.distance), cmp.Compare(b.count, a.count), cmp.Compare(a.folded, b.folded))
	})
	var words []string
	stems := map[string]bool{}
	for _, f := range found {
		if !stems[f.stem] {
			stems[f.stem] = true
			words = append(words, f.shown)
		}
	}
	return words
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
