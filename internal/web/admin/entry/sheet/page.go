package sheet

import (
	"slices"
	"strconv"
	"strings"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/desk"
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
	Warn           bool   // submitting takes something away
	Grid           *Grid  // nil for every form but one
	Notice         string // what was done with what was sent, "" for nothing
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
		if len(f.Faults) > 0 || (f.Kind == "" && f.Value() != "") {
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
		return worded || (f != nil && len(f.Faults) > 0)
	})
}

// Start begins the page of the form; the title is worded by a key of the locale files.
func (s *Sheet) Start(title string, args ...any) (*Page, error) {
	frame, err := s.Begin("entry", title, args...)
	if err != nil {
		return nil, err
	}
	p := &Page{Frame: frame, Form: &s.Asked, Action: s.Request.URL.Path}
	p.Crumbs = []admin.Crumb{{Label: s.T("desk.nav_entry"), Href: Root}}
	if s.Proposal != nil {
		id := strconv.FormatInt(s.Proposal.ID, 10)
		p.Crumbs = []admin.Crumb{
			{Label: s.T("desk.nav_proposals"), Href: admin.Root + "/propositions"},
			{Label: s.T("entry.proposal_number", "number", id), Href: ProposalPath(s.Proposal.ID)},
		}
		if s.Proposal.Status == desk.StatusReturned {
			p.Returned = s.T("entry.returned", "name", s.Proposal.DecidedBy, "text", s.Proposal.Decision)
		}
	}
	return p, s.err
}

// Root is where entry begins.
const Root = admin.Root + "/saisir"

// ProposalPath is the page of a proposal.
func ProposalPath(id int64) string {
	return admin.Root + "/propositions/" + strconv.FormatInt(id, 10)
}

// AboutMeasure makes the kicker of a measure.
func (s *Sheet) AboutMeasure(m *catalog.Measure) *Kicker {
	return &Kicker{
		Pillar: m.In.Number, Place: s.T("tile.place", "pillar", m.In.Number, "measure", m.Number),
		Text: s.Text(m.ShortTitle),
	}
}

// AboutIndicator makes the kicker of an indicator.
func (s *Sheet) AboutIndicator(i *catalog.Indicator) *Kicker {
	k := &Kicker{Text: s.Text(i.Label)}
	if len(i.Of) > 0 {
		k.Pillar = i.Of[0].In.Number
		k.Place = s.T("tile.place", "pillar", k.Pillar, "measure", i.Of[0].Number)
	}
	return k
}

// Show answers with the form as it stands, before anything was sent.
func (s *Sheet) Show(p *Page) (admin.Answer, error) {
	s.complete(p)
	return admin.Page(Template, p), s.err
}

// complete adds what every form ends with.
func (s *Sheet) complete(p *Page) {
	s.inOrder()
	s.tellLimits()
	s.tellDoubts(p)
	p.Read = s.Read
	if s.docs.asked && s.docs.found >= 0 {
		p.Found = s.T("entry.documents_found", "count", s.docs.found) + "."
		switch {
		case s.docs.found > offered:
			p.Found += " " + s.T("entry.documents_first")
		case s.docs.found > 0:
			p.Found += " " + s.T("entry.documents_listed")
		}
	}
	p.Hidden = s.hidden()
}

// tellLimits adds to the hint of each question how long its text may be.
func (s *Sheet) tellLimits() {
	for i := range s.Asked.Fields {
		f := &s.Asked.Fields[i]
		if f.Most > 0 {
			f.Hint = strings.TrimSpace(f.Hint + " " + s.T("entry.at_most", "count", f.Most))
		}
	}
}

// inOrder lists faults in the order of the questions, after those of the form as a whole.
func (s *Sheet) inOrder() {
	place := map[string]int{}
	for i, f := range s.Asked.Fields {
		place[f.Name] = i + 1
	}
	slices.SortStableFunc(s.Asked.Faults, func(a, b form.Fault) int { return place[a.Field] - place[b.Field] })
}

// hidden lists what travels with the form unseen.
func (s *Sheet) hidden() []admin.Typed {
	fields := []admin.Typed{{Name: fieldBase, Value: strconv.Itoa(s.Base.Publication.Number)}}
	if s.seen > 0 {
		fields = append(fields, admin.Typed{Name: fieldSeen, Value: strconv.Itoa(s.seen)})
	}
	if s.ref.ID != 0 {
		fields = append(fields,
			admin.Typed{Name: fieldID, Value: strconv.FormatInt(s.ref.ID, 10)},
			admin.Typed{Name: fieldVersion, Value: strconv.Itoa(s.ref.Version)})
	}
	if number := s.report(); number > 0 {
		fields = append(fields, admin.Typed{Name: fieldCase, Value: strconv.FormatInt(number, 10)})
	}
	return append(fields, s.carriedFields...)
}
