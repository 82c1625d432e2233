package invest

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web"
	"github.com/segur-tracker/segur/internal/web/view"
)

// The indicators that the page is made of, by their codes.
const (
	codeTotal     = "inv-total"
	codeCommitted = "inv-committed"
	codePaid      = "inv-paid"
	codeEnvelope  = "invr-envelope"
)

// Plan is the page of the money: what was promised, by whom it is counted, what became of it, and what regions do with it.
type Plan struct {
	view.Page
	Promised   *view.Value // nil where no total is published
	TotalHref  string
	Measures   []MeasureLink
	Chart      view.Chart
	Steps      []Step
	Earlier    int  // amounts before those of Steps
	NeverPaid  bool // no payment was read of, a forecast at most
	Scopes     []Scope
	NoEnvelope []view.Place
	Example    *Example
	Strategies []Strategy
	NoStrategy []view.Place
	Projects   int
}

// MeasureLink leads to a measure of the investment plan.
type MeasureLink struct {
	Number int
	Pillar int
	Short  string
	Href   string
}

// Step is an amount on the way from a promise to a payment, with what it is a part of. Steps have different bases and are no parts of
// each other.
type Step struct {
	Kind  string // promised, notified, committed, forecast or paid
	Word  string
	Value view.Value
	Base  *view.Money // nil where the source gives none
	Href  string
}

func (p *Pages) plan(ctx context.Context, cat *catalog.Catalog, r web.Request) (web.Answer, error) {
	c := p.begin(ctx, cat, r, "investment")
	page := Plan{Projects: len(cat.Projects())}
	c.total(&page)
	c.steps(&page)
	c.envelopes(&page)
	c.strategies(&page)
	c.example(&page)
	var err error
	if page.Chart, err = c.draw.Chart(c, chart.Investment, 3); err != nil {
		return web.Answer{}, err
	}
	c.page.Title, c.page.Description = c.words.T("invest.title"), c.words.T("invest.summary")
	c.page.Stand(page.Chart, view.Style{})
	c.page.Describes(page.Chart.Name)
	page.Page = c.page
	return web.Answer{Template: "invest/plan", Data: page}, nil
}

// total is the amount that the plan was announced with.
func (c *call) total(page *Plan) {
	ind := c.Indicator(codeTotal)
	if ind == nil {
		return
	}
	for _, m := range ind.Of {
		page.Measures = append(page.Measures, MeasureLink{m.Number, m.In.Number, c.text(m.ShortTitle), c.page.To.Measure(m)})
	}
	goal, ok := ind.Main().Goal()
	if !ok {
		return
	}
	value := view.NewValue(c.Catalog, c.words, ind.Indicator, goal.Value)
	page.Promised, page.TotalHref = &value, c.page.To.Indicator(codeTotal)
}

// steps lists what is known of the money by how far it has come, the oldest first.
func (c *call) steps(page *Plan) {
	if page.Promised != nil {
		page.Steps = append(page.Steps, Step{Kind: "promised", Word: c.words.T("invest.step_promised"), Value: *page.Promised, Href: page.TotalHref})
	}
	page.NeverPaid = true
	for _, code := range []string{codeCommitted, codePaid} {
		ind := c.Indicator(code)
		if ind == nil {
			continue
		}
		values := slices.Clone(ind.Main().Values)
		slices.SortStableFunc(values, func(a, b segur.Value) int { return a.Period.End().Compare(b.Period.End()) })
		for i, v := range values {
			kind := stepOf(code, v)
			page.NeverPaid = page.NeverPaid && kind != "paid"
			if i < len(values)-mostSteps {
				page.Earlier++
				continue
			}
			page.Steps = append(page.Steps, Step{
				Kind: kind, Word: c.words.T("invest.step_" + kind), Value: view.NewValue(c.Catalog, c.words, ind.Indicator, v),
				Base: c.baseOf(v.Note), Href: c.page.To.Indicator(code),
			})
		}
	}
}

// stepOf names how far an amount has come. The dataset keeps what was notified and what was committed in one series, whose notes
// say which.
func stepOf(code string, v segur.Value) string {
	switch {
	case code == codePaid && v.Kind == segur.KindTarget:
		return "forecast"
	case code == codePaid:
		return "paid"
	case strings.Contains(v.Note, "notifié"):
		return "notified"
	}
	return "committed"
}

// base is how notes write what an amount is a part of: « sur 6,5 Md€ », « sur une enveloppe de 7,5 Md€ ».
var base = regexp.MustCompile(`\bsur (?:une enveloppe de )?(\d+(?:,\d+)?)[\s\x{00A0}\x{202F}](M|Md)€`)

func (c *call) baseOf(note string) *view.Money {
	found := base.FindStringSubmatch(note)
	if found == nil {
		return nil
	}
	n, _, err := segur.ParseNumber(strings.ReplaceAll(found[1], ",", "."))
	if err != nil {
		return nil
	}
	unit := map[string]string{"M": "million_eur", "Md": "billion_eur"}[found[2]]
	return &view.Money{Quantity: c.words.Quantity(n.Float(), segur.MaxDecimals, unit), Machine: n.String()}
}

// Scope is the regional envelopes that include the same things. Those of another scope do not compare with them.
type Scope struct {
	Slug    string
	Word    string
	Regions []Envelope
}

// Envelope is what was announced for a region, and what others say.
type Envelope struct {
	Region view.Place
	Value  view.Value
	Others []view.Value // at most mostOthers
	Left   int          // how many there are beyond these
	Href   string       // where all of them are
}

// mostSteps bounds the amounts of one indicator among the steps.
const mostSteps = 8

// mostOthers bounds what else is said of one envelope.
const mostOthers = 4

// Said is how many other figures there are.
func (e Envelope) Said() int { return len(e.Others) + e.Left }

// EnvelopeRow is an envelope with what its row asks of the page.
type EnvelopeRow struct {
	*locale.Localizer
	Envelope
	Report *view.ReportLink
}

// EnvelopeRow gives an envelope the words of the page and the link to report its figure.
func (p Plan) EnvelopeRow(e Envelope) EnvelopeRow {
	return EnvelopeRow{p.Localizer, e, p.ReportValue(e.Value)}
}

// ExampleCode is the region of the example, "" for none.
func (p Plan) ExampleCode() string {
	if p.Example == nil {
		return ""
	}
	return p.Example.Strategy.Region.Code
}

// envelopes puts each region under the scope of the figure that is displayed for it, by name: an order by amount would be a ranking.
func (c *call) envelopes(page *Plan) {
	ind := c.Indicator(codeEnvelope)
	groups := map[string]*Scope{}
	for _, t := range c.RegionsByName() {
		var series *catalog.Series
		if ind != nil {
			series = ind.Series(t.Code)
		}
		place := view.RegionPlace(c.Catalog, c.words, c.page.To, t.Code)
		if series == nil {
			page.NoEnvelope = append(page.NoEnvelope, place)
			continue
		}
		shown := series.Shown()
		envelope := Envelope{Region: place, Value: view.NewValue(c.Catalog, c.words, ind.Indicator, shown)}
		others, left := view.Newest(slices.DeleteFunc(slices.Clone(series.Values), func(v segur.Value) bool { return v == shown }), mostOthers)
		for _, v := range others {
			envelope.Others = append(envelope.Others, view.NewValue(c.Catalog, c.words, ind.Indicator, v))
		}
		envelope.Left, envelope.Href = left, c.page.To.IndicatorIn(codeEnvelope, t.Code)
		if groups[shown.Scope] == nil {
			groups[shown.Scope] = &Scope{Slug: view.Hyphens(shown.Scope), Word: c.words.T("invest.no_scope")}
			if shown.Scope != "" {
				groups[shown.Scope].Word = c.words.T("scope." + shown.Scope)
			}
		}
		groups[shown.Scope].Regions = append(groups[shown.Scope].Regions, envelope)
	}
	for _, scope := range append(segur.Allowed(segur.TableValues, "scope"), "") {
		if groups[scope] != nil {
			page.Scopes = append(page.Scopes, *groups[scope])
		}
	}
}
