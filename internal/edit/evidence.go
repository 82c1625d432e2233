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
	ends    time.Time // of the years that a figure is of; zero for what is of a month or a day
	when    any       // segur.Date or segur.Period
	says    any       // the number, the state or the title
	sources []string
}

func factOf(row Row) fact {
	switch row := row.(type) {
	case segur.Value:
		if row.Kind != segur.KindTarget {
			f := fact{begins: row.Period.Start(), when: row.Period, says: row.Number, sources: []string{row.Source}}
			if row.Period.From.Month == 0 {
				f.ends = row.Period.End()
			}
			return f
		}
	case segur.Assessment:
		when := row.EffectiveOn
		if when.IsZero() {
			when = segur.Date{Year: row.Year}
		}
		return fact{begins: when.First(), when: when, says: row.State, sources: row.Sources}
	case segur.Event:
		return fact{begins: row.Date.First(), when: row.Date, says: row.Title, sources: row.Sources}
	}
	return fact{}
}

// same reports whether two facts say the same of the same moment.
func (f fact) same(other fact) bool { return f.when == other.when && f.says == other.says }

// older returns the latest document of a fact when all that it rests on was published before it; ok is
// false when a document may be of the time, or bears no date. What is counted over years that are
// over was not known before their end: a document of January cannot tell the whole of the year.
func (w *watch) older(f fact) (latest segur.Source, ok bool) {
	known := f.begins
	if !f.ends.IsZero() && f.ends.Before(w.limits.Today) {
		known = f.ends
	}
	for _, id := range f.sources {
		s, found := w.papers[id]
		if !found || s.PublishedOn.IsZero() || !s.PublishedOn.Last().Before(known) {
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
