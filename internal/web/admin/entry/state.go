package entry

import (
	"slices"
	"strconv"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/entry/sheet"
	"github.com/segur-tracker/segur/internal/web/form"
)

// The fields of a state.
const (
	fieldState         = "etat"
	fieldDate          = "date"
	fieldBasis         = "fondement"
	fieldJustification = "justification"
)

// measurePath is where the years of a measure are listed.
func measurePath(number int) string { return sheet.Root + "/etat/" + strconv.Itoa(number) }

func statePath(number, year int) string { return measurePath(number) + "/" + strconv.Itoa(year) }

// measureOf finds the measure of the address.
func measureOf(c *admin.Call) (*catalog.Measure, error) {
	number, err := c.Number("measure")
	if err != nil {
		return nil, err
	}
	m := c.Catalog.Measure(number)
	if m == nil {
		return nil, &segur.Error{Code: segur.CodeNotFound}
	}
	return m, nil
}

// openState starts a form about one measure and one year that can have a state.
func (p *Pages) openState(c *admin.Call) (s *sheet.Sheet, m *catalog.Measure, year int, err error) {
	if m, err = measureOf(c); err != nil {
		return nil, nil, 0, err
	}
	if year, err = c.Number("year"); err != nil {
		return nil, nil, 0, err
	}
	if !slices.Contains(yearsOf(c), year) {
		return nil, nil, 0, &segur.Error{Code: segur.CodeNotFound}
	}
	if s, err = p.course.Open(c, desk.KindState); err != nil {
		return nil, nil, 0, err
	}
	return s, m, year, s.Allow(country(m.Number))
}

// yearsOf lists the years that can have a state, from the plan's first to the current one.
func yearsOf(c *admin.Call) []int {
	var years []int
	for year := segur.FirstYear; year <= c.Now().UTC().Year(); year++ {
		years = append(years, year)
	}
	return years
}

// ofYear answers a form about the measure and the year of the address.
func (p *Pages) ofYear(answer func(*sheet.Sheet, *catalog.Measure, int) (admin.Answer, error)) admin.Handler {
	return func(c *admin.Call) (admin.Answer, error) {
		s, m, year, err := p.openState(c)
		if err != nil {
			return admin.Answer{}, err
		}
		return answer(s, m, year)
	}
}

func (p *Pages) reopenState(s *sheet.Sheet, c segur.Changes[segur.Assessment]) (answer admin.Answer, ok bool, err error) {
	row, withdrawn, ok := single(c)
	m := s.Catalog.Measure(row.Measure)
	switch {
	case m == nil || !ok:
		return admin.Answer{}, false, nil
	case withdrawn:
		answer, err = p.answerWithdrawal(s, m, row.Year)
	default:
		answer, err = p.answerState(s, m, row.Year)
	}
	return answer, true, err
}

// assessment returns the state of a measure for a year, nil when there is none.
func assessment(d segur.Dataset, measure, year int) *segur.Assessment {
	return find(d.Assessments, func(a segur.Assessment) bool { return a.Measure == measure && a.Year == year })
}

func (p *Pages) answerState(s *sheet.Sheet, m *catalog.Measure, year int) (admin.Answer, error) {
	live := segur.Assessment{}
	if now := assessment(s.Live, m.Number, year); now != nil {
		live = *now
	}
	shown, ok := proposed(s, func(c segur.ChangeSet) segur.Changes[segur.Assessment] { return c.Assessments })
	if !ok {
		shown = live
	}
	page, err := p.startState(s, m, year, "entry.state_title")
	if err != nil {
		return admin.Answer{}, err
	}
	page.Action = statePath(m.Number, year)
	askState(s, live, shown)
	s.AskDocuments(sheet.Documents{Several: true, Chosen: shown.Sources, Now: live.Sources, Near: near(m, year)})
	s.AskReason()
	page.Sections = []sheet.Section{
		{Questions: []string{fieldState, fieldDate, fieldBasis}},
		{Title: s.T("entry.section_justification"), Questions: []string{fieldJustification + "_fr", fieldJustification + "_en"}},
		{Title: s.T("entry.section_sources"), Documents: true},
	}
	if live.State != segur.Unknown {
		page.ElsewhereTitle = s.T("entry.elsewhere")
		page.Elsewhere = []admin.Crumb{{Label: s.T("entry.withdraw_state", "year", year), Href: page.Action + "/retirer"}}
	}
	return s.Finish(page, measurePath(m.Number), func() sheet.Outcome { return readState(s, m.Number, year) })
}

func (p *Pages) startState(s *sheet.Sheet, m *catalog.Measure, year int, title string) (*sheet.Page, error) {
	page, err := s.Start(title, "year", year)
	if err != nil {
		return nil, err
	}
	page.Kicker = s.AboutMeasure(m)
	page.Crumbs = append(page.Crumbs,
		admin.Crumb{Label: s.T("measure.number", "number", m.Number), Href: measurePath(m.Number)},
		admin.Crumb{Label: strconv.Itoa(year)})
	return page, nil
}

func askState(s *sheet.Sheet, live, shown segur.Assessment) {
	there := live.State != segur.Unknown
	var states []form.Option
	for _, state := range segur.States() {
		states = append(states, form.Option{
			Value: string(state), Label: s.T("state." + state.Slug()), Hint: s.T("state_rule." + state.Slug()),
		})
	}
	s.Ask("state", form.Field{
		Name: fieldState, Kind: form.Radios, Options: states, Values: sheet.One(string(shown.State)),
		Now: s.Published(s.T("state." + live.State.Slug())),
	})
	s.Ask("effective_on", form.Field{
		Name: fieldDate, Width: 20, Values: sheet.One(s.TypedDate(shown.EffectiveOn)), Now: publishedIf(s, there, s.Date(live.EffectiveOn)),
	})
	basis := ""
	if live.Basis != "" {
		basis = s.T("entry.basis." + string(live.Basis))
	}
	s.Ask("basis", form.Field{
		Name: fieldBasis, Kind: form.Radios, Values: sheet.One(string(shown.Basis)), Now: publishedIf(s, there, basis),
		Options: s.Options("entry.basis.", segur.Allowed(segur.TableAssessments, "basis")),
	})
	s.AskBoth(fieldJustification, 5, published(there, live.Justification), shown.Justification)
	s.Bound(stateFields())
}

// published is a text that stands beside a question, nil where nothing is published.
func published(there bool, text segur.Text) *segur.Text {
	if !there {
		return nil
	}
	return &text
}

func stateFields() sheet.Columns {
	return columns(segur.TableAssessments, map[string]string{
		"state": fieldState, "effective_on": fieldDate, "basis": fieldBasis, "source_ids": sheet.FieldSource,
		"justification_fr": fieldJustification + "_fr", "justification_en": fieldJustification + "_en",
	})
}

func readState(s *sheet.Sheet, measure, year int) sheet.Outcome {
	o := sheet.Outcome{Vague: fieldState, Fields: stateFields()}
	var states []string
	for _, state := range segur.States() {
		states = append(states, string(state))
	}
	a := segur.Assessment{Measure: measure, Year: year, State: segur.State(s.ReadWord(fieldState, states))}
	a.EffectiveOn = readEffective(s, year)
	if s.Submitting() || s.Given(fieldBasis) != "" {
		a.Basis = segur.Basis(s.ReadWord(fieldBasis, segur.Allowed(segur.TableAssessments, "basis")))
	}
	a.Justification = s.ReadBoth(fieldJustification)
	var added *segur.Source
	a.Sources, added = s.ReadDocuments()
	if s.Asked.Refused() {
		return o
	}
	if o.Changes, o.Err = edit.State(s.Base, a); o.Err == nil {
		o.Changes, o.Err = s.WithDocument(o.Changes, added)
	}
	return o
}

// readEffective reads the date of the act, which lies in the year of the state.
func readEffective(s *sheet.Sheet, year int) segur.Date {
	if s.Given(fieldDate) == "" {
		if s.Submitting() {
			s.Refuse(fieldDate, "entry.no_date", "year", year)
		}
		return segur.Date{}
	}
	d := s.ReadDate(fieldDate)
	if !d.IsZero() && d.Year != year {
		s.Refuse(fieldDate, "entry.date_outside", "typed", s.Given(fieldDate), "year", year)
	}
	return d
}

func (p *Pages) answerWithdrawal(s *sheet.Sheet, m *catalog.Measure, year int) (admin.Answer, error) {
	a := assessment(s.Base, m.Number, year)
	if a == nil {
		return admin.Answer{}, &segur.Error{Code: segur.CodeNotFound}
	}
	page, err := p.startState(s, m, year, "entry.withdraw_state_title")
	if err != nil {
		return admin.Answer{}, err
	}
	page.Action, page.Warn = statePath(m.Number, year)+"/retirer", true
	page.Lede = s.T("entry.withdraw_state_lede", "year", year)
	page.Facts = []sheet.Fact{
		{Label: s.T("entry.ask.state"), Text: s.T("state." + a.State.Slug())},
		{Label: s.T("entry.ask.effective_on"), Text: s.Date(a.EffectiveOn)},
		{Label: s.T("entry.section_justification"), Text: s.Text(a.Justification)},
	}
	s.AskReason()
	return s.Finish(page, measurePath(m.Number), func() (o sheet.Outcome) {
		o.Changes, o.Err = edit.WithdrawState(s.Base, m.Number, year)
		return o
	})
}

// mostNear bounds the documents offered without a search.
const mostNear = 6

// near lists the documents of a measure, those of the years closest to one first.
func near(m *catalog.Measure, year int) []string {
	var ids []string
	add := func(more []string) {
		for _, id := range more {
			if !slices.Contains(ids, id) && len(ids) < mostNear {
				ids = append(ids, id)
			}
		}
	}
	for _, y := range []int{year, year - 1, year + 1} {
		if a := m.Cell(y).Assessment; a != nil {
			add(a.Sources)
		}
	}
	add(m.Sources)
	return ids
}
