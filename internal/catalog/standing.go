package catalog

import (
	"time"

	"github.com/segur-tracker/segur/internal/segur"
)

// In returns the state that a reading takes for the year, segur.Unknown when there is none.
func (c Cell) In(r segur.Reading) segur.State {
	if r == segur.LastKnown {
		return c.Standing.State
	}
	return c.State()
}

// BasisIn returns the basis of the state that a reading takes for the year, "" when there is none.
func (c Cell) BasisIn(r segur.Reading) segur.Basis {
	switch {
	case r == segur.LastKnown:
		return c.Standing.Basis
	case c.Assessment != nil:
		return c.Assessment.Basis
	}
	return ""
}

// Carried reports whether the reading takes a state that is documented for an earlier year.
func (c Cell) Carried(r segur.Reading) bool {
	return r == segur.LastKnown && c.Standing.CarriedTo(c.Year)
}

// AsOf returns the day up to which the record was kept, at midnight UTC: that of the latest search
// of the first publication, or of the last publication that changed states or searches. It is never
// later than the catalog's own publication, and never earlier than an act that a state rests on.
func (c *Catalog) AsOf() time.Time { return c.asOf }

// UnderWay reports whether a year had not ended when the record was last kept.
func (c *Catalog) UnderWay(year int) bool { return year > segur.LastFullYear(c.asOf) }

// dayOf returns the day on which a year is read: its last one, or that of the record for the last
// year of the catalog.
func (c *Catalog) dayOf(year int) time.Time {
	if year == c.LastYear() {
		return c.asOf
	}
	return time.Date(year, time.December, 31, 0, 0, 0, 0, time.UTC)
}

func midnight(t time.Time) time.Time {
	y, m, d := t.UTC().Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// keptUntil finds AsOf. A seed says by its searches until when somebody looked: it may be published
// much later.
func keptUntil(d segur.Dataset, editions []segur.Edition) time.Time {
	published := midnight(d.Publication.PublishedAt)
	latest := time.Time{}
	for _, s := range d.Searches {
		latest = later(latest, s.Date.Last())
	}
	for i, e := range editions {
		told := segur.ChangeSet{Assessments: e.Changes.Assessments, Searches: e.Changes.Searches}
		if i > 0 && len(segur.List(told)) > 0 {
			latest = later(latest, midnight(e.Publication.PublishedAt))
		}
	}
	if latest.IsZero() {
		return published
	}
	for _, a := range d.Assessments {
		latest = later(latest, time.Date(a.Year, time.January, 1, 0, 0, 0, 0, time.UTC))
		if !a.EffectiveOn.IsZero() {
			latest = later(latest, a.EffectiveOn.First())
		}
	}
	if published.Before(latest) {
		return published
	}
	return latest
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// stand computes where every measure stands, for each year and on the day of the record.
func (c *Catalog) stand() {
	for _, m := range c.measures {
		var documented []segur.Assessment
		for _, cell := range m.Cells {
			if cell.Assessment != nil {
				documented = append(documented, *cell.Assessment)
			}
		}
		for i := range m.Cells {
			m.Cells[i].Standing = segur.Stand(documented, c.dayOf(m.Cells[i].Year))
		}
		m.Standing = segur.Stand(documented, c.asOf)
	}
}
