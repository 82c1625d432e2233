package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/logger"

	"github.com/segur-tracker/segur/internal/store/engine"
	"github.com/segur-tracker/segur/internal/store/sqlerr"
	"github.com/segur-tracker/segur/internal/store/staff"
)

// Options says which database to open. Path and Clock are required.
type Options struct {
	Path   string           // the data source, see engine.Pick; a file and its folder are created when absent
	Logger *slog.Logger     // nil for silence
	Clock  func() time.Time // decides which sessions are still live
	// Beside opens the database next to the process that holds it, or while none does, for a
	// short errand: it takes no lock, creates nothing and does not migrate.
	Beside bool
	// Reading is Beside for somebody who only reads, or may do no more: nothing changes, not even beside the
	// database. One with an older schema is read in a copy with that of this program, which Close removes.
	Reading bool
	// Anew sets aside, under a name that tells the moment, a database that is there and holds nothing of
	// this program, and makes a new one. It means nothing with Beside and Reading.
	Anew bool
}

// In returns the data source of a file in a data folder; see engine.In.
func In(folder, file string) string { return engine.In(folder, file) }

// Store is an open database whose schema is the one this program knows. Its methods may be
// called from any number of goroutines.
type Store struct {
	staff.Records
	engine  engine.Engine
	errors  sqlerr.Translator
	db      *gorm.DB
	pool    *sql.DB
	made    func() error  // see Complete; nil when opened beside another process
	release func() error  // gives the database back, or removes the copy; nil when there is neither
	notes   []string      // see Notes
	steady  func() bool   // see Steady; nil when opened for more than reading
	writing chan struct{} // holds a token while somebody writes
	failing atomic.Bool   // the last write failed
}

// Open takes the database for this process, brings its schema up to date and checks that
// the guarantees of its connections hold. It fails with CodeConflict when another process
// holds the database or when its schema is newer than this program.
//
// It fails with CodeInvalid when no engine opens such a data source, and when the database was there
// and holds nothing of this program: it may be half of a copy, and is not made anew unless Anew says so.
//
// With Beside it fails with CodeConflict when the schema is not exactly the one this program
// knows, and with CodeNotFound when there is no database.
func Open(ctx context.Context, o Options) (*Store, error) {
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	e, err := engine.Pick(o.Path)
	if err != nil {
		return nil, err
	}
	s := &Store{engine: e, errors: e.Classify, writing: make(chan struct{}, 1)}
	open := s.open
	switch {
	case o.Reading:
		open = s.openReading
	case o.Beside:
		open = s.openBeside
	}
	if err := open(ctx, o); err != nil {
		if s.pool == nil && s.release == nil || withoutSite(err) { // whoever keeps us out says where
			return nil, errors.Join(err, s.Close())
		}
		return nil, errors.Join(fmt.Errorf("open database %s: %w", e.Source(), err), s.Close())
	}
	return s, nil
}

func (s *Store) open(ctx context.Context, o Options) error {
	if err := s.take(ctx, o); err != nil {
		return err
	}
	if err := s.migrate(ctx, o.Logger); err != nil {
		return err
	}
	s.pool = s.engine.Open()
	if err := s.furnish(ctx); err != nil {
		return err
	}
	if err := s.connect(o); err != nil {
		return err
	}
	return s.completeSeed(ctx)
}

func (s *Store) openBeside(ctx context.Context, o Options) error {
	if err := s.engine.Find(); err != nil {
		return err
	}
	if err := s.inspect(ctx); err != nil {
		return err
	}
	s.pool = s.engine.Open()
	if err := s.checkSchema(ctx); err != nil {
		return err
	}
	return s.connect(o)
}

// connect puts GORM on the pool.
func (s *Store) connect(o Options) (err error) {
	s.db, err = gorm.Open(s.engine.Dialector(s.pool), &gorm.Config{
		SkipDefaultTransaction: true,
		// Errors are returned to the caller, who logs them once.
		Logger:  logger.Discard,
		NowFunc: func() time.Time { return o.Clock().UTC() },
	})
	s.Records = staff.New(staff.Options{DB: s.db, Write: s.write, Clock: o.Clock, Fault: s.errors})
	return err
}

// Close releases the database and then what keeps other processes out.
func (s *Store) Close() (err error) {
	if s.pool != nil {
		err = s.pool.Close()
	}
	if s.release != nil {
		err = errors.Join(err, s.release())
	}
	return err
}

// Ping reports whether the database answers.
func (s *Store) Ping(ctx context.Context) error {
	return s.errors.Translate("ping database", s.pool.PingContext(ctx))
}

// Checkpoint brings what was committed to where whoever copies the database finds it, as far as nobody is
// in the way, and holds nobody up. It reports whether all of it is there.
func (s *Store) Checkpoint(ctx context.Context) (complete bool, err error) {
	complete, err = s.engine.Checkpoint(ctx, s.pool)
	return complete, s.errors.Translate("checkpoint", err)
}
