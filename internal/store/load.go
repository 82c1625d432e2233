package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"gorm.io/gorm"

	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/store/column"
)

// Latest returns the number of the last publication, 0 when there is none.
func (s *Store) Latest(ctx context.Context) (int, error) {
	var number int
	err := s.db.WithContext(ctx).Raw("SELECT COALESCE(MAX(number), 0) FROM publications").Row().Scan(&number)
	return number, s.errors.Translate("read latest publication", err)
}

// Publication returns one publication; it fails with CodeNotFound when there is no such number.
func (s *Store) Publication(ctx context.Context, number int) (segur.Publication, error) {
	p := segur.Publication{Number: number}
	err := s.db.WithContext(ctx).
		Raw("SELECT published_at, note_fr, note_en, hash FROM publications WHERE number = ?", number).Row().
		Scan(column.Moment(&p.PublishedAt), &p.Note.FR, &p.Note.EN, &p.Hash)
	if err != nil {
		return segur.Publication{}, s.errors.Translate(fmt.Sprintf("read publication %d", number), err)
	}
	return p, nil
}

// Load returns everything publication n says, in the order of the dataset. It takes no
// transaction: what belongs to a publication never changes. CodeNotFound when n does not exist.
func (s *Store) Load(ctx context.Context, n int) (segur.Dataset, error) {
	publication, err := s.Publication(ctx, n)
	if err != nil {
		return segur.Dataset{}, err
	}
	r := &reader{db: s.db.WithContext(ctx), number: n}
	d := segur.Dataset{Publication: publication}
	for _, t := range tables() {
		load(r, t, &d)
	}
	if r.err != nil {
		return segur.Dataset{}, s.errors.Translate(fmt.Sprintf("load publication %d", n), r.err)
	}
	segur.Arrange(&d)
	return d, nil
}

// reader reads the rows of one publication and keeps the first error.
type reader struct {
	db     *gorm.DB
	number int
	err    error
}

// visible selects the rows v of a publication; it takes its number twice.
const visible = "v.published_in <= ? AND (v.superseded_in IS NULL OR v.superseded_in > ?)"

func load(r *reader, t table, d *segur.Dataset) {
	into := t.Read()
	places := map[int64]int{}
	r.query(
		"SELECT v.id, v."+strings.Join(t.columns, ", v.")+" FROM "+t.name+" v WHERE "+visible+" ORDER BY v.position, v.id",
		func(rows *sql.Rows) error {
			for rows.Next() {
				var id int64
				if err := rows.Scan(t.fields([]any{&id}, into.Next())...); err != nil {
					return err
				}
				places[id] = len(places)
			}
			return rows.Err()
		})
	for _, l := range t.links {
		r.query(
			"SELECT l.row_id, l."+l.target+" FROM "+l.table+" l JOIN "+t.name+" v ON v.id = l.row_id WHERE "+
				visible+" ORDER BY l.row_id, l.position",
			func(rows *sql.Rows) error {
				for rows.Next() {
					if err := scan(rows, func(id int64) any { return into.At(places[id])[l.at] }); err != nil {
						return err
					}
				}
				return rows.Err()
			})
	}
	into.Into(d)
}

// query runs one statement unless an earlier one failed. Its text is made of names written
// in this package only.
func (r *reader) query(statement string, read func(*sql.Rows) error) {
	if r.err != nil {
		return
	}
	rows, err := r.db.Raw(statement, r.number, r.number).Rows()
	if err != nil {
		r.err = err
		return
	}
	r.err = read(rows)
	if err := rows.Close(); r.err == nil {
		r.err = err
	}
}
