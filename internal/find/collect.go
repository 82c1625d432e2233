package find

import (
	"strconv"
	"strings"

	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// collector walks through everything that can be found.
type collector struct {
	Options
	lang, other string
	// take is given an entry, set for readers. names are what else it is called; also are texts that count less
	// than what is shown.
	take func(e Entry, names string, also ...string)
}

// collect hands out every entry of a publication.
func collect(o Options, take func(e Entry, names string, also ...string)) {
	c := collector{Options: o, lang: string(o.Words.Lang()), other: "en"}
	if c.lang == "en" {
		c.other = "fr"
	}
	c.take = func(e Entry, names string, also ...string) {
		if e.Kind != Sources { // a document is set in its own language
			e.Title, e.Text = o.Words.Text(e.Title), o.Words.Text(e.Text)
		}
		take(e, names, also...)
	}
	c.measures()
	c.indicators()
	c.regions()
	c.places()
	c.records()
	c.states()
}

func (c *collector) measures() {
	for _, m := range c.Catalog.Measures() {
		names := "mesure measure " + strconv.Itoa(m.Number) + " " + m.ShortTitle.In(c.lang)
		also := []string{m.ShortTitle.In(c.other), m.Title.In(c.other), m.Summary.In(c.other)}
		for _, cell := range m.Cells {
			if a := cell.Assessment; a != nil {
				also = append(also, a.Justification.In(c.lang))
			}
		}
		c.take(Entry{Kind: Measures, Title: m.Title.In(c.lang), Text: m.Summary.In(c.lang), Measure: m}, names, also...)
	}
}

func (c *collector) indicators() {
	for _, i := range c.Catalog.Indicators() {
		c.take(Entry{Kind: Indicators, Title: i.Label.In(c.lang), Text: i.Description.In(c.lang), Indicator: i},
			i.Code, i.Label.In(c.other), i.Description.In(c.other))
	}
}

func (c *collector) regions() {
	for _, t := range c.Catalog.Territories() {
		if t.Code != segur.France {
			c.take(Entry{Kind: Regions, Title: t.Name.In(c.lang), Territory: t}, t.Name.In(c.other)+" "+c.RegionWords+" "+usual()[t.Code])
		}
	}
}

// places are departments, and the investment projects in them.
func (c *collector) places() {
	names := map[string]string{}
	for _, d := range segur.ProjectPlaces() {
		names[d.Code] = d.Name
		t, _ := c.Catalog.Territory(d.Region)
		c.take(Entry{Kind: Departments, Title: d.Name, Department: d}, d.Code+" departement department", t.Name.FR, t.Name.EN)
	}
	for _, t := range c.Catalog.Regions() {
		for _, p := range c.Catalog.ProjectsOf(t.Code) {
			c.take(Entry{Kind: Projects, Title: p.Title.In(c.lang), Text: p.Operator + ", " + p.Place, Project: &p},
				"projet project", names[p.Department], t.Name.In(c.lang), p.Title.In(c.other))
		}
	}
}

// usual are the names that people go on using for regions: initials, and what was before 2016.
func usual() map[string]string {
	return map[string]string{
		"11": "IDF Paris", "27": "Bourgogne Franche-Comté", "28": "Haute-Normandie Basse-Normandie",
		"32": "HDF Nord Pas-de-Calais Picardie", "44": "Alsace Lorraine Champagne-Ardenne",
		"75": "Aquitaine Limousin Poitou-Charentes", "76": "Midi-Pyrénées Languedoc-Roussillon",
		"84": "AURA Auvergne Rhône-Alpes", "93": "PACA", "94": "Corsica",
	}
}

// records are dates, axes, pillars, terms, pages of the site and documents.
func (c *collector) records() {
	for _, e := range c.Catalog.Events() {
		c.take(Entry{Kind: Dates, Title: e.Title.In(c.lang), Event: e}, strconv.Itoa(e.Date.Year), e.Title.In(c.other))
	}
	for _, s := range c.Catalog.Consultations() {
		t, _ := c.Catalog.Territory(s.Territory)
		c.take(Entry{Kind: Strands, Title: s.Title.In(c.lang), Text: s.Summary.In(c.lang), Strand: s},
			"concertation consultation volet strand", s.Title.In(c.other), s.Audience.In(c.lang), s.Organiser.In(c.lang), t.Name.In(c.lang))
	}
	for _, p := range c.Catalog.Pillars() {
		c.take(Entry{Kind: Axes, Title: p.Title.In(c.lang), Text: p.Summary.In(c.lang), Pillar: p},
			"pilier pillar "+strconv.Itoa(p.Number), p.Title.In(c.other))
	}
	for _, p := range c.Catalog.Priorities() {
		c.take(Entry{Kind: Axes, Title: p.Title.In(c.lang), Text: p.Summary.In(c.lang), Priority: p}, "axe axis", p.Title.In(c.other))
	}
	for _, t := range c.Glossary.Terms(c.Words.Lang()) {
		c.take(Entry{Kind: Terms, Title: t.Abbr, Text: t.Long + ". " + t.Says, Term: t}, strings.Join(t.Forms, " "), t.French)
	}
	for _, s := range c.Sections {
		c.take(Entry{Kind: Sections, Title: s.Title, Text: s.Text, Section: s.Name}, s.Also)
	}
	for _, s := range c.Catalog.Sources() {
		c.take(Entry{
			Kind: Sources, Title: locale.Typography(locale.Lang(s.Language), s.Title), Text: c.Words.Text(s.Publisher), Source: s,
		}, "")
	}
}

func (c *collector) states() {
	for _, s := range segur.Standings() {
		title := c.Words.T("state." + s.Slug())
		rule := c.Words.T("state_rule." + s.Slug())
		c.take(Entry{Kind: States, Title: title, Text: rule, State: s}, "etat state status mesure measure")
	}
}
