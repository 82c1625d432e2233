package catalog

import (
	"fmt"
	"slices"
	"strings"

	"github.com/segur-tracker/segur/internal/fold"
	"github.com/segur-tracker/segur/internal/segur"
)

// Source is a document with the places that rest on it.
type Source struct {
	segur.Source
	Measures    []*Measure   // cited by the measure's wording or by one of its assessments
	Indicators  []*Indicator // gives at least one value
	Events      []segur.Event
	Others      int // rows of any other table
	Assessments int
	Values      int
	Searches    int    // that led to it
	publisher   string // slug
	words       string // folded text that search looks through
}

// KindSlug returns the kind of the document as addresses and words write it.
func (s *Source) KindSlug() string {
	if s.Kind == "other" {
		return KindOther
	}
	return s.Kind
}

// PublisherSlug returns the publisher's name as addresses write it.
func (s *Source) PublisherSlug() string { return s.publisher }

// Sources returns every document, by publisher then title.
func (c *Catalog) Sources() []*Source { return c.sources }

// Source returns a document by id, nil when there is none.
func (c *Catalog) Source(id string) *Source { return c.bySource[id] }

func (c *Catalog) addSources(d segur.Dataset) error {
	order := map[*Source][]string{} // folding is too slow to be done in each comparison
	for _, s := range d.Sources {
		entry := &Source{Source: s}
		c.sources = append(c.sources, entry)
		c.bySource[s.ID] = entry
		publisher, title := fold.Text(s.Publisher), fold.Text(s.Title)
		entry.publisher, entry.words = strings.ReplaceAll(publisher, " ", "-"), publisher+" "+title+" "+s.PublishedOn.String()
		order[entry] = []string{publisher, title, s.ID}
	}
	slices.SortFunc(c.sources, func(a, b *Source) int { return slices.Compare(order[a], order[b]) })
	return c.countUses(d)
}

func (c *Catalog) countUses(d segur.Dataset) error {
	missing := ""
	use := func(ids []string, record func(*Source)) {
		for _, id := range ids {
			if s := c.bySource[id]; s != nil {
				record(s)
			} else {
				missing = id
			}
		}
	}
	for _, m := range c.measures {
		use(m.Sources, func(s *Source) { s.citeMeasure(m) })
		for _, cell := range m.Cells {
			if cell.Assessment != nil {
				use(cell.Assessment.Sources, func(s *Source) { s.citeMeasure(m); s.Assessments++ })
			}
		}
	}
	for _, v := range d.Values {
		use([]string{v.Source}, func(s *Source) { s.citeIndicator(c.byCode[v.Indicator]); s.Values++ })
	}
	for _, e := range d.Events {
		use(e.Sources, func(s *Source) { s.Events = append(s.Events, e) })
	}
	for _, x := range d.Searches {
		use(segur.References(x, segur.TableSources), func(s *Source) { s.Searches++ })
	}
	for _, t := range segur.Tables() {
		if slices.Contains(counted(), t.About().Name) {
			continue
		}
		for _, row := range t.Rows(d) {
			use(segur.References(row, segur.TableSources), func(s *Source) { s.Others++ })
		}
	}
	if missing != "" {
		return fmt.Errorf("no source %s", missing)
	}
	return nil
}

// counted are the tables whose uses of a document are told one by one.
func counted() []string {
	return []string{segur.TableMeasures, segur.TableAssessments, segur.TableValues, segur.TableEvents, segur.TableSearches}
}

func (s *Source) citeMeasure(m *Measure) {
	if !slices.Contains(s.Measures, m) {
		s.Measures = append(s.Measures, m)
	}
}

func (s *Source) citeIndicator(i *Indicator) {
	if !slices.Contains(s.Indicators, i) {
		s.Indicators = append(s.Indicators, i)
	}
}
