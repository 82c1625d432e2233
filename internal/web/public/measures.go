package public

import (
	"context"
	"strconv"
	"unicode/utf8"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
	"github.com/segur-tracker/segur/internal/web"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Measures is the list of measures under a filter, with the whole matrix as a chart.
type Measures struct {
	view.Page
	Asked
	Filter   view.Filter
	Pillars  []Choice
	States   []Choice
	Years    []Choice
	Readings []Choice
	Bases    []Choice
	Headline locale.Phrase
	Found    locale.Phrase
	Active   []ActiveFilter
	Groups   []MeasureGroup
	Matrix   view.Chart // only of the whole list
}

// Choice is one option of a form field.
type Choice struct {
	Value    string
	Label    string
	Selected bool
}

// ActiveFilter is one part of the filter with the address that drops it.
type ActiveFilter struct {
	Label string
	Href  string
}

// MeasureGroup is a pillar with those of its measures that match.
type MeasureGroup struct {
	Number   int
	Title    string
	Summary  string
	Measures []MeasureItem
}

// MeasureItem is a measure in the list.
type MeasureItem struct {
	Number     int
	Title      string
	Summary    string
	Href       string
	State      view.Standing
	Strips     []view.Strip
	Indicators int
}

// longestQuery bounds what a reader may search for, in characters.
const longestQuery = 100

func (p *Pages) measures(ctx context.Context, cat *catalog.Catalog, r web.Request) (web.Answer, error) {
	c := p.begin(ctx, cat, r, "measures")
	asked, err := c.asked(r)
	if err != nil {
		return web.Answer{}, err
	}
	query, filter, err := c.filter(r, asked)
	if err != nil {
		return web.Answer{}, err
	}
	c.page.Rename(c.page.To.At(0).Measures(filter)) // one address, however the filter was written
	m := Measures{Asked: asked, Filter: filter}
	m.Headline = sentence.Headline(c.Catalog, asked.Reading, asked.Year, c.words)
	found := c.FindMeasures(query)
	for _, step := range []func(*Measures, []*catalog.Measure) error{c.listChoices, c.listFound, c.listActive} {
		if err := step(&m, found); err != nil {
			return web.Answer{}, err
		}
	}
	if filter == (view.Filter{}) {
		if m.Matrix, err = c.draw.View(c, chart.Matrix, c.view(asked), 2); err != nil {
			return web.Answer{}, err
		}
	}
	c.title("measures")
	c.page.Query, c.page.NoIndex = filter.Text, filter.Text != ""
	m.Page = c.page
	return web.Answer{Template: "public/measures", Data: m}, nil
}

// filter reads the other parameters; each means something or the request is refused.
func (c *call) filter(r web.Request, a Asked) (catalog.MeasureQuery, view.Filter, error) {
	query := catalog.MeasureQuery{Reading: a.Reading, Year: a.Year}
	filter := c.narrowed(a)
	if asked := r.Query.Get("pilier"); asked != "" {
		number, ok := plainNumber(asked)
		if !ok || c.Pillar(number) == nil {
			return query, filter, refuse(c.words, "pilier", "error.pillar", c.pillarValues(), "last", len(c.Pillars()))
		}
		query.Pillar, filter.Pillar = number, number
	}
	if asked := r.Query.Get("etat"); asked != "" {
		state, ok := segur.ParseStanding(asked)
		if !ok {
			values := c.stateValues()
			return query, filter, refuse(c.words, "etat", "error.state", values)
		}
		query.State, filter.State = &state, state.Slug()
	}
	if asked := r.Query.Get("fondement"); asked != "" {
		basis, ok := segur.ParseBasis(asked)
		if !ok {
			values := c.basisValues()
			return query, filter, refuse(c.words, "fondement", "error.basis", values)
		}
		query.Basis, filter.Basis = basis, basis.Slug()
	}
	text, err := c.searched(r)
	query.Text, filter.Text = text, text
	return query, filter, err
}

// searched reads the parameter q.
func (c *call) searched(r web.Request) (string, error) {
	text := r.Query.Get("q")
	if !utf8.ValidString(text) || utf8.RuneCountInString(text) > longestQuery {
		return "", refuse(c.words, "q", "error.query", nil, "longest", longestQuery)
	}
	return text, nil
}

func (c *call) listChoices(m *Measures, _ []*catalog.Measure) error {
	for _, p := range c.Pillars() {
		m.Pillars = append(m.Pillars, Choice{
			strconv.Itoa(p.Number), strconv.Itoa(p.Number) + ". " + c.text(p.Title), p.Number == m.Filter.Pillar,
		})
	}
	for _, s := range segur.Standings() {
		state := view.NewState(c.words, s)
		m.States = append(m.States, Choice{state.Slug, state.Word, state.Slug == m.Filter.State})
	}
	for _, y := range c.Years() {
		m.Years = append(m.Years, Choice{strconv.Itoa(y), strconv.Itoa(y), y == m.Year})
	}
	for _, r := range segur.Readings() {
		label := c.words.T("reading_word." + string(r))
		m.Readings = append(m.Readings, Choice{string(r), label, r == m.Reading})
	}
	for _, b := range segur.Bases() {
		label := c.words.T("basis_word." + string(b))
		m.Bases = append(m.Bases, Choice{b.Slug(), label, b.Slug() == m.Filter.Basis})
	}
	return nil
}

func (c *call) listFound(m *Measures, found []*catalog.Measure) error {
	total := len(c.Measures())
	m.Found = c.words.Phrase("measures.found", "count", len(found),
		"n", sentence.Count(c.words, len(found)), "total", sentence.Count(c.words, total))
	for _, measure := range found {
		if n := len(m.Groups); n == 0 || m.Groups[n-1].Number != measure.In.Number {
			m.Groups = append(m.Groups, MeasureGroup{
				Number: measure.In.Number, Title: c.text(measure.In.Title), Summary: c.text(measure.In.Summary),
			})
		}
		item := c.listItem(measure, m.Asked)
		group := &m.Groups[len(m.Groups)-1]
		group.Measures = append(group.Measures, item)
	}
	return nil
}

func (c *call) listItem(m *catalog.Measure, a Asked) MeasureItem {
	state := c.standingOf(m, a)
	strips := view.Strips(c.Catalog, c.words, m)
	return MeasureItem{
		Number: m.Number, Title: c.text(m.Title), Summary: c.text(m.Summary),
		Href: c.page.To.Measure(m), State: state, Strips: strips, Indicators: len(m.Indicators),
	}
}

// listActive names each part of the filter and the address without it.
func (c *call) listActive(m *Measures, _ []*catalog.Measure) error {
	dated := "measures.active_annee"
	if m.Known() {
		dated = "measures.active_dernier"
	}
	parts := []struct {
		set  bool
		key  string
		args []any
		drop view.Filter
	}{
		{m.Filter.Pillar != 0, "measures.active_pillar", []any{"number", m.Filter.Pillar}, without(m.Filter, func(f *view.Filter) { f.Pillar = 0 })},
		{m.Filter.State != "", "measures.active_state", []any{"state", selectedLabel(m.States)}, without(m.Filter, func(f *view.Filter) { f.State = "" })},
		{m.Filter.Basis != "", "measures.active_basis", []any{"basis", selectedLabel(m.Bases)}, without(m.Filter, func(f *view.Filter) { f.Basis = "" })},
		{m.Filter.Year != 0, dated, []any{"year", m.Filter.Year}, without(m.Filter, func(f *view.Filter) { f.Year, f.Reading = 0, "" })},
		{m.Filter.Text != "", "measures.active_text", []any{"text", m.Filter.Text}, without(m.Filter, func(f *view.Filter) { f.Text = "" })},
	}
	for _, part := range parts {
		if !part.set {
			continue
		}
		label := c.words.T(part.key, part.args...)
		m.Active = append(m.Active, ActiveFilter{label, c.page.To.Measures(part.drop)})
	}
	return nil
}

func without(f view.Filter, change func(*view.Filter)) view.Filter {
	change(&f)
	return f
}

func selectedLabel(choices []Choice) string {
	for _, choice := range choices {
		if choice.Selected {
			return choice.Label
		}
	}
	return ""
}
