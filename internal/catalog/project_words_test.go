package catalog_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/fold"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/stem"
)

// TestProjectsAreFoundByWhatTheySay asks for words of the projects and their beginnings, against a plain reading of the dataset.
func TestProjectsAreFoundByWhatTheySay(t *testing.T) {
	t.Parallel()
	c := build(t, dataset(t))
	said := map[string][]string{}
	var words []string
	for _, p := range c.Projects() {
		region, _ := c.Territory(p.Territory)
		text := strings.Join([]string{p.Title.FR, p.Title.EN, p.Operator, p.Place, region.Name.FR, region.Name.EN}, " ")
		for _, d := range segur.ProjectPlaces() {
			if d.Code == p.Department {
				text += " " + d.Name
			}
		}
		folded := strings.Fields(fold.Text(text))
		said[p.ID] = append(folded, stem.All(strings.Join(folded, " "))...)
		words = append(words, folded...)
	}
	elided := []string{"l", "d", "j", "m", "n", "s", "t", "c", "qu"} // which count for nothing
	rapid.Check(t, func(t *rapid.T) {
		asked := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) string {
			word := rapid.SampledFrom(words).Draw(t, "word")
			if rapid.Bool().Draw(t, "cut") {
				return word[:rapid.IntRange(1, len(word)).Draw(t, "letters")]
			}
			return word + rapid.SampledFrom([]string{"", "s", "es", "zq"}).Draw(t, "ending")
		}).Filter(func(w string) bool { return !slices.Contains(elided, w) }), 1, 3).Draw(t, "asked")
		var want []string
		for _, p := range c.Projects() {
			all := !slices.ContainsFunc(asked, func(w string) bool {
				return !slices.ContainsFunc(said[p.ID], func(s string) bool { return strings.HasPrefix(s, w) || s == stem.Of(w) })
			})
			if all {
				want = append(want, p.ID)
			}
		}
		q := catalog.ProjectQuery{Text: strings.Join(asked, " ")}
		got := every(c, q)
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) || c.CountProjects(q).Found != len(want) {
			t.Fatalf("%q finds %v, not %v", asked, got, want)
		}
	})
}
