package web

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"mime"
	"path"

	"github.com/labstack/echo/v4"

	"github.com/segur-tracker/segur/internal/segur"
)

const (
	assetPrefix       = "/assets/"
	assetCacheControl = "public, max-age=31536000, immutable"
)

// Assets are the built files that browsers load. Their names carry a content hash, so an
// address always means the same bytes.
type Assets struct {
	byLogical map[string]assetEntry
	responses map[string]*response // by hashed name
}

type assetEntry struct {
	Path      string `json:"path"`
	Integrity string `json:"integrity"`
}

// LoadAssets reads dist/manifest.json and every file that it names, with the compressed
// forms beside them. Files that the manifest does not name cannot be reached.
func LoadAssets(dist fs.FS) (*Assets, error) {
	raw, err := fs.ReadFile(dist, "manifest.json")
	if err != nil {
		return nil, fmt.Errorf("assets are not built (run make assets): %w", err)
	}
	a := &Assets{responses: map[string]*response{}}
	if err := json.Unmarshal(raw, &a.byLogical); err != nil {
		return nil, fmt.Errorf("asset manifest: %w", err)
	}
	for logical, entry := range a.byLogical {
		r, err := loadAsset(dist, entry.Path)
		if err != nil {
			return nil, fmt.Errorf("asset %s: %w", logical, err)
		}
		a.responses[path.Base(entry.Path)] = r
	}
	return a, nil
}

func loadAsset(dist fs.FS, name string) (*response, error) {
	body, err := fs.ReadFile(dist, name)
	if err != nil {
		return nil, err
	}
	r := &response{tag: path.Base(name), plain: body, contentType: mime.TypeByExtension(path.Ext(name))}
	if path.Ext(name) == ".woff2" {
		r.contentType = "font/woff2" // not in every machine's table
	}
	r.gzip, _ = fs.ReadFile(dist, name+".gz")
	r.brotli, _ = fs.ReadFile(dist, name+".br")
	return r, nil
}

// URL returns the address of an asset by its logical name ("site.css").
func (a *Assets) URL(logical string) (string, error) {
	entry, ok := a.byLogical[logical]
	if !ok {
		return "", fmt.Errorf("no asset %q", logical)
	}
	return assetPrefix + path.Base(entry.Path), nil
}

// Integrity returns the subresource-integrity value of an asset.
func (a *Assets) Integrity(logical string) (string, error) {
	entry, ok := a.byLogical[logical]
	if !ok {
		return "", fmt.Errorf("no asset %q", logical)
	}
	return entry.Integrity, nil
}

func (a *Assets) serve(c echo.Context) error {
	r, ok := a.responses[c.Param("name")]
	if !ok {
		return &segur.Error{Code: segur.CodeNotFound}
	}
	return r.write(c, assetCacheControl)
}
