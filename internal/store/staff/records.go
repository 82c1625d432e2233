package staff

import (
	"context"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/schema"

	"github.com/segur-tracker/segur/internal/store/sqlerr"
)

// Options are what Records needs; all are required.
type Options struct {
	DB *gorm.DB
	// Write runs a change in a transaction of its own and names it in errors. The change may run more
	// than once, and only the last run counts.
	Write func(ctx context.Context, operation string, change func(tx *gorm.DB) error) error
	Clock func() time.Time // decides which sessions are still live
	Fault sqlerr.Translator
}

// Records reads the staff's tables, and writes what needs no other table with it. Its
// methods may be called from any number of goroutines.
type Records struct{ o Options }

// New returns the records of a database.
func New(o Options) Records {
	register()
	return Records{o}
}

func (r Records) db(ctx context.Context) *gorm.DB { return r.o.DB.WithContext(ctx) }

// list returns the selected rows as values of the domain.
func list[M schema.Tabler, T any](r Records, selected *gorm.DB, value func(M) T) ([]T, error) {
	var rows []M
	if err := selected.Find(&rows).Error; err != nil {
		return nil, r.o.Fault.Translate("read "+(*new(M)).TableName(), err)
	}
	var found []T
	for _, row := range rows {
		found = append(found, value(row))
	}
	return found, nil
}

// one returns the selected row as a value of the domain; CodeNotFound when there is none.
func one[M schema.Tabler, T any](r Records, selected *gorm.DB, value func(M) T) (T, error) {
	var row M
	if err := selected.Take(&row).Error; err != nil {
		return *new(T), r.o.Fault.Translate("read "+row.TableName(), err)
	}
	return value(row), nil
}

// count returns how many rows are selected.
func count[M schema.Tabler](r Records, selected *gorm.DB) (int, error) {
	var row M
	var n int64
	err := selected.Model(&row).Count(&n).Error
	return int(n), r.o.Fault.Translate("count "+row.TableName(), err)
}

// within adds the condition that a column holds one of the values, unless there are none.
func within[V any](selected *gorm.DB, column string, values []V) *gorm.DB {
	if len(values) == 0 {
		return selected
	}
	return selected.Where(column+" IN ?", values)
}

// limited bounds a selection, by nothing for 0.
func limited(selected *gorm.DB, limit int) *gorm.DB {
	if limit == 0 {
		return selected
	}
	return selected.Limit(limit)
}

// mostRows of two columns keep a statement under the bound that engines set to its variables.
const mostRows = 4000

// guarded is a row that nobody changes who has not seen its last version.
type guarded interface {
	guard() (id int64, version *int, subject string) // subject names the row in a conflict
}

// keep inserts a row of version 0. Any other it updates where the stored version is still
// the given one; CodeConflict when it is not. The version grows by one.
func keep(tx *gorm.DB, row guarded) error {
	id, version, subject := row.guard()
	seen := *version
	*version++
	if seen == 0 {
		return tx.Create(row).Error
	}
	result := tx.Model(row).Select("*").Where("id = ? AND version = ?", id, seen).Updates(row)
	if result.Error != nil {
		return result.Error
	}
	if result.RowsAffected != 1 {
		return sqlerr.Conflict(subject, "somebody else has changed this "+subject+" meanwhile")
	}
	return nil
}
