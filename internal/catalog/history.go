package catalog

import (
	"slices"

	"github.com/segur-tracker/segur/internal/segur"
)

// Edition is a publication with what it changed, as a later one remembers it.
type Edition struct {
	segur.Edition
	RevertedBy int   // the publication that undoes it, or what was left of it; 0 while none does
	PartlyBy   []int // those that undo a part of it only, oldest first
	PartOnly   bool  // of what it undoes itself, it undoes a part only
}

// First reports whether the edition began the record: it created every row and changed none.
func (e *Edition) First() bool { return e.Publication.Number == 1 }

// Totals counts the rows that the edition brought.
func (e *Edition) Totals() Totals {
	c := e.Changes
	return Totals{
		Measures: len(c.Measures.Add), Assessments: len(c.Assessments.Add), Indicators: len(c.Indicators.Add),
		Values: len(c.Values.Add), Sources: len(c.Sources.Add), Events: len(c.Events.Add),
		Consultations: len(c.Consultations.Add), Priorities: len(c.Priorities.Add), Searches: len(c.Searches.Add),
	}
}

// Entry is what one edition changed of a measure or of an indicator.
type Entry struct {
	*Edition
	Part segur.ChangeSet // the rows about it
}

// addEditions remembers the publications up to this one. Without any, the catalog knows of its
// own publication alone.
func (c *Catalog) addEditions(editions []segur.Edition) {
	if len(editions) == 0 {
		editions = []segur.Edition{{Publication: c.publication}}
	}
	for _, e := range editions {
		one := &Edition{Edition: e}
		c.markUndone(one)
		c.editions = append(c.editions, one)
		c.publications = append(c.publications, e.Publication)
	}
}

// Publications returns the publications up to this one, oldest first.
func (c *Catalog) Publications() []segur.Publication { return c.publications }

// Editions returns the publications up to this one with what they changed, oldest first.
func (c *Catalog) Editions() []*Edition { return c.editions }

// Edition returns an edition by number, nil when there is none up to this one.
func (c *Catalog) Edition(number int) *Edition {
	for _, e := range c.editions {
		if e.Publication.Number == number {
			return e
		}
	}
	return nil
}

// MeasureHistory returns what changed of a measure since the first publication, newest first:
// its wording, its states, its dates and its priority axes. It follows the measure through the
// numbers that it had.
func (c *Catalog) MeasureHistory(number int) []Entry {
	return c.history(func(all segur.ChangeSet) segur.ChangeSet {
		part := measurePart(all, number)
		number = all.Moves().Inverse().Of(number)
		return part
	})
}

// measurePart returns what a change set does to the measure that has a number afterwards.
func measurePart(all segur.ChangeSet, number int) segur.ChangeSet {
	moves := all.Moves()
	part := segur.Gather(about(moves, all, func(row segur.Row) bool {
		if m, ok := row.(segur.Measure); ok {
			return m.Number == number
		}
		return !segur.TableOf(row).About().Historied && slices.Contains(segur.MeasuresOf(row), number)
	}))
	if moves.Inverse().Of(number) != number {
		part.Measures = renumbered(all.Measures, number)
	}
	return part
}

// IndicatorHistory returns what changed of an indicator since the first publication, newest
// first: its definition and its figures.
func (c *Catalog) IndicatorHistory(code string) []Entry {
	return c.history(func(all segur.ChangeSet) segur.ChangeSet {
		return segur.Gather(about(all.Moves(), all, func(row segur.Row) bool {
			if ind, ok := row.(segur.Indicator); ok {
				return ind.Code == code
			}
			return slices.Contains(segur.References(row, segur.TableIndicators), code)
		}))
	})
}

// RegionHistory returns what changed of a region since the first publication, newest first: its figures, strategy,
// projects, strands and sessions, and the events whose title names it.
func (c *Catalog) RegionHistory(code string) []Entry {
	names := c.naming(code)
	return c.history(func(all segur.ChangeSet) segur.ChangeSet {
		return segur.Gather(about(all.Moves(), all, func(row segur.Row) bool {
			if e, ok := row.(segur.Event); ok {
				return names(e)
			}
			return slices.Contains(segur.References(row, segur.TableTerritories), code)
		}))
	})
}

func (c *Catalog) history(part func(segur.ChangeSet) segur.ChangeSet) []Entry {
	var entries []Entry
	for _, e := range slices.Backward(c.editions) {
		if e.First() {
			continue
		}
		if found := part(e.Changes); len(segur.List(found)) > 0 {
			entries = append(entries, Entry{e, found})
		}
	}
	return entries
}

// about keeps the changes of rows that are, or were, about something, under the numbers that
// measures have afterwards; those that moves explain are left out.
func about(moves segur.Moves, all segur.ChangeSet, concerned func(segur.Row) bool) []segur.Change {
	return slices.DeleteFunc(segur.List(all), func(c segur.Change) bool {
		switch {
		case c.Old == nil:
			return !concerned(c.New)
		case c.New == nil:
			return !concerned(moves.Row(c.Old))
		}
		return !concerned(moves.Row(c.Old)) && !concerned(c.New) || moves.Explain(c.Old, c.New)
	})
}

// Withdrawal says since when and why a chart is withdrawn.
type Withdrawal struct {
	Reason segur.Text        // English is "" where the reason is that of a proposal, which is in French
	On     segur.Publication // that withdrew it; a reason worded anew withdraws nothing a second time
	Last   int               // number of the last publication that shows it, 0 for none
}

// Withdrawal returns why a chart is withdrawn in this publication, by itself or with its indicator;
// ok is false while it is shown.
func (c *Catalog) Withdrawal(chart string) (w Withdrawal, ok bool) {
	id := segur.TextWithdrawn(chart)
	if gone, ok := c.goneChart(chart); ok {
		return Withdrawal{Reason: segur.Text{FR: gone.Reason}, On: gone.On, Last: gone.Last}, true
	}
	if w.Reason, ok = c.Text(id); !ok {
		return Withdrawal{}, false
	}
	w.On = c.publication
	if began := c.lastWith(func(texts segur.Changes[segur.SiteText]) bool { return brings(texts, id) }); began != nil {
		w.On = began.Publication
	}
	w.Last = w.On.Number - 1
	return w, true
}

// TextSince returns the publication in which a text of the site got its present words; ok is false
// while there is none.
func (c *Catalog) TextSince(id string) (p segur.Publication, ok bool) {
	if _, ok := c.Text(id); !ok {
		return segur.Publication{}, false
	}
	since := c.lastWith(func(texts segur.Changes[segur.SiteText]) bool {
		for _, r := range texts.Replace {
			if r.New.ID == id {
				return true
			}
		}
		return brings(texts, id)
	})
	if since == nil {
		return c.publication, true
	}
	return since.Publication, true
}

// WithoutText returns the same publication as if a text of the site were not there.
func (c *Catalog) WithoutText(id string) *Catalog {
	without := *c
	without.data.Texts = nil
	for _, text := range c.data.Texts {
		if text.ID != id {
			without.data.Texts = append(without.data.Texts, text)
		}
	}
	return &without
}

func brings(texts segur.Changes[segur.SiteText], id string) bool {
	for _, text := range texts.Add {
		if text.ID == id {
			return true
		}
	}
	return false
}

// lastWith returns the latest edition whose texts are wanted, nil for none.
func (c *Catalog) lastWith(wanted func(segur.Changes[segur.SiteText]) bool) *Edition {
	for i := len(c.editions) - 1; i >= 0; i-- {
		if wanted(c.editions[i].Changes.Texts) {
			return c.editions[i]
		}
	}
	return nil
}
