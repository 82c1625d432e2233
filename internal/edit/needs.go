package edit

import (
	"slices"

	"github.com/segur-tracker/segur/internal/segur"
)

// needs names the rows of other tables without which a row cannot be: the documents that it cites,
// the indicator that it is about.
func needs(row Row) []segur.RowRef {
	var refs []segur.RowRef
	if code := indicatorOf(row); code != "" {
		refs = append(refs, segur.RowRef{Table: segur.TableIndicators, Key: code})
	}
	for _, id := range cited(row) {
		refs = append(refs, segur.RowRef{Table: segur.TableSources, Key: id})
	}
	return refs
}

// Needs names the rows of other tables on which the row that a change brings, or takes away, hangs:
// its documents and its indicator.
func Needs(c Change) []segur.RowRef {
	if c.New != nil {
		return needs(c.New)
	}
	return needs(c.Old)
}

// indicatorOf returns the indicator that a row belongs to and leaves with, "" for none.
func indicatorOf(row Row) string {
	if text, ok := row.(segur.SiteText); ok {
		chart, _ := text.Chart()
		code, _ := segur.ChartIndicator(chart)
		return code
	}
	if codes := segur.References(row, segur.TableIndicators); len(codes) > 0 {
		return codes[0]
	}
	return ""
}

// leavesWith reports whether a change takes away what belongs to one of some indicators.
func leavesWith(c Change, indicators map[segur.RowRef]bool) bool {
	return c.New == nil && indicators[segur.RowRef{Table: segur.TableIndicators, Key: indicatorOf(c.Old)}]
}

// Leaving reports whether a change of c takes away a text of the chart of an indicator that c
// withdraws as well.
func Leaving(c segur.ChangeSet, change Change) bool {
	return change.Table == segur.TableTexts && change.Old != nil && leavesWith(change, taken(c))
}

// Disputes names the rows over which two change sets exclude each other, none when they can go out
// together: those that both touch, figure by figure, those of either that need what the other
// takes away, and those that name measures to which the other gives other numbers. Of a figure it names the row that b brings, or takes away.
func Disputes(a, b segur.ChangeSet) []segur.RowRef {
	shared, touched := additions(a), map[segur.RowRef]bool{}
	for _, change := range List(a) {
		for _, key := range change.Keys() {
			touched[key] = true
		}
	}
	var refs []segur.RowRef
	for _, change := range List(b) {
		met := slices.ContainsFunc(change.Keys(), func(key segur.RowRef) bool { return touched[key] })
		if met && !isShared(shared, change) {
			refs = append(refs, change.Ref())
		}
	}
	for _, ref := range slices.Concat(bereft(a, b), bereft(b, a), displaced(a, b), displaced(b, a)) {
		if !slices.Contains(refs, ref) {
			refs = append(refs, ref)
		}
	}
	return refs
}

// bereft names the rows that one change set brings and that need what the other takes away.
func bereft(brought, withdrawn segur.ChangeSet) []segur.RowRef {
	gone := taken(withdrawn)
	if len(gone) == 0 {
		return nil
	}
	var refs []segur.RowRef
	for _, change := range List(brought) {
		if change.New != nil && needsAny(change.New, gone) {
			refs = append(refs, change.Ref())
		}
	}
	return refs
}

func needsAny(row Row, refs map[segur.RowRef]bool) bool {
	return slices.ContainsFunc(needs(row), func(ref segur.RowRef) bool { return refs[ref] })
}

// taken names the rows that others may need and that a change set takes away.
func taken(c segur.ChangeSet) map[segur.RowRef]bool {
	gone := map[segur.RowRef]bool{}
	for _, change := range List(segur.ChangeSet{Sources: c.Sources, Indicators: c.Indicators}) {
		if change.New == nil {
			gone[change.Ref()] = true
		}
	}
	return gone
}

// additions returns the sources that a change set adds, by their identifiers.
func additions(c segur.ChangeSet) map[string]segur.Source {
	added := map[string]segur.Source{}
	for _, source := range c.Sources.Add {
		added[source.ID] = source
	}
	return added
}

// isShared reports whether a change adds a source that another set adds with the same content.
func isShared(added map[string]segur.Source, c Change) bool {
	source, ok := c.New.(segur.Source)
	other, known := added[source.ID]
	return ok && known && c.Old == nil && same(source, other)
}

// dependants returns the rows of d that need what c takes away, told as Theirs alone: somebody else
// has come to rest on it.
func dependants(live *view, c segur.ChangeSet) []ConflictRow {
	gone, going := taken(c), leaving(c)
	if len(gone) == 0 {
		return nil
	}
	var rows []ConflictRow
	for _, change := range List(segur.Additions(live.Dataset)) {
		if !going[change.Ref()] && needsAny(change.New, gone) {
			rows = append(rows, ConflictRow{Ref: change.Ref(), Theirs: change.New})
		}
	}
	return rows
}

// lacks reports whether a change of c brings a row that needs what neither c nor what is published
// holds.
func lacks(live *view, c segur.ChangeSet, change Change) bool {
	if change.New == nil {
		return false
	}
	held := after(live.Indicators, c.Indicators)
	documents := after(live.Sources, c.Sources)
	return slices.ContainsFunc(needs(change.New), func(need segur.RowRef) bool {
		if need.Table == segur.TableSources {
			return !slices.ContainsFunc(documents, func(s segur.Source) bool { return s.ID == need.Key })
		}
		return !slices.ContainsFunc(held, func(i segur.Indicator) bool { return i.Code == need.Key })
	})
}

// needed names what a row that somebody else has brought meanwhile needs, of a conflict over taking
// that away; none for any other row.
func (r ConflictRow) needed() []segur.RowRef {
	if r.Base != nil || r.Mine != nil || r.Theirs == nil {
		return nil
	}
	return needs(r.Theirs)
}
