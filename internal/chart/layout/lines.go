package layout

import (
	"regexp"
	"strings"

	"github.com/segur-tracker/segur/internal/chart/plot"
	"github.com/segur-tracker/segur/internal/chart/svg"
)

// widths measures text with the fonts it will be printed in. The same words are measured for
// every arrangement that is tried, so one picture's are kept.
type widths struct {
	m       *svg.Measurer
	kept    map[measured]float64 // em
	foreign bool                 // the picture is painted by programs that may not have our font
}

// How much wider than Inter the fonts are that programs take in its place, DejaVu being the widest that is common.
const (
	foreignRegular = 1.1
	foreignBold    = 1.19
)

type measured struct {
	text string
	bold bool
}

// of returns the width of one line.
func (w widths) of(text string, f font) float64 {
	key := measured{text, f.bold}
	em, known := w.kept[key]
	if !known {
		if em = w.m.Regular(text); f.bold {
			em = w.m.Bold(text)
		}
		w.kept[key] = em
	}
	switch {
	case w.foreign && f.bold:
		em *= foreignBold
	case w.foreign:
		em *= foreignRegular
	}
	return em * f.size
}

// wrap breaks a text at plain spaces into lines of a width; a word that is longer is broken
// anywhere. What is left over after the last line is cut with an ellipsis, and whole is false.
func (w widths) wrap(text string, f font, width float64, most int) (lines []string, whole bool) {
	words := strings.FieldsFunc(plot.OneLine(text), func(r rune) bool { return r == ' ' }) // other spaces hold
	rest := strings.Join(words, " ")
	for rest != "" {
		if len(lines) == most-1 && w.of(rest, f) > width {
			return append(lines, w.cut(rest, f, width)), false
		}
		line, after := w.first(rest, f, width)
		lines, rest = append(lines, line), after
	}
	return lines, true
}

// first returns as many words as a line holds, and what follows.
func (w widths) first(text string, f font, width float64) (line, rest string) {
	end, used := 0, 0.0
	for i := 0; i < len(text); {
		next := strings.IndexByte(text[i+1:], ' ')
		stop := len(text)
		if next >= 0 {
			stop = i + 1 + next
		}
		used += w.of(text[i:stop], f)
		if used > width {
			break
		}
		end, i = stop, stop
	}
	if end == 0 {
		return w.part(text, f, width)
	}
	return text[:end], strings.TrimPrefix(text[end:], " ")
}

// part breaks a word that no line holds; it takes one character at least.
func (w widths) part(text string, f font, width float64) (line, rest string) {
	used := 0.0
	for i, r := range text {
		if used += w.of(string(r), f); used > width && i > 0 {
			return text[:i], strings.TrimPrefix(text[i:], " ")
		}
	}
	return text, ""
}

func (w widths) cut(text string, f font, width float64) string {
	line, _ := w.part(text, f, width-w.of(plot.Ellipsis, f))
	return strings.TrimRight(line, " \u00a0\u202f,;:") + plot.Ellipsis
}

// glued keeps a number with the short word before it: « en 2021 ».
func glued(text string) string {
	return shortWord.ReplaceAllString(text, "${1}${2}\u00a0${3}")
}

var shortWord = regexp.MustCompile(`(^| )(\pL{1,2}) (\d)`)

// balance wraps a title so that its lines are of about equal lengths.
func (w widths) balance(text string, f font, width float64, most int) (lines []string, whole bool) {
	text = glued(text)
	lines, whole = w.wrap(text, f, width, most)
	for narrower := width * 0.97; whole && len(lines) > 1 && narrower > width/2; narrower *= 0.97 {
		next, fits := w.wrap(text, f, narrower, most)
		if !fits || len(next) > len(lines) {
			break
		}
		lines = next
	}
	return lines, whole
}
