package typed

import (
	"errors"
	"unicode/utf8"
)

// Fault says why a text cannot be read. Key is the end of a key of the locale files,
// "typed.<Key>"; Args are the name, value pairs that its text asks for, Text among them as
// "typed".
type Fault struct {
	Key  string
	Text string // what was typed, shortened
	Args []any
}

// Error names the fault for logs and tests.
func (f *Fault) Error() string { return f.Key + ": " + f.Text }

// shown bounds what a message repeats of a text.
const shown = 40

func fault(key, text string, args ...any) *Fault {
	if utf8.RuneCountInString(text) > shown {
		text = string([]rune(text)[:shown]) + "…"
	}
	return &Fault{Key: key, Text: text, Args: append(args, "typed", text)}
}

// FaultOf returns the fault in the chain of err, nil when there is none.
func FaultOf(err error) *Fault {
	var f *Fault
	if errors.As(err, &f) {
		return f
	}
	return nil
}
