package entry

import (
	"net/url"
	"slices"
	"strconv"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/entry/sheet"
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
	Actions           []sheet.Action
}

// fieldOn names the published event that a form is about.
const (
	fieldOn        = "sur"
	fieldEventKind = "genre"
	eventsPath     = sheet.Root + "/evenements"
	eventPath      = sheet.Root + "/evenement"
)

func (p *Pages) events(c *admin.Call) (admin.Answer, error) {
	s, err := p.course.Open(c, desk.KindEvent)
	if err != nil {
		return admin.Answer{}, err
	}
	page := Events{New: eventPath}
	if page.Frame, err = s.Begin("entry", "entry.events_title"); err != nil {
		return admin.Answer{}, err
	}
	page.Crumbs = []admin.Crumb{{Label: s.T("desk.nav_entry"), Href: sheet.Root}, {Label: page.Title}}
	for _, e := range slices.Backward(c.Catalog.Events()) {
		if n := len(page.Years); n == 0 || page.Years[n-1].Year != e.Date.Year {
			page.Years = append(page.Years, EventYear{Year: e.Date.Year})
		}
		last := &page.Years[len(page.Years)-1]
		last.Lines = append(last.Lines, eventLine(s, e))
	}
	return admin.Page("admin/entry-events", page), s.Failed()
}

func eventLine(s *sheet.Sheet, e segur.Event) EventLine {
	line := EventLine{Date: s.Date(e.Date), Title: s.Text(e.Title), Kind: s.Label("entry.event_kind.", e.Kind)}
	if s.Actor.MayOn(desk.ProposeEvent, country(e.Measures...)) {
		query := "?" + fieldOn + "=" + url.QueryEscape(e.RowKey())
		line.Actions = []sheet.Action{
			{Label: s.T("entry.action.corriger"), Of: line.Title, Href: eventPath + "/corriger" + query},
			{Label: s.T("entry.action.retirer"), Of: line.Title, Href: eventPath + "/retirer" + query},
		}
	}
	return line
}

func (p *Pages) newEvent(c *admin.Call) (admin.Answer, error) {
	s, err := p.course.Open(c, desk.KindEvent)
	if err != nil {
		return admin.Answer{}, err
	}
	return p.answerEvent(s, nil)
}

// openEvent starts a form about an event that the person saw published.
func (p *Pages) openEvent(c *admin.Call) (*sheet.Sheet, *segur.Event, error) {
	s, err := p.course.Open(c, desk.KindEvent)
	if err != nil {
		return nil, nil, err
	}
	key := s.Param(fieldOn)
	e := find(s.Base.Events, func(e segur.Event) bool { return e.RowKey() == key })
	if e == nil {
		return nil, nil, &segur.Error{Code: segur.CodeNotFound}
	}
	return s, e, nil
}

func (p *Pages) event(c *admin.Call) (admin.Answer, error) {
	s, e, err := p.openEvent(c)
	if err != nil {
		return admin.Answer{}, err
	}
	return p.answerEvent(s, e)
}

func (p *Pages) withdrawEvent(c *admin.Call) (admin.Answer, error) {
	s, e, err := p.openEvent(c)
	if err != nil {
		return admin.Answer{}, err
	}
	return p.answerEventWithdrawal(s, e)
}

func (p *Pages) reopenEvent(s *sheet.Sheet, c segur.Changes[segur.Event]) (answer admin.Answer, ok bool, err error) {
	switch {
	case len(c.Replace) == 1 && len(c.Add)+len(c.Remove) == 0:
		answer, err = p.answerEvent(s, &c.Replace[0].Old)
	case len(c.Add) == 1 && len(c.Replace)+len(c.Remove) == 0:
		answer, err = p.answerEvent(s, nil)
	case len(c.Remove) == 1 && len(c.Replace)+len(c.Add) == 0:
		answer, err = p.answerEventWithdrawal(s, &c.Remove[0])
	default:
		return admin.Answer{}, false, nil
	}
	return answer, true, err
}

// answerEvent is the form of an event; old is nil for a new one.
func (p *Pages) answerEvent(s *sheet.Sheet, old *segur.Event) (admin.Answer, error) {
	page, live, err := p.startEvent(s, old)
	if err != nil {
		return admin.Answer{}, err
	}
	shown, ok := proposed(s, func(c segur.ChangeSet) segur.Changes[segur.Event] { return c.Events })
	if !ok {
		shown = live
	}
	kind := ""
	if live.Kind != "" {
		kind = s.Label("entry.event_kind.", live.Kind)
	}
	s.Ask("event_date", form.Field{
		Name: fieldDate, Width: 20, Values: sheet.One(s.TypedDate(shown.Date)), Now: publishedIf(s, old != nil, s.Date(live.Date)),
	})
	s.AskBoth(fieldTitle, 2, published(old != nil, live.Title), shown.Title)
	s.Ask("event_kind", form.Field{
		Name: fieldEventKind, Kind: form.Select, Values: sheet.One(shown.Kind), Now: publishedIf(s, old != nil, kind),
		Options: s.Choose(s.Options("entry.event_kind.", segur.Allowed(segur.TableEvents, "kind"))),
	})
	askMeasures(s, live.Measures, measuresOf(old), shown.Measures)
	s.Bound(eventFields())
	s.AskDocuments(sheet.Documents{Several: true, Chosen: shown.Sources, Now: live.Sources})
	s.AskReason()
	page.Sections = []sheet.Section{
		{Questions: []string{fieldDate, fieldTitle + "_fr", fieldTitle + "_en", fieldEventKind}},
		{Title: s.T("entry.section_measures"), Questions: []string{fieldMeasures}},
		{Title: s.T("entry.section_sources"), Documents: true},
	}
	return s.Finish(page, eventsPath, func() sheet.Outcome { return readEvent(s, old) })
}

// startEvent begins the page; live is the event as it is published now, or else as it was seen.
func (p *Pages) startEvent(s *sheet.Sheet, old *segur.Event) (page *sheet.Page, live segur.Event, err error) {
	title := "entry.new_event_title"
	if old == nil {
		err = allowNew(s)
	} else {
		err = s.Allow(country(old.Measures...))
	}
	if err != nil {
		return nil, live, err
	}
	if old != nil {
		title = "entry.event_title"
		live = *old
		if now := find(s.Live.Events, func(e segur.Event) bool { return e.RowKey() == old.RowKey() }); now != nil {
			live = *now
		}
		s.Carry(fieldOn, old.RowKey())
	}
	if page, err = s.Start(title); err != nil {
		return nil, live, err
	}
	page.Action = eventPath
	if old != nil {
		page.Action += "/corriger"
	}
	page.Crumbs = append(page.Crumbs, admin.Crumb{Label: s.T("entry.events_title"), Href: eventsPath})
	return page, live, nil
}

func eventFields() sheet.Columns {
	return columns(segur.TableEvents, map[string]string{
		"date": fieldDate, "title_fr": "titre_fr", "title_en": "titre_en", "kind": fieldEventKind, "measures": fieldMeasures,
		"source_ids": sheet.FieldSource,
	})
}

func readEvent(s *sheet.Sheet, old *segur.Event) sheet.Outcome {
	o := sheet.Outcome{Fields: eventFields()}
	e := segur.Event{
		Date: s.ReadDate(fieldDate), Title: s.ReadBoth(fieldTitle), Measures: readMeasures(s, measuresOf(old)),
		Kind: s.ReadWord(fieldEventKind, segur.Allowed(segur.TableEvents, "kind")),
	}
	if s.Given(fieldDate) == "" {
		s.Refuse(fieldDate, "entry.event_needs_date")
	}
	if e.Title.FR == "" {
		s.Require(fieldTitle + "_fr") // it names the event, in a draft too
	}
	var added *segur.Source
	e.Sources, added = s.ReadDocuments()
	if s.Asked.Refused() {
		return o
	}
	if o.Changes, o.Err = edit.Event(s.Base, old, &e); o.Err == nil {
		o.Changes, o.Err = s.WithDocument(o.Changes, added)
	}
	return o
}

func (p *Pages) answerEventWithdrawal(s *sheet.Sheet, old *segur.Event) (admin.Answer, error) {
	page, _, err := p.startEvent(s, old)
	if err != nil {
		return admin.Answer{}, err
	}
	page.Title, page.Action, page.Warn = s.T("entry.withdraw_event_title"), eventPath+"/retirer", true
	page.Facts = []sheet.Fact{{Label: s.Date(old.Date), Text: s.Text(old.Title)}}
	for _, n := range old.Measures {
		page.Facts = append(page.Facts, sheet.Fact{Label: s.T("measure.number", "number", n), Text: measureTitle(s, n)})
	}
	s.AskReason()
	return s.Finish(page, eventsPath, func() (o sheet.Outcome) {
		o.Changes, o.Err = edit.Event(s.Base, old, nil)
		return o
	})
}

func measureTitle(s *sheet.Sheet, number int) string {
	if m := s.Catalog.Measure(number); m != nil {
		return s.Text(m.ShortTitle)
	}
	return strconv.Itoa(number)
}
