package region

import (
	"context"
	"slices"
	"strings"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
	"github.com/segur-tracker/segur/internal/web"
	"github.com/segur-tracker/segur/internal/web/view"
)

// List is the page of all regions, with some of them side by side where that is asked for.
type List struct {
	view.Page
	Rows     []Row
	Map      *view.Chart // nil where too few regions compare
	Choices  []Choice
	Full     bool        // no more regions can be added
	Side     *SideBySide // nil when none is chosen
	Envelope bool        // some region has one
}

// Row is a region with what is documented of it.
type Row struct {
	Name, Href string
	Envelope   *view.Value // nil for none
	Per        *locale.Figure
	Counts     []Count // in the order of the columns
}

// Count is how many of something were found; nothing found is not 0 of it.
type Count struct {
	Label  string
	Figure *locale.Figure
	Part   bool
}

// Choice adds a region to those side by side, or takes it away.
type Choice struct {
	Name, Href string
	Chosen     bool
}

// SideBySide compares the chosen regions, as far as they do compare.
type SideBySide struct {
	Names    []Choice // Href leads to their pages
	Lines    []SideLine
	Left     int // indicators that some of them have and that do not compare
	LeftSaid locale.Phrase
	More     locale.Phrase // indicators that compare and have no line here, nil for none
	Chart    *view.Chart
}

// mostLines bounds the indicators of a comparison, far above what the seed has to compare.
const mostLines = 100

// SideLine is an indicator on which at least two of the chosen regions compare, or the one that is chosen.
type SideLine struct {
	Label, Href string
	What        string // kind, years and scope of all
	PerWhom     string // what figures are set in proportion to, "" for nothing
	Cells       []SideCell
	Nation      *view.Value // nil for none
}

// SideCell is the figure of a region; without a value it has none that compares.
type SideCell struct {
	Region string
	Value  *view.Value
	Per    *locale.Figure
	Known  bool // it has a figure, which does not compare
}

func (p *Pages) list(ctx context.Context, cat *catalog.Catalog, r web.Request) (web.Answer, error) {
	c := p.begin(cat, r)
	chosen, err := c.chosen(r.Query.Get("avec"))
	if err != nil {
		return web.Answer{}, err
	}
	var page List
	for _, t := range cat.RegionsByName() {
		region, _ := cat.Region(t.Code)
		page.Rows = append(page.Rows, c.row(region))
		page.Envelope = page.Envelope || region.Envelope != nil
	}
	c.choices(&page, chosen)
	if len(chosen) > 0 {
		if page.Side, err = c.side(ctx, chosen); err != nil {
			return web.Answer{}, err
		}
	}
	if err := c.drawMap(ctx, &page); err != nil {
		return web.Answer{}, err
	}
	c.page.Title, c.page.Description = c.words.T("region.all"), c.words.T("region.all_summary")
	c.page.Rename(c.page.To.At(0).Compare(chosen...))
	page.Page = c.page
	return web.Answer{Template: "region/list", Data: page}, nil
}

// chosen reads the regions to set side by side.
func (c call) chosen(text string) ([]string, error) {
	codes, ok := chart.Choose(c.Regions(), text)
	if ok {
		return codes, nil
	}
	choices := c.asFar(text)
	for _, t := range c.RegionsByName() {
		choices = append(choices, segur.Choice{Label: c.text(t.Name), Value: "avec=" + t.Code, Query: "avec=" + t.Code})
	}
	return nil, &segur.Error{Code: segur.CodeInvalid, Field: "avec", Message: c.words.T("region.bad_choice"), Choices: choices}
}

// asFar offers what a choice that cannot be had does say: nobody has to begin again for one region too many.
func (c call) asFar(text string) []segur.Choice {
	var codes, names []string
	for code := range strings.SplitSeq(text, ",") {
		region, known := c.Region(code)
		if known && !slices.Contains(codes, code) && len(codes) < chart.MostChosen {
			codes, names = append(codes, code), append(names, c.text(region.Name))
		}
	}
	if len(codes) < 2 {
		return nil
	}
	slices.Sort(codes)
	asked := "avec=" + strings.Join(codes, ",")
	return []segur.Choice{{Label: strings.Join(names, ", "), Value: asked, Query: asked}}
}

func (c call) row(r catalog.Region) Row {
	row := Row{Name: c.text(r.Name), Href: c.page.To.Region(r.Territory)}
	partial := slices.ContainsFunc(r.Strategies, func(s segur.Strategy) bool { return s.Scope == "partial" })
	for _, found := range []struct {
		id string
		n  int
	}{
		{"orientations", len(r.Strategies)}, {"projects", len(r.Projects)}, {"indicators", len(r.Series) + len(r.Parts)}, {"strands", len(r.Strands) + len(r.Sessions)},
	} {
		count := Count{Label: c.words.T("region.column_" + found.id), Part: found.id == "orientations" && partial}
		if found.n > 0 {
			figure := sentence.Count(c.words, found.n)
			count.Figure = &figure
		}
		row.Counts = append(row.Counts, count)
	}
	if r.Envelope != nil {
		value := c.value(r.Envelope, r.Envelope.Shown())
		row.Envelope = &value
	}
	if own, ok := c.Comparable(segur.EnvelopeIndicator).Of(r.Code); ok {
		per := sentence.Per(c.words, segur.RateInhabitant, own.Per)
		row.Per = &per
	}
	return row
}

// choices offers to add each region to the chosen ones, or to take it away.
func (c call) choices(page *List, chosen []string) {
	page.Full = len(chosen) >= chart.MostChosen
	for _, t := range c.RegionsByName() {
		choice := Choice{Name: c.text(t.Name), Chosen: slices.Contains(chosen, t.Code)}
		next := append(slices.Clone(chosen), t.Code)
		if choice.Chosen {
			next = slices.DeleteFunc(slices.Clone(chosen), func(code string) bool { return code == t.Code })
		} else if page.Full {
			page.Choices = append(page.Choices, choice)
			continue
		}
		slices.Sort(next)
		choice.Href = c.page.To.Compare(next...)
		page.Choices = append(page.Choices, choice)
	}
}

func (c call) drawMap(ctx context.Context, page *List) error {
	name := segur.ChartOf(segur.EnvelopeIndicator)
	if choices, err := chart.ChoicesOf(c.Catalog, name); err != nil || !slices.Contains(choices.Kinds, chart.KindMap) {
		return nil // a dataset without envelopes, or too few that compare
	}
	drawn, err := c.draw.View(ctx, name, chart.View{Kind: chart.KindMap}, 2)
	page.Map = &drawn
	return err
}

func (c call) side(ctx context.Context, chosen []string) (*SideBySide, error) {
	s := &SideBySide{}
	for _, code := range chosen {
		t, _ := c.Territory(code)
		s.Names = append(s.Names, Choice{Name: c.text(t.Name), Href: c.page.To.Region(t)})
	}
	for _, i := range c.Indicators() {
		line, ok := c.sideLine(i, chosen)
		if ok {
			s.Lines = append(s.Lines, line)
		} else if slices.ContainsFunc(chosen, func(code string) bool { return i.Series(code) != nil }) {
			s.Left++
		}
	}
	if more := len(s.Lines) - mostLines; more > 0 {
		s.Lines = s.Lines[:mostLines]
		s.More = c.words.Phrase("region.side_more", "count", more, "n", sentence.Count(c.words, more))
	}
	s.LeftSaid = c.words.Phrase("region.side_left", "count", s.Left, "n", sentence.Count(c.words, s.Left))
	name := segur.RankingChart + segur.EnvelopeIndicator
	if _, err := chart.ChoicesOf(c.Catalog, name); err != nil {
		return s, nil
	}
	drawn, err := c.draw.View(ctx, name, chart.View{With: strings.Join(chosen, ",")}, 3)
	s.Chart = &drawn
	return s, err
}

func (c call) sideLine(i *catalog.Indicator, chosen []string) (line SideLine, ok bool) {
	all := i.Compare(0, 0)
	if all == nil {
		return SideLine{}, false
	}
	line = SideLine{Label: c.text(i.Label), Href: c.page.To.Indicator(i.Code)}
	n := 0
	for _, code := range chosen {
		t, _ := c.Territory(code)
		cell := SideCell{Region: c.text(t.Name), Known: i.Series(code) != nil}
		if r, compares := all.Of(code); compares {
			n++
			value := c.value(r.Series, r.Value)
			cell.Value = &value
			if all.Rate != segur.RateNone {
				per := sentence.Per(c.words, all.Rate, r.Per)
				cell.Per = &per
			}
		}
		line.Cells = append(line.Cells, cell)
	}
	if all.National != nil {
		value := c.value(i.Series(segur.France), *all.National)
		line.Nation = &value
	}
	if all.Rate != segur.RateNone {
		line.PerWhom = sentence.PerWhom(c.words, all.Rate)
	}
	same := view.NewValue(c.Catalog, c.words, i.Indicator, all.Same)
	line.What = same.Kind + ", " + same.Period
	if same.Scope != "" {
		line.What += ", " + same.Scope
	}
	return line, n == len(chosen) || n > 1
}
