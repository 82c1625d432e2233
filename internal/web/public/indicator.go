package public

import (
	"context"
	"math"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
	"github.com/segur-tracker/segur/internal/web"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Indicator is the page of one indicator.
type Indicator struct {
	view.Page
	Code       string
	Heading    string
	Pillar     int
	Of         []MeasureLink
	Definition string
	Unit       string
	Direction  string
	Nature     string
	Role       string
	BreakNote  string // French
	Recounted  bool   // the line passes over a change of what is counted, or by whom
	Yearly     []locale.Phrase
	Next       view.Next
	Shown      view.Value
	Range      locale.Phrase   // instead of Shown where only regions are documented
	Citations  []view.Citation // of the figures of Range
	Lead       locale.Phrase
	Territory  string // of the main series, "" for France
	Chart      view.Chart
	Trajectory view.Trajectory
	Sum        *Sum
	Tables     []view.ValueTable
	Places     []PlaceLine // of an indicator with more figures than a page holds; the table is then of one of them
	Pager      view.Pager
	Values     int // of that one
	Conflicts  []Conflict
	History    view.History
	Plan       string // page of the money that the indicator totals, "" for others
}

// Sum is the trajectory unfolded: every number that the verdict rests on.
type Sum struct {
	*locale.Localizer
	Trajectory view.Trajectory
	Baseline   *view.Value // nil for a running total, which starts at zero
	Current    view.Value
	Target     view.Value
	Steps      []view.Value
	Bound      bool
	Covered    locale.Figure // share of the distance, in percent
	Expected   locale.Figure // share expected on the day of the current figure, empty without a dated start
	Ratio      locale.Figure // covered ÷ expected
	Formula    locale.Phrase
	Pace       locale.Phrase // how the expected share comes about
}

// PlaceLine is the latest figure of a territory, with the address of all of them.
type PlaceLine struct {
	Name, Href string
	Value      view.Value
	Current    bool // its figures are those of the page
}

// Conflict is a set of figures that disagree about the same thing.
type Conflict = view.ValueTable

func (p *Pages) indicator(ctx context.Context, cat *catalog.Catalog, r web.Request) (web.Answer, error) {
	c := p.begin(ctx, cat, r, "indicators")
	ind := cat.Indicator(r.Params["code"])
	if gone, ok := cat.Gone(r.Params["code"]); ok {
		return c.withdrawn(p.site, gone), nil
	}
	if ind == nil {
		return web.Answer{}, missing(c.words, "error.no_indicator")
	}
	page := Indicator{Code: ind.Code, Heading: c.text(ind.Label), Definition: c.text(ind.Description), Plan: c.planOf(ind)}
	for _, step := range []func(*Indicator, *catalog.Indicator) error{
		c.indicatorWords, c.indicatorMeasures, c.indicatorFigures, c.indicatorSum, c.indicatorHistory,
	} {
		if err := step(&page, ind); err != nil {
			return web.Answer{}, err
		}
	}
	if err := c.indicatorValues(&page, ind, r.Query); err != nil {
		return web.Answer{}, err
	}
	c.page.Title, c.page.Description = page.Heading, page.Lead.String()
	c.page.Stand(page.Chart, view.Style{})
	c.page.Describes(page.Chart.Name)
	page.Page = c.page
	return web.Answer{Template: "public/indicator", Data: page}, nil
}

func (c *call) indicatorWords(page *Indicator, ind *catalog.Indicator) error {
	page.BreakNote = locale.Typography(locale.FR, ind.BreakNote)
	for _, word := range []struct {
		key  string
		into *string
	}{
		{"unit." + ind.Unit, &page.Unit}, {"direction." + string(ind.Direction), &page.Direction},
		{"nature." + string(ind.Nature), &page.Nature}, {"role." + ind.Role, &page.Role},
	} {
		text := c.words.T(word.key)
		*word.into = text
	}
	return nil
}

func (c *call) indicatorMeasures(page *Indicator, ind *catalog.Indicator) error {
	for _, m := range ind.Of {
		link := c.measureLink(m.Number)
		page.Of = append(page.Of, link)
	}
	if len(ind.Of) > 0 {
		page.Pillar = ind.Of[0].In.Number
	}
	return nil
}

func (c *call) indicatorFigures(page *Indicator, ind *catalog.Indicator) error {
	s := ind.Main()
	var err error
	if ind.Regional() {
		page.Range = sentence.Range(ind, c.words)
	} else if s.Territory.Code != segur.France {
		page.Territory = c.text(s.Territory.Name)
	}
	if ind.Regional() {
		page.Shown, page.Citations = view.Ends(c.Catalog, c.words, ind)
	} else {
		page.Shown = view.NewValue(c.Catalog, c.words, ind.Indicator, s.Shown())
	}
	if err != nil {
		return err
	}
	page.Lead = sentence.Lead(s, c.words)
	if page.Chart, err = c.draw.Chart(c, segur.ChartOf(ind.Code), 2); err != nil {
		return err
	}
	page.Trajectory = view.TrajectoryOf(c.words, ind)
	c.indicatorAhead(page, ind)
	return nil
}

// indicatorAhead says what is aimed at each year and when the next figure is expected.
func (c *call) indicatorAhead(page *Indicator, ind *catalog.Indicator) {
	s := ind.Main()
	page.Recounted = s.HasBreak()
	for _, o := range s.Yearly {
		period := sentence.Period(c.words, ind.Nature, segur.KindActual, o.Period)
		said := c.words.Phrase("indicator.yearly_note", "value", sentence.Of(c.words, ind.Indicator, o.Value), "period", period)
		page.Yearly = append(page.Yearly, said)
	}
	page.Next = view.NextOf(c.Catalog, c.words, ind, c.page.Publication.Date)
}

// indicatorSum unfolds the arithmetic when there is a way to cover: a start, a target and a figure.
func (c *call) indicatorSum(page *Indicator, ind *catalog.Indicator) error {
	t := ind.Main().Trajectory
	if t.Outcome == segur.NotAssessable || ind.Regional() || t.Baseline == nil && !t.FromZero {
		return nil
	}
	verdict := view.TrajectoryOf(c.words, ind)
	sum := &Sum{Localizer: c.words, Trajectory: verdict, Bound: t.Bound}
	if t.Baseline != nil {
		start := view.NewValue(c.Catalog, c.words, ind.Indicator, *t.Baseline)
		sum.Baseline = &start
	}
	sum.Current = view.NewValue(c.Catalog, c.words, ind.Indicator, *t.Current)
	sum.Target = view.NewValue(c.Catalog, c.words, ind.Indicator, *t.Target)
	for _, step := range t.Steps {
		value := view.NewValue(c.Catalog, c.words, ind.Indicator, step)
		sum.Steps = append(sum.Steps, value)
	}
	page.Sum = sum
	if t.Bound {
		return nil
	}
	c.unfold(sum, ind, t)
	return nil
}

func (c *call) unfold(sum *Sum, ind *catalog.Indicator, t segur.Trajectory) {
	sum.Covered = c.words.Share(t.Share)
	start := locale.Figure{Value: "0", Text: c.words.Number(0, 0)}
	if sum.Baseline != nil {
		start = figure(*sum.Baseline)
	}
	covered, whole := c.words.Exact(t.Share)
	equals := "="
	if !whole {
		equals = "≈"
	}
	sum.Formula = c.words.Phrase("sum.formula",
		"baseline", start, "current", figure(sum.Current), "target", figure(sum.Target), "equals", equals, "share", covered)
	if math.IsNaN(t.Expected) {
		return
	}
	sum.Expected = c.words.Share(t.Expected)
	if ratio := t.Ratio(); !math.IsInf(ratio, 0) && !t.Settled {
		sum.Ratio = c.words.Ratio(ratio)
	}
	sum.Pace = c.pace(ind, t)
}

// pace says in days and in the indicator's unit what was expected on the day of the figure.
func (c *call) pace(ind *catalog.Indicator, t segur.Trajectory) locale.Phrase {
	key := "sum.pace"
	elapsed, total := t.Days(ind.Nature)
	switch {
	case t.Settled:
		key = "sum.pace_over"
	case len(t.Steps) > 0:
		key = "sum.pace_steps"
	}
	implied := locale.Figure{Value: t.Pace().String(), Text: c.words.Quantity(t.Pace().Float(), ind.Decimals, ind.Unit).String()}
	return c.words.Phrase(key, "elapsed", c.page.Count(elapsed), "total", c.page.Count(total), "implied", implied)
}

// figure is a value inside a sentence, with its unit.
func figure(v view.Value) locale.Figure {
	return locale.Figure{Value: v.Machine, Text: v.String(), Of: v.Of}
}

func (c *call) indicatorHistory(page *Indicator, ind *catalog.Indicator) (err error) {
	page.History = c.tell.History(c.IndicatorHistory(ind.Code), func(to view.Links) string { return to.Indicator(ind.Code) })
	return err
}
