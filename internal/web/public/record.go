package public

import (
	"cmp"
	"context"
	"slices"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Timeline is the page of dated events, by year.
type Timeline struct {
	view.Page
	Years []EventYear
}

// EventYear is a year with its events.
type EventYear struct {
	Year   int
	Events []EventLine
}

func (p *Pages) timeline(ctx context.Context, cat *catalog.Catalog, r web.Request) (web.Page, error) {
	c := p.begin(ctx, cat, r, "timeline")
	var page Timeline
	for _, e := range cat.Events() {
		if n := len(page.Years); n == 0 || page.Years[n-1].Year != e.Date.Year {
			page.Years = append(page.Years, EventYear{Year: e.Date.Year})
		}
		line, err := c.eventLine(e)
		if err != nil {
			return web.Page{}, err
		}
		year := &page.Years[len(page.Years)-1]
		year.Events = append(year.Events, line)
	}
	if err := c.title("timeline"); err != nil {
		return web.Page{}, err
	}
	page.Page = c.page
	return web.Page{Template: "public/timeline", Data: page}, nil
}

// Sources is the list of documents with where each is used.
type Sources struct {
	view.Page
	Kinds   []KindCount
	Entries []SourceEntry
}

// KindCount is how many documents of a kind there are.
type KindCount struct {
	Word  string
	Count locale.Figure
}

// SourceEntry is a document and its uses.
type SourceEntry struct {
	view.Citation
	Kind       string // "" when unclassified
	Measures   []MeasureLink
	Indicators []IndicatorLink
	Events     int
	Others     int
	Searches   int // that led to it
}

// IndicatorLink points to an indicator.
type IndicatorLink struct{ Label, Href string }

func (p *Pages) sources(ctx context.Context, cat *catalog.Catalog, r web.Request) (web.Page, error) {
	c := p.begin(ctx, cat, r, "sources")
	var page Sources
	for _, s := range cat.Sources() {
		entry, err := c.sourceEntry(s)
		if err != nil {
			return web.Page{}, err
		}
		page.Entries = append(page.Entries, entry)
	}
	var err error
	if page.Kinds, err = c.kinds(); err != nil {
		return web.Page{}, err
	}
	if err := c.title("sources", "count", len(cat.Sources())); err != nil {
		return web.Page{}, err
	}
	page.Page = c.page
	return web.Page{Template: "public/sources", Data: page}, nil
}

func (c *call) sourceEntry(s *catalog.Source) (SourceEntry, error) {
	cite, err := view.Cite(c.Catalog, c.words, s.ID)
	if err != nil {
		return SourceEntry{}, err
	}
	cite.Full = true
	entry := SourceEntry{Citation: cite, Events: len(s.Events), Others: s.Others, Searches: s.Searches}
	if s.Kind != unclassified {
		entry.Kind, err = c.words.T("source_kind." + s.Kind)
	}
	if err != nil {
		return SourceEntry{}, err
	}
	for _, m := range s.Measures {
		link, err := c.measureLink(m.Number)
		if err != nil {
			return SourceEntry{}, err
		}
		entry.Measures = append(entry.Measures, link)
	}
	for _, i := range s.Indicators {
		entry.Indicators = append(entry.Indicators, IndicatorLink{c.text(i.Label), c.page.To.Indicator(i.Code)})
	}
	return entry, nil
}

// kinds counts the documents of each kind, the most frequent first, unclassified ones last.
func (c *call) kinds() ([]KindCount, error) {
	counts, order := map[string]int{}, []string{}
	for _, s := range c.Sources() {
		if counts[s.Kind] == 0 {
			order = append(order, s.Kind)
		}
		counts[s.Kind]++
	}
	slices.SortFunc(order, func(a, b string) int {
		return cmp.Or(cmp.Compare(lastKind(a), lastKind(b)), cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
	var kinds []KindCount
	for _, kind := range order {
		word, err := c.words.T("source_kind." + kindKey(kind))
		if err != nil {
			return nil, err
		}
		kinds = append(kinds, KindCount{word, c.page.Count(counts[kind])})
	}
	return kinds, nil
}

// kindKey avoids a word that the locale files keep for plurals.
func kindKey(kind string) string {
	if kind == unclassified {
		return "other_kind"
	}
	return kind
}

func lastKind(kind string) int {
	if kind == unclassified {
		return 1
	}
	return 0
}

// Data says what the dataset holds and how complete it is.
type Data struct {
	view.Page
	Totals       catalog.Totals
	Regional     int
	Regions      int
	Completeness []CompletenessLine
	Summary      CompletenessSummary
}

// CompletenessLine is what is documented about a measure.
type CompletenessLine struct {
	Measure                                   MeasureLink
	Years, Indicators, Targets, Judged, Fresh locale.Figure
	LastYearKnown                             bool
}

// CompletenessSummary counts the measures that have each thing.
type CompletenessSummary struct {
	WithIndicator, WithTarget, WithFresh, WithLastYear locale.Figure
}

func (p *Pages) data(ctx context.Context, cat *catalog.Catalog, r web.Request) (web.Page, error) {
	c := p.begin(ctx, cat, r, "data")
	page := Data{Totals: cat.Totals()}
	lines := cat.Completeness()
	for _, line := range lines {
		link, err := c.measureLink(line.Measure.Number)
		if err != nil {
			return web.Page{}, err
		}
		page.Completeness = append(page.Completeness, CompletenessLine{
			Measure: link, Years: c.page.Count(line.YearsDocumented), Indicators: c.page.Count(line.Indicators),
			Targets: c.page.Count(line.WithTarget), Judged: c.page.Count(line.Assessable),
			Fresh: c.page.Count(line.Fresh), LastYearKnown: line.LastYearKnown,
		})
	}
	page.Summary = c.summarise(lines)
	for _, ind := range cat.Indicators() {
		for _, s := range ind.AllSeries() {
			if s.Territory.Code != segur.France {
				page.Regional += len(s.Values)
			}
		}
	}
	page.Regions = len(cat.Territories()) - 1
	if err := c.title("data"); err != nil {
		return web.Page{}, err
	}
	page.Page = c.page
	return web.Page{Template: "public/data", Data: page}, nil
}

func (c *call) summarise(lines []catalog.Completeness) CompletenessSummary {
	count := func(has func(catalog.Completeness) bool) locale.Figure {
		n := 0
		for _, line := range lines {
			if has(line) {
				n++
			}
		}
		return c.page.Count(n)
	}
	return CompletenessSummary{
		WithIndicator: count(func(l catalog.Completeness) bool { return l.Indicators > 0 }),
		WithTarget:    count(func(l catalog.Completeness) bool { return l.WithTarget > 0 }),
		WithFresh:     count(func(l catalog.Completeness) bool { return l.Fresh > 0 }),
		WithLastYear:  count(func(l catalog.Completeness) bool { return l.LastYearKnown }),
	}
}
