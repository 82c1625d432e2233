package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"time"

	"github.com/pressly/goose/v3"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"

	"github.com/segur-tracker/segur/internal/segur"
)

//go:embed migrations
var migrations embed.FS

// Options says which database to open. Path and Clock are required.
type Options struct {
	Path   string           // the SQLite file; it and its folder are created when absent
	Logger *slog.Logger     // nil for silence
	Clock  func() time.Time // the time that GORM stamps rows with
}

// Store is an open database whose schema is the one this program knows. Its methods may be
// called from any number of goroutines.
type Store struct {
	db   *gorm.DB
	pool *sql.DB
	lock *fileLock
}

// Open takes the database for this process, brings its schema up to date and checks that
// the guarantees of its connections hold. It fails with CodeConflict when another process
// holds the database or when its schema is newer than this program.
func Open(ctx context.Context, o Options) (*Store, error) {
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if err := createFile(o.Path); err != nil {
		return nil, err
	}
	lock, err := lockFile(o.Path)
	if err != nil {
		return nil, err
	}
	s := &Store{pool: openPool(dataSource(o.Path)), lock: lock}
	if err := s.prepare(ctx, o); err != nil {
		return nil, errors.Join(fmt.Errorf("open database %s: %w", o.Path, err), s.Close())
	}
	return s, nil
}

func (s *Store) prepare(ctx context.Context, o Options) error {
	if err := migrate(ctx, s.pool, o); err != nil {
		return err
	}
	db, err := gorm.Open(dialect(s.pool), &gorm.Config{
		SkipDefaultTransaction: true,
		// Errors are returned to the caller, who logs them once.
		Logger:  logger.Discard,
		NowFunc: func() time.Time { return o.Clock().UTC() },
	})
	s.db = db
	return err
}

// Close releases the database and then the lock that keeps other processes out.
func (s *Store) Close() error {
	return errors.Join(s.pool.Close(), s.lock.release())
}

// Ping reports whether the database answers.
func (s *Store) Ping(ctx context.Context) error {
	return translate("ping database", s.pool.PingContext(ctx))
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
		return translate("read schema version", err)
	}
	if current > known {
		return &segur.Error{Code: segur.CodeConflict, Message: fmt.Sprintf(
			"the database %s has schema version %d and this program only knows versions up to %d: run a newer program",
			o.Path, current, known)}
	}
	results, err := provider.Up(ctx)
	if err != nil {
		return translate("migrate", err)
	}
	for _, r := range results {
		o.Logger.InfoContext(ctx, "schema migrated", "version", r.Source.Version, "duration", r.Duration)
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
