package scale

import (
	"os"
	"testing"

	"github.com/segur-tracker/segur/internal/testkit"
)

func TestLook(t *testing.T) {
	s := testkit.Open(t, testkit.WithRows(5000, 300000), testkit.Uncached())
	for i, p := range []string{"/indicateurs/cpts-active", "/investissement"} {
		r := s.Get(p)
		os.WriteFile([]string{"/tmp/w2a.html", "/tmp/w2b.html"}[i], r.Body, 0o644)
		doc := r.Doc(t)
		for _, sel := range []string{"figure", "figure svg", "figure script", "figure table", ".seg-values", "main section", "circle", "figure text"} {
			n := 0
			for _, x := range doc.Find(sel).EachIter() {
				h, _ := x.Html()
				n += len(h)
			}
			t.Log(p, sel, doc.Find(sel).Length(), n)
		}
	}
}
