package app

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/segur-tracker/segur/internal/config"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/store"
)

// Backup writes the database of the settings into a new file, as of one moment, beside a running server or
// without one. What was written is verified first, and printed as Verify does; the file is there only when
// no mismatch was found. CodeConflict when there is such a file already, CodeNotFound when there is no
// database.
func Backup(ctx context.Context, w io.Writer, c config.Config, file string) error {
	err := store.Backup(ctx, database(c), file, verifying(w))
	if err == nil {
		fmt.Fprintf(w, "backup %s\n", file)
	}
	return absent(err, c)
}

// absent words for the operator that there is no database yet.
func absent(err error, c config.Config) error {
	if segur.ErrorCode(err) == segur.CodeNotFound {
		return fmt.Errorf("there is no database in %s yet: start `segur serve` first", c.DataDir)
	}
	return err
}

// verifying returns a check of what was copied.
func verifying(w io.Writer) func(context.Context, string) error {
	return func(ctx context.Context, source string) error {
		mismatches, err := VerifyFile(ctx, w, source)
		if err == nil && mismatches > 0 {
			err = &segur.Error{Code: segur.CodeInvalid, Message: fmt.Sprintf("the copy is not as it was published; faults: %d; it was not kept", mismatches)}
		}
		return err
	}
}

// Restore puts the database of a file in the place that the settings name, and prints what it verified, as
// Verify does. What is there already is refused with CodeConflict, or with replace set aside under a name
// that tells the moment. Nothing changes when the file does not verify or a server runs on the place.
func Restore(ctx context.Context, w io.Writer, c config.Config, file string, replace bool) error {
	aside, err := store.Restore(ctx, store.Restoration{From: file, To: database(c), Check: verifying(w), Replace: replace, Clock: time.Now})
	if aside != "" {
		fmt.Fprintf(w, "set aside %s\n", aside)
	}
	if err == nil {
		fmt.Fprintf(w, "restored into %s\n", c.DataDir)
	}
	return err
}
