package driver

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/segur-tracker/segur/internal/attachment"
	"github.com/segur-tracker/segur/internal/input"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/form"
)

// Answers is what was typed into a form, with what is wrong about it.
type Answers struct {
	request   *Request
	questions *Questions
	told      []string      // how what was typed was understood
	doubts    []form.Option // what only this form asks to confirm
	files     []attachment.File
	added     *segur.Source // the new document that the change rests on, nil for none
}

// Field returns a question with its answer, nil when it was not asked.
func (a *Answers) Field(name string) *form.Field { return a.questions.form.Field(name) }

// Ask adds a question that an answer has raised; see Questions.Ask.
func (a *Answers) Ask(key string, f form.Field) { a.questions.Ask(key, f) }

// Given returns what was typed into a field, without space around it.
func (a *Answers) Given(name string) string { return tidy(a.questions.form.Value(name)) }

// Tell says how something that was typed was understood, for the confirmation.
func (a *Answers) Tell(sentence string) { a.told = append(a.told, sentence) }

// ownToken begins the confirmations that only the screen asks for.
const ownToken = "vu:"

// Doubt adds something that only this form asks to confirm: it is asked with the rest, on
// submission. The token names it among the confirmations.
func (a *Answers) Doubt(token, text string) {
	a.doubts = append(a.doubts, form.Option{Value: ownToken + token, Label: text})
}

// Attach brings the bytes of a document that the changes name.
func (a *Answers) Attach(f attachment.File) { a.files = append(a.files, f) }

// Refused reports whether anything is to be corrected.
func (a *Answers) Refused() bool { return a.questions.form.Refused() }

// Refuse says at a field, and in the summary, what is to be corrected.
func (a *Answers) Refuse(field, key string, args ...any) {
	a.questions.form.Refuse(field, a.request.Words.T(key, args...))
}

// RefuseOnce is Refuse for a field that has no error yet; what belongs to no field is said once.
func (a *Answers) RefuseOnce(field, key string, args ...any) {
	f, message := &a.questions.form, a.request.Words.T(key, args...)
	said := slices.ContainsFunc(f.Errors, func(f form.Error) bool { return f.Message == message })
	if at := f.Field(field); (at == nil && !said) || (at != nil && len(at.Errors) == 0) {
		f.Refuse(field, message)
	}
}

// RefuseRow says at the field of one of many rows what is to be corrected there, and in the summary
// with the name of the row.
func (a *Answers) RefuseRow(field, message, named string) {
	one := form.Error{Field: field, Message: named}
	if f := a.Field(field); f != nil {
		f.Errors = append(f.Errors, message)
	} else {
		one.Field = ""
	}
	a.questions.form.Errors = append(a.questions.form.Errors, one)
}

// Require says that a field must not stay empty.
func (a *Answers) Require(field string) {
	a.RefuseOnce(field, "entry.required", "label", a.labelOf(field))
}

func (a *Answers) labelOf(field string) string {
	if f := a.Field(field); f != nil {
		return f.Label
	}
	return ""
}

// Explain words what package input could not read.
func (a *Answers) Explain(err error) string {
	unread, ok := errors.AsType[*input.ParseError](err)
	if !ok {
		a.request.Words.Localizer.Fail(err)
		return ""
	}
	args := slices.Clone(unread.Args)
	for i := 0; i+1 < len(args); i += 2 {
		if args[i] == "unit" { // its code, for want of words there
			args[i+1] = a.request.Words.T("entry.unit_name." + cmp.Or(fmt.Sprint(args[i+1]), "unknown"))
		}
	}
	return a.request.Words.T("entry.typed."+unread.Key, args...)
}

// Mistyped refuses what package input could not read in a field.
func (a *Answers) Mistyped(field string, err error) { a.questions.form.Refuse(field, a.Explain(err)) }

// longestText bounds a text of which the data says nothing, in letters.
const longestText = 6000

// Text reads a text of the data. It is required on submission; a draft may lack it.
func (a *Answers) Text(field string) string {
	text := a.Optional(field)
	if text == "" && a.request.Submitting {
		a.Require(field)
	}
	return text
}

// Optional reads a text that may be empty.
func (a *Answers) Optional(field string) string {
	text, longest := a.Given(field), longestText
	if at := a.Field(field); at != nil && at.Most > 0 {
		longest = at.Most
	}
	if utf8.RuneCountInString(text) > longest {
		a.Refuse(field, "entry.too_long", "count", longest)
	}
	return text
}

// Both reads a text asked for in both languages, in the fields name_fr and name_en.
func (a *Answers) Both(name string) segur.Text {
	return segur.Text{FR: a.Text(name + "_fr"), EN: a.Text(name + "_en")}
}

// Word reads a choice among words. It is required even of a draft.
func (a *Answers) Word(field string, words []string) string {
	if value := a.Given(field); slices.Contains(words, value) {
		return value
	}
	a.RefuseOnce(field, "entry.choose_one", "label", a.labelOf(field))
	return ""
}

// Date reads a date that may be left out.
func (a *Answers) Date(field string) segur.Date {
	if a.Given(field) == "" {
		return segur.Date{}
	}
	d, err := input.Date(a.Given(field))
	if err != nil {
		a.Mistyped(field, err)
	}
	return d
}
