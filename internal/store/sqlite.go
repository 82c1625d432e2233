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
)

const (
	gooseDialect    = goose.DialectSQLite3
	migrationFolder = "migrations/sqlite"
)

// sourceOptions are set on every connection. Transactions take the write lock at once: a
// deferred one that reads and then writes fails without waiting when another has written.
// WAL with FULL loses no acknowledged write on power loss. SQLite wakes waiting writers in no
// order, so on a busy disk one of many may wait long: 20 s is still under the server's limit. What is deleted,
// such as where an author may be reached, is overwritten.
const sourceOptions = "_foreign_keys=1&_journal_mode=WAL&_synchronous=FULL&_txlock=immediate&_busy_timeout=20000&_secure_delete=1"

// maxConnections bounds the pool: readers in WAL never wait, writers wait for each other.
const maxConnections = 8

// dataSource writes the path as a URI, so that "?" or "%" in a folder's name stay in it.
func dataSource(path string) string {
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + sourceOptions
}

// existingSource is dataSource for a file that must be there already.
func existingSource(path string) string { return dataSource(path) + "&mode=rw" }

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

// schemaVersion reads how far a database has been migrated, without touching it: 0 for one
// that never was.
func schemaVersion(ctx context.Context, pool *sql.DB) (int64, error) {
	var tables int
	err := pool.QueryRowContext(ctx, "SELECT COUNT(*) FROM sqlite_master WHERE name = ?", goose.DefaultTablename).Scan(&tables)
	if err != nil || tables == 0 {
		return 0, err
	}
	var version int64
	err = pool.QueryRowContext(ctx, "SELECT COALESCE(MAX(version_id), 0) FROM "+goose.DefaultTablename).Scan(&version)
	return version, err
}
