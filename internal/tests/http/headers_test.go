package http

import (
	"net/http"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/config"
	"github.com/segur-tracker/segur/internal/testkit"
)

// answers is one of each kind that the site gives.
func answers(t *testing.T, s *testkit.Site) []testkit.Response {
	t.Helper()
	tag := s.Get(somePage).Header.Get("Etag")
	all := []testkit.Response{
		s.Get(somePage), s.Get("/"), s.Get("/en/"), s.Get("/mesures?pilier=1"), s.Get(somePage, "Accept-Encoding: br"), s.Do(http.MethodHead, somePage),
		s.Get(somePage, "If-None-Match: "+tag), s.Get("/en"), s.Get("/mesures/12"), s.Get("/mesures/"), s.Get("/nope"), s.Get("/?annee=x"), s.Do(http.MethodPost, "/"),
		s.Do(http.MethodTrace, "/"), s.Get("/healthz"), s.Get("/readyz"), s.Get("/assets/nope"), s.Do(http.MethodHead, "/nope"), s.Do("BREW", "/"),
	}
	for _, address := range assetPaths(t) {
		all = append(all, s.Get(address))
	}
	return all
}

func TestEveryAnswerIsGuarded(t *testing.T) {
	for _, r := range answers(t, site) {
		loadedFrom, readFrom := "same-origin", ""
		if strings.HasPrefix(r.Path, "/assets/") { // frames that other sites put into a sandbox are strangers
			loadedFrom, readFrom = "cross-origin", "*"
		}
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "strict-origin-when-cross-origin",
			"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": loadedFrom, "Access-Control-Allow-Origin": readFrom,
		} {
			if got := r.Header.Get(name); got != want {
				t.Errorf("%s (%d): %s is %q instead of %q", r.Path, r.Status, name, got, want)
			}
		}
		checkPolicy(t, r)
		for _, name := range []string{"Set-Cookie", "Server", "X-Powered-By", "Strict-Transport-Security"} {
			if got := r.Header.Get(name); got != "" {
				t.Errorf("%s (%d): %s is %q", r.Path, r.Status, name, got)
			}
		}
		if r.Header.Get("Cache-Control") == "" || r.Header.Get("Permissions-Policy") == "" {
			t.Errorf("%s (%d): no Cache-Control or Permissions-Policy", r.Path, r.Status)
		}
	}
}

func checkPolicy(t *testing.T, r testkit.Response) {
	t.Helper()
	directives := map[string]string{}
	for directive := range strings.SplitSeq(r.Header.Get("Content-Security-Policy"), ";") {
		name, sources, _ := strings.Cut(strings.TrimSpace(directive), " ")
		directives[name] = sources
	}
	for name, sources := range directives {
		if sources != "'none'" && sources != "'self'" {
			t.Errorf("%s: %s allows %s", r.Path, name, sources)
		}
	}
	for _, name := range []string{"default-src", "base-uri", "frame-ancestors"} {
		if directives[name] != "'none'" {
			t.Errorf("%s: %s is %q", r.Path, name, directives[name])
		}
	}
}

// TestSecureSitesSayTheirAddress holds what changes when the public address is known.
func TestSecureSitesSayTheirAddress(t *testing.T) {
	s := testkit.Open(t, testkit.WithConfig(func(c *config.Config) { c.BaseURL = "https://segur.example" }))
	for _, r := range answers(t, s) {
		if got := r.Header.Get("Strict-Transport-Security"); !strings.HasPrefix(got, "max-age=31536000") {
			t.Errorf("%s (%d): Strict-Transport-Security is %q", r.Path, r.Status, got)
		}
		if target := r.Header.Get("Location"); target != "" && !strings.HasPrefix(target, "/") {
			t.Errorf("%s leads to %s", r.Path, target)
		}
	}
	doc := s.Get("/mesures?pilier=1").Doc(t)
	for selector, want := range map[string]string{
		`link[rel="canonical"]`: "https://segur.example/mesures?pilier=1", `link[hreflang="en"]`: "https://segur.example/en/measures?pilier=1",
	} {
		if got := doc.Find(selector).AttrOr("href", ""); got != want {
			t.Errorf("%s is %s", selector, got)
		}
	}
}

// TestReadersCannotChooseWhatTheSiteSays sends headers that some servers believe.
func TestReadersCannotChooseWhatTheSiteSays(t *testing.T) {
	plain := site.Get(somePage)
	for _, header := range []string{
		"Host: evil.example", "X-Forwarded-Host: evil.example", "X-Forwarded-Proto: https", "X-Forwarded-Prefix: /evil", "X-Original-URL: /nope", "X-Rewrite-URL: /nope",
		"X-HTTP-Method-Override: DELETE", "Accept-Language: en", "Accept: application/json", "Cookie: lang=en", "Range: bytes=0-10",
	} {
		r := site.Get(somePage, header)
		if r.Status != 200 || string(r.Body) != string(plain.Body) || r.Header.Get("Etag") != plain.Header.Get("Etag") {
			t.Errorf("%s changes the answer: %d", header, r.Status)
		}
	}
}

func TestRequestsHaveAnIDOfOurs(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range append(answers(t, site), answers(t, site)...) {
		id := r.Header.Get("X-Request-Id")
		if len(id) < 16 || seen[id] {
			t.Errorf("%s (%d): id %q", r.Path, r.Status, id)
		}
		seen[id] = true
	}
	const foreign = "chosen-by-a-stranger"
	if r := site.Get(somePage, "X-Request-ID: "+foreign); r.Header.Get("X-Request-Id") == foreign || strings.Contains(site.Log.String(), foreign) {
		t.Error("a reader chooses the id of a request")
	}
}
