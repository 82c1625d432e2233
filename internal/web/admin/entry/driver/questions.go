package driver

import (
	"maps"
	"strconv"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/form"
)

// Questions is what a form asks, with the page that it stands on.
type Questions struct {
	Page      *Page
	Documents *Documents // what the form wants to know about sources, nil for nothing
	Reason    string     // suggested for the question why, where nothing else stands there
	Start     string     // address where who gives way to what was published meanwhile begins again
	Vague     string     // field for a rule that belongs to none of the columns, "" for the whole form
	// At finds the field of one row where many rows share a column: the cell of a grid.
	At func(ref segur.RowRef, column string) string

	request *Request
	form    form.Form
	columns Columns
	hidden  []admin.Typed
	offer   offer
}

// Columns says which field of a form holds a column of a table.
type Columns map[string]map[string]string

// newQuestions begins a form and its page; the form gives the page its title.
func newQuestions(r *Request) (*Questions, error) {
	frame, err := r.Call.Begin("entry", "desk.nav_entry")
	if err != nil {
		return nil, err
	}
	q := &Questions{request: r, columns: Columns{}}
	q.Page = &Page{Frame: frame, Form: &q.form, Action: r.Call.Request.URL.Path}
	q.Page.Crumbs = []admin.Crumb{{Label: r.Words.T("desk.nav_entry"), Href: paths.Entry}}
	if p := r.Proposal; p != nil {
		number := strconv.FormatInt(p.ID, 10)
		q.Page.Crumbs = []admin.Crumb{
			{Label: r.Words.T("desk.nav_proposals"), Href: paths.Proposals},
			{Label: r.Words.T("entry.proposal_number", "number", number), Href: paths.Proposal.Of(p.ID)},
		}
		if p.Status == desk.StatusReturned {
			q.Page.Returned = r.Words.T("entry.returned", "name", p.DecidedBy, "text", p.Decision)
		}
	}
	return q, nil
}

// Ask adds a question, worded by entry.ask.<key> and, where there is one, entry.ask.<key>_hint.
func (q *Questions) Ask(key string, f form.Field) {
	words := q.request.Words
	if f.Label == "" {
		f.Label = words.T("entry.ask." + key)
	}
	if hint := "entry.ask." + key + "_hint"; f.Hint == "" && words.Localizer.Has(hint) {
		f.Hint = words.T(hint)
	}
	q.form.Fields = append(q.form.Fields, f)
}

// AskBoth asks for a text in both languages, in the fields name_fr and name_en. live is what is
// published, nil for a text that is not; rows 0 is a single line.
func (q *Questions) AskBoth(name string, rows int, live *segur.Text, shown segur.Text) {
	for _, lang := range locale.Langs() {
		f := form.Field{Name: name + "_" + string(lang), Values: One(shown.In(string(lang))), Lang: string(lang)}
		if live != nil {
			f.Now = q.request.Words.Published(live.In(string(lang)))
		}
		if rows > 0 {
			f.Kind, f.Rows = form.Area, rows
		}
		q.Ask(f.Name, f)
	}
}

// Field returns a question that was asked, nil when there is none of the name.
func (q *Questions) Field(name string) *form.Field { return q.form.Field(name) }

// Hide makes the form bring a hidden field along.
func (q *Questions) Hide(name, value string) {
	q.hidden = append(q.hidden, admin.Typed{Name: name, Value: value})
}

// Hold says which questions hold which columns of the data. Those asked already are told how long
// their text may be, as the rules of the data say, and reading refuses more; a rule that is broken
// is said where its column is.
func (q *Questions) Hold(c Columns) {
	for table, fields := range c {
		if q.columns[table] == nil {
			q.columns[table] = map[string]string{}
		}
		maps.Copy(q.columns[table], fields)
		for column, name := range fields {
			if f := q.form.Field(name); f != nil && f.Most == 0 {
				f.Most = segur.Longest(table, column)
			}
		}
	}
}

// AtMost tells at a question asked in both languages how long its text may be.
func (q *Questions) AtMost(name string, longest int) {
	for _, lang := range locale.Langs() {
		if f := q.form.Field(name + "_" + string(lang)); f != nil {
			f.Most = longest
		}
	}
}
