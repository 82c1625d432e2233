package sqlerr

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"github.com/segur-tracker/segur/internal/segur"
)

// Translator knows what the errors of an engine mean: a code and words, "" for an error that is not the
// engine's.
type Translator func(err error) (segur.Code, string)

// Translate is the one place that turns an error of GORM, database/sql or the engine into
// one of the product, and names the operation that failed. nil stays nil.
func (t Translator) Translate(operation string, err error) error {
	if err == nil {
		return nil
	}
	cause := fmt.Errorf("%s: %w", operation, err)
	var known *segur.Error
	if errors.As(err, &known) {
		return cause
	}
	code, message := t(err)
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
