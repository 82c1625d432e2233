package search

import (
	"strconv"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/find"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Item is one answer. What does not concern its kind is empty.
type Item struct {
	Kicker    string
	Pillar    int
	Title     []find.Part
	Href      string // "" for a document without address
	External  bool
	Lang      string // of the title, "" for that of the page
	Text      []find.Part
	State     *view.State
	Of        string // the year that the state is of
	Count     locale.Figure
	Counted   string // what Count is of
	Figures   []Figure
	More      string // where the other figures are
	Measures  []Link
	Citations []view.Citation
	Where     string // place in the list of documents
}

// Figure is the latest figure of an indicator.
type Figure struct {
	Label, Href string
	Value       view.Value
}

// Link leads to a measure.
type Link struct {
	Number     int
	Text, Href string
	Pillar     int
}

func (c *call) text(t segur.Text) string { return c.words.Text(t.In(string(c.words.Lang()))) }

// item words what was found.
func (c *call) item(h find.Hit) (Item, error) {
	item := Item{Title: c.query.Parts(h.Title), Text: c.query.Parts(shortened(h.Text))}
	tell := map[find.Kind]func(*Item, find.Hit) error{
		find.Measures: c.measure, find.Indicators: c.indicator, find.Regions: c.region, find.Departments: c.department,
		find.Projects: c.project, find.Strands: c.strand, find.Dates: c.event, find.States: c.state,
		find.Axes: c.axis, find.Terms: c.term, find.Sections: c.section, find.Sources: c.source,
	}[h.Kind]
	err := tell(&item, h)
	return item, err
}

// longestText is how much of a text an answer shows, in characters.
const longestText = 280

func shortened(text string) string {
	letters := []rune(text)
	if len(letters) <= longestText {
		return text
	}
	end := longestText
	for end > 0 && letters[end] != ' ' {
		end--
	}
	return string(letters[:end]) + " …"
}

func (c *call) measure(item *Item, h find.Hit) error {
	m := h.Measure
	item.Href, item.Pillar = c.page.To.Measure(m), m.In.Number
	item.Kicker = c.words.T("tile.place", "pillar", m.In.Number, "measure", m.Number)
	c.standing(item, m.Standing)
	key := keyIndicator(m)
	if key == nil {
		return nil
	}
	figure := c.figure(key, key.Main())
	item.Figures = append(item.Figures, figure)
	return nil
}

// standing words the last known state of a measure: what it is, of which year, whether it may have lapsed.
func (c *call) standing(item *Item, s segur.Standing) {
	state := view.NewState(c.words, s.State)
	if s.State == segur.Unknown {
		item.State = &state
		return
	}
	item.State = &state
	key := "search.state_of"
	if s.Silent() {
		key = "search.state_silent"
	}
	item.Of = c.words.T(key, "year", s.Year)
}

// keyIndicator returns the indicator whose figure tells most of a measure, nil where none stands for
// the country.
func keyIndicator(m *catalog.Measure) *catalog.Indicator {
	for _, ind := range chart.Telling(m) {
		if !ind.Regional() {
			return ind
		}
	}
	for _, ind := range m.Indicators {
		if !ind.Regional() {
			return ind
		}
	}
	return nil
}

func (c *call) figure(ind *catalog.Indicator, s *catalog.Series) Figure {
	f := Figure{Label: c.text(ind.Label), Href: c.page.To.Indicator(ind.Code)}
	f.Value = view.NewValue(c.Catalog, c.words, ind.Indicator, s.Shown())
	return f
}

func (c *call) indicator(item *Item, h find.Hit) error {
	ind := h.Indicator
	item.Href = c.page.To.Indicator(ind.Code)
	for _, m := range ind.Of {
		item.Measures = append(item.Measures, c.link(m))
	}
	if len(ind.Of) > 0 {
		item.Pillar = ind.Of[0].In.Number
	}
	if ind.Regional() {
		item.Count = sentence.Count(c.words, len(ind.AllSeries()))
		item.Counted = c.words.T("search.regions_documented", "count", len(ind.AllSeries()))
		return nil
	}
	figure := c.figure(ind, ind.Main())
	figure.Label = ""
	item.Figures = append(item.Figures, figure)
	return nil
}

func (c *call) link(m *catalog.Measure) Link {
	return Link{m.Number, c.text(m.ShortTitle), c.page.To.Measure(m), m.In.Number}
}

// region lists the figures of a region, where there is room for them.
func (c *call) region(item *Item, h find.Hit) error {
	here := h.Territory.Code
	item.Href = c.page.To.Region(h.Territory)
	n := 0
	for _, ind := range c.Indicators() {
		s := ind.Series(here)
		if s == nil {
			continue
		}
		if n++; !c.wide {
			continue
		}
		figure := c.figure(ind, s)
		var v chart.View
		if len(ind.AllSeries()) > 1 { // the chart of a lone region needs not be told which
			v.Territory = here
		}
		figure.Href = c.page.To.Chart(segur.ChartOf(ind.Code), v, view.Style{})
		item.Figures = append(item.Figures, figure)
	}
	item.Count = sentence.Count(c.words, n)
	item.Counted = c.words.T("search.region_figures", "count", n)
	return nil
}

func (c *call) department(item *Item, h find.Hit) error {
	item.Href = c.page.To.ProjectList(view.ProjectFilter{Department: h.Department.Code})
	region, _ := c.Territory(h.Department.Region)
	item.Kicker = c.words.T("search.department", "code", h.Department.Code, "region", c.text(region.Name))
	if n := len(c.ProjectsIn(h.Department.Code)); n > 0 { // none found is not 0
		item.Count = sentence.Count(c.words, n)
		item.Counted = c.words.T("search.projects_documented", "count", n)
	}
	return nil
}

func (c *call) project(item *Item, h find.Hit) error {
	p := view.NewProject(c.Catalog, c.words, c.page.To, *h.Project)
	item.Href, item.Citations = p.Href, []view.Citation{p.Source}
	if item.Kicker = p.Region.Name; p.Department.Name != p.Region.Name { // overseas, most are one and the same
		item.Kicker = c.words.T("search.project", "department", p.Department.Name, "region", p.Region.Name)
	}
	return nil
}

func (c *call) strand(item *Item, h find.Hit) error {
	item.Href, item.Kicker = c.page.To.Strand(h.Strand.ID), sentence.Date(c.words, h.Strand.StartsOn)
	item.Citations = view.CiteAll(c.Catalog, c.words, h.Strand.Sources)
	return nil
}

func (c *call) event(item *Item, h find.Hit) (err error) {
	item.Kicker, item.Href = sentence.Date(c.words, h.Event.Date), c.page.To.Section("timeline")+"#annee-"+strconv.Itoa(h.Event.Date.Year)
	for _, n := range h.Event.Measures {
		item.Measures = append(item.Measures, c.link(c.Measure(n)))
	}
	item.Citations = view.CiteAll(c.Catalog, c.words, h.Event.Sources)
	return nil
}

func (c *call) state(item *Item, h find.Hit) error {
	state := view.NewState(c.words, h.State)
	item.State, item.Href = &state, c.page.To.Measures(view.Filter{State: state.Slug})
	n := c.Tally(segur.LastKnown, c.LastYear()).Counts[h.State]
	item.Count = sentence.Count(c.words, n)
	item.Counted = c.words.T("search.measures_in_state", "count", n)
	return nil
}

func (c *call) axis(item *Item, h find.Hit) error {
	if p := h.Pillar; p != nil {
		item.Href, item.Pillar = c.page.To.Measures(view.Filter{Pillar: p.Number}), p.Number
		item.Kicker = c.words.T("search.pillar", "number", p.Number)
		return nil
	}
	item.Href = c.page.To.Home() + "#s-axes"
	for _, n := range h.Priority.Measures {
		item.Measures = append(item.Measures, c.link(c.Measure(n)))
	}
	item.Kicker = c.words.T("search.axis")
	item.Citations = view.CiteAll(c.Catalog, c.words, h.Priority.Sources)
	return nil
}

func (c *call) term(item *Item, h find.Hit) error {
	item.Href = c.page.To.Section("glossary") + "#" + h.Term.Slug
	return nil
}

func (c *call) section(item *Item, h find.Hit) error {
	item.Href = c.page.To.Section(h.Section)
	return nil
}

func (c *call) source(item *Item, h find.Hit) error {
	cite := view.Cite(c.Catalog, c.words, h.Source.ID)
	item.Href, item.External, item.Lang, item.Where = cite.URL, true, cite.Lang, c.page.To.Source(cite.ID)
	item.Kicker = cite.Date
	if item.Href == "" {
		item.Kicker = cite.NoAddress
	}
	return nil
}
