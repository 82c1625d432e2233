package session

import (
	"slices"
	"strconv"

	"github.com/segur-tracker/segur/internal/attachment"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/entry/driver"
	"github.com/segur-tracker/segur/internal/web/admin/entry/regional"
	"github.com/segur-tracker/segur/internal/web/form"
)

// The fields of a session; those of participants are named after their categories, those of what was
// proposed after their pillars.
const (
	fieldDate      = "date"
	fieldForm      = "forme"
	fieldTitle     = "titre"
	fieldPillars   = "piliers"
	fieldSynthesis = "synthese"
	fieldExamples  = "exemples"
	fieldHeard     = "entendus"
)

// proposals names the field about what was proposed on a pillar.
func proposals(pillar int) string { return "propositions_" + strconv.Itoa(pillar) }

// people names the field about the participants of a category.
func people(category string) string { return "nombre_" + category }

// sessionForm writes a session: a new one, or one that is published.
type sessionForm struct {
	id   string         // of a published one, "" for a new one
	old  *segur.Session // as the person saw it, nil for a new one
	live segur.Session  // as it is published now, or else as it was seen

	tray     *attachment.Tray
	attached attached
}

// Allow finds the session. One that moves touches the region that it leaves and the one that it comes to.
func (f *sessionForm) Allow(r *driver.Request) ([]desk.Target, error) {
	if f.id == "" {
		return regional.Concerned(regional.Asked(r)), nil
	}
	old, ok := regional.Row(r.Base.Sessions, f.id)
	if !ok {
		return nil, &segur.Error{Code: segur.CodeNotFound}
	}
	f.old, f.live = &old, old
	if now, ok := regional.Row(r.Live.Sessions, f.id); ok {
		f.live = now
	}
	return regional.Concerned(regional.Touched(r, old)...), nil
}

// Ask asks for the session.
func (f *sessionForm) Ask(r *driver.Request, q *driver.Questions) error {
	shown := f.live
	if r.Proposal != nil {
		if row, _, ok := regional.Only(r.Proposal.Changes.Sessions); ok {
			shown = row
		}
	}
	if f.id == "" && shown.Territory == "" {
		shown.Territory = regional.Asked(r)
	}
	page, words := q.Page, r.Words
	page.Title, page.Lede, page.Action, q.Start = words.T("regional.new_session_title"), words.T("regional.session_lede"), paths.NewSession, paths.Sessions
	page.Crumbs = append(page.Crumbs, admin.Crumb{Label: words.T("regional.sessions_title"), Href: paths.Sessions})
	if f.id != "" {
		page.Title, page.Action = words.T("regional.session_title"), paths.Session.Of(f.id)
		page.ElsewhereTitle = words.T("entry.elsewhere")
		page.Elsewhere = []admin.Crumb{{Label: words.T("regional.withdraw_session_title"), Href: paths.WithdrawSession.Of(f.id)}}
	}
	f.askMeeting(r, q, shown)
	counts := f.askPeople(r, q, shown)
	french, english := f.askOutcome(r, q, shown)
	file := f.askDocument(r, q, shown)
	page.Uploads = true
	q.Hold(columns())
	q.Documents = &driver.Documents{Optional: true, Chosen: driver.One(shown.Source), Now: driver.One(f.live.Source)}
	page.Sections = []driver.Section{
		{Title: words.T("regional.section_meeting"), Questions: []string{regional.FieldRegion, fieldDate, fieldForm, fieldTitle + "_fr", fieldPillars}},
		{Title: words.T("regional.section_people"), Intro: words.T("regional.people_intro", "limit", segur.RoomLimit), Questions: counts, Compact: true},
		{Title: words.T("regional.section_outcome"), Questions: french},
		{Title: words.T("regional.section_english"), Questions: english, Fold: true},
		{Title: words.T("regional.section_rests"), Intro: words.T("regional.rests_intro"), Questions: file, Documents: true},
	}
	return nil
}

// columns says which fields hold the columns of a session.
func columns() driver.Columns {
	held := map[string]string{
		"territory": regional.FieldRegion, "date": fieldDate, "form": fieldForm, "pillars": fieldPillars, "heard": fieldHeard,
		"source_id": driver.FieldSource, "document": fieldFile, "document_name": fieldFile, "document_size": fieldFile,
	}
	for _, heads := range (segur.Audience{}).ByCategory() {
		held[heads.Category] = people(heads.Category)
	}
	for _, lang := range []string{"_fr", "_en"} {
		held["title"+lang], held["synthesis"+lang], held["examples"+lang] = fieldTitle+lang, fieldSynthesis+lang, fieldExamples+lang
		for pillar := 1; pillar <= segur.PillarCount; pillar++ {
			held["proposals_"+strconv.Itoa(pillar)+lang] = proposals(pillar) + lang
		}
	}
	return driver.Columns{segur.TableSessions: held}
}

func (f *sessionForm) now(r *driver.Request, text string) string {
	if f.id == "" {
		return ""
	}
	return r.Words.Published(text)
}

func (f *sessionForm) askMeeting(r *driver.Request, q *driver.Questions, shown segur.Session) {
	words, held := r.Words, ""
	if f.id != "" {
		held = words.T("change.session_form." + f.live.Form)
	}
	regional.Ask(r, q, shown.Territory)
	q.Ask("session_date", form.Field{Name: fieldDate, Width: 20, Values: driver.One(words.TypedDate(shown.Date)), Now: f.now(r, words.Date(f.live.Date))})
	q.Ask("session_form", form.Field{
		Name: fieldForm, Kind: form.Radios, Values: driver.One(shown.Form), Now: f.now(r, held),
		Options: words.Options("change.session_form.", segur.Allowed(segur.TableSessions, "form")),
	})
	pillars := form.Field{Name: fieldPillars, Kind: form.Checkboxes}
	for _, p := range r.Call.Catalog.Pillars() {
		pillars.Options = append(pillars.Options, form.Option{
			Value: strconv.Itoa(p.Number), Label: words.T("matrix.pillar", "number", p.Number, "title", words.Text(p.Title)),
		})
		if slices.Contains(shown.Pillars, p.Number) {
			pillars.Values = append(pillars.Values, strconv.Itoa(p.Number))
		}
	}
	q.Ask("session_pillars", pillars)
}

// askPeople asks how many took part, by the guide's categories.
func (f *sessionForm) askPeople(r *driver.Request, q *driver.Questions, shown segur.Session) (names []string) {
	live := f.live.Participants.ByCategory()
	for i, heads := range shown.Participants.ByCategory() {
		field := form.Field{Name: people(heads.Category), Width: 5, Mode: "numeric", Label: r.Words.T("change.audience." + heads.Category)}
		if heads.People > 0 {
			field.Values = driver.One(strconv.Itoa(heads.People))
		}
		if live[i].People > 0 {
			field.Now = f.now(r, strconv.Itoa(live[i].People))
		}
		q.Ask("", field)
		names = append(names, field.Name)
	}
	return names
}

// text is one text of a session: what was published and what is proposed.
type text struct {
	name, label string // label is a key
	args        []any
	live, shown segur.Text
	rows        int
}

// askOutcome asks what came out of the session, in French and, for those who translate it, in English.
func (f *sessionForm) askOutcome(r *driver.Request, q *driver.Questions, shown segur.Session) (french, english []string) {
	texts := []text{
		{name: fieldTitle, label: "session_title", live: f.live.Title, shown: shown.Title},
		{name: fieldSynthesis, label: "session_synthesis", live: f.live.Synthesis, shown: shown.Synthesis, rows: 8},
	}
	for i := range shown.Proposals {
		texts = append(texts, text{
			name: proposals(i + 1), label: "session_proposals", args: []any{"number", i + 1}, live: f.live.Proposals[i], shown: shown.Proposals[i], rows: 4,
		})
	}
	texts = append(texts, text{name: fieldExamples, label: "session_examples", live: f.live.Examples, shown: shown.Examples, rows: 4})
	for _, t := range texts {
		f.askText(r, q, t)
		if t.name != fieldTitle {
			french = append(french, t.name+"_fr")
		}
		english = append(english, t.name+"_en")
	}
	q.Ask("session_heard", form.Field{Name: fieldHeard, Kind: form.Area, Rows: 5, Values: driver.One(shown.Heard), Now: f.now(r, f.live.Heard)})
	return append(french, fieldHeard), english
}

func (f *sessionForm) askText(r *driver.Request, q *driver.Questions, t text) {
	for _, lang := range []string{"fr", "en"} {
		field := form.Field{
			Name: t.name + "_" + lang, Lang: lang, Values: driver.One(t.shown.In(lang)), Label: r.Words.T("regional."+t.label+"_"+lang, t.args...),
		}
		if live := t.live.In(lang); live != "" {
			field.Now = f.now(r, live)
		}
		if t.rows > 0 {
			field.Kind, field.Rows = form.Area, t.rows
		}
		if hint := "regional." + t.label + "_" + lang + "_hint"; r.Words.Localizer.Has(hint) {
			field.Hint = r.Words.T(hint)
		}
		q.Ask("", field)
	}
}
