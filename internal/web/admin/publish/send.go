package publish

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/editorial"
	"github.com/segur-tracker/segur/internal/input"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/preview"
	"github.com/segur-tracker/segur/internal/web/form"
)

// read takes an order from a form.
func read(c *admin.Call) *order {
	return &order{
		sent: true, chosen: c.Form[fieldChosen], when: c.Form.Get(fieldWhen),
		fr: c.Form.Get(fieldNoteFR), en: c.Form.Get(fieldNoteEN), day: c.Form.Get(fieldDay), hour: c.Form.Get(fieldHour),
		agreed:   c.Form[fieldFar],
		proposed: segur.Text{FR: c.Form.Get(fieldProposedFR), EN: c.Form.Get(fieldProposedEN)},
	}
}

// code is that of an order which is not carried out as it was sent.
func (o *order) code() segur.Code {
	if o.left {
		return segur.CodeConflict
	}
	return ""
}

func (o *order) refuse(field, message string) {
	o.errors = append(o.errors, form.Error{Field: field, Message: message})
}

// send publishes, or plans to, or only shows what a choice would do.
func (p *Pages) send(c *admin.Call) (admin.Answer, error) {
	o, w := read(c), &preview.Words{Localizer: c.Words}
	var refs []desk.Ref
	for _, value := range o.chosen {
		ref, err := readRef(value)
		if err != nil {
			return admin.Answer{}, err
		}
		refs = append(refs, ref)
	}
	refs, err := p.leaveOut(c, w, o, refs)
	if err != nil {
		return admin.Answer{}, err
	}
	renewed, err := p.renew(c, o, refs)
	if err != nil {
		return admin.Answer{}, err
	}
	if c.Form.Get(fieldDo) == doPreview {
		return p.again(c, w, o, o.code())
	}
	if renewed && !o.left {
		o.refuse("", w.T("publish.renewed"))
		return p.again(c, w, o, o.code())
	}
	if len(refs) == 0 {
		o.refuse(fieldChosen, w.T("refusal.empty"))
	}
	if strings.TrimSpace(o.fr) == "" {
		o.refuse(fieldNoteFR, w.T("publish.note_fr_missing"))
	}
	if strings.TrimSpace(o.en) == "" {
		o.refuse(fieldNoteEN, w.T("publish.note_en_missing"))
	}
	due, twice := p.due(w, o, c.Now())
	if len(o.errors) > 0 {
		return p.again(c, w, o, o.code())
	}
	note := segur.Text{FR: o.fr, EN: o.en}
	if due.IsZero() {
		published, err := p.editorial.Publish(c, c.Actor, refs, note)
		if err != nil {
			return p.sorry(c, w, o, err)
		}
		return admin.SeeOther(paths.Publications + "?publiee=" + strconv.Itoa(published.Number)), nil
	}
	if _, err := p.editorial.Plan(c, c.Actor, refs, note, due); err != nil {
		return p.sorry(c, w, o, err)
	}
	key := "publish.said_planned"
	if twice {
		key = "publish.said_planned_twice"
	}
	c.Say(key, "moment", p.second(w, due))
	return admin.SeeOther(paths.Publications + "#programmees"), nil
}

// renew writes the proposed note anew when another choice was made than the one it was written
// for, as long as nobody has touched it: the public must not read about changes left out.
func (p *Pages) renew(c *admin.Call, o *order, refs []desk.Ref) (renewed bool, err error) {
	untouched := func(typed, proposed string) bool {
		return typed == proposed && (proposed != "" || o.left || c.Form.Get(fieldDo) == doPreview)
	}
	french, english := untouched(o.fr, o.proposed.FR), untouched(o.en, o.proposed.EN)
	if len(refs) == 0 || (!french && !english) {
		return false, nil
	}
	var chosen []desk.Proposal
	for _, ref := range refs {
		proposal, err := p.editorial.Proposal(c, c.Actor, ref.ID)
		if err != nil {
			return false, err
		}
		chosen = append(chosen, proposal)
	}
	outcome, err := p.editorial.Outcome(c, chosen)
	if err != nil {
		return false, err
	}
	after := preview.After(outcome)
	if after == nil {
		return false, nil // publishing will say why
	}
	proposed, err := p.note(noted{before: c.Catalog, after: after, changes: outcome.Changes, reverts: undone(chosen)})
	if err != nil {
		return false, err
	}
	if french && proposed.FR != o.proposed.FR {
		o.fr, renewed = proposed.FR, true
	}
	if english && proposed.EN != o.proposed.EN {
		o.en, renewed = proposed.EN, true
	}
	return renewed, nil
}

// farDays is how far ahead a date may lie without being confirmed.
const farDays = 90

// farValue names a moment in a form, so that another one is asked about anew.
func farValue(at time.Time) string { return at.UTC().Format(time.RFC3339) }

// due returns the moment asked for, the zero time for now or where it cannot be read.
func (p *Pages) due(w *preview.Words, o *order, now time.Time) (at time.Time, twice bool) {
	switch o.when {
	case whenNow:
		return time.Time{}, false
	case whenLater:
	default:
		o.refuse(fieldWhen, w.T("publish.choose_when"))
		return time.Time{}, false
	}
	m, err := input.ReadMoment(o.day, o.hour, p.site.Zone)
	if err != nil {
		o.unreadable(w, err)
		return time.Time{}, false
	}
	if m.At.After(now.AddDate(0, 0, farDays)) {
		o.far = m.At
		if !slices.Contains(o.agreed, farValue(m.At)) {
			o.refuse(fieldFar, w.T("publish.confirm_far", "days", farDays))
		}
	}
	return m.At, m.Twice
}

// unreadable says what is wrong with a day or an hour.
func (o *order) unreadable(w *preview.Words, err error) {
	if absent, ok := errors.AsType[*input.AbsentError](err); ok {
		o.refuse(fieldHour, w.T("publish.hour_absent", "hour", w.Time(absent.Next.Hour(), absent.Next.Minute())))
		return
	}
	switch unread, _ := errors.AsType[*input.ParseError](err); unread.Key {
	case "hour_empty":
		o.refuse(fieldHour, w.T("publish.hour_empty"))
	case "hour_format":
		o.refuse(fieldHour, w.T("publish.hour_format"))
	case "date_empty":
		o.refuse(fieldDay, w.T("publish.day_empty"))
	case "date_short_year":
		o.refuse(fieldDay, w.T("publish.day_short_year", unread.Args...))
	case "date_absent":
		o.refuse(fieldDay, w.T("entry.typed.date_absent", unread.Args...))
	default:
		o.refuse(fieldDay, w.T("publish.day_format", unread.Args...))
	}
}

// second writes a moment to the second: "mardi 21 juillet 2026 à 12:00:00".
func (p *Pages) second(w *preview.Words, at time.Time) string {
	local := at.In(p.site.Zone)
	weekday := w.T("publish.weekday.d" + strconv.Itoa(int(local.Weekday())))
	return w.T("publish.moment", "weekday", weekday, "date", w.Date(local.Year(), int(local.Month()), local.Day()), "time", local.Format(time.TimeOnly))
}

// sorry shows the page again with a refusal, everything typed kept.
func (p *Pages) sorry(c *admin.Call, w *preview.Words, o *order, err error) (admin.Answer, error) {
	e := refused(err)
	if e == nil {
		return admin.Answer{}, err
	}
	message := c.Word(e)
	switch e.Field {
	case refusal.Stale, refusal.Status, refusal.Planned:
		o.moved = message
		return p.again(c, w, o, e.Code)
	}
	field := map[string]string{
		refusal.DueAt: fieldDay, refusal.Note: fieldNoteFR, refusal.NoteEN: fieldNoteEN, refusal.Empty: fieldChosen, refusal.Alone: fieldChosen,
	}[e.Field]
	var collision *editorial.Collision
	if errors.As(err, &collision) && len(collision.Proposals) > 0 {
		o.clashing = collision.Proposals
		var numbers []string
		for _, id := range slices.Compact(slices.Clone(collision.Proposals)) {
			numbers = append(numbers, w.T("review.number", "number", number(id)))
		}
		message, field = w.T("publish.collision", "list", w.List(numbers)), fieldChosen
		if rows, _ := disputed(w, c.Catalog, collision.Rows); len(rows) > 0 {
			message = w.T("publish.collision_over", "list", w.List(numbers), "rows", w.List(rows))
		}
	}
	o.refuse(field, message)
	return p.again(c, w, o, e.Code)
}

func (p *Pages) again(c *admin.Call, w *preview.Words, o *order, code segur.Code) (admin.Answer, error) {
	page, err := p.page(c, o)
	if err != nil {
		return admin.Answer{}, err
	}
	if len(o.errors) == 0 {
		return admin.Page("admin/publish", page), nil
	}
	return sent(code, "admin/publish", page), nil
}
