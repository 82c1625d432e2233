//go:build unix

package engine

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"syscall"

	"github.com/segur-tracker/segur/internal/segur"
)

// fileLock keeps a database for one process. The kernel drops it when the process ends,
// however it ends, so that no stale lock is ever left behind.
type fileLock struct{ file *os.File }

// lockFile locks the file that stands beside the database: locking the database itself
// would interfere with SQLite's own locks.
func lockFile(database string) (*fileLock, error) {
	f, err := os.OpenFile(database+".lock", os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock database: %w", err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return nil, errors.Join(lockError(database, f, err), f.Close())
	}
	// The number only helps the reader of a refusal; the lock does not depend on it.
	l := &fileLock{f}
	if err := l.sign(); err != nil {
		return nil, errors.Join(fmt.Errorf("lock database: %w", err), l.release())
	}
	return l, nil
}

// sign writes the number of this process into the locked file.
func (l *fileLock) sign() error {
	if err := l.file.Truncate(0); err != nil {
		return err
	}
	_, err := l.file.WriteAt([]byte(strconv.Itoa(os.Getpid())), 0)
	return err
}

func lockError(database string, f *os.File, err error) error {
	if !errors.Is(err, syscall.EWOULDBLOCK) {
		return fmt.Errorf("lock database: %w", err)
	}
	holder := "another process"
	if raw, err := io.ReadAll(io.LimitReader(f, 20)); err == nil && len(raw) > 0 {
		holder += " (number " + strings.TrimSpace(string(raw)) + ")"
	}
	return &segur.Error{Code: segur.CodeConflict, Err: err, Message: fmt.Sprintf(
		"the database %s is in use by %s: stop it first, or choose another data folder", database, holder)}
}

// release unlocks before closing: a child process that is just being started may still hold
// a copy of the file, and closing ours would then leave the lock in place for a moment.
func (l *fileLock) release() error {
	return errors.Join(syscall.Flock(int(l.file.Fd()), syscall.LOCK_UN), l.file.Close())
}
