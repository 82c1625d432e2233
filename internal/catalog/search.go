package catalog

import (
	"slices"
	"strings"

	"github.com/segur-tracker/segur/internal/fold"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/stem"
)

// elided are the words that French shortens before a vowel; readers type them glued or not.
var elided = map[string]bool{
	"l": true, "d": true, "j": true, "m": true, "n": true, "s": true, "t": true, "c": true, "qu": true,
}

// searchWords splits what a reader typed into the folded words that must all be found.
// Elided articles count for nothing: "l'hôpital" finds « Hôpital ».
func searchWords(text string) []string {
	all := strings.Fields(fold.Text(text))
	var words []string
	for _, w := range all {
		if !elided[w] {
			words = append(words, w)
		}
	}
	if len(words) == 0 {
		return all
	}
	return words
}

// matches reports whether each word begins a word of the folded text, or is a form of one:
// « infirmières » finds « infirmier ».
func matches(folded string, words []string) bool {
	for _, w := range words {
		begins := strings.HasPrefix(folded, w) || strings.Contains(folded, " "+w)
		if !begins && !slices.Contains(stem.All(folded), stem.Of(w)) {
			return false
		}
	}
	return true
}

func foldMeasure(m segur.Measure) string {
	return fold.Text(strings.Join([]string{
		m.Title.FR, m.Title.EN, m.ShortTitle.FR, m.ShortTitle.EN, m.Summary.FR, m.Summary.EN,
	}, " "))
}

func foldIndicator(i segur.Indicator) string {
	return fold.Text(strings.Join([]string{
		i.Label.FR, i.Label.EN, i.Description.FR, i.Description.EN, i.Code,
	}, " "))
}

// MeasureQuery narrows the list of measures; zero fields do not narrow.
type MeasureQuery struct {
	Pillar  int
	Reading segur.Reading // "" means segur.ByYear
	State   *segur.State  // in Year under Reading; segur.Unknown asks for undocumented ones
	Basis   segur.Basis   // of that state; "" does not narrow
	Year    int           // year that State speaks of; 0 means the last year
	Text    string
}

// FindMeasures returns the measures that satisfy every part of the query, in order. The
// text is looked for in both languages, in the measure and in its indicators.
func (c *Catalog) FindMeasures(q MeasureQuery) []*Measure {
	year, words := q.Year, searchWords(q.Text)
	if year == 0 {
		year = c.LastYear()
	}
	var found []*Measure
	for _, m := range c.measures {
		cell := m.Cell(year)
		if (q.Pillar == 0 || m.In.Number == q.Pillar) && (q.State == nil || cell.In(q.Reading) == *q.State) &&
			(q.Basis == "" || cell.BasisIn(q.Reading) == q.Basis) && m.mentions(words) {
			found = append(found, m)
		}
	}
	return found
}

func (m *Measure) mentions(words []string) bool {
	if matches(m.words, words) {
		return true
	}
	for _, i := range m.Indicators {
		if matches(i.words, words) {
			return true
		}
	}
	return false
}

// SourceQuery narrows the list of documents; empty fields do not narrow.
type SourceQuery struct {
	Text      string
	Kind      string // slug
	Publisher string // slug
}

// KindOther is the slug of the documents that no kind fits.
const KindOther = "other_kind"

// FindSources returns the documents that satisfy every part of the query, in order. The text is
// looked for in titles, publishers and dates.
func (c *Catalog) FindSources(q SourceQuery) []*Source {
	words := searchWords(q.Text)
	var found []*Source
	for _, s := range c.sources {
		if (q.Kind == "" || s.KindSlug() == q.Kind) && (q.Publisher == "" || s.publisher == q.Publisher) && matches(s.words, words) {
			found = append(found, s)
		}
	}
	return found
}

// FindIndicators returns the indicators that contain every word of text, in order.
func (c *Catalog) FindIndicators(text string) []*Indicator {
	words := searchWords(text)
	var found []*Indicator
	for _, i := range c.indicators {
		if matches(i.words, words) {
			found = append(found, i)
		}
	}
	return found
}
