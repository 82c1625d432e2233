package web

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"regexp"

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
	r.gzip, r.brotli = built(dist, name+".gz"), built(dist, name+".br")
	return r, nil
}

// built is a coding of an asset that was made with it, nil when there is none.
func built(dist fs.FS, name string) func() ([]byte, error) {
	body, err := fs.ReadFile(dist, name)
	if err != nil {
		return nil
	}
	return func() ([]byte, error) { return body, nil }
}

// URL returns the address of an asset by its logical name ("site.css").
func (a *Assets) URL(logical string) (string, error) {
	entry, ok := a.byLogical[logical]
	if !ok {
		return "", fmt.Errorf("no asset %q", logical)
	}
	return assetPrefix + path.Base(entry.Path), nil
}

// File returns an asset as it was built, for an address of its own.
func (a *Assets) File(logical string) (File, error) {
	entry, ok := a.byLogical[logical]
	if !ok {
		return File{}, fmt.Errorf("no asset %q", logical)
	}
	built := a.responses[path.Base(entry.Path)]
	return File{Body: built.plain, Type: built.contentType}, nil
}

// Integrity returns the subresource-integrity value of an asset.
func (a *Assets) Integrity(logical string) (string, error) {
	entry, ok := a.byLogical[logical]
	if !ok {
		return "", fmt.Errorf("no asset %q", logical)
	}
	return entry.Integrity, nil
}

// serve answers to everybody: a frame that another site puts into a sandbox has no origin of its
// own, and its styles, scripts and fonts are then those of a stranger.
func (a *Assets) serve(c echo.Context) error {
	c.Response().Header().Set(headerEmbedding, "cross-origin")
	c.Response().Header().Set(echo.HeaderAccessControlAllowOrigin, "*")
	name := c.Param("name")
	if r, ok := a.responses[name]; ok {
		return r.write(c, assetCacheControl)
	}
	if now := a.successor(name); now != "" {
		c.Response().Header().Set(echo.HeaderCacheControl, movedCacheControl)
		return c.Redirect(http.StatusFound, assetPrefix+now)
	}
	return &segur.Error{Code: segur.CodeNotFound}
}

// hashedName is the name of a built file: stem, content hash, ending.
var hashedName = regexp.MustCompile(`^([a-z][a-z-]*)\.[0-9a-f]{12}(\.[a-z0-9]+)$`)

// successor returns today's name of a file of an earlier build, "" when there is none. Pages kept
// for years by other sites' readers still find their styles.
func (a *Assets) successor(name string) string {
	parts := hashedName.FindStringSubmatch(name)
	if parts == nil {
		return ""
	}
	if entry, built := a.byLogical[parts[1]+parts[2]]; built {
		return path.Base(entry.Path)
	}
	return ""
}
