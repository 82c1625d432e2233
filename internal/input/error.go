package input

import "unicode/utf8"

// ParseError says why a text cannot be read. Key names what is wrong, and ends the key of its words in the
// locale files, "entry.typed.<Key>" in forms of entry; Args are the name, value pairs that its words ask for,
// Text among them as "typed".
type ParseError struct {
	Key  string
	Text string // what was typed, shortened
	Args []any
}

// Error names what is wrong for logs and tests.
func (e *ParseError) Error() string { return e.Key + ": " + e.Text }

// shown bounds what a message repeats of a text, in letters.
const shown = 40

func parseError(key, text string, args ...any) *ParseError {
	if utf8.RuneCountInString(text) > shown {
		text = string([]rune(text)[:shown]) + "…"
	}
	return &ParseError{Key: key, Text: text, Args: append(args, "typed", text)}
}
