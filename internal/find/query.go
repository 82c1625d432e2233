package find

import (
	"slices"
	"strings"
)

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

// Text returns what is asked for as it is written.
func (q Query) Text() string { return q.text }

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

// weights is what a word is worth that fits so well, by the parts of an entry that hold it: the best of them counts.
type weights [everyPart]uint8

// weighing gives the weights by fit.
func weighing() (all [same + 1]weights) {
	for _, part := range []struct{ bit, same, begins uint8 }{
		{inTitle, titleSame, titleBegins}, {inNames, nameSame, nameBegins}, {inText, textSame, textBegins}, {inAlso, alsoSame, alsoBegins},
	} {
		for parts := range everyPart {
			if parts&part.bit != 0 {
				all[same][parts] = max(all[same][parts], part.same)
				all[begins][parts] = max(all[begins][parts], part.begins)
			}
		}
	}
	return all
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

// With returns the text of the query with one of its words in the place of another.
func (q Query) With(old, replacement string) string {
	var b strings.Builder
	for run := range runsOf(q.text) {
		if slices.ContainsFunc(wordsOf(run.Text), func(w word) bool { return w.folded == old }) {
			run.Text = replacement
		}
		b.WriteString(run.Text)
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// typed returns a word of the query as the reader wrote it.
func (q Query) typed(w word) string {
	for run := range runsOf(q.text) {
		if slices.Contains(wordsOf(run.Text), w) {
			return run.Text
		}
	}
	return w.folded
}
