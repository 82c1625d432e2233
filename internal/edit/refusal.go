package edit

import (
	"fmt"

	"github.com/segur-tracker/segur/internal/segur"
)

// The fields of refused intents, stable: screens word them by name.
const (
	RefusalSame      = "same"      // the intent changes nothing of what is published
	RefusalExists    = "exists"    // the row to add is there already
	RefusalGone      = "gone"      // the row to change or withdraw is not published
	RefusalSuccessor = "successor" // no indicator, or none that can, takes the rank of one that is withdrawn
	RefusalConflict  = "conflict"  // two changes touch the same row, figure, or measure and year
	RefusalPlace     = "place"     // there is no such place in the pillar, or the measure is the last of its own
	RefusalMoved     = "moved"     // measures that the change names by number have got other numbers
)

func refuseSame() error {
	return &segur.Error{Code: segur.CodeInvalid, Field: RefusalSame, Message: "nothing would change"}
}

func refuseExists(table, key string) error {
	return &segur.Error{Code: segur.CodeInvalid, Field: RefusalExists,
		Message: fmt.Sprintf("%s: %s is published already", table, key)}
}

func refuseGone(table, key string) error {
	return &segur.Error{Code: segur.CodeConflict, Field: RefusalGone,
		Message: fmt.Sprintf("%s: %s is not published", table, key)}
}
