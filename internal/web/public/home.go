package public

import (
	"context"
	"strconv"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
	"github.com/segur-tracker/segur/internal/web"
	"github.com/segur-tracker/segur/internal/web/view"
)

// latestChanges is how many changes the home page shows.
const latestChanges = 6

// Home is the first page: where the measures stand, the charts, the key figures.
type Home struct {
	view.Page
	Year       int
	Years      []view.Year
	Headline   locale.Phrase
	States     []view.StateCount
	Official   *Official
	Progress   view.Figure // avancement
	ByPillar   view.Figure // avancement-par-pilier
	Reading    Reading
	Tiles      []view.Tile
	Indicators int
	Matrix     Matrix
	Changes    []Change
	Priorities []Priority
}

// Official sets the ministry's only overall figure beside ours.
type Official struct {
	Value   view.Value
	Year    int
	Ours    locale.Figure
	Done    int
	DoneFig locale.Figure
}

// Reading are the figures of the notes beside the charts.
type Reading struct {
	EverDone    locale.Figure
	EverDoneNo  int
	Numbers     string
	Inferred    locale.Figure
	Assessments locale.Figure
}

// Change is one dated assessment told as news.
type Change struct {
	Date          string
	Number        int
	Pillar        int
	Title         string
	Href          string
	State         view.State
	Justification string
	Citations     []view.Citation
}

// Priority is an axis of the second year with its measures.
type Priority struct {
	Title     string
	Summary   string
	Measures  []MeasureLink
	Citations []view.Citation
}

// MeasureLink points to a measure, with its state in the year of the page.
type MeasureLink struct {
	Number int
	Pillar int
	Title  string
	Short  string // our label for narrow places
	Href   string
	State  view.State
}

func (p *Pages) home(ctx context.Context, cat *catalog.Catalog, r web.Request) (web.Page, error) {
	c := p.begin(ctx, cat, r, "home")
	year, err := c.year(r)
	if err != nil {
		return web.Page{}, err
	}
	h := Home{Year: year, Years: c.years(year), Indicators: len(cat.Indicators())}
	for _, step := range []func(*Home) error{c.homeStates, c.homeCharts, c.homeTiles, c.homeLists} {
		if err := step(&h); err != nil {
			return web.Page{}, err
		}
	}
	if err := c.title("home", "year", year); err != nil {
		return web.Page{}, err
	}
	c.page.Description = h.Headline.String()
	if year == cat.LastYear() {
		c.page.Rename(c.page.To.Action("home")) // the same page with and without its year
	}
	h.Page = c.page
	return web.Page{Template: "public/home", Data: h}, nil
}

// year reads the parameter annee; without it the last assessed year is meant.
func (c *call) year(r web.Request) (int, error) {
	asked := r.Query.Get("annee")
	if asked == "" {
		return c.LastYear(), nil
	}
	year, ok := plainNumber(asked)
	if !ok || !c.HasYear(year) {
		return 0, refuse(c.words, "annee", "error.year", "first", c.FirstYear(), "last", c.LastYear())
	}
	return year, nil
}

func (c *call) years(current int) []view.Year {
	var years []view.Year
	for _, y := range c.Years() {
		years = append(years, view.Year{Year: y, Href: c.page.To.Year(y), Current: y == current})
	}
	return years
}

func (c *call) homeStates(h *Home) error {
	var err error
	if h.Headline, err = sentence.Headline(c.Catalog, h.Year, c.words); err != nil {
		return err
	}
	if h.States, err = view.CountStates(c.words, c.page.To, c.Counts(h.Year), view.Filter{Year: h.Year}); err != nil {
		return err
	}
	h.Official, err = c.official()
	return err
}

// officialCode is the indicator of the ministry's overall count of July 2021.
const officialCode = "seg-done-pct"

// official compares the ministry's share with our count at the end of the same year; nil
// when the figure is not published.
func (c *call) official() (*Official, error) {
	ind := c.Indicator(officialCode)
	if ind == nil {
		return nil, nil
	}
	last, ok := ind.Main().Last()
	if !ok {
		return nil, nil
	}
	value, err := view.NewValue(c.Catalog, c.words, ind.Indicator, last.Value)
	if err != nil {
		return nil, err
	}
	year := last.Period.To.Year
	counts := c.Counts(year)
	done := counts[segur.Done] + counts[segur.DoneModified]
	return &Official{
		Value: value, Year: year, Done: done, DoneFig: sentence.Count(c.words, done),
		Ours: sentence.Count(c.words, done+counts[segur.InProgress]),
	}, nil
}

func (c *call) homeCharts(h *Home) error {
	var err error
	if h.Progress, err = c.draw.Chart(c, "avancement", 3); err != nil {
		return err
	}
	if h.ByPillar, err = c.draw.Chart(c, "avancement-par-pilier", 3); err != nil {
		return err
	}
	h.Reading = c.reading()
	return nil
}

func (c *call) reading() Reading {
	var numbers []string
	for _, m := range c.Measures() {
		if m.EverDone() {
			numbers = append(numbers, strconv.Itoa(m.Number))
		}
	}
	totals := c.Totals()
	return Reading{
		EverDone: sentence.Count(c.words, len(numbers)), EverDoneNo: len(numbers), Numbers: c.words.List(numbers),
		Inferred: sentence.Count(c.words, totals.Bases[segur.BasisInferred]), Assessments: sentence.Count(c.words, totals.Assessments),
	}
}

func (c *call) homeTiles(h *Home) error {
	for _, ind := range c.Headline() {
		tile, err := c.draw.Tile(c, ind)
		if err != nil {
			return err
		}
		h.Tiles = append(h.Tiles, tile)
	}
	return nil
}

func (c *call) homeLists(h *Home) error {
	var err error
	if h.Matrix, err = c.matrix(h.Year); err != nil {
		return err
	}
	if h.Changes, err = c.changes(latestChanges); err != nil {
		return err
	}
	h.Priorities, err = c.priorities(h.Year)
	return err
}

func (c *call) changes(limit int) ([]Change, error) {
	var changes []Change
	for _, change := range c.LatestChanges(limit) {
		m, a := change.Measure, change.Assessment
		state, err := view.NewState(c.words, a.State)
		if err != nil {
			return nil, err
		}
		cites, err := view.CiteAll(c.Catalog, c.words, a.Sources)
		if err != nil {
			return nil, err
		}
		changes = append(changes, Change{
			Date: sentence.Date(c.words, a.EffectiveOn), Number: m.Number, Pillar: m.In.Number,
			Title: c.text(m.Title), Href: c.page.To.Measure(m), State: state,
			Justification: c.text(a.Justification), Citations: cites,
		})
	}
	return changes, nil
}

// text picks the language of the page and sets the text in its typography.
func (c *call) text(t segur.Text) string { return c.words.Text(t.In(string(c.words.Lang()))) }

func (c *call) priorities(year int) ([]Priority, error) {
	var axes []Priority
	for _, axis := range c.Priorities() {
		cites, err := view.CiteAll(c.Catalog, c.words, axis.Sources)
		if err != nil {
			return nil, err
		}
		entry := Priority{Title: c.text(axis.Title), Summary: c.text(axis.Summary), Citations: cites}
		for _, number := range axis.Measures {
			link, err := c.measureLink(number, year)
			if err != nil {
				return nil, err
			}
			entry.Measures = append(entry.Measures, link)
		}
		axes = append(axes, entry)
	}
	return axes, nil
}

func (c *call) measureLink(number, year int) (MeasureLink, error) {
	m := c.Measure(number)
	if m == nil {
		return MeasureLink{Number: number}, nil
	}
	state, err := view.NewState(c.words, m.Cell(year).State())
	return MeasureLink{
		Number: m.Number, Pillar: m.In.Number, Title: c.text(m.Title), Short: c.text(m.ShortTitle),
		Href: c.page.To.Measure(m), State: state,
	}, err
}
