package engine

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/segur-tracker/segur/internal/segur"
)

// Files that SQLite keeps beside a database: what was committed and is not in the database yet, the
// index of that for all processes, and what takes back a transaction of the older kind.
const (
	walSuffix     = "-wal"
	shmSuffix     = "-shm"
	journalSuffix = "-journal"
)

// size returns the bytes of a file, 0 when it is not there.
func size(file string) int64 {
	info, err := os.Stat(file)
	if err != nil {
		return 0
	}
	return info.Size()
}

func there(file string) bool {
	_, err := os.Lstat(file)
	return !errors.Is(err, fs.ErrNotExist)
}

func (e sqlite) Blank() string {
	return "a copy of " + filepath.Base(e.path) + " that was made without the " + filepath.Base(e.path) + walSuffix +
		" beside it has nothing of what was written last, and of a young site nothing at all"
}

// OpenReading opens a database as immutable where nobody is at work on it, and reads a log that lies there
// without its index in a copy: SQLite would otherwise make companions beside it. Both are there as long as any
// process has the database open.
func (e sqlite) OpenReading() (Reading, error) {
	wal := e.path + walSuffix
	r := Reading{Steady: func() bool { return true }}
	options := "mode=ro&_foreign_keys=1&_busy_timeout=20000"
	place, remove := e.path, func() error { return nil }
	if n := size(wal); n > 0 {
		r.Note = fmt.Sprintf("read together with %s, %d bytes beside it", wal, n)
		if !there(e.path + shmSuffix) {
			var err error
			if place, remove, err = e.inScratch(); err != nil {
				return r, err
			}
		}
	} else if e.alone() {
		options += "&immutable=1"
		before := e.stamp()
		r.Steady = func() bool { return e.alone() && e.stamp() == before }
	}
	r.Pool = openPool(uri(place, options), maxConnections, "foreign_keys=1")
	r.Close = func() error { return errors.Join(r.Pool.Close(), remove()) }
	return r, nil
}

// alone reports whether no process has the database open and nothing beside it is part of it.
func (e sqlite) alone() bool {
	wal, shm := there(e.path+walSuffix), there(e.path+shmSuffix)
	return !there(e.path+journalSuffix) && (!wal || !shm && size(e.path+walSuffix) == 0)
}

// inScratch copies the database with its log into a folder that remove removes.
func (e sqlite) inScratch() (place string, remove func() error, err error) {
	folder, err := os.MkdirTemp("", "segur-read-")
	if err != nil {
		return "", nil, fmt.Errorf("read database: %w", err)
	}
	remove = func() error { return os.RemoveAll(folder) }
	place = filepath.Join(folder, filepath.Base(e.path))
	for _, suffix := range []string{"", walSuffix} {
		if err := copyFile(e.path+suffix, place+suffix); err != nil {
			return "", nil, errors.Join(fmt.Errorf("read database: %w", err), remove())
		}
	}
	return place, remove, nil
}

func copyFile(from, to string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}

// stamp changes with what is written to the file.
func (e sqlite) stamp() string {
	info, err := os.Stat(e.path)
	if err != nil {
		return err.Error()
	}
	return fmt.Sprint(info.Size(), info.ModTime().UnixNano())
}

func (e sqlite) Check(ctx context.Context, pool *sql.DB) error {
	var said string
	err := pool.QueryRowContext(ctx, "PRAGMA integrity_check(1)").Scan(&said)
	if err == nil && said != "ok" {
		err = &segur.Error{Code: segur.CodeInvalid, Message: fmt.Sprintf("the database %s is damaged: %s", e.path, said)}
	}
	return err
}

// CopyTo writes a file that needs no companion. Its pages are on the disk when it returns.
func (e sqlite) CopyTo(ctx context.Context, file string) error {
	absolute, err := filepath.Abs(file) // a name that begins with file: would be read as an address
	if err != nil {
		return fmt.Errorf("copy database: %w", err)
	}
	for steady := false; !steady; {
		if err := remove(absolute); err != nil {
			return fmt.Errorf("copy database: %w", err)
		}
		if steady, err = e.copyOnce(ctx, absolute); err != nil {
			return fmt.Errorf("copy database %s: %w", e.path, err)
		}
	}
	return flush(absolute)
}

func (e sqlite) copyOnce(ctx context.Context, file string) (steady bool, err error) {
	empty, err := os.OpenFile(file, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err == nil {
		err = empty.Close()
	}
	if err != nil {
		return false, err
	}
	from, err := e.OpenReading()
	if err != nil {
		return false, err
	}
	_, err = from.Pool.ExecContext(ctx, "VACUUM INTO ?", file)
	return from.Steady(), errors.Join(err, from.Close())
}

// SetAside takes the companions along: SQLite would play a log that it finds into whatever database
// stands beside it, and what it holds is part of the old one.
func (e sqlite) SetAside(at time.Time) (name string, err error) {
	kept := e.path + "." + at.UTC().Format("2006-01-02T150405Z")
	for _, suffix := range []string{"", walSuffix, shmSuffix, journalSuffix} {
		if !there(e.path + suffix) {
			continue
		}
		if there(kept + suffix) {
			return name, &segur.Error{Code: segur.CodeConflict, Message: fmt.Sprintf("there is a file %s already", kept+suffix)}
		}
		if err := os.Rename(e.path+suffix, kept+suffix); err != nil {
			return name, fmt.Errorf("set database aside: %w", err)
		}
		name = kept
	}
	return name, nil
}

// remove removes a file that may be gone already.
func remove(file string) error {
	if err := os.Remove(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// flush waits until the content of a file, or the names in a folder, survive a loss of power.
func flush(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
