package publish

import (
	"slices"
	"strings"
	"time"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/editorial"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/preview"
	"github.com/segur-tracker/segur/internal/web/form"
)

// Publications is the page: what waits, what is planned, what failed, what went out.
type Publications struct {
	admin.Frame
	Just      *Past // the one that the person has just published, nil for none
	Waiting   []Candidate
	Unchosen  []string   // what is wrong with the choice
	Form      *form.Form // nil for those who may not publish
	Proposed  segur.Text // the note as the program wrote it
	Denied    string     // why there is no form
	Factor    bool       // the second factor is what is missing
	Effects   *preview.Effects
	NoEffects string // why there are none
	Plans     []Plan
	Failed    []Plan
	Past      []Past
	Older     string // address of the page before, "" for none
	Newest    string
}

// Candidate is an approved proposal that waits for publication.
type Candidate struct {
	*locale.Localizer
	ID       int64
	Input    string // name of its box in the page
	Value    string // number and version
	Subject  string
	Href     string
	Meta     string
	Chosen   bool
	Conflict bool
	Alone    bool // it undoes a publication, and is published by itself
	Outside  bool // the person may publish, but not this
	Clashes  []Clash
	later    bool // one of them asks to leave this out
}

// Plan is a planned publication, or one that could not go out.
type Plan struct {
	ID      int64
	Version int
	Moment  string
	Zone    string // whose clocks show Moment
	Meta    string
	Note    string
	Lines   []Line
	Failure string // why it could not go out, "" unless it failed
	Held    string // what it waits for beside its moment, "" for nothing
	Confirm string // address that approves it anew, "" where there is nothing to approve or this person may not
	Cancel  string // address that calls it off, "" where this person may not
}

// Line is a proposal of a plan.
type Line struct {
	*locale.Localizer
	Label, Href string
	Conflict    string // page where its conflict is resolved, "" for none
}

// Past is a publication that went out.
type Past struct {
	Number   int
	Moment   string
	Note     string
	News     string // its page
	Then     string // the site as it was
	Undone   int    // publication that undoes it, 0 for none
	Partly   int    // the last one that undoes a part of it, 0 for none
	UndoHref string // "" where it cannot be undone, or not by this person
}

// order is what a person asks to publish, as typed.
type order struct {
	sent     bool
	chosen   []string
	fr, en   string
	when     string
	day      string
	hour     string
	far      time.Time  // the moment asked for where it is so far ahead that it must be confirmed
	agreed   []string   // moments that were confirmed, as farValue writes them
	proposed segur.Text // the note that the program had proposed
	errors   []form.Error
	clashing []int64 // proposals that keep the order from being carried out
	left     bool    // proposals that exclude others were taken out of the choice
	moved    string  // what to say of proposals that others have moved on, where it cannot be told which
}

func (p *Pages) show(c *admin.Call) (admin.Answer, error) {
	page, err := p.page(c, &order{})
	if err != nil {
		return admin.Answer{}, err
	}
	return admin.Page("admin/publish", page), nil
}

// maker makes the page.
type maker struct {
	*Pages
	*preview.Words
	call  *admin.Call
	live  segur.Dataset
	order *order
	page  Publications
	all   []desk.Proposal // that wait, the oldest first
	holds []editorial.Hold
}

func (p *Pages) page(c *admin.Call, o *order) (Publications, error) {
	frame, err := c.Begin("publish", "publish.title")
	if err != nil {
		return Publications{}, err
	}
	live, err := p.editorial.Live(c)
	if err != nil {
		return Publications{}, err
	}
	d := &maker{
		Pages: p, Words: &preview.Words{Localizer: c.Words}, call: c, live: live, order: o,
		page: Publications{Frame: frame},
	}
	for _, step := range []func() error{d.just, d.waiting, d.foresee, d.plans, d.past} {
		if err := step(); err != nil {
			return Publications{}, err
		}
	}
	d.ask()
	return d.page, nil
}

// waiting lists the approved proposals that no plan holds.
func (d *maker) waiting() error {
	approved, err := d.editorial.Proposals(d.call, d.call.Actor, desk.Filter{Statuses: []desk.Status{desk.StatusApproved}})
	if err != nil {
		return err
	}
	slices.Reverse(approved)
	d.all = slices.DeleteFunc(approved, func(p desk.Proposal) bool { return p.Plan != 0 })
	for _, p := range d.all {
		if err := d.candidate(p); err != nil {
			return err
		}
	}
	if err := d.clashes(approved); err != nil {
		return err
	}
	d.choose()
	d.missing()
	return nil
}

func (d *maker) candidate(p desk.Proposal) error {
	subject := d.call.Subject(p)
	d.page.Waiting = append(d.page.Waiting, Candidate{
		Localizer: d.Localizer, ID: p.ID, Value: refValue(p), Subject: subject, Href: paths.Proposal.Of(p.ID), Alone: p.Reverts > 0,
		Input:    form.Field{Name: fieldChosen}.OptionID(len(d.page.Waiting)),
		Outside:  d.call.Actor.Holds(desk.Publish) && !d.covers(p),
		Conflict: edit.Conflicts(d.live, p.Changes) != nil || slices.Contains(d.order.clashing, p.ID),
		Meta: d.T("publish.line", "number", number(p.ID), "author", p.AuthorName, "decided", p.DecidedBy,
			"moment", d.Moment(p.DecidedAt, d.site.Zone)),
	})
	return nil
}

// covers reports whether a proposal lies in the person's scope.
func (d *maker) covers(p desk.Proposal) bool {
	return !slices.ContainsFunc(edit.Targets(d.live, p.Changes), func(t desk.Target) bool { return !d.call.Actor.Scope.Covers(t) })
}

// missing says which of the ticked proposals are no longer what the person had before their
// eyes. They must be read and ticked again.
func (d *maker) missing() {
	var moved []string
	for _, value := range d.order.chosen {
		if !slices.ContainsFunc(d.page.Waiting, func(c Candidate) bool { return c.Value == value }) {
			id, _, _ := strings.Cut(value, ":")
			moved = append(moved, d.T("review.number", "number", id))
		}
	}
	switch {
	case len(moved) > 0:
		d.order.refuse(fieldChosen, d.T("publish.moved", "count", len(moved), "list", d.List(moved)))
	case d.order.moved != "":
		d.order.refuse(fieldChosen, d.order.moved)
	}
}

// choose ticks what was chosen; at first, everything that can go out together.
func (d *maker) choose() {
	several := slices.ContainsFunc(d.page.Waiting, func(c Candidate) bool { return !c.Alone && !c.Conflict && !c.Outside })
	alone := 0
	for i := range d.page.Waiting {
		c := &d.page.Waiting[i]
		switch {
		case d.order.sent:
			c.Chosen = slices.Contains(d.order.chosen, c.Value)
		case c.Conflict || c.Outside || c.later:
		case c.Alone:
			c.Chosen = !several && alone == 0
			alone++
		default:
			c.Chosen = true
		}
	}
}

// chosen returns the proposals that are ticked.
func (d *maker) chosen() []desk.Proposal {
	var chosen []desk.Proposal
	for i, c := range d.page.Waiting {
		if c.Chosen {
			chosen = append(chosen, d.all[i])
		}
	}
	return chosen
}

// foresee tells what the chosen proposals do together, and proposes a note.
func (d *maker) foresee() (err error) {
	chosen := d.chosen()
	if len(chosen) == 0 {
		return nil
	}
	outcome, err := d.editorial.Outcome(d.call, chosen)
	if err != nil {
		return err
	}
	if !outcome.Fits() {
		d.page.NoEffects = d.T("publish.no_effects_conflict")
		return nil
	}
	after := preview.After(outcome)
	if after == nil {
		d.page.NoEffects = d.T("publish.no_effects_fault")
		return nil
	}
	d.page.Effects, err = d.effects.Of(d.call, d.Localizer, preview.Sight{Outcome: outcome, After: after, Dated: true})
	if err != nil {
		return err
	}
	d.page.Proposed, err = d.note(noted{before: d.call.Catalog, after: after, changes: outcome.Changes, reverts: undone(chosen)})
	return err
}

// undone returns the publication that proposals undo, 0 for none.
func undone(proposals []desk.Proposal) int {
	number := 0
	for _, p := range proposals {
		number = max(number, p.Reverts)
	}
	return number
}

// The fields of the order.
const (
	fieldChosen     = "proposition"
	fieldNoteFR     = "note_fr"
	fieldNoteEN     = "note_en"
	fieldProposedFR = "proposee_fr"
	fieldProposedEN = "proposee_en"
	fieldWhen       = "quand"
	fieldDay        = "jour"
	fieldHour       = "heure"
	fieldFar        = "confirme"
	fieldDo         = "faire"
)

// The values of fieldWhen and fieldDo.
const (
	whenNow   = "maintenant"
	whenLater = "date"
	doPreview = "apercu"
)

// ask adds the form, for those who may publish.
func (d *maker) ask() {
	switch actor := d.call.Actor; {
	case len(d.page.Waiting) == 0:
		return
	case !actor.Holds(desk.Publish):
		d.page.Denied = d.T("publish.denied_role")
		return
	case !actor.May(desk.Publish):
		d.page.Denied, d.page.Factor = d.T("publish.denied_factor"), true
		return
	case !slices.ContainsFunc(d.page.Waiting, func(c Candidate) bool { return !c.Outside }):
		d.page.Denied = d.T("publish.denied_scope")
		return
	}
	o := d.order
	if !o.sent {
		o.fr, o.en, o.when = d.page.Proposed.FR, d.page.Proposed.EN, whenNow
	}
	f := d.form(o)
	for _, one := range o.errors {
		d.refuse(f, one)
	}
	d.page.Form, d.page.Errors = f, f.Errors
}

func (d *maker) form(o *order) *form.Form {
	f := &form.Form{Fields: []form.Field{
		{Name: fieldNoteFR, Kind: form.Area, Rows: 4, Label: d.T("publish.ask_note_fr"), Hint: d.T("publish.hint_note"), Lang: "fr", Values: []string{o.fr}},
		{Name: fieldNoteEN, Kind: form.Area, Rows: 4, Label: d.T("publish.ask_note_en"), Lang: "en", Values: []string{o.en}},
		{
			Name: fieldWhen, Kind: form.Radios, Label: d.T("publish.ask_when"), Values: []string{o.when},
			Options: []form.Option{
				{Value: whenNow, Label: d.T("publish.now"), Hint: d.T("publish.now_hint")},
				{Value: whenLater, Label: d.T("publish.later"), Hint: d.T("publish.later_hint")},
			},
		},
		{Name: fieldDay, Label: d.T("publish.ask_day"), Hint: d.T("publish.hint_day"), Width: 10, Values: []string{o.day}},
		{Name: fieldHour, Label: d.T("publish.ask_hour"), Hint: d.T("publish.hint_hour"), Width: 10, Values: []string{o.hour}},
	}}
	if !o.far.IsZero() {
		f.Fields = append(f.Fields, form.Field{
			Name: fieldFar, Kind: form.Checkboxes, Label: d.T("publish.ask_far"), Values: o.agreed,
			Options: []form.Option{{Value: farValue(o.far), Label: d.T("publish.far", "moment", d.second(d.Words, o.far))}},
		})
	}
	return f
}

// Note returns the questions about the note.
func (p Publications) Note() []form.Field { return p.Form.Fields[:2] }

// When returns the question when to publish.
func (p Publications) When() form.Field { return p.Form.Fields[2] }

// Moment returns the questions about a date.
func (p Publications) Moment() []form.Field { return p.Form.Fields[3:5] }

// Far returns the question whether a distant date is meant, if it is asked.
func (p Publications) Far() []form.Field { return p.Form.Fields[5:] }

// refuse keeps the field of an error about the choice, which stands outside the fields.
func (d *maker) refuse(f *form.Form, one form.Error) {
	if one.Field == fieldChosen {
		f.Errors = append(f.Errors, one)
		d.page.Unchosen = append(d.page.Unchosen, one.Message)
		return
	}
	f.Refuse(one.Field, one.Message)
}
