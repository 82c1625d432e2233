package http

import (
	"bytes"
	"crypto/sha512"
	"encoding/base64"
	"encoding/json"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/testkit"
)

func dist(t *testing.T) fs.FS {
	t.Helper()
	files, err := testkit.Dist()
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	body, err := fs.ReadFile(dist(t), name)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

type manifestEntry struct{ Path, Integrity string }

func manifest(t *testing.T) map[string]manifestEntry {
	t.Helper()
	var entries map[string]manifestEntry
	if err := json.Unmarshal(read(t, "manifest.json"), &entries); err != nil {
		t.Fatal(err)
	}
	return entries
}

// assetPaths returns the address of every built file by its logical name.
func assetPaths(t *testing.T) map[string]string {
	t.Helper()
	paths := map[string]string{}
	for name, entry := range manifest(t) {
		paths[name] = "/assets/" + path.Base(entry.Path)
	}
	return paths
}

func TestAssetsNeverChange(t *testing.T) {
	types := map[string]string{".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
	for name, entry := range manifest(t) {
		address, body := assetPaths(t)[name], read(t, entry.Path)
		sum := sha512.Sum384(body)
		if entry.Integrity != "sha384-"+base64.StdEncoding.EncodeToString(sum[:]) {
			t.Errorf("%s: the manifest has another sum", name)
		}
		for encoding, ending := range map[string]string{"": "", "br": ".br", "gzip": ".gz"} {
			r := site.Get(address, "Accept-Encoding: "+encoding)
			want, err := fs.ReadFile(dist(t), entry.Path+ending)
			if err != nil {
				want, encoding = body, ""
			}
			if r.Status != 200 || !bytes.Equal(r.Body, want) || r.Header.Get("Content-Encoding") != encoding {
				t.Errorf("%s%s: %d, %d bytes in %q", name, ending, r.Status, len(r.Body), r.Header.Get("Content-Encoding"))
			}
			if r.Header.Get("Cache-Control") != "public, max-age=31536000, immutable" || r.Header.Get("Vary") != "Accept-Encoding" || r.Header.Get("Etag") == "" {
				t.Errorf("%s%s: %v", name, ending, r.Header)
			}
			if got := r.Header.Get("Content-Type"); !strings.HasPrefix(got, types[path.Ext(name)]) || types[path.Ext(name)] == "" {
				t.Errorf("%s: type %q", name, got)
			}
		}
	}
}

// TestTextAssetsAreCompressedBeforehand holds that no reader waits for a compression.
func TestTextAssetsAreCompressedBeforehand(t *testing.T) {
	for name, address := range assetPaths(t) {
		if ext := path.Ext(name); ext != ".css" && ext != ".js" && ext != ".svg" {
			continue
		}
		if r := site.Get(address, "Accept-Encoding: br, gzip"); r.Header.Get("Content-Encoding") != "br" {
			t.Errorf("%s comes in %q", name, r.Header.Get("Content-Encoding"))
		}
	}
}

// TestPagesLoadAssetsThatExist follows what pages load.
func TestPagesLoadAssetsThatExist(t *testing.T) {
	for _, page := range []string{somePage, "/en/nope"} {
		doc := site.Get(page).Doc(t)
		loaded := doc.Find("link[href^='/assets/'], script[src^='/assets/']")
		for i := range loaded.Length() {
			element := loaded.Eq(i)
			for _, name := range []string{"href", "src", "data-charts"} {
				if address, ok := element.Attr(name); ok {
					if r := site.Get(address); r.Status != 200 {
						t.Errorf("%s loads %s, which answers %d", page, address, r.Status)
					}
				}
			}
		}
		if loaded.Length() < 4 {
			t.Errorf("%s loads %d files only", page, loaded.Length())
		}
	}
}

// TestOtherFilesCannotBeReached tries the ways out of the folder of assets.
func TestOtherFilesCannotBeReached(t *testing.T) {
	var secrets [][]byte
	for _, name := range []string{"manifest.json", "server/charts.js", "server/Inter-Bold.ttf"} {
		secrets = append(secrets, read(t, name))
	}
	for _, address := range []string{
		"/assets/", "/assets", "/assets/nope.js", "/assets/site.css", "/assets/charts.js", "/assets/manifest.json", "/assets/../manifest.json", "/assets/./manifest.json",
		"/assets/%2e%2e/manifest.json", "/assets/..%2fmanifest.json", "/assets/server/charts.js", "/assets/server%2fcharts.js", "/assets/server/Inter-Bold.ttf",
		"/assets//server/charts.js", "/assets/%2e/server/charts.js", "/assets/..%5cmanifest.json", "/assets/licences/", "/assets/.gitkeep", "/dist/manifest.json", "/manifest.json", "/server/charts.js",
		"/assets/../../templates/layout/page.html", "/assets/..%2f..%2fseed%2fvalues.csv", "/segur.db", "/data/segur.db", "/.git/config", "/debug/pprof/", "/metrics",
		"/assets/" + path.Base(assetPaths(t)["site.css"]) + ".br", "/assets/" + strings.ToUpper(path.Base(assetPaths(t)["site.css"])),
	} {
		r := site.Get(address)
		for range 3 {
			if r.Status != http.StatusMovedPermanently {
				break
			}
			r = site.Get(r.Header.Get("Location"))
		}
		if r.Status != http.StatusNotFound {
			t.Errorf("%s answers %d", address, r.Status)
		}
		for i, secret := range secrets {
			if bytes.Equal(r.Body, secret) {
				t.Errorf("%s gives file %d away", address, i)
			}
		}
	}
}

// TestAFileOfAnEarlierBuildLeadsToTodays: frames that readers keep for years name the files of the
// build that made them.
func TestAFileOfAnEarlierBuildLeadsToTodays(t *testing.T) {
	now := assetPaths(t)["site.css"]
	parts := strings.Split(path.Base(now), ".")
	r := site.Get("/assets/" + parts[0] + ".0123456789ab." + parts[2])
	if r.Status != http.StatusFound || r.Header.Get("Location") != "/assets/"+path.Base(now) {
		t.Errorf("%d to %q", r.Status, r.Header.Get("Location"))
	}
	if strings.Contains(r.Header.Get("Cache-Control"), "immutable") {
		t.Errorf("kept for ever: %s", r.Header.Get("Cache-Control"))
	}
	for _, name := range []string{"nope.0123456789ab.css", "site.0123456789ab.js.map", "site.0123.css", "manifest.0123456789ab.json"} {
		if r := site.Get("/assets/" + name); r.Status != http.StatusNotFound {
			t.Errorf("%s answers %d", name, r.Status)
		}
	}
}
