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
	lines := make([]proof.Line, len(noted))
	for i, text := range noted {
		if lines[i], err = proof.ParseLine(text); err != nil {
			return 0, err
		}
	}
	db, err := store.Open(ctx, store.Options{Path: store.In(c.DataDir, Database), Clock: time.Now, Beside: true})
	if err != nil {
		return 0, err
	}
	verdict, err := editorial.New(editorial.Options{Storage: db, Journal: journal.New(db, time.Now)}).Verify(ctx, lines...)
	if err = errors.Join(err, db.Close()); err != nil {
		return 0, err
	}
	for _, f := range verdict.Mismatches {
		fmt.Fprintln(w, finding(f))
	}
	for _, number := range verdict.Unsealed {
		fmt.Fprintf(w, "publication %d: made before seals existed, nothing covers its note and date\n", number)
	}
	for _, id := range verdict.Unbound {
		fmt.Fprintf(w, "proposal %d: approved before approvals were sealed, nothing covers its explanation\n", id)
	}
	fmt.Fprintf(w, "%d publications, %d journal entries, %d faults\n", verdict.Publications, verdict.Entries, len(verdict.Mismatches))
	fmt.Fprintf(w, "head %s\njournal %s\n", verdict.Head, proof.Line{Number: int64(verdict.Entries), Hash: verdict.JournalHead})
	return len(verdict.Mismatches), nil
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
