package find

import (
	"slices"
	"strings"
)

// scanned is an entry with its words, read one text at a time and without an index.
type scanned struct {
	Entry
	parts [4][]word // title, names, text, the rest
}

// Scan finds what holds the most words of a query as the index should, by looking at every word of every entry. Which entries there
// are is read once.
func Scan(o Options) func(q Query) []Group {
	var all []scanned
	collect(o, func(e Entry, names string, also ...string) {
		one := scanned{e, [4][]word{wordsOf(e.Title), wordsOf(names), wordsOf(e.Text), wordsOf(strings.Join(also, " "))}}
		for _, text := range append([]string{e.Title, e.Text}, also...) {
			for _, use := range o.Glossary.Find(text) {
				t := o.Glossary.Terms(o.Words.Lang())[use.Term]
				one.parts[3] = append(one.parts[3], wordsOf(t.Long+" "+t.French)...)
			}
		}
		for _, t := range o.Glossary.Terms(o.Words.Lang()) {
			if long := wordsOf(t.Long); inOrder(long, one.parts[0]) || inOrder(long, one.parts[2]) {
				one.parts[3] = append(one.parts[3], wordsOf(t.Abbr)...)
			}
		}
		all = append(all, one)
	})
	return func(q Query) []Group { return scan(q, all) }
}

func scan(q Query, all []scanned) []Group {
	most, hits := 0, map[Kind][]Hit{}
	for i := range all {
		score, found := all[i].score(q)
		if found < most || 2*found < len(q.words) || found == 0 {
			continue
		}
		if found > most {
			most, hits = found, map[Kind][]Hit{}
		}
		hits[all[i].Kind] = append(hits[all[i].Kind], Hit{&all[i].Entry, score})
	}
	var groups []Group
	for _, kind := range Kinds() {
		if found := hits[kind]; len(found) > 0 {
			slices.SortStableFunc(found, func(a, b Hit) int { return b.Score - a.Score })
			groups = append(groups, Group{kind, len(found), found[:min(len(found), mostHits)]})
		}
	}
	slices.SortStableFunc(groups, func(a, b Group) int { return b.Hits[0].Score - a.Hits[0].Score })
	return groups
}

func (s scanned) score(q Query) (score, found int) {
	same := [4]int{titleSame, nameSame, textSame, alsoSame}
	begins := [4]int{titleBegins, nameBegins, textBegins, alsoBegins}
	for _, asked := range q.words {
		best := 0
		for i, part := range s.parts {
			for _, w := range part {
				switch {
				case w == asked || w.stem == asked.stem:
					best = max(best, same[i])
				case len(asked.folded) >= shortestBeginning && strings.HasPrefix(w.folded, asked.folded):
					best = max(best, begins[i])
				}
			}
		}
		if best > 0 {
			score, found = score+best, found+1
		}
	}
	if found == len(q.words) && inOrder(q.words, s.parts[0]) {
		score += inOneRun
		if len(s.parts[0]) == len(q.words) {
			score += whole
		}
	}
	return score * times(s.Kind), found
}

func inOrder(words, text []word) bool {
	for i := range max(0, len(text)-len(words)+1) {
		if slices.EqualFunc(words, text[i:i+len(words)], func(a, b word) bool { return a.stem == b.stem }) {
			return true
		}
	}
	return false
}
