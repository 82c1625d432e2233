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
	Query   Query    // that is answered: mended words stand in the place of those that were asked
	Mended  []string // words that nothing holds, as they were asked, which were read as others
	Groups  []Group  // the one with the best answer first
	Partial bool     // nothing holds all words: the answers hold most of them
	Near    []Near   // words that readers may have meant
}

// Group is the answers of a kind.
type Group struct {
	Kind  Kind
	Total int
	Hits  []Hit // best first, at most 100
}

// Total counts the answers.
func (r Result) Total() int {
	n := 0
	for _, g := range r.Groups {
		n += g.Total
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
// most of them, at least half. A word that nothing holds is read as the closest one that something does.
func (x *Index) Search(q Query) Result {
	var r Result
	r.Query, r.Mended = x.mend(q)
	most := 0
	r.Groups, most = x.groups(r.Query)
	r.Partial = len(r.Groups) > 0 && most < len(r.Query.words)
	r.Near = x.near(q, r)
	return r
}

// groups returns what holds the most words of a query, and how many these are.
func (x *Index) groups(q Query) (groups []Group, most int) {
	if q.Empty() {
		return nil, 0
	}
	t := x.tallies.Get().(*tallies)
	defer func() {
		t.clear()
		x.tallies.Put(t)
	}()
	x.tally(q, t)
	if most = t.most(); 2*most >= len(q.words) {
		groups = x.rank(q, t, most)
	}
	return groups, most
}

// rank groups the entries that hold so many words of a query.
func (x *Index) rank(q Query, t *tallies, most int) []Group {
	var rankings [len(kinds)]ranking
	stems := make([]int32, 0, len(q.words))
	for _, w := range q.words {
		if stem, known := x.stems[w.stem]; known {
			stems = append(stems, stem)
		}
	}
	for _, doc := range t.met {
		one := t.of[doc]
		if int(one.found) != most {
			continue
		}
		score := int(one.score)
		// Nothing is worth as much as a word of the title: this is the sum only where all stand in it.
		if score == titleSame*len(q.words) && holdsRun(x.titles[doc], stems) {
			score += inOneRun
			if len(x.titles[doc]) == len(q.words) {
				score += whole
			}
		}
		place := x.places[doc]
		rankings[place].add(ranked{doc, score * x.times[place]})
	}
	var groups []Group
	for i, r := range rankings {
		if r.total == 0 {
			continue
		}
		g := Group{Kind: kinds[i], Total: r.total}
		for _, one := range r.best {
			g.Hits = append(g.Hits, Hit{&x.entries[one.doc], one.score})
		}
		groups = append(groups, g)
	}
	slices.SortStableFunc(groups, func(a, b Group) int { return cmp.Compare(b.Hits[0].Score, a.Hits[0].Score) })
	return groups
}

// holdsRun reports whether words stand in a title one after the other.
func holdsRun(title, words []int32) bool {
	for i := range title {
		if runs(title[i:], words) {
			return true
		}
	}
	return false
}
