package browser

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/web/view"
)

// lateness is how long after the page its font comes: well after the first paint.
const lateness = 700 * time.Millisecond

// testLateFont has the font of every kind of page come late, as on a slow line, and holds that the
// system's face which stood in for it took about the same room.
func testLateFont(t *testing.T, s *suite) {
	to := view.Links{Lang: locale.FR}
	paths := append(charted(s.site, locale.FR), plain(s.site, locale.FR)...)
	paths = append(paths, to.Chart("matrice", chart.View{Kind: chart.KindTable}, view.Style{}))
	var jobs []job
	for _, width := range []int64{390, 1280} {
		for _, path := range paths {
			jobs = append(jobs, job{path, fmt.Sprintf("%d px", width), func(b *tab) {
				if b.Size(width) && b.Visit(path) {
					b.Ask("testing.settled()")
					b.Ask("testing.movedAtAll()")
				}
			}})
		}
	}
	s.do(t, slow(t, s.origin), nil, jobs)
}

// slow serves the same pages with late fonts that no cache keeps.
func slow(t *testing.T, origin string) string {
	t.Helper()
	to, err := url.Parse(origin)
	if err != nil {
		t.Fatal(err)
	}
	proxy := httputil.NewSingleHostReverseProxy(to)
	proxy.ModifyResponse = func(r *http.Response) error {
		if strings.HasSuffix(r.Request.URL.Path, ".woff2") {
			time.Sleep(lateness)
			r.Header.Set("Cache-Control", "no-store")
		}
		return nil
	}
	server := httptest.NewServer(proxy)
	t.Cleanup(server.Close)
	return server.URL
}
