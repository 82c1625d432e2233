package refusal

import (
	"errors"
	"fmt"

	"github.com/segur-tracker/segur/internal/segur"
)

// What a person may do, and when.
const (
	Permission   = "permission"    // the role does not include this
	Scope        = "scope"         // the role does, but not for these measures or regions
	SecondFactor = "second_factor" // the session has not shown its second factor
	OwnProposal  = "own_proposal"  // nobody decides on a proposal of their own
	Author       = "author"        // only the author may
	Stale        = "stale"         // somebody else has changed it meanwhile
	Status       = "status"        // the proposal or plan is not at this point of its life
	Planned      = "planned"       // a planned publication holds the proposal
)

// What a change may be.
const (
	Same        = "same"        // it changes nothing of what is published
	Exists      = "exists"      // the row to add is there already
	Gone        = "gone"        // the row to change or withdraw is not published
	Successor   = "successor"   // no indicator, or none that can, takes the rank of one that is withdrawn
	Conflict    = "conflict"    // two changes touch the same row, figure, or measure and year
	Place       = "place"       // there is no such place in the pillar, or the measure is the last of its own
	Moved       = "moved"       // measures that the change names by number have got other numbers
	Kind        = "kind"        // it touches what this kind of proposal is not about
	NoSource    = "no_source"   // a state, figure or event without a source
	NoDate      = "no_date"     // a state without the date of its act
	Explanation = "explanation" // a state moves backwards and nothing says why
	Unconfirmed = "unconfirmed" // a warning has not been confirmed
	Document    = "document"    // an attached document is not there
	Invalid     = "invalid"     // it breaks a rule of the dataset
)

// What is proposed, approved, published and planned.
const (
	Empty       = "empty"        // no proposal is given
	Reason      = "reason"       // no reason, or too short or too long a one
	Text        = "text"         // a comment of no or too many letters
	Unapproved  = "unapproved"   // the journal knows of no approval by somebody else
	Altered     = "altered"      // the proposal is not what was approved
	Note        = "note"         // a publication has a note in both languages, neither too long
	NoteEN      = "note_en"      // likewise, where the English one is at fault
	DueAt       = "due_at"       // a planned publication lies in the future
	PlanNumbers = "plan_numbers" // a planned publication names measures that would get other numbers
	Alone       = "alone"        // what undoes a publication is published by itself
	First       = "first"        // the first publication cannot be undone
)

// What readers report and staff answer.
const (
	Catalogue = "catalogue" // a report is refused for a reason of the catalogue
	Answer    = "answer"    // a refused report is answered in both languages, neither too long
	AnswerEN  = "answer_en" // likewise, where the English answer is at fault
	Case      = "case"      // the proposal comes from a report that was not accepted
)

// What an account is.
const (
	Name          = "name"           // not a sign-in name
	NameTaken     = "name_taken"     // another account has it
	SubjectTaken  = "subject_taken"  // another account has this single sign-on identity
	DisplayName   = "display_name"   // no name to show, or too long a one
	Role          = "role"           // no such role
	Lang          = "lang"           // neither "fr" nor "en"
	ScopeRequired = "scope_required" // a regional account has at least one region
	ScopeUnknown  = "scope_unknown"  // no such region or measure
	LastAdmin     = "last_admin"     // one admin who can sign in stays
	Password      = "password"       // no password hash is given
	Secret        = "secret"         // no secret of a second factor is given
	Link          = "link"           // the link is used up, has expired or is for something else
)

// TooLong is the cause of a refusal of what has more characters than it may have.
type TooLong struct{ Limit int }

// Error names the limit.
func (t *TooLong) Error() string { return fmt.Sprintf("more than %d characters", t.Limit) }

// Invalidf refuses what is given: field is one of the names above, the rest a message as of
// fmt.Sprintf.
func Invalidf(field, format string, args ...any) *segur.Error {
	return &segur.Error{Code: segur.CodeInvalid, Field: field, Message: fmt.Sprintf(format, args...)}
}

// Conflictf refuses what does not go with what is there.
func Conflictf(field, format string, args ...any) *segur.Error {
	return &segur.Error{Code: segur.CodeConflict, Field: field, Message: fmt.Sprintf(format, args...)}
}

// Forbiddenf refuses what a person may not do.
func Forbiddenf(field, format string, args ...any) *segur.Error {
	return &segur.Error{Code: segur.CodeForbidden, Field: field, Message: fmt.Sprintf(format, args...)}
}

// NotFoundf refuses what is asked for and is not there.
func NotFoundf(format string, args ...any) *segur.Error {
	return &segur.Error{Code: segur.CodeNotFound, Message: fmt.Sprintf(format, args...)}
}

// Field returns the field of the first *segur.Error in err, "" when there is none.
func Field(err error) string {
	var e *segur.Error
	if errors.As(err, &e) {
		return e.Field
	}
	return ""
}
