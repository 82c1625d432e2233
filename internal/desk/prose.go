package desk

import (
	"strings"
	"unicode"
)

// Said returns a text without the space around it, "" for one that says nothing: that has neither
// a letter nor a digit.
func Said(text string) string {
	if Letters(text) == 0 {
		return ""
	}
	return strings.TrimSpace(text)
}

// Letters counts the letters and digits of a text: signs, spaces and what nobody can see say
// nothing.
func Letters(text string) (n int) {
	for _, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
	}
	return n
}
