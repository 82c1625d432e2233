package staff

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"gorm.io/gorm"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/store/column"
)

func proposals() sheet[desk.Proposal] {
	return sheet[desk.Proposal]{
		name: "proposals", subject: "proposal",
		columns: []string{
			"kind", "status", "author_id", "author_name", "base", "changes", "reason", "explanation", "confirmed",
			"reverts", "case_id", "submission", "created_at", "updated_at", "submitted_at", "decided_at", "decided_by", "decision",
			"plan_id", "published_in",
		},
		fields: func(p *desk.Proposal) []any {
			return []any{
				&p.Kind, &p.Status, column.Reference(&p.Author), &p.AuthorName, &p.Base, column.Changes(&p.Changes),
				&p.Reason, &p.Explanation, column.JSON(&p.Confirmed), column.Reference(&p.Reverts), column.Reference(&p.Case), &p.Submission,
				column.Moment(&p.CreatedAt), column.Moment(&p.UpdatedAt), column.Moment(&p.SubmittedAt),
				column.Moment(&p.DecidedAt), &p.DecidedBy, &p.Decision,
				column.Reference(&p.Plan), column.Reference(&p.PublishedIn),
			}
		},
		id:      func(p *desk.Proposal) *int64 { return &p.ID },
		version: func(p *desk.Proposal) *int { return &p.Version },
	}
}

func remarks() sheet[desk.Remark] {
	return sheet[desk.Remark]{
		name:    "remarks",
		columns: []string{"proposal_id", "author", "made_at", "body"},
		fields: func(r *desk.Remark) []any {
			return []any{&r.Proposal, &r.Author, column.Moment(&r.At), &r.Text}
		},
		id: func(r *desk.Remark) *int64 { return &r.ID },
	}
}

// Proposal returns one proposal; CodeNotFound when there is none with this identifier.
func (r Records) Proposal(ctx context.Context, id int64) (desk.Proposal, error) {
	return one(ctx, r, proposals(), "id", id)
}

// Proposals returns the selected proposals, the newest first.
func (r Records) Proposals(ctx context.Context, f desk.Filter) ([]desk.Proposal, error) {
	which := selection{order: "id DESC", limit: f.Limit}
	within(&which, "status", f.Statuses)
	within(&which, "kind", f.Kinds)
	within(&which, "id", f.IDs)
	if f.Author != 0 {
		which.where("author_id = ?", f.Author)
	}
	if f.Case != 0 {
		which.where("case_id = ?", f.Case)
	}
	if f.Key != "" {
		which.where("id IN (SELECT proposal_id FROM proposal_rows WHERE row_key = ?)", f.Key)
	}
	if f.Before != 0 {
		which.where("id < ?", f.Before)
	}
	return list(ctx, r, proposals(), which)
}

// Remarks returns the comments on a proposal, the oldest first.
func (r Records) Remarks(ctx context.Context, proposal int64) ([]desk.Remark, error) {
	which := selection{order: "id"}
	which.where("proposal_id = ?", proposal)
	return list(ctx, r, remarks(), which)
}

// keepProposal also keeps which rows the proposal touches, unless its changes are those
// already kept.
func keepProposal(tx *gorm.DB, p *desk.Proposal) error {
	form, err := p.Changes.Canonical()
	if err != nil {
		return err
	}
	var kept string
	err = tx.Raw("SELECT changes FROM proposals WHERE id = ?", p.ID).Row().Scan(&kept)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	if err := keep(tx, proposals(), p); err != nil || string(form) == kept {
		return err
	}
	if err := tx.Exec("DELETE FROM proposal_rows WHERE proposal_id = ?", p.ID).Error; err != nil {
		return err
	}
	return insertKeys(tx, p.ID, keys(p.Changes))
}

// maxKeys keeps a statement under the limits of both engines.
const maxKeys = 4000

func insertKeys(tx *gorm.DB, proposal int64, keys []string) error {
	for len(keys) > 0 {
		batch := keys[:min(maxKeys, len(keys))]
		keys = keys[len(batch):]
		var args []any
		for _, key := range batch {
			args = append(args, proposal, key)
		}
		err := tx.Exec("INSERT INTO proposal_rows (proposal_id, row_key) VALUES (?, ?)"+
			strings.Repeat(", (?, ?)", len(batch)-1)+" ON CONFLICT DO NOTHING", args...).Error
		if err != nil {
			return err
		}
	}
	return nil
}

// keys names what a change set touches: "table/rowkey" of every row that comes or goes, and
// for values "values/" with the figure, so that alternatives of one figure find each other.
func keys(c segur.ChangeSet) []string {
	var out []string
	for _, change := range segur.List(c) {
		for _, key := range change.Keys() {
			out = append(out, key.Table+"/"+key.Key)
		}
	}
	return out
}
