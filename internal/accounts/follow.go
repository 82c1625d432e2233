package accounts

import (
	"fmt"
	"slices"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/journal"
	"github.com/segur-tracker/segur/internal/segur"
)

// Follow keeps accounts bound to the measures that they are bound to when a publication gives these
// other numbers. It returns those of all that change, with the lines of the journal that say so; both
// are to be written in the transaction of the publication.
func Follow(j *journal.Journal, all []desk.Account, moves segur.Moves, publication int) (changed []desk.Account, lines []desk.Entry) {
	for _, old := range all {
		a := old
		a.Scope.Measures = nil
		for _, n := range old.Scope.Measures {
			a.Scope.Measures = append(a.Scope.Measures, moves.Of(n))
		}
		slices.Sort(a.Scope.Measures)
		if slices.Equal(a.Scope.Measures, old.Scope.Measures) {
			continue
		}
		e := line(j, desk.Operator(), desk.ActionAccountChanged, old, a)
		e.Reason = fmt.Sprintf("publication/%d", publication)
		changed, lines = append(changed, a), append(lines, e)
	}
	return changed, lines
}
