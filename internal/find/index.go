package find

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/glossary"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// Index is everything that can be found in one publication, in one language. It never changes.
type Index struct {
	entries    []Entry
	vocabulary []known
}

// known is a word of the publication.
type known struct {
	word
	shown string // as it is written first, in lower case
	count int
}

// Options are what an index is made from.
type Options struct {
	Catalog  *catalog.Catalog
	Words    *locale.Localizer // of the language
	Glossary *glossary.Glossary
	Sections []Section
	// RegionWords are what readers may say for any region: « ma région ».
	RegionWords string
}

// builder fills an index.
type builder struct {
	Options
	Index
	terms   []glossary.Term
	spelled [][]word // the long forms of terms
	lang    string
	other   string
	counted map[string]*known
}

// New makes the index of a publication.
func New(o Options) (*Index, error) {
	b := builder{Options: o, terms: o.Glossary.Terms(o.Words.Lang()), lang: string(o.Words.Lang()), other: "en", counted: map[string]*known{}}
	if b.lang == "en" {
		b.other = "fr"
	}
	for _, t := range b.terms {
		b.spelled = append(b.spelled, wordsOf(t.Long))
	}
	b.measures()
	b.indicators()
	b.regions()
	b.places()
	b.records()
	if err := b.states(); err != nil {
		return nil, err
	}
	for _, key := range slices.Sorted(maps.Keys(b.counted)) {
		b.vocabulary = append(b.vocabulary, *b.counted[key])
	}
	return &b.Index, nil
}

// add puts an entry into the index. names are what else it is called; also are texts that count less
// than what is shown.
func (b *builder) add(e Entry, names string, also ...string) {
	if e.Kind != Sources { // a document is set in its own language
		e.Title, e.Text = b.Words.Text(e.Title), b.Words.Text(e.Text)
	}
	e.title, e.text, e.names, e.also = wordsOf(e.Title), wordsOf(e.Text), wordsOf(names), wordsOf(strings.Join(also, " "))
	b.count(e.Title + " " + e.Text)
	e.also = append(e.also, b.synonyms(e, also)...)
	b.entries = append(b.entries, e)
}

// synonyms are the long forms of the terms that an entry uses, and the terms that it spells out.
func (b *builder) synonyms(e Entry, also []string) []word {
	var found []word
	for _, text := range append([]string{e.Title, e.Text}, also...) {
		for _, use := range b.Glossary.Find(text) {
			found = append(append(found, b.spelled[use.Term]...), wordsOf(b.terms[use.Term].French)...)
		}
	}
	for i, long := range b.spelled {
		q := Query{words: long}
		if q.run(e.title) || q.run(e.text) {
			found = append(found, wordsOf(b.terms[i].Abbr)...)
		}
	}
	return found
}

// count learns the words that suggestions may offer.
func (b *builder) count(text string) {
	for _, field := range strings.FieldsFunc(text, func(r rune) bool { return !spoken(r) }) {
		if utf8.RuneCountInString(field) < shortestBeginning || strings.ContainsAny(field, "0123456789") {
			continue
		}
		for _, w := range wordsOf(field) {
			if b.counted[w.folded] == nil {
				b.counted[w.folded] = &known{word: w, shown: strings.ToLower(field)}
			}
			b.counted[w.folded].count++
		}
	}
}

func (b *builder) measures() {
	for _, m := range b.Catalog.Measures() {
		names := "mesure measure " + strconv.Itoa(m.Number) + " " + m.ShortTitle.In(b.lang)
		also := []string{m.ShortTitle.In(b.other), m.Title.In(b.other), m.Summary.In(b.other)}
		for _, cell := range m.Cells {
			if a := cell.Assessment; a != nil {
				also = append(also, a.Justification.In(b.lang))
			}
		}
		b.add(Entry{Kind: Measures, Title: m.Title.In(b.lang), Text: m.Summary.In(b.lang), Measure: m}, names, also...)
	}
}

func (b *builder) indicators() {
	for _, i := range b.Catalog.Indicators() {
		b.add(Entry{Kind: Indicators, Title: i.Label.In(b.lang), Text: i.Description.In(b.lang), Indicator: i},
			i.Code, i.Label.In(b.other), i.Description.In(b.other))
	}
}

func (b *builder) regions() {
	for _, t := range b.Catalog.Territories() {
		if t.Code != segur.France {
			b.add(Entry{Kind: Regions, Title: t.Name.In(b.lang), Territory: t}, t.Name.In(b.other)+" "+b.RegionWords+" "+usual()[t.Code])
		}
	}
}

// places are departments, and the investment projects in them.
func (b *builder) places() {
	names := map[string]string{}
	for _, d := range segur.ProjectPlaces() {
		names[d.Code] = d.Name
		t, _ := b.Catalog.Territory(d.Region)
		b.add(Entry{Kind: Departments, Title: d.Name, Department: d}, d.Code+" departement department", t.Name.FR, t.Name.EN)
	}
	for _, t := range b.Catalog.Regions() {
		for _, p := range b.Catalog.ProjectsOf(t.Code) {
			b.add(Entry{Kind: Projects, Title: p.Title.In(b.lang), Text: p.Operator + ", " + p.Place, Project: &p},
				"projet project", names[p.Department], t.Name.In(b.lang), p.Title.In(b.other))
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
func (b *builder) records() {
	for _, e := range b.Catalog.Events() {
		b.add(Entry{Kind: Dates, Title: e.Title.In(b.lang), Event: e}, strconv.Itoa(e.Date.Year), e.Title.In(b.other))
	}
	for _, s := range b.Catalog.Consultations() {
		t, _ := b.Catalog.Territory(s.Territory)
		b.add(Entry{Kind: Strands, Title: s.Title.In(b.lang), Text: s.Summary.In(b.lang), Strand: s},
			"concertation consultation volet strand", s.Title.In(b.other), s.Audience.In(b.lang), s.Organiser.In(b.lang), t.Name.In(b.lang))
	}
	for _, p := range b.Catalog.Pillars() {
		b.add(Entry{Kind: Axes, Title: p.Title.In(b.lang), Text: p.Summary.In(b.lang), Pillar: p},
			"pilier pillar "+strconv.Itoa(p.Number), p.Title.In(b.other))
	}
	for _, p := range b.Catalog.Priorities() {
		b.add(Entry{Kind: Axes, Title: p.Title.In(b.lang), Text: p.Summary.In(b.lang), Priority: p}, "axe axis", p.Title.In(b.other))
	}
	for _, t := range b.terms {
		b.add(Entry{Kind: Terms, Title: t.Abbr, Text: t.Long + ". " + t.Says, Term: t}, strings.Join(t.Forms, " "), t.French)
	}
	for _, s := range b.Sections {
		b.add(Entry{Kind: Sections, Title: s.Title, Text: s.Text, Section: s.Name}, s.Also)
	}
	for _, s := range b.Catalog.Sources() {
		b.add(Entry{
			Kind: Sources, Title: locale.Typography(locale.Lang(s.Language), s.Title), Text: b.Words.Text(s.Publisher), Source: s,
		}, "")
	}
}

func (b *builder) states() error {
	for _, s := range segur.Standings() {
		title := b.Words.T("state." + s.Slug())
		rule := b.Words.T("state_rule." + s.Slug())
		b.add(Entry{Kind: States, Title: title, Text: rule, State: s}, "etat state status mesure measure")
	}
	return nil
}
