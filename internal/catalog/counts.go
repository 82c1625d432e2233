package catalog

import (
	"cmp"
	"slices"

	"github.com/segur-tracker/segur/internal/segur"
)

// YearCounts is the number of measures per state in one year, under one reading.
type YearCounts struct {
	Year     int
	UnderWay bool
	Counts   segur.Counts        // they sum to the number of measures
	Carried  segur.Counts        // those of Counts whose state is documented for an earlier year
	Silent   segur.Counts        // those of Carried that have been without news for segur.SilentAfterYears
	Bases    map[segur.Basis]int // what the states rest on
}

// Documented returns how many measures have the state documented for the year itself.
func (y YearCounts) Documented(s segur.State) int { return y.Counts[s] - y.Carried[s] }

// Tally counts all measures in a year under a reading.
func (c *Catalog) Tally(r segur.Reading, year int) YearCounts {
	return c.tally(c.measures, r, year)
}

// PillarTally counts one pillar's measures in a year under a reading.
func (c *Catalog) PillarTally(pillar *Pillar, r segur.Reading, year int) YearCounts {
	return c.tally(pillar.Measures, r, year)
}

// Tallies counts all measures in every year in order.
func (c *Catalog) Tallies(r segur.Reading) []YearCounts { return c.tallies(c.measures, r) }

// PillarTallies counts one pillar's measures in every year in order.
func (c *Catalog) PillarTallies(pillar *Pillar, r segur.Reading) []YearCounts {
	return c.tallies(pillar.Measures, r)
}

func (c *Catalog) tallies(measures []*Measure, r segur.Reading) []YearCounts {
	var all []YearCounts
	for _, y := range c.years {
		all = append(all, c.tally(measures, r, y))
	}
	return all
}

func (c *Catalog) tally(measures []*Measure, r segur.Reading, year int) YearCounts {
	t := YearCounts{Year: year, UnderWay: c.UnderWay(year), Counts: segur.Counts{}, Carried: segur.Counts{}, Silent: segur.Counts{}, Bases: map[segur.Basis]int{}}
	for _, m := range measures {
		cell := m.Cell(year)
		state := cell.In(r)
		t.Counts[state]++
		if basis := cell.BasisIn(r); basis != "" {
			t.Bases[basis]++
		}
		if cell.Carried(r) {
			t.Carried[state]++
			if cell.Standing.Silent() {
				t.Silent[state]++
			}
		}
	}
	return t
}

// Counts returns the states that are documented for a year; they sum to the number of measures.
func (c *Catalog) Counts(year int) segur.Counts { return c.Tally(segur.ByYear, year).Counts }

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
