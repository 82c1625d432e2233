package driver

import (
	"slices"
	"strconv"
	"strings"

	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/form"
)

// Template draws every form but the grid.
const Template = "admin/entry-form"

// Page is a form as it is shown.
type Page struct {
	admin.Frame
	Kicker    *Kicker
	Lede      string
	Facts     []Fact // what is published, where no single question stands for it
	Returned  string // what the reviewer asks to change, "" for nothing
	Caution   string // what is wrong with what is published, "" for nothing
	Action    string // where the form is sent
	Sections  []Section
	Form      *form.Form
	Hidden    []admin.Typed
	Rivals    []admin.Crumb // open proposals about the same thing
	Read      []string      // how what was typed was understood
	Found     string        // what the search for documents found, "" when nothing was looked for
	Preview   []Preview
	Previewed bool          // the form can show how it will look
	Order     *Order        // of measures, nil where the form leaves it as it is
	Elsewhere []admin.Crumb // what else concerns the same row
	// ElsewhereTitle says what these links are.
	ElsewhereTitle string
	Uploads        bool   // the form may bring a file
	Warn           bool   // submitting takes something away
	Grid           *Grid  // nil for every form but one
	Notice         string // what was done with what was sent, "" for nothing
	// Instead is the page that is answered where there is nothing to ask, nil for the form.
	Instead *admin.Answer
}

// Kicker says what a page is about: the measure, with the colour of its pillar.
type Kicker struct {
	Pillar int // 0 for none
	Place  string
	Text   string
	Href   string // of the public page, "" for none
}

// Fact is one thing that is published.
type Fact struct{ Label, Text string }

// Preview is how a text will look to readers of one language.
type Preview struct {
	Lang  string
	Label string
	Lines []string
}

// Action is something to do with one row of a list.
type Action struct {
	Label string // « Remplacer »
	Of    string // the row, for those who hear the link alone
	Href  string
}

// Section is a part of a form.
type Section struct {
	Title     string // "" for none
	Intro     string
	Quote     *Quote   // stands above the questions, nil for none
	Questions []string // names of fields
	Grid      bool     // the grid stands here
	Documents bool     // the question about sources, with its search and the new document
	Button    *Button  // acts on the questions of the section, nil for none
	Compact   bool     // its questions are short: they stand side by side
	Fold      bool     // its questions have answers already: they are seen when asked for
}

// Quote is a text that somebody who answers wants to have before their eyes.
type Quote struct{ Label, Text, Lang string }

// Button sends the form without keeping or submitting anything, and leads back to the part of
// the page that it is about.
type Button struct {
	Do, Label string
	To        string // address of the form with a fragment
}

// Question finds a question of the form for the template.
func (p Page) Question(name string) *form.Field { return p.Form.Field(name) }

// Cell finds the question of a cell of the grid, with what is published under it.
func (p Page) Cell(c GridCell) GridQuestion {
	f := *p.Form.Field(c.Name)
	f.Now = c.Now
	return GridQuestion{c, f}
}

// NewDocument lists the questions about a new document.
func (p Page) NewDocument() []string { return DocumentFields(newPrefix) }

// NewOpen reports whether the questions about a new document are to be seen at once.
func (p Page) NewOpen() bool {
	if p.Form.Field(FieldSource).Has(newSource) {
		return true
	}
	for _, name := range p.NewDocument() {
		f := p.Form.Field(name)
		if len(f.Errors) > 0 || (f.Kind == "" && f.Value() != "") {
			return true
		}
	}
	return false
}

// Unfolded reports whether a folded section is to be seen at once: something in it is wrong or was
// answered in words.
func (p Page) Unfolded(s Section) bool {
	return slices.ContainsFunc(s.Questions, func(name string) bool {
		f := p.Form.Field(name)
		worded := f != nil && f.Kind != form.Select && f.Kind != form.Radios && f.Value() != ""
		return worded || (f != nil && len(f.Errors) > 0)
	})
}

// complete adds what every form ends with.
func (x *exchange) complete() {
	p, f, words := x.questions.Page, &x.questions.form, x.request.Words
	inOrder(f)
	for i := range f.Fields {
		if most := f.Fields[i].Most; most > 0 {
			f.Fields[i].Hint = strings.TrimSpace(f.Fields[i].Hint + " " + words.T("entry.at_most", "count", most))
		}
	}
	// What is still to be confirmed stands in the summary, apart from what is wrong.
	p.Doubts = x.open
	p.Errors = slices.DeleteFunc(slices.Clone(f.Errors), func(f form.Error) bool { return f.Field == fieldConfirmed })
	p.Read = x.answers.told
	if found := x.questions.offer.found; x.questions.Documents != nil && found >= 0 {
		p.Found = words.T("entry.documents_found", "count", found) + "."
		switch {
		case found > offered:
			p.Found += " " + words.T("entry.documents_first")
		case found > 0:
			p.Found += " " + words.T("entry.documents_listed")
		}
	}
	p.Hidden = append(x.request.hidden(), x.questions.hidden...)
}

// inOrder lists errors in the order of the questions, after those of the form as a whole.
func inOrder(f *form.Form) {
	place := map[string]int{}
	for i, field := range f.Fields {
		place[field.Name] = i + 1
	}
	slices.SortStableFunc(f.Errors, func(a, b form.Error) int { return place[a.Field] - place[b.Field] })
}

// hidden lists what every form brings along unseen.
func (r *Request) hidden() []admin.Typed {
	fields := []admin.Typed{{Name: fieldBase, Value: strconv.Itoa(r.Base.Publication.Number)}}
	if r.seen > 0 {
		fields = append(fields, admin.Typed{Name: fieldSeen, Value: strconv.Itoa(r.seen)})
	}
	if r.ref.ID != 0 {
		fields = append(fields,
			admin.Typed{Name: fieldID, Value: strconv.FormatInt(r.ref.ID, 10)},
			admin.Typed{Name: fieldVersion, Value: strconv.Itoa(r.ref.Version)})
	}
	if number := r.Case; number > 0 {
		fields = append(fields, admin.Typed{Name: fieldCase, Value: strconv.FormatInt(number, 10)})
	}
	return fields
}
