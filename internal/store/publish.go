package store

import (
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"gorm.io/gorm"

	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/store/column"
	"github.com/segur-tracker/segur/internal/store/counter"
	"github.com/segur-tracker/segur/internal/store/sqlerr"
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
		w.err = sqlerr.Conflict("publication", fmt.Sprintf("publication %d is no longer the latest one", base))
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
	all := tables()
	for _, t := range all {
		w.identify(t, t.Changes(c))
	}
	for _, t := range all {
		w.write(t, t.Changes(c))
	}
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
func (w *writer) identify(t table, changes []segur.Change) {
	about := t.About()
	if about.Identity == "" {
		return
	}
	var ids [][]any
	for _, change := range changes {
		if change.New != nil {
			ids = append(ids, t.key(change.New))
		}
	}
	w.insert(about.Identity, []string{about.IdentityKey}, " ON CONFLICT DO NOTHING", ids)
}

// write supersedes what goes and inserts what comes. A replacement keeps the position of
// the row it replaces; additions go last.
func (w *writer) write(t table, changes []segur.Change) {
	var fresh []segur.Row
	var positions []int64 // of those that replace
	for _, change := range changes {
		if change.Old == nil {
			fresh = append(fresh, change.New)
			continue
		}
		position := w.supersede(t, change.Old)
		if change.New != nil {
			fresh, positions = append(fresh, change.New), append(positions, position)
		}
	}
	if len(fresh) == 0 || w.err != nil {
		return
	}
	id := w.take(t.name, len(fresh))
	versions := make([][]any, len(fresh))
	entries := make([][][]any, len(t.links))
	for i, row := range fresh {
		id++
		if i >= len(positions) {
			positions = append(positions, id) // as high as any before: a position is the first identifier of its row
		}
		record := t.Open(row).Fields
		versions[i] = t.fields([]any{id, positions[i], w.number}, record)
		for n, l := range t.links {
			for place, entry := range items(record[l.at]) {
				entries[n] = append(entries[n], []any{id, place + 1, entry})
			}
		}
	}
	w.insert(t.name, append([]string{"id", "position", "published_in"}, t.columns...), "", versions)
	for n, l := range t.links {
		w.insert(l.table, []string{"row_id", "position", l.target}, "", entries[n])
	}
}

// supersede ends the live row with the key of old and returns its position.
func (w *writer) supersede(t table, old segur.Row) int64 {
	if w.err != nil {
		return 0
	}
	var names []string
	for _, i := range t.keys {
		names = append(names, t.columns[i])
	}
	live := strings.Join(names, " = ? AND ") + " = ? AND superseded_in IS NULL"
	key := t.key(old)
	var position int64
	err := w.tx.Raw("SELECT position FROM "+t.name+" WHERE "+live, key...).Row().Scan(&position)
	if errors.Is(err, sql.ErrNoRows) {
		err = sqlerr.Conflict(t.name, "a row to replace or remove is no longer live")
	}
	w.err = err
	ended := w.exec("UPDATE "+t.name+" SET superseded_in = ? WHERE "+live, append([]any{w.number}, key...)...)
	if w.err == nil && ended != 1 {
		w.err = fmt.Errorf("%d rows superseded in %s", ended, t.name)
	}
	return position
}

// take takes the next identifiers of a table, and returns the one before them.
func (w *writer) take(name string, n int) (before int64) {
	if w.err == nil {
		before, w.err = counter.Take(w.tx, name, n)
	}
	return before
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
