package http

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/config"
	"github.com/segur-tracker/segur/internal/testkit"
)

// TestTheAddressOfTheSiteIsNoOtherSite: behind a proxy that gives its own host, and without Fetch Metadata, which browsers leave out on plain
// http, forms come from the address that readers see. Every other origin is refused, and the log says so.
func TestTheAddressOfTheSiteIsNoOtherSite(t *testing.T) {
	s := testkit.Open(t, testkit.WithConfig(func(c *config.Config) { c.BaseURL = "http://suivi.test:8081" }))
	for _, c := range []struct {
		origin, site string
		foreign      bool
	}{
		{"http://suivi.test:8081", "", false}, {"http://suivi.test:8081", "cross-site", false}, {"", "same-origin", false}, {"", "", false},
		{"http://127.0.0.1:9000", "", false},
		{"http://suivi.test", "", true}, {"https://suivi.test:8081", "", true}, {"http://evil.test:8081", "", true}, {"null", "", true}, {"", "cross-site", true},
	} {
		for path, usual := range map[string]int{"/admin/connexion": http.StatusUnprocessableEntity, "/signaler": http.StatusUnprocessableEntity} {
			r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(url.Values{"mesure": {"12"}}.Encode()))
			r.Host = "127.0.0.1:9000"
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			for name, value := range map[string]string{"Origin": c.origin, "Sec-Fetch-Site": c.site} {
				if value != "" {
					r.Header.Set(name, value)
				}
			}
			w := httptest.NewRecorder()
			s.App.Site().ServeHTTP(w, r)
			record := lastRecord(t, s)
			if refused := w.Code == http.StatusForbidden; refused != c.foreign || !refused && w.Code != usual {
				t.Errorf("%s from %q, %q is answered %d", path, c.origin, c.site, w.Code)
			}
			if logged := record["cause"] == "foreign"; logged != c.foreign || c.foreign && !strings.Contains(record["error"].(string), "cross-origin request") {
				t.Errorf("%s from %q, %q is logged as %v", path, c.origin, c.site, record)
			}
		}
	}
}
