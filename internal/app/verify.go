package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/segur-tracker/segur/internal/config"
	"github.com/segur-tracker/segur/internal/editorial"
	"github.com/segur-tracker/segur/internal/editorial/proof"
	"github.com/segur-tracker/segur/internal/journal"
	"github.com/segur-tracker/segur/internal/store"
)

// Verify recomputes every hash of the database and holds the rows against them, beside a running
// server or without one. Lines of the journal noted in earlier runs, "N:HASH" as printed, must
// still be there. It prints one line per mismatch and returns how many there are; CodeInvalid for a
// line that is not written so.
func Verify(ctx context.Context, w io.Writer, c config.Config, noted ...string) (mismatches int, err error) {
	return VerifyFile(ctx, w, database(c), noted...)
}

// database is the data source of the settings.
func database(c config.Config) string { return store.In(c.DataDir, Database) }

// VerifyFile is Verify for the database at a data source, such as a copy. It changes nothing, so that the
// database may be one that can only be read.
func VerifyFile(ctx context.Context, w io.Writer, source string, noted ...string) (mismatches int, err error) {
	lines := make([]proof.Line, len(noted))
	for i, text := range noted {
		if lines[i], err = proof.ParseLine(text); err != nil {
			return 0, err
		}
	}
	for {
		found, err := examine(ctx, source, lines)
		if err == nil {
			found.print(w)
		}
		if !errors.Is(err, errUnsteady) {
			return len(found.Mismatches), err
		}
	}
}

// errUnsteady says that a server has started on a database while it was read as though there were none.
var errUnsteady = errors.New("the database changed meanwhile")

// examination is what there is to say of a database.
type examination struct {
	proof.Verdict
	notes []string
}

func examine(ctx context.Context, source string, noted []proof.Line) (found examination, err error) {
	db, err := store.Open(ctx, store.Options{Path: source, Clock: time.Now, Reading: true})
	if err != nil {
		return found, err
	}
	found.notes = db.Notes()
	err = db.Check(ctx)
	if err == nil {
		found.Verdict, err = editorial.New(editorial.Options{Storage: db, Journal: journal.New(db, time.Now)}).Verify(ctx, noted...)
	}
	if !db.Steady() {
		err = errUnsteady
	}
	return found, errors.Join(err, db.Close())
}

func (e examination) print(w io.Writer) {
	for _, f := range e.Mismatches {
		fmt.Fprintln(w, finding(f))
	}
	for _, number := range e.Unsealed {
		fmt.Fprintf(w, "publication %d: made before seals existed, nothing covers its note and date\n", number)
	}
	for _, id := range e.Unbound {
		fmt.Fprintf(w, "proposal %d: approved before approvals were sealed, nothing covers its explanation\n", id)
	}
	for _, note := range e.notes {
		fmt.Fprintln(w, note)
	}
	fmt.Fprintf(w, "%d publications, %d journal entries, %d faults\n", e.Publications, e.Entries, len(e.Mismatches))
	if !e.JournalAt.IsZero() {
		fmt.Fprintf(w, "last journal line written %s\n", e.JournalAt.UTC().Format(time.RFC3339))
	}
	fmt.Fprintf(w, "head %s\njournal %s\n", e.Head, proof.Line{Number: int64(e.Entries), Hash: e.JournalHead})
}

// finding names the place of a mismatch, then what stands there and what was published.
func finding(f proof.Mismatch) string {
	place := fmt.Sprintf("publication %d: %s %s", f.Publication, f.Table, f.Key)
	if f.Publication == 0 {
		place = fmt.Sprintf("%s %s", f.Table, f.Key)
	}
	if f.Table == proof.TableProposals {
		return approval(f)
	}
	switch {
	case f.Field == "" && f.Stored == "":
		return place + ": the row is missing"
	case f.Field == "" && f.Expected == "":
		return place + ": the row was never published"
	}
	return fmt.Sprintf("%s: %s is %q, published as %q", place, f.Field, f.Stored, f.Expected)
}

// approval says how a proposal differs from what was approved.
func approval(f proof.Mismatch) string {
	if f.Field == proof.FieldApproval {
		return fmt.Sprintf("proposal %s: approved by %q without %s", f.Key, f.Stored, f.Expected)
	}
	return fmt.Sprintf("proposal %s: %s is %q, approved as %q", f.Key, f.Field, f.Stored, f.Expected)
}
