package staff

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/store/column"
	"github.com/segur-tracker/segur/internal/store/counter"
)

var errEnough = errors.New("enough entries")

// Audit returns the selected entries, the newest first. Text is looked for here and not by
// the engine, which knows no case of letters beyond ASCII.
func (r Records) Audit(ctx context.Context, s desk.Search) ([]desk.Entry, error) {
	selected := r.db(ctx).Order("id DESC")
	for _, exact := range [][2]string{{"actor", s.Actor}, {"action", string(s.Action)}, {"object", s.Object}} {
		if exact[1] != "" {
			selected = selected.Where(exact[0]+" = ?", exact[1])
		}
	}
	if !s.From.IsZero() {
		selected = selected.Where("made_at >= ?", column.At(s.From))
	}
	if !s.To.IsZero() {
		selected = selected.Where("made_at < ?", column.At(s.To))
	}
	if s.Before != 0 {
		selected = selected.Where("id < ?", s.Before)
	}
	text := strings.ToLower(s.Text)
	var found []desk.Entry
	err := eachEntry(selected, func(e desk.Entry) error {
		if mentions(e, text) {
			found = append(found, e)
		}
		if s.Limit > 0 && len(found) == s.Limit {
			return errEnough
		}
		return nil
	})
	if errors.Is(err, errEnough) {
		err = nil
	}
	return found, r.o.Fault.Translate("search the audit journal", err)
}

// eachEntry calls read with the selected lines, one after the other, until it fails.
func eachEntry(selected *gorm.DB, read func(desk.Entry) error) error {
	rows, err := selected.Model(&entry{}).Rows()
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var row entry
		if err := selected.ScanRows(rows, &row); err != nil {
			return err
		}
		if err := read(desk.Entry(row)); err != nil {
			return err
		}
	}
	return rows.Err()
}

// mentions reports whether any word field of an entry holds a text, in lower case already.
func mentions(e desk.Entry, text string) bool {
	return slices.ContainsFunc([]string{e.Actor, e.Object, e.Old, e.New, e.Reason}, func(field string) bool {
		return strings.Contains(strings.ToLower(field), text)
	})
}

// AuditInOrder calls read with every entry from the first to the last, until it fails.
func (r Records) AuditInOrder(ctx context.Context, read func(desk.Entry) error) error {
	var refused error
	err := eachEntry(r.db(ctx).Order("id"), func(e desk.Entry) error {
		refused = read(e)
		return refused
	})
	if refused != nil {
		return refused
	}
	return r.o.Fault.Translate("read the audit journal", err)
}

// appendAudit adds entries to the journal, each chained to the one before. Their identifiers follow each
// other without a gap: nobody else adds to the journal until the transaction ends.
func appendAudit(tx *gorm.DB, b *desk.Batch) error {
	if len(b.Audit) == 0 {
		return nil
	}
	if err := counter.Hold(tx, entry{}.TableName()); err != nil {
		return err
	}
	var last []entry // none before the first
	if err := tx.Order("id DESC").Limit(1).Find(&last).Error; err != nil {
		return err
	}
	var id int64
	hash := ""
	for _, e := range last {
		id, hash = e.ID, e.Hash
	}
	rows := make([]entry, len(b.Audit))
	for i := range b.Audit {
		e := &b.Audit[i]
		if err := complete(e, b); err != nil {
			return err
		}
		// The hash must hold for what is read back.
		e.At = e.At.UTC().Truncate(time.Microsecond)
		id++
		e.ID = id
		hash = e.Digest(hash)
		e.Hash = hash
		rows[i] = entry(*e)
	}
	return tx.Create(&rows).Error
}

// complete names the proposal or plan of the batch that an entry is about.
func complete(e *desk.Entry, b *desk.Batch) error {
	if e.NewProposal < 0 || e.NewProposal > len(b.Proposals) || e.NewPlan < 0 || e.NewPlan > len(b.Plans) {
		return fmt.Errorf("the entry %s is about proposal %d and plan %d of a batch that has %d and %d",
			e.Action, e.NewProposal, e.NewPlan, len(b.Proposals), len(b.Plans))
	}
	if e.NewProposal > 0 {
		e.Object = fmt.Sprintf("proposal/%d", b.Proposals[e.NewProposal-1].ID)
	}
	if e.NewPlan > 0 {
		e.Object = fmt.Sprintf("plan/%d", b.Plans[e.NewPlan-1].ID)
	}
	e.NewProposal, e.NewPlan = 0, 0
	return nil
}
