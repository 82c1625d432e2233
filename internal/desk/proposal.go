package desk

import (
	"time"

	"github.com/segur-tracker/segur/internal/segur"
)

// Kind is what a proposal is about; it decides the permission and the form.
type Kind string

// The kinds of a proposal.
const (
	KindState     Kind = "state"
	KindValue     Kind = "value"
	KindMeasure   Kind = "measure"
	KindIndicator Kind = "indicator"
	KindSource    Kind = "source"
	KindEvent     Kind = "event"
	KindProject   Kind = "project"
	KindStrategy  Kind = "strategy" // orientations and rules of a region
	KindSession   Kind = "session"
	KindText      Kind = "text"    // banner and other texts of the site
	KindRevert    Kind = "revert"  // restores what a publication changed
	KindDataset   Kind = "dataset" // rows of any table, from a dataset that came with the program
)

// Kinds lists every kind in the order of screens.
func Kinds() []Kind {
	return []Kind{
		KindState, KindValue, KindMeasure, KindIndicator, KindSource, KindEvent, KindProject, KindStrategy, KindSession, KindText, KindRevert, KindDataset,
	}
}

// Permission returns what proposing this kind asks for.
func (k Kind) Permission() Permission {
	switch k {
	case KindState:
		return ProposeState
	case KindValue:
		return ProposeValue
	case KindMeasure, KindDataset:
		return ProposeMeasure
	case KindIndicator:
		return ProposeIndicator
	case KindSource:
		return ProposeSource
	case KindEvent:
		return ProposeEvent
	case KindProject:
		return ProposeProject
	case KindStrategy:
		return ProposeStrategy
	case KindSession:
		return ProposeSession
	case KindText:
		return ProposeText
	}
	return Publish
}

// Whole reports whether a proposal of the kind has no form that could correct it: it is approved or rejected.
func (k Kind) Whole() bool { return k == KindRevert || k == KindDataset }

// Status is how far a proposal has come.
type Status string

// The statuses. A draft is its author's own; the others are seen by everyone at the desk.
const (
	StatusDraft     Status = "draft"
	StatusSubmitted Status = "submitted"
	StatusReturned  Status = "returned" // changes are asked for
	StatusApproved  Status = "approved"
	StatusRejected  Status = "rejected"
	StatusWithdrawn Status = "withdrawn"
	StatusPublished Status = "published"
)

// Statuses lists every status in the order of a proposal's life.
func Statuses() []Status {
	return []Status{
		StatusDraft, StatusSubmitted, StatusReturned, StatusApproved, StatusRejected, StatusWithdrawn, StatusPublished,
	}
}

// Open reports whether the proposal may still reach the public.
func (s Status) Open() bool {
	return s == StatusDraft || s == StatusSubmitted || s == StatusReturned || s == StatusApproved
}

// Proposal is a change somebody wants published.
type Proposal struct {
	ID          int64
	Kind        Kind
	Status      Status
	Author      int64  // account
	AuthorName  string // name of the account, kept when the account goes
	Base        int    // publication against which the change was written
	Changes     segur.ChangeSet
	Reason      string   // French, for the public; required from submission on
	Explanation string   // why a state moves backwards; "" otherwise
	Confirmed   []string // warnings that the author saw and confirmed, by code and row (edit.Warning.Token)
	Reverts     int      // publication undone by a KindRevert, 0 otherwise
	Case        int64    // of a reader's report that it comes from, 0 for none
	Submission  int64    // shared by what was submitted together; 0 while a draft
	CreatedAt   time.Time
	UpdatedAt   time.Time
	SubmittedAt time.Time // zero until then, likewise below
	DecidedAt   time.Time
	DecidedBy   string // account name
	Decision    string // reason of the decision, for the author
	Plan        int64  // planned publication that carries it, 0 for none
	PublishedIn int
	Version     int // grows by one with each change; 0 before the first
}

// Remark is a comment on a proposal.
type Remark struct {
	ID       int64
	Proposal int64
	Author   string // account name
	At       time.Time
	Text     string
}

// PlanStatus is how far a planned publication has come.
type PlanStatus string

// The statuses of a plan.
const (
	PlanWaiting   PlanStatus = "waiting"
	PlanPublished PlanStatus = "published"
	PlanCancelled PlanStatus = "cancelled"
	PlanFailed    PlanStatus = "failed" // its proposals are approved again, Failure says why
)

// Plan is a publication that goes out by itself at a date (an embargo).
type Plan struct {
	ID          int64
	Proposals   []int64
	Note        segur.Text
	DueAt       time.Time // UTC, whole seconds
	Author      string    // account name
	Status      PlanStatus
	PublishedIn int    // 0 until published
	Failure     string // why it failed, or is held; "" otherwise
	CreatedAt   time.Time
	Version     int
}

// Held reports whether the moment of a plan has passed and it waits for somebody to approve it anew.
func (p Plan) Held() bool { return p.Status == PlanWaiting && p.Failure != "" }
