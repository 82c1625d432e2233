package input

import (
	"strconv"
	"strings"

	"github.com/segur-tracker/segur/internal/fold"
)

// longestSlug bounds the identifiers that are proposed, in bytes.
const longestSlug = 60

// Slug makes an identifier from a text: lower-case words and digits joined by hyphens, "" when
// nothing of the text can be kept. Where taken says that the identifier is in use, a number
// follows.
func Slug(text string, taken func(slug string) bool) string {
	slug := ""
	for _, word := range strings.Fields(fold.Text(text)) {
		word = strings.Map(plainLetter, word)
		if word == "" || len(slug)+1+len(word) > longestSlug {
			continue
		}
		slug = strings.TrimPrefix(slug+"-"+word, "-")
	}
	if slug == "" || !taken(slug) {
		return slug
	}
	for n := 2; ; n++ {
		if other := slug + "-" + strconv.Itoa(n); !taken(other) {
			return other
		}
	}
}

func plainLetter(r rune) rune {
	if (r >= 'a' && r <= 'z') || (r >= '0' && r <= '9') {
		return r
	}
	return -1
}
