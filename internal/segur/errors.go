package segur

import "errors"

// Code classifies an Error; the web layer maps each code to one HTTP status.
type Code string

// The error codes of the product.
const (
	CodeInvalid         Code = "invalid"
	CodeUnauthenticated Code = "unauthenticated"
	CodeForbidden       Code = "forbidden"
	CodeNotFound        Code = "not_found"
	CodeConflict        Code = "conflict"
	CodeGone            Code = "gone"
	CodeTooLarge        Code = "too_large"
	CodeUnsupported     Code = "unsupported" // a format that nobody makes
	CodeUnavailable     Code = "unavailable"
	CodeInternal        Code = "internal"
)

// Error is the one error type that crosses package borders. Message is safe to show to a
// reader; Field names the input at fault; Err is the cause, for the log only.
type Error struct {
	Code    Code
	Message string
	Field   string
	Choices []Choice // what the input could have been, nil where nobody knows
	Err     error
}

// Choice is an input that is there in the place of a refused one.
type Choice struct {
	Label string // in words
	Value string // as it is written: "region=11", "" for leaving the input out
	Query string // of the same address with it, without the question mark
}

// Error joins the message and the cause; it is meant for logs.
func (e *Error) Error() string {
	if e.Err == nil {
		return e.Message
	}
	return e.Message + ": " + e.Err.Error()
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// ErrorCode returns the code of the first *Error in the chain of err, CodeInternal for any
// other error, and "" for nil.
func ErrorCode(err error) Code {
	if err == nil {
		return ""
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return CodeInternal
}

// Refusals lists what an error refuses: each *Error of a joined one, the first of any other, none
// where there is none.
func Refusals(err error) []*Error {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var all []*Error
		for _, part := range joined.Unwrap() {
			all = append(all, Refusals(part)...)
		}
		return all
	}
	var e *Error
	if !errors.As(err, &e) {
		return nil
	}
	return []*Error{e}
}

// Failure returns the first part of err that is no refusal but a failure of the program or of what it
// stands on: a cause, or a part of a joined error, of CodeUnavailable or CodeInternal; nil when there
// is none.
func Failure(err error) error {
	if err == nil {
		return nil
	}
	if e, ok := err.(*Error); ok && (e.Code == CodeUnavailable || e.Code == CodeInternal) {
		return err
	}
	switch wrapping := err.(type) {
	case interface{ Unwrap() []error }:
		for _, part := range wrapping.Unwrap() {
			if failed := Failure(part); failed != nil {
				return failed
			}
		}
	case interface{ Unwrap() error }:
		return Failure(wrapping.Unwrap())
	}
	return nil
}
