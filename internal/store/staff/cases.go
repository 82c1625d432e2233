package staff

import (
	"context"
	"strings"

	"gorm.io/gorm"

	"github.com/segur-tracker/segur/internal/doubt"
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
	full, err = fullRoom(r.db(ctx), c, room)
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
		return tx.Create(&contact{id, c.Contact}).Error
	})
	return id, full, err
}

func fullRoom(db *gorm.DB, c doubt.Case, room doubt.Room) (full bool, err error) {
	var cases, bytes int
	err = db.Model(&report{}).Select("COUNT(*), COALESCE(SUM(weight), 0)").Where("status = ?", doubt.StatusOpen).Row().Scan(&cases, &bytes)
	return cases >= room.Cases || bytes+c.Weight() > room.Bytes, err
}

// sameCase finds the open case that says the same for the same contact, 0 for none.
func sameCase(tx *gorm.DB, c doubt.Case) (id int64, err error) {
	err = tx.Model(&report{}).Select("id").Joins("LEFT JOIN contacts ON case_id = id").
		Where("status = ? AND subject = ? AND weight = ?", doubt.StatusOpen, c.Subject.Key(), c.Weight()).
		Where("kind = ? AND body = ? AND document = ? AND COALESCE(email, '') = ?", c.Kind, c.Text, c.Document, c.Contact).
		Limit(1).Scan(&id).Error
	return id, err
}

// Notice returns what everybody may know of a case; CodeNotFound when there is none.
func (r Records) Notice(ctx context.Context, id int64) (doubt.Notice, error) {
	c, err := one(r, r.db(ctx).Where("id = ?", id), caseOf)
	if err != nil {
		return doubt.Notice{}, err
	}
	var publications []int
	err = r.db(ctx).Model(&proposal{}).Where("case_id = ? AND published_in IS NOT NULL", id).Distinct().
		Order("published_in").Pluck("published_in", &publications).Error
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
	err = r.db(ctx).Model(&contact{}).Select("email").Where("case_id = ?", id).Scan(&c.Contact).Error
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
	return count[report](r, selectCases(r.db(ctx), f))
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
	total, err = count[report](r, r.db(ctx).Where("status = ?", doubt.StatusOpen).Distinct("subject"))
	if err != nil {
		return nil, 0, err
	}
	counted := "subject, COUNT(*) AS count, COUNT(*) FILTER (WHERE suspect) AS suspects, MIN(received_at) AS first, MAX(received_at) AS last"
	selected := r.db(ctx).Select(counted).Where("status = ?", doubt.StatusOpen).Group("subject").Order("MIN(id)").Limit(limit).Offset(offset)
	groups, err = list(r, selected, func(row caseGroup) doubt.Group { return doubt.Group(row) })
	return groups, total, err
}
