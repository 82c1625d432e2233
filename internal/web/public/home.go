package public

import (
	"context"
	"strconv"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
	"github.com/segur-tracker/segur/internal/web"
	"github.com/segur-tracker/segur/internal/web/view"
)

// latestAssessments is how many assessments the home page shows.
const latestAssessments = 4

// Home is the first page: where the measures stand, the charts, the key figures.
type Home struct {
	view.Page
	Asked
	Years      []view.Year
	Headline   locale.Phrase
	Rest       locale.Phrase // what the headline leaves out, nil for nothing
	Rows       []view.Row
	Tally      []view.StateCount
	Sums       [3]locale.Figure // of the columns of Tally: documented, older, both
	Bases      []BasisCount
	Twin       string // the same year under the other reading, "" where there is none
	Official   *Official
	Progress   view.Chart // avancement
	ByPillar   view.Chart // avancement-par-pilier
	Notes      Notes
	Tiles      []view.Tile
	Indicators int
	Matrix     Matrix
	Changes    []DatedAssessment
	Priorities []Priority
	Method     []Priority // headings that are no axis
}

// BasisCount is how many states rest on one basis.
type BasisCount struct {
	Word  string
	N     int
	Count locale.Figure
	Href  string
}

// Official sets the ministry's only overall figure beside ours.
type Official struct {
	Value   view.Value
	Year    int
	Ours    locale.Figure
	Done    int
	DoneFig locale.Figure
}

// Notes are the figures of the notes beside the charts.
type Notes struct {
	EverDone    locale.Figure
	EverDoneNo  int
	Numbers     string
	Inferred    locale.Figure
	Assessments locale.Figure
}

// DatedAssessment is one dated assessment told as news.
type DatedAssessment struct {
	Date          string
	Number        int
	Pillar        int
	Title         string
	Href          string
	State         view.State
	Justification string
	Citations     []view.Citation
}

// Priority is an axis of the second year with its measures, or the heading of method.
type Priority struct {
	Axis      bool
	Title     string
	Summary   string
	Measures  []MeasureLink
	Citations []view.Citation
}

// MeasureLink points to a measure, with its state as the page reads it.
type MeasureLink struct {
	Number int
	Pillar int
	Title  string
	Short  string // our label for narrow places
	Href   string
	State  view.Standing
}

func (p *Pages) home(ctx context.Context, cat *catalog.Catalog, r web.Request) (web.Answer, error) {
	c := p.begin(ctx, cat, r, "home")
	asked, err := c.asked(r)
	if err != nil {
		return web.Answer{}, err
	}
	h := Home{Asked: asked, Indicators: len(cat.Indicators())}
	for _, step := range []func(*Home) error{c.homeStates, c.homeCharts, c.homeTiles, c.homeLists} {
		if err := step(&h); err != nil {
			return web.Answer{}, err
		}
	}
	c.title("home", "year", asked.Year)
	c.page.Description = h.Headline.String()
	c.page.Rename(c.homeAddress(asked)) // one address, however the reading was written
	h.Page = c.page
	return web.Answer{Template: "public/home", Data: h}, nil
}

// years are the years that readers choose from: what is documented in each.
func (c *call) years(a Asked) []view.Year {
	var years []view.Year
	for _, y := range c.Years() {
		small := view.Small(c.Catalog, c.words, y)
		years = append(years, view.Year{Year: y, Href: c.page.To.Year(y), Current: y == a.Year && !a.Known(), Small: small})
	}
	return years
}

func (c *call) homeStates(h *Home) error {
	var err error
	h.Years = c.years(h.Asked)
	h.Headline = sentence.Headline(c.Catalog, h.Reading, h.Year, c.words)
	tally := c.Catalog.Tally(h.Reading, h.Year)
	h.Tally = view.CountStates(c.words, c.page.To, tally, c.narrowed(h.Asked))
	documented, others, err := view.Rows(c.Catalog, c.words, c.page.To, h.Reading, h.Year)
	if err != nil {
		return err
	}
	h.Rows = []view.Row{documented, others}
	h.Rest = sentence.Rest(c.Catalog, h.Reading, h.Year, c.words)
	carried := tally.Carried.Total()
	for i, n := range []int{tally.Counts.Total() - carried - tally.Counts[segur.Unknown], carried, tally.Counts.Total()} {
		h.Sums[i] = sentence.Count(c.words, n)
	}
	h.Bases = c.bases(h.Asked, tally)
	if h.Year != c.LastYear() || !h.Known() {
		h.Twin = c.page.To.Then(h.Year)
		if h.Known() {
			h.Twin = c.page.To.Year(h.Year)
		} else if h.Year == c.LastYear() {
			h.Twin = c.page.To.Home()
		}
	}
	h.Official = c.official()
	return err
}

func (c *call) bases(a Asked, tally catalog.YearCounts) []BasisCount {
	var lines []BasisCount
	for _, basis := range segur.Bases() {
		n := tally.Bases[basis]
		word := c.words.T("basis_count."+string(basis), "count", n)
		filter := c.narrowed(a)
		filter.Basis = basis.Slug()
		lines = append(lines, BasisCount{Word: word, N: n, Count: sentence.Count(c.words, n), Href: c.page.To.Measures(filter)})
	}
	return lines
}

// officialCode is the indicator of the ministry's overall count of July 2021.
const officialCode = "seg-done-pct"

// official compares the ministry's share with our count at the end of the same year; nil
// when the figure is not published.
func (c *call) official() *Official {
	ind := c.Indicator(officialCode)
	if ind == nil {
		return nil
	}
	last, ok := ind.Main().Last()
	if !ok {
		return nil
	}
	value := view.NewValue(c.Catalog, c.words, ind.Indicator, last.Value)
	year := last.Period.To.Year
	counts := c.Counts(year)
	done := counts[segur.Done] + counts[segur.DoneModified]
	return &Official{
		Value: value, Year: year, Done: done, DoneFig: sentence.Count(c.words, done),
		Ours: sentence.Count(c.words, done+counts[segur.InProgress]),
	}
}

func (c *call) homeCharts(h *Home) error {
	var err error
	if h.Progress, err = c.draw.View(c, chart.Progress, c.view(h.Asked), 3); err != nil {
		return err
	}
	if h.ByPillar, err = c.draw.View(c, chart.ByPillar, c.view(h.Asked), 3); err != nil {
		return err
	}
	h.Notes = c.notes()
	return nil
}

func (c *call) notes() Notes {
	var numbers []string
	for _, m := range c.Measures() {
		if m.EverDone() {
			numbers = append(numbers, strconv.Itoa(m.Number))
		}
	}
	totals := c.Totals()
	return Notes{
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
	h.Matrix = c.matrix(h.Asked)
	h.Changes = c.assessments(latestAssessments)
	axes := c.priorities(h.Asked)
	for _, axis := range axes {
		if axis.Axis {
			h.Priorities = append(h.Priorities, axis)
		} else {
			h.Method = append(h.Method, axis)
		}
	}
	return nil
}

func (c *call) assessments(limit int) []DatedAssessment {
	var assessments []DatedAssessment
	for _, latest := range c.LatestAssessments(limit) {
		m, a := latest.Measure, latest.Assessment
		state := view.NewState(c.words, a.State)
		cites := view.CiteAll(c.Catalog, c.words, a.Sources)
		assessments = append(assessments, DatedAssessment{
			Date: sentence.Date(c.words, a.EffectiveOn), Number: m.Number, Pillar: m.In.Number,
			Title: c.text(m.Title), Href: c.page.To.Measure(m), State: state,
			Justification: c.text(a.Justification), Citations: cites,
		})
	}
	return assessments
}

// text picks the language of the page and sets the text in its typography.
func (c *call) text(t segur.Text) string { return c.words.Text(t.In(string(c.words.Lang()))) }

func (c *call) priorities(a Asked) []Priority {
	var axes []Priority
	for _, axis := range c.Priorities() {
		cites := view.CiteAll(c.Catalog, c.words, axis.Sources)
		entry := Priority{Axis: axis.IsAxis(), Title: c.text(axis.Title), Summary: c.text(axis.Summary), Citations: cites}
		for _, number := range axis.Measures {
			link := c.measureLinkIn(number, a)
			entry.Measures = append(entry.Measures, link)
		}
		axes = append(axes, entry)
	}
	return axes
}

// today is the last known states.
func (c *call) today() Asked { return Asked{Reading: segur.LastKnown, Year: c.LastYear()} }

// measureLink leads to a measure and says its last known state.
func (c *call) measureLink(number int) MeasureLink {
	return c.measureLinkIn(number, c.today())
}

func (c *call) measureLinkIn(number int, a Asked) MeasureLink {
	m := c.Measure(number)
	if m == nil {
		return MeasureLink{Number: number}
	}
	state := c.standingOf(m, a)
	return MeasureLink{
		Number: m.Number, Pillar: m.In.Number, Title: c.text(m.Title), Short: c.text(m.ShortTitle),
		Href: c.page.To.Measure(m), State: state,
	}
}

// standingOf words the state of a measure as a page reads it.
func (c *call) standingOf(m *catalog.Measure, a Asked) view.Standing {
	cell := m.Cell(a.Year)
	if !a.Known() && cell.Assessment == nil {
		cell.Standing = segur.Standing{}
	}
	return view.NewStanding(c.Catalog, c.words, cell.Standing, a.Year)
}
