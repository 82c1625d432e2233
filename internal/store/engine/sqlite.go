package engine

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/mattn/go-sqlite3"
	"github.com/pressly/goose/v3"
	gormsqlite "gorm.io/driver/sqlite"
	"gorm.io/gorm"

	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/store/schema"
)

// SQLite returns the engine of the SQLite file with this path.
func SQLite(path string) Engine { return sqlite{path} }

type sqlite struct{ path string }

func (sqlite) Name() string { return "sqlite" }

func (e sqlite) Source() string { return e.path }

func (sqlite) Goose() goose.Dialect { return goose.DialectSQLite3 }

func (sqlite) Dialector(pool *sql.DB) gorm.Dialector {
	return gormsqlite.New(gormsqlite.Config{Conn: pool})
}

// sourceOptions are set on every connection. Transactions take the write lock at once: a
// deferred one that reads and then writes fails without waiting when another has written.
// WAL with FULL loses no acknowledged write on power loss. SQLite wakes waiting writers in no
// order, so on a busy disk one of many may wait long: 20 s is still under the server's limit. What is deleted,
// such as where an author may be reached, is overwritten. The file must be there.
const sourceOptions = "mode=rw&_foreign_keys=1&_journal_mode=WAL&_synchronous=FULL&_txlock=immediate&_busy_timeout=20000&_secure_delete=1"

// maxConnections bounds the pool: readers in WAL never wait, writers wait for each other.
const maxConnections = 8

// dataSource writes the path as a URI, so that "?" or "%" in a folder's name stay in it.
func dataSource(path string) string { return uri(path, sourceOptions) }

func uri(path, options string) string {
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + options
}

// Take makes an empty database that only its owner may read; SQLite gives the same mode to its
// companion files.
func (e sqlite) Take() (Hold, error) {
	lock, err := e.lock()
	if err != nil {
		return Hold{}, err
	}
	makes, err := e.create(lock)
	if err != nil {
		return Hold{}, errors.Join(err, lock.release())
	}
	return Hold{New: makes, Made: func() error { return lock.sign(false) }, Release: lock.release}, nil
}

func (e sqlite) lock() (*fileLock, error) {
	if err := os.MkdirAll(filepath.Dir(e.path), 0o700); err != nil {
		return nil, fmt.Errorf("create database folder: %w", err)
	}
	return lockFile(e.path)
}

// create makes the file where there is none, and reports whether it is still being made. SQLite would
// delete a log that it finds beside an empty file.
func (e sqlite) create(lock *fileLock) (makes bool, err error) {
	_, err = os.Stat(e.path)
	if absent := errors.Is(err, fs.ErrNotExist); !absent {
		return lock.making, e.accessible()
	}
	if wal := e.path + walSuffix; size(wal) > 0 {
		return false, &segur.Error{Code: segur.CodeConflict, Message: fmt.Sprintf(
			"there is no database %s, and %s holds what was written to one: put the file back beside it, or restore a backup with `segur restore`",
			e.path, wal)}
	}
	if err := lock.sign(true); err != nil {
		return false, fmt.Errorf("create database: %w", err)
	}
	return true, e.accessible()
}

// accessible makes the file where there is none and holds that it can be read and written.
func (e sqlite) accessible() error {
	f, err := os.OpenFile(e.path, os.O_CREATE|os.O_RDWR, 0o600)
	if err == nil {
		err = f.Close()
	}
	if err != nil {
		return fmt.Errorf("create database: %w", err)
	}
	return nil
}

func (e sqlite) Find() error {
	if _, err := os.Stat(e.path); err != nil {
		return &segur.Error{Code: segur.CodeNotFound, Message: "there is no database " + e.path, Err: err}
	}
	return nil
}

// guarantees are PRAGMA settings that every connection must have.
const guarantees = "foreign_keys=1 journal_mode=wal synchronous=2"

func (e sqlite) Open() *sql.DB { return openPool(dataSource(e.path), maxConnections, guarantees) }

// OpenBare holds no references, which SQLite cannot switch within the transaction of a migration: a
// table that others refer to is written anew by dropping the old one.
func (e sqlite) OpenBare() *sql.DB {
	loose := strings.NewReplacer("foreign_keys=1", "foreign_keys=0")
	return openPool(loose.Replace(dataSource(e.path)), 1, loose.Replace(guarantees))
}

// connector opens connections with a private driver: registering one by name would be
// global state.
type connector struct {
	driver *sqlite3.SQLiteDriver
	source string
}

func (c connector) Connect(context.Context) (driver.Conn, error) { return c.driver.Open(c.source) }

func (c connector) Driver() driver.Driver { return c.driver }

// openPool refuses a connection on which a guarantee does not hold: PRAGMA settings belong to a
// connection, and SQLite ignores those it cannot honour.
func openPool(source string, connections int, guarantees string) *sql.DB {
	check := func(conn *sqlite3.SQLiteConn) error {
		for setting := range strings.FieldsSeq(guarantees) {
			name, want, _ := strings.Cut(setting, "=")
			if got, err := pragma(conn, name); err != nil || got != want {
				return errors.Join(fmt.Errorf("check connection: %s is %q, want %s", name, got, want), err)
			}
		}
		return nil
	}
	pool := sql.OpenDB(connector{&sqlite3.SQLiteDriver{ConnectHook: check}, source})
	pool.SetMaxOpenConns(connections)
	pool.SetMaxIdleConns(connections)
	return pool
}

func pragma(conn *sqlite3.SQLiteConn, name string) (string, error) {
	rows, err := conn.Query("PRAGMA "+name, nil)
	if err != nil {
		return "", err
	}
	value := make([]driver.Value, 1)
	err = rows.Next(value)
	if err != nil && !errors.Is(err, io.EOF) {
		return "", errors.Join(err, rows.Close())
	}
	return fmt.Sprint(value[0]), rows.Close()
}

func (sqlite) Version(ctx context.Context, pool *sql.DB) (int64, error) {
	var tables int
	err := pool.QueryRowContext(ctx, "SELECT COUNT(*) FROM sqlite_master WHERE name = ?", goose.DefaultTablename).Scan(&tables)
	if err != nil || tables == 0 {
		return 0, err
	}
	var version int64
	err = pool.QueryRowContext(ctx, "SELECT COALESCE(MAX(version_id), 0) FROM "+goose.DefaultTablename).Scan(&version)
	return version, err
}

// Writing leaves it to the options of the source: transactions take the one write lock at once.
func (sqlite) Writing() *sql.TxOptions { return nil }

// Retriable knows the one error of its kind that SQLite has, which only a transaction meets that took
// the write lock late. A lock that was waited for in vain is none: the writer has waited long enough.
func (sqlite) Retriable(err error) bool {
	var e sqlite3.Error
	return errors.As(err, &e) && e.ExtendedCode == sqlite3.ErrBusySnapshot
}

func (sqlite) Classify(err error) (segur.Code, string) {
	var e sqlite3.Error
	if !errors.As(err, &e) {
		return "", ""
	}
	switch e.ExtendedCode {
	case sqlite3.ErrConstraintForeignKey:
		return segur.CodeInvalid, "a row refers to another one that does not exist"
	case sqlite3.ErrConstraintUnique, sqlite3.ErrConstraintPrimaryKey, sqlite3.ErrConstraintRowID:
		return segur.CodeConflict, "a row with the same key is there already"
	case sqlite3.ErrConstraintCheck, sqlite3.ErrConstraintNotNull:
		return segur.CodeInvalid, "a row holds a value that its table does not admit"
	case sqlite3.ErrConstraintTrigger:
		return segur.CodeConflict, e.Error() // the words of our own trigger
	}
	switch e.Code {
	case sqlite3.ErrConstraint:
		return segur.CodeInvalid, "a row holds a value that its table does not admit"
	case sqlite3.ErrBusy, sqlite3.ErrLocked, sqlite3.ErrFull, sqlite3.ErrIoErr:
		return segur.CodeUnavailable, "the database cannot answer now"
	}
	return "", ""
}

// Checkpoint is passive: it moves what no reader needs elsewhere and takes no lock that a writer wants.
// The log stays, and is written from its beginning again.
func (sqlite) Checkpoint(ctx context.Context, pool *sql.DB) (complete bool, err error) {
	var busy, logged, moved int
	err = pool.QueryRowContext(ctx, "PRAGMA wal_checkpoint(PASSIVE)").Scan(&busy, &logged, &moved)
	return err == nil && busy == 0 && moved == logged, err
}

// Schema counts booleans as 0 and 1: a strict table knows no other, and TRUE is 1 in its SQL.
//
// SQLite deletes without asking the triggers on deletion when it replaces a row on insertion, so that
// insertion is asked first, for the number that each row has beside its key too. That number is -1
// before insertion unless the statement gives it.
func (sqlite) Schema() schema.Dialect {
	return schema.Dialect{
		Identifier: "INTEGER PRIMARY KEY", Integer: "INTEGER", Text: "TEXT", Boolean: "INTEGER", Strict: " STRICT", Beside: "rowid",
		Trigger: func(g schema.Guard) schema.Trigger {
			text := "CREATE TRIGGER " + g.Name + " BEFORE " + g.Event() + " ON " + g.Table
			if g.When != "" {
				text += "\nWHEN " + g.When
			}
			text += "\nBEGIN\n"
			for _, r := range g.Refusals {
				text += "    SELECT RAISE(ABORT, '" + r.Message + "')"
				if r.Where != "" {
					text += " WHERE" + r.Where
				}
				text += ";\n"
			}
			return schema.Trigger{Name: g.Name, Table: g.Table, SQL: text + "END", Drop: "DROP TRIGGER IF EXISTS " + g.Name}
		},
	}
}

func (sqlite) Objects(ctx context.Context, from Querier) (map[string]string, error) {
	rows, err := from.QueryContext(ctx, "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'trigger') AND sql IS NOT NULL")
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }() // Err says what went wrong
	texts := map[string]string{}
	for rows.Next() {
		var name, text string
		if err := rows.Scan(&name, &text); err != nil {
			return nil, err
		}
		texts[name] = text
	}
	return texts, rows.Err()
}
