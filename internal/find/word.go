package find

import (
	"iter"
	"strings"
	"unicode"

	"github.com/segur-tracker/segur/internal/fold"
	"github.com/segur-tracker/segur/internal/stem"
)

// word is one word of a text as the search compares it.
type word struct{ folded, stem string }

// wordsOf returns the words of a text that say something, in order.
func wordsOf(text string) []word {
	var words []word
	for _, folded := range strings.Fields(fold.Text(text)) {
		if !small[folded] {
			words = append(words, word{folded, stem.Of(folded)})
		}
	}
	return words
}

// small are the words, French and English, that texts on any subject share. Readers ask in
// sentences: « où en sont les lits ? »
var small = set(`a ai ainsi alors as au aux avec car ce cela ces cet cette ceux chez ci combien comme comment d dans de des depuis
	dont du elle elles en entre es est et eu fait faire ils il j je l la le les leur leurs lequel lui m ma mais me mes moi mon n ne ni
	nos notre nous on ont ou par pas pendant peu plus pour pourquoi qu quand que quel quelle quelles quels qui quoi s sa sans se ses si
	son sont sous sur t ta te tes toi ton tu un une vos votre vous y c
	about an and are at be been by can did do does for from had has have how i in into is it its many me much my not of on or our
	than that the their them then there these they this to us was were what when where which who why will with you your became become`)

func set(text string) map[string]bool {
	words := map[string]bool{}
	for _, w := range strings.Fields(text) {
		words[w] = true
	}
	return words
}

// fits says how well a word of a text answers one of a query: as the same word in any form, as its
// beginning, or not at all. Beginnings of one or two letters fit too much to mean anything.
func (asked word) fits(w word) fit {
	switch {
	case w.folded == asked.folded || w.stem == asked.stem:
		return same
	case len(asked.folded) >= shortestBeginning && strings.HasPrefix(w.folded, asked.folded):
		return begins
	}
	return differs
}

const shortestBeginning = 3

type fit int

const (
	differs fit = iota
	begins
	same
)

// Part is a run of a text; Hit is true for a word that the query asks for.
type Part struct {
	Text string
	Hit  bool
}

// Parts splits a text at the words of the query, to be told apart where the text is shown.
func (q Query) Parts(text string) []Part {
	var list []Part
	for run := range runsOf(text) {
		run.Hit = run.Hit && q.asks(run.Text)
		if n := len(list); n > 0 && !list[n-1].Hit && !run.Hit {
			list[n-1].Text += run.Text
		} else {
			list = append(list, run)
		}
	}
	return list
}

// runsOf cuts a text into words, for which Hit is true, and what stands between them.
func runsOf(text string) iter.Seq[Part] {
	return func(yield func(Part) bool) {
		for word := false; text != ""; word = !word {
			end := strings.IndexFunc(text, func(r rune) bool { return spoken(r) != word })
			if end < 0 {
				end = len(text)
			}
			if end > 0 && !yield(Part{text[:end], word}) {
				return
			}
			text = text[end:]
		}
	}
}

// spoken reports whether a character is part of a word, as fold.Text sees it.
func spoken(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r)
}

func (q Query) asks(text string) bool {
	for _, w := range wordsOf(text) {
		for _, asked := range q.words {
			if asked.fits(w) != differs {
				return true
			}
		}
	}
	return false
}
