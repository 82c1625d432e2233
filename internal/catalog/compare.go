package catalog

import (
	"cmp"
	"slices"

	"github.com/segur-tracker/segur/internal/segur"
)

// FewestForMap is how many of the 18 regions must compare for a map to say more than a table.
const FewestForMap = 8

// FewestForRanking is how many must for a ranking to be one.
const FewestForRanking = 5

// Difference is why the figure of a region stands apart from those that compare.
type Difference string

// The differences.
const (
	DiffersInScope  Difference = "scope"      // it includes something else, or its source does not say what
	DiffersInTime   Difference = "time"       // it is of other years
	DiffersInKind   Difference = "kind"       // it was counted where the others are planned, or the reverse
	DiffersInPeople Difference = "population" // nobody counts the people whom it serves
)

// Comparison is what regions have in common on an indicator: figures of one kind, one scope and the
// same years, in as many of them as possible.
type Comparison struct {
	Indicator *Indicator
	Figures   []Regional        // those that compare, largest first
	Apart     []Regional        // one figure of each other region that has any, in the order of territories
	Missing   []segur.Territory // regions without a figure
	National  *segur.Value      // of the country, of the same kind, scope and years; nil for none
	Rate      segur.Rate        // what the regions are set in order by, RateNone for their own figures
	Country   segur.Number      // National by the same rate, 0 where there is none
	Same      segur.Value       // a figure of the comparison: its kind, scope and period are those of all
}

// Regional is the figure of a region.
type Regional struct {
	*Series
	Value   segur.Value
	Per     segur.Number // by the rate of the comparison, where it has one
	Differs Difference   // of one that stands apart
}

// Number returns what a region is ranked by.
func (c *Comparison) Number(r Regional) segur.Number {
	if c.Rate != segur.RateNone {
		return r.Per
	}
	return r.Value.Number
}

// Of returns the figure of a region that compares; ok is false for any other.
func (c *Comparison) Of(region string) (r Regional, ok bool) {
	if c == nil {
		return Regional{}, false
	}
	i := slices.IndexFunc(c.Figures, func(r Regional) bool { return r.Territory.Code == region })
	if i < 0 {
		return Regional{}, false
	}
	return c.Figures[i], true
}

// Rank returns the place of a region among those that compare, from 1; those that are equal share the
// better place. 0 is for one that does not.
func (c *Comparison) Rank(region string) int {
	own, ok := c.Of(region)
	if !ok {
		return 0
	}
	return 1 + slices.IndexFunc(c.Figures, func(r Regional) bool { return c.Number(r) == c.Number(own) })
}

// PeopleOf returns how many people live in a region, by the latest count; the zero value where nobody
// counted them.
func (i *Indicator) PeopleOf(region string) segur.Value {
	if i.people == nil || i.people.Series(region) == nil {
		return segur.Value{}
	}
	return i.people.Series(region).Shown()
}

// Comparable returns how regions compare on an indicator by its code, nil where no two of them do.
func (c *Catalog) Comparable(code string) *Comparison {
	if i := c.byCode[code]; i != nil {
		return i.Compare(0, 0)
	}
	return nil
}

// years tells figures that may compare from others.
type years struct {
	kind     segur.Kind
	scope    string
	from, to int
}

func yearsOf(v segur.Value) years {
	return years{v.Kind, v.Scope, v.Period.From.Year, v.Period.To.Year}
}

// Compare returns the figures by which regions compare between two years, 0 for an open end; nil
// where no two of them do. Amounts of money compare per inhabitant. The comparison of all years is made
// once, and shared: nobody changes it.
func (i *Indicator) Compare(from, to int) *Comparison {
	if from == 0 && to == 0 {
		return i.whole()
	}
	return i.compare(from, to)
}

func (i *Indicator) compare(from, to int) *Comparison {
	groups := map[years][]Regional{}
	for _, s := range i.series {
		if s.Territory.Level != "region" {
			continue
		}
		latest := map[years]segur.Value{} // values come by time
		for _, v := range s.Within(from, to).Values {
			if v.Reference && v.Scope != segur.ScopeUnstated {
				latest[yearsOf(v)] = v
			}
		}
		for key, v := range latest {
			if r, ok := i.regional(s, v); ok {
				groups[key] = append(groups[key], r)
			}
		}
	}
	var best []Regional
	for _, group := range groups {
		if len(group) > 1 && (best == nil || better(group, best)) {
			best = group
		}
	}
	if best == nil {
		return nil
	}
	c := &Comparison{Indicator: i, Figures: best, Rate: i.rate(), Same: best[0].Value}
	slices.SortStableFunc(best, func(a, b Regional) int {
		return cmp.Or(cmp.Compare(c.Number(b), c.Number(a)), cmp.Compare(a.Territory.Code, b.Territory.Code))
	})
	c.others(from, to)
	return c
}

func (i *Indicator) rate() segur.Rate {
	if i.people == nil {
		return segur.RateNone
	}
	return segur.RateOf(i.Indicator)
}

// regional sets a figure beside the people whom it serves, where that is asked for.
func (i *Indicator) regional(s *Series, v segur.Value) (r Regional, ok bool) {
	r = Regional{Series: s, Value: v}
	if i.rate() == segur.RateNone {
		return r, true
	}
	people := i.people.Series(s.Territory.Code)
	if people == nil || segur.ServesMore(s.Territory.Code) {
		return r, false
	}
	r.Per, ok = i.rate().Per(v.Number, i.Unit, people.Shown().Number)
	return r, ok
}

// better reports whether a comes before b: more regions, then later, then observed rather than planned.
func better(a, b []Regional) bool {
	order := []segur.Kind{segur.KindTarget, segur.KindBaseline, segur.KindActual}
	p, q := a[0].Value, b[0].Value
	return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(p.Period.To.Year, q.Period.To.Year), cmp.Compare(p.Period.From.Year, q.Period.From.Year),
		cmp.Compare(slices.Index(order, p.Kind), slices.Index(order, q.Kind)), cmp.Compare(p.Scope, q.Scope)) > 0
}

// others fills in what does not compare, and the country.
func (c *Comparison) others(from, to int) {
	same := yearsOf(c.Same)
	for _, t := range c.Indicator.regions {
		if _, compares := c.Of(t.Code); compares {
			continue
		}
		s := c.Indicator.Series(t.Code)
		if s != nil {
			s = s.Within(from, to)
		}
		if s == nil || len(s.Values) == 0 {
			c.Missing = append(c.Missing, t)
			continue
		}
		v := s.Shown()
		c.Apart = append(c.Apart, Regional{Series: s, Value: v, Differs: differs(yearsOf(v), same)})
	}
	if s := c.Indicator.Series(segur.France); s != nil {
		for _, v := range s.Values {
			if v.Reference && yearsOf(v) == same {
				c.National = &v
			}
		}
		if c.National != nil {
			c.Country, _ = c.Rate.Per(c.National.Number, c.Indicator.Unit, c.Indicator.PeopleOf(segur.France).Number)
		}
	}
}

func differs(own, same years) Difference {
	switch {
	case own.scope != same.scope:
		return DiffersInScope
	case own.kind != same.kind:
		return DiffersInKind
	case own != same:
		return DiffersInTime
	}
	return DiffersInPeople
}
