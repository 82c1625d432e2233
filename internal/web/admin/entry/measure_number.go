package entry

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

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

// The fields of a measure's number and pillar.
const (
	fieldPlace       = "place" // "1:3", the third place of pillar 1
	fieldNumberBasis = "base_numero"
)

// numberForm gives a measure another number or pillar.
type numberForm struct {
	number int
	known  *catalog.Measure
	live   *segur.Measure
}

// Allow finds the measure. Its number concerns all of them.
func (f *numberForm) Allow(r *driver.Request) (targets []desk.Target, err error) {
	f.known, f.live, err = publishedMeasure(r, f.number)
	return []desk.Target{country()}, err
}

// Ask asks for a place, and shows the order that it leads to.
func (f *numberForm) Ask(r *driver.Request, q *driver.Questions) error {
	shown, chosen := *f.live, placeOf(r.Live, *f.live)
	if r.Proposal != nil {
		if after, err := edit.Apply(r.Base, r.Proposal.Changes); err == nil {
			if moved := find(after.Measures, func(m segur.Measure) bool { return m.Slug == f.live.Slug }); moved != nil {
				shown, chosen = *moved, placeOf(after, *moved)
			}
		}
	}
	page, words := q.Page, r.Words
	page.Title, q.Start, q.Vague = words.T("renumber.form_title"), paths.Years.Of(f.number), fieldPlace
	page.Action, page.Kicker, page.Lede = paths.MeasureNumber.Of(f.number), words.AboutMeasure(f.known), words.T("renumber.lede")
	page.Crumbs = append(page.Crumbs, admin.Crumb{Label: words.T("measure.number", "number", f.number), Href: paths.Years.Of(f.number)})
	page.Facts = []driver.Fact{{Label: words.T("renumber.address"), Text: page.To.Measure(f.known)}}
	q.Ask("place", form.Field{
		Name: fieldPlace, Kind: form.Select, Label: words.T("renumber.ask_place"), Hint: words.T("renumber.ask_place_hint"),
		Values: driver.One(chosen), Options: placesFor(r, f.known),
	})
	askNumberBasis(r, q, f.live.NumberBasis, shown.NumberBasis)
	q.Hold(driver.Columns{segur.TableMeasures: {
		"number": fieldPlace, "pillar": fieldPlace, "number_basis": fieldNumberBasis, "source_ids": driver.FieldSource,
	}})
	q.Documents = &driver.Documents{Several: true, Chosen: shown.Sources, Now: f.live.Sources}
	page.Sections = []driver.Section{
		{
			Title: words.T("renumber.section_place"), Questions: []string{fieldPlace, fieldNumberBasis},
			Button: &driver.Button{Do: "apercu", Label: words.T("renumber.see_order"), To: page.Action + "#ordre"},
		},
		{Title: words.T("entry.section_sources"), Documents: true},
	}
	if r.Answering {
		chosen = r.Call.Form.Get(fieldPlace)
	}
	if changes, err := moving(r.Live, *f.live, chosen); err == nil {
		page.Order = words.Reorder(changes)
	}
	return nil
}

// Read moves the measure.
func (f *numberForm) Read(r *driver.Request, a *driver.Answers) (segur.ChangeSet, error) {
	m, err := seenMeasure(r, f.number)
	if err != nil {
		return segur.ChangeSet{}, err
	}
	m.NumberBasis = a.Word(fieldNumberBasis, segur.Allowed(segur.TableMeasures, "number_basis"))
	m.Sources = a.Documents()
	if a.Refused() {
		return segur.ChangeSet{}, nil
	}
	return moving(r.Base, m, a.Given(fieldPlace))
}

// askNumberBasis asks where a number comes from.
func askNumberBasis(r *driver.Request, q *driver.Questions, live, shown string) {
	q.Ask("number_basis", form.Field{
		Name: fieldNumberBasis, Kind: form.Radios, Label: r.Words.T("renumber.ask_basis"), Values: driver.One(shown),
		Now:     r.Words.Published(r.Words.T("renumber.basis." + live)),
		Options: r.Words.Options("renumber.basis.", segur.Allowed(segur.TableMeasures, "number_basis")),
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
func placesFor(r *driver.Request, m *catalog.Measure) []form.Option {
	var options []form.Option
	number := 1
	for _, pillar := range r.Call.Catalog.Pillars() {
		group := r.Words.T("matrix.pillar", "number", pillar.Number, "title", r.Words.Text(pillar.Title))
		rest := slices.DeleteFunc(slices.Clone(pillar.Measures), func(other *catalog.Measure) bool { return other == m })
		for i := range len(rest) + 1 {
			o := form.Option{Value: fmt.Sprintf("%d:%d", pillar.Number, i+1), Group: group, Label: r.Words.T("renumber.first", "number", number+i)}
			if i > 0 {
				o.Label = r.Words.T("renumber.after", "number", number+i, "title", r.Words.Text(rest[i-1].ShortTitle))
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
		return segur.ChangeSet{}, &segur.Error{Code: segur.CodeInvalid, Field: refusal.Place}
	}
	return edit.Move(d, m, pillar, place)
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
