package news

import (
	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/sentence"
	"github.com/segur-tracker/segur/internal/web/view"
)

// mostInColumn bounds the changes that one publication shows among others; its own page has all.
const mostInColumn = 30

// Article is one publication as the column tells it.
type Article struct {
	*locale.Localizer
	Publication  view.Publication
	Href         string
	Then         string // the home page as it was then
	Note         string
	Changes      int
	Corrections  int
	Reverts      int
	RevertsHref  string
	Reverted     int
	PartOnly     bool // of what it undoes, it undoes a part only
	Parts        []Part
	RevertedHref string
	Groups       []view.ChangeGroup
	More         int // changes left out
	Seed         []locale.Phrase
}

// Part is a publication that has undone a part of another.
type Part struct {
	Number int
	Href   string
}

// article tells an edition, with at most a number of changes; 0 for all of them.
func (c *call) article(e *catalog.Edition, most int) (Article, error) {
	n := e.Publication.Number
	a := Article{
		Localizer: c.words, Publication: c.site.Publication(c.words, e.Publication),
		Href: c.page.To.News(n), Then: c.page.To.At(n).Home(),
		Note: c.words.Text(e.Publication.Note.In(string(c.words.Lang()))), Reverts: e.Reverts, Reverted: e.RevertedBy, PartOnly: e.PartOnly,
	}
	for _, n := range e.PartlyBy {
		a.Parts = append(a.Parts, Part{n, c.page.To.News(n)})
	}
	if a.Reverts > 0 {
		a.RevertsHref = c.page.To.News(a.Reverts)
	}
	if a.Reverted > 0 {
		a.RevertedHref = c.page.To.News(a.Reverted)
	}
	var err error
	if e.First() {
		a.Seed = c.seed(e.Totals())
		return a, err
	}
	a.Groups = c.tell.Groups(e, e.Changes)
	for _, g := range a.Groups {
		for _, change := range g.Changes {
			a.Changes += change.Count
			if change.Correction {
				a.Corrections += change.Count
			}
		}
	}
	if most > 0 {
		a.Groups, a.More = cut(a.Groups, most)
	}
	return a, nil
}

// cut keeps the first changes, with their reasons, and counts the rows of the others.
func cut(groups []view.ChangeGroup, most int) (kept []view.ChangeGroup, left int) {
	for _, g := range groups {
		shown := min(len(g.Changes), most)
		for _, change := range g.Changes[shown:] {
			left += change.Count
		}
		g.Changes = g.Changes[:shown]
		most -= shown
		if shown > 0 {
			kept = append(kept, g)
		}
	}
	return kept, left
}

// seed counts what the first publication brought.
func (c *call) seed(t catalog.Totals) []locale.Phrase {
	var counts []locale.Phrase
	for _, line := range []struct {
		key string
		n   int
	}{
		{"news.seed_measures", t.Measures}, {"news.seed_assessments", t.Assessments}, {"news.seed_indicators", t.Indicators},
		{"news.seed_values", t.Values}, {"news.seed_events", t.Events}, {"news.seed_sources", t.Sources},
	} {
		if line.n == 0 {
			continue
		}
		phrase := c.words.Phrase(line.key, "count", line.n, "n", sentence.Count(c.words, line.n))
		counts = append(counts, phrase)
	}
	return counts
}
