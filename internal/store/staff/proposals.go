package staff

import (
	"context"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/store/column"
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
		selected = selected.Where("id IN (?)", r.db(ctx).Model(&touchedRow{}).Select("proposal_id").Where("row_key = ?", f.Key))
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
	var same int64
	err := tx.Model(&proposal{}).Where("id = ? AND changes = ?", p.ID, column.Changes(&p.Changes)).Count(&same).Error
	if err != nil {
		return err
	}
	if err := keep(tx, (*proposal)(p)); err != nil || same > 0 {
		return err
	}
	if err := tx.Where("proposal_id = ?", p.ID).Delete(&touchedRow{}).Error; err != nil {
		return err
	}
	var touched []touchedRow
	for _, key := range keys(p.Changes) {
		touched = append(touched, touchedRow{p.ID, key})
	}
	return tx.Clauses(clause.OnConflict{DoNothing: true}).CreateInBatches(touched, mostRows).Error
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
