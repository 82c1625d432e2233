package locale

import (
	"fmt"
	"strings"
)

// Figure is a number inside a sentence that readers, tests and programs can check: what it
// looks like and, for a machine, what it is.
type Figure struct {
	Value string // plain decimal form: "1889"
	Text  string // as shown, with its unit when that belongs inside: "1 889"
	Of    string // what it is a figure of: "msp-count/FR/actual/2021-07"; "" for a derived number
}

// Part is a run of a Phrase: plain text, or a figure when Value is set.
type Part struct {
	Text, Value, Of string
}

// Phrase is a sentence whose figures stay apart from its words.
type Phrase []Part

// String joins the parts as readers see them.
func (p Phrase) String() string {
	var b strings.Builder
	for _, part := range p {
		b.WriteString(part.Text)
	}
	return b.String()
}

// Plain makes a phrase without figures.
func Plain(text string) Phrase { return Phrase{{Text: text}} }

// Join links phrases with a separator.
func Join(separator string, phrases ...Phrase) Phrase {
	var joined Phrase
	for i, p := range phrases {
		if i > 0 {
			joined = append(joined, Part{Text: separator})
		}
		joined = append(joined, p...)
	}
	return joined
}

// The marks stand for a figure while the words around it are chosen and set; they are
// private-use characters that typography leaves alone.
const (
	openMark  = '\uE000'
	closeMark = '\uE001'
)

// Phrase is T for sentences with figures: arguments may be Figure or Phrase values as well
// as anything T takes.
func (l *Localizer) Phrase(id string, args ...any) Phrase {
	var marked []Phrase
	prepared := make([]any, len(args))
	for i, arg := range args {
		switch a := arg.(type) {
		case Figure:
			arg, marked = mark(len(marked)), append(marked, Phrase{{Text: a.Text, Value: a.Value, Of: a.Of}})
		case Phrase:
			arg, marked = mark(len(marked)), append(marked, a)
		case string:
			arg = unmark(a)
		}
		prepared[i] = arg
	}
	return split(l.T(id, prepared...), marked).bound()
}

// bound keeps figures of one digit on the line of the word after them: a digit alone at the end of a line
// is read past.
func (p Phrase) bound() Phrase {
	for i := 1; i < len(p); i++ {
		word, spaced := strings.CutPrefix(p[i].Text, " ")
		if spaced && p[i-1].Value != "" && loneDigit([]byte(p[i-1].Text)) && startsWord(word) {
			p[i].Text = nbsp + word
		}
	}
	return p
}

func mark(i int) string { return fmt.Sprintf("%c%c%c", openMark, 'a'+rune(i), closeMark) }

// unmark keeps data texts from forging a mark.
func unmark(s string) string {
	return strings.Map(func(r rune) rune {
		if r == openMark || r == closeMark {
			return -1
		}
		return r
	}, s)
}

func split(text string, marked []Phrase) Phrase {
	var phrase Phrase
	for text != "" {
		before, rest, found := strings.Cut(text, string(openMark))
		if before != "" {
			phrase = append(phrase, Part{Text: before})
		}
		if !found {
			break
		}
		index, after, _ := strings.Cut(rest, string(closeMark))
		if i := int([]rune(index + "\x00")[0] - 'a'); i >= 0 && i < len(marked) {
			phrase = append(phrase, marked[i]...)
		}
		text = after
	}
	return phrase
}
