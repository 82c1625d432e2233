package find

import (
	"cmp"
	"slices"
)

// Hit is an entry that a query finds, with its weight.
type Hit struct {
	*Entry
	Score int
}

// Result is what a query finds.
type Result struct {
	Query   Query
	Groups  []Group // the one with the best answer first
	Partial bool    // nothing holds all words: the answers hold most of them
	Near    []Near  // words that readers may have meant
}

// Group is the answers of a kind, best first.
type Group struct {
	Kind Kind
	Hits []Hit
}

// Total counts the answers.
func (r Result) Total() int {
	n := 0
	for _, g := range r.Groups {
		n += len(g.Hits)
	}
	return n
}

// Group returns the answers of a kind.
func (r Result) Group(k Kind) Group {
	for _, g := range r.Groups {
		if g.Kind == k {
			return g
		}
	}
	return Group{Kind: k}
}

// Search finds the entries that hold every word of a query; when there are none, those that hold the
// most of them, at least half.
func (x *Index) Search(q Query) Result {
	r := Result{Query: q}
	if q.Empty() {
		return r
	}
	most, hits := 0, map[Kind][]Hit{}
	for i := range x.entries {
		e := &x.entries[i]
		score, found := q.score(e)
		if found < most || 2*found < len(q.words) || found == 0 {
			continue
		}
		if found > most {
			most, hits = found, map[Kind][]Hit{}
		}
		hits[e.Kind] = append(hits[e.Kind], Hit{e, score})
	}
	r.Partial = most > 0 && most < len(q.words)
	for _, kind := range Kinds() {
		if found := hits[kind]; len(found) > 0 {
			slices.SortStableFunc(found, func(a, b Hit) int { return cmp.Compare(b.Score, a.Score) })
			r.Groups = append(r.Groups, Group{kind, found})
		}
	}
	slices.SortStableFunc(r.Groups, func(a, b Group) int { return cmp.Compare(b.Hits[0].Score, a.Hits[0].Score) })
	if most < len(q.words) {
		r.Near = x.near(q)
	}
	return r
}
