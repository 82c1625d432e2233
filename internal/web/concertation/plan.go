package concertation

import (
	"slices"

	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Pillar is one of the four parts of the conclusions, with its measures.
type Pillar struct {
	Number   int
	Title    string
	Summary  string
	Href     string // of the list of its measures
	Measures []MeasureLink
}

// MeasureLink leads to a measure.
type MeasureLink struct {
	Number, Pillar int
	Title, Href    string
}

func (c *call) pillars() []Pillar {
	var pillars []Pillar
	for _, p := range c.Pillars() {
		pillar := Pillar{
			Number: p.Number, Title: c.text(p.Title), Summary: c.text(p.Summary), Href: c.page.To.Measures(view.Filter{Pillar: p.Number}),
		}
		for _, m := range p.Measures {
			pillar.Measures = append(pillar.Measures, c.measures([]int{m.Number})...)
		}
		pillars = append(pillars, pillar)
	}
	return pillars
}

// measures returns links to the measures that exist.
func (c *call) measures(numbers []int) []MeasureLink {
	var links []MeasureLink
	for _, n := range numbers {
		if m := c.Measure(n); m != nil {
			links = append(links, MeasureLink{n, m.In.Number, c.text(m.ShortTitle), c.page.To.Measure(m)})
		}
	}
	return links
}

// SecondYear is what was announced in July 2021 for the second year.
type SecondYear struct {
	Axes   []Priority
	Method []Priority // headings that are no axis
}

// Priority is an axis of the second year, or the heading of method beside them.
type Priority struct {
	Title     string
	Summary   string
	Measures  []MeasureLink
	Citations []view.Citation
}

func (c *call) secondYear() SecondYear {
	var year SecondYear
	for _, row := range c.Priorities() {
		p := Priority{c.text(row.Title), c.text(row.Summary), c.measures(row.Measures), c.cite(row.Sources...)}
		if row.IsAxis() {
			year.Axes = append(year.Axes, p)
		} else {
			year.Method = append(year.Method, p)
		}
	}
	return year
}

// ReviewPart is a side of the ministry's own split of July 2021.
type ReviewPart struct {
	Heading string
	Note    string
	Topics  []Topic
}

// Topic is what the ministry counted on one side.
type Topic struct {
	Title    string
	Measures []MeasureLink
}

// review returns both sides of the split, and the documents that give it.
func (c *call) review() (parts []ReviewPart, by []view.Citation) {
	rows := slices.Clone(c.ReviewGroups())
	slices.SortStableFunc(rows, func(a, b segur.ReviewGroup) int { return a.Order - b.Order })
	var sources []string
	for _, group := range segur.Allowed(segur.TableReviewGroups, "group") {
		part := ReviewPart{}
		for _, row := range rows {
			if row.Group == group {
				part.Topics = append(part.Topics, Topic{c.text(row.Topic), c.measures(row.Measures)})
				sources = append(sources, row.Source)
			}
		}
		if len(part.Topics) > 0 {
			part.Heading, part.Note = c.words.T("concertation.review."+group), c.words.T("concertation.review_note."+group)
			parts = append(parts, part)
		}
	}
	return parts, c.cite(sources...)
}
