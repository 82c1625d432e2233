package plot

import (
	"strings"
	"unicode/utf8"
)

const (
	noBreak = '\u00a0'
	narrow  = '\u202f'
)

// Thin sets narrow no-break spaces in a text: between thousands, before ; : ! ? % » and after «. Texts of
// pages have U+00A0 there, which browsers and spreadsheets know and style sheets draw narrow; a picture has
// no style for spaces and nobody searches it. Setting a text twice changes nothing more.
func Thin(text string) string {
	if !strings.ContainsRune(text, noBreak) {
		return text
	}
	var b strings.Builder
	before := rune(0)
	for i, r := range text {
		if r == noBreak && thin(before, text[i+utf8.RuneLen(noBreak):]) {
			r = narrow
		}
		b.WriteRune(r)
		before = r
	}
	return b.String()
}

// thin says whether the space between a character and what follows is a narrow one.
func thin(before rune, after string) bool {
	if before == '«' || strings.HasPrefix(after, "»") || after != "" && strings.ContainsRune(";:!?%", rune(after[0])) {
		return true
	}
	digits := len(after) - len(strings.TrimLeft(after, "0123456789"))
	return before >= '0' && before <= '9' && digits == 3
}
