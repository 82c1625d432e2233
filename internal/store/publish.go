package store

import (
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"gorm.io/gorm"

	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/store/column"
	"github.com/segur-tracker/segur/internal/store/fault"
)

// publish writes a release. It fails with CodeConflict when another publication came first
// or when a row to replace or remove is no longer live. It trusts the content: package
// editorial has judged it.
func publish(tx *gorm.DB, release segur.Release) error {
	number := release.Publication.Number
	if number != release.Base+1 {
		return fmt.Errorf("publication %d does not follow %d", number, release.Base)
	}
	w := &writer{tx: tx, number: number}
	w.takeNumber(release.Base)
	w.publication(release)
	w.changes(release.Changes)
	w.motives(release.Motives)
	w.payload(release.Changes) // last: it closes the publication
	return w.err
}

// writer applies one publication and keeps the first error.
type writer struct {
	tx     *gorm.DB
	number int
	err    error
}

// exec runs a statement unless an earlier one failed, and returns how many rows it touched.
// Its text is made of names written in this package only.
func (w *writer) exec(statement string, args ...any) int64 {
	if w.err != nil {
		return 0
	}
	result := w.tx.Exec(statement, args...)
	w.err = result.Error
	return result.RowsAffected
}

// takeNumber locks the counter before anything else, so that numbers follow the order of
// commits on every engine.
func (w *writer) takeNumber(base int) {
	taken := w.exec("UPDATE publication_counter SET last = last + 1 WHERE last = ?", base)
	if w.err == nil && taken != 1 {
		w.err = fault.Conflict("publication", fmt.Sprintf("publication %d is no longer the latest one", base))
	}
}

func (w *writer) publication(r segur.Release) {
	p := r.Publication
	columns := []string{
		"number", "published_at", "note_fr", "note_en", "author", "previous_hash", "payload_hash", "hash",
		"seal", "reverts",
	}
	w.insert("publications", columns, "", [][]any{{
		p.Number, column.Moment(&p.PublishedAt), p.Note.FR, p.Note.EN, r.Author, r.PreviousHash, r.PayloadHash, p.Hash,
		r.Seal, r.Reverts,
	}})
}

// changes writes identities first: rows of any table may refer to them.
func (w *writer) changes(c segur.ChangeSet) {
	identify(w, sources(), c.Sources)
	identify(w, territories(), c.Territories)
	identify(w, pillars(), c.Pillars)
	identify(w, measures(), c.Measures)
	identify(w, indicators(), c.Indicators)
	write(w, sources(), c.Sources)
	write(w, territories(), c.Territories)
	write(w, pillars(), c.Pillars)
	write(w, measures(), c.Measures)
	write(w, assessments(), c.Assessments)
	write(w, indicators(), c.Indicators)
	write(w, values(), c.Values)
	write(w, events(), c.Events)
	write(w, consultations(), c.Consultations)
	write(w, priorities(), c.Priorities)
	write(w, searches(), c.Searches)
	write(w, texts(), c.Texts)
}

func (w *writer) motives(motives []segur.Motive) {
	var rows [][]any
	for i, m := range motives {
		rows = append(rows, []any{w.number, i + 1, m.Proposal, m.Reason, m.Explanation, column.JSON(&m.Rows)})
	}
	columns := []string{"publication", "position", "proposal", "reason", "explanation", "row_refs"}
	w.insert("publication_motives", columns, "", rows)
}

func (w *writer) payload(c segur.ChangeSet) {
	w.insert("publication_payloads", []string{"number", "payload"}, "", [][]any{{w.number, column.Changes(&c)}})
}

// identify makes sure that every new row's identity exists; it may from an earlier publication.
func identify[T any](w *writer, t table[T], c segur.Changes[T]) {
	var ids [][]any
	for _, row := range fresh(c) {
		ids = append(ids, t.fields(&row)[:1])
	}
	w.insert(t.identity.table, []string{t.identity.column}, " ON CONFLICT DO NOTHING", ids)
}

// fresh returns the rows that a change brings: replacements, then additions.
func fresh[T any](c segur.Changes[T]) []T {
	var rows []T
	for _, r := range c.Replace {
		rows = append(rows, r.New)
	}
	return append(rows, c.Add...)
}

// write supersedes what goes and inserts what comes. A replacement keeps the position of
// the row it replaces; additions go last.
func write[T any](w *writer, t table[T], c segur.Changes[T]) {
	var positions []int64
	for _, r := range c.Replace {
		positions = append(positions, supersede(w, t, r.Old))
	}
	for _, old := range c.Remove {
		supersede(w, t, old)
	}
	rows := fresh(c)
	if len(rows) == 0 || w.err != nil {
		return
	}
	lastID, lastPosition := w.last(t.name)
	for i := range c.Add {
		positions = append(positions, lastPosition+int64(i)+1)
	}
	w.insertVersions(t.name, t.columns, versions(t, rows, positions, lastID, w.number))
	for _, l := range t.links {
		w.insert(l.table, []string{"row_id", "position", l.target}, "", items(l, rows, lastID))
	}
}

func (w *writer) insertVersions(name string, columns []string, rows [][]any) {
	w.insert(name, append([]string{"id", "position", "published_in"}, columns...), "", rows)
}

func versions[T any](t table[T], rows []T, positions []int64, lastID int64, number int) [][]any {
	out := make([][]any, len(rows))
	for i := range rows {
		out[i] = append([]any{lastID + int64(i) + 1, positions[i], number}, t.fields(&rows[i])...)
	}
	return out
}

func items[T any](l link[T], rows []T, lastID int64) [][]any {
	var out [][]any
	for i := range rows {
		for position, target := range l.values(&rows[i]) {
			out = append(out, []any{lastID + int64(i) + 1, position + 1, target})
		}
	}
	return out
}

// supersede ends the live row with the key of old and returns its position.
func supersede[T any](w *writer, t table[T], old T) int64 {
	if w.err != nil {
		return 0
	}
	live := strings.Join(t.columns[:t.keys], " = ? AND ") + " = ? AND superseded_in IS NULL"
	key := t.fields(&old)[:t.keys]
	var position int64
	err := w.tx.Raw("SELECT position FROM "+t.name+" WHERE "+live, key...).Row().Scan(&position)
	if errors.Is(err, sql.ErrNoRows) {
		err = fault.Conflict(t.name, "a row to replace or remove is no longer live")
	}
	w.err = err
	ended := w.exec("UPDATE "+t.name+" SET superseded_in = ? WHERE "+live, append([]any{w.number}, key...)...)
	if w.err == nil && ended != 1 {
		w.err = fmt.Errorf("%d rows superseded in %s", ended, t.name)
	}
	return position
}

// last returns the highest identifier and position in use. The transaction holds the write
// lock, so nobody can take the next ones meanwhile.
func (w *writer) last(name string) (id, position int64) {
	w.err = w.tx.Raw("SELECT COALESCE(MAX(id), 0), COALESCE(MAX(position), 0) FROM "+name).Row().Scan(&id, &position)
	return id, position
}

// maxVariables keeps a statement under the limits of both engines.
const maxVariables = 8000

// insert writes rows with as few statements as the engines allow.
func (w *writer) insert(name string, columns []string, suffix string, rows [][]any) {
	size := maxVariables / len(columns)
	tuple := "(?" + strings.Repeat(", ?", len(columns)-1) + ")"
	for len(rows) > 0 {
		batch := rows[:min(size, len(rows))]
		rows = rows[len(batch):]
		var args []any
		for _, row := range batch {
			args = append(args, row...)
		}
		w.exec("INSERT INTO "+name+" ("+strings.Join(columns, ", ")+") VALUES "+
			tuple+strings.Repeat(", "+tuple, len(batch)-1)+suffix, args...)
	}
}
