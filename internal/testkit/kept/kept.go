package kept

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// forgotten is how long a folder that nobody opens stays.
const forgotten = 7 * 24 * time.Hour

// Folder holds files that one version of their maker made. It serves any number of goroutines and processes.
type Folder struct{ path string }

// Open returns the folder of a kind of files. Another source file in the packages named ("internal/chart/svg"), another version of a
// library or another content of what the maker reads is another folder.
func Open(kind string, packages []string, contents ...[]byte) (*Folder, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	version, err := versionOf(packages, contents)
	if err != nil {
		return nil, fmt.Errorf("name the folder of kept %s: %w", kind, err)
	}
	all := filepath.Join(cache, "segur-tests", kind)
	f := &Folder{filepath.Join(all, version)}
	now := time.Now()
	err = errors.Join(os.MkdirAll(f.path, 0o755), os.Chtimes(f.path, now, now), forget(all, now.Add(-forgotten)))
	if err != nil {
		return nil, fmt.Errorf("open the folder of kept %s: %w", kind, err)
	}
	return f, nil
}

// versionOf tells makers apart by what they are and what they read.
func versionOf(packages []string, contents [][]byte) (string, error) {
	root, err := Root()
	if err != nil {
		return "", err
	}
	names := []string{filepath.Join(root, "go.sum")}
	for _, folder := range packages {
		sources, err := filepath.Glob(filepath.Join(root, filepath.FromSlash(folder), "*.go"))
		if err != nil {
			return "", err
		}
		for _, name := range sources {
			if !strings.HasSuffix(name, "_test.go") {
				names = append(names, name)
			}
		}
	}
	for _, name := range names {
		content, err := os.ReadFile(name)
		if err != nil {
			return "", err
		}
		contents = append(contents, content)
	}
	return Key(contents...), nil
}

// Root returns the folder of the repository that the test was built from.
func Root() (string, error) {
	_, here, _, ok := runtime.Caller(0)
	if !ok || !filepath.IsAbs(here) {
		return "", errors.New("the test was built without the paths of its sources")
	}
	return filepath.Dir(filepath.Dir(filepath.Dir(filepath.Dir(here)))), nil
}

// forget deletes the folders that nobody opened since a moment. Another process may do the same.
func forget(all string, since time.Time) error {
	versions, err := os.ReadDir(all)
	for _, version := range versions {
		if info, infoErr := version.Info(); infoErr == nil && info.ModTime().Before(since) {
			err = errors.Join(err, os.RemoveAll(filepath.Join(all, version.Name())))
		}
	}
	return err
}

// Key names a file by what it is made from. No two lists share one.
func Key(parts ...[]byte) string {
	h := sha256.New()
	for _, part := range parts {
		fmt.Fprintf(h, "%d:", len(part))
		h.Write(part)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Get returns the file of a key, or makes and keeps it. Those who ask at the same time may each make it.
func (f *Folder) Get(key string, produce func() ([]byte, error)) ([]byte, error) {
	name := filepath.Join(f.path, key)
	body, err := os.ReadFile(name)
	if !errors.Is(err, fs.ErrNotExist) {
		return body, err
	}
	if body, err = produce(); err != nil {
		return nil, err
	}
	return body, f.put(name, body)
}

// put makes a file appear whole.
func (f *Folder) put(name string, body []byte) error {
	if err := os.MkdirAll(f.path, 0o755); err != nil { // somebody may have emptied the cache
		return err
	}
	part, err := os.CreateTemp(f.path, "part-")
	if err != nil {
		return err
	}
	_, err = part.Write(body)
	if err = errors.Join(err, part.Close()); err == nil {
		err = os.Rename(part.Name(), name)
	}
	if err != nil {
		return errors.Join(err, os.Remove(part.Name()))
	}
	return nil
}
