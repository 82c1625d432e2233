package find_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/segur-tracker/segur/internal/find"
	"github.com/segur-tracker/segur/internal/locale"
)

// TestTheIndexFindsWhatAScanFinds asks for words of the dataset, for their beginnings, for words of nobody, and for mixes of them.
func TestTheIndexFindsWhatAScanFinds(t *testing.T) {
	t.Parallel()
	for _, lang := range locale.Langs() {
		d := dataset(t)
		o := options(t, lang, d)
		x, scan := find.New(o), find.Scan(o)
		var texts []string
		for _, p := range d.Projects {
			texts = append(texts, p.Title.In(string(lang))+" "+p.Operator)
		}
		for _, m := range d.Measures {
			texts = append(texts, m.Title.In(string(lang))+" "+m.Summary.In(string(lang)))
		}
		words := strings.Fields(strings.Join(texts, " ") + " CPTS ARS Ehpad 2021 m² n° x-y projet région Île-de-France communautés professionnelles territoriales de santé")
		rapid.Check(t, func(t *rapid.T) {
			asked := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) string {
				word := rapid.SampledFrom(words).Draw(t, "word")
				if letters := []rune(word); rapid.Bool().Draw(t, "cut") {
					return string(letters[:rapid.IntRange(1, len(letters)).Draw(t, "letters")])
				}
				return rapid.SampledFrom([]string{word, strings.ToUpper(word), word + "s", "«" + word + "»", "zq" + word}).Draw(t, "as")
			}), 1, 6).Draw(t, "asked")
			r := x.Search(find.Ask(strings.Join(asked, " ")))
			if want := scan(r.Query); !slices.EqualFunc(r.Groups, want, sameGroup) {
				t.Fatalf("%q, read as %q, finds %d of %d", asked, r.Query.Text(), r.Total(), find.Result{Groups: want}.Total())
			}
		})
	}
}
