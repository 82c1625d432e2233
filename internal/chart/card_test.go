package chart_test

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// TestTheCardOfTheMatrixCountsEveryMeasure holds that the picture which stands for the matrix on a card has few words, large
// enough to be read there, and counts each measure once; other charts stand for themselves.
func TestTheCardOfTheMatrixCountsEveryMeasure(t *testing.T) {
	t.Parallel()
	c := seedCatalog(t)
	number, size := regexp.MustCompile(`"text":"(\d+)"`), regexp.MustCompile(`"fontSize":(\d+)`)
	for _, lang := range locale.Langs() {
		f, ok, err := chart.Card(c, "matrice", chart.View{}, words(t, lang))
		if err != nil || !ok {
			t.Fatalf("%v, %v", ok, err)
		}
		for _, drawing := range []chart.Drawing{f.Wide, f.Narrow} {
			sum := 0
			for _, found := range number.FindAllStringSubmatch(string(drawing.Option), -1) {
				n, err := strconv.Atoi(found[1])
				if err != nil {
					t.Fatal(err)
				}
				sum += n
			}
			if sum != len(c.Measures()) {
				t.Errorf("%s: %d measures are counted", lang, sum)
			}
			for _, found := range size.FindAllStringSubmatch(string(drawing.Option), -1) {
				if n, err := strconv.ParseFloat(found[1], 64); err != nil || n/float64(drawing.Width) < 0.02 {
					t.Errorf("%s: letters of %s in a drawing of %d", lang, found[1], drawing.Width)
				}
			}
		}
		if total := strconv.Itoa(len(c.Measures())); !strings.Contains(f.Title.String(), total) || !strings.Contains(f.Alt.String(), total) {
			t.Errorf("%s: %s / %s", lang, f.Title, f.Alt)
		}
		other, _, err := chart.Card(c, "matrice", chart.View{Reading: segur.LastKnown}, words(t, lang))
		if err != nil || string(other.Wide.Option) == string(f.Wide.Option) || other.Title.String() == f.Title.String() || other.Subtitle == f.Subtitle {
			t.Errorf("%s: both readings have one card, %v", lang, err)
		}
		for _, name := range []string{"avancement", "indicateur-msp-count"} {
			if _, ok, err := chart.Card(c, name, chart.View{}, words(t, lang)); ok || err != nil {
				t.Errorf("%s has a card of its own: %v", name, err)
			}
		}
	}
}
