package public

import (
	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
	"github.com/segur-tracker/segur/internal/web"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Asked is the year and the reading that a page shows.
type Asked struct {
	Reading  segur.Reading
	Year     int
	UnderWay bool
	Until    string // « à fin novembre », "" for a year that is over
}

// Known reports whether the page shows last known states.
func (a Asked) Known() bool { return a.Reading == segur.LastKnown }

// asked reads the parameters annee and lecture. A year alone means what is documented in it, as it
// did before there were readings; no year means the last known states.
func (c *call) asked(r web.Request) (Asked, error) {
	year, err := c.year(r)
	if err != nil {
		return Asked{}, err
	}
	word := r.Query.Get("lecture")
	if word == "" && r.Query.Get("annee") == "" {
		word = string(segur.LastKnown)
	}
	reading, ok := segur.ParseReading(word)
	if !ok {
		values := c.readingValues()
		return Asked{}, refuse(c.words, "lecture", "error.reading", values)
	}
	a := Asked{Reading: reading, Year: year, UnderWay: c.UnderWay(year)}
	if a.UnderWay {
		a.Until = sentence.Until(c.Catalog, c.words)
	}
	return a, err
}

// homeAddress is the address of the home page without the publication.
func (c *call) homeAddress(a Asked) string {
	to := c.page.To.At(0)
	switch {
	case a.Reading == segur.ByYear:
		return to.Year(a.Year)
	case a.Year != c.LastYear():
		return to.Then(a.Year)
	}
	return to.Action("home")
}

// year reads the parameter annee; without it the last assessed year is meant.
func (c *call) year(r web.Request) (int, error) {
	asked := r.Query.Get("annee")
	if asked == "" {
		return c.LastYear(), nil
	}
	year, ok := plainNumber(asked)
	if !ok || !c.HasYear(year) {
		return 0, refuse(c.words, "annee", "error.year", c.yearValues(), "first", c.FirstYear(), "last", c.LastYear())
	}
	return year, nil
}

// narrowed is the filter of the list that counts the same measures.
func (c *call) narrowed(a Asked) view.Filter {
	switch {
	case !a.Known():
		return view.Filter{Year: a.Year}
	case a.Year != c.LastYear():
		return view.Filter{Year: a.Year, Reading: segur.LastKnown}
	}
	return view.Filter{}
}

// view is how charts of the states of measures are read on a page.
func (c *call) view(a Asked) chart.View {
	if a.Known() {
		return chart.View{Reading: segur.LastKnown}
	}
	return chart.View{}
}
