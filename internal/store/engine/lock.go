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
type fileLock struct {
	file   *os.File
	making bool // whoever held it last was making the database and did not get to its end
}

// making follows the number of a process in the locked file while it makes the database.
const making = " making"

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
	l := &fileLock{file: f}
	signature, err := l.signature()
	l.making = strings.HasSuffix(signature, making)
	if err == nil {
		err = l.sign(l.making)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("lock database: %w", err), l.release())
	}
	return l, nil
}

// sign writes the number of this process into the locked file, and whether it makes the database. The
// number only helps the reader of a refusal; the lock does not depend on it.
func (l *fileLock) sign(makes bool) error {
	text := strconv.Itoa(os.Getpid())
	if makes {
		text += making
	}
	if _, err := l.file.WriteAt([]byte(text), 0); err != nil {
		return err
	}
	return l.file.Truncate(int64(len(text)))
}

// signature reads what was signed last, by this process or another one.
func (l *fileLock) signature() (string, error) {
	raw, err := io.ReadAll(io.NewSectionReader(l.file, 0, 40))
	return strings.TrimSpace(string(raw)), err
}

func lockError(database string, f *os.File, err error) error {
	if !errors.Is(err, syscall.EWOULDBLOCK) {
		return fmt.Errorf("lock database: %w", err)
	}
	holder := "another process"
	if signature, err := (&fileLock{file: f}).signature(); err == nil && signature != "" {
		holder += " (number " + strings.TrimSuffix(signature, making) + ")"
	}
	return &segur.Error{Code: segur.CodeConflict, Err: err, Message: fmt.Sprintf(
		"the database %s is in use by %s: stop it first, or choose another data folder", database, holder)}
}

// release unlocks before closing: a child process that is just being started may still hold
// a copy of the file, and closing ours would then leave the lock in place for a moment.
func (l *fileLock) release() error {
	return errors.Join(syscall.Flock(int(l.file.Fd()), syscall.LOCK_UN), l.file.Close())
}
