package locale

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func endsDigit(b []byte) bool { return len(b) > 0 && isDigit(b[len(b)-1]) }

// cutDigits splits off the digits b ends with.
func cutDigits(b []byte) (rest, digits []byte) {
	i := len(b)
	for i > 0 && isDigit(b[i-1]) {
		i--
	}
	return b[:i], b[i:]
}

// leadingDigits counts the digits s begins with.
func leadingDigits(s string) int {
	n := 0
	for n < len(s) && isDigit(s[n]) {
		n++
	}
	return n
}

// wordGoesOn says that s continues a word or a number begun before it.
func wordGoesOn(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// negative says that the hyphen being read is a minus: alone before a number, not a range, a date,
// a bullet or a product name.
func (t *typesetter) negative() bool {
	before := bytes.TrimRight(t.out, " "+nbsp+nnbsp)
	detached := len(before) < len(t.out) || len(t.out) == 0 || before[len(before)-1] == '('
	if !detached || endsDigit(before) {
		return false
	}
	rest := t.in[t.at+1:]
	n := leadingDigits(rest)
	if n == 0 {
		return false
	}
	rest = rest[n:]
	return !wordGoesOn(rest) && (rest == "" || !strings.ContainsRune("-/:_", rune(rest[0])))
}

// startsGroup says that next is a group of exactly three digits.
func startsGroup(next string) bool { return leadingDigits(next) == 3 }

// groupBefore says that b ends with what may begin a grouped number: one to three digits, which are
// not the decimals, the year or the code of something else.
func groupBefore(b []byte) bool {
	rest, digits := cutDigits(b)
	if len(digits) < 1 || len(digits) > 3 {
		return false
	}
	if before, chained := bytes.CutSuffix(rest, []byte(nbsp)); chained && endsDigit(before) && len(digits) == 3 {
		return true
	}
	if digits[0] == '0' {
		return false
	}
	last, size := utf8.DecodeLastRune(rest)
	switch {
	case last == '-' || last == '–':
		return rangeBefore(rest[:len(rest)-size])
	case last == ',' || last == '.':
		return false
	}
	return !unicode.IsLetter(last)
}

// rangeBefore says that the dash after b may join two quantities ("500-1 500"), not two years
// ("2021-22") nor a word and its number ("mi-2").
func rangeBefore(b []byte) bool {
	rest, digits := cutDigits(b)
	if len(digits) > 0 {
		return len(digits) < 4
	}
	last, _ := utf8.DecodeLastRune(rest)
	return !unicode.IsLetter(last)
}

// startsMillions says that next begins with the abbreviation M, Md, M€ or Md€.
func startsMillions(next string) bool {
	next = strings.TrimPrefix(next, "M")
	if after, ok := strings.CutPrefix(next, "d"); ok && !wordGoesOn(after) {
		return true
	}
	return !wordGoesOn(next)
}

// numeroBefore says that b ends with nº or n°.
func numeroBefore(b []byte) bool {
	for _, mark := range []string{"nº", "n°", "Nº", "N°"} {
		if rest, ok := bytes.CutSuffix(b, []byte(mark)); ok {
			last, _ := utf8.DecodeLastRune(rest)
			return !unicode.IsLetter(last)
		}
	}
	return false
}

// dayBefore says that b ends with the day of a date.
func dayBefore(lang Lang, b []byte) bool {
	if lang == FR {
		b = bytes.TrimSuffix(b, []byte("er"))
	}
	rest, digits := cutDigits(b)
	if len(digits) < 1 || len(digits) > 2 {
		return false
	}
	day := 0
	for _, d := range digits {
		day = day*10 + int(d-'0')
	}
	last, _ := utf8.DecodeLastRune(rest)
	return day >= 1 && day <= 31 && last != ',' && last != '.' && !unicode.IsLetter(last)
}

// startsYear says that next is a number of four digits.
func startsYear(next string) bool { return leadingDigits(next) == 4 }

// startsMonth says that next begins with the name of a month.
func startsMonth(lang Lang, next string) bool {
	for _, name := range monthNames(lang) {
		if len(next) >= len(name) && sameMonth(lang, next[:len(name)], name) {
			return !wordGoesOn(next[len(name):])
		}
	}
	return false
}

// monthBefore says that b ends with the name of a month.
func monthBefore(lang Lang, b []byte) bool {
	for _, name := range monthNames(lang) {
		cut := len(b) - len(name)
		if cut >= 0 && sameMonth(lang, string(b[cut:]), name) {
			last, _ := utf8.DecodeLastRune(b[:cut])
			return !unicode.IsLetter(last)
		}
	}
	return false
}

// sameMonth ignores case in French only: "may" and "march" are ordinary words of English.
func sameMonth(lang Lang, word, name string) bool {
	return word == name || (lang == FR && strings.EqualFold(word, name))
}

// loneDigit says that b ends with a number of one digit.
func loneDigit(b []byte) bool {
	rest, digits := cutDigits(b)
	last, size := utf8.DecodeLastRune(rest)
	return len(digits) == 1 && (size == 0 || last == '(' || unicode.IsSpace(last))
}

// startsWord says that next begins with a word of small letters, as a noun or a verb does.
func startsWord(next string) bool {
	r, _ := utf8.DecodeRuneInString(next)
	return unicode.IsLower(r)
}
