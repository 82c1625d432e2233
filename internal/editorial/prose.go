package editorial

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/segur"
)

// prose bounds what people write: how many letters and digits it has at least, how many
// characters at most.
type prose struct {
	field    string // of the refusal
	min, max int
}

// Reason returns a reason as it is published, refused when it says too little (a word or two is
// none) or too much: refusal.Reason, with *refusal.TooLong as its cause for the latter.
func Reason(text string) (string, error) { return prose{refusal.Reason, 10, 2000}.take(text) }

// take returns a text without the space around it, or refuses it.
func (r prose) take(text string) (string, error) {
	text = strings.TrimSpace(text)
	if n := utf8.RuneCountInString(text); n > r.max {
		return "", &segur.Error{
			Code: segur.CodeInvalid, Field: r.field, Message: fmt.Sprintf("%d characters, %d at most", n, r.max), Err: &refusal.TooLong{Limit: r.max},
		}
	}
	if n := desk.Letters(text); n < r.min {
		return "", refusal.Invalidf(r.field, "%s: %d letters and digits, %d are asked for", r.field, n, r.min)
	}
	return text, nil
}
