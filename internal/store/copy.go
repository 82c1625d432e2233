package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// openCopy goes on with a copy of the database, which has the schema of this program.
func (s *Store) openCopy(ctx context.Context, o Options) error {
	folder, err := os.MkdirTemp("", "segur-copy-")
	if err != nil {
		return fmt.Errorf("copy database: %w", err)
	}
	read := s.release
	s.release = func() error { return errors.Join(read(), os.RemoveAll(folder)) }
	file := filepath.Join(folder, "copy.db")
	if err := s.engine.CopyTo(ctx, file); err != nil {
		return s.errors.Translate("copy database", err)
	}
	upgraded, err := Open(ctx, Options{Path: file, Clock: o.Clock})
	if err != nil {
		return err
	}
	remove := s.release
	s.steady = nil // the copy is
	s.engine, s.pool, s.db, s.Records = upgraded.engine, upgraded.pool, upgraded.db, upgraded.Records
	s.release = func() error { return errors.Join(upgraded.release(), remove()) }
	return nil
}

// Notes says what of a database that was opened for Reading is not simply read from its place.
func (s *Store) Notes() []string { return s.notes }

// Steady reports whether what was read from a database opened for Reading holds together. It does not when
// nobody was at work on the database at first, and somebody was before the end: it is to be opened again.
func (s *Store) Steady() bool { return s.steady == nil || s.steady() }

// Check fails with CodeInvalid when the database is damaged.
func (s *Store) Check(ctx context.Context) error {
	return s.errors.Translate("check database", s.engine.Check(ctx, s.pool))
}
