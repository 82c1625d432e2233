package scale

import (
	"github.com/segur-tracker/segur/internal/testkit"
	"strings"
	"testing"
)

func TestLook(t *testing.T) {
	for _, n := range []int{0, 20000} {
		s := testkit.Open(t, testkit.WithRows(5000, n), testkit.Uncached())
		for _, p := range []string{"/regions/84-auvergne-rhone-alpes", "/regions/06-mayotte"} {
			r := s.Get(p)
			t.Log(n, p, r.Status, len(r.Body))
		}
		out := s.Log.String()
		for _, l := range strings.Split(out, "\n") {
			if strings.Contains(l, "ERROR") {
				t.Log(l[:min(len(l), 1500)])
			}
		}
	}
}
