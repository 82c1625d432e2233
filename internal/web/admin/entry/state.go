package entry

import (
	"slices"
	"strconv"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/entry/driver"
	"github.com/segur-tracker/segur/internal/web/form"
)

// The fields of a state.
const (
	fieldState         = "etat"
	fieldDate          = "date"
	fieldBasis         = "fondement"
	fieldJustification = "justification"
)

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

// year is a year of a measure, which forms about its states are about.
type year struct {
	measure *catalog.Measure
	number  int // 2024
}

// yearsOf lists the years that can have a state, from the plan's first to the current one.
func yearsOf(c *admin.Call) []int {
	var years []int
	for year := segur.FirstYear; year <= c.Now().UTC().Year(); year++ {
		years = append(years, year)
	}
	return years
}

// ofYear makes a form about the measure and the year of the address, one that can have a state.
func ofYear(form func(year) driver.Form) func(*admin.Call) (driver.Form, error) {
	return func(c *admin.Call) (driver.Form, error) {
		m, err := measureOf(c)
		if err != nil {
			return nil, err
		}
		number, err := c.Number("year")
		if err != nil {
			return nil, err
		}
		if !slices.Contains(yearsOf(c), number) {
			return nil, &segur.Error{Code: segur.CodeNotFound}
		}
		return form(year{m, number}), nil
	}
}

// Allow refuses a measure out of the person's scope.
func (y year) Allow(*driver.Request) ([]desk.Target, error) {
	return []desk.Target{country(y.measure.Number)}, nil
}

// begin says on the page which year it is about.
func (y year) begin(r *driver.Request, q *driver.Questions, title string) {
	q.Page.Title, q.Start = r.Words.T(title, "year", y.number), paths.Years.Of(y.measure.Number)
	q.Page.Kicker = r.Words.AboutMeasure(y.measure)
	q.Page.Crumbs = append(q.Page.Crumbs,
		admin.Crumb{Label: r.Words.T("measure.number", "number", y.measure.Number), Href: paths.Years.Of(y.measure.Number)},
		admin.Crumb{Label: strconv.Itoa(y.number)})
}

// reopenedState returns the form of a proposal about one state or one search in vain, nil for none.
func reopenedState(r *driver.Request, c segur.ChangeSet) driver.Form {
	if noted, withdrawn, ok := single(c.Searches); ok {
		y := year{r.Call.Catalog.Measure(noted.Measure), noted.Year}
		switch {
		case y.measure == nil:
		case withdrawn:
			return &searchWithdrawal{year: y, noted: &noted}
		default:
			return &searchForm{year: y}
		}
	}
	if row, withdrawn, ok := single(c.Assessments); ok {
		y := year{r.Call.Catalog.Measure(row.Measure), row.Year}
		switch {
		case y.measure == nil:
		case withdrawn:
			return &stateWithdrawal{year: y}
		default:
			return &stateForm{year: y}
		}
	}
	return nil
}

// assessment returns the state of a measure for a year, nil when there is none.
func assessment(d segur.Dataset, measure, year int) *segur.Assessment {
	return find(d.Assessments, func(a segur.Assessment) bool { return a.Measure == measure && a.Year == year })
}

// stateForm gives a measure its state of a year.
type stateForm struct{ year }

// Ask asks for the state and what it rests on.
func (f *stateForm) Ask(r *driver.Request, q *driver.Questions) error {
	live := segur.Assessment{}
	if now := assessment(r.Live, f.measure.Number, f.number); now != nil {
		live = *now
	}
	shown, ok := proposed(r, func(c segur.ChangeSet) segur.Changes[segur.Assessment] { return c.Assessments })
	if !ok {
		shown = live
	}
	f.begin(r, q, "entry.state_title")
	page := q.Page
	page.Action, q.Vague = paths.State.Of(f.measure.Number, f.number), fieldState
	askState(r, q, live, shown)
	q.Documents = &driver.Documents{Several: true, Chosen: shown.Sources, Now: live.Sources, Near: near(f.measure, f.number)}
	page.Sections = []driver.Section{
		{Questions: []string{fieldState, fieldDate, fieldBasis}},
		{Title: r.Words.T("entry.section_justification"), Questions: []string{fieldJustification + "_fr", fieldJustification + "_en"}},
		{Title: r.Words.T("entry.section_sources"), Documents: true},
	}
	if live.State != segur.Unknown {
		page.ElsewhereTitle = r.Words.T("entry.elsewhere")
		page.Elsewhere = []admin.Crumb{{Label: r.Words.T("entry.withdraw_state", "year", f.number), Href: paths.WithdrawState.Of(f.measure.Number, f.number)}}
	}
	return nil
}

func askState(r *driver.Request, q *driver.Questions, live, shown segur.Assessment) {
	there := live.State != segur.Unknown
	var states []form.Option
	for _, state := range segur.States() {
		states = append(states, form.Option{
			Value: string(state), Label: r.Words.T("state." + state.Slug()), Hint: r.Words.T("state_rule." + state.Slug()),
		})
	}
	q.Ask("state", form.Field{
		Name: fieldState, Kind: form.Radios, Options: states, Values: driver.One(string(shown.State)),
		Now: r.Words.Published(r.Words.T("state." + live.State.Slug())),
	})
	q.Ask("effective_on", form.Field{
		Name: fieldDate, Width: 20, Values: driver.One(r.Words.TypedDate(shown.EffectiveOn)), Now: publishedIf(r, there, r.Words.Date(live.EffectiveOn)),
	})
	basis := ""
	if live.Basis != "" {
		basis = r.Words.T("entry.basis." + string(live.Basis))
	}
	q.Ask("basis", form.Field{
		Name: fieldBasis, Kind: form.Radios, Values: driver.One(string(shown.Basis)), Now: publishedIf(r, there, basis),
		Options: r.Words.Options("entry.basis.", segur.Allowed(segur.TableAssessments, "basis")),
	})
	q.AskBoth(fieldJustification, 5, published(there, live.Justification), shown.Justification)
	q.Hold(driver.Columns{segur.TableAssessments: {
		"state": fieldState, "effective_on": fieldDate, "basis": fieldBasis, "source_ids": driver.FieldSource,
		"justification_fr": fieldJustification + "_fr", "justification_en": fieldJustification + "_en",
	}})
}

// published is a text that stands beside a question, nil where nothing is published.
func published(there bool, text segur.Text) *segur.Text {
	if !there {
		return nil
	}
	return &text
}

// Read makes the state of the answers.
func (f *stateForm) Read(r *driver.Request, a *driver.Answers) (segur.ChangeSet, error) {
	var states []string
	for _, state := range segur.States() {
		states = append(states, string(state))
	}
	given := segur.Assessment{Measure: f.measure.Number, Year: f.number, State: segur.State(a.Word(fieldState, states))}
	given.EffectiveOn = readEffective(r, a, f.number)
	if r.Submitting || a.Given(fieldBasis) != "" {
		given.Basis = segur.Basis(a.Word(fieldBasis, segur.Allowed(segur.TableAssessments, "basis")))
	}
	given.Justification = a.Both(fieldJustification)
	given.Sources = a.Documents()
	if a.Refused() {
		return segur.ChangeSet{}, nil
	}
	return edit.State(r.Base, given)
}

// readEffective reads the date of the act, which lies in the year of the state.
func readEffective(r *driver.Request, a *driver.Answers, year int) segur.Date {
	if a.Given(fieldDate) == "" {
		if r.Submitting {
			a.Refuse(fieldDate, "entry.no_date", "year", year)
		}
		return segur.Date{}
	}
	d := a.Date(fieldDate)
	if !d.IsZero() && d.Year != year {
		a.Refuse(fieldDate, "entry.date_outside", "typed", a.Given(fieldDate), "year", year)
	}
	return d
}

// stateWithdrawal takes the state of a year back.
type stateWithdrawal struct {
	year
	seen *segur.Assessment
}

// Allow finds the state that the person saw.
func (f *stateWithdrawal) Allow(r *driver.Request) ([]desk.Target, error) {
	if f.seen = assessment(r.Base, f.measure.Number, f.number); f.seen == nil {
		return nil, &segur.Error{Code: segur.CodeNotFound}
	}
	return f.year.Allow(r)
}

// Ask tells what is withdrawn.
func (f *stateWithdrawal) Ask(r *driver.Request, q *driver.Questions) error {
	f.begin(r, q, "entry.withdraw_state_title")
	page, words := q.Page, r.Words
	page.Action, page.Warn = paths.WithdrawState.Of(f.measure.Number, f.number), true
	page.Lede = words.T("entry.withdraw_state_lede", "year", f.number)
	page.Facts = []driver.Fact{
		{Label: words.T("entry.ask.state"), Text: words.T("state." + f.seen.State.Slug())},
		{Label: words.T("entry.ask.effective_on"), Text: words.Date(f.seen.EffectiveOn)},
		{Label: words.T("entry.section_justification"), Text: words.Text(f.seen.Justification)},
	}
	return nil
}

// Read takes the state away.
func (f *stateWithdrawal) Read(r *driver.Request, _ *driver.Answers) (segur.ChangeSet, error) {
	return edit.WithdrawState(r.Base, f.measure.Number, f.number)
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
