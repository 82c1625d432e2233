package stem

import "strings"

// shortest is the length under which a word keeps its ending: « soins » loses its s, « pas » does not.
const shortest = 4

// ending is an ending that another one replaces. Longer words first: the first that fits is taken.
type ending struct{ from, to string }

// plurals are the marks of number, French and English.
func plurals() []ending {
	return []ending{{"ss", "ss"}, {"eaux", "eau"}, {"aux", "al"}, {"eux", "eu"}, {"oux", "ou"}, {"s", ""}}
}

// genders are the marks of gender, with those of the nouns of people.
func genders() []ending {
	return []ending{
		{"trice", "teur"}, {"euse", "eur"}, {"enne", "en"}, {"elle", "el"}, {"ette", "et"}, {"ive", "if"},
		{"ee", ""}, {"e", ""}, {"y", "i"},
	}
}

// Of returns the stem of a folded word (lower case, without accents). Words of one stem are taken
// for forms of one word; the stem itself is nothing to show. A word that has a digit is its own stem.
func Of(word string) string {
	if strings.ContainsAny(word, "0123456789") {
		return word
	}
	return replace(replace(word, plurals()), genders())
}

// replace applies the first ending that fits and leaves enough of the word.
func replace(word string, endings []ending) string {
	for _, e := range endings {
		bare, found := strings.CutSuffix(word, e.from)
		if !found {
			continue
		}
		if len(bare)+len(e.to) < shortest-1 || (e.to == "" && e.from != "s" && len(bare) < shortest) {
			return word
		}
		return bare + e.to
	}
	return word
}

// All returns the stems of the words of a folded text, in order.
func All(folded string) []string {
	words := strings.Fields(folded)
	for i, w := range words {
		words[i] = Of(w)
	}
	return words
}
