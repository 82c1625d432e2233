package entry

import (
	"net/url"
	"slices"
	"strconv"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/entry/driver"
	"github.com/segur-tracker/segur/internal/web/form"
)

// Events lists the dates of the timeline, the latest first.
type Events struct {
	admin.Frame
	Years []EventYear
	New   string
}

// EventYear is the events of one year.
type EventYear struct {
	Year  int
	Lines []EventLine
}

// EventLine is one event; it has no actions when the person may not change it.
type EventLine struct {
	Date, Title, Kind string
	Actions           []driver.Action
}

// fieldOn names the published event that a form is about.
const (
	fieldOn        = "sur"
	fieldEventKind = "genre"
)

func (p *Pages) events(c *admin.Call) (admin.Answer, error) {
	r, err := p.driver.Open(c, desk.KindEvent)
	if err != nil {
		return admin.Answer{}, err
	}
	page := Events{New: paths.NewEvent}
	if page.Frame, err = c.Begin("entry", "entry.events_title"); err != nil {
		return admin.Answer{}, err
	}
	page.Crumbs = []admin.Crumb{{Label: r.Words.T("desk.nav_entry"), Href: paths.Entry}, {Label: page.Title}}
	for _, e := range slices.Backward(c.Catalog.Events()) {
		if n := len(page.Years); n == 0 || page.Years[n-1].Year != e.Date.Year {
			page.Years = append(page.Years, EventYear{Year: e.Date.Year})
		}
		last := &page.Years[len(page.Years)-1]
		last.Lines = append(last.Lines, eventLine(r, e))
	}
	return admin.Page("admin/entry-events", page), nil
}

func eventLine(r *driver.Request, e segur.Event) EventLine {
	line := EventLine{Date: r.Words.Date(e.Date), Title: r.Words.Text(e.Title), Kind: r.Words.Label("entry.event_kind.", e.Kind)}
	if r.Call.Actor.MayOn(desk.ProposeEvent, country(e.Measures...)) {
		query := "?" + fieldOn + "=" + url.QueryEscape(e.RowKey())
		line.Actions = []driver.Action{
			{Label: r.Words.T("entry.action.corriger"), Of: line.Title, Href: paths.CorrectEvent + query},
			{Label: r.Words.T("entry.action.retirer"), Of: line.Title, Href: paths.WithdrawEvent + query},
		}
	}
	return line
}

// eventForm writes an event of the timeline: a new one, or one that is published.
type eventForm struct {
	published bool
	old       *segur.Event // as the person saw it, nil for a new one
	live      segur.Event  // as it is published now, or else as it was seen
}

// reopenedEvent returns the form of a proposal about one event, nil for several.
func reopenedEvent(c segur.Changes[segur.Event]) driver.Form {
	switch {
	case len(c.Replace) == 1 && len(c.Add)+len(c.Remove) == 0:
		return &eventForm{published: true, old: &c.Replace[0].Old}
	case len(c.Add) == 1 && len(c.Replace)+len(c.Remove) == 0:
		return &eventForm{}
	case len(c.Remove) == 1 && len(c.Replace)+len(c.Add) == 0:
		return &eventWithdrawal{old: &c.Remove[0]}
	}
	return nil
}

// eventOf finds the event that the address names; CodeNotFound for none.
func eventOf(r *driver.Request) (*segur.Event, error) {
	key := r.Param(fieldOn)
	if e := find(r.Base.Events, func(e segur.Event) bool { return e.RowKey() == key }); e != nil {
		return e, nil
	}
	return nil, &segur.Error{Code: segur.CodeNotFound}
}

// Allow finds the event.
func (f *eventForm) Allow(r *driver.Request) (_ []desk.Target, err error) {
	if !f.published {
		return scoped(r), nil
	}
	if f.old == nil {
		if f.old, err = eventOf(r); err != nil {
			return nil, err
		}
	}
	f.live = *f.old
	if now := find(r.Live.Events, func(e segur.Event) bool { return e.RowKey() == f.old.RowKey() }); now != nil {
		f.live = *now
	}
	return []desk.Target{country(f.old.Measures...)}, nil
}

// Ask asks for the event.
func (f *eventForm) Ask(r *driver.Request, q *driver.Questions) error {
	shown, ok := proposed(r, func(c segur.ChangeSet) segur.Changes[segur.Event] { return c.Events })
	if !ok {
		shown = f.live
	}
	page, words, kind := q.Page, r.Words, ""
	if f.live.Kind != "" {
		kind = words.Label("entry.event_kind.", f.live.Kind)
	}
	page.Title, page.Action, q.Start = words.T("entry.new_event_title"), paths.NewEvent, paths.Events
	if f.published {
		page.Title, page.Action = words.T("entry.event_title"), paths.CorrectEvent
		q.Hide(fieldOn, f.old.RowKey())
	}
	page.Crumbs = append(page.Crumbs, admin.Crumb{Label: words.T("entry.events_title"), Href: paths.Events})
	q.Ask("event_date", form.Field{
		Name: fieldDate, Width: 20, Values: driver.One(words.TypedDate(shown.Date)), Now: publishedIf(r, f.published, words.Date(f.live.Date)),
	})
	q.AskBoth(fieldTitle, 2, published(f.published, f.live.Title), shown.Title)
	q.Ask("event_kind", form.Field{
		Name: fieldEventKind, Kind: form.Select, Values: driver.One(shown.Kind), Now: publishedIf(r, f.published, kind),
		Options: words.Choose(words.Options("entry.event_kind.", segur.Allowed(segur.TableEvents, "kind"))),
	})
	askMeasures(r, q, f.live.Measures, measuresOf(f.old), shown.Measures)
	q.Hold(driver.Columns{segur.TableEvents: {
		"date": fieldDate, "title_fr": "titre_fr", "title_en": "titre_en", "kind": fieldEventKind, "measures": fieldMeasures,
		"source_ids": driver.FieldSource,
	}})
	q.Documents = &driver.Documents{Several: true, Chosen: shown.Sources, Now: f.live.Sources}
	page.Sections = []driver.Section{
		{Questions: []string{fieldDate, fieldTitle + "_fr", fieldTitle + "_en", fieldEventKind}},
		{Title: words.T("entry.section_measures"), Questions: []string{fieldMeasures}},
		{Title: words.T("entry.section_sources"), Documents: true},
	}
	return nil
}

// Read makes the event of the answers.
func (f *eventForm) Read(r *driver.Request, a *driver.Answers) (segur.ChangeSet, error) {
	e := segur.Event{
		Date: a.Date(fieldDate), Title: a.Both(fieldTitle), Measures: readMeasures(r, a, measuresOf(f.old)),
		Kind: a.Word(fieldEventKind, segur.Allowed(segur.TableEvents, "kind")),
	}
	if a.Given(fieldDate) == "" {
		a.Refuse(fieldDate, "entry.event_needs_date")
	}
	if e.Title.FR == "" {
		a.Require(fieldTitle + "_fr") // it names the event, in a draft too
	}
	e.Sources = a.Documents()
	if a.Refused() {
		return segur.ChangeSet{}, nil
	}
	return edit.Event(r.Base, f.old, &e)
}

// eventWithdrawal takes an event off the timeline.
type eventWithdrawal struct {
	old *segur.Event // as the person saw it, nil until it is found by the address
}

// Allow finds the event.
func (f *eventWithdrawal) Allow(r *driver.Request) (_ []desk.Target, err error) {
	if f.old == nil {
		if f.old, err = eventOf(r); err != nil {
			return nil, err
		}
	}
	return []desk.Target{country(f.old.Measures...)}, nil
}

// Ask tells what is withdrawn.
func (f *eventWithdrawal) Ask(r *driver.Request, q *driver.Questions) error {
	page, words := q.Page, r.Words
	page.Title, page.Action, page.Warn = words.T("entry.withdraw_event_title"), paths.WithdrawEvent, true
	page.Crumbs = append(page.Crumbs, admin.Crumb{Label: words.T("entry.events_title"), Href: paths.Events})
	page.Facts = []driver.Fact{{Label: words.Date(f.old.Date), Text: words.Text(f.old.Title)}}
	for _, n := range f.old.Measures {
		page.Facts = append(page.Facts, driver.Fact{Label: words.T("measure.number", "number", n), Text: measureTitle(r, n)})
	}
	q.Start = paths.Events
	q.Hide(fieldOn, f.old.RowKey())
	return nil
}

// Read takes the event away.
func (f *eventWithdrawal) Read(r *driver.Request, _ *driver.Answers) (segur.ChangeSet, error) {
	return edit.Event(r.Base, f.old, nil)
}

func measureTitle(r *driver.Request, number int) string {
	if m := r.Call.Catalog.Measure(number); m != nil {
		return r.Words.Text(m.ShortTitle)
	}
	return strconv.Itoa(number)
}
