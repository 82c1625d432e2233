package catalog

import "github.com/segur-tracker/segur/internal/segur"

// MeasureNamed returns a measure by the words of its address, which it keeps whatever its number;
// nil when there is none.
func (c *Catalog) MeasureNamed(slug string) *Measure {
	for _, m := range c.measures {
		if m.Slug == slug {
			return m
		}
	}
	return nil
}

// MovedSince returns which measures have got other numbers after an edition: from the numbers that
// it speaks of to those of this catalog.
func (c *Catalog) MovedSince(edition int) segur.Moves {
	var moves segur.Moves
	for _, e := range c.editions {
		if e.Publication.Number <= edition {
			continue
		}
		if next := e.Changes.Moves(); len(next) > 0 {
			moves = moves.Then(next)
		}
	}
	return moves
}

// renumbered returns the measures of a change set that get other numbers: they tell together what
// happened. Of all but the one that gets a number, only that is kept.
func renumbered(measures segur.Changes[segur.Measure], number int) segur.Changes[segur.Measure] {
	var told segur.Changes[segur.Measure]
	for _, r := range measures.Replace {
		if r.Old.Number == r.New.Number {
			continue
		}
		if r.New.Number != number {
			to, pillar := r.New.Number, r.New.Pillar
			r.New = r.Old
			r.New.Number, r.New.Pillar = to, pillar
		}
		told.Replace = append(told.Replace, r)
	}
	return told
}
