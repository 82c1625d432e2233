package http

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/web"
)

// sample fills the parameters of a route: with what it has, and with what nobody has.
func sample(route string) (addresses []string) {
	known := map[string]string{
		":chart": "avancement", ":code": "msp-count", ":measure": "25", ":name": "nope.css", ":number": "1", ":publication": "1", ":id": "1",
	}
	filled, strange := strings.Split(route, "/"), strings.Split(route, "/")
	for i, part := range filled {
		if strings.HasPrefix(part, ":") || part == "*" {
			strange[i] = "zzzz"
			if filled[i] = known[part]; filled[i] == "" {
				filled[i] = "1"
			}
		}
	}
	return []string{strings.Join(filled, "/"), strings.Join(strange, "/")}
}

// ourOrigin is where a site of the tests says that it is.
const ourOrigin = "http://localhost:0"

// namesUs reports whether every directive of a policy that allows what is ours names our origin beside 'self', which means nothing to
// WebKit in a sandbox.
func namesUs(r testkit.Response, origin string) bool {
	policy := r.Header.Get("Content-Security-Policy")
	ours := strings.Count(policy, "'self'")
	return ours > 0 && strings.Count(policy, "'self' "+origin) == ours
}

// TestOnlyFramesMayBeFramed asks every route of the program, with every method that it has, well
// and badly: only what was made to stand in pages of other sites may, its faults included.
func TestOnlyFramesMayBeFramed(t *testing.T) {
	framed, others := 0, 0
	for _, route := range site.App.Site().Routes() {
		if route.Method == "echo_route_not_found" {
			continue
		}
		for _, address := range sample(route.Path) {
			for _, query := range []string{"", "?publication=x&lang=en&de=1066&url=x"} {
				r := site.Do(route.Method, address+query)
				mayBe := r.MayBeFramed()
				should := route.Path == "/embed/:chart"
				switch {
				case mayBe != should:
					t.Errorf("%s %s%s (%d) may be framed: %v", route.Method, address, query, r.Status, mayBe)
				case should:
					framed++
					if !namesUs(r, ourOrigin) || r.Header.Get("Cross-Origin-Resource-Policy") != "cross-origin" {
						t.Errorf("%s%s (%d): %v", address, query, r.Status, r.Header)
					}
				default:
					others++
					if r.Header.Get("X-Frame-Options") != "DENY" {
						t.Errorf("%s %s%s (%d): %v", route.Method, address, query, r.Status, r.Header)
					}
				}
				if r.Header.Get("Set-Cookie") != "" && !strings.HasPrefix(address, "/admin") {
					t.Errorf("%s %s%s sets a cookie", route.Method, address, query)
				}
			}
		}
	}
	if framed < 8 || others < 200 {
		t.Errorf("%d answers in frames and %d others were looked at", framed, others)
	}
	for _, address := range []string{"/embed", "/embed/", "/nope/embed/avancement", "/nope", "/en/nope"} {
		if r := site.Get(address); r.MayBeFramed() || r.Status == http.StatusOK {
			t.Errorf("%s (%d) may be framed", address, r.Status)
		}
	}
}

// TestFaultsInFramesMayBeFramed holds that a frame which breaks says so in its place, where a
// browser would say that the site refuses.
func TestFaultsInFramesMayBeFramed(t *testing.T) {
	s := testkit.Open(t)
	faults := map[string]struct {
		make func() (web.Answer, error)
		want int
	}{
		"/embed-panic":   {func() (web.Answer, error) { panic("secretcause") }, http.StatusInternalServerError},
		"/embed-crowded": {func() (web.Answer, error) { return web.Answer{}, &segur.Error{Code: segur.CodeUnavailable} }, http.StatusServiceUnavailable},
	}
	for path, fault := range faults {
		s.App.Site().Mount(web.Route{
			Path: path, Lang: locale.FR, Kind: web.KindFrame, Params: []string{"lang"},
			Read: func(context.Context, *catalog.Catalog, web.Request) (web.Answer, error) { return fault.make() },
		})
		for query, lang := range map[string]string{"": "fr", "?lang=en": "en"} {
			r := s.Get(path + query)
			h1 := r.Doc(t).Find("html[lang=" + lang + "] h1").Length()
			if r.Status != fault.want || h1 != 1 || !r.MayBeFramed() || !namesUs(r, ourOrigin) {
				t.Errorf("%s%s: %d, %d titles, %v", path, query, r.Status, h1, r.Header)
			}
			if r.Header.Get("Cache-Control") != "no-store" || (r.Header.Get("Retry-After") != "") != (fault.want == http.StatusServiceUnavailable) || strings.Contains(string(r.Body), "secretcause") {
				t.Errorf("%s%s: %v", path, query, r.Header)
			}
		}
	}
}
