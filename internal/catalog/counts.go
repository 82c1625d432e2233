package catalog

import (
	"cmp"
	"slices"

	"github.com/segur-tracker/segur/internal/segur"
)

// YearCounts is the number of measures per standing in one year.
type YearCounts struct {
	Year   int
	Counts segur.Counts
}

// Counts returns the standings of all measures in a year; they sum to the number of measures.
func (c *Catalog) Counts(year int) segur.Counts { return countIn(c.measures, year) }

// PillarCounts returns the standings of one pillar's measures in a year.
func (c *Catalog) PillarCounts(pillar *Pillar, year int) segur.Counts {
	return countIn(pillar.Measures, year)
}

// CountsByYear returns the counts of every year in order.
func (c *Catalog) CountsByYear() []YearCounts {
	var all []YearCounts
	for _, y := range c.years {
		all = append(all, YearCounts{y, c.Counts(y)})
	}
	return all
}

// PillarCountsByYear returns one pillar's counts of every year in order.
func (c *Catalog) PillarCountsByYear(pillar *Pillar) []YearCounts {
	var all []YearCounts
	for _, y := range c.years {
		all = append(all, YearCounts{y, c.PillarCounts(pillar, y)})
	}
	return all
}

// Within returns the catalog as if it had the years from the first to the last one given and no
// other; 0 leaves an end open, and at least one year must remain. Only years and the states of
// measures follow: indicators, sources and history are those of the whole.
func (c *Catalog) Within(from, to int) *Catalog {
	if from == 0 && to == 0 {
		return c
	}
	inside := func(year int) bool { return year >= from && (to == 0 || year <= to) }
	part := *c
	part.years, part.measures, part.pillars = nil, nil, nil
	for _, y := range c.years {
		if inside(y) {
			part.years = append(part.years, y)
		}
	}
	for _, p := range c.pillars {
		short := &Pillar{Pillar: p.Pillar}
		for _, m := range p.Measures {
			shown := *m
			shown.In, shown.Cells = short, nil
			for _, cell := range m.Cells {
				if inside(cell.Year) {
					shown.Cells = append(shown.Cells, cell)
				}
			}
			short.Measures = append(short.Measures, &shown)
			part.measures = append(part.measures, &shown)
		}
		part.pillars = append(part.pillars, short)
	}
	slices.SortFunc(part.measures, func(a, b *Measure) int { return cmp.Compare(a.Number, b.Number) })
	return &part
}

func countIn(measures []*Measure, year int) segur.Counts {
	standings := make([]segur.State, 0, len(measures))
	for _, m := range measures {
		standings = append(standings, m.Cell(year).State())
	}
	return segur.Count(standings)
}

// Completeness says what is documented about one measure.
type Completeness struct {
	Measure         *Measure
	YearsDocumented int
	Indicators      int
	WithTarget      int  // indicators with a target for France
	Assessable      int  // indicators with a trajectory for France
	Fresh           int  // indicators whose last figure is less than segur.StaleAfterMonths old
	LastYearKnown   bool // the last year of the catalog has a state
}

// Completeness returns one line per measure, in order.
func (c *Catalog) Completeness() []Completeness {
	lines := make([]Completeness, 0, len(c.measures))
	for _, m := range c.measures {
		line := Completeness{Measure: m, Indicators: len(m.Indicators), LastYearKnown: m.Cell(c.LastYear()).Assessment != nil}
		for _, cell := range m.Cells {
			if cell.Assessment != nil {
				line.YearsDocumented++
			}
		}
		for _, ind := range m.Indicators {
			line.add(c, ind)
		}
		lines = append(lines, line)
	}
	return lines
}

func (l *Completeness) add(c *Catalog, ind *Indicator) {
	s := ind.Series(segur.France)
	if s == nil {
		return
	}
	if s.Trajectory.Target != nil {
		l.WithTarget++
	}
	if s.Trajectory.Outcome != segur.NotAssessable {
		l.Assessable++
	}
	if last, ok := s.Last(); ok && !segur.OldOn(last.Judged, c.publication.PublishedAt) {
		l.Fresh++
	}
}
