package desk

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"
)

// Action is what was done or refused, for the audit journal.
type Action string

// The actions of the journal.
const (
	ActionSignIn         Action = "sign_in"
	ActionSignInRefused  Action = "sign_in_refused"
	ActionThrottled      Action = "throttled"
	ActionSignOut        Action = "sign_out"
	ActionSecondFactor   Action = "second_factor"
	ActionFactorRefused  Action = "second_factor_refused"
	ActionFactorEnrolled Action = "second_factor_enrolled"
	ActionFactorRemoved  Action = "second_factor_removed"
	ActionRecoveryUsed   Action = "recovery_code_used"
	ActionPasswordSet    Action = "password_set"
	ActionSessionRevoked Action = "session_revoked"
	ActionForbidden      Action = "forbidden"
	ActionAccountCreated Action = "account_created"
	ActionAccountChanged Action = "account_changed"
	ActionLinkIssued     Action = "link_issued"
	ActionDrafted        Action = "drafted"
	ActionRevised        Action = "revised"
	ActionSubmitted      Action = "submitted"
	ActionWithdrawn      Action = "withdrawn"
	ActionCommented      Action = "commented"
	ActionApproved       Action = "approved"
	ActionRejected       Action = "rejected"
	ActionReturned       Action = "returned"
	ActionRebased        Action = "rebased"    // a conflict was resolved
	ActionRenumbered     Action = "renumbered" // measures that it names got other numbers
	ActionPlanned        Action = "planned"
	ActionPlanCancelled  Action = "plan_cancelled"
	ActionPlanHeld       Action = "plan_held"      // its approver no longer counts
	ActionPlanConfirmed  Action = "plan_confirmed" // another person stands for it
	ActionPlanFailed     Action = "plan_failed"
	ActionPublished      Action = "published"
	ActionDoubtAccepted  Action = "doubt_accepted"
	ActionDoubtRefused   Action = "doubt_refused"
	ActionDoubtDismissed Action = "doubt_dismissed" // closed as spam
	ActionExported       Action = "exported"        // the journal itself
)

// Actions lists every action in the order of screens.
func Actions() []Action {
	return []Action{
		ActionSignIn, ActionSignInRefused, ActionThrottled, ActionSignOut, ActionSecondFactor, ActionFactorRefused,
		ActionFactorEnrolled, ActionFactorRemoved, ActionRecoveryUsed, ActionPasswordSet, ActionSessionRevoked,
		ActionForbidden, ActionAccountCreated, ActionAccountChanged, ActionLinkIssued, ActionDrafted, ActionRevised,
		ActionSubmitted, ActionWithdrawn, ActionCommented, ActionApproved, ActionRejected, ActionReturned,
		ActionRebased, ActionRenumbered, ActionPlanned, ActionPlanCancelled, ActionPlanHeld, ActionPlanConfirmed,
		ActionPlanFailed, ActionPublished, ActionDoubtAccepted, ActionDoubtRefused, ActionDoubtDismissed, ActionExported,
	}
}

// Entry is one line of the audit journal. Lines are only ever appended, each with the hash of
// the one before.
type Entry struct {
	ID     int64
	At     time.Time // UTC, microseconds
	Actor  string    // account name; "system" for the program, "" for a stranger
	Action Action
	Object string // "proposal/12", "account/saisie-07", "publication/3", "plan/2", or a path; may be empty
	Old    string // JSON or plain text before, "" when nothing was
	New    string // likewise after
	Reason string
	Hash   string // hexadecimal SHA-256, see Digest

	// NewProposal completes Object when the proposal has no identifier yet: the 1-based place
	// of the proposal in the Batch. 0 when Object is complete.
	NewProposal int `json:"-"`
	// NewPlan does the same for a plan.
	NewPlan int `json:"-"`
}

// Names that stand in place of a person, and that no account has.
const (
	System = "system" // Actor of what the program does by itself
	Seed   = "seed"   // author of the first publication
)

// Digest returns the hash that an entry must carry when previous is that of the entry before.
func (e Entry) Digest(previous string) string {
	written, _ := json.Marshal([]string{ // strings always marshal
		fmt.Sprint(e.ID), e.At.UTC().Format(time.RFC3339Nano), e.Actor, string(e.Action), e.Object, e.Old, e.New, e.Reason,
	})
	sum := sha256.Sum256(append([]byte(previous), written...))
	return hex.EncodeToString(sum[:])
}

// Search selects lines of the journal; zero fields select everything.
type Search struct {
	Text   string // in actor, object, old, new or reason, case-insensitive
	Actor  string
	Action Action
	Object string
	From   time.Time // inclusive
	To     time.Time // exclusive
	Before int64     // only entries with a smaller ID: the next page; 0 for the first
	Limit  int
}
