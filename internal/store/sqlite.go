package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"

	"github.com/mattn/go-sqlite3"
	"github.com/pressly/goose/v3"
	"gorm.io/driver/sqlite"
	"gorm.io/gorm"

	"github.com/segur-tracker/segur/internal/segur"
)

const (
	gooseDialect    = goose.DialectSQLite3
	migrationFolder = "migrations/sqlite"
)

// sourceOptions are set on every connection. Transactions take the write lock at once: a
// deferred one that reads and then writes fails without waiting when another has written.
// WAL with FULL loses no acknowledged write on power loss. SQLite wakes waiting writers in no
// order, so on a busy disk one of many may wait long: 20 s is still under the server's limit.
const sourceOptions = "_foreign_keys=1&_journal_mode=WAL&_synchronous=FULL&_txlock=immediate&_busy_timeout=20000"

// maxConnections bounds the pool: readers in WAL never wait, writers wait for each other.
const maxConnections = 8

// dataSource writes the path as a URI, so that "?" or "%" in a folder's name stay in it.
func dataSource(path string) string {
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + sourceOptions
}

// createFile makes an empty database that only its owner may read; SQLite gives the same
// mode to its companion files.
func createFile(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("create database folder: %w", err)
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return fmt.Errorf("create database: %w", err)
	}
	return f.Close()
}

// connector opens connections with a private driver: registering one by name would be
// global state.
type connector struct {
	driver *sqlite3.SQLiteDriver
	source string
}

func (c connector) Connect(context.Context) (driver.Conn, error) { return c.driver.Open(c.source) }

func (c connector) Driver() driver.Driver { return c.driver }

func openPool(source string) *sql.DB {
	pool := sql.OpenDB(connector{&sqlite3.SQLiteDriver{ConnectHook: checkConnection}, source})
	pool.SetMaxOpenConns(maxConnections)
	pool.SetMaxIdleConns(maxConnections)
	return pool
}

func dialect(pool *sql.DB) gorm.Dialector { return sqlite.New(sqlite.Config{Conn: pool}) }

// checkConnection refuses a connection on which a guarantee does not hold: PRAGMA settings
// belong to a connection, and SQLite ignores those it cannot honour.
func checkConnection(conn *sqlite3.SQLiteConn) error {
	for _, want := range [][2]string{{"foreign_keys", "1"}, {"journal_mode", "wal"}, {"synchronous", "2"}} {
		got, err := pragma(conn, want[0])
		if err != nil {
			return fmt.Errorf("check connection: %w", err)
		}
		if got != want[1] {
			return fmt.Errorf("check connection: %s is %s, want %s", want[0], got, want[1])
		}
	}
	return nil
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

// engineFault tells what an error of the engine means, "" when it is not one of its kind.
func engineFault(err error) (segur.Code, string) {
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
		return segur.CodeConflict, "published rows are neither changed nor deleted"
	}
	switch e.Code {
	case sqlite3.ErrConstraint:
		return segur.CodeInvalid, "a row holds a value that its table does not admit"
	case sqlite3.ErrBusy, sqlite3.ErrLocked, sqlite3.ErrFull, sqlite3.ErrIoErr:
		return segur.CodeUnavailable, "the database cannot answer now"
	}
	return "", ""
}
