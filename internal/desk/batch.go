package desk

import (
	"time"

	"github.com/segur-tracker/segur/internal/attachment"
	"github.com/segur-tracker/segur/internal/doubt"
	"github.com/segur-tracker/segur/internal/segur"
)

// Batch is one unit of work: storage writes all of it in one transaction or nothing.
//
// A proposal, plan, account or case with Version 0 is inserted and given its ID. Any other is
// updated where its stored Version is still the one given, which then grows by one; when it
// is not, the whole batch fails with segur.CodeConflict and Field "proposal", "plan",
// "account" or "case". Slices are changed in place: identifiers and versions are filled in.
type Batch struct {
	Release   *segur.Release
	Proposals []Proposal
	Remarks   []Remark
	Plans     []Plan
	Accounts  []Account
	Cases     []doubt.Case // answered; a contact goes with its case
	// Attachments are documents that the proposals name; one that is kept already stays as it is.
	Attachments []attachment.File
	Offer       *Offer  // a dataset that the proposals come from
	Audit       []Entry // appended in this order, with IDs and hashes filled in
	Link        *Link   // issued
	UsedLink    string  // token hash of a link that this batch uses up; CodeConflict when it is gone
	// RecoveryCodes are hashes by account, in the place of those it had.
	RecoveryCodes map[int64][]string
}

// Offer is a dataset that came with a program and was put up for review, row by row as proposals. What a later one
// changes is told from it.
type Offer struct {
	Publication int // the latest one then: the dataset names measures by the numbers that they had
	At          time.Time
	Dataset     segur.Dataset
}

// Filter selects proposals; zero fields select everything.
type Filter struct {
	Statuses []Status
	Kinds    []Kind
	Author   int64
	IDs      []int64
	Case     int64  // of a reader's report that they come from
	Key      string // table and row key that the change touches, "values/cpts actual 2021 FR…"
	Before   int64  // only smaller IDs: the next page
	Limit    int    // 0 for no limit
}

// Ref names a proposal, plan, account or case as its editor saw it: work on a Version that is no
// longer the stored one is refused.
type Ref struct {
	ID      int64
	Version int
}
