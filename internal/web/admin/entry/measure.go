package entry

import (
	"net/url"
	"strconv"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/entry/sheet"
	"github.com/segur-tracker/segur/internal/web/form"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Years lists the years of a measure, each with its state and the form that changes it.
type Years struct {
	admin.Frame
	Kicker     *sheet.Kicker
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
	Withdraw sheet.Action
}

func (p *Pages) years(c *admin.Call) (admin.Answer, error) {
	m, err := measureOf(c)
	if err != nil {
		return admin.Answer{}, err
	}
	s, err := p.course.Open(c, desk.KindState)
	if err != nil {
		return admin.Answer{}, err
	}
	if err := s.Allow(country(m.Number)); err != nil {
		return admin.Answer{}, err
	}
	frame, err := s.Begin("entry", "entry.measure_title", "number", m.Number, "title", m.ShortTitle.In(string(s.Words.Lang())))
	if err != nil {
		return admin.Answer{}, err
	}
	page := Years{Frame: frame, Kicker: s.AboutMeasure(m), Full: s.Text(m.Title), Indicators: IndicatorList{Localizer: s.Words}}
	page.Kicker.Text = ""
	page.Crumbs = []admin.Crumb{{Label: s.T("desk.nav_entry"), Href: sheet.Root}, {Label: s.T("measure.number", "number", m.Number)}}
	if c.Actor.MayOn(desk.ProposeMeasure, country(m.Number)) {
		page.Links = []admin.Crumb{{Label: s.T("entry.edit_texts"), Href: sheet.Root + "/mesure/" + strconv.Itoa(m.Number)}}
	}
	if c.Actor.MayOn(desk.ProposeMeasure, country()) {
		page.Links = append(page.Links, admin.Crumb{Label: s.T("renumber.form_title"), Href: numberPath(m.Number)})
	}
	page.Links = append(page.Links, admin.Crumb{Label: s.T("entry.see_public"), Href: frame.To.Measure(m)})
	for _, year := range yearsOf(c) {
		line, err := yearLine(s, m, year)
		if err != nil {
			return admin.Answer{}, err
		}
		page.Lines = append([]YearLine{line}, page.Lines...)
	}
	for _, ind := range m.Indicators {
		line := indicatorLine(s, ind)
		line.Place = "" // the page says it
		page.Indicators.Lines = append(page.Indicators.Lines, line)
	}
	return admin.Page("admin/entry-measure", page), s.Failed()
}

func yearLine(s *sheet.Sheet, m *catalog.Measure, year int) (YearLine, error) {
	cell := m.Cell(year)
	state, err := view.NewState(s.Words, cell.State())
	if err != nil {
		return YearLine{}, err
	}
	line := YearLine{Year: year, State: state, Action: admin.Crumb{Label: s.T("entry.give_state"), Href: statePath(m.Number, year)}}
	if a := cell.Assessment; a != nil {
		line.Date, line.Justification = s.Date(a.EffectiveOn), s.Text(a.Justification)
		line.Documents = s.T("entry.documents_count", "count", len(a.Sources))
		line.Action.Label = s.T("entry.change_state")
	} else {
		line.Note = admin.Crumb{Label: s.T("entry.note_search"), Href: searchPath(m.Number, year)}
	}
	for _, noted := range m.SearchesOf(year, year) {
		line.Searches = append(line.Searches, searchLine(s, noted))
	}
	return line, nil
}

func searchLine(s *sheet.Sheet, noted segur.Search) SearchLine {
	text := s.T("entry.search_line", "date", s.Date(noted.Date), "corpus", s.Label("entry.corpus.", noted.Corpus), "words", noted.Query)
	return SearchLine{Text: text, Withdraw: sheet.Action{
		Label: s.T("entry.action.retirer"), Of: text,
		Href: searchPath(noted.Measure, noted.Year) + "/retirer?" + url.Values{fieldOn: {noted.RowKey()}}.Encode(),
	}}
}

// The fields of a measure's texts.
const (
	fieldTitle      = "titre"
	fieldShortTitle = "titre_court"
	fieldSummary    = "resume"
	fieldTitleBasis = "base_titre"
)

func (p *Pages) measure(c *admin.Call) (admin.Answer, error) {
	m, err := measureOf(c)
	if err != nil {
		return admin.Answer{}, err
	}
	s, err := p.course.Open(c, desk.KindMeasure)
	if err != nil {
		return admin.Answer{}, err
	}
	return p.answerMeasure(s, m.Number)
}

func (p *Pages) answerMeasure(s *sheet.Sheet, number int) (admin.Answer, error) {
	m, live := s.Catalog.Measure(number), find(s.Live.Measures, func(m segur.Measure) bool { return m.Number == number })
	if m == nil || live == nil {
		return admin.Answer{}, &segur.Error{Code: segur.CodeNotFound}
	}
	if err := s.Allow(country(number)); err != nil {
		return admin.Answer{}, err
	}
	shown, ok := proposed(s, func(c segur.ChangeSet) segur.Changes[segur.Measure] { return c.Measures })
	if !ok {
		shown = *live
	}
	page, err := s.Start("entry.measure_texts_title")
	if err != nil {
		return admin.Answer{}, err
	}
	page.Action, page.Kicker = sheet.Root+"/mesure/"+strconv.Itoa(number), s.AboutMeasure(m)
	page.Crumbs = append(page.Crumbs, admin.Crumb{Label: s.T("measure.number", "number", number), Href: measurePath(number)})
	page.Facts = []sheet.Fact{{Label: s.T("entry.slug"), Text: page.To.Measure(m)}}
	s.AskBoth(fieldTitle, 2, &live.Title, shown.Title)
	s.AskBoth(fieldShortTitle, 0, &live.ShortTitle, shown.ShortTitle)
	s.AskBoth(fieldSummary, 5, &live.Summary, shown.Summary)
	s.Ask("title_basis", form.Field{
		Name: fieldTitleBasis, Kind: form.Radios, Values: sheet.One(shown.TitleBasis),
		Now:     s.Published(s.T("entry.title_basis." + live.TitleBasis)),
		Options: s.Options("entry.title_basis.", segur.Allowed(segur.TableMeasures, "title_basis")),
	})
	askNumberBasis(s, live.NumberBasis, shown.NumberBasis)
	s.Bound(measureFields())
	s.AskDocuments(sheet.Documents{Several: true, Chosen: shown.Sources, Now: live.Sources})
	s.AskReason()
	page.Sections = []sheet.Section{
		{Title: s.T("entry.section_titles"), Questions: []string{fieldTitle + "_fr", fieldTitle + "_en", fieldShortTitle + "_fr", fieldShortTitle + "_en", fieldTitleBasis, fieldNumberBasis}},
		{Title: s.T("entry.section_summary"), Questions: []string{fieldSummary + "_fr", fieldSummary + "_en"}},
		{Title: s.T("entry.section_sources"), Documents: true},
	}
	return s.Finish(page, measurePath(number), func() sheet.Outcome { return readMeasure(s, number) })
}

func measureFields() sheet.Columns {
	return columns(segur.TableMeasures, map[string]string{
		"title_fr": "titre_fr", "title_en": "titre_en", "short_title_fr": "titre_court_fr", "short_title_en": "titre_court_en",
		"summary_fr": "resume_fr", "summary_en": "resume_en", "title_basis": fieldTitleBasis,
		"number_basis": fieldNumberBasis, "source_ids": sheet.FieldSource,
	})
}

func readMeasure(s *sheet.Sheet, number int) sheet.Outcome {
	o := sheet.Outcome{Fields: measureFields()}
	base := find(s.Base.Measures, func(m segur.Measure) bool { return m.Number == number })
	if base == nil {
		o.Err = &segur.Error{Code: segur.CodeConflict, Field: edit.RefusalGone}
		return o
	}
	m := *base
	m.Title, m.ShortTitle, m.Summary = s.ReadBoth(fieldTitle), s.ReadBoth(fieldShortTitle), s.ReadBoth(fieldSummary)
	m.TitleBasis = s.ReadWord(fieldTitleBasis, segur.Allowed(segur.TableMeasures, "title_basis"))
	m.NumberBasis = s.ReadWord(fieldNumberBasis, segur.Allowed(segur.TableMeasures, "number_basis"))
	var added *segur.Source
	m.Sources, added = s.ReadDocuments()
	if s.Asked.Refused() {
		return o
	}
	if o.Changes, o.Err = edit.Measure(s.Base, m); o.Err == nil {
		o.Changes, o.Err = s.WithDocument(o.Changes, added)
	}
	return o
}
