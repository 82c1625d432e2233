package glossary

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/segur-tracker/segur/internal/fold"
	"github.com/segur-tracker/segur/internal/stem"
)

// Use is a term found in a text.
type Use struct {
	Term     int // its place in Terms
	From, To int // bytes of the text, with the s of an English plural
}

// Find returns the uses of terms in a text, in order. A term is a whole word as it is written:
// « l'ARS », « d'IFSI » and "IPAs" are uses, « SAS-Plus » and « sas » are not.
func (g *Glossary) Find(text string) []Use {
	var uses []Use
	for at := 0; at < len(text); {
		if text[at] < 'A' || text[at] > 'Z' || glued(utf8.DecodeLastRuneInString(text[:at])) {
			at++
			continue
		}
		end := at + 1
		for end < len(text) && plain(text[end]) {
			end++
		}
		if term, found := g.lookUp(text[at:end]); found && !continued(text[end:]) {
			uses = append(uses, Use{term, at, end})
		}
		at = end
	}
	return uses
}

func (g *Glossary) lookUp(word string) (int, bool) {
	if i, found := g.byForm[word]; found {
		return i, true
	}
	if last := len(word) - 1; last > 1 && word[last] == 's' {
		i, found := g.byForm[word[:last]]
		return i, found
	}
	return 0, false
}

func plain(c byte) bool { return 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z' || '0' <= c && c <= '9' }

// glued reports whether a letter before a word makes it the end of another one.
func glued(before rune, size int) bool {
	return size > 0 && (unicode.IsLetter(before) || unicode.IsDigit(before) || before == '-' || before == '_' || before == '&')
}

// continued reports whether a word goes on: with a letter that is not ASCII, or after a hyphen.
func continued(after string) bool {
	r, size := utf8.DecodeRuneInString(after)
	if r != '-' {
		return size > 0 && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_')
	}
	next, size := utf8.DecodeRuneInString(after[size:])
	return size > 0 && (unicode.IsLetter(next) || unicode.IsDigit(next))
}

// spellings are the words that matter in each long form: « de », « la » and the like do not.
func spellings(forms ...string) [][]string {
	var all [][]string
	for _, form := range forms {
		words := slices.DeleteFunc(stem.All(fold.Text(form)), func(w string) bool { return len(w) < 3 || small(w) })
		all = append(all, words)
	}
	return all
}

// small are the words of long forms that say nothing by themselves.
func small(word string) bool {
	return slices.Contains([]string{"des", "les", "pour", "and", "for", "the", "aux", "par", "sur", "dan"}, word)
}

// The neighbourhood in which a long form is looked for: some words more than it has, because
// writers put words of their own in between; and the share of it that makes readers understand,
// because they leave some out.
const (
	roomier    = 6
	understood = 0.6
)

// Spelled reports whether the words right before or right after a use spell the term out, in either
// language, if not letter for letter: « communautés professionnelles de santé (CPTS) ».
func (t Term) Spelled(before, after string) bool {
	back, ahead := stem.All(fold.Text(before)), stem.All(fold.Text(after))
	for _, words := range t.spells {
		room := 2*len(words) + roomier
		if covers(back[max(0, len(back)-room):], words) || covers(ahead[:min(len(ahead), room)], words) {
			return true
		}
	}
	return false
}

// covers reports whether enough of the words stand in a text.
func covers(text, words []string) bool {
	found := 0
	for _, w := range words {
		if slices.Contains(text, w) {
			found++
		}
	}
	return len(words) > 0 && float64(found) >= understood*float64(len(words))
}
