package report

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/doubt"
	"github.com/segur-tracker/segur/internal/web"
	"github.com/segur-tracker/segur/internal/web/form"
	"github.com/segur-tracker/segur/internal/web/view"
)

// fieldTrap is a field that people do not see and leave empty.
const fieldTrap = "site"

// Form is the page in which a reader says what they know.
type Form struct {
	view.Page
	About    *view.Subject // nil where the reader chooses
	Searched *Searched     // nil where nothing was looked for in vain
	Action   string
	Carried  []Carried
	Fields   []form.Field
	Errors   []form.Error
	Busy     string // why nothing is taken now and when to try again, "" for the usual
}

// Carried is a field that travels unseen.
type Carried struct{ Name, Value string }

func (p *Pages) form(_ context.Context, cat *catalog.Catalog, r web.Request) (web.Answer, error) {
	c := p.begin(cat, r)
	if !p.site.Reports {
		return web.Answer{}, c.missing("report.off")
	}
	about, ok := doubt.ParseSubject(r.Query)
	if !ok {
		return web.Answer{}, c.missing("report.no_subject")
	}
	page, err := c.formPage(about)
	// Whoever asks for the forms of all figures shall not push the pages of other readers out of memory.
	return web.Answer{Template: "report/form", Data: page, Fleeting: about != doubt.Subject{}}, err
}

// take answers a form that was sent. Whatever is refused comes back with all that was typed.
func (p *Pages) take(ctx context.Context, cat *catalog.Catalog, posted web.Posted) (web.Answer, error) {
	c := p.begin(cat, posted.Request)
	if !p.site.Reports {
		return web.Answer{}, c.missing("report.off")
	}
	about, ok := doubt.ParseSubject(posted.Form)
	if !ok {
		return web.Answer{}, c.missing("report.no_subject")
	}
	page, err := c.formPage(about)
	if err != nil {
		return web.Answer{}, err
	}
	asked := form.Form{Fields: page.Fields}
	asked.Fill(posted.Form)
	draft := draftOf(&asked, about, posted)
	for _, f := range draft.Check() {
		asked.Refuse(f.Field, c.wordOf(f))
	}
	answer := web.Answer{Template: "report/form", Status: http.StatusUnprocessableEntity}
	if !asked.Refused() {
		id, err := p.box.Take(ctx, draft, posted.Address)
		var busy *doubt.Busy
		switch {
		case errors.As(err, &busy):
			page.Busy = c.busyWord(busy)
			answer.Status, answer.Refusal = http.StatusServiceUnavailable, &web.Refusal{Cause: "reports_full", Mend: true, Err: busy}
			if busy.Network {
				answer.Status, answer.Refusal = http.StatusTooManyRequests, &web.Refusal{Cause: "throttled", Err: busy}
			}
			answer.RetryAfter = busy.Until.Sub(posted.Now)
		case err != nil:
			return web.Answer{}, err
		default:
			return web.Answer{SeeOther: c.page.To.ReportCase(id)}, nil
		}
	}
	page.Fields, page.Errors = asked.Fields, asked.Errors
	page.Title = c.words.T("report.again", "title", page.Title)
	answer.Data = page
	return answer, nil
}

func draftOf(asked *form.Form, about doubt.Subject, posted web.Posted) doubt.Draft {
	return doubt.Draft{
		Kind: doubt.Kind(asked.Value(doubt.FieldKind)), Subject: about, Lang: string(posted.Lang),
		Text: asked.Value(doubt.FieldText), Document: asked.Value(doubt.FieldDocument), Contact: asked.Value(doubt.FieldContact),
		Suspect: posted.Form.Get(fieldTrap) != "",
	}.Tidy()
}

// formPage makes the form about a subject, empty.
func (c *call) formPage(about doubt.Subject) (Form, error) {
	f := Form{Action: c.page.To.Action("report")}
	if about == (doubt.Subject{}) {
		f.Fields = append(f.Fields, c.measureField())
	} else {
		subject := c.tell.Subject(about)
		if subject.Gone {
			return Form{}, c.missing("report.no_subject")
		}
		f.About, f.Searched = &subject, c.searched(about)
		for _, name := range doubt.Params() {
			if value := about.Get(name); value != "" {
				f.Carried = append(f.Carried, Carried{name, value})
			}
		}
	}
	f.Fields = append(f.Fields, c.fields()...)
	c.page.Title, c.page.Description = c.words.T("report.title"), c.words.T("report.summary")
	c.page.NoIndex = about != doubt.Subject{} // one form is enough for search engines
	f.Page = c.page
	return f, nil
}

// measureField lets the reader choose where the page they come from says nothing.
func (c *call) measureField() form.Field {
	options := []form.Option{{Label: c.words.T("doubt.about_site")}}
	for _, m := range c.Measures() {
		title := c.words.Text(m.ShortTitle.In(string(c.words.Lang())))
		options = append(options, form.Option{Value: strconv.Itoa(m.Number), Label: c.words.T("doubt.option", "number", m.Number, "title", title)})
	}
	return form.Field{Name: doubt.ParamMeasure, Kind: form.Select, Label: c.words.T("report.ask_measure"), Options: options}
}

func (c *call) fields() []form.Field {
	var kinds []form.Option
	for _, k := range doubt.Kinds() {
		kinds = append(kinds, form.Option{Value: string(k), Label: c.words.T("report.kind_" + string(k))})
	}
	return []form.Field{
		{Name: doubt.FieldKind, Kind: form.Radios, Label: c.words.T("report.ask_kind"), Options: kinds},
		{
			Name: doubt.FieldText, Kind: form.Area, Rows: 6, Lang: string(c.words.Lang()), Label: c.words.T("report.ask_text"),
			Hint: c.words.T("report.hint_text", "least", doubt.MinText, "most", float64(doubt.MaxText)),
		},
		{Name: doubt.FieldDocument, Label: c.words.T("report.ask_document"), Hint: c.words.T("report.hint_document"), Mode: "url"},
		{Name: doubt.FieldContact, Label: c.words.T("report.ask_contact"), Hint: c.words.T("report.hint_contact"), Mode: "email", Fill: "email", Width: 30},
	}
}

// wordOf says what is to be corrected in a field.
func (c *call) wordOf(f doubt.InvalidField) string {
	limit := map[string]int{
		doubt.FieldText: doubt.MaxText, doubt.FieldDocument: doubt.MaxAddress, doubt.FieldContact: doubt.MaxContact,
	}[f.Field]
	return c.words.T("report_fault."+f.Field+"_"+string(f.Code), "most", float64(limit), "least", doubt.MinText)
}

// busyWord says why nothing is taken now, and when to try again.
func (c *call) busyWord(b *doubt.Busy) string {
	key := "report.busy_all"
	if b.Network {
		key = "report.busy_network"
	}
	at := b.Until.In(c.zone).Add(time.Minute) // told in whole minutes, never too early
	return c.words.T(key, "day", c.day(at), "hour", c.words.Time(at.Hour(), at.Minute()))
}
