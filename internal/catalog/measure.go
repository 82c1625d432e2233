package catalog

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/segur-tracker/segur/internal/segur"
)

// Measure is a measure with all that is published about it.
type Measure struct {
	segur.Measure
	In         *Pillar
	Cells      []Cell // one per year of the catalog, in order
	Standing   segur.Standing
	Searches   []segur.Search // made for this measure, in the order of the dataset
	Indicators []*Indicator
	Events     []segur.Event
	Priorities []segur.Priority
	words      string // folded text that search looks through
}

// Cell is one year of one measure. Assessment is nil when nothing is documented for it; Standing is
// the last known state at its end, or on the day of the record while the year is under way.
type Cell struct {
	Year       int
	Assessment *segur.Assessment
	Standing   segur.Standing
}

// State returns the state of the year, segur.Unknown when nothing is documented.
func (c Cell) State() segur.State {
	if c.Assessment == nil {
		return segur.Unknown
	}
	return c.Assessment.State
}

// Cell returns the cell of a year; a year outside the catalog is undocumented.
func (m *Measure) Cell(year int) Cell {
	for _, c := range m.Cells {
		if c.Year == year {
			return c
		}
	}
	return Cell{Year: year}
}

// Last returns the latest documented cell; ok is false when no year is.
func (m *Measure) Last() (c Cell, ok bool) {
	for _, c := range slices.Backward(m.Cells) {
		if c.Assessment != nil {
			return c, true
		}
	}
	return Cell{}, false
}

// EverDone reports whether some year finds the measure realised, as planned or otherwise.
func (m *Measure) EverDone() bool {
	return slices.ContainsFunc(m.Cells, func(c Cell) bool {
		return c.State() == segur.Done || c.State() == segur.DoneModified
	})
}

// Measures returns every measure in order.
func (c *Catalog) Measures() []*Measure { return c.measures }

// Measure returns a measure by number, nil when there is none.
func (c *Catalog) Measure(number int) *Measure {
	i, found := slices.BinarySearchFunc(c.measures, number, func(m *Measure, n int) int { return cmp.Compare(m.Number, n) })
	if !found {
		return nil
	}
	return c.measures[i]
}

func (c *Catalog) addMeasures(d segur.Dataset) error {
	for _, p := range d.Pillars {
		c.pillars = append(c.pillars, &Pillar{Pillar: p})
	}
	for _, m := range d.Measures {
		pillar := c.Pillar(m.Pillar)
		if pillar == nil {
			return fmt.Errorf("measure %d: no pillar %d", m.Number, m.Pillar)
		}
		entry := &Measure{Measure: m, In: pillar, words: foldMeasure(m)}
		for _, y := range c.years {
			entry.Cells = append(entry.Cells, Cell{Year: y})
		}
		c.measures = append(c.measures, entry)
	}
	slices.SortFunc(c.measures, func(a, b *Measure) int { return cmp.Compare(a.Number, b.Number) })
	for _, m := range c.measures {
		m.In.Measures = append(m.In.Measures, m)
	}
	return c.linkMeasures(d)
}

func (c *Catalog) linkMeasures(d segur.Dataset) error {
	for i, a := range d.Assessments {
		m := c.Measure(a.Measure)
		if m == nil {
			return fmt.Errorf("assessment of %d: no measure %d", a.Year, a.Measure)
		}
		m.Cells[a.Year-c.years[0]].Assessment = &d.Assessments[i]
	}
	for _, e := range d.Events {
		for _, n := range e.Measures {
			m := c.Measure(n)
			if m == nil {
				return fmt.Errorf("event of %s: no measure %d", e.Date, n)
			}
			m.Events = append(m.Events, e)
		}
	}
	for _, p := range d.Priorities {
		for _, n := range p.Measures {
			m := c.Measure(n)
			if m == nil {
				return fmt.Errorf("priority %s: no measure %d", p.ID, n)
			}
			m.Priorities = append(m.Priorities, p)
		}
	}
	for _, s := range d.Searches {
		if s.Measure == 0 {
			continue
		}
		m := c.Measure(s.Measure)
		if m == nil {
			return fmt.Errorf("search of %s: no measure %d", s.Date, s.Measure)
		}
		m.Searches = append(m.Searches, s)
	}
	return nil
}

// DatedAssessment is an assessment seen as news.
type DatedAssessment struct {
	Measure    *Measure
	Assessment segur.Assessment
}

// LatestAssessments returns the limit most recent dated assessments, newest first; measures in
// order within a day. A date that is only a year or a month counts from its first day: what
// is known precisely comes before what may be older.
func (c *Catalog) LatestAssessments(limit int) []DatedAssessment {
	var all []DatedAssessment
	for _, m := range c.measures {
		for _, cell := range m.Cells {
			if cell.Assessment != nil && !cell.Assessment.EffectiveOn.IsZero() {
				all = append(all, DatedAssessment{m, *cell.Assessment})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b DatedAssessment) int {
		return b.Assessment.EffectiveOn.First().Compare(a.Assessment.EffectiveOn.First())
	})
	return all[:min(limit, len(all))]
}
