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

func caseOf(row report) doubt.Case { return doubt.Case(row.Case) }

// keepCase keeps a case without its contact.
func keepCase(tx *gorm.DB, c *doubt.Case) error {
	row := report{content(*c), c.Weight()}
	if err := keep(tx, &row); err != nil {
		return err
	}
	c.ID, c.Version = row.Case.ID, row.Case.Version
	return nil
}

// TakeCase keeps a new case, unless one says the same already or the open ones leave no room; see
// doubt.Store. Room is looked at first without the right to write: a flood that finds none keeps
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
		kept := c
		if err := keepCase(tx, &kept); err != nil {
			return err
		}
		if id = kept.ID; c.Contact == "" {
			return nil
		}
		return tx.Exec("INSERT INTO contacts (case_id, email) VALUES (?, ?)", id, c.Contact).Error
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
	c, err := one(r, r.db(ctx).Where("id = ?", id), caseOf)
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
	selected := limited(r.db(ctx), limit).Offset(offset).Order("answered_at DESC, id DESC")
	return list(r, within(selected, "status", []doubt.Status{doubt.StatusAccepted, doubt.StatusRefused}),
		func(row report) doubt.Notice { return caseOf(row).Notice(nil) })
}

// Case returns a case with its contact while it is open; CodeNotFound when there is none.
func (r Records) Case(ctx context.Context, id int64) (doubt.Case, error) {
	c, err := one(r, r.db(ctx).Where("id = ?", id), caseOf)
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
	order := "id"
	if f.Newest {
		order = "id DESC"
	}
	return list(r, limited(selectCases(r.db(ctx), f), f.Limit).Order(order), caseOf)
}

// CountCases returns how many cases are selected, whatever the limit.
func (r Records) CountCases(ctx context.Context, f doubt.Filter) (int, error) {
	var n int64
	err := selectCases(r.db(ctx).Model(&report{}), f).Count(&n).Error
	return int(n), r.o.Fault.Translate("count cases", err)
}

func selectCases(db *gorm.DB, f doubt.Filter) *gorm.DB {
	selected := within(db, "status", f.Statuses)
	if f.Subject != nil {
		selected = selected.Where("subject = ?", f.Subject.Key())
	}
	if f.Text != "" {
		selected = selected.Where(`(LOWER(body) LIKE LOWER(?) ESCAPE '\' OR LOWER(document) LIKE LOWER(?) ESCAPE '\')`, containing(f.Text), containing(f.Text))
	}
	if f.Suspect {
		selected = selected.Where("suspect = ?", true)
	}
	switch {
	case f.After > 0 && f.Newest:
		selected = selected.Where("id < ?", f.After)
	case f.After > 0:
		selected = selected.Where("id > ?", f.After)
	}
	if f.UpTo > 0 {
		selected = selected.Where("id <= ?", f.UpTo)
	}
	return selected
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
	rows, err := db.Raw("SELECT subject, COUNT(*), COUNT(*) FILTER (WHERE suspect), MIN(received_at), MAX(received_at) FROM cases WHERE status = ?"+
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
