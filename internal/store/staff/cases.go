package staff

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"gorm.io/gorm"

	"github.com/segur-tracker/segur/internal/doubt"
	"github.com/segur-tracker/segur/internal/store/column"
)

// cases is the table of what readers reported. The contact is in a table apart.
func cases() sheet[doubt.Case] {
	return sheet[doubt.Case]{
		name: "cases", subject: "case",
		columns: []string{
			"kind", "subject", "lang", "body", "document", "suspect", "status", "received_at", "answered_at",
			"answered_by", "reason", "answer_fr", "answer_en", "quoted", "weight",
		},
		fields: func(c *doubt.Case) []any {
			weight := c.Weight()
			return []any{
				&c.Kind, subjectField{&c.Subject}, &c.Lang, &c.Text, &c.Document, &c.Suspect, &c.Status,
				column.Moment(&c.ReceivedAt), column.Moment(&c.AnsweredAt), &c.AnsweredBy, &c.Reason,
				&c.Answer.FR, &c.Answer.EN, &c.Quoted, &weight,
			}
		},
		id:      func(c *doubt.Case) *int64 { return &c.ID },
		version: func(c *doubt.Case) *int { return &c.Version },
	}
}

// TakeCase keeps a new case, unless one says the same already or the open ones leave no room; see
// doubt.Shelf. Room is looked at first without the right to write: a flood that finds none keeps
// nobody from writing.
func (r Records) TakeCase(ctx context.Context, c doubt.Case, room doubt.Room) (id int64, full bool, err error) {
	full, err = fullRoom(r.o.DB.WithContext(ctx), c, room)
	if err != nil || full {
		return 0, full, r.o.Fault.Translate("count open cases", err)
	}
	err = r.o.Write(ctx, "take a report", func(tx *gorm.DB) error {
		if id, err = sameCase(tx, c); err != nil || id != 0 {
			return err
		}
		if full, err = fullRoom(tx, c, room); err != nil || full {
			return err
		}
		if err := insert(tx, cases(), &c); err != nil {
			return err
		}
		if id = c.ID; c.Contact == "" {
			return nil
		}
		return tx.Exec("INSERT INTO contacts (case_id, email) VALUES (?, ?)", c.ID, c.Contact).Error
	})
	return id, full, err
}

func fullRoom(db *gorm.DB, c doubt.Case, room doubt.Room) (full bool, err error) {
	var count, bytes int
	err = db.Raw("SELECT COUNT(*), COALESCE(SUM(weight), 0) FROM cases WHERE status = ?", doubt.StatusOpen).Row().Scan(&count, &bytes)
	return count >= room.Cases || bytes+c.Weight() > room.Bytes, err
}

// sameCase finds the open case that says the same for the same contact, 0 for none.
func sameCase(tx *gorm.DB, c doubt.Case) (id int64, err error) {
	err = tx.Raw("SELECT id FROM cases LEFT JOIN contacts ON case_id = id WHERE status = ? AND subject = ? AND weight = ?"+
		" AND kind = ? AND body = ? AND document = ? AND COALESCE(email, '') = ? LIMIT 1",
		doubt.StatusOpen, c.Subject.Key(), c.Weight(), c.Kind, c.Text, c.Document, c.Contact).Row().Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return id, err
}

// Notice returns what everybody may know of a case; CodeNotFound when there is none.
func (r Records) Notice(ctx context.Context, id int64) (doubt.Notice, error) {
	c, err := one(ctx, r, cases(), "id", id)
	if err != nil {
		return doubt.Notice{}, err
	}
	var publications []int
	err = r.o.DB.WithContext(ctx).Raw("SELECT DISTINCT published_in FROM proposals WHERE case_id = ? AND published_in IS NOT NULL"+
		" ORDER BY published_in", id).Scan(&publications).Error
	return c.Notice(publications), r.o.Fault.Translate("read what a case led to", err)
}

// Answered returns some of the cases that were accepted or refused, the latest answer first, without
// what they led to.
func (r Records) Answered(ctx context.Context, limit, offset int) ([]doubt.Notice, error) {
	which := selection{order: "answered_at DESC, id DESC", limit: limit, offset: offset}
	within(&which, "status", []doubt.Status{doubt.StatusAccepted, doubt.StatusRefused})
	found, err := list(ctx, r, cases(), which)
	var notices []doubt.Notice
	for _, c := range found {
		notices = append(notices, c.Notice(nil))
	}
	return notices, err
}

// Case returns a case with its contact while it is open; CodeNotFound when there is none.
func (r Records) Case(ctx context.Context, id int64) (doubt.Case, error) {
	c, err := one(ctx, r, cases(), "id", id)
	if err != nil {
		return doubt.Case{}, err
	}
	err = r.o.DB.WithContext(ctx).Raw("SELECT email FROM contacts WHERE case_id = ?", id).Row().Scan(&c.Contact)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return c, r.o.Fault.Translate("read the contact of a case", err)
}

// Cases returns the selected cases without their contacts, the oldest first unless asked otherwise.
func (r Records) Cases(ctx context.Context, f doubt.Filter) ([]doubt.Case, error) {
	which := selectCases(f)
	which.order, which.limit = "id", f.Limit
	if f.Newest {
		which.order = "id DESC"
	}
	return list(ctx, r, cases(), which)
}

// CountCases returns how many cases are selected, whatever the limit.
func (r Records) CountCases(ctx context.Context, f doubt.Filter) (n int, err error) {
	which := selectCases(f)
	end := which.String()
	err = r.o.DB.WithContext(ctx).Raw("SELECT COUNT(*) FROM cases"+end, which.args...).Row().Scan(&n)
	return n, r.o.Fault.Translate("count cases", err)
}

func selectCases(f doubt.Filter) (which selection) {
	within(&which, "status", f.Statuses)
	if f.Subject != nil {
		which.where("subject = ?", f.Subject.Key())
	}
	if f.Text != "" {
		which.where(`(body LIKE ? ESCAPE '\' OR document LIKE ? ESCAPE '\')`, containing(f.Text), containing(f.Text))
	}
	if f.Suspect {
		which.where("suspect = 1")
	}
	switch {
	case f.After > 0 && f.Newest:
		which.where("id < ?", f.After)
	case f.After > 0:
		which.where("id > ?", f.After)
	}
	if f.UpTo > 0 {
		which.where("id <= ?", f.UpTo)
	}
	return which
}

// containing is the pattern of what holds a text.
func containing(text string) string {
	return "%" + strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(text) + "%"
}

// CaseGroups returns the open cases counted by subject, those that have waited longest first, and
// how many subjects there are.
func (r Records) CaseGroups(ctx context.Context, limit, offset int) (groups []doubt.Group, total int, err error) {
	db := r.o.DB.WithContext(ctx)
	err = db.Raw("SELECT COUNT(DISTINCT subject) FROM cases WHERE status = ?", doubt.StatusOpen).Row().Scan(&total)
	if err != nil {
		return nil, 0, r.o.Fault.Translate("count subjects of cases", err)
	}
	rows, err := db.Raw("SELECT subject, COUNT(*), SUM(suspect), MIN(received_at), MAX(received_at) FROM cases WHERE status = ?"+
		" GROUP BY subject ORDER BY MIN(id) LIMIT ? OFFSET ?", doubt.StatusOpen, limit, offset).Rows()
	if err != nil {
		return nil, 0, r.o.Fault.Translate("group cases", err)
	}
	defer rows.Close()
	for rows.Next() {
		var g doubt.Group
		err := rows.Scan(subjectField{&g.Subject}, &g.Count, &g.Suspects, column.Moment(&g.First), column.Moment(&g.Last))
		if err != nil {
			return nil, 0, r.o.Fault.Translate("group cases", err)
		}
		groups = append(groups, g)
	}
	return groups, total, r.o.Fault.Translate("group cases", rows.Err())
}
