package testkit

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"
	"time"

	"github.com/segur-tracker/segur/assets"
	"github.com/segur-tracker/segur/internal/app"
	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/config"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/seed"
)

// Site is a running program without a listener.
type Site struct {
	App   *app.App
	Words *locale.Bundle
	Log   *Log
	Clock *Clock

	config config.Config
}

// Now is the moment at which every site of a test starts.
func Now() time.Time { return time.Date(2026, time.November, 21, 12, 0, 0, 0, time.UTC) }

// Option changes what a site is made from.
type Option func(*app.Options) error

// WithSeed lets change edit a copy of the embedded dataset, by file name ("measures.csv").
func WithSeed(change func(files map[string][]byte)) Option {
	return func(o *app.Options) (err error) {
		o.Seed, err = edited(o.Seed, change)
		return err
	}
}

// WithTemplates lets change edit a copy of the page templates, by path ("layout/page.html").
func WithTemplates(change func(files map[string][]byte)) Option {
	return func(o *app.Options) (err error) {
		o.Templates, err = edited(o.Templates, change)
		return err
	}
}

// WithClock lets each look at the clock pass through look, which is given what the clock says.
func WithClock(look func(time.Time) time.Time) Option {
	return func(o *app.Options) error {
		clock := o.Clock
		o.Clock = func() time.Time { return look(clock()) }
		return nil
	}
}

// WithConfig lets change edit the settings.
func WithConfig(change func(*config.Config)) Option {
	return func(o *app.Options) error {
		change(&o.Config)
		return nil
	}
}

// WithWarming lets a site that is served prepare its first pages by itself, as the program does.
func WithWarming() Option {
	return func(o *app.Options) error {
		o.Cold = false
		return nil
	}
}

// URL returns the address that pages of the site give themselves, without a final slash.
func (s *Site) URL() string { return s.config.PublicURL() }

// Open starts a site of the test's own and closes it at the end.
func Open(t testing.TB, options ...Option) *Site {
	t.Helper()
	s, err := open(t.TempDir(), options)
	if err != nil {
		t.Fatalf("open site: %v", err)
	}
	t.Cleanup(func() {
		if err := s.App.Close(); err != nil {
			t.Errorf("close site: %v", err)
		}
	})
	return s
}

// Main runs the tests of a package with one site that they share, because opening one and
// drawing its charts takes seconds. Tests must only read from it; what they read may be
// prepared first.
func Main(m *testing.M, shared **Site, prepare ...func(*Site) error) {
	code, err := runWith(m, shared, prepare)
	if err != nil {
		fmt.Fprintln(os.Stderr, "shared site:", err)
		code = 1
	}
	os.Exit(code)
}

func runWith(m *testing.M, shared **Site, prepare []func(*Site) error) (code int, err error) {
	dir, err := os.MkdirTemp("", "segur-test-")
	if err != nil {
		return 1, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	s, err := open(dir, nil)
	if err != nil {
		return 1, err
	}
	defer func() { err = errors.Join(err, s.App.Close()) }()
	*shared = s
	for _, step := range prepare {
		if err := step(s); err != nil {
			return 1, err
		}
	}
	return m.Run(), nil
}

func open(dir string, options []Option) (*Site, error) {
	log, clock := &Log{}, &Clock{}
	clock.Set(Now())
	o, err := usual(dir, log, clock)
	if err != nil {
		return nil, err
	}
	for _, option := range options {
		if err := option(&o); err != nil {
			return nil, err
		}
	}
	if err := share(&o); err != nil {
		return nil, err
	}
	a, err := app.Open(context.Background(), o)
	if err != nil {
		return nil, err
	}
	return &Site{App: a, Words: o.Parts.Words, Log: log, Clock: clock, config: o.Config}, nil
}

// usual are the options of a site in a folder before a test changes them.
func usual(dir string, log *Log, clock *Clock) (o app.Options, err error) {
	o = app.Options{
		Config:  config.Config{Listen: "127.0.0.1:0", DataDir: dir, Reports: true, ShutdownTimeout: time.Minute},
		Logger:  slog.New(slog.NewJSONHandler(log, nil)),
		Clock:   clock.Now,
		Version: "test",
		Seed:    seed.Files,
		Cold:    true,
	}
	if o.Templates, err = Templates(); err != nil {
		return o, err
	}
	if o.Locales, err = fs.Sub(assets.Locales, "locales"); err != nil {
		return o, err
	}
	if o.Geo, err = fs.Sub(assets.Geo, "geo"); err != nil {
		return o, err
	}
	o.Dist, err = Dist()
	return o, err
}

// Database returns the path of the database file.
func (s *Site) Database() string { return filepath.Join(s.config.DataDir, app.Database) }

// Catalog returns the publication that the pages show.
func (s *Site) Catalog() *catalog.Catalog { return s.App.Catalog() }

// Templates returns the page templates that sites are made from.
func Templates() (fs.FS, error) { return fs.Sub(assets.Templates, "templates") }

// Dist returns the built files that sites are made from.
func Dist() (fs.FS, error) { return fs.Sub(assets.Dist, "dist") }

// edition is a copy of a file system that a test edited.
type edition struct{ fs.FS }

// edited copies a file system into memory and lets change edit the copy.
func edited(from fs.FS, change func(map[string][]byte)) (fs.FS, error) {
	files := map[string][]byte{}
	err := fs.WalkDir(from, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		files[path], err = fs.ReadFile(from, path)
		return err
	})
	change(files)
	copied := fstest.MapFS{}
	for path, body := range files {
		copied[path] = &fstest.MapFile{Data: body}
	}
	return edition{copied}, err
}
