package http

import (
	"bytes"
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/web"
)

// site is shared by the tests of this package, which only read from it.
var site *testkit.Site

func TestMain(m *testing.M) { testkit.Main(m, &site) }

// Pages that cost little to make.
const (
	somePage  = "/methode"
	otherPage = "/en/method"
)

// mount adds a page of the test's own to a site of the test's own.
func mount(s *testkit.Site, path string, handle func(web.Request) (web.Answer, error), params ...string) {
	s.App.Site().Mount(web.Route{
		Path: path, Lang: locale.FR, Params: params,
		Read: func(_ context.Context, _ *catalog.Catalog, r web.Request) (web.Answer, error) { return handle(r) },
	})
}

func TestValidatorsAreStrong(t *testing.T) {
	seen := map[string]string{}
	for _, path := range []string{somePage, otherPage, "/indicateurs?q=zzzz", "/indicateurs?q=zzzy"} {
		for _, encoding := range []string{"", "gzip", "br"} {
			r := site.Get(path, "Accept-Encoding: "+encoding)
			tag := r.Header.Get("Etag")
			if !strings.HasPrefix(tag, `"`) || !strings.HasSuffix(tag, `"`) || len(tag) < 10 {
				t.Errorf("%s in %q: validator %s", path, encoding, tag)
			}
			if r.Header.Get("Content-Encoding") != encoding {
				t.Errorf("%s: asked for %q, got %q", path, encoding, r.Header.Get("Content-Encoding"))
			}
			if other, taken := seen[tag]; taken {
				t.Errorf("%s in %q has the validator of %s", path, encoding, other)
			}
			seen[tag] = path + " " + encoding
			again := site.Get(path, "Accept-Encoding: "+encoding)
			if again.Header.Get("Etag") != tag || !bytes.Equal(again.Body, r.Body) {
				t.Errorf("%s in %q changes between two requests", path, encoding)
			}
		}
	}
}

// TestValidatorsFollowTheFigures holds that the same figures under the same program have the
// same validators in another process, and other words or figures have others.
func TestValidatorsFollowTheFigures(t *testing.T) {
	same := testkit.Open(t)
	if a, b := site.Get(somePage), same.Get(somePage); a.Header.Get("Etag") != b.Header.Get("Etag") || !bytes.Equal(a.Body, b.Body) {
		t.Errorf("two processes answer %s and %s", a.Header.Get("Etag"), b.Header.Get("Etag"))
	}
	reworded := testkit.Open(t, testkit.WithTemplates(func(files map[string][]byte) {
		files["public/method.html"] = bytes.Replace(files["public/method.html"], []byte("<h1 "), []byte("<h1 title=\"x\" "), 1)
	}))
	if a, b := site.Get(somePage), reworded.Get(somePage); a.Header.Get("Etag") == b.Header.Get("Etag") {
		t.Error("another template keeps the validator")
	}
}

func TestUnchangedPagesAreNotSentAgain(t *testing.T) {
	for _, path := range []string{somePage, assetPaths(t)["site.css"]} {
		for _, encoding := range []string{"", "gzip", "br"} {
			full := site.Get(path, "Accept-Encoding: "+encoding)
			tag := full.Header.Get("Etag")
			for header, want := range map[string]int{
				tag: 304, "W/" + tag: 304, `"x", ` + tag: 304, `"x" , W/` + tag + ` ,"y"`: 304, "*": 304,
				`"x"`: 200, strings.Trim(tag, `"`): 200, "": 200, strings.TrimSuffix(tag, `"`): 200, `"x` + tag[1:]: 200,
			} {
				for _, method := range []string{http.MethodGet, http.MethodHead} {
					r := site.Do(method, path, "Accept-Encoding: "+encoding, "If-None-Match: "+header)
					if r.Status != want {
						t.Errorf("%s %s in %q, If-None-Match %s: %d instead of %d", method, path, encoding, header, r.Status, want)
					}
					if r.Status == 304 {
						checkNotModified(t, r, full)
					}
				}
			}
			other := map[string]string{"": "br", "gzip": "", "br": "gzip"}[encoding]
			if r := site.Get(path, "Accept-Encoding: "+other, "If-None-Match: "+tag); r.Status != 200 {
				t.Errorf("%s: the validator of %q answers for %q", path, encoding, other)
			}
		}
	}
}

func checkNotModified(t *testing.T, r, full testkit.Response) {
	t.Helper()
	if len(r.Body) > 0 || r.Header.Get("Content-Length") != "" || r.Header.Get("Content-Encoding") != "" {
		t.Errorf("%s: 304 with %d bytes, %v", r.Path, len(r.Body), r.Header)
	}
	for _, name := range []string{"Etag", "Cache-Control", "Vary", "Last-Modified", "Content-Security-Policy"} {
		if r.Header.Get(name) != full.Header.Get(name) {
			t.Errorf("%s: 304 has %s %q instead of %q", r.Path, name, r.Header.Get(name), full.Header.Get(name))
		}
	}
}

func TestHeadIsGetWithoutBody(t *testing.T) {
	for _, path := range []string{somePage, "/", "/nope", "/?annee=x", "/en", assetPaths(t)["site.js"]} {
		for _, encoding := range []string{"", "gzip", "br"} {
			get, head := site.Get(path, "Accept-Encoding: "+encoding), site.Do(http.MethodHead, path, "Accept-Encoding: "+encoding)
			if head.Status != get.Status || len(head.Body) > 0 {
				t.Errorf("HEAD %s: %d with %d bytes, GET %d", path, head.Status, len(head.Body), get.Status)
			}
			for name := range get.Header {
				if name == "X-Request-Id" || get.Status >= 300 && strings.HasPrefix(name, "Content-Type") {
					continue
				}
				if head.Header.Get(name) != get.Header.Get(name) {
					t.Errorf("HEAD %s in %q: %s is %q instead of %q", path, encoding, name, head.Header.Get(name), get.Header.Get(name))
				}
			}
		}
	}
}

func TestEncodingsAreNegotiated(t *testing.T) {
	plain := site.Get(somePage)
	for accept, want := range map[string]string{
		"": "", "identity": "", "gzip": "gzip", "br": "br", "gzip, deflate, br, zstd": "br", "br;q=0.5, gzip": "gzip", "gzip;q=1.0, br;q=1.0": "br",
		"br;q=0": "", "br;q=0, gzip": "gzip", "*": "br", "*;q=0": "", "br;q=0, *": "gzip", "gzip;q=0, br;q=0, *": "", "*;q=0.1, gzip;q=0.5": "gzip",
		"BR": "br", "GZip ; Q=0.8": "gzip", " br ,": "br", ",,": "", "br;q=abc": "", "br;q=": "", "br;q=nan": "", "br;q=-1": "", "brotli": "", "xbr, gzipx": "",
		"deflate": "", "compress, x-none": "", "identity;q=0": "", "gzip;q=0.001": "gzip", "\"br\"": "",
	} {
		r := site.Get(somePage, "Accept-Encoding: "+accept)
		if got := r.Header.Get("Content-Encoding"); r.Status != 200 || got != want {
			t.Errorf("%q: %d in %q instead of %q", accept, r.Status, got, want)
			continue
		}
		body, err := r.Plain()
		if err != nil || !bytes.Equal(body, plain.Body) {
			t.Errorf("%q: %d bytes once decoded, %v", accept, len(body), err)
		}
		if want != "" && len(r.Body) > len(plain.Body)/2 {
			t.Errorf("%q: %d bytes of %d", accept, len(r.Body), len(plain.Body))
		}
	}
}

func TestPagesMayBeKept(t *testing.T) {
	for _, path := range []string{"/", somePage, "/mesures?pilier=1"} {
		r := site.Get(path)
		for name, want := range map[string]string{
			"Cache-Control": "public, no-cache", "Vary": "Accept-Encoding", "Content-Type": "text/html; charset=utf-8",
			"Last-Modified": testkit.Now().Format(http.TimeFormat),
		} {
			if got := r.Header.Get(name); got != want {
				t.Errorf("%s: %s is %q instead of %q", path, name, got, want)
			}
		}
		if _, err := time.Parse(http.TimeFormat, r.Header.Get("Last-Modified")); err != nil {
			t.Error(err)
		}
	}
}
