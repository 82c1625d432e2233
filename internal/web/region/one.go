package region

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
	"github.com/segur-tracker/segur/internal/web/view"
)

// One is the page of a region.
type One struct {
	view.Page
	Code     string
	Heading  string
	Islands  bool          // its agency covers islands that its population leaves out
	Envelope *view.Value   // nil where none is published
	Place    locale.Phrase // among the regions that compare, or why there is none
	Quote    Quote
	Amounts  []view.Value // figures of the envelope, the one that counts first, then the newest
	Left     int          // how many more there are
	AllSaid  string       // where they are
	Parts    []Line
	Sum      locale.Phrase // which parts make up the envelope, nil where none do
	Split    []Segment     // the same, drawn
	Chart    view.Chart
	Without  string // regions that have no envelope, "" for none
	Strategy Strategy
	Projects []view.Project
	More     int    // how many more projects there are
	All      string // where they are
	Lines    []Line // indicators that the country has too
	Alone    []Line // the others
	Known    int    // indicators there are, on all pages
	Pager    view.Pager
	Strands  []Strand
	Sessions []Strand
	Events   []Event
	Gaps     []string // what it has not at all
	Lacking  []Lack
	History  view.History
	Compare  string // address of this region beside others
	Map      string // address of the map, "" for none
}

// Several is how many figures of the envelope there are.
func (p One) Several() int { return len(p.Amounts) + p.Left }

// Documented is how many projects there are.
func (p One) Documented() int { return len(p.Projects) + p.More }

// mostProjects bounds the projects that stand on the page of a region.
const mostProjects = 20

// mostAmounts bounds the figures of an envelope there, and perPage the indicators on each of its pages.
const (
	mostAmounts = 6
	perPage     = 30
)

// Orientation is what a region invests for, in the order of its strategy.
type Orientation struct {
	Order int
	Text  string
}

// Quote is a sentence to take over, with what it rests on.
type Quote struct {
	Sentence  locale.Phrase
	Citations []view.Citation
	People    view.Citation // of the population, no publisher where the sentence needs none
}

// Line is an indicator of the region beside the country's.
type Line struct {
	Label  string
	Href   string
	Value  view.Value
	Nation *view.Value // nil for none
	Other  bool        // the country's is of another time or kind
	Rate   *Rate       // nil where they are not counts of one time and kind
	Piece  int         // of the envelope, from 1; 0 for none
}

// Segment is a part of the envelope on a bar of splitWidth.
type Segment struct{ Piece, X, Width int }

// splitWidth and splitGap are in units of the drawing, which fills the width that there is.
const (
	splitWidth = 1000
	splitGap   = 4
)

// Rate is a count of the region, and that of the country, in proportion to people.
type Rate struct {
	Own, Nation locale.Figure
	Whom        string // « pour 100 000 habitants »
}

// Strategy is what the region says it invests for.
type Strategy struct {
	Orientations []Orientation
	Partial      bool // the source names only some of them
	Period       string
	Citations    []view.Citation
	Criteria     []string
	Principles   []string
}

// Strand is a part of the consultations, or a session.
type Strand struct {
	Title, When, Summary, Href string
	Lang                       string // of the texts where it is not that of the page
}

// Event is a dated fact.
type Event struct {
	Date, ISO, Title string
	Citations        []view.Citation
}

// Lack is an indicator that other regions have.
type Lack struct {
	Label, Href string
	Known       locale.Phrase
}

func (c call) region(ctx context.Context, r catalog.Region, number int) (One, error) {
	name := c.text(r.Name)
	page := One{
		Code: r.Code, Heading: name, Islands: segur.ServesMore(r.Code), Compare: c.page.To.Compare(r.Code),
		All: c.page.To.ProjectList(view.ProjectFilter{Region: r.Code}),
	}
	for _, p := range r.Projects[:min(len(r.Projects), mostProjects)] {
		page.Projects = append(page.Projects, view.NewProject(c.Catalog, c.words, c.page.To, p))
	}
	page.More = len(r.Projects) - len(page.Projects)
	c.envelope(&page, r)
	var err error
	if page.Chart, err = c.draw.Chart(ctx, segur.RegionChart+r.Code, 3); err != nil {
		return One{}, err
	}
	c.strategy(&page, r)
	if err := c.figures(&page, r, number); err != nil {
		return One{}, err
	}
	c.talks(&page, r)
	c.lacking(&page, r)
	page.History = c.tell.History(c.RegionHistory(r.Code), func(to view.Links) string { return to.Region(r.Territory) })
	c.page.Title, c.page.Description = name, page.Quote.Sentence.String()
	c.page.Feed = view.Links{Lang: c.words.Lang()}.RegionFeed(r.Territory)
	c.page.Stand(page.Chart, view.Style{})
	c.page.Describes(page.Chart.Name)
	page.Page = c.page
	return page, nil
}

// envelope says how much the plan is to invest, what else was said of it, what it is made of and how it stands
// beside the others.
func (c call) envelope(page *One, r catalog.Region) {
	page.Quote = Quote{Sentence: sentence.Region(c.Catalog, r, c.words)}
	all := c.Comparable(segur.EnvelopeIndicator)
	page.Without = c.without(all)
	whole := r.Whole()
	for _, s := range r.Parts {
		line := c.line(s, s.Shown())
		line.Piece = slices.Index(whole, s) + 1
		page.Parts = append(page.Parts, line)
	}
	slices.SortStableFunc(page.Parts, func(a, b Line) int { return cmp.Compare(a.Piece, b.Piece) })
	page.Sum, page.Split = c.sum(r, whole), split(whole)
	if r.Envelope == nil {
		return
	}
	shown := r.Envelope.Shown()
	value := c.value(r.Envelope, shown)
	page.Envelope, page.Quote.Citations = &value, []view.Citation{value.Source}
	page.Amounts = append(page.Amounts, value)
	others, left := view.Newest(slices.DeleteFunc(slices.Clone(r.Envelope.Values), func(v segur.Value) bool { return v == shown }), mostAmounts-1)
	for _, v := range slices.Backward(others) {
		page.Amounts = append(page.Amounts, c.value(r.Envelope, v))
	}
	page.Left, page.AllSaid = left, c.page.To.IndicatorIn(segur.EnvelopeIndicator, r.Code)
	own, compares := all.Of(r.Code)
	switch {
	case compares:
		rank := all.Rank(r.Code)
		people := r.Envelope.Indicator.PeopleOf(r.Code)
		page.Quote.People = view.Cite(c.Catalog, c.words, people.Source)
		page.Place = c.words.Phrase("region.place", "per", sentence.Per(c.words, all.Rate, own.Per), "count", rank, "rank", c.words.Ordinal(rank),
			"all", sentence.Count(c.words, len(all.Figures)), "year", c.words.Year(people.Period.To.Year))
	case page.Islands:
		page.Place = c.words.Phrase("region.place_islands")
	case all != nil && len(all.Figures) > 0:
		page.Place = c.words.Phrase("region.place_apart", "all", sentence.Count(c.words, len(all.Figures)))
	}
}

// sum says which parts make up the envelope.
func (c call) sum(r catalog.Region, whole []*catalog.Series) locale.Phrase {
	var parts []string
	for _, s := range whole {
		parts = append(parts, c.words.Quantity(s.Shown().Number.Float(), s.Indicator.Decimals, s.Indicator.Unit).String())
	}
	if parts == nil {
		return nil
	}
	return c.words.Phrase("region.sum", "parts", strings.Join(parts, " + "), "whole", sentence.Of(c.words, r.Envelope.Indicator.Indicator, r.Envelope.Shown()))
}

// split lays parts side by side, in proportion.
func split(parts []*catalog.Series) (bar []Segment) {
	var all, before segur.Number
	for _, s := range parts {
		all += s.Shown().Number
	}
	at := func(n segur.Number) int { return int(splitWidth * n / all) }
	for i, s := range parts {
		from := at(before)
		before += s.Shown().Number
		if to := at(before); to-from > splitGap {
			bar = append(bar, Segment{i + 1, from, to - from - splitGap})
		}
	}
	return bar
}

// without names the regions that have no envelope.
func (c call) without(all *catalog.Comparison) string {
	if all == nil {
		return ""
	}
	var names []string
	for _, t := range all.Missing {
		names = append(names, c.text(t.Name))
	}
	return c.words.List(names)
}

func (c call) line(s *catalog.Series, v segur.Value) Line {
	return Line{Label: c.text(s.Indicator.Label), Href: c.page.To.Indicator(s.Indicator.Code), Value: c.value(s, v)}
}

func (c call) strategy(page *One, r catalog.Region) {
	s := &page.Strategy
	for _, o := range r.Strategies {
		s.Orientations = append(s.Orientations, Orientation{o.Order, c.text(o.Orientation)})
		s.Partial = s.Partial || o.Scope == "partial"
		s.Period = c.words.YearSpan(o.Period.From.Year, o.Period.To.Year)
		s.cite(c, o.Source)
	}
	for _, rule := range r.Rules {
		s.cite(c, rule.Source)
		if rule.Kind == "criterion" {
			s.Criteria = append(s.Criteria, c.text(rule.Text))
		} else {
			s.Principles = append(s.Principles, c.text(rule.Text))
		}
	}
}

func (s *Strategy) cite(c call, id string) {
	cite := view.Cite(c.Catalog, c.words, id)
	if !slices.Contains(s.Citations, cite) {
		s.Citations = append(s.Citations, cite)
	}
}

// figures sets every other indicator of the region beside that of the country, where there is one: a page of them,
// those that the country has too before the others.
func (c call) figures(page *One, r catalog.Region, number int) error {
	shared := of(r.Series, func(s *catalog.Series) bool { return s.Indicator.Series(segur.France) != nil })
	alone := of(r.Series, func(s *catalog.Series) bool { return s.Indicator.Series(segur.France) == nil })
	all := slices.Concat(shared, alone)
	last := view.PagesOf(len(all), perPage)
	if number > last {
		return &segur.Error{Code: segur.CodeNotFound, Message: c.words.T("region.no_page", "last", last)}
	}
	page.Known = len(all)
	page.Pager = view.NewPager(c.words, c.words.T("region.pager"), number, last, func(number int) string {
		return c.page.To.RegionPage(r.Territory, number) + "#chiffres"
	})
	for _, s := range all[(number-1)*perPage : min(number*perPage, len(all))] {
		own := s.Shown()
		line := c.line(s, own)
		country := s.Indicator.Series(segur.France)
		if country == nil {
			page.Alone = append(page.Alone, line)
			continue
		}
		nation, other := beside(country, own)
		value := c.value(country, nation)
		line.Nation, line.Other = &value, other
		if !other {
			c.rates(&line, s.Indicator, own, nation)
		}
		page.Lines = append(page.Lines, line)
	}
	c.page.Rename(c.page.To.At(0).RegionPage(r.Territory, number))
	return nil
}

func of(all []*catalog.Series, wanted func(*catalog.Series) bool) []*catalog.Series {
	return slices.DeleteFunc(slices.Clone(all), func(s *catalog.Series) bool { return !wanted(s) })
}

// rates sets two counts in proportion to those who live in the region and in the country.
func (c call) rates(line *Line, i *catalog.Indicator, own, nation segur.Value) {
	rate := segur.RateOf(i.Indicator)
	if rate != segur.RateHundredThousand || segur.ServesMore(own.Territory) {
		return
	}
	here, counted := rate.Per(own.Number, i.Unit, i.PeopleOf(own.Territory).Number)
	there, too := rate.Per(nation.Number, i.Unit, i.PeopleOf(segur.France).Number)
	if !counted || !too {
		return
	}
	line.Rate = &Rate{sentence.Per(c.words, rate, here), sentence.Per(c.words, rate, there), sentence.PerWhom(c.words, rate)}
}

// beside returns the figure of the country that a region's is set beside: the one of the same kind and years,
// else the nearest in time; other reports the second.
func beside(country *catalog.Series, own segur.Value) (v segur.Value, other bool) {
	distance := func(v segur.Value) time.Duration { return v.Period.End().Sub(own.Period.End()).Abs() }
	like := func(v segur.Value) bool { return v.Reference && v.Kind == own.Kind && v.Scope == own.Scope }
	nearest := country.Shown()
	for _, v := range country.Values {
		if like(v) && (!like(nearest) || distance(v) < distance(nearest)) {
			nearest = v
		}
	}
	return nearest, !like(nearest) || nearest.Period.From.Year != own.Period.From.Year || nearest.Period.To.Year != own.Period.To.Year
}

func (c call) talks(page *One, r catalog.Region) {
	for _, s := range r.Strands {
		when := c.date(s.StartsOn)
		if s.EndsOn != s.StartsOn {
			when = c.words.T("region.from_to", "from", when, "to", c.date(s.EndsOn))
		}
		page.Strands = append(page.Strands, Strand{Title: c.text(s.Title), When: when, Summary: c.text(s.Summary), Href: c.page.To.Strand(s.ID)})
	}
	for _, s := range r.Sessions {
		title, lang := c.translated(s.Title)
		page.Sessions = append(page.Sessions, Strand{Title: title, Lang: lang, When: c.date(s.Date), Href: c.page.To.Section("concertation")})
	}
	for _, e := range r.Events {
		page.Events = append(page.Events, Event{c.date(e.Date), e.Date.String(), c.text(e.Title), view.CiteAll(c.Catalog, c.words, e.Sources)})
	}
}

// translated returns a text that may exist in French alone, with its language where it is not that of the page.
func (c call) translated(t segur.Text) (text, lang string) {
	if c.words.Lang() == locale.EN && t.EN == "" {
		return locale.Typography(locale.FR, t.FR), string(locale.FR)
	}
	return c.text(t), ""
}

func (c call) date(d segur.Date) string { return c.words.Date(d.Year, d.Month, d.Day) }

// lacking says what is not documented for the region: what it has not at all, then the indicators that at least
// five others have.
func (c call) lacking(page *One, r catalog.Region) {
	for _, gap := range []struct {
		id   string
		lack bool
	}{
		{"region.gap_envelope", r.Envelope == nil}, {"region.gap_strategy", len(r.Strategies) == 0}, {"region.gap_partial", page.Strategy.Partial},
		{"region.gap_projects", len(r.Projects) == 0}, {"region.gap_strands", len(r.Strands)+len(r.Sessions) == 0},
	} {
		if gap.lack {
			page.Gaps = append(page.Gaps, c.words.T(gap.id))
		}
	}
	for _, i := range r.Lacking {
		if i.Code == segur.EnvelopeIndicator {
			continue
		}
		n := len(i.AllSeries())
		if i.Series(segur.France) != nil {
			n--
		}
		page.Lacking = append(page.Lacking, Lack{
			c.text(i.Label), c.page.To.Indicator(i.Code), c.words.Phrase("region.known_elsewhere", "count", n, "n", sentence.Count(c.words, n)),
		})
	}
}
