package proof

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/segur"
)

// FieldApproval is the Field of a Mismatch of a proposal that nobody but its author stands behind;
// Stored is who is said to.
const FieldApproval = "approval"

// approvalRecord is what the journal keeps of an approval. Lines from before seals say the status
// alone, as plain text.
type approvalRecord struct {
	Status desk.Status `json:"status"`
	Seal   string      `json:"seal"`
}

// OfApproval returns what the journal's entry of an approval must say as its New: it binds the
// approval to what the proposal says.
func OfApproval(p desk.Proposal) (string, error) {
	seal, err := sealOf(p)
	return written(approvalRecord{desk.StatusApproved, seal}), err
}

// sealOf returns the hexadecimal SHA-256 of everything about a proposal that an approval is about.
func sealOf(p desk.Proposal) (string, error) {
	changes, err := p.Changes.Canonical()
	if err != nil {
		return "", err
	}
	return digest("", []byte(written([]string{
		string(p.Kind), p.AuthorName, strconv.Itoa(p.Base), strconv.Itoa(p.Reverts), p.Reason, p.Explanation, string(changes),
	}))), nil
}

// Review is what the journal says of one proposal: who handed in what, and who approved it.
type Review struct {
	author    string
	reason    string
	changes   string // hash of what was handed in
	approver  string // "" when no approval stands
	seal      string // "" for an approval from before seals
	line      int64  // of the approval
	published bool
}

// ReadReview reads the journal's entries about one proposal, the newest first.
func ReadReview(entries []desk.Entry) Review {
	var r Review
	for _, e := range slices.Backward(entries) {
		r.read(e)
	}
	return r
}

func (r *Review) read(e desk.Entry) {
	switch e.Action {
	case desk.ActionSubmitted:
		*r = Review{author: e.Actor, reason: e.Reason, changes: changesOf(e.New)}
	case desk.ActionRebased, desk.ActionRenumbered:
		r.changes, r.approver, r.seal = changesOf(e.New), "", ""
	case desk.ActionReturned, desk.ActionRejected, desk.ActionWithdrawn, desk.ActionRevised:
		r.approver, r.seal = "", ""
	case desk.ActionApproved:
		r.approver, r.seal, r.line = e.Actor, sealIn(e), e.ID
	case desk.ActionPublished:
		r.published = true
	}
}

// changesOf returns the hash of a change set that an entry keeps, whatever its form.
func changesOf(text string) string {
	c, err := segur.ParseChangeSet([]byte(text))
	if err != nil {
		return digest("", []byte(text))
	}
	form, _ := c.Canonical() // what was just read can be written
	return digest("", form)
}

// sealIn returns the seal that an entry of an approval carries, "" for none.
func sealIn(e desk.Entry) string {
	var record approvalRecord
	if json.Unmarshal([]byte(e.New), &record) != nil {
		return ""
	}
	return record.Seal
}

// Sealed reports whether the approval is bound to all that the proposal says. One from before
// seals is bound to its changes and reason alone, by the entry that handed them in.
func (r Review) Sealed() bool { return r.seal != "" }

// Mismatches returns where an approved or published proposal is not what somebody other than its
// author approved; none for proposals at other points of their life.
func (r Review) Mismatches(p desk.Proposal) []Mismatch {
	if p.Status != desk.StatusApproved && p.Status != desk.StatusPublished {
		return nil
	}
	mismatch := func(field, stored, expected string) []Mismatch {
		return []Mismatch{{Table: TableProposals, Key: strconv.FormatInt(p.ID, 10), Field: field, Stored: stored, Expected: expected}}
	}
	if r.approver == "" || r.approver == r.author {
		return mismatch(FieldApproval, cmp.Or(p.DecidedBy, r.approver), "a line of the journal by somebody other than "+cmp.Or(r.author, p.AuthorName))
	}
	seal, err := sealOf(p)
	if err != nil {
		return mismatch("changes", err.Error(), r.changes)
	}
	form, _ := p.Changes.Canonical() // the seal is made of it
	switch changes, status := digest("", form), r.status(); {
	case changes != r.changes:
		return mismatch("changes", changes, r.changes)
	case p.Reason != r.reason:
		return mismatch("reason", p.Reason, r.reason)
	case p.AuthorName != r.author:
		return mismatch("author", p.AuthorName, r.author)
	case p.DecidedBy != r.approver:
		return mismatch("decided_by", p.DecidedBy, r.approver)
	case r.Sealed() && seal != r.seal:
		return mismatch("seal", seal, r.seal)
	case p.Status != status:
		return mismatch("status", string(p.Status), string(status))
	}
	return nil
}

func (r Review) status() desk.Status {
	if r.published {
		return desk.StatusPublished
	}
	return desk.StatusApproved
}

// approvals holds every proposal that was or may be published against the journal.
func (v *verifier) approvals(ctx context.Context, archive Archive) error {
	reviewed, err := archive.Proposals(ctx, desk.Filter{Statuses: []desk.Status{desk.StatusApproved, desk.StatusPublished}})
	if err != nil {
		return err
	}
	for _, p := range slices.Backward(reviewed) {
		if err := v.approval(ctx, archive, p); err != nil {
			return fmt.Errorf("proposal %d: %w", p.ID, err)
		}
	}
	return nil
}

// approval judges one proposal. A running desk may have changed it since it was read: only what
// stands still beside its journal counts.
func (v *verifier) approval(ctx context.Context, archive Archive, p desk.Proposal) error {
	for {
		entries, err := archive.Audit(ctx, desk.Search{Object: fmt.Sprintf("proposal/%d", p.ID)})
		if err != nil {
			return err
		}
		review := ReadReview(entries)
		mismatches := review.Mismatches(p)
		if len(mismatches) == 0 {
			v.unsealed(review, p)
			return nil
		}
		now, err := archive.Proposal(ctx, p.ID)
		if err != nil {
			return err
		}
		if now.Version == p.Version {
			for _, f := range mismatches {
				v.mismatch(f)
			}
			return nil
		}
		p = now
	}
}

// unsealed notes an approval that carries no seal. Only those from before the first seal may.
func (v *verifier) unsealed(r Review, p desk.Proposal) {
	switch {
	case r.Sealed() || r.approver == "":
	case v.firstSeal == 0 || r.line < v.firstSeal:
		v.Unbound = append(v.Unbound, p.ID)
	default:
		v.mismatch(Mismatch{Table: TableAudit, Key: strconv.FormatInt(r.line, 10), Field: "seal", Expected: "the seal of an approval"})
	}
}

// sealing notes the first entry of an approval that carries a seal.
func (v *verifier) sealing(e desk.Entry) {
	if v.firstSeal == 0 && e.Action == desk.ActionApproved && strings.HasPrefix(e.Object, "proposal/") && sealIn(e) != "" {
		v.firstSeal = e.ID
	}
}
