package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"

	"github.com/pressly/goose/v3"

	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/store/engine"
)

// migrations has a folder for each engine.
//
//go:embed migrations
var migrations embed.FS

// migrate applies the numbered migrations that the database lacks, each in its own
// transaction, in order. The database is taken: nobody else migrates at the same time.
func (s *Store) migrate(ctx context.Context, log *slog.Logger) (err error) {
	bare := s.engine.OpenBare()
	defer func() { err = errors.Join(err, bare.Close()) }()
	provider, err := newProvider(s.engine, bare, log)
	if err != nil {
		return err
	}
	current, known, err := provider.GetVersions(ctx)
	if err != nil {
		return s.errors.Translate("read schema version", err)
	}
	if current > known {
		return &segur.Error{Code: segur.CodeConflict, Message: fmt.Sprintf(
			"the database %s has schema version %d and this program only knows versions up to %d: run a newer program",
			s.engine.Source(), current, known)}
	}
	results, err := provider.Up(ctx)
	if err != nil {
		return s.errors.Translate("migrate", err)
	}
	for _, r := range results {
		log.InfoContext(ctx, "schema migrated", "version", r.Source.Version, "duration", r.Duration)
	}
	return nil
}

// checkSchema refuses a database that this program would have to migrate, and a newer one.
func (s *Store) checkSchema(ctx context.Context) error {
	current, known, err := s.versions(ctx)
	if err != nil {
		return err
	}
	if current != known {
		return &segur.Error{Code: segur.CodeConflict, Message: fmt.Sprintf(
			"the database %s has schema version %d and this program works with version %d: use the program that runs the site",
			s.engine.Source(), current, known)}
	}
	return nil
}

// versions returns the version of the schema of an open database and the one that this program works with.
func (s *Store) versions(ctx context.Context) (current, known int64, err error) {
	provider, err := newProvider(s.engine, s.pool, slog.New(slog.DiscardHandler))
	if err != nil {
		return 0, 0, err
	}
	current, err = s.engine.Version(ctx, s.pool)
	sources := provider.ListSources()
	return current, sources[len(sources)-1].Version, s.errors.Translate("read schema version", err)
}

func newProvider(e engine.Engine, pool *sql.DB, log *slog.Logger) (*goose.Provider, error) {
	files, err := fs.Sub(migrations, "migrations/"+e.Name())
	if err != nil {
		return nil, fmt.Errorf("migrations: %w", err)
	}
	return goose.NewProvider(e.Goose(), pool, files, goose.WithSlog(log), goose.WithDisableGlobalRegistry(true))
}
