package fold

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Text reduces a text to what a reader compares: lower case, without accents, ligatures
// opened, apostrophes and punctuation turned into spaces. « L'Hôpital, le cœur » becomes
// "l hopital le coeur".
func Text(s string) string {
	var b strings.Builder
	space := true
	for _, r := range ligatures.Replace(norm.NFKD.String(s)) {
		switch {
		case unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r):
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(unicode.ToLower(r))
			space = false
		case !space:
			b.WriteByte(' ')
			space = true
		}
	}
	return strings.TrimRight(b.String(), " ")
}

// ligatures are letters that compatibility decomposition leaves whole.
var ligatures = strings.NewReplacer("œ", "oe", "Œ", "oe", "æ", "ae", "Æ", "ae", "ß", "ss", "ẞ", "ss")
