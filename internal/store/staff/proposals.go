package staff

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"gorm.io/gorm"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/segur"
)

func proposalOf(row proposal) desk.Proposal { return desk.Proposal(row) }

// Proposal returns one proposal; CodeNotFound when there is none with this identifier.
func (r Records) Proposal(ctx context.Context, id int64) (desk.Proposal, error) {
	return one(r, r.db(ctx).Where("id = ?", id), proposalOf)
}

// Proposals returns the selected proposals, the newest first.
func (r Records) Proposals(ctx context.Context, f desk.Filter) ([]desk.Proposal, error) {
	selected := limited(r.db(ctx), f.Limit).Order("id DESC")
	selected = within(selected, "status", f.Statuses)
	selected = within(selected, "kind", f.Kinds)
	selected = within(selected, "id", f.IDs)
	if f.Author != 0 {
		selected = selected.Where("author_id = ?", f.Author)
	}
	if f.Case != 0 {
		selected = selected.Where("case_id = ?", f.Case)
	}
	if f.Key != "" {
		selected = selected.Where("id IN (SELECT proposal_id FROM proposal_rows WHERE row_key = ?)", f.Key)
	}
	if f.Before != 0 {
		selected = selected.Where("id < ?", f.Before)
	}
	return list(r, selected, proposalOf)
}

// Remarks returns the comments on a proposal, the oldest first.
func (r Records) Remarks(ctx context.Context, proposal int64) ([]desk.Remark, error) {
	return list(r, r.db(ctx).Where("proposal_id = ?", proposal).Order("id"), func(row remark) desk.Remark { return desk.Remark(row) })
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
	if err := keep(tx, (*proposal)(p)); err != nil || string(form) == kept {
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
