package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"net/http"
	"time"

	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/web/view"
)

// settled is how long a publication stands before its pages are prepared: after several in a row
// only the last one's are.
const settled = 2 * time.Second

// keepWarm prepares the first pages of each publication, until ctx ends.
func (a *App) keepWarm(ctx context.Context) {
	warm := a.Catalog().Version()
	seen := warm
	a.warm(ctx)
	if ctx.Err() == nil && a.parts != nil {
		a.prepareRasteriser() // seconds of a processor, which the first pages come before
	}
	for tick := time.NewTicker(settled); ; {
		select {
		case <-ctx.Done():
			tick.Stop()
			return
		case <-tick.C:
			if now := a.Catalog().Version(); now == seen && now != warm {
				a.warm(ctx)
				warm = now
			} else {
				seen = now
			}
		}
	}
}

// warm prepares the pages that readers ask for first, so that none waits for their charts nor for the index of the search.
func (a *App) warm(ctx context.Context) {
	for _, section := range []string{"home", "measures", "indicators", "search"} {
		for _, lang := range locale.Langs() {
			r, err := http.NewRequestWithContext(ctx, http.MethodGet, view.Links{Lang: lang}.Section(section), nil)
			if err != nil || ctx.Err() != nil {
				return
			}
			r.Header.Set("Accept-Encoding", "br") // as browsers ask
			a.site.ServeHTTP(nowhere{http.Header{}}, r)
		}
	}
}

// nowhere is the reader of a warm-up request.
type nowhere struct{ header http.Header }

func (n nowhere) Header() http.Header { return n.header }

func (nowhere) Write(b []byte) (int, error) { return len(b), nil }

func (nowhere) WriteHeader(int) {}

// fingerprint names what the binary would say of the same figures: version, templates,
// words and built files. It is part of every validator.
func fingerprint(o Options) (string, error) {
	sum := sha256.New()
	sum.Write([]byte(o.Version))
	for _, fsys := range []fs.FS{o.Templates, o.Locales, o.Geo} {
		err := fs.WalkDir(fsys, ".", func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			body, err := fs.ReadFile(fsys, path)
			sum.Write(body)
			return err
		})
		if err != nil {
			return "", err
		}
	}
	manifest, err := fs.ReadFile(o.Dist, "manifest.json")
	sum.Write(manifest)
	return hex.EncodeToString(sum.Sum(nil)[:8]), err
}
