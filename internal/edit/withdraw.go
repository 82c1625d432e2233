package edit

import (
	"slices"

	"github.com/segur-tracker/segur/internal/segur"
)

// WithdrawIndicator returns the change that takes an indicator away, with all its values and the
// texts about its chart. One of the headline indicators leaves its rank to successor, the code of
// another that has none; of any other, successor is "". It fails with RefusalGone when the
// indicator is not published, with RefusalSuccessor when its rank would stay empty or would be
// given to one that cannot take it.
func WithdrawIndicator(d segur.Dataset, code, successor string) (segur.ChangeSet, error) {
	live := look(d)
	old, ok := live.row(segur.TableIndicators, code).(segur.Indicator)
	if !ok {
		return segur.ChangeSet{}, refuseGone(segur.TableIndicators, code)
	}
	changes := []Change{{segur.TableIndicators, old, nil}}
	heir, found := live.row(segur.TableIndicators, successor).(segur.Indicator)
	switch {
	case old.HeadlineRank == 0 && successor == "":
	case old.HeadlineRank == 0, !found, successor == code, heir.HeadlineRank != 0:
		return segur.ChangeSet{}, &segur.Error{Code: segur.CodeInvalid, Field: RefusalSuccessor,
			Message: "the rank of a headline indicator goes to one that has none"}
	default:
		ranked := heir
		ranked.HeadlineRank = old.HeadlineRank
		changes = append(changes, Change{segur.TableIndicators, heir, ranked})
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
