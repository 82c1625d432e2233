package staff

import (
	"context"
	"database/sql"
	"strings"
	"time"

	"gorm.io/gorm"

	"github.com/segur-tracker/segur/internal/store/fault"
)

// Options are what Records needs; all are required.
type Options struct {
	DB *gorm.DB
	// Write runs a change in a transaction of its own and names it in errors. The change may run more
	// than once, and only the last run counts.
	Write func(ctx context.Context, operation string, change func(tx *gorm.DB) error) error
	Clock func() time.Time // decides which sessions are still live
	Fault fault.Translator
}

// Records reads the staff's tables, and writes what needs no other table with it. Its
// methods may be called from any number of goroutines.
type Records struct{ o Options }

// New returns the records of a database.
func New(o Options) Records { return Records{o} }

// sheet maps one type of row to its table. One list of fields serves reading and writing,
// so that the two cannot disagree.
type sheet[T any] struct {
	name    string
	columns []string       // content
	fields  func(*T) []any // pointers to the content, in the order of columns
	id      func(*T) *int64
	version func(*T) *int // nil where rows are never updated
	subject string        // names the row in a conflict
}

// selection is the end of a query: conditions and order, with their arguments.
type selection struct {
	conditions []string
	args       []any
	order      string
	limit      int // 0 for no limit
	offset     int // with a limit: how many rows come before
}

// where adds a condition. Its text is made of names written in this package only.
func (s *selection) where(condition string, args ...any) {
	s.conditions = append(s.conditions, condition)
	s.args = append(s.args, args...)
}

// within adds the condition that a column holds one of the values, unless there are none.
func within[V any](s *selection, column string, values []V) {
	if len(values) > 0 {
		s.where(column+" IN ?", values)
	}
}

func (s *selection) String() string {
	text := ""
	if len(s.conditions) > 0 {
		text = " WHERE " + strings.Join(s.conditions, " AND ")
	}
	if s.order != "" {
		text += " ORDER BY " + s.order
	}
	if s.limit > 0 {
		text += " LIMIT ?"
		s.args = append(s.args, s.limit)
	}
	if s.limit > 0 && s.offset > 0 {
		text += " OFFSET ?"
		s.args = append(s.args, s.offset)
	}
	return text
}

// all returns the identifier, the version where there is one, and the content of a row.
func (s sheet[T]) all(row *T) (columns []string, fields []any) {
	columns, fields = append(columns, "id"), append(fields, s.id(row))
	if s.version != nil {
		columns, fields = append(columns, "version"), append(fields, s.version(row))
	}
	return append(columns, s.columns...), append(fields, s.fields(row)...)
}

// each calls read with the selected rows, one after the other, until it fails.
func (s sheet[T]) each(db *gorm.DB, which selection, read func(T) error) error {
	var row T
	columns, _ := s.all(&row)
	end := which.String()
	rows, err := db.Raw("SELECT "+strings.Join(columns, ", ")+" FROM "+s.name+end, which.args...).Rows()
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var row T
		_, fields := s.all(&row)
		if err := rows.Scan(fields...); err != nil {
			return err
		}
		if err := read(row); err != nil {
			return err
		}
	}
	return rows.Err()
}

// list returns the selected rows.
func list[T any](ctx context.Context, r Records, s sheet[T], which selection) ([]T, error) {
	var found []T
	err := s.each(r.o.DB.WithContext(ctx), which, func(row T) error {
		found = append(found, row)
		return nil
	})
	return found, r.o.Fault.Translate("read "+s.name, err)
}

// one returns the row whose column holds value; CodeNotFound when there is none.
func one[T any](ctx context.Context, r Records, s sheet[T], column string, value any) (T, error) {
	which := selection{limit: 1}
	which.where(column+" = ?", value)
	found, err := list(ctx, r, s, which)
	if err == nil && len(found) == 0 {
		err = r.o.Fault.Translate("read "+s.name, sql.ErrNoRows)
	}
	if err != nil {
		return *new(T), err
	}
	return found[0], nil
}

// insert writes a new row and fills in its identifier, and its version where it has one.
func insert[T any](tx *gorm.DB, s sheet[T], row *T) error {
	columns, fields := s.columns, s.fields(row)
	if s.version != nil {
		columns, fields = append([]string{"version"}, columns...), append([]any{1}, fields...)
	}
	err := tx.Raw("INSERT INTO "+s.name+" ("+strings.Join(columns, ", ")+") VALUES (?"+
		strings.Repeat(", ?", len(columns)-1)+") RETURNING id", fields...).Row().Scan(s.id(row))
	if err == nil && s.version != nil {
		*s.version(row) = 1
	}
	return err
}

// keep inserts a row of version 0. Any other it updates where the stored version is still
// the given one; CodeConflict when it is not. The version grows by one.
func keep[T any](tx *gorm.DB, s sheet[T], row *T) error {
	if *s.version(row) == 0 {
		return insert(tx, s, row)
	}
	result := tx.Exec("UPDATE "+s.name+" SET version = version + 1, "+strings.Join(s.columns, " = ?, ")+
		" = ? WHERE id = ? AND version = ?", append(s.fields(row), *s.id(row), *s.version(row))...)
	if result.Error != nil {
		return result.Error
	}
	if result.RowsAffected != 1 {
		return fault.Conflict(s.subject, "somebody else has changed this "+s.subject+" meanwhile")
	}
	*s.version(row)++
	return nil
}
