package edit

import (
	"slices"
	"time"

	"github.com/segur-tracker/segur/internal/segur"
)

// papers lists the documents there would be, by id.
func papers(d segur.Dataset, c segur.ChangeSet) map[string]segur.Source {
	all := make(map[string]segur.Source, len(d.Sources))
	for _, s := range d.Sources {
		all[s.ID] = s
	}
	for _, change := range List(segur.ChangeSet{Sources: c.Sources}) {
		if s, ok := change.New.(segur.Source); ok {
			all[s.ID] = s
		}
	}
	return all
}

// fact is what a row says happened, with the documents that it rests on. The zero fact is none: a
// target says what is to come, and texts say nothing of a moment.
type fact struct {
	begins  time.Time
	when    any // segur.Date or segur.Period
	says    any // the number, the state or the title
	sources []string
}

func factOf(row Row) fact {
	switch row := row.(type) {
	case segur.Value:
		if row.Kind != segur.KindTarget {
			return fact{row.Period.Start(), row.Period, row.Number, []string{row.Source}}
		}
	case segur.Assessment:
		when := row.EffectiveOn
		if when.IsZero() {
			when = segur.Date{Year: row.Year}
		}
		return fact{when.First(), when, row.State, row.Sources}
	case segur.Event:
		return fact{row.Date.First(), row.Date, row.Title, row.Sources}
	}
	return fact{}
}

// same reports whether two facts say the same of the same moment.
func (f fact) same(other fact) bool { return f.when == other.when && f.says == other.says }

// older returns the latest document of a fact when all that it rests on was published before it; ok is
// false when a document may be of the time, or bears no date.
func (w *watch) older(f fact) (latest segur.Source, ok bool) {
	for _, id := range f.sources {
		s, known := w.papers[id]
		if !known || s.PublishedOn.IsZero() || !s.PublishedOn.Last().Before(f.begins) {
			return segur.Source{}, false
		}
		if !ok || s.PublishedOn.Last().After(latest.PublishedOn.Last()) {
			latest, ok = s, true
		}
	}
	return latest, ok
}

// evidence asks about a fact all of whose documents are older than it. What was so before the change
// is not its author's.
func (w *watch) evidence(c Change) {
	now, was := factOf(c.New), factOf(c.Old)
	latest, ok := w.older(now)
	if !ok {
		return
	}
	if before, ok := w.older(was); ok && before.ID == latest.ID && now.same(was) {
		return
	}
	w.warn(WarnEvidence, map[string]any{
		"document": latest.Title, "dated": latest.PublishedOn, "fact": now.when, "sources": slices.Clone(now.sources),
	})
}
