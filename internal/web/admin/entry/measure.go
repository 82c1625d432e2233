package entry

import (
	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/entry/driver"
	"github.com/segur-tracker/segur/internal/web/form"
)

// The fields of a measure's texts.
const (
	fieldTitle      = "titre"
	fieldShortTitle = "titre_court"
	fieldSummary    = "resume"
	fieldTitleBasis = "base_titre"
)

// measureForm changes the texts of a measure.
type measureForm struct {
	number int
	known  *catalog.Measure
	live   *segur.Measure
}

// reopenedMeasure returns the form of a proposal about measures, nil for none.
func reopenedMeasure(changes segur.ChangeSet) driver.Form {
	if number, ok := mover(changes.Measures); ok {
		return &numberForm{number: number}
	}
	if row, ok := only(changes.Measures); ok {
		return &measureForm{number: row.Number}
	}
	return nil
}

// publishedMeasure finds a measure, in the catalog and in the data; CodeNotFound for none.
func publishedMeasure(r *driver.Request, number int) (*catalog.Measure, *segur.Measure, error) {
	known, live := r.Call.Catalog.Measure(number), find(r.Live.Measures, func(m segur.Measure) bool { return m.Number == number })
	if known == nil || live == nil {
		return nil, nil, &segur.Error{Code: segur.CodeNotFound}
	}
	return known, live, nil
}

// Allow finds the measure.
func (f *measureForm) Allow(r *driver.Request) (targets []desk.Target, err error) {
	f.known, f.live, err = publishedMeasure(r, f.number)
	return []desk.Target{country(f.number)}, err
}

// Ask asks for the titles and the summary.
func (f *measureForm) Ask(r *driver.Request, q *driver.Questions) error {
	shown, ok := proposed(r, func(c segur.ChangeSet) segur.Changes[segur.Measure] { return c.Measures })
	if !ok {
		shown = *f.live
	}
	page, words := q.Page, r.Words
	page.Title, q.Start = words.T("entry.measure_texts_title"), paths.Years.Of(f.number)
	page.Action, page.Kicker = paths.Measure.Of(f.number), words.AboutMeasure(f.known)
	page.Crumbs = append(page.Crumbs, admin.Crumb{Label: words.T("measure.number", "number", f.number), Href: paths.Years.Of(f.number)})
	page.Facts = []driver.Fact{{Label: words.T("entry.slug"), Text: page.To.Measure(f.known)}}
	q.AskBoth(fieldTitle, 2, &f.live.Title, shown.Title)
	q.AskBoth(fieldShortTitle, 0, &f.live.ShortTitle, shown.ShortTitle)
	q.AskBoth(fieldSummary, 5, &f.live.Summary, shown.Summary)
	q.Ask("title_basis", form.Field{
		Name: fieldTitleBasis, Kind: form.Radios, Values: driver.One(shown.TitleBasis),
		Now:     words.Published(words.T("entry.title_basis." + f.live.TitleBasis)),
		Options: words.Options("entry.title_basis.", segur.Allowed(segur.TableMeasures, "title_basis")),
	})
	askNumberBasis(r, q, f.live.NumberBasis, shown.NumberBasis)
	q.Hold(driver.Columns{segur.TableMeasures: {
		"title_fr": "titre_fr", "title_en": "titre_en", "short_title_fr": "titre_court_fr", "short_title_en": "titre_court_en",
		"summary_fr": "resume_fr", "summary_en": "resume_en", "title_basis": fieldTitleBasis,
		"number_basis": fieldNumberBasis, "source_ids": driver.FieldSource,
	}})
	q.Documents = &driver.Documents{Several: true, Chosen: shown.Sources, Now: f.live.Sources}
	page.Sections = []driver.Section{
		{Title: words.T("entry.section_titles"), Questions: []string{fieldTitle + "_fr", fieldTitle + "_en", fieldShortTitle + "_fr", fieldShortTitle + "_en", fieldTitleBasis, fieldNumberBasis}},
		{Title: words.T("entry.section_summary"), Questions: []string{fieldSummary + "_fr", fieldSummary + "_en"}},
		{Title: words.T("entry.section_sources"), Documents: true},
	}
	return nil
}

// Read takes the texts over those that the person saw.
func (f *measureForm) Read(r *driver.Request, a *driver.Answers) (segur.ChangeSet, error) {
	m, err := seenMeasure(r, f.number)
	if err != nil {
		return segur.ChangeSet{}, err
	}
	m.Title, m.ShortTitle, m.Summary = a.Both(fieldTitle), a.Both(fieldShortTitle), a.Both(fieldSummary)
	m.TitleBasis = a.Word(fieldTitleBasis, segur.Allowed(segur.TableMeasures, "title_basis"))
	m.NumberBasis = a.Word(fieldNumberBasis, segur.Allowed(segur.TableMeasures, "number_basis"))
	m.Sources = a.Documents()
	if a.Refused() {
		return segur.ChangeSet{}, nil
	}
	return edit.Measure(r.Base, m)
}

// seenMeasure returns a measure as the person saw it.
func seenMeasure(r *driver.Request, number int) (segur.Measure, error) {
	if m := find(r.Base.Measures, func(m segur.Measure) bool { return m.Number == number }); m != nil {
		return *m, nil
	}
	return segur.Measure{}, &segur.Error{Code: segur.CodeConflict, Field: refusal.Gone}
}
