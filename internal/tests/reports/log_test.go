package reports

import (
	"fmt"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/doubt"
	"github.com/segur-tracker/segur/internal/testkit"
)

// TestTheLogSaysWhyAReportIsRefused: what the page words for the reader, the log names for those who run the site, and it learns
// nothing of who was refused.
func TestTheLogSaysWhyAReportIsRefused(t *testing.T) {
	t.Parallel()
	s := testkit.Open(t)
	for i := range doubt.PerHour {
		s.Post("/signaler", filled("texte", fmt.Sprintf("Ce que je sais, nº %d.", i)), home)
	}
	for what, r := range map[string]testkit.Response{
		"INFO /signaler throttled 429": s.Post("/signaler", filled("texte", "Encore un document."), home),
		"INFO /signaler foreign 403":   s.Post("/signaler", filled(), home, "Sec-Fetch-Site: cross-site"),
		"INFO /en/report foreign 403":  s.Post("/en/report", filled(), home, "Origin: https://elsewhere.example"),
		"INFO /signaler too_large 413": s.Post("/signaler", filled("texte", strings.Repeat("a", 70<<10)), home),
		"INFO /signaler not_found 404": s.Post("/signaler", filled("mesure", "99"), home),
		"INFO /signaler <nil> 422":     s.Post("/signaler", filled("texte", ""), home),
	} {
		records, err := s.Log.Records()
		if err != nil {
			t.Fatal(err)
		}
		lines := 0
		for _, record := range records {
			if record["request_id"] != r.Header.Get("X-Request-Id") {
				continue
			}
			lines++
			if got := fmt.Sprint(record["level"], " ", record["route"], " ", record["cause"], " ", record["status"]); got != what {
				t.Errorf("the log says %q, want %q", got, what)
			}
		}
		if lines != 1 {
			t.Errorf("%s: %d lines", what, lines)
		}
	}
	for _, personal := range []string{"192.0.2.1", contact, "Encore un document", "elsewhere.example"} {
		if strings.Contains(s.Log.String(), personal) {
			t.Errorf("the log holds %q", personal)
		}
	}
}
