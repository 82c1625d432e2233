package find

import "strings"

// mostWords bounds the words of a query that count.
const mostWords = 12

// Query is what a reader asks for.
type Query struct {
	text  string
	words []word
}

// Ask reads a text. The small words of a sentence count for nothing, unless there are no others.
func Ask(text string) Query {
	q := Query{text: text}
	seen := map[string]bool{}
	for _, w := range wordsOf(text) {
		if !seen[w.stem] && len(q.words) < mostWords {
			seen[w.stem] = true
			q.words = append(q.words, w)
		}
	}
	return q
}

// Empty reports whether nothing is asked for.
func (q Query) Empty() bool { return len(q.words) == 0 }

// Weights of a word found, by where and how well.
const (
	titleSame, titleBegins = 12, 7
	nameSame, nameBegins   = 10, 6
	textSame, textBegins   = 4, 2
	alsoSame, alsoBegins   = 2, 1
	inOneRun               = 10 // the words stand side by side in the title
	whole                  = 15 // the title says nothing else
)

// score weighs an entry and counts the words of the query that it has.
func (q Query) score(e *Entry) (score, found int) {
	for _, asked := range q.words {
		best := 0
		for _, field := range []struct {
			words       []word
			same, begin int
		}{{e.title, titleSame, titleBegins}, {e.names, nameSame, nameBegins}, {e.text, textSame, textBegins}, {e.also, alsoSame, alsoBegins}} {
			switch asked.best(field.words) {
			case same:
				best = max(best, field.same)
			case begins:
				best = max(best, field.begin)
			}
		}
		if best > 0 {
			score, found = score+best, found+1
		}
	}
	if found == len(q.words) && q.run(e.title) {
		score += inOneRun
		if len(e.title) == len(q.words) {
			score += whole
		}
	}
	return score * times(e.Kind), found
}

// times is how much an answer of a kind is worth: who names a region or a state wants it, and documents
// say in their titles what the site says itself.
func times(k Kind) int {
	switch k {
	case Regions:
		return 6
	case States:
		return 4
	case Departments:
		return 3
	case Sources:
		return 1
	}
	return 2
}

// run reports whether the words of the query stand in a title one after the other.
func (q Query) run(title []word) bool {
	for i := range max(0, len(title)-len(q.words)+1) {
		all := true
		for j, asked := range q.words {
			all = all && asked.fits(title[i+j]) == same
		}
		if all {
			return true
		}
	}
	return false
}

// With returns the text of the query with one of its words in the place of another.
func (q Query) With(old, replacement string) string {
	var words []string
	for _, field := range strings.Fields(q.text) {
		for _, w := range wordsOf(field) {
			if w.folded == old {
				field = replacement
			}
		}
		words = append(words, field)
	}
	return strings.Join(words, " ")
}
