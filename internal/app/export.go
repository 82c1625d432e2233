package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/segur-tracker/segur/internal/config"
	"github.com/segur-tracker/segur/internal/ingest"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/store"
)

// Export writes every table of a publication as a CSV file into a new folder, beside a running server or without one;
// publication 0 is the latest. It prints what it wrote. The folder is there only when it is whole: CodeConflict when
// there is such a one already, CodeNotFound for a database or a publication that there is not.
func Export(ctx context.Context, w io.Writer, c config.Config, folder string, publication int) error {
	d, err := published(ctx, c, publication)
	if err != nil {
		return err
	}
	if _, err := os.Lstat(folder); !errors.Is(err, os.ErrNotExist) {
		return &segur.Error{Code: segur.CodeConflict, Message: fmt.Sprintf("%s is there already: name a folder that is not", folder)}
	}
	if err := os.MkdirAll(filepath.Dir(folder), 0o750); err != nil {
		return err
	}
	part, err := os.MkdirTemp(filepath.Dir(folder), ".export-*")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(part) }()
	if err := os.Chmod(part, 0o750); err != nil {
		return err
	}
	err = ingest.Write(d, func(name string) (io.WriteCloser, error) { return os.Create(filepath.Join(part, name)) })
	if err != nil {
		return err
	}
	if err := os.Rename(part, folder); err != nil {
		return err
	}
	fmt.Fprintf(w, "publication %d, %d tables: %s\n", d.Publication.Number, len(segur.Tables()), folder)
	return nil
}

// published reads a publication, 0 for the latest, from the database of the settings, and changes nothing there.
func published(ctx context.Context, c config.Config, number int) (d segur.Dataset, err error) {
	for {
		db, err := store.Open(ctx, store.Options{Path: database(c), Clock: time.Now, Reading: true})
		if err != nil {
			return segur.Dataset{}, absent(err, c)
		}
		at := number
		if at == 0 {
			at, err = db.Latest(ctx)
		}
		if err == nil {
			d, err = db.Load(ctx, at)
		}
		if segur.ErrorCode(err) == segur.CodeNotFound {
			err = &segur.Error{Code: segur.CodeNotFound, Message: fmt.Sprintf("there is no publication %d", at)}
		}
		steady := db.Steady()
		if err = errors.Join(err, db.Close()); steady {
			return d, err
		}
	}
}
