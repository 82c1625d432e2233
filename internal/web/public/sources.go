package public

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/sentence"
	"github.com/segur-tracker/segur/internal/web"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Sources is the list of documents, a page at a time, with where each is used.
type Sources struct {
	view.Page
	Filter     view.SourceFilter
	Alone      bool // one document was asked for
	Kinds      []Choice
	Publishers []Choice
	Found      locale.Phrase
	Entries    []SourceEntry
	Others     []SourceLink // of the first page of the whole list: every document that stands on another
	Previous   string
	Next       string
	First      int // place in the list of the first document of the page
	Number     int
	Last       int
	Total      int
}

// SourceEntry is a document and its uses.
type SourceEntry struct {
	view.Citation
	Kind       string // "" when unclassified
	Measures   []MeasureLink
	Indicators []IndicatorLink
	Events     int
	Others     int
	Searches   int
}

// SourceLink leads to a document that stands on another page, under the name that addresses of
// before the pages point to.
type SourceLink struct {
	view.Citation
	Href string
}

// IndicatorLink points to an indicator.
type IndicatorLink struct{ Label, Href string }

const (
	// sourcesPerPage keeps a page within a few screens of a phone.
	sourcesPerPage = 40
	// manyDocuments is how many documents make a publisher worth a choice of its own.
	manyDocuments = 4
)

func (p *Pages) sources(ctx context.Context, cat *catalog.Catalog, r web.Request) (web.Answer, error) {
	c := p.begin(ctx, cat, r, "sources")
	page := Sources{Total: len(cat.Sources())}
	var err error
	if page.Filter, err = c.sourceFilter(r); err != nil {
		return web.Answer{}, err
	}
	for _, step := range []func(*Sources, web.Request) error{c.sourceList, c.sourceChoices} {
		if err := step(&page, r); err != nil {
			return web.Answer{}, err
		}
	}
	c.title("sources", "count", page.Total)
	c.page.Rename(c.page.To.At(0).Sources(page.Filter)) // one address for the first page, with and without its number
	c.page.NoIndex = page.Filter != (view.SourceFilter{Page: page.Filter.Page})
	page.Page = c.page
	return web.Answer{Template: "public/sources", Data: page}, nil
}

// sourceFilter reads the parameters; each names something that exists or the request is refused.
func (c *call) sourceFilter(r web.Request) (f view.SourceFilter, err error) {
	if f.Document = r.Query.Get("doc"); f.Document != "" {
		if c.Source(f.Document) == nil {
			return f, missing(c.words, "error.no_source")
		}
		return f, nil
	}
	f.Kind, f.Publisher = r.Query.Get("genre"), r.Query.Get("editeur")
	for _, asked := range []struct {
		field, value string
		of           func(*catalog.Source) string
	}{{"genre", f.Kind, (*catalog.Source).KindSlug}, {"editeur", f.Publisher, (*catalog.Source).PublisherSlug}} {
		known := func(s *catalog.Source) bool { return asked.of(s) == asked.value }
		if asked.value != "" && !slices.ContainsFunc(c.Sources(), known) {
			return f, refuse(c.words, asked.field, "error.source_choice", nil)
		}
	}
	if asked := r.Query.Get("page"); asked != "" {
		number, ok := plainNumber(asked)
		if !ok || number < 1 {
			return f, missing(c.words, "error.source_page", "last", c.sourcePages(f))
		}
		f.Page = number
	}
	f.Text, err = c.searched(r)
	return f, err
}

func (c *call) sourcePages(f view.SourceFilter) int {
	return max(1, (len(c.FindSources(query(f)))+sourcesPerPage-1)/sourcesPerPage)
}

func query(f view.SourceFilter) catalog.SourceQuery {
	return catalog.SourceQuery{Text: f.Text, Kind: f.Kind, Publisher: f.Publisher}
}

// sourceList puts the documents of one page of the list on it, or the one that was asked for.
func (c *call) sourceList(page *Sources, _ web.Request) error {
	if page.Alone = page.Filter.Document != ""; page.Alone {
		c.sourceEntries(page, []*catalog.Source{c.Source(page.Filter.Document)})
		return nil
	}
	found := c.FindSources(query(page.Filter))
	page.Number, page.Last = max(page.Filter.Page, 1), c.sourcePages(page.Filter)
	if page.Number > page.Last {
		return missing(c.words, "error.source_page", "last", page.Last)
	}
	if page.Filter.Page = page.Number; page.Number == 1 {
		page.Filter.Page = 0
	}
	page.Found = c.words.Phrase("sources.found", "count", len(found),
		"n", sentence.Count(c.words, len(found)), "total", sentence.Count(c.words, page.Total))
	for _, to := range []struct {
		page int
		into *string
	}{{page.Number - 1, &page.Previous}, {page.Number + 1, &page.Next}} {
		if filter := page.Filter; to.page >= 1 && to.page <= page.Last {
			filter.Page = to.page
			*to.into = c.page.To.Sources(filter)
		}
	}
	from := (page.Number - 1) * sourcesPerPage
	page.First = from + 1
	shown := found[from:min(from+sourcesPerPage, len(found))]
	if page.Filter == (view.SourceFilter{}) {
		c.otherSources(page, found[len(shown):])
	}
	c.sourceEntries(page, shown)
	return nil
}

// otherSources names the documents of the other pages, so that an address that points to one of them
// by its name alone still lands on the way to it.
func (c *call) otherSources(page *Sources, others []*catalog.Source) {
	for _, s := range others {
		cite := view.Cite(c.Catalog, c.words, s.ID)
		page.Others = append(page.Others, SourceLink{cite, c.page.To.Source(s.ID)})
	}
}

func (c *call) sourceEntries(page *Sources, shown []*catalog.Source) {
	for _, s := range shown {
		entry := c.sourceEntry(s)
		page.Entries = append(page.Entries, entry)
	}
}

func (c *call) sourceEntry(s *catalog.Source) SourceEntry {
	cite := view.Cite(c.Catalog, c.words, s.ID)
	cite.Full = true
	entry := SourceEntry{Citation: cite, Events: len(s.Events), Others: s.Others, Searches: s.Searches}
	if s.Kind != unclassified {
		entry.Kind = c.words.T("source_kind." + s.Kind)
	}
	for _, m := range s.Measures {
		link := c.measureLink(m.Number)
		entry.Measures = append(entry.Measures, link)
	}
	for _, i := range s.Indicators {
		entry.Indicators = append(entry.Indicators, IndicatorLink{c.text(i.Label), c.page.To.Indicator(i.Code)})
	}
	return entry
}

// sourceChoices lists the kinds and the publishers of many documents, the most frequent first,
// each with its number of documents; what is neither comes last.
func (c *call) sourceChoices(page *Sources, _ web.Request) error {
	kinds, publishers := map[string]int{}, map[string]int{}
	names := map[string]string{}
	for _, s := range c.Sources() {
		kinds[s.KindSlug()]++
		publishers[s.PublisherSlug()]++
		names[s.PublisherSlug()] = c.words.Text(s.Publisher)
	}
	for kind := range kinds {
		word := c.words.T("source_kind." + kind)
		names[kind] = word
	}
	page.Kinds = c.counted(kinds, names, page.Filter.Kind, 1)
	page.Publishers = c.counted(publishers, names, page.Filter.Publisher, manyDocuments)
	return nil
}

func (c *call) counted(counts map[string]int, names map[string]string, chosen string, least int) []Choice {
	var values []string
	for value, n := range counts {
		if n >= least || value == chosen {
			values = append(values, value)
		}
	}
	slices.SortFunc(values, func(a, b string) int {
		return cmp.Or(cmp.Compare(lastKind(a), lastKind(b)), cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
	choices := make([]Choice, 0, len(values))
	for _, value := range values {
		choices = append(choices, Choice{value, names[value] + " (" + strconv.Itoa(counts[value]) + ")", value == chosen})
	}
	return choices
}

func lastKind(kind string) int {
	if kind == catalog.KindOther {
		return 1
	}
	return 0
}
