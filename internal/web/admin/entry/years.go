package entry

import (
	"net/url"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/entry/driver"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Years lists the years of a measure, each with its state and the form that changes it.
type Years struct {
	admin.Frame
	Kicker     *driver.Kicker
	Full       string // the whole title
	Links      []admin.Crumb
	Lines      []YearLine
	Indicators IndicatorList
}

// YearLine is one year of a measure.
type YearLine struct {
	Year          int
	State         view.State
	Date          string
	Justification string
	Documents     string // « 2 sources »
	Action        admin.Crumb
	Note          admin.Crumb // the form of a search in vain, zero for a year that has a state
	Searches      []SearchLine
}

// SearchLine is a search noted for a year.
type SearchLine struct {
	Text     string // when, where, with which words
	Withdraw driver.Action
}

func (p *Pages) years(c *admin.Call) (admin.Answer, error) {
	m, err := measureOf(c)
	if err != nil {
		return admin.Answer{}, err
	}
	r, err := p.driver.Open(c, desk.KindState)
	if err != nil {
		return admin.Answer{}, err
	}
	if err := p.driver.Allow(r, country(m.Number)); err != nil {
		return admin.Answer{}, err
	}
	frame, err := c.Begin("entry", "entry.measure_title", "number", m.Number, "title", m.ShortTitle.In(string(r.Words.Localizer.Lang())))
	if err != nil {
		return admin.Answer{}, err
	}
	page := Years{Frame: frame, Kicker: r.Words.AboutMeasure(m), Full: r.Words.Text(m.Title), Indicators: IndicatorList{Localizer: r.Words.Localizer}}
	page.Kicker.Text = ""
	page.Crumbs = []admin.Crumb{{Label: r.Words.T("desk.nav_entry"), Href: paths.Entry}, {Label: r.Words.T("measure.number", "number", m.Number)}}
	if c.Actor.MayOn(desk.ProposeMeasure, country(m.Number)) {
		page.Links = []admin.Crumb{{Label: r.Words.T("entry.edit_texts"), Href: paths.Measure.Of(m.Number)}}
	}
	if c.Actor.MayOn(desk.ProposeMeasure, country()) {
		page.Links = append(page.Links, admin.Crumb{Label: r.Words.T("renumber.form_title"), Href: paths.MeasureNumber.Of(m.Number)})
	}
	page.Links = append(page.Links, admin.Crumb{Label: r.Words.T("entry.see_public"), Href: frame.To.Measure(m)})
	for _, year := range yearsOf(c) {
		line := yearLine(r, m, year)
		page.Lines = append([]YearLine{line}, page.Lines...)
	}
	for _, ind := range m.Indicators {
		line := indicatorLine(r, ind)
		line.Place = "" // the page says it
		page.Indicators.Lines = append(page.Indicators.Lines, line)
	}
	return admin.Page("admin/entry-measure", page), nil
}

func yearLine(r *driver.Request, m *catalog.Measure, year int) YearLine {
	cell := m.Cell(year)
	state := view.NewState(r.Words.Localizer, cell.State())
	line := YearLine{Year: year, State: state, Action: admin.Crumb{Label: r.Words.T("entry.give_state"), Href: paths.State.Of(m.Number, year)}}
	if a := cell.Assessment; a != nil {
		line.Date, line.Justification = r.Words.Date(a.EffectiveOn), r.Words.Text(a.Justification)
		line.Documents = r.Words.T("entry.documents_count", "count", len(a.Sources))
		line.Action.Label = r.Words.T("entry.change_state")
	} else {
		line.Note = admin.Crumb{Label: r.Words.T("entry.note_search"), Href: paths.Search.Of(m.Number, year)}
	}
	for _, noted := range m.SearchesOf(year, year) {
		line.Searches = append(line.Searches, searchLine(r, noted))
	}
	return line
}

func searchLine(r *driver.Request, noted segur.Search) SearchLine {
	text := r.Words.T("entry.search_line", "date", r.Words.Date(noted.Date), "corpus", r.Words.Label("entry.corpus.", noted.Corpus), "words", noted.Query)
	return SearchLine{Text: text, Withdraw: driver.Action{
		Label: r.Words.T("entry.action.retirer"), Of: text,
		Href: paths.WithdrawSearch.Of(noted.Measure, noted.Year) + "?" + url.Values{fieldOn: {noted.RowKey()}}.Encode(),
	}}
}
