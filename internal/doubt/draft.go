package doubt

import (
	"net/mail"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/segur-tracker/segur/internal/segur"
)

// What a report may hold, in characters; MinText counts letters and digits only.
const (
	MinText    = 10
	MaxText    = 1500
	MaxAddress = 1000
	MaxContact = 254 // the longest address that mail can carry (RFC 5321)
)

// The fields of a report.
const (
	FieldKind     = "nature"
	FieldText     = "texte"
	FieldDocument = "document"
	FieldContact  = "courriel"
)

// Code says what is wrong with a field.
type Code string

// The codes.
const (
	CodeMissing Code = "missing"
	CodeShort   Code = "short"
	CodeLong    Code = "long"
	CodeInvalid Code = "invalid"
)

// InvalidField is one thing to correct.
type InvalidField struct {
	Field string
	Code  Code
}

// Draft is a report as a reader sends it.
type Draft struct {
	Kind     Kind
	Subject  Subject
	Lang     string // "fr" or "en"
	Text     string
	Document string // web address, required of a KindDocument
	Contact  string // e-mail, "" for none
	Suspect  bool   // the field that people do not see was filled in
}

// Tidy returns the draft without the space around what was typed.
func (d Draft) Tidy() Draft {
	d.Text, d.Document, d.Contact = strings.TrimSpace(d.Text), strings.TrimSpace(d.Document), strings.TrimSpace(d.Contact)
	return d
}

// Check returns what is to be corrected in a tidy draft, in the order of the form.
func (d Draft) Check() []InvalidField {
	var invalid []InvalidField
	for _, check := range []struct {
		field string
		code  Code
	}{
		{FieldKind, d.checkKind()}, {FieldText, d.checkText()}, {FieldDocument, d.checkDocument()}, {FieldContact, d.checkContact()},
	} {
		if check.code != "" {
			invalid = append(invalid, InvalidField{check.field, check.code})
		}
	}
	return invalid
}

func (d Draft) checkKind() Code {
	if !slices.Contains(Kinds(), d.Kind) {
		return CodeMissing
	}
	return ""
}

func (d Draft) checkText() Code {
	letters := 0
	for _, r := range d.Text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			letters++
		}
	}
	switch {
	case letters == 0:
		return CodeMissing
	case letters < MinText:
		return CodeShort
	case utf8.RuneCountInString(d.Text) > MaxText:
		return CodeLong
	}
	return ""
}

func (d Draft) checkDocument() Code {
	switch {
	case d.Document == "" && d.Kind == KindDocument:
		return CodeMissing
	case d.Document == "":
		return ""
	case utf8.RuneCountInString(d.Document) > MaxAddress:
		return CodeLong
	case !segur.IsAddress(d.Document):
		return CodeInvalid
	}
	return ""
}

func (d Draft) checkContact() Code {
	if d.Contact == "" {
		return ""
	}
	if utf8.RuneCountInString(d.Contact) > MaxContact {
		return CodeLong
	}
	// A name around the address, or a list of addresses, is more than was asked for.
	if parsed, err := mail.ParseAddress(d.Contact); err != nil || parsed.Address != d.Contact {
		return CodeInvalid
	}
	return ""
}
