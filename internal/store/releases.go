package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"

	"gorm.io/gorm"

	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/store/column"
)

// Releases returns the publications after number after, in order, with all they applied.
// Changes are empty where nothing says what a publication applied; its hash then does not
// hold.
func (s *Store) Releases(ctx context.Context, after int) ([]segur.Release, error) {
	releases, err := readReleases(s.db.WithContext(ctx), after)
	if err != nil {
		return nil, s.errors.Translate(fmt.Sprintf("read releases after %d", after), err)
	}
	return releases, nil
}

func readReleases(db *gorm.DB, after int) ([]segur.Release, error) {
	motives, err := readMotives(db, after)
	if err != nil {
		return nil, err
	}
	rows, err := db.Raw("SELECT p.number, p.published_at, p.note_fr, p.note_en, p.author, p.previous_hash, p.payload_hash,"+
		" p.hash, p.seal, p.reverts, COALESCE(l.payload, '{}')"+
		" FROM publications p LEFT JOIN publication_payloads l ON l.number = p.number"+
		" WHERE p.number > ? ORDER BY p.number", after).Rows()
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var releases []segur.Release
	for rows.Next() {
		r, err := scanRelease(rows)
		if err != nil {
			return nil, err
		}
		r.Motives = motives[r.Publication.Number]
		releases = append(releases, r)
	}
	return releases, rows.Err()
}

func scanRelease(rows *sql.Rows) (segur.Release, error) {
	var r segur.Release
	p := &r.Publication
	err := rows.Scan(&p.Number, column.Moment(&p.PublishedAt), &p.Note.FR, &p.Note.EN, &r.Author, &r.PreviousHash,
		&r.PayloadHash, &p.Hash, &r.Seal, &r.Reverts, column.Changes(&r.Changes))
	r.Base = p.Number - 1
	return r, err
}

// readMotives returns the motives of each publication, by its number.
func readMotives(db *gorm.DB, after int) (map[int][]segur.Motive, error) {
	rows, err := db.Raw("SELECT publication, proposal, reason, explanation, row_refs FROM publication_motives"+
		" WHERE publication > ? ORDER BY publication, position", after).Rows()
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	motives := map[int][]segur.Motive{}
	for rows.Next() {
		var publication int
		var m segur.Motive
		if err := rows.Scan(&publication, &m.Proposal, &m.Reason, &m.Explanation, column.JSON(&m.Rows)); err != nil {
			return nil, err
		}
		motives[publication] = append(motives[publication], m)
	}
	return motives, rows.Err()
}

// completeSeed writes down what publication 1 applied where the program that published it
// kept no payload. The seed created every row, so that the rows say it, as long as they are
// still those that the publication's hash is of.
func (s *Store) completeSeed(ctx context.Context) error {
	var want string
	err := s.db.WithContext(ctx).Raw("SELECT COALESCE(MAX(payload_hash), '') FROM publications" +
		" WHERE number = 1 AND number NOT IN (SELECT number FROM publication_payloads)").Row().Scan(&want)
	if err != nil || want == "" {
		return s.errors.Translate("look for the payload of publication 1", err)
	}
	d, err := s.Load(ctx, 1)
	if err != nil {
		return err
	}
	changes := segur.Additions(d)
	form, err := changes.Canonical()
	if sum := sha256.Sum256(form); err != nil || hex.EncodeToString(sum[:]) != want {
		return err
	}
	return s.write(ctx, "write the payload of publication 1", func(tx *gorm.DB) error {
		w := &writer{tx: tx, number: 1}
		w.payload(changes)
		return w.err
	})
}
