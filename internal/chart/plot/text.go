package plot

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Advance widths of Inter for the characters 32 to 126, two digits each, in hundredths of the
// font size. Layout decided here needs estimates only; the engine measures with the real font.
const (
	regularWidths = "2828406364816422363650662846283663466164646162576262282866666651946865737260597474265465568975766376646464746895646663363636474550566256625836615924245424875960616137523658568154565436333666"
	boldWidths    = "2332396565866721414156683047303969496366686466596666303068686856997566757361587675285769579174786578666567737599717267413941494850586459646039636227275827916261636341563962598557595741374168"
)

// Ellipsis ends a text that was cut.
const Ellipsis = "…"

// Width estimates the width of one line of text, in the unit of size.
func Width(text string, size float64, bold bool) float64 {
	table := regularWidths
	if bold {
		table = boldWidths
	}
	sum := 0.0
	for _, r := range Thin(text) {
		sum += advance(r, table)
	}
	return sum * size
}

func advance(r rune, table string) float64 {
	switch r {
	case '\u202f', '’', '‘':
		return 0.2
	case '\u00a0', '·':
		return 0.28
	case '…', 'œ', 'Œ', 'æ', 'Æ', '—':
		return 0.98
	}
	if r > '~' {
		r = base(r)
	}
	switch {
	case r >= ' ' && r <= '~':
		i := 2 * int(r-' ')
		return float64(table[i]-'0')/10 + float64(table[i+1]-'0')/100
	case unicode.In(r, unicode.Mn, unicode.Cf, unicode.Cc):
		return 0
	case r > 0x2e80: // ideographs and other wide scripts
		return 1
	}
	return 0.66
}

// base returns the letter under an accent.
func base(r rune) rune {
	for _, first := range norm.NFD.String(string(r)) {
		return first
	}
	return r
}

// Cut shortens text to a width, ending with an ellipsis; whole where it fits.
func Cut(text string, width, size float64, bold bool) string {
	text = OneLine(text)
	if Width(text, size, bold) <= width {
		return text
	}
	room := width - Width(Ellipsis, size, bold)
	var b strings.Builder
	for _, r := range text {
		if room -= Width(string(r), size, bold); room < 0 {
			break
		}
		b.WriteRune(r)
	}
	kept := b.String()
	if i := strings.LastIndexAny(kept, " \u00a0\u202f"); i > len(kept)/2 && !strings.HasPrefix(text[len(kept):], " ") {
		kept = kept[:i] // a word is left out rather than broken, while most of the text stays
	}
	return strings.TrimRight(kept, " \u00a0\u202f,;:(") + Ellipsis
}

// Wrap breaks text at spaces into at most lines lines of a width, of about equal lengths; what
// is left over is cut.
func Wrap(text string, width, size float64, bold bool, lines int) []string {
	best := fill(text, width, size, bold, lines)
	for narrower := width * 0.95; narrower > width/2; narrower *= 0.95 {
		next := fill(text, narrower, size, bold, lines)
		if len(next) > len(best) || strings.Join(next, " ") != strings.Join(best, " ") {
			return best
		}
		best = next
	}
	return best
}

// fill puts as many words on each line as it holds.
func fill(text string, width, size float64, bold bool, lines int) []string {
	var wrapped []string
	line := ""
	words := strings.Split(OneLine(text), " ")
	for i, word := range words {
		longer := strings.TrimSpace(line + " " + word)
		if line == "" || Width(longer, size, bold) <= width {
			line = longer
			continue
		}
		if len(wrapped) == lines-1 {
			line = strings.Join(append([]string{line}, words[i:]...), " ")
			break
		}
		wrapped, line = append(wrapped, Cut(line, width, size, bold)), word
	}
	return append(wrapped, Cut(line, width, size, bold))
}

// OneLine takes out what would break or turn a label around: line breaks, control and
// direction characters. Its spaces are those of pictures.
func OneLine(text string) string {
	return Thin(strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r):
			return -1
		}
		return r
	}, text)))
}
