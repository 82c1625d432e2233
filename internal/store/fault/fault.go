package fault

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"github.com/segur-tracker/segur/internal/segur"
)

// Translate is the one place that turns an error of GORM, database/sql or the engine into
// one of the product, and names the operation that failed. nil stays nil.
func Translate(operation string, err error) error {
	if err == nil {
		return nil
	}
	cause := fmt.Errorf("%s: %w", operation, err)
	var known *segur.Error
	if errors.As(err, &known) {
		return cause
	}
	code, message := engineFault(err)
	switch {
	case errors.Is(err, sql.ErrNoRows), errors.Is(err, gorm.ErrRecordNotFound):
		code, message = segur.CodeNotFound, "not found"
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded), errors.Is(err, sql.ErrConnDone):
		code, message = segur.CodeUnavailable, "the database cannot answer now"
	case code == "":
		code, message = segur.CodeInternal, "the database failed"
	}
	return &segur.Error{Code: code, Message: message, Err: cause}
}

// Conflict says that a row is no longer what the caller expected; field names the row.
func Conflict(field, message string) error {
	return &segur.Error{Code: segur.CodeConflict, Field: field, Message: message}
}
