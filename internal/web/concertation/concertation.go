package concertation

import (
	"context"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web"
	"github.com/segur-tracker/segur/internal/web/view"
)

// section is the name of the page among the sections of the site.
const section = "concertation"

// Pages makes the page of the consultations.
type Pages struct{ site *view.Site }

// New returns the pages of a site.
func New(site *view.Site) *Pages { return &Pages{site} }

// Routes returns the routes of the page in both languages.
func (p *Pages) Routes() []web.Route {
	var routes []web.Route
	for _, lang := range locale.Langs() {
		routes = append(routes, web.Route{Path: view.Links{Lang: lang}.Section(section), Lang: lang, Read: p.page})
	}
	return routes
}

// Concertation is everything that is known of the consultations. A part without rows is empty: the page
// says so in its place.
type Concertation struct {
	view.Page
	Lede     locale.Phrase
	Facts    []Fact
	FactsBy  []view.Citation
	Axes     []Axis
	Strands  []Strand // all of them, each before those that are a part of it
	Online   *Online
	Guide    []GuidePart
	GuideBy  []view.Citation
	Themes   []Theme
	Regions  []Region
	Sessions []Session
	Presence *Presence // of the sessions, nil without any
	Wordings []Wordings
	Pillars  []Pillar
	Second   SecondYear
	Review   []ReviewPart
	ReviewBy []view.Citation
}

func (p *Pages) page(_ context.Context, cat *catalog.Catalog, r web.Request) (web.Answer, error) {
	frame := p.site.Frame(cat, r.Words, r.Canonical)
	frame.Section = section
	if r.Publication > 0 {
		frame.LookBack(r.Publication)
	}
	frame.Title, frame.Description = r.Words.T("concertation.title"), r.Words.T("concertation.summary")
	c := call{Catalog: cat, words: r.Words, page: frame}
	tree := c.tree()
	page := Concertation{
		Page: frame, Axes: c.axes(tree), Strands: flat(tree), Online: c.online(), Themes: c.themes(),
		Regions: c.regions(tree), Wordings: c.wordings(), Pillars: c.pillars(), Second: c.secondYear(),
	}
	page.Lede = c.lede(page.Axes)
	page.Facts, page.FactsBy = c.facts()
	page.Guide, page.GuideBy = c.guide()
	page.Sessions, page.Presence = c.sessions()
	page.Review, page.ReviewBy = c.review()
	return web.Answer{Template: "concertation/concertation", Data: page}, nil
}

// call is one request being answered.
type call struct {
	*catalog.Catalog
	words *locale.Localizer
	page  view.Page
}

// text picks the language of the page and sets the text in its typography.
func (c *call) text(t segur.Text) string { return c.words.Text(t.In(string(c.words.Lang()))) }

// cite returns the citations of documents, each once.
func (c *call) cite(ids ...string) []view.Citation {
	var once []string
	met := map[string]bool{}
	for _, id := range ids {
		if id != "" && !met[id] {
			met[id] = true
			once = append(once, id)
		}
	}
	return view.CiteAll(c.Catalog, c.words, once)
}

// place names a territory.
func (c *call) place(code string) string {
	t, _ := c.Territory(code)
	return c.text(t.Name)
}

// Fact is a figure of the consultations.
type Fact struct {
	view.Value
	Label string
	Href  string // of the indicator
}

// national are the indicators that sum the consultations of 2020 up.
func national() []string {
	return []string{"seg-contrib", "seg-meetings", "seg-written", "seg-bilateral", "seg-wage-hours", "seg-days"}
}

// facts returns the key figures that are published, and the documents that give them.
func (c *call) facts() (facts []Fact, by []view.Citation) {
	var sources []string
	for _, code := range national() {
		if f := c.fact(code); f != nil {
			facts = append(facts, *f)
			sources = append(sources, f.Source.ID)
		}
	}
	return facts, c.cite(sources...)
}

// fact returns the shown figure of an indicator, nil where it is not published.
func (c *call) fact(code string) *Fact {
	ind := c.Indicator(code)
	if ind == nil {
		return nil
	}
	value := view.NewValue(c.Catalog, c.words, ind.Indicator, ind.Main().Shown())
	if ind.Unit == "persons" {
		value.After = "" // the label says who they are
	}
	return &Fact{value, c.text(ind.Label), c.page.To.Indicator(code)}
}

// lede says when the first wave of strands took place and how many there were.
func (c *call) lede(axes []Axis) locale.Phrase {
	if len(axes) == 0 {
		return locale.Plain(c.words.T("concertation.lede_none"))
	}
	first := axes[0]
	return c.words.Phrase("concertation.lede", "count", first.Count, "n", c.page.Count(first.Count), "when", first.Precise)
}

// Online is who spoke in the online space.
type Online struct {
	Total  Fact
	Parts  []Part
	Others []view.Value // other counts of the participants
}

// Part is a profession among the participants, drawn from X over Width, both as shares of the width.
type Part struct {
	Fact
	Slug     string
	Words    string
	X, Width string
}

// online returns who spoke online, nil where it is not published.
func (c *call) online() *Online {
	const total = "seg-contrib"
	f := c.fact(total)
	if f == nil {
		return nil
	}
	o := &Online{Total: *f}
	var x float64
	for _, of := range []struct{ slug, code string }{{"doctors", "seg-contrib-doctors"}, {"nurses", "seg-contrib-nurses"}} {
		part := c.fact(of.code)
		if part == nil {
			continue
		}
		share := c.Indicator(of.code).Main().Shown().Number.Float()
		o.Parts = append(o.Parts, Part{*part, of.slug, c.words.T("concertation.spoke." + of.slug), percent(x / whole), percent(share / whole)})
		x += share
	}
	for _, v := range c.Indicator(total).Main().Values {
		if !v.Reference {
			o.Others = append(o.Others, view.NewValue(c.Catalog, c.words, c.Indicator(total).Indicator, v))
		}
	}
	return o
}

// whole is all of a thing in percent.
const whole = 100
