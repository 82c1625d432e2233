package editorial_test

import (
	"database/sql"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	_ "github.com/mattn/go-sqlite3" // tampering goes around the program

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/editorial/proof"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit/usecase"
)

// tamper runs statements on the database file as somebody with access to it would: the
// triggers that freeze published rows are dropped first.
func (o *office) tamper(statements ...string) {
	o.Helper()
	db, err := sql.Open("sqlite3", "file:"+o.path+"?_busy_timeout=5000")
	if err != nil {
		o.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	rows, err := db.Query("SELECT 'DROP TRIGGER ' || name FROM sqlite_master WHERE type = 'trigger'")
	if err != nil {
		o.Fatal(err)
	}
	var drops []string
	for rows.Next() {
		var drop string
		if err := rows.Scan(&drop); err != nil {
			o.Fatal(err)
		}
		drops = append(drops, drop)
	}
	if err := rows.Err(); err != nil {
		o.Fatal(err)
	}
	for _, statement := range append(drops, statements...) {
		result, err := db.Exec(statement)
		if err != nil {
			o.Fatal(statement, err)
		}
		if n, _ := result.RowsAffected(); n != 1 && !strings.HasPrefix(statement, "DROP") {
			o.Fatalf("%d rows: %s", n, statement)
		}
	}
}

// history returns the path of a closed database: a corrected figure and a corrected source, in
// two publications.
func history(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "history.db")
	form, err := os.ReadFile(template)
	if err == nil {
		err = os.WriteFile(path, form, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	o := &office{TB: t, path: path, time: opening().Add(time.Hour)}
	o.open()
	defer o.close()
	o.published(o.approved("edith", o.corrected(cpts, 175)))
	source := o.live().Sources[0]
	source.Title += " (revu)"
	c, err := edit.Source(o.live(), source)
	o.published(o.approved("edith", o.draft(desk.KindSource, c, err)))
	o.clean()
	return path
}

// tampering is one alteration and what must be found.
type tampering struct {
	sql  string
	want proof.Mismatch
}

// rowTampering alters rows of the dataset.
func rowTampering(o *office) map[string]tampering {
	d := o.live()
	source, event := d.Sources[0], d.Events[0]
	old := o.figure(cpts)
	corrected := old
	corrected.Number = segur.Int(175)
	key, was := corrected.RowKey(), old.RowKey()
	// A number is part of its row's key: one row is missing and another is too many.
	moved := corrected
	moved.Number = segur.Int(999)
	return map[string]tampering{
		"a number": {
			"UPDATE indicator_values SET number = 999000 WHERE indicator_code = 'cpts-active' AND number = 175000",
			proof.Mismatch{Publication: 2, Table: segur.TableValues, Key: moved.RowKey(), Stored: "…"},
		},
		"a number, as missing": {
			"UPDATE indicator_values SET number = 999000 WHERE indicator_code = 'cpts-active' AND number = 175000",
			proof.Mismatch{Publication: 2, Table: segur.TableValues, Key: key, Expected: "…"},
		},
		"the flag of a number": {
			"UPDATE indicator_values SET flag = 'provisional' WHERE indicator_code = 'cpts-active' AND number = 175000",
			proof.Mismatch{Publication: 2, Table: segur.TableValues, Key: key, Field: "flag", Stored: "provisional", Expected: "final"},
		},
		"a number of the past": {
			"UPDATE indicator_values SET note_fr = 'faux' WHERE indicator_code = 'cpts-active' AND number = 172000 AND superseded_in = 2",
			proof.Mismatch{Publication: 1, Table: segur.TableValues, Key: was, Field: "note", Stored: "faux", Expected: old.Note},
		},
		"an assessment's text": {
			"UPDATE assessments SET justification_en = 'All done' WHERE measure_number = 25 AND year = 2022",
			proof.Mismatch{Publication: 1, Table: segur.TableAssessments, Key: "25/2022", Field: "justification_en", Stored: "All done", Expected: "…"},
		},
		"an assessment's state": {
			"UPDATE assessments SET state = 'done' WHERE measure_number = 25 AND year = 2022",
			proof.Mismatch{Publication: 1, Table: segur.TableAssessments, Key: "25/2022", Field: "state", Stored: "done", Expected: "in_progress"},
		},
		"a source's address": {
			"UPDATE source_versions SET url = 'https://example.org' WHERE source_id = '" + source.ID + "' AND superseded_in IS NULL",
			proof.Mismatch{Publication: 3, Table: segur.TableSources, Key: source.ID, Field: "url", Stored: "https://example.org", Expected: source.URL},
		},
		"a row of a link table": {
			"UPDATE assessment_sources SET source_id = '" + source.ID + "' WHERE position = 1 AND row_id = (SELECT id FROM assessments WHERE measure_number = 25 AND year = 2022)",
			proof.Mismatch{Publication: 1, Table: segur.TableAssessments, Key: "25/2022", Field: "sources", Stored: "…", Expected: "…"},
		},
		"a row that is gone": {
			"DELETE FROM events WHERE title_fr = '" + strings.ReplaceAll(event.Title.FR, "'", "''") + "'",
			proof.Mismatch{Publication: 1, Table: segur.TableEvents, Key: event.RowKey(), Expected: "…"},
		},
		"a row too many": {
			"INSERT INTO events (position, event_date, title_fr, title_en, kind, published_in) VALUES (999, '2021-01-01', 'Faux', 'Fake', 'other', 2)",
			proof.Mismatch{Publication: 2, Table: segur.TableEvents, Key: "2021-01-01 Faux", Stored: "…"},
		},
		"a row that comes back": {
			"UPDATE indicator_values SET superseded_in = 3 WHERE indicator_code = 'cpts-active' AND number = 172000 AND superseded_in = 2",
			proof.Mismatch{Publication: 2, Table: segur.TableValues, Key: was, Stored: "…"},
		},
		"a row that went too early": {
			"UPDATE source_versions SET superseded_in = 2 WHERE source_id = '" + source.ID + "' AND superseded_in = 3",
			proof.Mismatch{Publication: 2, Table: segur.TableSources, Key: source.ID, Expected: "…"},
		},
		"the order of rows": {
			"UPDATE indicator_versions SET position = 999 WHERE indicator_code = 'cpts-active'",
			proof.Mismatch{Publication: 1, Table: segur.TableIndicators, Key: "cpts-aci", Field: "position", Stored: "cpts-aci", Expected: "cpts-active"},
		},
	}
}

// recordTampering alters what is kept about publications.
func recordTampering() map[string]tampering {
	return map[string]tampering{
		"a publication's note": {
			"UPDATE publications SET note_en = 'Nothing' WHERE number = 2",
			proof.Mismatch{Publication: 2, Table: proof.TablePublications, Key: "2", Field: "note_en", Stored: "Nothing", Expected: "Corrections"},
		},
		"a publication's author": {
			"UPDATE publications SET author = 'olga' WHERE number = 2",
			proof.Mismatch{Publication: 2, Table: proof.TablePublications, Key: "2", Field: "author", Stored: "olga", Expected: "anne"},
		},
		"a publication's moment": {
			"UPDATE publications SET published_at = '2025-11-22T12:30:00.000000Z' WHERE number = 3",
			proof.Mismatch{Publication: 3, Table: proof.TablePublications, Key: "3", Field: "published_at", Stored: "…", Expected: "…"},
		},
		"a publication's hash": {
			"UPDATE publications SET hash = replace(hash, substr(hash, 1, 1), 'g') WHERE number = 3",
			proof.Mismatch{Publication: 3, Table: proof.TablePublications, Key: "3", Field: "hash", Stored: "…", Expected: "…"},
		},
		"what a publication undoes": {
			"UPDATE publications SET reverts = 2 WHERE number = 3",
			proof.Mismatch{Publication: 3, Table: proof.TablePublications, Key: "3", Field: "reverts", Stored: "2", Expected: "0"},
		},
		"what a publication applied": {
			"UPDATE publication_payloads SET payload = replace(payload, ':175,', ':176,') WHERE number = 2",
			proof.Mismatch{Publication: 2, Table: proof.TablePublications, Key: "2", Field: "payload_hash", Stored: "…", Expected: "…"},
		},
		"a motive": {
			"UPDATE publication_motives SET reason = 'Sans raison valable' WHERE publication = 2",
			proof.Mismatch{Publication: 2, Table: proof.TableMotives, Key: "proposal/1", Field: "reason", Stored: "Sans raison valable", Expected: "Chiffre corrigé par le ministère"},
		},
		"which rows a motive is about": {
			"UPDATE publication_motives SET row_refs = '[]' WHERE publication = 2",
			proof.Mismatch{Publication: 2, Table: proof.TablePublications, Key: "2", Field: "seal", Stored: "…", Expected: "…"},
		},
		"a motive that is gone": {
			"DELETE FROM publication_motives WHERE publication = 2",
			proof.Mismatch{Publication: 2, Table: proof.TableMotives, Key: "proposal/1", Expected: "Chiffre corrigé par le ministère"},
		},
		"an entry of the journal": {
			"UPDATE audit SET actor = 'olga' WHERE id = 5",
			proof.Mismatch{Table: proof.TableAudit, Key: "5", Field: "hash", Stored: "…", Expected: "…"},
		},
		"an entry that is gone": {
			"DELETE FROM audit WHERE id = 5", proof.Mismatch{Table: proof.TableAudit, Key: "5", Expected: "…"},
		},
		"the last entry": {
			"DELETE FROM audit WHERE id = (SELECT max(id) FROM audit)",
			proof.Mismatch{Publication: 3, Table: proof.TableAudit, Key: "publication/3", Expected: "…"},
		},
	}
}

// TestTamperingIsFoundAndNamed alters one thing by SQL at a time.
func TestTamperingIsFoundAndNamed(t *testing.T) {
	t.Parallel()
	path := history(t)
	cases := rowTampering(openOffice(t))
	maps.Copy(cases, recordTampering())
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := openCopy(t, path)
			o.tamper(c.sql)
			v := usecase.Must(o.Verify(t.Context()))(t)
			if !slices.ContainsFunc(v.Mismatches, func(f proof.Mismatch) bool { return like(f, c.want) }) {
				t.Errorf("found %+v\nwant %+v", v.Mismatches, c.want)
			}
			if len(v.Mismatches) > 4 {
				t.Errorf("one alteration and %d mismatches", len(v.Mismatches))
			}
		})
	}
}

// like compares faults; "…" stands for any text that is not empty.
func like(got, want proof.Mismatch) bool {
	if want.Stored == "…" && got.Stored != "" {
		got.Stored = "…"
	}
	if want.Expected == "…" && got.Expected != "" {
		got.Expected = "…"
	}
	return got == want
}

// TestForgedSealIsFound: whoever alters a note and its seal has not altered the journal.
func TestForgedSealIsFound(t *testing.T) {
	t.Parallel()
	o := openCopy(t, history(t))
	release := usecase.Must(o.db.Releases(t.Context(), 1))(t)[0]
	release.Publication.Note.FR = "Autre note"
	seal := usecase.Must(release.Sealed())(t)
	o.tamper("UPDATE publications SET note_fr = 'Autre note', seal = '" + seal + "' WHERE number = 2")
	v := usecase.Must(o.Verify(t.Context()))(t)
	want := proof.Mismatch{Publication: 2, Table: proof.TablePublications, Key: "2", Field: "note_fr", Stored: "Autre note", Expected: "Corrections"}
	if !slices.Contains(v.Mismatches, want) {
		t.Errorf("found %+v", v.Mismatches)
	}
}

// TestErasedSealIsFound: a publication that was sealed does not pass for an old one.
func TestErasedSealIsFound(t *testing.T) {
	t.Parallel()
	o := openCopy(t, history(t))
	o.tamper("UPDATE publications SET seal = '', note_fr = 'Autre note' WHERE number = 2")
	v := usecase.Must(o.Verify(t.Context()))(t)
	if len(v.Unsealed) > 0 || !slices.ContainsFunc(v.Mismatches, func(f proof.Mismatch) bool { return f.Field == "note_fr" }) {
		t.Errorf("%+v", v)
	}
}

// TestPublicationFromBeforeSealsIsTold: it verifies, and is listed.
func TestPublicationFromBeforeSealsIsTold(t *testing.T) {
	t.Parallel()
	db := empty(t)
	r := segur.Release{
		Publication: segur.Publication{Number: 1, PublishedAt: opening()}, Author: "seed", Changes: segur.Additions(readSeed(t)),
	}
	if err := proof.Chain(&r); err != nil {
		t.Fatal(err)
	}
	r.Seal = ""
	if err := db.Commit(t.Context(), &desk.Batch{Release: &r}); err != nil {
		t.Fatal(err)
	}
	v := usecase.Must(proof.Verify(t.Context(), db))(t)
	if len(v.Mismatches) > 0 || !slices.Equal(v.Unsealed, []int{1}) || v.Head != r.Publication.Hash {
		t.Errorf("%+v", v)
	}
}

// TestLostPublicationIsFound: all traces of one are gone, but the journal has seen it.
func TestLostPublicationIsFound(t *testing.T) {
	t.Parallel()
	o := openCopy(t, history(t))
	o.tamper(
		"DELETE FROM source_versions WHERE published_in = 3",
		"UPDATE source_versions SET superseded_in = NULL WHERE superseded_in = 3",
		"DELETE FROM publication_payloads WHERE number = 3",
		"DELETE FROM publication_motives WHERE publication = 3",
		"UPDATE proposals SET status = 'approved', published_in = NULL WHERE published_in = 3",
		"DELETE FROM publications WHERE number = 3",
		"UPDATE publication_counter SET last = 2",
	)
	v := usecase.Must(o.Verify(t.Context()))(t)
	want := proof.Mismatch{Table: proof.TablePublications, Publication: 3, Key: "3", Expected: "…"}
	if !slices.ContainsFunc(v.Mismatches, func(f proof.Mismatch) bool { return like(f, want) }) {
		t.Errorf("found %+v", v.Mismatches)
	}
}

// TestHistoryOutOfOrderIsFound: whatever the hashes say, a publication does not come before the
// one that it builds on.
func TestHistoryOutOfOrderIsFound(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	first := o.live().Publication
	r := segur.Release{Base: 1, Author: "anne", PreviousHash: first.Hash, Changes: o.corrected(cpts, 175).Changes}
	r.Publication = segur.Publication{Number: 2, PublishedAt: first.PublishedAt.Add(-time.Minute)}
	if err := proof.Chain(&r); err != nil {
		t.Fatal(err)
	}
	e := desk.Entry{At: o.now(), Actor: "anne", Action: desk.ActionPublished, Object: "publication/2", New: proof.OfPublication(r)}
	if err := o.db.Commit(t.Context(), &desk.Batch{Release: &r, Audit: []desk.Entry{e}}); err != nil {
		t.Fatal(err)
	}
	v := usecase.Must(o.Verify(t.Context()))(t)
	want := proof.Mismatch{Publication: 2, Table: proof.TablePublications, Key: "2", Field: "published_at", Stored: "…", Expected: "…"}
	if len(v.Mismatches) != 1 || !like(v.Mismatches[0], want) {
		t.Errorf("found %+v", v.Mismatches)
	}
}
