package store

import (
	"context"
	"time"

	"github.com/segur-tracker/segur/internal/store/engine"
)

// Backup writes the database of a data source, as of one moment, into a new file, beside the process that
// holds it or while none does. check is given the data source of what was written, which becomes the file
// only when check returns nil. CodeConflict when there is such a file, CodeNotFound when there is no database.
func Backup(ctx context.Context, source, file string, check func(ctx context.Context, source string) error) error {
	s, err := at(ctx, source)
	if err != nil {
		return err
	}
	return s.errors.Translate("back up", s.engine.Backup(ctx, file, check))
}

// Restoration says what Restore does.
type Restoration struct {
	From, To string                                         // data sources
	Check    func(ctx context.Context, source string) error // what it says of a copy of From stops everything
	Replace  bool                                           // sets aside a database that is there, instead of refusing with CodeConflict
	Clock    func() time.Time
}

// Restore puts a copy of a database in the place of another, whole or not at all, and returns the name under
// which what was there is kept, "" when nothing was. CodeConflict when a process holds the place.
func Restore(ctx context.Context, r Restoration) (aside string, err error) {
	from, err := at(ctx, r.From)
	if err != nil {
		return "", err
	}
	to, err := engine.Pick(r.To)
	if err != nil {
		return "", err
	}
	aside, err = to.Restore(ctx, engine.Restoration{From: from.engine, Check: r.Check, Replace: r.Replace, At: r.Clock()})
	return aside, from.errors.Translate("restore", err)
}

// at returns a store that is not open, of a database that is there and is one of this program.
func at(ctx context.Context, source string) (*Store, error) {
	e, err := engine.Pick(source)
	if err != nil {
		return nil, err
	}
	if err := e.Find(); err != nil {
		return nil, err
	}
	s := &Store{engine: e, errors: e.Classify}
	return s, s.inspect(ctx)
}
