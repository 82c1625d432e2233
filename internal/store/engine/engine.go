package engine

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/pressly/goose/v3"
	"gorm.io/gorm"

	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/store/schema"
)

// Engine is a database of one kind at one place. Placeholders and quotes are the business of its
// Dialector.
type Engine interface {
	// Name is the word for the kind: its scheme in data sources and its folder of migrations.
	Name() string
	// Source says where the database is, in messages: it holds no secret.
	Source() string
	// Take makes the place where there is none and keeps every other process out until Release. It
	// fails with CodeConflict when one is there already, and when the place is not there while something
	// of it is left.
	Take() (Hold, error)
	// Find fails with CodeNotFound when there is no database.
	Find() error
	// Blank says in words for the operator how a place can come to hold nothing at all.
	Blank() string
	// Open returns connections that hold the guarantees of the product: references are held, and what
	// was committed survives a loss of power. It creates nothing.
	Open() *sql.DB
	// OpenBare returns one connection for migrations, which may find references dangling meanwhile.
	OpenBare() *sql.DB
	// OpenReading returns connections that change nothing, not even beside the place, and may be opened by
	// somebody who may only read there. The caller closes what it returns.
	OpenReading() (Reading, error)
	// Dialector returns how GORM speaks to connections of Open.
	Dialector(pool *sql.DB) gorm.Dialector
	// Goose is the name that the library of migrations has for the kind.
	Goose() goose.Dialect
	// Version returns the number of the last migration, 0 where none was ever applied. It changes nothing.
	Version(ctx context.Context, pool *sql.DB) (int64, error)
	// Writing returns how a transaction begins that reads and then writes: whatever it has read must
	// still hold when it commits, or it fails with an error that is Retriable. nil is the engine's own way.
	Writing() *sql.TxOptions
	// Retriable reports whether a transaction failed only because of another one at the same time.
	Retriable(err error) bool
	// Classify tells what an error of the engine means, "" when it is not one of its kind.
	Classify(err error) (code segur.Code, message string)
	// Schema returns the engine's words for tables and guards.
	Schema() schema.Dialect
	// Objects returns the names of all tables and triggers, with their text where the engine keeps it.
	Objects(ctx context.Context, from Querier) (map[string]string, error)
	// Checkpoint brings what was committed to where whoever copies the place finds it, as far as it can
	// without waiting for anybody or letting anybody wait. It reports whether nothing is left to bring there.
	Checkpoint(ctx context.Context, pool *sql.DB) (complete bool, err error)
	// Check fails with CodeInvalid when the place is damaged.
	Check(ctx context.Context, pool *sql.DB) error
	// CopyTo writes what was committed, as of one moment, into an empty file, while others go on writing.
	CopyTo(ctx context.Context, file string) error
	// Backup writes what CopyTo does into a new file, which has its name only once check finds nothing in
	// it. It fails with CodeConflict when there is such a file already, and overwrites nothing.
	Backup(ctx context.Context, file string, check func(ctx context.Context, source string) error) error
	// Restore puts a copy of another database in this place, or changes nothing.
	Restore(ctx context.Context, r Restoration) (aside string, err error)
	// SetAside keeps what is in the place under a name that tells a moment, and returns that name; "" when
	// nothing is there. The caller keeps others out.
	SetAside(at time.Time) (name string, err error)
}

// Hold is a place kept for this process.
type Hold struct {
	// New says that nothing was kept there before, or that Made was never called on what was begun there.
	New     bool
	Made    func() error // says that what is kept there is no beginning any more
	Release func() error // lets other processes in
}

// Reading is a place that is only read.
type Reading struct {
	Pool   *sql.DB
	Note   string // what is read beside the place itself, in words, "" for nothing
	Close  func() error
	Steady func() bool // false when somebody came to write meanwhile, and what was read may not hold together
}

// Restoration says what is put in a place.
type Restoration struct {
	From    Engine                                         // where it is read; it stays as it is
	Check   func(ctx context.Context, source string) error // what it returns for the copy stops the restoration
	Replace bool                                           // sets aside what is in the place; otherwise it is refused with CodeConflict
	At      time.Time                                      // the moment, for the name of what is set aside
}

// Querier is a pool of connections, one of them, or a transaction.
type Querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// scheme is at the beginning of a data source that is no path. One letter is a drive.
var scheme = regexp.MustCompile(`^([a-z][a-z0-9+.-]+):/`)

// Pick returns the engine of a data source: the path of a file of SQLite, alone or after "sqlite:".
// It fails with CodeInvalid for another scheme.
func Pick(source string) (Engine, error) {
	if path, named := strings.CutPrefix(source, "sqlite:"); named {
		return SQLite(path), nil
	}
	if found := scheme.FindStringSubmatch(source); found != nil {
		return nil, &segur.Error{Code: segur.CodeInvalid, Message: fmt.Sprintf(
			"no engine is called %s: a database is the path of a SQLite file, alone or after \"sqlite:\"", found[1])}
	}
	return SQLite(source), nil
}

// In returns the data source of a data folder: the file of that name in it. What names its engine is a
// data source already, unless it says sqlite:, which a folder follows.
func In(folder, file string) string {
	if scheme.MatchString(folder) && !strings.HasPrefix(folder, "sqlite:") {
		return folder
	}
	path, named := strings.CutPrefix(folder, "sqlite:")
	if path = filepath.Join(path, file); named {
		path = "sqlite:" + path
	}
	return path
}
