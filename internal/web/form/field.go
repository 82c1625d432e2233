package form

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// The kinds of a field.
const (
	Text       = "text"
	Area       = "area"
	Password   = "password"
	Select     = "select"
	Radios     = "radios"
	Checkboxes = "checkboxes"
	File       = "file"
)

// Field is one question of a form. Templates draw it with the component "field".
type Field struct {
	Name    string
	Kind    string // one of the kinds above; "" means Text
	Label   string
	Hint    string // "" for none
	Now     string // what is published now, shown beside the question; "" for nothing
	Values  []string
	Errors  []string // messages, in the reader's language
	Options []Option // of Select, Radios and Checkboxes
	Rows    int      // height of an Area, 0 for the default
	Width   int      // width of a Text in characters: 2, 3, 4, 5, 10, 20 or 30; 0 for the whole line
	Lang    string   // language of what is typed, "" for that of the page
	Accept  string   // endings that a File is chosen by: ".pdf,.odt"
	Mode    string   // inputmode: "decimal", "numeric", "email"; "" for none
	Fill    string   // autocomplete word, "" for "off"
	Suffix  string   // unit after the box, "" for none
	Most    int      // letters at most, told under the question; 0 for no bound of its own
	Heading bool     // the label is the page's question: drawn large
	Extra   []Field  // drawn under this one, inside the same group
}

// Option is one choice of a field.
type Option struct {
	Value, Label, Hint string
	Items              []string // what a choice of Checkboxes is about, listed under it
	Group              string   // title of its group in a Select, "" for none
	Fixed              bool     // of Checkboxes: ticked, and not the person's to change
}

// ID names the field in the page.
func (f Field) ID() string { return "f-" + f.Name }

// OptionID names one choice in the page; the first one carries the ID of the field, so that the
// summary of errors leads to it.
func (f Field) OptionID(i int) string {
	if i == 0 {
		return f.ID()
	}
	return f.ID() + "-" + strconv.Itoa(i)
}

// Value returns the first value, "" when there is none.
func (f Field) Value() string {
	if len(f.Values) == 0 {
		return ""
	}
	return f.Values[0]
}

// Has reports whether a choice is selected.
func (f Field) Has(value string) bool { return slices.Contains(f.Values, value) }

// Described lists the elements that describe the field, for aria-describedby.
func (f Field) Described() string {
	var ids []string
	for _, part := range []struct {
		there bool
		end   string
	}{{f.Hint != "", "-hint"}, {f.Now != "", "-now"}, {len(f.Errors) > 0, "-fault"}} {
		if part.there {
			ids = append(ids, f.ID()+part.end)
		}
	}
	return strings.Join(ids, " ")
}

// Groups returns the options by their group, in order of first appearance.
func (f Field) Groups() []OptionGroup {
	var groups []OptionGroup
	for _, o := range f.Options {
		i := slices.IndexFunc(groups, func(g OptionGroup) bool { return g.Label == o.Group })
		if i < 0 {
			groups = append(groups, OptionGroup{Label: o.Group})
			i = len(groups) - 1
		}
		groups[i].Options = append(groups[i].Options, o)
	}
	return groups
}

// OptionGroup is a titled part of a Select.
type OptionGroup struct {
	Label   string // "" for options that stand alone
	Options []Option
}

// Error is one thing to correct, as the summary on top says it.
type Error struct {
	Field   string // name of the field, "" when the form as a whole is in error
	Message string
}

// Href leads from the summary to the field.
func (f Error) Href() string { return "#f-" + f.Field }

// Form is a set of fields with what was typed into them.
type Form struct {
	Fields []Field
	Errors []Error
}

// Fill gives every field what was typed, as it was typed.
func (f *Form) Fill(typed url.Values) {
	for i := range f.Fields {
		fill(&f.Fields[i], typed)
	}
}

func fill(field *Field, typed url.Values) {
	if field.Kind == File {
		return // no browser fills one in
	}
	if field.Kind == Checkboxes || typed.Has(field.Name) {
		field.Values = typed[field.Name]
	}
	for i := range field.Extra {
		fill(&field.Extra[i], typed)
	}
}

// Refuse adds an error to the summary and, when there is such a field, beside it.
func (f *Form) Refuse(field, message string) {
	f.Errors = append(f.Errors, Error{Field: field, Message: message})
	if at := f.Field(field); at != nil {
		at.Errors = append(at.Errors, message)
		return
	}
	f.Errors[len(f.Errors)-1].Field = ""
}

// Refused reports whether anything is to be corrected.
func (f *Form) Refused() bool { return len(f.Errors) > 0 }

// Field returns a field by name, nil when there is none.
func (f *Form) Field(name string) *Field {
	for i := range f.Fields {
		if f.Fields[i].Name == name {
			return &f.Fields[i]
		}
		for j := range f.Fields[i].Extra {
			if f.Fields[i].Extra[j].Name == name {
				return &f.Fields[i].Extra[j]
			}
		}
	}
	return nil
}

// Value returns what stands in a field, without space around it; "" when there is no such field.
func (f *Form) Value(name string) string {
	if field := f.Field(name); field != nil {
		return strings.TrimSpace(field.Value())
	}
	return ""
}
