package entry

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/entry/sheet"
	"github.com/segur-tracker/segur/internal/web/form"
)

// The fields of a measure's number and pillar.
const (
	fieldPlace       = "place" // "1:3", the third place of pillar 1
	fieldNumberBasis = "base_numero"
)

// numberPath is the form that gives a measure another number or pillar.
func numberPath(number int) string {
	return sheet.Root + "/mesure/" + strconv.Itoa(number) + "/numero"
}

func (p *Pages) number(c *admin.Call) (admin.Answer, error) {
	m, err := measureOf(c)
	if err != nil {
		return admin.Answer{}, err
	}
	s, err := p.course.Open(c, desk.KindMeasure)
	if err != nil {
		return admin.Answer{}, err
	}
	return p.answerNumber(s, m.Number)
}

func (p *Pages) answerNumber(s *sheet.Sheet, number int) (admin.Answer, error) {
	m, live := s.Catalog.Measure(number), find(s.Live.Measures, func(m segur.Measure) bool { return m.Number == number })
	if m == nil || live == nil {
		return admin.Answer{}, &segur.Error{Code: segur.CodeNotFound}
	}
	if err := s.Allow(country()); err != nil {
		return admin.Answer{}, err
	}
	shown, chosen := *live, placeOf(s.Live, *live)
	if s.Proposal != nil {
		if after, err := edit.Apply(s.Base, s.Proposal.Changes); err == nil {
			if moved := find(after.Measures, func(m segur.Measure) bool { return m.Slug == live.Slug }); moved != nil {
				shown, chosen = *moved, placeOf(after, *moved)
			}
		}
	}
	page, err := s.Start("renumber.form_title")
	if err != nil {
		return admin.Answer{}, err
	}
	page.Action, page.Kicker, page.Lede = numberPath(number), s.AboutMeasure(m), s.T("renumber.lede")
	page.Crumbs = append(page.Crumbs, admin.Crumb{Label: s.T("measure.number", "number", number), Href: measurePath(number)})
	page.Facts = []sheet.Fact{{Label: s.T("renumber.address"), Text: page.To.Measure(m)}}
	s.Ask("place", form.Field{
		Name: fieldPlace, Kind: form.Select, Label: s.T("renumber.ask_place"), Hint: s.T("renumber.ask_place_hint"),
		Values: sheet.One(chosen), Options: placesFor(s, m),
	})
	askNumberBasis(s, live.NumberBasis, shown.NumberBasis)
	s.AskDocuments(sheet.Documents{Several: true, Chosen: shown.Sources, Now: live.Sources})
	s.AskReason()
	page.Sections = []sheet.Section{
		{
			Title: s.T("renumber.section_place"), Questions: []string{fieldPlace, fieldNumberBasis},
			Button: &sheet.Button{Do: "apercu", Label: s.T("renumber.see_order"), To: page.Action + "#ordre"},
		},
		{Title: s.T("entry.section_sources"), Documents: true},
	}
	if s.Answering() {
		chosen = s.Call.Form.Get(fieldPlace)
	}
	if changes, err := moving(s.Live, *live, chosen); err == nil {
		page.Order = s.Reorder(s.Catalog, changes)
	}
	return s.Finish(page, measurePath(number), func() sheet.Outcome { return readNumber(s, number) })
}

// askNumberBasis asks where a number comes from.
func askNumberBasis(s *sheet.Sheet, live, shown string) {
	s.Ask("number_basis", form.Field{
		Name: fieldNumberBasis, Kind: form.Radios, Label: s.T("renumber.ask_basis"), Values: sheet.One(shown),
		Now:     s.Published(s.T("renumber.basis." + live)),
		Options: s.Options("renumber.basis.", segur.Allowed(segur.TableMeasures, "number_basis")),
	})
}

// placeOf writes the place of a measure as the form does.
func placeOf(d segur.Dataset, m segur.Measure) string {
	at := 1
	for _, other := range d.Measures {
		if other.Pillar == m.Pillar && other.Number < m.Number {
			at++
		}
	}
	return fmt.Sprintf("%d:%d", m.Pillar, at)
}

// readPlace reads what placeOf writes.
func readPlace(text string) (pillar, place int, ok bool) {
	before, after, found := strings.Cut(text, ":")
	pillar, errPillar := strconv.Atoi(before)
	place, errPlace := strconv.Atoi(after)
	return pillar, place, found && errPillar == nil && errPlace == nil
}

// placesFor lists every place that a measure may take, with the number that it would get there.
func placesFor(s *sheet.Sheet, m *catalog.Measure) []form.Option {
	var options []form.Option
	number := 1
	for _, pillar := range s.Catalog.Pillars() {
		group := s.T("matrix.pillar", "number", pillar.Number, "title", s.Text(pillar.Title))
		rest := slices.DeleteFunc(slices.Clone(pillar.Measures), func(other *catalog.Measure) bool { return other == m })
		for i := range len(rest) + 1 {
			o := form.Option{Value: fmt.Sprintf("%d:%d", pillar.Number, i+1), Group: group, Label: s.T("renumber.first", "number", number+i)}
			if i > 0 {
				o.Label = s.T("renumber.after", "number", number+i, "title", s.Text(rest[i-1].ShortTitle))
			}
			options = append(options, o)
		}
		number += len(rest)
	}
	return options
}

// moving returns the change that puts a measure where a form says.
func moving(d segur.Dataset, m segur.Measure, chosen string) (segur.ChangeSet, error) {
	pillar, place, ok := readPlace(chosen)
	if !ok {
		return segur.ChangeSet{}, &segur.Error{Code: segur.CodeInvalid, Field: edit.RefusalPlace}
	}
	return edit.Move(d, m, pillar, place)
}

func readNumber(s *sheet.Sheet, number int) sheet.Outcome {
	o := sheet.Outcome{Vague: fieldPlace, Fields: columns(segur.TableMeasures, map[string]string{
		"number": fieldPlace, "pillar": fieldPlace, "number_basis": fieldNumberBasis, "source_ids": sheet.FieldSource,
	})}
	base := find(s.Base.Measures, func(m segur.Measure) bool { return m.Number == number })
	if base == nil {
		o.Err = &segur.Error{Code: segur.CodeConflict, Field: edit.RefusalGone}
		return o
	}
	m := *base
	m.NumberBasis = s.ReadWord(fieldNumberBasis, segur.Allowed(segur.TableMeasures, "number_basis"))
	var added *segur.Source
	m.Sources, added = s.ReadDocuments()
	if s.Asked.Refused() {
		return o
	}
	if o.Changes, o.Err = moving(s.Base, m, s.Given(fieldPlace)); o.Err == nil {
		o.Changes, o.Err = s.WithDocument(o.Changes, added)
	}
	return o
}

// mover returns the number that the measure had which a change puts elsewhere; ok is false where
// the change leaves the order as it is. Of two that change places either will do.
func mover(c segur.Changes[segur.Measure]) (number int, ok bool) {
	far := -1
	for _, r := range c.Replace {
		away := r.New.Number - r.Old.Number
		if away = max(away, -away); r.Old.Pillar != r.New.Pillar {
			away += segur.MeasureCount
		}
		if away > 0 && away > far {
			number, far = r.Old.Number, away
		}
	}
	return number, far > 0
}
