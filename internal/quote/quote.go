package quote

import (
	"cmp"
	"slices"
	"strings"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
)

// Subject is what is quoted: a chart in one view, in the language of its words.
type Subject struct {
	Catalog *catalog.Catalog
	Words   *locale.Localizer
	Chart   chart.Chart // made from Catalog with View, in the language of Words
	View    chart.View
	Address string // of this very view, with scheme and host where they are known
	Date    string // of the publication, as pages write it
}

// Quote holds words ready to paste, typeset in the language of the subject.
type Quote struct {
	Title    string // of the chart, with the name of its indicator
	Short    string // fits under a picture: producers, site, publication
	Credit   string // Short as a sentence, for where nothing says that it names the source
	Long     string // also the title, the address and the licence
	Sentence locale.Phrase
	Alt      locale.Phrase
}

// Of makes the words of a subject.
func Of(s Subject) Quote {
	q := Quote{Alt: s.Chart.Alt}
	producers, _ := sentence.Producers(s.Catalog, s.Words, s.Chart.Sources)
	site := s.Words.T("site.name")
	q.Title = s.title()
	facts := []any{
		"producers", producers, "site", site, "title", q.Title, "address", s.Address,
		"number", s.Catalog.Publication().Number, "date", s.Date,
	}
	short, long := "quote.short", "quote.long"
	if producers == "" {
		short, long = "quote.short_alone", "quote.long_alone"
	}
	q.Short = s.Words.T(short, facts...)
	q.Credit = s.Words.T("quote.credit", "short", q.Short)
	q.Long = s.Words.T(long, facts...)
	q.Sentence = s.sentence()
	return q
}

// title is that of the chart. One that says from where to where relies on the name of the indicator
// that stands over it in pages.
func (s Subject) title() string {
	title := s.Chart.Title.String()
	code, ok := segur.ChartIndicator(s.Chart.Name)
	if !ok || s.Catalog.Indicator(code) == nil {
		return title
	}
	label := s.Words.Text(s.Catalog.Indicator(code).Label.In(string(s.Words.Lang())))
	if strings.Contains(title, label) {
		return title
	}
	return s.Words.T("quote.titled", "label", label, "title", title)
}

// sentence states the figure. A series has a sentence of its own; what compares several is said by
// the title of the chart, which is a computed sentence.
func (s Subject) sentence() locale.Phrase {
	if series := s.series(); series != nil {
		if shown := s.observed(series); len(shown) > 0 || s.promises(series) {
			return sentence.Fact(series, shown, s.Words)
		}
	}
	switch d, _, _ := chart.Find(s.Chart.Name); d.Sentence {
	case chart.SaysYear:
		year := s.Catalog.LastYear()
		if s.View.To > 0 {
			year = min(s.View.To, year)
		}
		said := sentence.Headline(s.Catalog, cmp.Or(s.View.Reading, segur.ByYear), year, s.Words)
		return s.Words.Phrase("quote.sentence", "title", said)
	case chart.SaysPlan:
		return s.Words.Phrase("quote.sentence_plan", "title", s.Chart.Title)
	}
	return s.Words.Phrase("quote.sentence", "title", s.Chart.Title)
}

// series is the one series that the chart is about, nil where it compares several.
func (s Subject) series() *catalog.Series {
	code, _ := segur.ChartIndicator(s.Chart.Name)
	ind := s.Catalog.Indicator(code)
	switch {
	case ind == nil || s.View.Kind == chart.KindMap:
		return nil
	case s.View.Territory != "":
		return ind.Series(s.View.Territory)
	case ind.Regional():
		return nil
	}
	return ind.Main()
}

// observed are the figures of the line that the chart shows in this view.
func (s Subject) observed(series *catalog.Series) []catalog.Observation {
	return slices.DeleteFunc(slices.Clone(series.Observed), func(o catalog.Observation) bool {
		return !s.shows(o.FigureID(), o.Number.String())
	})
}

// promises reports whether the chart shows the goal of the series.
func (s Subject) promises(series *catalog.Series) bool {
	goal, ok := series.Goal()
	return ok && s.shows(goal.FigureID(), goal.Number.String())
}

func (s Subject) shows(id, value string) bool {
	for _, row := range s.Chart.Table.Rows {
		if slices.ContainsFunc(row.Cells, func(c chart.Cell) bool { return c.Of == id && c.Value == value }) {
			return true
		}
	}
	return false
}
