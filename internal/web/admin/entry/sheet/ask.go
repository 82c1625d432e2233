package sheet

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
	"github.com/segur-tracker/segur/internal/web/admin/entry/typed"
	"github.com/segur-tracker/segur/internal/web/form"
)

// T words a text of the screen. The first text that is missing fails the whole answer.
func (s *Sheet) T(key string, args ...any) string {
	text, err := s.Words.T(key, args...)
	return s.keep(text, err)
}

// InFrench words a text that is published as it stands, whatever the language of the screen.
func (s *Sheet) InFrench(key string, args ...any) string {
	text, err := s.french.T(key, args...)
	return s.keep(text, err)
}

func (s *Sheet) keep(text string, err error) string {
	if err != nil && s.err == nil {
		s.err = err
	}
	return text
}

// Keep keeps an error of wording made elsewhere, and returns no text.
func (s *Sheet) Keep(err error) string { return s.keep("", err) }

// Failed returns the first text that could not be worded, for a page that Show and Settle do not
// answer.
func (s *Sheet) Failed() error { return s.err }

// Ask adds a question, worded by entry.ask.<key> and, where there is one, entry.ask.<key>_hint.
func (s *Sheet) Ask(key string, f form.Field) {
	if f.Label == "" {
		f.Label = s.T("entry.ask." + key)
	}
	if hint := "entry.ask." + key + "_hint"; f.Hint == "" && s.Words.Has(hint) {
		f.Hint = s.T(hint)
	}
	s.Asked.Fields = append(s.Asked.Fields, f)
}

// Options lists words of the dataset, each labelled as Label does, with the hint <key>_hint
// where there is one. The prefix ends with a point.
func (s *Sheet) Options(prefix string, words []string) []form.Option {
	var options []form.Option
	for _, word := range words {
		o := form.Option{Value: word, Label: s.Label(prefix, word)}
		if hint := labelKey(prefix, word) + "_hint"; s.Words.Has(hint) {
			o.Hint = s.T(hint)
		}
		options = append(options, o)
	}
	return options
}

// Label words a word of the dataset by <prefix><word>; the prefix ends with a point.
func (s *Sheet) Label(prefix, word string) string { return s.T(labelKey(prefix, word)) }

// labelKey steps aside for "other", which the locale files reserve for plurals.
func labelKey(prefix, word string) string {
	if word == "other" {
		word = "other_kind"
	}
	return prefix + word
}

// Choose puts an empty choice before some options.
func (s *Sheet) Choose(options []form.Option) []form.Option {
	return append([]form.Option{{Label: s.T("entry.choose")}}, options...)
}

// Published words what is published beside a question.
func (s *Sheet) Published(text string) string {
	if strings.TrimSpace(text) == "" {
		return s.T("entry.now_nothing")
	}
	return s.T("entry.now", "text", text)
}

// One is the values of a field that holds one text; none for "".
func One(text string) []string {
	if text == "" {
		return nil
	}
	return []string{text}
}

// Text returns a text of the data in the reader's language, typeset.
func (s *Sheet) Text(t segur.Text) string { return s.Words.Text(t.In(string(s.Words.Lang()))) }

// Date writes a date as people read it, "" for none.
func (s *Sheet) Date(d segur.Date) string {
	if d.IsZero() {
		return ""
	}
	return sentence.Date(s.Words, d)
}

// Day writes the day of a moment, as people of the country read it.
func (s *Sheet) Day(at time.Time) string {
	local := at.In(s.Zone())
	return s.Words.Date(local.Year(), int(local.Month()), local.Day())
}

// TypedDate writes a date as it may be typed.
func (s *Sheet) TypedDate(d segur.Date) string {
	if d.IsZero() {
		return ""
	}
	return plain(sentence.Date(s.french, d))
}

// TypedPeriod writes a period as it may be typed.
func (s *Sheet) TypedPeriod(p segur.Period) string {
	if p.IsRange() {
		return s.french.Year(p.From.Year) + "-" + s.french.Year(p.To.Year)
	}
	return s.TypedDate(p.From)
}

// TypedNumber writes a figure as it may be typed, whatever the reader's language.
func (s *Sheet) TypedNumber(n segur.Number) string {
	return s.french.Number(n.Float(), segur.MaxDecimals)
}

// plain turns no-break spaces into those of a keyboard.
func plain(text string) string {
	return strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(text)
}

// Quantity writes a figure of an indicator with its unit.
func (s *Sheet) Quantity(ind segur.Indicator, n segur.Number) string {
	return s.Words.Quantity(n.Float(), ind.Decimals, ind.Unit).String()
}

// Territory names a territory in the reader's language; its code where it is unknown.
func (s *Sheet) Territory(code string) string {
	if t, ok := s.Catalog.Territory(code); ok {
		return s.Text(t.Name)
	}
	return code
}

// Given returns what was typed into a field, without space around it. A text of the database may
// not hold NUL, and nobody types one.
func (s *Sheet) Given(name string) string {
	return strings.TrimSpace(strings.ReplaceAll(s.Asked.Value(name), "\x00", ""))
}

// Refuse says at a field, and in the summary, what is to be corrected.
func (s *Sheet) Refuse(field, key string, args ...any) { s.Asked.Refuse(field, s.T(key, args...)) }

// RefuseOnce is Refuse for a field that has no fault yet; what belongs to no field is said once.
func (s *Sheet) RefuseOnce(field, key string, args ...any) {
	message := s.T(key, args...)
	said := slices.ContainsFunc(s.Asked.Faults, func(f form.Fault) bool { return f.Message == message })
	if at := s.Asked.Field(field); (at == nil && !said) || (at != nil && len(at.Faults) == 0) {
		s.Asked.Refuse(field, message)
	}
}

// Require says that a field must not stay empty.
func (s *Sheet) Require(field string) {
	s.RefuseOnce(field, "entry.required", "label", s.labelOf(field))
}

func (s *Sheet) labelOf(field string) string {
	if f := s.Asked.Field(field); f != nil {
		return f.Label
	}
	return ""
}

// Explain words what package typed could not read.
func (s *Sheet) Explain(err error) string {
	f := typed.FaultOf(err)
	if f == nil {
		return s.keep("", err)
	}
	args := slices.Clone(f.Args)
	for i := 0; i+1 < len(args); i += 2 {
		if args[i] == "unit" { // its code, for want of words there
			args[i+1] = s.T("entry.unit_name." + cmp.Or(fmt.Sprint(args[i+1]), "unknown"))
		}
	}
	return s.T("entry.typed."+f.Key, args...)
}

// Mistyped refuses what package typed could not read in a field.
func (s *Sheet) Mistyped(field string, err error) { s.Asked.Refuse(field, s.Explain(err)) }

// Bound tells at each question that holds a text of the data how long it may be, as the rules of the
// data say; reading it refuses more.
func (s *Sheet) Bound(c Columns) {
	for table, fields := range c {
		for column, name := range fields {
			if f := s.Asked.Field(name); f != nil && f.Most == 0 {
				f.Most = segur.Longest(table, column)
			}
		}
	}
}

// AtMost tells at a question asked in both languages how long its text may be.
func (s *Sheet) AtMost(name string, longest int) {
	for _, lang := range locale.Langs() {
		if f := s.Asked.Field(name + "_" + string(lang)); f != nil {
			f.Most = longest
		}
	}
}

// longestText bounds a text of which the data says nothing, in letters.
const longestText = 6000

// ReadText reads a text of the data. It is required on submission; a draft may lack it.
func (s *Sheet) ReadText(field string) string {
	text := s.ReadOptional(field)
	if text == "" && s.Submitting() {
		s.Require(field)
	}
	return text
}

// ReadOptional reads a text that may be empty.
func (s *Sheet) ReadOptional(field string) string {
	text, longest := s.Given(field), longestText
	if at := s.Asked.Field(field); at != nil && at.Most > 0 {
		longest = at.Most
	}
	if utf8.RuneCountInString(text) > longest {
		s.Refuse(field, "entry.too_long", "count", longest)
	}
	return text
}

// ReadBoth reads a text asked for in both languages, in the fields name_fr and name_en.
func (s *Sheet) ReadBoth(name string) segur.Text {
	return segur.Text{FR: s.ReadText(name + "_fr"), EN: s.ReadText(name + "_en")}
}

// ReadWord reads a choice among words. It is required even of a draft.
func (s *Sheet) ReadWord(field string, words []string) string {
	value := s.Given(field)
	for _, word := range words {
		if word == value {
			return value
		}
	}
	s.RefuseOnce(field, "entry.choose_one", "label", s.labelOf(field))
	return ""
}

// ReadDate reads a date that may be left out.
func (s *Sheet) ReadDate(field string) segur.Date {
	if s.Given(field) == "" {
		return segur.Date{}
	}
	d, err := typed.Date(s.Given(field))
	if err != nil {
		s.Mistyped(field, err)
	}
	return d
}

// refused returns the refusal in the chain of an error, nil when there is none.
func refused(err error) *segur.Error {
	var e *segur.Error
	if errors.As(err, &e) {
		return e
	}
	return nil
}

// French is the localizer of what is typed: figures are typed in French whatever the screen's
// language.
func (s *Sheet) French() *locale.Localizer { return s.french }

// AskBoth asks for a text in both languages, in the fields name_fr and name_en. live is what is
// published, nil for a text that is not; rows 0 is a single line.
func (s *Sheet) AskBoth(name string, rows int, live *segur.Text, shown segur.Text) {
	for _, lang := range locale.Langs() {
		f := form.Field{Name: name + "_" + string(lang), Values: One(shown.In(string(lang))), Lang: string(lang)}
		if live != nil {
			f.Now = s.Published(live.In(string(lang)))
		}
		if rows > 0 {
			f.Kind, f.Rows = form.Area, rows
		}
		s.Ask(f.Name, f)
	}
}
