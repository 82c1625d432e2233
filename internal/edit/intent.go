package edit

import (
	"fmt"
	"slices"

	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/segur"
)

// State returns the change that sets a measure's state for a year, new or in the place of the
// one that is published.
func State(d segur.Dataset, a segur.Assessment) (segur.ChangeSet, error) {
	return settled(collect([]Change{put(d, segur.TableAssessments, a)}))
}

// WithdrawState returns the change that leaves a measure without a state for a year.
func WithdrawState(d segur.Dataset, measure, year int) (segur.ChangeSet, error) {
	return remove(d, segur.TableAssessments, segur.Assessment{Measure: measure, Year: year}.RowKey())
}

// Measure returns the change of a measure's texts. Measures are neither added nor withdrawn.
func Measure(d segur.Dataset, m segur.Measure) (segur.ChangeSet, error) {
	change := put(d, segur.TableMeasures, m)
	if change.Old == nil {
		return segur.ChangeSet{}, refuseGone(segur.TableMeasures, m.RowKey())
	}
	return settled(collect([]Change{change}))
}

// Indicator returns the change of an indicator's definition, or a new indicator. Each of first
// is added as by ValueAdd, or as an alternative where its figure has a value by then.
func Indicator(d segur.Dataset, i segur.Indicator, first []segur.Value) (segur.ChangeSet, error) {
	l := open(d.Values)
	for _, v := range first {
		if v.Indicator != i.Code {
			return segur.ChangeSet{}, &segur.Error{Code: segur.CodeInvalid, Field: "indicator",
				Message: fmt.Sprintf("a value of %s among those of %s", v.Indicator, i.Code)}
		}
		v.Reference = false
		if err := l.add(v); err != nil {
			return segur.ChangeSet{}, err
		}
	}
	c := collect([]Change{put(d, segur.TableIndicators, i)})
	c.Values = l.changes()
	return settled(c)
}

// Source returns the change of a source, or a new one.
func Source(d segur.Dataset, s segur.Source) (segur.ChangeSet, error) {
	return settled(collect([]Change{put(d, segur.TableSources, s)}))
}

// WithdrawSource returns the change that removes a source. Whether anything still cites it is
// for rules.Validate to say.
func WithdrawSource(d segur.Dataset, id string) (segur.ChangeSet, error) {
	return remove(d, segur.TableSources, id)
}

// Exchange returns the change that adds a row of a table (before is nil), withdraws one (after is nil)
// or puts one in the place of another. It fails with refusal.Exists when another row has the key, with
// refusal.Gone when before is not published.
func Exchange(d segur.Dataset, table string, before, after Row) (segur.ChangeSet, error) {
	switch {
	case before == nil && after == nil:
		return segur.ChangeSet{}, refuseSame()
	case after == nil:
		return remove(d, table, before.RowKey())
	}
	live := look(d)
	change := Change{Table: table, New: after}
	if before != nil {
		change.Old = live.row(table, before.RowKey())
		if change.Old == nil {
			return segur.ChangeSet{}, refuseGone(table, before.RowKey())
		}
	}
	taken := live.row(table, after.RowKey()) != nil
	if taken && (before == nil || before.RowKey() != after.RowKey()) {
		return segur.ChangeSet{}, refuseExists(table, after.RowKey())
	}
	return settled(collect([]Change{change}))
}

// Event is Exchange for the events of the timeline.
func Event(d segur.Dataset, before, after *segur.Event) (segur.ChangeSet, error) {
	var was, now Row
	if before != nil {
		was = *before
	}
	if after != nil {
		now = *after
	}
	return Exchange(d, segur.TableEvents, was, now)
}

// Search returns the change that notes a search. It fails with refusal.Exists when one of that day,
// for that measure and year, with these words, is noted.
func Search(d segur.Dataset, s segur.Search) (segur.ChangeSet, error) {
	change := put(d, segur.TableSearches, s)
	if change.Old != nil {
		return segur.ChangeSet{}, refuseExists(segur.TableSearches, s.RowKey())
	}
	return collect([]Change{change}), nil
}

// WithdrawSearch returns the change that takes a search out of the record.
func WithdrawSearch(d segur.Dataset, s segur.Search) (segur.ChangeSet, error) {
	return remove(d, segur.TableSearches, s.RowKey())
}

// Text returns the change of a text of the site, new or not; two empty languages withdraw it.
func Text(d segur.Dataset, t segur.SiteText) (segur.ChangeSet, error) {
	change := put(d, segur.TableTexts, t)
	if t.Text == (segur.Text{}) {
		change.New = nil
	}
	return settled(collect([]Change{change}))
}

// put replaces the live row with the key of the given one, or adds it where there is none.
func put(d segur.Dataset, table string, row Row) Change {
	return Change{Table: table, Old: look(d).row(table, row.RowKey()), New: row}
}

func remove(d segur.Dataset, table, key string) (segur.ChangeSet, error) {
	old := look(d).row(table, key)
	if old == nil {
		return segur.ChangeSet{}, refuseGone(table, key)
	}
	return collect([]Change{{Table: table, Old: old}}), nil
}

// WithdrawIndicator returns the change that takes an indicator away, with all its values and the
// texts about its chart. One of the headline indicators leaves its rank to successor, the code of
// another that has none; of any other, successor is "". It fails with refusal.Gone when the
// indicator is not published, with refusal.Successor when its rank would stay empty or would be
// given to one that cannot take it.
func WithdrawIndicator(d segur.Dataset, code, successor string) (segur.ChangeSet, error) {
	live := look(d)
	old, ok := live.row(segur.TableIndicators, code).(segur.Indicator)
	if !ok {
		return segur.ChangeSet{}, refuseGone(segur.TableIndicators, code)
	}
	changes := []Change{{Table: segur.TableIndicators, Old: old}}
	heir, found := live.row(segur.TableIndicators, successor).(segur.Indicator)
	switch {
	case old.HeadlineRank == 0 && successor == "":
	case old.HeadlineRank == 0, !found, successor == code, heir.HeadlineRank != 0:
		return segur.ChangeSet{}, refusal.Invalidf(refusal.Successor, "the rank of a headline indicator goes to one that has none")
	default:
		ranked := heir
		ranked.HeadlineRank = old.HeadlineRank
		changes = append(changes, Change{Table: segur.TableIndicators, Old: heir, New: ranked})
	}
	return withDependants(live, collect(changes)), nil
}

// Citing names the rows that rest on a source.
func Citing(d segur.Dataset, source string) []segur.RowRef {
	var refs []segur.RowRef
	for _, change := range List(segur.Additions(d)) {
		if slices.Contains(cited(change.New), source) {
			refs = append(refs, change.Ref())
		}
	}
	return refs
}
