package http

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/web"
)

func TestRequestsAreLoggedWithoutPersonalData(t *testing.T) {
	s := testkit.Open(t)
	headers := []string{
		"User-Agent: Agent-of-somebody/1.0", "Referer: https://referer.example/x", "X-Forwarded-For: 203.0.113.7", "X-Real-IP: 203.0.113.8",
		"Forwarded: for=203.0.113.9", "Cookie: name=cookieofsomebody", "Authorization: Bearer tokenofsomebody", "From: somebody@example.org",
	}
	for _, path := range []string{"/mesures?q=searchedwords", "/?annee=searchedwords", "/nope?x=searchedwords", "/en?x=searchedwords"} {
		s.Get(path, headers...)
	}
	s.Do(http.MethodPost, "/?searchedwords", headers...)
	mount(s, "/broken", func(web.Request) (web.Answer, error) { return web.Answer{Template: "public/absent"}, nil }, "q")
	if r := s.Get("/broken?q=searchedwords", headers...); r.Status != http.StatusInternalServerError {
		t.Errorf("a page without template answers %d", r.Status)
	}
	for _, personal := range []string{
		"searchedwords", "Agent-of", "referer.example", "203.0.113", "192.0.2.1", "cookieofsomebody", "tokenofsomebody", "somebody@",
	} {
		if strings.Contains(s.Log.String(), personal) {
			t.Errorf("the log holds %q", personal)
		}
	}
}

func TestLogLinesAreStructured(t *testing.T) {
	s := testkit.Open(t)
	for _, c := range []struct {
		method, path, route, level string
		status                     int
	}{
		{http.MethodGet, somePage, somePage, "INFO", 200},
		{http.MethodHead, somePage, somePage, "INFO", 200},
		{http.MethodGet, "/mesures/12", "/mesures/:measure", "INFO", 301},
		{http.MethodGet, "/mesures?etat=x", "/mesures", "INFO", 400},
		{http.MethodGet, "/nope", "", "INFO", 404},
		{http.MethodPost, "/", "/", "INFO", 405},
		{http.MethodGet, "/" + strings.Repeat("x", 5000) + "%0aline", "", "INFO", 404},
	} {
		r := s.Do(c.method, c.path)
		record := lastRecord(t, s)
		for name, want := range map[string]any{
			"msg": "request", "level": c.level, "method": c.method, "status": float64(c.status), "request_id": r.Header.Get("X-Request-Id"), "bytes": float64(len(r.Body)),
		} {
			if record[name] != want {
				t.Errorf("%s %.20s: %s is %v instead of %v", c.method, c.path, name, record[name], want)
			}
		}
		if route, _ := record["route"].(string); c.route != "" && route != c.route {
			t.Errorf("%s %.20s: route %q", c.method, c.path, route)
		}
		if path, _ := record["path"].(string); path == "" || len(path) > 300 || strings.ContainsAny(path, "\n\r") {
			t.Errorf("%s %.20s: path %q", c.method, c.path, path)
		}
		known := []string{"time", "level", "msg", "method", "status", "request_id", "bytes", "route", "path", "duration", "error", "cause"}
		for name := range record {
			if !slices.Contains(known, name) {
				t.Errorf("unknown field %s", name)
			}
		}
	}
}

func lastRecord(t *testing.T, s *testkit.Site) map[string]any {
	t.Helper()
	records, err := s.Log.Records()
	if err != nil || len(records) == 0 {
		t.Fatalf("%d records, %v", len(records), err)
	}
	return records[len(records)-1]
}
