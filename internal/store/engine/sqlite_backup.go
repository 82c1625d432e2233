package engine

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/segur-tracker/segur/internal/segur"
)

// Backup verifies what gets the name, and nothing that has one already is touched.
func (e sqlite) Backup(ctx context.Context, file string, check func(ctx context.Context, source string) error) (err error) {
	if there(file) {
		return taken(file)
	}
	temporary, err := temporaryBeside(file)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, remove(temporary)) }()
	if err := e.CopyTo(ctx, temporary); err != nil {
		return err
	}
	if err := check(ctx, temporary); err != nil {
		return err
	}
	if err := rename(temporary, file); err != nil {
		return err
	}
	return flush(filepath.Dir(file))
}

// rename gives a file a name that no other file has.
func rename(temporary, file string) error {
	err := os.Link(temporary, file)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, fs.ErrExist) || there(file):
		return taken(file)
	}
	if err := os.Rename(temporary, file); err != nil { // where files have one name only
		return fmt.Errorf("name %s: %w", file, err)
	}
	return nil
}

func taken(file string) error {
	return &segur.Error{Code: segur.CodeConflict, Message: fmt.Sprintf("there is a file %s already, and nothing is overwritten: choose another name", file)}
}

// temporaryBeside makes an empty file that only its owner may read, for what gets the name of another one
// once it is complete.
func temporaryBeside(file string) (name string, err error) {
	f, err := os.CreateTemp(filepath.Dir(file), "."+filepath.Base(file)+"-*")
	if err != nil {
		return "", &segur.Error{Code: segur.CodeInvalid, Message: fmt.Sprintf(
			"no file can be made in %s: the folder must be there and allow it", filepath.Dir(file)), Err: err}
	}
	return f.Name(), f.Close()
}

// Restore holds the place meanwhile, so that no server starts on it.
func (e sqlite) Restore(ctx context.Context, r Restoration) (aside string, err error) {
	lock, err := e.lock()
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, lock.release()) }()
	if there(e.path) && !r.Replace {
		return "", &segur.Error{Code: segur.CodeConflict, Message: fmt.Sprintf(
			"there is a database %s already: restore into an empty folder, or set it aside with --replace", e.path)}
	}
	temporary, err := temporaryBeside(e.path)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, remove(temporary)) }()
	if err := r.From.CopyTo(ctx, temporary); err != nil {
		return "", err
	}
	if err := r.Check(ctx, temporary); err != nil {
		return "", err
	}
	if aside, err = e.SetAside(r.At); err != nil {
		return aside, err
	}
	if err := os.Rename(temporary, e.path); err != nil {
		return aside, fmt.Errorf("restore database: %w", err)
	}
	return aside, errors.Join(lock.sign(false), flush(filepath.Dir(e.path)))
}
