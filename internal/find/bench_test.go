package find_test

import (
	"fmt"
	"strconv"
	"testing"

	"github.com/segur-tracker/segur/internal/find"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// many is the dataset with so many projects, spread over the places of projects.
func many(t testing.TB, n int) segur.Dataset {
	t.Helper()
	d := dataset(t)
	seed, places, stages := d.Projects, segur.ProjectPlaces(), segur.Stages()
	for i := range n - len(seed) {
		at, like := places[i%len(places)], seed[i%len(seed)]
		like.ID, like.Territory, like.Department, like.Place = "essai-"+strconv.Itoa(i), at.Region, at.Code, "Commune "+strconv.Itoa(i%700)
		like.Stage, like.Title.FR, like.Title.EN = stages[i%len(stages)], like.Title.FR+" "+strconv.Itoa(i), like.Title.EN+" "+strconv.Itoa(i)
		d.Projects = append(d.Projects, like)
	}
	return d
}

func sizes() []int { return []int{85, 25_000, 50_000} }

func BenchmarkNew(b *testing.B) {
	for _, n := range sizes() {
		o := options(b, locale.FR, many(b, n))
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			for b.Loop() {
				find.New(o)
			}
		})
	}
}

// BenchmarkSearch asks for a sentence, for a word that few and one that all projects hold, for a misspelt one and for nothing that
// is known.
func BenchmarkSearch(b *testing.B) {
	for _, n := range sizes() {
		x := find.New(options(b, locale.FR, many(b, n)))
		for _, text := range []string{
			"communautés professionnelles territoriales de santé et lits à la demande zzzzz", "lits à la demande", "hôpital", "projet", "infirmeires", "qsdfghjk",
		} {
			b.Run(fmt.Sprintf("%d/%s", n, text), func(b *testing.B) {
				for b.Loop() {
					x.Search(find.Ask(text))
				}
			})
		}
	}
}
