package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"time"

	"github.com/segur-tracker/segur/internal/config"
	"github.com/segur-tracker/segur/internal/editorial"
	"github.com/segur-tracker/segur/internal/editorial/proof"
	"github.com/segur-tracker/segur/internal/store"
)

// Verify recomputes every hash of the database and holds the rows against them, beside a running
// server or without one. It prints one line per fault and returns how many there are.
func Verify(ctx context.Context, w io.Writer, c config.Config) (faults int, err error) {
	db, err := store.Open(ctx, store.Options{Path: filepath.Join(c.DataDir, Database), Clock: time.Now, Beside: true})
	if err != nil {
		return 0, err
	}
	verdict, err := editorial.New(editorial.Options{Desk: db, Clock: time.Now}).Verify(ctx)
	if err = errors.Join(err, db.Close()); err != nil {
		return 0, err
	}
	for _, f := range verdict.Faults {
		fmt.Fprintln(w, finding(f))
	}
	for _, number := range verdict.Unsealed {
		fmt.Fprintf(w, "publication %d: made before seals existed, nothing covers its note and date\n", number)
	}
	fmt.Fprintf(w, "%d publications, %d journal entries, %d faults\n", verdict.Publications, verdict.Entries, len(verdict.Faults))
	fmt.Fprintf(w, "head %s\njournal %s\n", verdict.Head, verdict.JournalHead)
	return len(verdict.Faults), nil
}

// finding names the place of a fault, then what stands there and what was published.
func finding(f proof.Fault) string {
	place := fmt.Sprintf("publication %d: %s %s", f.Publication, f.Table, f.Key)
	if f.Publication == 0 {
		place = fmt.Sprintf("%s %s", f.Table, f.Key)
	}
	switch {
	case f.Field == "" && f.Stored == "":
		return place + ": the row is missing"
	case f.Field == "" && f.Expected == "":
		return place + ": the row was never published"
	}
	return fmt.Sprintf("%s: %s is %q, published as %q", place, f.Field, f.Stored, f.Expected)
}
