package locale

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Typography sets a text as printers of its language do. In French: no-break spaces before
// ; : ! ? % », after «, between thousands, before €, M€, Md€, M, Md and in "nº 5"; a real minus before
// a negative number. In both: typographic apostrophes, and dates that do not break. Addresses (http…) are left as they are, and setting a text twice
// changes nothing more. Only spaces, apostrophes, minus signs and guillemets inside guillemets ever change.
func Typography(lang Lang, s string) string {
	t := typesetter{lang: lang, in: s, out: make([]byte, 0, len(s)+len(s)/8+8)}
	for t.at < len(s) {
		t.step()
	}
	if string(t.out) == s {
		return s
	}
	return string(t.out)
}

// typesetter reads a text once. Rules look back at what was written and ahead at what was read, and
// never depend on a character another rule may change: this is what makes them idempotent.
type typesetter struct {
	lang   Lang
	in     string
	at     int
	out    []byte
	floor  int  // end of the last address in out: numbers and dates do not reach back into it
	quoted bool // inside 'single quotes', whose end is not an apostrophe
	quotes int  // guillemets that are open: those inside others become “ ”
}

func (t *typesetter) step() {
	switch c := t.in[t.at]; {
	case c == ' ' || (c == 0xc2 || c == 0xe2) && spaceLen(t.in[t.at:]) > 0:
		t.spaces()
	case c == '\'':
		t.apostrophe()
	case c == 'h' && startsAddress(t.in[t.at:]):
		t.address()
	case c == '-' && t.lang == FR && t.negative():
		t.write(minus, 1)
	case c == 0xc2 && t.lang == FR && strings.HasPrefix(t.in[t.at:], "«"):
		t.openGuillemet()
	case c == 0xc2 && t.lang == FR && strings.HasPrefix(t.in[t.at:], "»"):
		t.closeGuillemet()
	default:
		run := 1 + plainRun(t.in[t.at+1:])
		t.write(t.in[t.at:t.at+run], run)
	}
}

// plainRun is the length of the text ahead that no rule may concern.
func plainRun(s string) int {
	for i := range len(s) {
		switch s[i] {
		case ' ', '\'', 'h', '-', 0xc2, 0xe2:
			return i
		}
	}
	return len(s)
}

// write puts text in place of the next n bytes read.
func (t *typesetter) write(text string, n int) {
	t.out = append(t.out, text...)
	t.at += n
}

// tail is the text written since the last address.
func (t *typesetter) tail() []byte { return t.out[t.floor:] }

func startsAddress(s string) bool {
	return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://")
}

func (t *typesetter) address() {
	rest := t.in[t.at:]
	end := strings.IndexAny(rest, " \t\r\n\u00a0\u202f«»<>\"")
	if end < 0 {
		end = len(rest)
	}
	t.write(rest[:end], end)
	t.floor = len(t.out)
}

// apostrophe tells l'eau from 'eau' and 5': only the first is an apostrophe.
func (t *typesetter) apostrophe() {
	before, _ := utf8.DecodeLastRune(t.out)
	after, _ := utf8.DecodeRuneInString(t.in[t.at+1:])
	inWord := unicode.IsLetter(before) || unicode.IsDigit(before)
	switch {
	case inWord && unicode.IsLetter(after), unicode.IsLetter(before) && !t.quoted:
		t.write("’", 1)
		return
	case inWord:
		t.quoted = false
	case t.at+1 < len(t.in) && after != '»' && !unicode.IsSpace(after):
		t.quoted = true
	}
	t.write("'", 1)
}

func (t *typesetter) openGuillemet() {
	if t.quotes++; t.quotes > 1 {
		t.write("“", len("«"))
		t.at += spaceRun(t.in[t.at:])
		return
	}
	t.write("«", len("«"))
	run := spaceRun(t.in[t.at:])
	if run > 0 || (t.at < len(t.in) && !strings.ContainsRune("\t\r\n", rune(t.in[t.at]))) {
		t.write(nbsp, run)
	}
}

func (t *typesetter) closeGuillemet() {
	if t.quotes--; t.quotes > 0 {
		t.out = bytes.TrimRight(t.out, " "+nbsp+nnbsp)
		t.write("”", len("»"))
		return
	}
	t.quotes = 0
	if last, size := utf8.DecodeLastRune(t.out); size > 0 && !unicode.IsSpace(last) {
		t.out = append(t.out, nbsp...)
	}
	t.write("»", len("»"))
}

// spaces writes a run of spaces as the rules want it, or unchanged.
func (t *typesetter) spaces() {
	run := spaceRun(t.in[t.at:])
	next := t.in[t.at+run:]
	if glue := t.glue(next, run); glue != "" {
		t.write(glue, run)
		return
	}
	t.write(t.in[t.at:t.at+run], run)
}

// glue is the space to put between what was written and next, or "" to keep the one that stands.
func (t *typesetter) glue(next string, run int) string {
	if next == "" {
		return ""
	}
	if t.lang == FR && highPunctuation(next) && !endsLine(t.out) {
		return nbsp
	}
	first, tail := next[0], t.tail()
	switch {
	case startsYear(next) && monthBefore(t.lang, tail):
		return nbsp
	case dayBefore(t.lang, tail) && startsMonth(t.lang, next):
		return nbsp
	case t.lang != FR:
		return ""
	case isDigit(first) && numeroBefore(tail), strings.HasPrefix(next, "€"):
		return nbsp
	case first == 'M' && endsDigit(tail) && startsMillions(next):
		return nbsp
	case spaceLen(t.in[t.at:]) == run && startsGroup(next) && groupBefore(tail):
		return nbsp
	}
	return ""
}

func highPunctuation(next string) bool {
	switch next[0] {
	case ';', ':', '!', '?', '%':
		return true
	}
	return strings.HasPrefix(next, "»")
}

func endsLine(out []byte) bool {
	return len(out) > 0 && (out[len(out)-1] == '\n' || out[len(out)-1] == '\t')
}

// spaceRun is the length in bytes of the plain and no-break spaces s begins with.
func spaceRun(s string) int {
	n := 0
	for {
		size := spaceLen(s[n:])
		if size == 0 {
			return n
		}
		n += size
	}
}

func spaceLen(s string) int {
	switch {
	case s == "":
		return 0
	case s[0] == ' ':
		return 1
	case strings.HasPrefix(s, nbsp):
		return len(nbsp)
	case strings.HasPrefix(s, nnbsp):
		return len(nnbsp)
	}
	return 0
}

// Quote puts a text that is set between the quotation marks of a language: « », or “ ” in English.
// Quotations inside it take the marks of the second level.
func Quote(lang Lang, s string) string {
	open, shut, inner := "«"+nbsp, nbsp+"»", [2]string{"“", "”"}
	if lang == EN {
		open, shut, inner = "“", "”", [2]string{"‘", "’"}
	}
	marks := strings.NewReplacer("«"+nbsp, inner[0], nbsp+"»", inner[1], "«", inner[0], "»", inner[1], "“", inner[0], "”", inner[1])
	return open + marks.Replace(s) + shut
}
