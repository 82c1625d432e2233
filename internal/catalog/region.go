package catalog

import (
	"slices"
	"strings"

	"github.com/segur-tracker/segur/internal/fold"
	"github.com/segur-tracker/segur/internal/segur"
)

// manyRegions is how many other regions document an indicator before it is said to lack in one.
const manyRegions = 5

// Region is what is published on a region.
type Region struct {
	segur.Territory
	Envelope   *Series   // what the plan is to invest there, nil where no figure is published
	Parts      []*Series // of the envelope, or beside it
	Series     []*Series // every other indicator, in the order of the dataset
	Strategies []segur.Strategy
	Rules      []segur.StrategyRule
	Projects   []segur.Project
	Strands    []segur.Consultation
	Sessions   []segur.Session
	Events     []segur.Event // those whose title names it
	Lacking    []*Indicator  // documented for at least five other regions
}

// Whole returns the parts that make up the envelope, nil where no set of them does: all of a set are there for
// its years, and their sum rounds to it. An envelope of hospitals alone has no social care in it.
func (r Region) Whole() []*Series {
	if r.Envelope == nil {
		return nil
	}
	sums := segur.EnvelopeSums()
	for n := len(sums); n >= len(sums)-1; n-- {
		if parts := r.adding(sums[:n]); parts != nil {
			return parts
		}
	}
	return nil
}

func (r Region) adding(codes []string) (parts []*Series) {
	whole := r.Envelope.Shown()
	sum := segur.Number(0)
	for _, code := range codes {
		i := slices.IndexFunc(r.Parts, func(s *Series) bool { return s.Indicator.Code == code })
		if i < 0 || r.Parts[i].Shown().Period != whole.Period {
			return nil
		}
		parts, sum = append(parts, r.Parts[i]), sum+r.Parts[i].Shown().Number
	}
	if sum.Round(0) != whole.Number.Round(0) {
		return nil
	}
	return parts
}

// Region returns what is published on a region; ok is false for a code of none.
func (c *Catalog) Region(code string) (r Region, ok bool) {
	t, known := c.Territory(code)
	if !known || t.Level != "region" {
		return Region{}, false
	}
	r = Region{Territory: t, Projects: c.ProjectsOf(code)}
	for _, i := range c.indicators {
		s := i.Series(code)
		switch {
		case s == nil && i.regionsOther(code) >= manyRegions:
			r.Lacking = append(r.Lacking, i)
		case s == nil:
		case i.Code == segur.EnvelopeIndicator:
			r.Envelope = s
		case slices.Contains(segur.EnvelopeParts(), i.Code):
			r.Parts = append(r.Parts, s)
		default:
			r.Series = append(r.Series, s)
		}
	}
	r.Strategies = of(c.data.Strategies, func(s segur.Strategy) bool { return s.Territory == code })
	r.Rules = of(c.data.StrategyRules, func(s segur.StrategyRule) bool { return s.Territory == code })
	r.Strands = of(c.data.Consultations, func(s segur.Consultation) bool { return s.Territory == code })
	r.Sessions = of(c.data.Sessions, func(s segur.Session) bool { return s.Territory == code })
	r.Events = of(c.data.Events, c.naming(code))
	return r, true
}

// naming tells the events whose title names a region.
func (c *Catalog) naming(code string) func(segur.Event) bool {
	t, _ := c.Territory(code)
	name := " " + fold.Text(t.Name.FR) + " "
	return func(e segur.Event) bool { return strings.Contains(" "+fold.Text(e.Title.FR)+" ", name) }
}

func of[T any](rows []T, wanted func(T) bool) (kept []T) {
	for _, row := range rows {
		if wanted(row) {
			kept = append(kept, row)
		}
	}
	return kept
}

// regionsOther counts the regions but one that an indicator is documented for.
func (i *Indicator) regionsOther(code string) int {
	n := 0
	for _, s := range i.series {
		if s.Territory.Code != segur.France && s.Territory.Code != code {
			n++
		}
	}
	return n
}
