package testkit

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"github.com/segur-tracker/segur/internal/app"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/testkit/pictures"
	"github.com/segur-tracker/segur/internal/web"
)

// shared are the parts of all sites of the process.
var shared = sync.OnceValues(func() (*app.Parts, error) {
	o, err := usual("", nil, &Clock{})
	if err != nil {
		return nil, err
	}
	chartRenderer, rasteriser, fonts, err := pictures.Engines(o.Dist)
	if err != nil {
		return nil, err
	}
	p := &app.Parts{ChartRenderer: chartRenderer, Rasteriser: rasteriser, Fonts: fonts, Patience: Patience}
	if p.Words, err = locale.Load(o.Locales); err != nil {
		return nil, err
	}
	if p.Templates, err = web.LoadTemplates(o.Templates); err != nil {
		return nil, err
	}
	p.Assets, err = web.LoadAssets(o.Dist)
	return p, err
})

// share gives a site what it may have in common with the others: the parts that no option changed, and the database
// where it is the one that every site begins with.
func share(o *app.Options) error {
	common, err := shared()
	if err != nil {
		return err
	}
	parts := *common
	if edits, ok := o.Templates.(edition); ok {
		if parts.Templates, err = web.LoadTemplates(edits); err != nil {
			return err
		}
	}
	o.Parts = &parts
	if _, edited := o.Seed.(edition); edited {
		return nil
	}
	content, err := seeded()
	if err != nil {
		return err
	}
	file, err := os.OpenFile(filepath.Join(o.Config.DataDir, app.Database), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) { // the test goes on with a database of its own
		return nil
	}
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	return errors.Join(err, file.Close())
}

// seeded is the file of a database that holds the embedded dataset as publication 1, and nothing else.
var seeded = sync.OnceValues(func() (content []byte, err error) {
	dir, err := os.MkdirTemp("", "segur-seeded-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	clock := &Clock{}
	clock.Set(Now())
	o, err := usual(dir, &Log{}, clock)
	if err != nil {
		return nil, err
	}
	if o.Parts, err = shared(); err != nil {
		return nil, err
	}
	a, err := app.Open(context.Background(), o)
	if err != nil {
		return nil, err
	}
	if err := a.Close(); err != nil { // which brings everything into the one file
		return nil, err
	}
	return os.ReadFile(filepath.Join(dir, app.Database))
})
