package oembed

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/config"
	"github.com/segur-tracker/segur/internal/testkit"
)

// TestAnAddressHasManySpellings: what a browser reaches by an address, oEmbed answers for under that address.
func TestAnAddressHasManySpellings(t *testing.T) {
	t.Parallel()
	for base, c := range map[string]struct{ ours, foreign []string }{
		"https://suivi.example.fr": {
			[]string{"https://suivi.example.fr", "https://suivi.example.fr:443", "HTTPS://SUIVI.example.fr", "http://suivi.example.fr", "http://suivi.example.fr:80"},
			[]string{"https://suivi.example.fr:8443", "http://suivi.example.fr:443", "https://example.fr", "http://localhost:9000", "https://evil@suivi.example.fr", "ftp://suivi.example.fr"},
		},
		"https://xn--sgur-bpa.example": {[]string{"https://ségur.example", "https://SÉGUR.example:443"}, []string{"https://segur.example"}},
		"": {
			[]string{"http://localhost:9000", "http://127.0.0.1:9000", "http://[::1]:9000"},
			[]string{"http://localhost", "http://localhost:9001", "http://127.0.0.2:9000", "http://192.0.2.1:9000"},
		},
	} {
		s := testkit.Open(t, testkit.WithConfig(func(c *config.Config) { c.BaseURL, c.Listen = base, "127.0.0.1:9000" }))
		for want, addresses := range map[int][]string{http.StatusOK: c.ours, http.StatusNotFound: c.foreign} {
			for _, address := range addresses {
				if r := s.Get("/oembed?url=" + url.QueryEscape(address+"/graphiques/"+some)); r.Status != want {
					t.Errorf("with the base %q, %s is answered %d", base, address, r.Status)
				}
			}
		}
	}
}

// TestWithoutABaseURL: the address of a site that has no other is its own, and the start says what to set. With one there is
// nothing to say.
func TestWithoutABaseURL(t *testing.T) {
	t.Parallel()
	for base, warnings := range map[string]int{"": 1, "https://suivi.example.fr": 0} {
		s := testkit.Open(t, testkit.WithConfig(func(c *config.Config) { c.BaseURL, c.Listen = base, "127.0.0.1:9000" }))
		records, err := s.Log.Records()
		if err != nil {
			t.Fatal(err)
		}
		said := 0
		for _, record := range records {
			if text, _ := record["msg"].(string); record["level"] == "WARN" && strings.Contains(text, "SEGUR_BASE_URL") {
				said++
			}
		}
		if said != warnings {
			t.Errorf("with the base %q the start warns %d times: %s", base, said, s.Log)
		}
	}
}

// TestHSTSFollowsTheBaseURL, however its scheme is written.
func TestHSTSFollowsTheBaseURL(t *testing.T) {
	t.Parallel()
	c, err := config.Load(config.Environ([]string{"SEGUR_BASE_URL=HTTPS://Suivi.Example.fr:443/"}))
	if err != nil {
		t.Fatal(err)
	}
	s := testkit.Open(t, testkit.WithConfig(func(o *config.Config) { o.BaseURL = c.BaseURL }))
	w := httptest.NewRecorder()
	s.App.Site().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/methode", nil))
	if w.Header().Get("Strict-Transport-Security") == "" || !strings.Contains(w.Body.String(), `href="https://suivi.example.fr/methode"`) {
		t.Errorf("headers %v", w.Header())
	}
}
