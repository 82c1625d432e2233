package public

import (
	"cmp"
	"context"
	"slices"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/fold"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
	"github.com/segur-tracker/segur/internal/web"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Measure is the page of one measure.
type Measure struct {
	view.Page
	Number      int
	Pillar      int
	PillarTitle string
	PillarHref  string
	Heading     string
	Surety      Surety
	Summary     string
	Strips      []view.Strip
	Timeline    []TimelineYear
	Answer      Answer
	Documented  int // years with a state
	Main        *MainIndicator
	Exhibits    []Exhibit
	Others      []view.IndicatorLine
	Recounted   bool // the line of a chart passes over a change of what is counted, or by whom
	Events      []EventLine
	Priorities  []Priority
	Documents   []view.Citation
	Wording     []view.Citation // documents that the title and summary rest on
	History     view.History
	Previous    *MeasureLink
	Next        *MeasureLink
}

// folded is how many lines of other indicators a page shows unfolded at most.
const folded = 6

// FoldOthers says that the table of other indicators is too long to stand open on a phone.
func (m Measure) FoldOthers() bool { return len(m.Others) > folded }

// TimelineYear is one year of the measure, or a run of undocumented ones.
type TimelineYear struct {
	From, To      int
	State         view.Standing
	UnderWay      bool   // To is the year under way
	Basis         string // « état officiel »…, "" when undocumented
	Looked        *Looked
	EffectiveOn   string // "" when not known
	Justification string
	Citations     []view.Citation
}

// Answer is where a measure stands today, with the act that made it so.
type Answer struct {
	view.Standing
	Age           string // « état de 2021 ; sans nouvelles depuis plus de 4 ans », "" for a state of the year
	BasisLine     string
	Justification string
	EffectiveOn   string
	Citations     []view.Citation
}

// Looked is what was searched in vain for some years.
type Looked struct {
	Said    locale.Phrase
	Queries []Query
}

// Query is the words of one search.
type Query struct {
	Words string // French
	Note  string // the years it was made for, and whether the words are exact
}

// Surety is what is not official of a measure's title and number, and what would settle it.
type Surety struct {
	Badges []string
	Lines  []string
}

// MainIndicator is the trajectory shown beside a measure.
type MainIndicator struct {
	Label      string
	Href       string
	Trajectory view.Trajectory
}

// Exhibit is a chart with the latest figure that it leads to.
type Exhibit struct {
	Chart view.Chart
	Line  view.IndicatorLine
	More  string // page on the same subject, "" for none
}

// EventLine is a dated fact.
type EventLine struct {
	Date      string
	ISO       string
	Kind      string // "" when unclassified
	Title     string
	Measures  []MeasureLink
	Citations []view.Citation
}

// mostCharts bounds the charts of a measure's page; the other indicators stand in its table.
const mostCharts = 6

func (p *Pages) measure(ctx context.Context, cat *catalog.Catalog, r web.Request) (web.Answer, error) {
	c := p.begin(ctx, cat, r, "measures")
	m := view.MeasureAt(cat, r.Params["measure"])
	if m == nil {
		return web.Answer{}, missing(c.words, "error.no_measure", "last", len(cat.Measures()))
	}
	if c.page.To.At(0).Measure(m) != r.Path {
		return web.Answer{MovedTo: c.page.To.Measure(m), MayMove: true}, nil
	}
	page := Measure{
		Number: m.Number, Pillar: m.In.Number, PillarTitle: c.text(m.In.Title), Heading: c.text(m.Title),
		PillarHref: c.page.To.Measures(view.Filter{Pillar: m.In.Number}), Summary: c.text(m.Summary),
	}
	for _, step := range []func(*Measure, *catalog.Measure) error{
		c.measureTitle, c.measureYears, c.measureCharts, c.measureLists, c.measureDocuments, c.measureHistory,
	} {
		if err := step(&page, m); err != nil {
			return web.Answer{}, err
		}
	}
	// The one that chart.Leading names, which need not be made anew here.
	if i := slices.IndexFunc(page.Exhibits, c.stands); i >= 0 {
		c.page.Stand(page.Exhibits[i].Chart, view.Style{})
	}
	c.page.Describes()
	page.Page = c.page
	return web.Answer{Template: "public/measure", Data: page}, nil
}

// stands reports whether a chart may stand for its measure: it is drawn and not withdrawn.
func (c *call) stands(e Exhibit) bool {
	_, withdrawn := c.Withdrawal(e.Chart.Name)
	return e.Chart.Wide != "" && !withdrawn
}

func (c *call) measureTitle(page *Measure, m *catalog.Measure) error {
	about := sentence.Measure(m, c.words)
	c.page.Title = c.words.T("measure.title", "number", m.Number, "title", c.text(m.ShortTitle))
	c.page.Description = about
	page.Surety = c.surety(m)
	return nil
}

func (c *call) measureYears(page *Measure, m *catalog.Measure) error {
	page.Strips = view.Strips(c.Catalog, c.words, m)
	for _, cell := range slices.Backward(m.Cells) {
		if cell.Assessment != nil {
			page.Documented++
		}
		if n := len(page.Timeline); n > 0 && cell.Assessment == nil && page.Timeline[n-1].Basis == "" {
			page.Timeline[n-1].From = cell.Year
			continue
		}
		entry := c.timelineYear(cell)
		page.Timeline = append(page.Timeline, entry)
	}
	c.measureSearches(page, m)
	page.Answer = c.answer(m)
	return nil
}

func (c *call) timelineYear(cell catalog.Cell) TimelineYear {
	if cell.Assessment == nil {
		cell.Standing = segur.Standing{}
	}
	state := view.NewStanding(c.Catalog, c.words, cell.Standing, cell.Year)
	entry := TimelineYear{From: cell.Year, To: cell.Year, State: state, UnderWay: c.UnderWay(cell.Year)}
	if cell.Assessment == nil {
		return entry
	}
	a := cell.Assessment
	entry.Justification = c.text(a.Justification)
	if a.EffectiveOn.Month != 0 { // a bare year says no more than the line itself
		entry.EffectiveOn = sentence.Date(c.words, a.EffectiveOn)
	}
	entry.Basis = c.words.T("basis." + string(a.Basis))
	entry.Citations = view.CiteAll(c.Catalog, c.words, a.Sources)
	return entry
}

// measureCharts draws the indicators with a story in time and lists the others.
func (c *call) measureCharts(page *Measure, m *catalog.Measure) error {
	drawn := chart.Telling(m)
	drawn = drawn[:min(len(drawn), mostCharts)]
	for _, ind := range drawn {
		exhibit, err := c.exhibited(ind)
		if err != nil {
			return err
		}
		line, err := c.indicatorLine(ind)
		if err != nil {
			return err
		}
		exhibit.Href = line.Href
		page.Recounted = page.Recounted || ind.Main().HasBreak()
		page.Exhibits = append(page.Exhibits, Exhibit{exhibit, line, c.planOf(ind)})
	}
	for _, ind := range m.Indicators {
		if slices.Contains(drawn, ind) {
			continue
		}
		line, err := c.indicatorLine(ind)
		if err != nil {
			return err
		}
		page.Others = append(page.Others, line)
	}
	return c.mainIndicator(page, m)
}

// planOf returns the page of the money, for the indicator that its chart composes; "" for others.
func (c *call) planOf(ind *catalog.Indicator) string {
	if chart.Of(ind) != chart.Investment {
		return ""
	}
	return c.page.To.Section("investment")
}

// exhibited draws an indicator as the page of a measure shows it.
func (c *call) exhibited(ind *catalog.Indicator) (view.Chart, error) {
	name := chart.Of(ind)
	if _, own := segur.ChartIndicator(name); !own {
		return c.draw.Chart(c, name, 3)
	}
	return c.draw.Series(c, ind.Main(), 3)
}

func (c *call) mainIndicator(page *Measure, m *catalog.Measure) error {
	if len(m.Indicators) == 0 {
		return nil
	}
	main := slices.MinFunc(m.Indicators, func(a, b *catalog.Indicator) int {
		return cmp.Or(cmp.Compare(verdictRank(a), verdictRank(b)), cmp.Compare(chart.Rank(a), chart.Rank(b)))
	})
	t := view.TrajectoryOf(c.words, main)
	if t.Silent() {
		return nil
	}
	page.Main = &MainIndicator{c.text(main.Label), c.page.To.Indicator(main.Code), t}
	return nil
}

// verdictRank puts indicators that can be judged first, then those with a goal.
func verdictRank(i *catalog.Indicator) int {
	switch t := i.Main().Trajectory; {
	case t.Outcome != segur.NotAssessable:
		return 0
	case !t.Silent():
		return 1
	}
	return 2
}

func (c *call) indicatorLine(ind *catalog.Indicator) (view.IndicatorLine, error) {
	s := ind.Main()
	line := view.IndicatorLine{Label: c.text(ind.Label), Href: c.page.To.Indicator(ind.Code)}
	var err error
	if ind.Regional() {
		line.Range = sentence.Range(ind, c.words)
	} else if s.Territory.Code != segur.France {
		line.Territory = c.text(s.Territory.Name)
	}
	line.Role = c.words.T("role." + ind.Role)
	if ind.Regional() {
		line.Value, line.Citations = view.Ends(c.Catalog, c.words, ind)
	} else {
		line.Value = view.NewValue(c.Catalog, c.words, ind.Indicator, s.Shown())
	}
	if err != nil {
		return line, err
	}
	line.Trajectory = view.TrajectoryOf(c.words, ind)
	line.Next = view.NextOf(c.Catalog, c.words, ind, c.page.Publication.Date)
	return line, err
}

func (c *call) measureLists(page *Measure, m *catalog.Measure) error {
	for _, e := range m.Events {
		line := c.eventLine(e)
		page.Events = append(page.Events, line)
	}
	for _, axis := range m.Priorities {
		page.Priorities = append(page.Priorities, Priority{Axis: axis.IsAxis(), Title: c.text(axis.Title), Summary: c.text(axis.Summary)})
	}
	for _, neighbour := range []struct {
		number int
		into   **MeasureLink
	}{{m.Number - 1, &page.Previous}, {m.Number + 1, &page.Next}} {
		if c.Measure(neighbour.number) == nil {
			continue
		}
		link := c.measureLink(neighbour.number)
		*neighbour.into = &link
	}
	return nil
}

func (c *call) eventLine(e segur.Event) EventLine {
	line := EventLine{Date: sentence.Date(c.words, e.Date), ISO: e.Date.String(), Title: c.text(e.Title)}
	if e.Kind != unclassified {
		line.Kind = c.words.T("event_kind." + e.Kind)
	}
	for _, number := range e.Measures {
		link := c.measureLink(number)
		line.Measures = append(line.Measures, link)
	}
	line.Citations = view.CiteAll(c.Catalog, c.words, e.Sources)
	return line
}

// measureDocuments lists each document of the page once.
func (c *call) measureDocuments(page *Measure, m *catalog.Measure) error {
	ids := slices.Clone(m.Sources)
	for _, cell := range m.Cells {
		if cell.Assessment != nil {
			ids = append(ids, cell.Assessment.Sources...)
		}
	}
	slices.Sort(ids)
	page.Documents = view.CiteAll(c.Catalog, c.words, slices.Compact(ids))
	slices.SortFunc(page.Documents, func(a, b view.Citation) int {
		return cmp.Compare(fold.Text(a.Publisher+a.Title), fold.Text(b.Publisher+b.Title))
	})
	page.Wording = view.CiteAll(c.Catalog, c.words, m.Sources)
	return nil
}

func (c *call) measureHistory(page *Measure, m *catalog.Measure) (err error) {
	page.History = c.tell.History(c.MeasureHistory(m.Number), func(to view.Links) string { return to.Measure(m) })
	return err
}

// unclassified is the kind of events and documents that no other kind fits; saying it would
// tell nothing.
const unclassified = "other"
