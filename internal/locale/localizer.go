package locale

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync/atomic"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/nicksnyder/go-i18n/v2/i18n/template"
)

// Lang is the code of a language the site speaks: "fr" or "en".
type Lang string

// The languages of the site.
const (
	FR Lang = "fr"
	EN Lang = "en"
)

// Langs lists the languages of the site in the order screens offer them, French first.
func Langs() []Lang { return []Lang{FR, EN} }

// Parse turns an exact, lower-case code into a Lang; false means the site does not speak it.
func Parse(s string) (Lang, bool) {
	switch l := Lang(s); l {
	case FR, EN:
		return l, true
	}
	return "", false
}

// Spaces and signs that keyboards lack. One no-break space is written everywhere: browsers find it when
// the space bar is typed and spreadsheets read it inside numbers, as they do not with U+202F. Style sheets
// draw it narrow inside figures; pictures, which have none, set the narrow one (chart/plot). Texts that
// were set with U+202F are read, and set anew.
const (
	nbsp     = "\u00a0"
	nnbsp    = "\u202f"
	minus    = "\u2212"
	enDash   = "\u2013"
	unknown  = enDash // what stands in place of a number that is not one
	maxParts = 6      // decimals kept when a variable of a text is a float
)

// style holds what tells the numbers of one language from those of another.
type style struct {
	thousands, decimal string
	signGap            string // between an explicit sign and its digits
	under, over        string // before a share that is not quite so
}

func styleOf(l Lang) style {
	if l == EN {
		return style{thousands: ",", decimal: ".", under: "less than ", over: "more than "}
	}
	return style{thousands: nbsp, decimal: ",", signGap: nbsp, under: "moins de" + nbsp, over: "plus de" + nbsp}
}

var (
	// ErrMissingKey says that no text has the id asked for.
	ErrMissingKey = errors.New("locale: no such text")
	// ErrArguments says that the variables given to a text are not name, value pairs it can use.
	ErrArguments = errors.New("locale: bad variables")
)

// Localizer writes in one language. It remembers the first text that it could not give, so that an
// answer is written without an error check at every word; whoever sends the answer asks Err once. It
// serves any number of goroutines, and belongs to one answer.
type Localizer struct {
	*dictionary
	bundle *Bundle
	fault  *atomic.Pointer[error] // shared with the localizers of the same answer in other languages
}

// dictionary holds the texts of one language, and never changes.
type dictionary struct {
	lang   Lang
	style  style
	words  *i18n.Localizer
	parser *template.TextParser
	ids    map[string]bool
	fixed  map[string]string // texts without variable or plural, typeset once
}

func newDictionary(l Lang, words *i18n.Bundle, texts messages) *dictionary {
	loc := &dictionary{
		lang: l, style: styleOf(l), parser: textParser(),
		words: i18n.NewLocalizer(words, string(l)),
		ids:   make(map[string]bool, len(texts)), fixed: map[string]string{},
	}
	for id, m := range texts {
		loc.ids[id] = true
		if m.One == m.Other && m.Many == m.Other && m.LeftDelim == "" && !strings.Contains(m.Other, "{{") {
			loc.fixed[id] = Typography(l, m.Other)
		}
	}
	return loc
}

// Lang is the language this localizer writes.
func (l *Localizer) Lang() Lang { return l.lang }

// In returns the localizer of another language for the same answer: they have one memory.
func (l *Localizer) In(lang Lang) *Localizer {
	return &Localizer{dictionary: l.bundle.dictionary(lang), bundle: l.bundle, fault: l.fault}
}

// Aside returns a localizer of the same language with a memory of its own, for texts that need not exist.
func (l *Localizer) Aside() *Localizer {
	return &Localizer{dictionary: l.dictionary, bundle: l.bundle, fault: new(atomic.Pointer[error])}
}

// Err returns why the first text that could not be given was missing, nil while all were found. It
// wraps ErrMissingKey or ErrArguments.
func (l *Localizer) Err() error {
	if err := l.fault.Load(); err != nil {
		return *err
	}
	return nil
}

// Has says whether a text with this id exists.
func (l *Localizer) Has(id string) bool { return l.ids[id] }

// T returns the text with this id, typeset. args are name, value pairs. The pair "count", n (int,
// int64 or float64) also selects the plural form. Counts and floats are written as Number would;
// other integers (years, measure numbers) as plain digits. A text that does not exist, and one that
// uses a variable that args lacks, is "" and an error for Err.
func (l *Localizer) T(id string, args ...any) string {
	text, err := l.text(id, args)
	l.Fail(err)
	return text
}

// Fail remembers an error of something else that the answer needed, as it remembers texts.
func (l *Localizer) Fail(err error) {
	if err != nil {
		l.fault.CompareAndSwap(nil, &err)
	}
}

func (l *Localizer) text(id string, args []any) (string, error) {
	if len(args)%2 != 0 {
		return "", fmt.Errorf("text %q: %w: %d values do not make pairs", id, ErrArguments, len(args))
	}
	if text, ok := l.fixed[id]; ok {
		return text, nil
	}
	if !l.ids[id] {
		return "", fmt.Errorf("text %q in %s: %w", id, l.lang, ErrMissingKey)
	}
	config, err := l.configure(id, args)
	if err != nil {
		return "", fmt.Errorf("text %q: %w", id, err)
	}
	text, err := l.words.Localize(config)
	if err != nil {
		return "", fmt.Errorf("text %q in %s: %w: %w", id, l.lang, ErrArguments, err)
	}
	return Typography(l.lang, text), nil
}

func (l *Localizer) configure(id string, args []any) (*i18n.LocalizeConfig, error) {
	data := make(map[string]any, len(args)/2)
	config := &i18n.LocalizeConfig{MessageID: id, TemplateData: data, TemplateParser: l.parser}
	for i := 0; i < len(args); i += 2 {
		name, ok := args[i].(string)
		if !ok || args[i+1] == nil {
			return nil, fmt.Errorf("%w: pair %d is (%v, %v)", ErrArguments, i/2+1, args[i], args[i+1])
		}
		data[name] = l.variable(args[i+1])
		if name != "count" {
			continue
		}
		count, err := floatOf(args[i+1])
		if err != nil {
			return nil, err
		}
		data[name] = l.Number(count, maxParts)
		config.PluralCount = strconv.FormatFloat(math.Abs(count), 'f', -1, 64)
	}
	return config, nil
}

func (l *Localizer) variable(value any) any {
	if x, ok := value.(float64); ok {
		return l.Number(x, maxParts)
	}
	return value
}

func floatOf(count any) (float64, error) {
	switch n := count.(type) {
	case int:
		return float64(n), nil
	case int64:
		return float64(n), nil
	case float64:
		if !math.IsNaN(n) && !math.IsInf(n, 0) {
			return n, nil
		}
	}
	return 0, fmt.Errorf("%w: count is %T %v", ErrArguments, count, count)
}

// Text typesets a text of the data written in this language.
func (l *Localizer) Text(s string) string { return Typography(l.lang, s) }

// List joins items as a sentence does: "1, 7 et 8", "1, 7 and 8".
func (l *Localizer) List(items []string) string {
	last := len(items) - 1
	if last < 1 {
		return strings.Join(items, "")
	}
	and := " et "
	if l.lang == EN {
		and = " and "
	}
	return strings.Join(items[:last], ", ") + and + items[last]
}
