package staff

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/store/column"
)

// audit has no function for new identifiers: those of the journal are part of its hashes and
// follow each other without a gap.
func audit() sheet[desk.Entry] {
	return sheet[desk.Entry]{
		name:    "audit",
		columns: []string{"made_at", "actor", "action", "object", "old_text", "new_text", "reason", "hash"},
		fields: func(e *desk.Entry) []any {
			return []any{
				column.Moment(&e.At), &e.Actor, &e.Action, &e.Object, &e.Old, &e.New, &e.Reason, &e.Hash,
			}
		},
		id: func(e *desk.Entry) *int64 { return &e.ID },
	}
}

var errEnough = errors.New("enough entries")

// Audit returns the selected entries, the newest first. Text is looked for here and not by
// the engine, which knows no case of letters beyond ASCII.
func (r Records) Audit(ctx context.Context, s desk.Search) ([]desk.Entry, error) {
	which := selection{order: "id DESC"}
	for _, exact := range [][2]string{{"actor", s.Actor}, {"action", string(s.Action)}, {"object", s.Object}} {
		if exact[1] != "" {
			which.where(exact[0]+" = ?", exact[1])
		}
	}
	if !s.From.IsZero() {
		which.where("made_at >= ?", column.At(s.From))
	}
	if !s.To.IsZero() {
		which.where("made_at < ?", column.At(s.To))
	}
	if s.Before != 0 {
		which.where("id < ?", s.Before)
	}
	text := strings.ToLower(s.Text)
	var found []desk.Entry
	err := audit().each(r.o.DB.WithContext(ctx), which, func(e desk.Entry) error {
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

// mentions reports whether any word field of an entry holds a text, in lower case already.
func mentions(e desk.Entry, text string) bool {
	return slices.ContainsFunc([]string{e.Actor, e.Object, e.Old, e.New, e.Reason}, func(field string) bool {
		return strings.Contains(strings.ToLower(field), text)
	})
}

// AuditInOrder calls read with every entry from the first to the last, until it fails.
func (r Records) AuditInOrder(ctx context.Context, read func(desk.Entry) error) error {
	var refused error
	err := audit().each(r.o.DB.WithContext(ctx), selection{order: "id"}, func(e desk.Entry) error {
		refused = read(e)
		return refused
	})
	if refused != nil {
		return refused
	}
	return r.o.Fault.Translate("read the audit journal", err)
}

// appendAudit adds entries to the journal, each chained to the one before. The transaction holds
// the write lock, so nobody can come between.
func appendAudit(tx *gorm.DB, b *desk.Batch) error {
	if len(b.Audit) == 0 {
		return nil
	}
	var last desk.Entry
	err := tx.Raw("SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1").Row().Scan(&last.ID, &last.Hash)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	for i := range b.Audit {
		e := &b.Audit[i]
		if err := complete(e, b); err != nil {
			return err
		}
		// The hash must hold for what is read back.
		e.At = e.At.UTC().Truncate(time.Microsecond)
		e.ID = last.ID + 1
		e.Hash = e.Digest(last.Hash)
		columns, fields := audit().all(e)
		err := tx.Exec("INSERT INTO audit ("+strings.Join(columns, ", ")+") VALUES (?"+
			strings.Repeat(", ?", len(columns)-1)+")", fields...).Error
		if err != nil {
			return err
		}
		last = *e
	}
	return nil
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
