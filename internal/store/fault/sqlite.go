package fault

import (
	"errors"

	"github.com/mattn/go-sqlite3"

	"github.com/segur-tracker/segur/internal/segur"
)

// engineFault tells what an error of the engine means, "" when it is not one of its kind.
func engineFault(err error) (segur.Code, string) {
	var e sqlite3.Error
	if !errors.As(err, &e) {
		return "", ""
	}
	switch e.ExtendedCode {
	case sqlite3.ErrConstraintForeignKey:
		return segur.CodeInvalid, "a row refers to another one that does not exist"
	case sqlite3.ErrConstraintUnique, sqlite3.ErrConstraintPrimaryKey, sqlite3.ErrConstraintRowID:
		return segur.CodeConflict, "a row with the same key is there already"
	case sqlite3.ErrConstraintCheck, sqlite3.ErrConstraintNotNull:
		return segur.CodeInvalid, "a row holds a value that its table does not admit"
	case sqlite3.ErrConstraintTrigger:
		return segur.CodeConflict, e.Error() // the words of our own trigger
	}
	switch e.Code {
	case sqlite3.ErrConstraint:
		return segur.CodeInvalid, "a row holds a value that its table does not admit"
	case sqlite3.ErrBusy, sqlite3.ErrLocked, sqlite3.ErrFull, sqlite3.ErrIoErr:
		return segur.CodeUnavailable, "the database cannot answer now"
	}
	return "", ""
}
