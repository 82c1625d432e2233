package engine

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"

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
	// Take makes the place where there is none and keeps every other process out until release. It
	// fails with CodeConflict when one is there already.
	Take() (release func() error, err error)
	// Find fails with CodeNotFound when there is no database.
	Find() error
	// Open returns connections that hold the guarantees of the product: references are held, and what
	// was committed survives a loss of power. It creates nothing.
	Open() *sql.DB
	// OpenBare returns one connection for migrations, which may find references dangling meanwhile.
	OpenBare() *sql.DB
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
	Objects(ctx context.Context, tx *sql.Tx) (map[string]string, error)
	// Checkpoint brings what was committed to where whoever copies the place finds it, as far as it can
	// without waiting for anybody or letting anybody wait. It reports whether nothing is left to bring there.
	Checkpoint(ctx context.Context, pool *sql.DB) (complete bool, err error)
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
