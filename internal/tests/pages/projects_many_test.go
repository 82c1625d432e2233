package pages

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit"
)

// many makes a seed of so many projects, spread over the places of projects.
func many(n int) testkit.Option {
	return testkit.WithSeed(func(files map[string][]byte) {
		header, rest, _ := strings.Cut(string(files["projects.csv"]), "\n")
		var out strings.Builder
		out.WriteString(header + "\n" + rest)
		places, stages := segur.ProjectPlaces(), segur.Stages()
		for i := range n - strings.Count(rest, "\n") {
			p := places[i%len(places)]
			fmt.Fprintf(&out, "essai-%d,%s,%s,Commune %d,Hôpital %d,Rénovation %d,Renovation %d,health,%d,,%s,,,seed-ars-ara-2021,\n",
				i, p.Region, p.Code, i%700, i, i, i, 1+i%90, stages[i%len(stages)])
		}
		files["projects.csv"] = []byte(out.String())
	})
}

// TestManyProjectsArePaged walks the whole list of a large dataset: each project once, in a stable order, by links alone.
func TestManyProjectsArePaged(t *testing.T) {
	s := testkit.Open(t, many(1234))
	seen := map[string]bool{}
	pages := 0
	for path := "/projets?region=84"; path != ""; pages++ {
		r := s.Get(path)
		doc := r.Doc(t)
		for _, id := range shownProjects(doc) {
			if seen[id] {
				t.Errorf("%s comes twice", id)
			}
			seen[id] = true
		}
		if shown := len(shownProjects(doc)); shown > 50 || shown == 0 {
			t.Errorf("%s shows %d", path, shown)
		}
		if doc.Find(`.seg-pages [aria-current="page"]`).Length() != 1 || (pages > 0) != (doc.Find(".seg-depmap").Length() == 0) {
			t.Errorf("%s: pager or map", path)
		}
		path = doc.Find(`.seg-pages a[rel="next"]`).AttrOr("href", "")
	}
	if want := len(s.Catalog().ProjectsOf("84")); len(seen) != want || pages != (want+49)/50 {
		t.Errorf("%d of %d projects on %d pages", len(seen), want, pages)
	}
	if last := s.Get("/projets?page=25").Doc(t); len(shownProjects(last)) != 34 {
		t.Errorf("%d on the last page", len(shownProjects(last)))
	}
	if r := s.Get("/projets?page=26"); r.Status != 404 {
		t.Errorf("page 26 answers %d", r.Status)
	}
	for _, fault := range s.CheckHTML(s.Get("/en/projects?page=12").Body) {
		t.Error(fault)
	}
}

// BenchmarkProjects makes the first page of the list, a filtered one and a searched one anew, from the seed and from 50,000
// projects.
func BenchmarkProjects(b *testing.B) {
	asked := 0
	for _, size := range []int{85, 50_000} {
		s := testkit.Open(b, many(size))
		for _, path := range []string{"/projets", "/projets?region=32", "/projets?q=renovation"} {
			b.Run(fmt.Sprintf("%d%s", size, path), func(b *testing.B) {
				separator := "?"
				if strings.Contains(path, "?") {
					separator = "&"
				}
				s.Get(path) // makes what the first search makes
				for b.Loop() {
					asked++ // which names no page: the answer is made anew, and is that of the first
					if r := s.Get(path + separator + "page=x" + strconv.Itoa(asked)); r.Status != 200 {
						b.Fatal(r.Status)
					}
				}
			})
		}
	}
}
