package editorial

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/segur"
)

// The fields of refusals, stable: screens word them by name.
const (
	RefusalPermission    = "permission"     // the role does not include this
	RefusalScope         = "scope"          // the role does, but not for these measures or regions
	RefusalSecondFactor  = "second_factor"  // the session has not shown its second factor
	RefusalOwnProposal   = "own_proposal"   // nobody decides on a proposal of their own
	RefusalAuthor        = "author"         // only the author may
	RefusalStale         = "stale"          // somebody else has changed it meanwhile
	RefusalStatus        = "status"         // the proposal or plan is not at this point of its life
	RefusalPlanned       = "planned"        // a planned publication holds the proposal
	RefusalKind          = "kind"           // the change touches what this kind of proposal is not about
	RefusalSame          = edit.RefusalSame // nothing would change
	RefusalEmpty         = "empty"          // no proposal is given
	RefusalReason        = "reason"         // no reason, or too short or too long a one
	RefusalNoSource      = "no_source"      // a state, figure or event without a source
	RefusalNoDate        = "no_date"        // a state without the date of its act
	RefusalExplanation   = "explanation"    // a state moves backwards and nothing says why
	RefusalUnconfirmed   = "unconfirmed"    // a warning has not been confirmed
	RefusalInvalid       = "invalid"        // the change breaks a rule of the dataset
	RefusalConflict      = edit.RefusalConflict
	RefusalSuccessor     = edit.RefusalSuccessor
	RefusalMoved         = edit.RefusalMoved
	RefusalPlanNumbers   = "plan_numbers"   // a planned publication names measures that would get other numbers
	RefusalUnapproved    = "unapproved"     // the journal knows of no approval by somebody else
	RefusalAltered       = "altered"        // the proposal is not what was approved
	RefusalNote          = "note"           // a publication has a note in both languages, neither too long
	RefusalNoteEN        = "note_en"        // likewise, where the English one is at fault
	RefusalDueAt         = "due_at"         // a planned publication lies in the future
	RefusalAlone         = "alone"          // what undoes a publication is published by itself
	RefusalFirst         = "first"          // the first publication cannot be undone
	RefusalText          = "text"           // a comment of no or too many letters
	RefusalName          = "name"           // not a sign-in name
	RefusalNameTaken     = "name_taken"     // another account has it
	RefusalSubjectTaken  = "subject_taken"  // another account has this single sign-on identity
	RefusalDisplayName   = "display_name"   // no name to show, or too long a one
	RefusalRole          = "role"           // no such role
	RefusalLang          = "lang"           // neither "fr" nor "en"
	RefusalScopeRequired = "scope_required" // a regional account has at least one region
	RefusalScopeUnknown  = "scope_unknown"  // no such region or measure
	RefusalLastAdmin     = "last_admin"     // one admin who can sign in stays
	RefusalPassword      = "password"       // no password hash is given
	RefusalSecret        = "secret"         // no secret of a second factor is given
	RefusalCatalogue     = "catalogue"      // a report is refused for a reason of the catalogue
	RefusalAnswer        = "answer"         // a refused report is answered in both languages, neither too long
	RefusalAnswerEN      = "answer_en"      // likewise, where the English answer is at fault
	RefusalCase          = "case"           // the proposal comes from a report that was not accepted
	RefusalLink          = "link"           // the link is used up, has expired or is for something else
)

// prose bounds what people write: how many letters and digits it has at least, how many
// characters at most.
type prose struct {
	field    string // of the refusal
	min, max int
}

// TooLong is the cause of a refusal of what has more characters than it may have.
type TooLong struct{ Limit int }

// Error names the limit.
func (t *TooLong) Error() string { return fmt.Sprintf("more than %d characters", t.Limit) }

// refusal is a *segur.Error in the making, with what the journal says of it.
type refusal struct {
	segur.Error
	reason string // the field where it is ""
	tried  string // JSON, "" for what the object of the entry says already
}

func refuse(code segur.Code, field, format string, args ...any) *refusal {
	return &refusal{Error: segur.Error{Code: code, Field: field, Message: fmt.Sprintf(format, args...)}}
}

func (r *refusal) because(err error) error {
	r.Err = err
	return &r.Error
}

func invalid(field, format string, args ...any) error {
	return refuse(segur.CodeInvalid, field, format, args...).because(nil)
}

func conflict(field, format string, args ...any) error {
	return refuse(segur.CodeConflict, field, format, args...).because(nil)
}

func notFound(format string, args ...any) error {
	return refuse(segur.CodeNotFound, "", format, args...).because(nil)
}

// refusedField returns the Field of the first *segur.Error in err, "" when there is none.
func refusedField(err error) string {
	var e *segur.Error
	if errors.As(err, &e) {
		return e.Field
	}
	return ""
}

// Collision is the cause of a RefusalConflict that names proposals or rows.
type Collision struct {
	Proposals []int64        // those that no longer fit what is published, or each other
	Rows      []segur.RowRef // what somebody else has changed
}

// Error lists what collides.
func (c *Collision) Error() string {
	var names []string
	for _, id := range c.Proposals {
		names = append(names, fmt.Sprintf("proposal %d", id))
	}
	for _, row := range c.Rows {
		names = append(names, row.Table+"/"+row.Key)
	}
	return strings.Join(names, ", ")
}

func collide(c Collision) error {
	return refuse(segur.CodeConflict, RefusalConflict, "this no longer fits what is published: %v", &c).because(&c)
}

// require checks a right, on every one of the targets. A right that is refused goes to the
// journal with the object that it was asked for.
func (s *Service) require(ctx context.Context, actor desk.Actor, p desk.Permission, object string, targets ...desk.Target) error {
	switch {
	case p == desk.Member && actor.May(p):
		return nil
	case p == desk.Member || !actor.Holds(p):
		r := refuse(segur.CodeForbidden, RefusalPermission, "this account may not do that: %s", p)
		r.reason = string(p)
		return s.forbid(ctx, actor, object, r)
	case !actor.May(p):
		return s.forbid(ctx, actor, object, refuse(segur.CodeForbidden, RefusalSecondFactor, "show the second factor first"))
	}
	for _, t := range targets {
		if !actor.Scope.Covers(t) {
			r := refuse(segur.CodeForbidden, RefusalScope, "this lies outside the scope of the account: measures %v, territories %v", t.Measures, t.Territories)
			tried, _ := json.Marshal(map[string]any{"scope": map[string]any{"measures": t.Measures, "regions": t.Territories}}) // numbers and texts
			r.tried = string(tried)
			return s.forbid(ctx, actor, object, r)
		}
	}
	return nil
}

// forbid writes a refused attempt to the journal and returns the refusal, even when the journal
// cannot be written.
func (s *Service) forbid(ctx context.Context, actor desk.Actor, object string, r *refusal) error {
	e := s.entry(actor, desk.ActionForbidden, object)
	e.New, e.Reason = r.tried, cmp.Or(r.reason, r.Field)
	return r.because(s.desk.Commit(ctx, &desk.Batch{Audit: []desk.Entry{e}}))
}

// Reason returns a reason as it is published, refused when it says too little (a word or two is
// none) or too much: RefusalReason, with *TooLong as its cause for the latter.
func Reason(text string) (string, error) { return prose{RefusalReason, 10, 2000}.take(text) }

// take returns a text without the space around it, or refuses it.
func (r prose) take(text string) (string, error) {
	text = strings.TrimSpace(text)
	if n := utf8.RuneCountInString(text); n > r.max {
		return "", refuse(segur.CodeInvalid, r.field, "%d characters, %d at most", n, r.max).because(&TooLong{r.max})
	}
	if n := desk.Letters(text); n < r.min {
		return "", invalid(r.field, "%d letters and digits, %d at least", n, r.min)
	}
	return text, nil
}
