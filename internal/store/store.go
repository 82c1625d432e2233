package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"sync/atomic"
	"time"

	"github.com/pressly/goose/v3"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"

	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/store/fault"
	"github.com/segur-tracker/segur/internal/store/staff"
)

//go:embed migrations
var migrations embed.FS

// Options says which database to open. Path and Clock are required.
type Options struct {
	Path   string           // the SQLite file; it and its folder are created when absent
	Logger *slog.Logger     // nil for silence
	Clock  func() time.Time // decides which sessions are still live
	// Beside opens the database next to the process that holds it, or while none does, for a
	// short errand: it takes no lock, creates nothing and does not migrate.
	Beside bool
}

// Store is an open database whose schema is the one this program knows. Its methods may be
// called from any number of goroutines.
type Store struct {
	staff.Records
	db      *gorm.DB
	pool    *sql.DB
	lock    *fileLock     // nil when opened beside another process
	writing chan struct{} // holds a token while somebody writes
	failing atomic.Bool   // the last write failed
}

// Open takes the database for this process, brings its schema up to date and checks that
// the guarantees of its connections hold. It fails with CodeConflict when another process
// holds the database or when its schema is newer than this program.
//
// With Beside it fails with CodeConflict when the schema is not exactly the one this program
// knows, and with CodeNotFound when there is no database.
func Open(ctx context.Context, o Options) (*Store, error) {
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.Beside {
		return openBeside(ctx, o)
	}
	if err := createFile(o.Path); err != nil {
		return nil, err
	}
	lock, err := lockFile(o.Path)
	if err != nil {
		return nil, err
	}
	s := &Store{pool: openPool(dataSource(o.Path)), lock: lock}
	err = migrate(ctx, s.pool, o)
	if err == nil {
		err = furnish(ctx, s.pool)
	}
	if err == nil {
		err = s.connect(o)
	}
	if err == nil {
		err = s.completeSeed(ctx)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open database %s: %w", o.Path, err), s.Close())
	}
	return s, nil
}

func openBeside(ctx context.Context, o Options) (*Store, error) {
	if _, err := os.Stat(o.Path); err != nil {
		return nil, &segur.Error{Code: segur.CodeNotFound, Message: "there is no database " + o.Path, Err: err}
	}
	s := &Store{pool: openPool(existingSource(o.Path))}
	err := checkSchema(ctx, s.pool, o)
	if err == nil {
		err = s.connect(o)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open database %s: %w", o.Path, err), s.Close())
	}
	return s, nil
}

// connect puts GORM on the pool.
func (s *Store) connect(o Options) error {
	db, err := gorm.Open(dialect(s.pool), &gorm.Config{
		SkipDefaultTransaction: true,
		// Errors are returned to the caller, who logs them once.
		Logger:  logger.Discard,
		NowFunc: func() time.Time { return o.Clock().UTC() },
	})
	s.db, s.writing = db, make(chan struct{}, 1)
	s.Records = staff.New(staff.Options{DB: db, Write: s.write, Clock: o.Clock})
	return err
}

// Close releases the database and then the lock that keeps other processes out.
func (s *Store) Close() error {
	err := s.pool.Close()
	if s.lock != nil {
		err = errors.Join(err, s.lock.release())
	}
	return err
}

// Ping reports whether the database answers.
func (s *Store) Ping(ctx context.Context) error {
	return fault.Translate("ping database", s.pool.PingContext(ctx))
}

// migrate applies the numbered migrations that the database lacks, each in its own
// transaction, in order. The file lock is held: nobody else migrates at the same time.
func migrate(ctx context.Context, pool *sql.DB, o Options) error {
	provider, err := newProvider(pool, o.Logger)
	if err != nil {
		return err
	}
	current, known, err := provider.GetVersions(ctx)
	if err != nil {
		return fault.Translate("read schema version", err)
	}
	if current > known {
		return &segur.Error{Code: segur.CodeConflict, Message: fmt.Sprintf(
			"the database %s has schema version %d and this program only knows versions up to %d: run a newer program",
			o.Path, current, known)}
	}
	results, err := provider.Up(ctx)
	if err != nil {
		return fault.Translate("migrate", err)
	}
	for _, r := range results {
		o.Logger.InfoContext(ctx, "schema migrated", "version", r.Source.Version, "duration", r.Duration)
	}
	return nil
}

// checkSchema refuses a database that this program would have to migrate, and a newer one.
func checkSchema(ctx context.Context, pool *sql.DB, o Options) error {
	provider, err := newProvider(pool, o.Logger)
	if err != nil {
		return err
	}
	current, err := schemaVersion(ctx, pool)
	if err != nil {
		return fault.Translate("read schema version", err)
	}
	sources := provider.ListSources()
	if known := sources[len(sources)-1].Version; current != known {
		return &segur.Error{Code: segur.CodeConflict, Message: fmt.Sprintf(
			"the database %s has schema version %d and this program works with version %d: use the program that runs the site",
			o.Path, current, known)}
	}
	return nil
}

func newProvider(pool *sql.DB, log *slog.Logger) (*goose.Provider, error) {
	files, err := fs.Sub(migrations, migrationFolder)
	if err != nil {
		return nil, fmt.Errorf("migrations: %w", err)
	}
	return goose.NewProvider(gooseDialect, pool, files, goose.WithSlog(log), goose.WithDisableGlobalRegistry(true))
}
