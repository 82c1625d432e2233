package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/pressly/goose/v3"

	"github.com/segur-tracker/segur/internal/segur"
)

// fieldTables is the Field of the refusal of a database that holds nothing of this program.
const fieldTables = "tables"

func withoutSite(err error) bool {
	var refusal *segur.Error
	return errors.As(err, &refusal) && refusal.Field == fieldTables
}

// own are tables that every version of the schema has.
var own = []string{goose.DefaultTablename, "publications"}

// take keeps the database for this process. One that was there before must be one of this program.
func (s *Store) take(ctx context.Context, o Options) error {
	hold, err := s.engine.Take()
	if err != nil {
		return err
	}
	s.release, s.made = hold.Release, hold.Made
	if hold.New {
		return nil
	}
	if err = s.inspect(ctx); !o.Anew || !withoutSite(err) {
		return err
	}
	name, err := s.engine.SetAside(o.Clock())
	if err != nil {
		return err
	}
	o.Logger.WarnContext(ctx, "a database without a site was set aside, a new one is made", "kept", name)
	if err := hold.Release(); err != nil {
		return err
	}
	hold, err = s.engine.Take()
	s.release, s.made = hold.Release, hold.Made
	return err
}

// Complete says that a database which was made is a site from now on. Until then it may be empty when the
// program starts again; afterwards that is refused, since a copy went wrong.
func (s *Store) Complete() error { return s.made() }

// inspect refuses a database that holds nothing of this program. It changes nothing.
func (s *Store) inspect(ctx context.Context) (err error) {
	reading, err := s.engine.OpenReading()
	if err != nil {
		return err
	}
	defer func() {
		if closing := reading.Close(); closing != nil {
			err = errors.Join(err, closing)
		}
	}()
	objects, err := s.engine.Objects(ctx, reading.Pool)
	if err != nil {
		return s.errors.Translate(fmt.Sprintf("read the tables of %s", s.engine.Source()), err)
	}
	names := slices.Sorted(maps.Keys(objects))
	var what string
	switch missing := func(name string) bool { _, made := objects[name]; return !made }; {
	case len(names) == 0:
		what = "no table at all (" + s.engine.Blank() + ")"
	case slices.ContainsFunc(own, missing):
		what = "tables of something else: " + strings.Join(names[:min(len(names), 5)], ", ")
	default:
		rows, err := s.anything(ctx, reading.Pool, objects)
		if rows || err != nil {
			return err
		}
		what = "empty tables (" + s.engine.Blank() + ")"
	}
	return &segur.Error{Code: segur.CodeInvalid, Field: fieldTables, Message: fmt.Sprintf(
		"%s is a database without a site: it holds %s; restore a backup made by `segur backup`, or make a new site with `segur serve --new`, which keeps this file aside",
		s.engine.Source(), what)}
}

// anything reports whether something was ever kept in a database: a site begins with a publication.
func (s *Store) anything(ctx context.Context, pool *sql.DB, objects map[string]string) (bool, error) {
	for _, table := range []string{"publications", "accounts"} {
		if _, made := objects[table]; !made { // by the migrations that are to come
			continue
		}
		var n int
		if err := pool.QueryRowContext(ctx, "SELECT COUNT(*) FROM "+table).Scan(&n); n > 0 || err != nil {
			return true, s.errors.Translate("look for a site in "+s.engine.Source(), err)
		}
	}
	return false, nil
}

// openReading opens a database as its readers may.
func (s *Store) openReading(ctx context.Context, o Options) error {
	if err := s.engine.Find(); err != nil {
		return err
	}
	if err := s.inspect(ctx); err != nil {
		return err
	}
	reading, err := s.engine.OpenReading()
	if err != nil {
		return err
	}
	s.pool, s.steady, s.release = reading.Pool, reading.Steady, reading.Close
	if reading.Note != "" {
		s.notes = append(s.notes, reading.Note)
	}
	current, known, err := s.versions(ctx)
	switch {
	case err != nil:
		return err
	case current < known:
		s.notes = append(s.notes, fmt.Sprintf("schema version %d, brought to %d in a copy that was read in its place", current, known))
		return s.openCopy(ctx, o)
	case current > known:
		return s.checkSchema(ctx)
	}
	return s.connect(o)
}
